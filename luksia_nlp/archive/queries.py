"""SQL over the tables of an archive, by DuckDB, which reads only what a query needs of the files."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luksia_nlp.archive.stored import Stored, unreadable
from luksia_nlp.errors import SettingsError, TableError
from luksia_nlp.extras import install_line

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

# What a query may be, as DuckDB calls it: MULTI is a PIVOT, which it takes apart.
_READING = frozenset({"SELECT", "EXPLAIN", "MULTI"})
_EXTRA = "duckdb"


def connection_to(stored: Stored) -> DuckDBPyConnection:
    """A connection to a database of DuckDB in memory that has a view of each table, over all its parts.

    Args:
        stored: The archive's tables.

    Raises:
        TableError: DuckDB is not installed, or cannot read the parts.
    """
    try:
        import duckdb
    except ImportError:
        message = f"SQL over an archive needs the package duckdb: {install_line(_EXTRA)}"
        raise TableError(message) from None
    # Nothing is downloaded, no variable of a program passes for a table, and what does not fit in memory goes
    # where temporary files go, not beside the user's own.
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "python_enable_replacements": "false",
            "temp_directory": tempfile.gettempdir(),
        },
    )
    try:
        for name, parts in stored.parts.items():
            # One pattern for all parts of an archive, which are the only Parquet files of their folder.
            first = next(iter(parts.values()))
            files = str(_literal(first.parent) / "*.parquet") if len(parts) > 1 else str(_literal(first))
            quoted = files.replace("'", "''")
            connection.execute(
                f"create view {name} as select * from read_parquet('{quoted}', hive_partitioning = false)"
            )
    except duckdb.Error as error:
        stored.check_same()
        raise unreadable(stored.folder, error, stored.manifest) from error
    return connection


def relation_of(
    connection: DuckDBPyConnection,
    stored: Stored,
    query: str,
    parameters: Mapping[str, Any] | Sequence[Any] | None,
) -> DuckDBPyRelation:
    """What a query gives; it is run when the relation is asked for its rows.

    Args:
        connection: What `connection_to` gave.
        stored: The archive's tables.
        query: One statement that reads.
        parameters: Values for its `$name`, or for its `?` in their order.

    Raises:
        SettingsError: The query is wrong, or does more than read.
        TableError: The tables cannot be read, or were replaced meanwhile.
    """
    import duckdb

    stored.check_same()
    try:
        statements = connection.extract_statements(query)
        if len(statements) != 1 or statements[0].type.name not in _READING:
            raise SettingsError(
                "An archive is only read: give one query, such as SELECT name FROM people, and write what it "
                "gives by the relation's own methods (.df(), .write_csv(path))."
            )
        return connection.sql(query, params=parameters)
    except duckdb.IOException as error:
        stored.check_same()
        raise unreadable(stored.folder, error, stored.manifest) from error
    except duckdb.Error as error:
        raise SettingsError(f"The query cannot be run: {error}") from error


def _literal(path: Path) -> Path:
    """A path that DuckDB takes as it stands: its marks of a pattern stand for themselves."""
    return Path("".join(f"[{mark}]" if mark in "*?[" else mark for mark in str(path.absolute())))
