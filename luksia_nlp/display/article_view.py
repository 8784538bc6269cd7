"""One article to look at: its text with everything that was found in it marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from luksia_nlp.display.found import COLUMNS, found_in, marks_of
from luksia_nlp.display.legend import legend
from luksia_nlp.display.marked_text import marked_text
from luksia_nlp.display.pages import Shown, filled
from luksia_nlp.display.rows import rows_of
from luksia_nlp.display.wording import Language, day, wording
from luksia_nlp.errors import SettingsError
from luksia_nlp.tables.parts import part_of


def article_view(tables: Mapping[str, pd.DataFrame], article: str | None, language: Language) -> Shown:
    """An article with its people, organisations, places, quotes and themes marked.

    Args:
        tables: Table name -> table.
        article: The article's identifier; None where there is one article only.
        language: `"fi"` or `"en"`.

    Raises:
        SettingsError: There is no such article, none was named among several, or the language is neither.
    """
    words = wording("display.toml", language)
    if article is None:
        article = _only(tables["articles"]["article_id"])
    if not isinstance(article, str):
        raise SettingsError(f"article = {article!r} must be the article's identifier, a text.")
    part = part_of(tables, articles=[article])
    if part["articles"].empty:
        reason = part["failures"]["message"].iloc[0]
        raise SettingsError(f"The article {article!r} could not be analysed: {reason}")
    row = next(rows_of(part["articles"][["title", "published", "source", "full_text"]]))
    found = found_in(part, language)
    title = row.title if isinstance(row.title, str) else str(article)
    html = filled(
        "article.html",
        language=language,
        words=words,
        article_id=article,
        published=day(row.published, language),
        source=row.source if isinstance(row.source, str) else "",
        legend=legend(language, dict(Counter(found["kind"]))),
        text=marked_text(row.full_text, marks_of(found, row.full_text, row.title)),
        headings=[words[column] for column in COLUMNS],
        rows=found[list(COLUMNS)].to_numpy().tolist(),
    )
    return Shown(html, _as_text(row.full_text, found), title, language)


def _only(ids: pd.Series[str]) -> str:
    if len(ids) == 1:
        return str(ids.iloc[0])
    shown = f", such as {ids.iloc[0]!r}" if len(ids) else ""
    raise SettingsError(f"There are {len(ids):,} articles: name one by its article_id{shown}.")


def _as_text(full_text: str, found: pd.DataFrame) -> str:
    """The text with what each name is called in brackets after it."""
    written: list[str] = []
    end = 0
    for row in rows_of(found[~found["kind"].isin(["quote", "theme"])]):
        if row.start >= end:
            called = f" [{row.whose}]" if row.whose != row.text else ""
            written += [full_text[end : row.start], row.text, called]
            end = row.end
    return "".join([*written, full_text[end:]])
