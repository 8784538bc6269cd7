"""An analysed archive, read back: by table, by part of one, by SQL, or as an analysis of some articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from luksia_nlp.analysis import Analysis
from luksia_nlp.archive.queries import connection_to, relation_of
from luksia_nlp.archive.selection import Selection
from luksia_nlp.archive.stored import Stored, stored_in
from luksia_nlp.reading.where import Where, where_of
from luksia_nlp.tables.schemas import ENTITY_TABLES, SCHEMAS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation
    from pyarrow.dataset import Dataset

# The tables that look at one article at a time.
_OF_ARTICLES = tuple(name for name in SCHEMAS if name not in ENTITY_TABLES)


def open_archive(folder: str | Path) -> Archive:
    """Open an archive that was analysed, or a folder that `Analysis.to_parquet` wrote; its tables stay there.

    Args:
        folder: The archive's folder.

    Returns:
        The archive. It stays that of this moment: once a run has brought the folder up to date, reading says
        that it must be opened again.

    Raises:
        TableError: The folder holds no archive, half of one, or one of another format.

    Example:
        >>> import tempfile
        >>> from luksia_nlp import analyze
        >>> kansio = tempfile.mkdtemp()
        >>> analyze("Timo Virtanen opettaa Lohjalla.").to_parquet(kansio)
        >>> open_archive(kansio)
        <Archive: 1 article, 1 person, 0 organisations, 1 place, 0 failures>
    """
    return Archive(stored_in(Path(folder).expanduser().absolute()))


class Archive:
    """The tables of an archive, on the disk until they are asked for. `open_archive` makes one.

    Every way of reading takes conditions on the articles: a `Where`, or its fields as keywords.

    Example:
        >>> import tempfile
        >>> from luksia_nlp import analyze
        >>> kansio = tempfile.mkdtemp()
        >>> analyze(["Lohjalla satoi.", "Turun vetovoima kasvoi."]).to_parquet(kansio)
        >>> arkisto = open_archive(kansio)
        >>> list(arkisto.table("places", theme="vetovoima")["name"])
        ['Turku']
    """

    def __init__(self, stored: Stored) -> None:
        self._stored = stored

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables.

        Example:
            >>> import tempfile
            >>> from luksia_nlp import analyze
            >>> kansio = tempfile.mkdtemp()
            >>> analyze("Lohjalla satoi.").to_parquet(kansio)
            >>> open_archive(kansio).tables[:3]
            ('articles', 'sentences', 'mentions')
        """
        return tuple(SCHEMAS)

    @property
    def n_rows(self) -> dict[str, int]:
        """How many rows each table has.

        Example:
            >>> import tempfile
            >>> from luksia_nlp import analyze
            >>> kansio = tempfile.mkdtemp()
            >>> analyze("Lohjalla satoi. Vihdissä ei.").to_parquet(kansio)
            >>> open_archive(kansio).n_rows["sentences"]
            2
        """
        return dict(self._stored.n_rows)

    @property
    def made_with(self) -> dict[str, str]:
        """What made the tables: the engine, the versions of what decides the results, the settings.

        Example:
            >>> import tempfile
            >>> from luksia_nlp import analyze
            >>> kansio = tempfile.mkdtemp()
            >>> analyze("Lohjalla satoi.").to_parquet(kansio)
            >>> open_archive(kansio).made_with["engine"]
            'spacy/spacy_fi_experimental_web_md 0.15.0, names by luksia_ner luksia-fi'
        """
        return dict(self._stored.made_with)

    def table(
        self,
        name: str,
        columns: Sequence[str] | str | None = None,
        where: Where | None = None,
        **conditions: Any,
    ) -> pd.DataFrame:
        """A table, or the rows of it that belong to some articles.

        Of a table of entities these are the entities that the articles name, with counts, dates and aliases
        from these articles alone; names and details stay those of the whole archive.

        Args:
            name: The table's name.
            columns: The columns to read; None for all.
            where: Which articles; None for all.
            conditions: The fields of a `Where`, such as `since="1.3.2025"`.

        Returns:
            The table, its columns of the types that they have in an `Analysis`.

        Raises:
            EntityError: There is no such entity, or several have the name.
            SettingsError: There is no such table, column, condition, theme or article.
            TableError: A part is missing or damaged, or the archive was brought up to date meanwhile.

        Example:
            >>> import tempfile
            >>> from luksia_nlp import analyze
            >>> kansio = tempfile.mkdtemp()
            >>> analyze("Timo Virtanen opettaa Lohjalla.").to_parquet(kansio)
            >>> open_archive(kansio).table("mentions", ["text", "name"]).values.tolist()
            [['Timo Virtanen', 'Timo Virtanen'], ['Lohjalla', 'Lohja']]
        """
        return pd.concat(self.pieces(name, columns, where, **conditions), ignore_index=True)

    def pieces(
        self,
        name: str,
        columns: Sequence[str] | str | None = None,
        where: Where | None = None,
        **conditions: Any,
    ) -> Iterator[pd.DataFrame]:
        """A table as `table` gives it, no more than one part in memory; a table of entities is one piece.

        Args:
            name: The table's name.
            columns: The columns to read; None for all.
            where: Which articles; None for all.
            conditions: The fields of a `Where`.

        Returns:
            At least one piece, an empty one where there is nothing.

        Raises:
            EntityError: As `table` does.
            SettingsError: As `table` does.
            TableError: As `table` does.

        Example:
            >>> import tempfile
            >>> from luksia_nlp import analyze
            >>> kansio = tempfile.mkdtemp()
            >>> analyze("Timo Virtanen opettaa Lohjalla.").to_parquet(kansio)
            >>> sum(len(osa) for osa in open_archive(kansio).pieces("mentions"))
            2
        """
        wanted = self._stored.check_columns(name, columns)
        selection = self._selection(where, conditions)
        if name in ENTITY_TABLES:
            return iter([selection.entities(name, wanted)])
        return selection.pieces(name, wanted)

    def dataset(self, name: str, where: Where | None = None, **conditions: Any) -> Dataset:
        """A table as a data set of Arrow, for what reads such: Polars, DuckDB, Arrow itself.

        Args:
            name: The table's name.
            where: Which articles; None for all.
            conditions: The fields of a `Where`.

        Raises:
            EntityError: As `table` does.
            SettingsError: As `table` does.
            TableError: As `table` does.

        Example:
            >>> import tempfile
            >>> from luksia_nlp import analyze
            >>> kansio = tempfile.mkdtemp()
            >>> analyze("Timo Virtanen opettaa Lohjalla.").to_parquet(kansio)
            >>> open_archive(kansio).dataset("mentions").count_rows()
            2
        """
        self._stored.check_name(name)
        return self._selection(where, conditions).dataset(name)

    def analysis(self, where: Where | None = None, **conditions: Any) -> Analysis:
        """Some articles of the archive as an `Analysis` of their own, which is held in memory.

        Identifiers, names and details of entities stay those of the whole archive, so that parts can be
        compared; counts, dates and aliases are of the part. Failures, which have no date, theme or names, are
        left out unless `articles` alone names them.

        Args:
            where: Which articles; None for all.
            conditions: The fields of a `Where`.

        Raises:
            EntityError: As `table` does.
            SettingsError: As `table` does.
            TableError: As `table` does.

        Example:
            >>> import tempfile
            >>> from luksia_nlp import analyze
            >>> kansio = tempfile.mkdtemp()
            >>> analyze(["Lohjalla satoi.", "Turun vetovoima kasvoi."]).to_parquet(kansio)
            >>> open_archive(kansio).analysis(theme="vetovoima")
            <Analysis: 1 article, 0 people, 0 organisations, 1 place, 0 quotes, 0 failures>
        """
        asked = where_of(where, conditions)
        selection = Selection(self._stored, asked)
        # Part by part, so that each is looked through once.
        parts = [
            {name: selection.rows(name, number, self._stored.columns[name]) for name in _OF_ARTICLES}
            for number in self._stored.numbers
        ]
        tables = {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in _OF_ARTICLES}
        made_with = self.made_with
        if selection.is_all:
            for name, table in tables.items():
                self._stored.check_rows(name, len(table))
        else:
            made_with["part"] = str(asked)
        for name in ENTITY_TABLES:
            tables[name] = selection.entities_of(name, tables["mentions"], tables["articles"])
        return Analysis({name: tables[name] for name in SCHEMAS}, made_with)

    def sql(
        self, query: str, parameters: Mapping[str, Any] | Sequence[Any] | None = None
    ) -> DuckDBPyRelation:
        """Ask all tables by SQL, with DuckDB (the extra `duckdb`): each table goes by its name.

        Only what a query needs is read of the files, part by part, so an archive larger than the memory can
        be asked too.

        Args:
            query: One query that reads, in DuckDB's SQL.
            parameters: Values for its `$name`, or for its `?` in their order.

        Returns:
            A relation of DuckDB: `.df()` gives a DataFrame, `.arrow()` a table of Arrow.

        Raises:
            SettingsError: The query is wrong, or does more than read.
            TableError: DuckDB is not installed, cannot read the tables, or they were replaced meanwhile.

        Example:
            >>> import tempfile
            >>> from luksia_nlp import analyze
            >>> kansio = tempfile.mkdtemp()
            >>> analyze("Timo Virtanen opettaa Lohjalla.").to_parquet(kansio)
            >>> kysely = "select name from mentions where kind = $laji"
            >>> open_archive(kansio).sql(kysely, {"laji": "place"}).fetchall()
            [('Lohja',)]
        """
        return relation_of(self._connection, self._stored, query, parameters)

    def __repr__(self) -> str:
        kinds = (
            ("articles", "article"),
            ("people", "person"),
            ("organisations", "organisation"),
            ("places", "place"),
            ("failures", "failure"),
        )
        counts = ((self._stored.n_rows[many], one, many) for many, one in kinds)
        return f"<Archive: {', '.join(f'{n:,} {one if n == 1 else many}' for n, one, many in counts)}>"

    def __reduce__(self) -> tuple[Callable[[Path], Archive], tuple[Path]]:
        """An archive travels to another process as its folder."""
        return open_archive, (self._stored.folder,)

    @cached_property
    def _connection(self) -> DuckDBPyConnection:
        return connection_to(self._stored)

    def _selection(self, where: Where | None, conditions: Mapping[str, Any]) -> Selection:
        return Selection(self._stored, where_of(where, conditions))
