"""Results, article by article -> all tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from luksia_nlp.entities import Alias, ArticleMentions, Passes, Resolution, without_broken
from luksia_nlp.records import ArticleResult, Failure, Quote
from luksia_nlp.tables.article_rows import Row, rows_of, unheld_row
from luksia_nlp.tables.entity_rows import entity_tables, mention_row
from luksia_nlp.tables.frames import table_of
from luksia_nlp.tables.quote_rows import quote_rows
from luksia_nlp.tables.schemas import SCHEMAS


class TableBuilder:
    """Collects results article by article and makes the tables at the end."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
        self._mentions: dict[str, ArticleMentions] = {}
        self._quotes: dict[str, list[Quote]] = {}

    def add(self, result: ArticleResult | Failure) -> None:
        """Take in the result of one article; one that no table can hold becomes a failure."""
        rows = rows_of(result)
        for name, found in rows.items():
            self._rows[name] += found
        if not isinstance(result, ArticleResult) or "articles" not in rows:
            return
        article = result.document.article
        name = article.article_id or ""
        before = self._mentions.pop(
            name, ArticleMentions(name, None, ())
        ).mentions  # of a part of the article
        published = rows["articles"][0]["published"]
        self._mentions[name] = ArticleMentions(name, published, (*before, *result.mentions))
        self._quotes.setdefault(name, []).extend(result.quotes)

    def tables(self, aliases: Sequence[Alias] = ()) -> dict[str, pd.DataFrame]:
        """All tables; an article that no table can hold becomes a failure.

        Args:
            aliases: A user's corrections of who is who.
        """

        def resolved(passes: Passes) -> tuple[dict[str, pd.DataFrame], Mapping[str, Exception]]:
            resolution = Resolution(passes, aliases)
            return _resolved_tables(resolution, self._quotes), resolution.broken

        (found, unresolved), untold = without_broken(lambda: self._mentions.values(), resolved)
        self._drop({**unresolved, **untold})
        return {
            name: found[name] if name in found else table_of(schema, self._rows[name])
            for name, schema in SCHEMAS.items()
        }

    def _drop(self, broken: Mapping[str, Exception]) -> None:
        """Make failures of articles that were added, and leave out all that was found in them.

        Args:
            broken: Article -> what was raised over it.
        """
        for row in [row for row in self._rows["articles"] if row["article_id"] in broken]:
            failure = unheld_row(row["article_id"], row["source"], broken[row["article_id"]])
            self._rows["failures"].append(failure)
        for name in ("articles", "sentences", "themes", "article_themes"):
            self._rows[name] = [row for row in self._rows[name] if row["article_id"] not in broken]


def _resolved_tables(
    resolution: Resolution, quotes: Mapping[str, Sequence[Quote]]
) -> dict[str, pd.DataFrame]:
    """The tables of entities, of their mentions and of what they say."""
    rows: dict[str, list[Row]] = {"mentions": [], "quotes": []}
    for article_id, found in resolution.articles():
        rows["mentions"] += map(mention_row, found)
        rows["quotes"] += quote_rows(quotes[article_id], found)
    return {
        **{name: table_of(SCHEMAS[name], of_table) for name, of_table in rows.items()},
        **entity_tables(resolution.facts()),
    }
