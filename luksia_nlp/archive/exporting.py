"""An archive's tables -> one SQLite file, one workbook or a folder of CSV files, a part at a time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Literal, get_args

import pandas as pd
from pyarrow import ArrowException

from luksia_nlp.archive.stored import MANIFEST, TABLES
from luksia_nlp.errors import SettingsError, TableError
from luksia_nlp.settings import nearest
from luksia_nlp.tables.pieces import Pieces, without_columns, without_texts
from luksia_nlp.tables.schemas import SCHEMAS
from luksia_nlp.tables.storage import check_listed, write_tables

Kind = Literal["sqlite", "xlsx", "csv", "excel"]
# What to do where the tables are damaged.
_REMEDY = "Remove the folder tables and run the archive again, which makes it anew."


def export(
    folder: str | Path,
    out: str | Path,
    kind: Kind,
    *,
    texts: bool = True,
    leave_out: Collection[str] = (),
    overwrite: bool = False,
) -> None:
    """Write an archive's tables to what others can open.

    Args:
        folder: The archive's folder, with the folder `tables` in it.
        out: The SQLite file or workbook to write, or the folder for CSV files.
        kind: `sqlite`, `xlsx`, `csv` (for programs) or `excel` (CSV as Excel opens it where numbers have a
            comma).
        texts: Whether the articles' texts are written.
        leave_out: Columns that came with the source and are not written.
        overwrite: Whether what is there is replaced.

    Raises:
        OutputError: It cannot be written there, or is there already.
        SettingsError: The kind or a column is unknown.
        TableError: The folder holds no archive's tables, or they were damaged.

    Example:
        >>> export("ei-ole", "tulokset.sqlite", "sqlite")
        Traceback (most recent call last):
        luksia_nlp.errors.TableError: ei-ole: holds no tables of an archive: tables/tables.json is missing.
    """
    if kind not in get_args(Kind):
        raise SettingsError(f"There is no kind {kind!r} of export.{nearest(str(kind), get_args(Kind))}")
    pieces = without_columns(archive_pieces(Path(folder)), leave_out)
    pieces = pieces if texts else without_texts(pieces)
    if kind == "sqlite":
        from luksia_nlp.tables.sqlite import write_sqlite

        write_sqlite(Path(out), pieces, overwrite)
    elif kind == "xlsx":
        from luksia_nlp.tables.excel import write_excel

        write_excel(Path(out), pieces, overwrite)
    else:
        write_tables(Path(out), kind, pieces, overwrite)


def archive_pieces(folder: Path) -> Pieces:
    """An archive's tables, a piece for each part.

    Args:
        folder: The archive's folder.

    Raises:
        TableError: The folder holds no archive's tables, or the list of them was damaged.

    Example:
        >>> archive_pieces(Path("ei-ole"))
        Traceback (most recent call last):
        luksia_nlp.errors.TableError: ei-ole: holds no tables of an archive: tables/tables.json is missing.
    """
    tables = folder / TABLES
    try:
        manifest = json.loads((tables / MANIFEST).read_text(encoding="utf-8"))
        carried, made_with = dict(manifest["carried"]), dict(manifest["made_with"])
    except FileNotFoundError:
        raise TableError(f"{folder}: holds no tables of an archive: tables/{MANIFEST} is missing.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TableError(f"{tables / MANIFEST}: cannot be read: {error}. {_REMEDY}") from error
    check_listed(tables / MANIFEST, manifest.get("n_rows"))

    def of(name: str) -> Iterator[pd.DataFrame]:
        paths = sorted((tables / name).glob("*.parquet"))
        if not paths:
            raise TableError(f"{tables / name}: holds no part of the table. {_REMEDY}")
        for path in paths:
            yield _read(path, list(pieces.types(name)))

    pieces = Pieces(of, carried, made_with, SCHEMAS)  # also says to `of` which columns there are
    return pieces


def _read(path: Path, columns: list[str]) -> pd.DataFrame:
    try:
        return pd.read_parquet(path)[columns]
    except (OSError, ArrowException, ValueError, KeyError) as error:
        raise TableError(f"{path}: cannot be read: {error}. {_REMEDY}") from error
