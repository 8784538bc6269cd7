"""Tables -> one SQLite file: to ask in SQL, to search, to browse with Datasette."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd

from luksia_nlp.errors import OutputError, TableError
from luksia_nlp.tables.files import new_file
from luksia_nlp.tables.pieces import Pieces
from luksia_nlp.tables.schemas import SCHEMAS
from luksia_nlp.tables.spreadsheets import iso_times
from luksia_nlp.tables.sqlite_schema import (
    column_names,
    create_indexes,
    create_tables,
    create_views,
    fill_entities,
    quoted,
)

# Nobody else sees the file before it is whole, and one that is not is thrown away.
_WRITE_FAST = ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF")
_FILL_SEARCH = tuple(
    f"INSERT INTO {name}({name}) VALUES ('rebuild')" for name in ("sentences_fts", "quotes_fts")
)
# How many contradictions a message names.
_SHOWN = 5


def write_sqlite(path: Path, pieces: Pieces, overwrite: bool = False) -> None:
    """Write all tables to a SQLite file, with keys, indexes, views and a search in base forms.

    Beside the tables there are `entities` (all kinds, with their counts), `made_with`, the views
    `mentions_in_articles`, `quotes_in_articles`, `themes_in_articles` and `themes_by_month`, and, where the
    texts are among the tables, the searches (FTS5) `sentences_fts` over the sentences' base forms and words
    and `quotes_fts` over what was said and by whom. Times are ISO 8601 texts, truths are 0 and 1.

    Args:
        path: Where to.
        pieces: The tables.
        overwrite: Whether a file that is there is replaced.

    Raises:
        OutputError: The file cannot be written, or is there already.
        TableError: The tables contradict each other.

    Example:
        >>> import tempfile
        >>> from luksia_nlp.tables.frames import table_of
        >>> from luksia_nlp.tables.pieces import pieces_of
        >>> tyhjät = {nimi: table_of(kaava, []) for nimi, kaava in SCHEMAS.items()}
        >>> tiedosto = Path(tempfile.mkdtemp()) / "tulokset.sqlite"
        >>> write_sqlite(tiedosto, pieces_of(tyhjät, {"engine": "spacy"}))
        >>> yhteys = sqlite3.connect(tiedosto)
        >>> yhteys.execute("SELECT * FROM made_with").fetchall()
        [('engine', 'spacy')]
        >>> yhteys.close()
    """
    with new_file(path, overwrite) as file:
        try:
            with closing(sqlite3.connect(file, isolation_level=None)) as connection:
                _write(connection, pieces)
        except sqlite3.IntegrityError as error:
            raise TableError(f"{path}: the tables contradict each other: {error}.") from error
        except sqlite3.Error as error:
            raise OutputError(f"{path}: cannot be written there: {error}.") from error


def _write(connection: sqlite3.Connection, pieces: Pieces) -> None:
    _run(connection, _WRITE_FAST)
    connection.execute("BEGIN")
    _run(connection, create_tables(pieces))
    connection.executemany("INSERT INTO made_with VALUES (?, ?)", sorted(pieces.made_with.items()))
    for name in SCHEMAS:
        names = column_names(name, pieces)
        marks = ", ".join("?" * len(names))
        statement = f"INSERT INTO {name} ({', '.join(map(quoted, names.values()))}) VALUES ({marks})"
        for piece in pieces.of(name):
            columns = [sql_values(piece[column]) for column in names]
            connection.executemany(statement, zip(*columns, strict=True))
    _run(connection, [fill_entities(), *create_indexes(), *create_views(pieces.has_texts)])
    if pieces.has_texts:
        _run(connection, _FILL_SEARCH)
    connection.execute("COMMIT")
    _check(connection)
    _run(connection, ["ANALYZE", "VACUUM"])


def _run(connection: sqlite3.Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.execute(statement)


def _check(connection: sqlite3.Connection) -> None:
    rows = connection.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN)
    if rows:
        told = "; ".join(f"{table}: row {row} names no row of {other}" for table, row, other, _ in rows)
        raise TableError(f"The tables contradict each other: {told}.")


def sql_values(column: pd.Series[Any]) -> list[Any]:
    """The values of a column as SQLite takes them: None where one is missing.

    Args:
        column: The column.

    Example:
        >>> sql_values(pd.Series([True, None], dtype="boolean"))
        [1, None]
        >>> sql_values(pd.Series(pd.to_datetime(["2026-05-04", "2026-05-04 12:30"], format="ISO8601")))
        ['2026-05-04', '2026-05-04 12:30:00']
    """
    if pd.api.types.is_bool_dtype(column.dtype):
        column = column.astype("Int64")
    elif pd.api.types.is_datetime64_any_dtype(column.dtype):
        column = iso_times(column)
    elif not pd.api.types.is_numeric_dtype(column.dtype):
        column = column.astype("str")
    values = column.astype("object")
    return values.where(column.notna(), None).tolist()
