"""The tables of an archive as they lie in its folder: where their parts are, and how a part is read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from pyarrow import ArrowException

from luksia_nlp.errors import SettingsError, TableError
from luksia_nlp.records import ARCHIVE_MANIFEST, RESULT_MANIFEST
from luksia_nlp.settings import nearest
from luksia_nlp.tables.schemas import ENTITY_TABLES, SCHEMAS
from luksia_nlp.tables.storage import check_listed

TABLES, MANIFEST = "tables", "tables.json"

# What tells one state of a file from another: device, number, time of change (nanoseconds), size (bytes).
_Stamp = tuple[int, int, int, int]


@dataclass(frozen=True)
class Stored:
    """Tables in parts, all of one making.

    Args:
        folder: The archive's folder.
        manifest: The file that describes the tables; replaced whenever they are.
        made_with: What made the tables.
        n_rows: Table name -> number of its rows.
        columns: Table name -> its columns, those that articles brought along included.
        parts: Table name -> number of a part -> its file, in order. Part 7 of the mentions belongs to the
            articles of part 7; the tables of entities have one part.
        stamp: The state of the manifest when it was read.
    """

    folder: Path
    manifest: Path
    made_with: Mapping[str, str]
    n_rows: Mapping[str, int]
    columns: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, Mapping[str, Path]]
    stamp: _Stamp | None

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the parts of the tables that look at one article at a time."""
        return tuple(self.parts["articles"])

    def check_name(self, table: str) -> str:
        """The name of a table, which must be one of these.

        Raises:
            SettingsError: There is no such table.
        """
        if table not in SCHEMAS:
            raise SettingsError(f"There is no table {table!r}.{nearest(str(table), SCHEMAS)}")
        return table

    def check_columns(self, table: str, columns: Sequence[str] | str | None) -> list[str]:
        """The columns of a table that are asked for; all for None.

        Raises:
            SettingsError: The table does not have one of them.
        """
        known = self.columns[self.check_name(table)]
        if columns is None:
            return list(known)
        wanted = [columns] if isinstance(columns, str) else list(columns)
        for column in wanted:
            if column not in known:
                message = f"The table {table!r} has no column {column!r}.{nearest(str(column), known)}"
                raise SettingsError(message)
        return wanted

    def read(self, table: str, number: str, columns: Sequence[str], condition: Any = None) -> pd.DataFrame:
        """One part of a table.

        Args:
            table: The table's name.
            number: The part's number.
            columns: The columns to read.
            condition: Which rows to read, as an expression of pyarrow; None for all.

        Raises:
            TableError: The part is missing or damaged, or the archive was brought up to date meanwhile.
        """
        path = self.parts[table][number]
        try:
            frame = pd.read_parquet(path, columns=list(columns), filters=condition)
        except FileNotFoundError:
            self.check_same()
            raise TableError(f"{path}: this part is missing. {_remedy(self.manifest)}") from None
        except (OSError, ValueError, KeyError, ArrowException) as error:
            self.check_same()
            raise unreadable(path, error, self.manifest) from error
        self.check_same()
        return frame.reset_index(drop=True)

    def check_rows(self, table: str, number: int) -> None:
        """Check that a table that was read whole had all its rows.

        Args:
            table: The table's name.
            number: How many rows were read.

        Raises:
            TableError: It had more or fewer.
        """
        if number != self.n_rows[table]:
            raise TableError(
                f"{self.folder}: {table} has {number:,} rows, not {self.n_rows[table]:,}: parts are missing "
                f"or not its own. {_remedy(self.manifest)}"
            )

    def whole(self, table: str, columns: Sequence[str]) -> pd.DataFrame:
        """All parts of a table in one.

        Args:
            table: The table's name.
            columns: The columns to read.

        Raises:
            TableError: As `read` does.
        """
        parts = [self.read(table, number, columns) for number in self.parts[table]]
        found = pd.concat(parts, ignore_index=True)
        self.check_rows(table, len(found))
        return found

    def check_same(self) -> None:
        """Check that the tables are still those that were opened.

        Raises:
            TableError: They were replaced or removed since.
        """
        if _stamp(self.manifest) == self.stamp:
            return
        if not self.folder.exists():
            raise TableError(f"{self.folder}: the archive is no longer there.")
        raise TableError(f"{self.folder}: was brought up to date meanwhile; open it again.")


