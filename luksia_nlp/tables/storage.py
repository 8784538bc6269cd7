"""Tables in a folder, as Parquet or CSV files: written, and read back the same."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import pandas as pd
from pyarrow import ArrowException

from luksia_nlp.errors import OutputError, TableError
from luksia_nlp.records import ARCHIVE_MANIFEST, RESULT_MANIFEST
from luksia_nlp.tables.csv_files import DIALECTS, read_csv, write_csv
from luksia_nlp.tables.pieces import Pieces
from luksia_nlp.tables.schemas import SCHEMAS

Format = Literal["parquet", "csv", "excel"]
# What the manifest calls the way in which CSV files are written; one without a name for it is plain.
_DIALECT_OF: Mapping[Format, str] = {"csv": "plain", "excel": "excel"}
_ENDINGS = ("parquet", "csv")
# Names the tables of a folder, their format and the types of carried columns; put in place last, so that a
# folder without it is one whose writing was cut off.
MANIFEST = RESULT_MANIFEST


def write_tables(folder: Path, kind: Format, pieces: Pieces, overwrite: bool = False) -> None:
    """Write all tables to a folder, which is made where it is not there.

    All are written beside their places first, so that an earlier result is whole until the new one is.

    Args:
        folder: Where to.
        kind: `parquet`, `csv` or `excel`: CSV as Excel opens it where numbers have a comma.
        pieces: The tables. For Parquet each is put together in memory.
        overwrite: Whether the tables of an earlier analysis in the folder, of either kind, are removed.

    Raises:
        OutputError: The folder cannot be made or written to, or holds an archive or an earlier analysis.
    """
    check_folder(folder, overwrite)
    ending = "parquet" if kind == "parquet" else "csv"
    files = [f"{name}.{ending}" for name in SCHEMAS]
    manifest = {
        "format": ending,
        **({} if ending == "parquet" else {"dialect": _DIALECT_OF[kind]}),
        **({} if pieces.has_texts else {"texts": False}),
        "files": files,
        "carried": dict(pieces.carried),
        "made_with": dict(pieces.made_with),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".luksia-", dir=folder) as beside:
            for name, file in zip(SCHEMAS, files, strict=True):
                _write(Path(beside) / file, pieces.of(name), kind)
            text = json.dumps(manifest, ensure_ascii=False, indent=2)
            (Path(beside) / MANIFEST).write_text(text + "\n", encoding="utf-8")
            for path in _tables_in(folder):
                path.unlink()
            for file in [*files, MANIFEST]:
                (Path(beside) / file).replace(folder / file)
    except (OSError, ArrowException) as error:
        told = getattr(error, "strerror", None) or error
        raise OutputError(f"{folder}: the tables cannot be written there: {told}.") from error


def _write(path: Path, pieces: Iterator[pd.DataFrame], kind: Format) -> None:
    if kind == "parquet":
        whole = list(pieces)
        table = whole[0] if len(whole) == 1 else pd.concat(whole, ignore_index=True)
        table.to_parquet(path, index=False)
    else:
        write_csv(path, pieces, DIALECTS[_DIALECT_OF[kind]])


def check_folder(folder: Path, overwrite: bool = False, is_archive: bool = False) -> None:
    """Check, before the work, that tables may be written to a folder.

    Args:
        folder: The folder, which need not be there yet.
        overwrite: Whether an earlier analysis in it may be removed.
        is_archive: Whether it is an archive that is to be written there, which goes on in its own folder.

    Raises:
        OutputError: It is no folder, may not be written to, or holds an archive or an earlier analysis.
    """
    parent = next(parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.exists())
    if not parent.is_dir():
        raise OutputError(f"{folder}: the tables cannot be written there: {parent} is not a folder.")
    if not os.access(parent, os.W_OK):
        raise OutputError(
            f"{folder}: the tables cannot be written there: no permission to write to {parent}."
        )
    if not is_archive and _holds_archive(folder):
        raise OutputError(
            f"{folder}: holds an archive, which could not be continued with other tables in its folder. Name "
            "another folder."
        )
    if not overwrite and _tables_in(folder):
        raise OutputError(
            f"{folder}: holds the tables of an earlier analysis, which would be lost. Name another folder, "
            "or say overwrite (overwrite=True, on the command line --overwrite)."
        )


def _holds_archive(folder: Path) -> bool:
    """Whether a folder is that of an archive run: its manifest, and what it makes beside it."""
    beside = any((folder / name).is_dir() for name in ("shards", "tables"))
    return beside and (folder / ARCHIVE_MANIFEST).is_file()


def _tables_in(folder: Path) -> list[Path]:
    """The files of an analysis in a folder, of either format, its manifest first."""
    names = [MANIFEST, *(f"{name}.{kind}" for name in SCHEMAS for kind in _ENDINGS)]
    return [folder / name for name in names if (folder / name).is_file()]


def check_listed(manifest: Path, listed: Any) -> None:
    """Check that a manifest lists every table that this version knows.

    Args:
        manifest: The manifest.
        listed: The names of the tables, or of their files; what is no list or mapping is let through.

    Raises:
        TableError: A table is not listed.

    Example:
        >>> check_listed(Path("analysis.json"), ["articles.csv"])  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        luksia_nlp.errors.TableError: analysis.json: there is no table 'sentences': another version of ...
    """
    if not isinstance(listed, list | dict):
        return
    known = {str(name).partition(".")[0] for name in listed}
    for name in SCHEMAS:
        if name not in known:
            raise TableError(
                f"{manifest}: there is no table {name!r}: another version of luksia_nlp made it. Analyse "
                "again, in another folder."
            )


def read_tables(folder: Path) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """Read back what `write_tables` wrote: the tables, and what made them.

    Args:
        folder: The folder.

    Raises:
        TableError: The folder does not hold the tables, or they were damaged.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        kind: str = manifest["format"]
        dialect = DIALECTS[manifest.get("dialect", "plain")]
        carried: dict[str, str] = manifest["carried"]
        made_with: dict[str, str] = manifest["made_with"]
        has_texts: bool = manifest.get("texts", True)
    except FileNotFoundError:
        raise TableError(f"{folder}: holds no analysis: {MANIFEST} is missing.") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise TableError(f"{folder / MANIFEST}: cannot be read: {error}. Analyse again.") from error
    if not has_texts:
        raise TableError(
            f"{folder}: was written without texts, so it is no whole analysis. Read its tables one by "
            "one, as files of their format."
        )
    check_listed(folder / MANIFEST, manifest.get("files"))
    read = {}
    for name, schema in SCHEMAS.items():
        path = folder / f"{name}.{kind}"
        types = {column.name: column.dtype for column in schema.columns}
        types |= carried if name == "articles" else {}
        try:
            read[name] = (
                pd.read_parquet(path) if kind == "parquet" else read_csv(path, schema, types, dialect)
            )
        except (OSError, ValueError, KeyError) as error:
            raise TableError(f"{path}: cannot be read: {error}. Analyse again.") from error
    return read, made_with
