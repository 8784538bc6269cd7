"""The articles of a report, each with its marked text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import pandas as pd
from markupsafe import Markup

from luksia_nlp.display.found import found_in, marks_of
from luksia_nlp.display.marked_text import marked_text
from luksia_nlp.display.report.tracing import Numbered
from luksia_nlp.display.rows import rows_of
from luksia_nlp.display.wording import Language, day
from luksia_nlp.tables.schemas import CREDITS

# Articles on one page, at most, and the characters of all their marked texts: what a browser opens at once
# and a letter still carries. Set by hand: with them a page stays under 5 MB.
MOST_ARTICLES, MOST_CHARACTERS = 2_000, 3_700_000


@dataclass(frozen=True)
class Listed:
    """An article of the list.

    Args:
        number: Its number on the page.
        title: Its headline, or its identifier.
        article_id: Its identifier.
        published: When; empty if unknown.
        source: Where it came from; empty if unknown.
        link: Its address, where it has one that leads to the web; else empty.
        themes: The themes that are present.
        names: Who and what it names.
        text: Its text, marked; empty where it is left out.
    """

    number: int
    title: str
    article_id: str
    published: str
    source: str
    link: str
    themes: Sequence[str]
    names: Sequence[str]
    text: Markup


def listed(
    tables: Mapping[str, pd.DataFrame], articles: Numbered, language: Language, has_texts: bool
) -> Iterator[Listed]:
    """The articles that a page lists, in order.

    Args:
        tables: Table name -> table.
        articles: The articles' numbers on the page.
        language: `"fi"` or `"en"`.
        has_texts: Whether the texts are shown, as far as there is room.
    """
    mentions = tables["mentions"][~tables["mentions"]["position"].isin(CREDITS)]
    names = mentions.groupby("article_id")["name"].agg(lambda own: list(dict.fromkeys(own))).to_dict()
    of_theme = tables["article_themes"]
    themes = of_theme[of_theme["present"]].groupby("article_id")["theme"].agg(list).to_dict()
    rows = tables["articles"].assign(number=tables["articles"]["article_id"].map(articles.numbers))
    rows = rows[rows["number"] <= articles.n_listed]
    within = {
        name: tables[name][tables[name]["article_id"].isin(rows["article_id"])]
        for name in ("mentions", "quotes", "themes")
    }
    found = dict(iter(found_in(within, language).groupby("article_id"))) if has_texts else {}
    if "url" not in rows:
        rows = rows.assign(url="")
    rows = rows[["number", "article_id", "title", "published", "source", "url", "full_text"]]
    left = MOST_CHARACTERS
    for row in rows_of(rows.sort_values("number")):
        text = Markup()
        if has_texts and left > 0:
            own = found.get(row.article_id, _NOTHING)
            text = marked_text(
                row.full_text, marks_of(own, row.full_text, row.title, is_short=True), is_short=True
            )
            left -= len(text)
        yield Listed(
            row.number,
            row.title if isinstance(row.title, str) else row.article_id,
            row.article_id,
            day(row.published, language),
            row.source if isinstance(row.source, str) else "",
            web_address(row.url),
            themes.get(row.article_id, ()),
            names.get(row.article_id, ()),
            text,
        )


def web_address(value: object) -> str:
    """An address that leads to the web; empty where it is none, or would do anything else.

    Args:
        value: What an article says its address is.

    Example:
        >>> web_address("https://lohja.fi/uutiset"), web_address("javascript:alert(1)"), web_address(None)
        ('https://lohja.fi/uutiset', '', '')
    """
    if not isinstance(value, str) or any(mark.isspace() or not mark.isprintable() for mark in value):
        return ""
    try:
        parts = urlsplit(value)
    except ValueError:
        return ""
    is_plain = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    return value if is_plain else ""


_NOTHING = pd.DataFrame(columns=["start", "end", "kind", "whose", "counts"])
