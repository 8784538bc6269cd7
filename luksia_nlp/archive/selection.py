"""The articles of an archive that conditions select, part by part, and their rows in every table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow
import pyarrow.compute as compute

from luksia_nlp.archive.stored import Stored, unreadable
from luksia_nlp.errors import SettingsError
from luksia_nlp.reading.where import Where
from luksia_nlp.settings import nearest
from luksia_nlp.tables.evidence import entity_id_of
from luksia_nlp.tables.recount import COUNTED, recounted
from luksia_nlp.tables.schemas import ENTITY_TABLES

if TYPE_CHECKING:
    from pyarrow.dataset import Dataset


class Selection:
    """Some articles of an archive. It holds nothing of them: each part is looked through when it is its turn.

    Args:
        stored: The archive's tables.
        where: Which articles.

    Raises:
        EntityError: There is no such entity, or several have the name.
        SettingsError: The archive knows no such theme or article.
    """

    def __init__(self, stored: Stored, where: Where) -> None:
        self._stored = stored
        self._where = where
        self._articles = None if where.articles is None else frozenset(where.articles)
        self._entity = None if where.entity is None else entity_id_of(_names(stored), where.entity)
        self._last: tuple[str, list[str]] = ("", [])
        _check_theme(stored, where.theme)
        _check_articles(stored, self._articles or frozenset())

    @property
    def is_all(self) -> bool:
        """Whether every article is selected."""
        return not self._where

    def pieces(self, table: str, columns: Sequence[str]) -> Iterator[pd.DataFrame]:
        """The selected rows of a table that looks at one article at a time, one part at a time.

        Args:
            table: The table's name.
            columns: The columns to read.

        Yields:
            At least one piece, an empty one where nothing is selected.

        Raises:
            TableError: As `Stored.read` does.
        """
        total = 0
        for number in self._stored.numbers:
            rows = self.rows(table, number, columns)
            total += len(rows)
            if len(rows):
                yield rows
        if self.is_all:
            self._stored.check_rows(table, total)
        if not total:
            yield rows

    def rows(self, table: str, number: str, columns: Sequence[str]) -> pd.DataFrame:
        """The selected rows of one part of a table that looks at one article at a time.

        Args:
            table: The table's name.
            number: The part's number.
            columns: The columns to read.
        """
        condition = None if self.is_all else _among(self._wanted(table, number))
        return self._stored.read(table, number, columns, condition)

    def entities(self, table: str, columns: Sequence[str]) -> pd.DataFrame:
        """A table of the entities that the selected articles name.

        Args:
            table: The table's name.
            columns: The columns to take.
        """
        if self.is_all:
            return self._stored.whole(table, columns)
        mentions = pd.concat(self.pieces("mentions", COUNTED), ignore_index=True)
        articles = pd.concat(self.pieces("articles", ["article_id", "published"]), ignore_index=True)
        return self.entities_of(table, mentions, articles)[list(columns)]

    def entities_of(self, table: str, mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
        """A table of the entities that the selected articles name, whose mentions were read already.

        Args:
            table: The table's name.
            mentions: The selected rows of the mentions.
            articles: The selected articles.
        """
        whole = self._stored.whole(table, self._stored.columns[table])
        return whole if self.is_all else recounted(table, whole, mentions, articles)

    def dataset(self, table: str) -> Dataset:
        """The selected rows of a table as a data set of Arrow.

        Args:
            table: The table's name.
        """
        from pyarrow import dataset  # takes a while to load, and only this needs it

        if table in ENTITY_TABLES and not self.is_all:
            found = self.entities(table, self._stored.columns[table])
            return dataset.dataset(pyarrow.Table.from_pandas(found, preserve_index=False))
        paths = [str(path) for path in self._stored.parts[table].values()]
        try:
            whole: Dataset = dataset.dataset(paths, format="parquet")
        except (OSError, ValueError) as error:
            self._stored.check_same()
            raise unreadable(Path(paths[0]).parent, error, self._stored.manifest) from error
        self._stored.check_same()
        if self.is_all:
            return whole
        numbers = self._stored.parts[table]
        return whole.filter(_among([one for number in numbers for one in self._wanted(table, number)]))

    def _wanted(self, table: str, number: str) -> list[str]:
        """The articles whose rows in a part of a table are selected; those of the last part are kept."""
        if table == "failures":  # they have no date, theme or names: only their identifiers can select them
            return sorted(self._articles or ()) if self._where.is_of_articles_alone else []
        if self._last[0] != number:
            self._last = (number, list(self._ids(number)))
        return self._last[1]

    def _ids(self, number: str) -> pd.Series[str]:
        """The identifiers of the articles of a part that are selected, in their order."""
        found = self._stored.read("articles", number, ["article_id", "published"])
        if self._where.start is not None:
            found = found[found["published"] >= self._where.start]
        if self._where.end is not None:
            found = found[found["published"] < self._where.end]
        ids = found["article_id"]
        if self._articles is not None:
            ids = ids[ids.isin(self._articles)]
        if self._where.theme is not None and len(ids):
            present = (compute.field("theme") == self._where.theme) & compute.field("present")
            ids = ids[ids.isin(self._ids_where("article_themes", number, present))]
        if self._entity is not None and len(ids):
            named = compute.field("entity_id") == self._entity
            ids = ids[ids.isin(self._ids_where("mentions", number, named))]
        return ids

    def _ids_where(self, table: str, number: str, condition: Any) -> pd.Series[str]:
        return self._stored.read(table, number, ["article_id"], condition)["article_id"]


def _among(ids: Sequence[str]) -> Any:
    return compute.field("article_id").isin(pyarrow.array(ids, type=pyarrow.string()))


def _names(stored: Stored) -> dict[str, str]:
    """Entity -> its name, of every entity; those of no table stand in the mentions alone."""
    columns = ["entity_id", "name"]
    frames = [
        stored.read(table, number, columns) for table in ENTITY_TABLES for number in stored.parts[table]
    ]
    of_no_table = ~compute.field("kind").isin(list(ENTITY_TABLES.values()))
    frames += [
        stored.read("mentions", number, columns, of_no_table).drop_duplicates() for number in stored.numbers
    ]
    names = pd.concat(frames)
    return dict(zip(names["entity_id"], names["name"], strict=True))


def _check_theme(stored: Stored, theme: str | None) -> None:
    known: set[str] = set()
    for number in stored.numbers if theme is not None else ():  # each article has a row of every theme
        known.update(stored.read("article_themes", number, ["theme"])["theme"])
        if theme in known:
            return
    if theme is not None:
        hint = nearest(theme, known) if known else " No article of it was analysed for themes."
        raise SettingsError(f"The archive has no theme {theme!r}.{hint}")


def _check_articles(stored: Stored, articles: frozenset[str]) -> None:
    """Check that every article is in the archive, analysed or failed."""
    unknown = set(articles)
    for known in _article_ids(stored) if articles else ():
        unknown.difference_update(known)
        if not unknown:
            return
    if unknown:
        first = min(unknown)
        near = {close for known in _article_ids(stored) for close in get_close_matches(first, known, n=1)}
        hint = nearest(first, near) if near else " Take one from the column article_id of a table."
        more = f", nor {len(unknown) - 1:,} more of those that were given" if len(unknown) > 1 else ""
        raise SettingsError(f"The archive has no article {first!r}{more}.{hint}")


def _article_ids(stored: Stored) -> Iterator[list[str]]:
    """The identifiers of all articles, analysed and failed, part by part."""
    for number in stored.numbers:
        for table in ("articles", "failures"):
            yield list(stored.read(table, number, ["article_id"])["article_id"])
