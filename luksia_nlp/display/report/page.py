"""The report as one page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from luksia_nlp.display.legend import legend
from luksia_nlp.display.pages import filled
from luksia_nlp.display.report.figures import Counted
from luksia_nlp.display.report.listing import MOST_ARTICLES, listed
from luksia_nlp.display.report.said import Sayings
from luksia_nlp.display.report.sections import sections
from luksia_nlp.display.report.tracing import numbered
from luksia_nlp.display.wording import Language, count, days, wording
from luksia_nlp.errors import OutputError
from luksia_nlp.tables.files import check_file, new_file
from luksia_nlp.tables.quoted import n_quotes
from luksia_nlp.tables.schemas import ENTITY_TABLES
from luksia_nlp.version import __version__

Tables = Mapping[str, pd.DataFrame]


def report_page(
    tables: Tables, made_with: Mapping[str, str], language: Language, has_texts: bool, title: str | None
) -> str:
    """The report of an analysis: a page that needs nothing but itself.

    Args:
        tables: Table name -> table.
        made_with: What made them.
        language: `"fi"` or `"en"`.
        has_texts: Whether texts and quoted words are shown.
        title: What it is called; None for a plain name.

    Raises:
        SettingsError: The language is neither.
        TableError: What draws the charts is not installed.
    """
    words = wording("report.toml", language)
    articles = numbered(tables["articles"], MOST_ARTICLES, words["unlisted"])
    sayings = Sayings(tables, articles, language)
    rows = list(listed(tables, articles, language, has_texts))
    n_texts = sum(1 for row in rows if row.text)
    notes = _notes(tables, made_with, words, language)
    number = count(len(articles.numbers), language)
    list_notes = []
    if articles.n_listed < len(articles.numbers):
        list_notes.append(words["listed_first"].format(shown=count(articles.n_listed, language), all=number))
    if not has_texts:
        list_notes.append(words["no_texts"])
    elif n_texts < len(rows):
        list_notes.append(words["texts_first"].format(shown=count(n_texts, language)))
    return filled(
        "report.html",
        language=language,
        words=words,
        title=title or words["title"],
        notes=notes,
        counts=_counts(tables, words, language),
        sections=list(sections(Counted(tables, articles, language))),
        said={"quotes_by_theme": list(sayings.by_theme()), "quotes_by_speaker": list(sayings.by_speaker())},
        has_texts=has_texts,
        articles=rows,
        list_notes=list_notes,
        legend=legend(language),
        legend_title=wording("display.toml", language)["shown"],
        themes=list(tables["article_themes"]["theme"].drop_duplicates()),
        version=__version__,
        engine=made_with.get("engine", "–"),
        count=lambda value: count(value, language),
    )


def check_page(path: Path, overwrite: bool) -> None:
    """Check, before the work, that a page may be written to a file.

    Args:
        path: The file.
        overwrite: Whether a file that is there is replaced.

    Raises:
        OutputError: It may not, or its name is not a page's.
    """
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it, such as {path / 'report.html'}.")
    if path.suffix.lower() not in (".html", ".htm"):
        raise OutputError(f"{path}: a report is a page; name it {path.with_suffix('.html').name}.")
    check_file(path, overwrite)


def write_report(path: Path, page: str, overwrite: bool) -> None:
    """Write a page.

    Args:
        path: The file.
        page: Its text.
        overwrite: Whether a file that is there is replaced.

    Raises:
        OutputError: The file cannot be written, or is there already.
    """
    with new_file(path, overwrite) as file:
        file.write_text(page, encoding="utf-8")


def _counts(tables: Tables, words: Mapping[str, str], language: Language) -> list[tuple[str, str]]:
    numbers: dict[str, Any] = {
        "articles": len(tables["articles"]),
        **{name: (tables[name]["n_mentions"] > 0).sum() for name in ENTITY_TABLES},
        "quotes": n_quotes(tables["quotes"]),
    }
    return [(words[name], count(int(number), language)) for name, number in numbers.items()]


def _notes(
    tables: Tables, made_with: Mapping[str, str], words: Mapping[str, str], language: Language
) -> list[str]:
    """What a reader must know of the articles as a whole."""
    published = tables["articles"]["published"]
    dates = published.dropna()
    notes = []
    if "part" in made_with:
        notes.append(words["part"].format(part=made_with["part"]))
    if len(dates):
        notes.append(words["period"].format(days=days(dates, language)))
    for name, number in (
        ("undated", published.isna().sum()),
        ("duplicates", tables["articles"]["duplicate_of"].notna().sum()),
        ("failures", len(tables["failures"])),
    ):
        if number:
            notes.append(words[name].format(n=count(int(number), language)))
    return notes
