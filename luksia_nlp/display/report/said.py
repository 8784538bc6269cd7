"""What is said of each theme, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from luksia_nlp.display.report.tracing import Numbered
from luksia_nlp.display.rows import rows_of
from luksia_nlp.display.wording import Language, day
from luksia_nlp.tables.quoted import REPEATED, first_pieces, said_themes

# Quotes of a theme, at most: what is read through. Set by hand.
MOST = 12


@dataclass(frozen=True)
class Said:
    """A quote, its pieces together.

    Args:
        words: What is said, its pieces in order.
        speaker: Who says it; empty if unknown.
        published: When.
        number: The article's number on the page.
        is_listed: Whether the page lists the article.
    """

    words: Sequence[str]
    speaker: str
    published: str
    number: int
    is_listed: bool


@dataclass(frozen=True)
class Theme:
    """What is said of a theme.

    Args:
        name: The theme's identifier.
        quotes: The newest quotes.
        n_quotes: How many there are in all.
    """

    name: str
    quotes: Sequence[Said]
    n_quotes: int


def said_of_themes(
    tables: Mapping[str, pd.DataFrame], articles: Numbered, language: Language
) -> Iterator[Theme]:
    """What is said of each theme; what a headline repeats is left out.

    Args:
        tables: Table name -> table.
        articles: The articles' numbers on the page, the newest first.
        language: `"fi"` or `"en"`.
    """
    quotes = tables["quotes"]
    quotes = quotes[~quotes["rule"].str.endswith(REPEATED)]
    quotes = quotes.assign(quote=first_pieces(quotes), number=quotes["article_id"].map(articles.numbers))
    pieces = dict(iter(quotes.sort_values("start").groupby("quote")))
    published = tables["articles"].set_index("article_id")["published"]
    said = said_themes(quotes, tables["themes"])
    order = quotes.drop_duplicates("quote").sort_values(["number", "start"])["quote"]
    for theme in tables["article_themes"]["theme"].drop_duplicates():
        own = order[order.isin(said.loc[said["theme"] == theme, "quote"])]
        yield Theme(
            theme,
            [_said(pieces[quote], published, articles, language) for quote in own.head(MOST)],
            len(own),
        )


def _said(pieces: pd.DataFrame, published: pd.Series, articles: Numbered, language: Language) -> Said:
    first = next(rows_of(pieces))
    names = (name for name in (first.speaker, first.speaker_text) if isinstance(name, str))
    return Said(
        list(pieces["text"]),
        next(names, ""),
        day(published[first.article_id], language),
        first.number,
        first.number <= articles.n_listed,
    )