def stored_in(folder: Path) -> Stored:
    """The tables in an archive's folder; those that `Analysis.to_parquet` wrote are an archive of one part.

    Args:
        folder: The folder.

    Raises:
        TableError: It is no archive, its tables were never finished, or they are not whole.
    """
    alone = folder / RESULT_MANIFEST
    is_result = alone.is_file() and not (folder / TABLES).exists()
    manifest = alone if is_result else folder / TABLES / MANIFEST
    stamp = _stamp(manifest)
    values = _manifest(folder, manifest)
    check_listed(manifest, values.get("files" if is_result else "n_rows"))
    parts = _result_parts(folder, values) if is_result else _archive_parts(folder)
    columns = {name: _columns(name, next(iter(files.values())), manifest) for name, files in parts.items()}
    try:
        n_rows = _result_rows(parts) if is_result else {name: int(values["n_rows"][name]) for name in SCHEMAS}
        made_with = {str(key): str(value) for key, value in values["made_with"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"{manifest}: has another format than this version reads ({error!r}). {_remedy(manifest)}"
        raise TableError(message) from error
    found = Stored(folder, manifest, made_with, n_rows, columns, parts, stamp)
    found.check_same()
    return found


def _manifest(folder: Path, manifest: Path) -> dict[str, Any]:
    if not folder.is_dir():
        what = "is a file, not the folder of an archive" if folder.exists() else "there is no such folder"
        raise TableError(f"{folder}: {what}.")
    try:
        values = json.loads(manifest.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TableError(f"{folder}: {_what_is_missing(folder)}") from None
    except (OSError, ValueError) as error:
        raise unreadable(manifest, error, manifest) from error
    if not isinstance(values, dict):
        raise TableError(f"{manifest}: has another format than this version reads. {_remedy(manifest)}")
    return values


def _what_is_missing(folder: Path) -> str:
    if (folder / MANIFEST).is_file():
        return f"holds the tables of an archive; open the folder above it, {folder.absolute().parent}."
    if (folder / TABLES).is_dir():
        return f"holds half an archive: {TABLES}/{MANIFEST} is missing. {_remedy(folder / TABLES / MANIFEST)}"
    if (folder / ARCHIVE_MANIFEST).is_file():
        return "has no tables yet: its run is not finished. Run it again: it goes on where it stopped."
    return f"holds no archive: {TABLES}/{MANIFEST} is missing."


def _archive_parts(folder: Path) -> dict[str, dict[str, Path]]:
    parts = {
        name: {path.stem: path for path in sorted((folder / TABLES / name).glob("*.parquet"))}
        for name in SCHEMAS
    }
    numbers = {number for name, files in parts.items() if name not in ENTITY_TABLES for number in files}
    for name, files in parts.items():
        where = folder / TABLES / name
        if not files:
            raise TableError(f"{where}: every part is missing. {_remedy(folder / TABLES / MANIFEST)}")
        if name not in ENTITY_TABLES and (lacking := sorted(numbers.difference(files))):
            raise TableError(f"{where}: part {lacking[0]} is missing. {_remedy(folder / TABLES / MANIFEST)}")
    return parts


def _result_parts(folder: Path, values: Mapping[str, Any]) -> dict[str, dict[str, Path]]:
    if values.get("format") != "parquet":
        raise TableError(
            f"{folder}: holds an analysis as {str(values.get('format')).upper()}: read it with "
            "Analysis.read, or write it with to_parquet."
        )
    return {name: {"1": folder / f"{name}.parquet"} for name in SCHEMAS}


def _result_rows(parts: Mapping[str, Mapping[str, Path]]) -> dict[str, int]:
    from pyarrow import parquet  # takes a while to load, and only an opening needs it

    return {name: parquet.read_metadata(files["1"]).num_rows for name, files in parts.items()}


def _columns(name: str, path: Path, manifest: Path) -> tuple[str, ...]:
    """The columns of a table, of which none may be missing that this version knows."""
    from pyarrow import parquet  # takes a while to load, and only an opening needs it

    try:
        found = tuple(parquet.read_schema(path).names)
    except (OSError, ValueError, ArrowException) as error:
        raise unreadable(path, error, manifest) from error
    for column in SCHEMAS[name].columns:
        if column.name not in found:
            raise TableError(
                f"{path}: column {column.name!r} is missing: another version of luksia_nlp made the archive. "
                f"{_remedy(manifest)}"
            )
    return found


def unreadable(path: Path, error: Exception, manifest: Path) -> TableError:
    """The error for what a foreign one says of a file or folder.

    Args:
        path: The file or folder.
        error: What was raised over it.
        manifest: The file that describes the tables it belongs to.
    """
    told = " ".join(str(error).split()).rstrip(".")
    return TableError(f"{path}: cannot be read: {told}. {_remedy(manifest)}")


def _remedy(manifest: Path) -> str:
    if manifest.name == RESULT_MANIFEST:
        return "Analyse again."
    return f"Remove the folder {manifest.parent} and run the archive again, which makes it anew."


def _stamp(path: Path) -> _Stamp | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino, state.st_mtime_ns, state.st_size
