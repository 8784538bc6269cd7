"""Results, article by article -> all tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from luksia_nlp.errors import TableError
from luksia_nlp.records import ArticleResult, Entity, Failure, Mention
from luksia_nlp.tables.article_rows import Row, article_rows, failure_row
from luksia_nlp.tables.entity_rows import entity_rows
from luksia_nlp.tables.frames import table_of
from luksia_nlp.tables.schemas import SCHEMAS


class TableBuilder:
    """Collects results article by article and makes the tables at the end."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
        self._mentions: list[Mention] = []

    @property
    def mentions(self) -> Sequence[Mention]:
        """The mentions of all articles that were added, in their order."""
        return tuple(self._mentions)

    def add(self, result: ArticleResult | Failure) -> None:
        """Take in the result of one article; one that no table can hold becomes a failure."""
        if isinstance(result, Failure):
            self._rows["failures"].append(failure_row(result))
            return
        article = result.document.article
        try:
            rows = article_rows(result)
        except Exception as error:  # whatever it is, it is one article's
            self._fail(article.article_id or "", article.source, error)
            return
        for name, found in rows.items():
            self._rows[name] += found
        self._mentions += result.mentions

    def drop(self, broken: Mapping[str, Exception]) -> None:
        """Make failures of articles that were added, and leave out all that was found in them.

        Args:
            broken: Article -> what was raised over it.
        """
        for row in [row for row in self._rows["articles"] if row["article_id"] in broken]:
            self._fail(row["article_id"], row["source"], broken[row["article_id"]])
        for name in ("articles", "sentences", "themes", "article_themes"):
            self._rows[name] = [row for row in self._rows[name] if row["article_id"] not in broken]
        self._mentions = [mention for mention in self._mentions if mention.article_id not in broken]

    def entity_tables(self, entities: Sequence[Entity]) -> dict[str, pd.DataFrame]:
        """The tables of entities and of their mentions.

        Args:
            entities: What mentions of the articles that were added name.
        """
        rows = entity_rows(entities, self._rows["articles"])
        return {name: table_of(SCHEMAS[name], found) for name, found in rows.items()}

    def tables(self, entity_tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """All tables.

        Args:
            entity_tables: Those that `entity_tables` gave.
        """
        return {
            name: entity_tables[name] if name in entity_tables else table_of(schema, self._rows[name])
            for name, schema in SCHEMAS.items()
        }

    def _fail(self, article_id: str, source: str | None, error: Exception) -> None:
        told = TableError(f"No table can hold what was found in it: {type(error).__name__}: {error}")
        self.add(Failure.of(told, article_id, source, "analysis"))
