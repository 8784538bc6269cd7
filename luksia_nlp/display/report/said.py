"""Who said what, by theme and by speaker, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import pandas as pd

from luksia_nlp.display.report.tracing import Numbered
from luksia_nlp.display.rows import rows_of
from luksia_nlp.display.wording import Language, day
from luksia_nlp.tables.quoted import first_pieces, said_once, said_themes
from luksia_nlp.tables.voices import voices

# Quotes of a theme, speakers, and quotes of each, at most: what is read through. Set by hand.
_OF_THEME, _SPEAKERS, _OF_SPEAKER = 12, 15, 6
# What stands between two pieces of a quote, for the words that are no part of it.
_BETWEEN = " … "


@dataclass(frozen=True)
class Piece:
    """Pieces of a quote that follow each other, of one kind.

    Args:
        words: What is said, with a mark where something else stands between.
        is_direct: Whether these are the speaker's own words, not the writer's.
    """

    words: str
    is_direct: bool


@dataclass(frozen=True)
class Said:
    """A quote.

    Args:
        pieces: Its pieces in order.
        speaker: Who says it; empty if unknown.
        is_named: Whether that is a name, not words of the text.
        published: When.
        number: The article's number on the page.
        is_listed: Whether the page lists the article.
    """

    pieces: Sequence[Piece]
    speaker: str
    is_named: bool
    published: str
    number: int
    is_listed: bool


@dataclass(frozen=True)
class Group:
    """Quotes that belong together.

    Args:
        name: Of what or whom.
        quotes: The newest of them.
        n_quotes: How many there are in all.
    """

    name: str
    quotes: Sequence[Said]
    n_quotes: int


@dataclass(frozen=True)
class Sayings:
    """The quotes of a report; what a headline repeats is left out.

    Args:
        tables: Table name -> table.
        articles: The articles' numbers on the page, the newest first.
        language: `"fi"` or `"en"`.
    """

    tables: Mapping[str, pd.DataFrame]
    articles: Numbered
    language: Language

    def by_theme(self) -> Iterator[Group]:
        """What is said of each theme."""
        said = said_themes(self._own, self.tables["themes"])
        for theme in self.tables["article_themes"]["theme"].drop_duplicates():
            quotes = said.loc[said["theme"] == theme, "quote"]
            yield self._group(theme, self._order[self._order.isin(quotes)], _OF_THEME)

    def by_speaker(self) -> Iterator[Group]:
        """What those say who are quoted most."""
        speakers = self._pieces.groupby("quote")["speaker_entity_id"].first()
        known = voices(self.tables).dropna(subset=["name"])
        for row in rows_of(known.head(_SPEAKERS)):
            quotes = speakers.index[speakers == row.entity_id]
            yield self._group(row.name, self._order[self._order.isin(quotes)], _OF_SPEAKER)

    @cached_property
    def _own(self) -> pd.DataFrame:
        return said_once(self.tables["quotes"])

    @cached_property
    def _pieces(self) -> pd.DataFrame:
        """The pieces of quotes in the order of the page."""
        numbers = self._own["article_id"].map(self.articles.numbers)
        pieces = self._own.assign(quote=first_pieces(self._own), number=numbers)
        return pieces.sort_values(["number", "start"])

    @cached_property
    def _order(self) -> pd.Series[str]:
        return self._pieces["quote"].drop_duplicates()

    @cached_property
    def _published(self) -> Mapping[str, pd.Timestamp]:
        articles = self.tables["articles"]
        return dict(zip(articles["article_id"], articles["published"], strict=True))

    def _group(self, name: str, quotes: pd.Series[str], most: int) -> Group:
        shown = quotes.head(most)
        pieces = dict(iter(self._pieces[self._pieces["quote"].isin(shown)].groupby("quote")))
        return Group(name, [self._said(pieces[quote]) for quote in shown], len(quotes))

    def _said(self, pieces: pd.DataFrame) -> Said:
        rows = list(rows_of(pieces))
        first = rows[0]
        names = (name for name in (first.speaker, first.speaker_text) if isinstance(name, str))
        return Said(
            [
                Piece(_BETWEEN.join(row.text for row in run), is_direct)
                for is_direct, run in groupby(rows, key=lambda row: row.kind == "direct")
            ],
            next(names, ""),
            isinstance(first.speaker, str),
            day(self._published[first.article_id], self.language),
            first.number,
            first.number <= self.articles.n_listed,
        )
