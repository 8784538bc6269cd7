"""Tables in a folder, as Parquet or CSV files: written, and read back the same."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, get_args

import pandas as pd
from pyarrow import ArrowException

from luksia_nlp.errors import OutputError, TableError
from luksia_nlp.records import RESULT_MANIFEST
from luksia_nlp.tables.schemas import DTYPES, SCHEMAS, Schema

Format = Literal["parquet", "csv"]
# Names the tables of a folder, their format and the types of carried columns; put in place last, so that a
# folder without it is one whose writing was cut off.
MANIFEST = RESULT_MANIFEST


def write_tables(
    folder: Path,
    kind: Format,
    tables: Mapping[str, pd.DataFrame],
    made_with: Mapping[str, str],
    overwrite: bool = False,
) -> None:
    """Write all tables to a folder, which is made where it is not there.

    All are written beside their places first, so that an earlier result is whole until the new one is.

    Args:
        folder: Where to.
        kind: `parquet` or `csv`.
        tables: Table name -> table.
        made_with: What made them.
        overwrite: Whether the tables of an earlier analysis in the folder, of either kind, are removed.

    Raises:
        OutputError: The folder cannot be made or written to, or holds an earlier analysis.
    """
    check_folder(folder, overwrite)
    carried = {
        name: str(dtype)
        for name, dtype in tables["articles"].dtypes.items()
        if name not in {column.name for column in SCHEMAS["articles"].columns}
    }
    files = [f"{name}.{kind}" for name in SCHEMAS]
    manifest = {"format": kind, "files": files, "carried": carried, "made_with": dict(made_with)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".luksia-", dir=folder) as beside:
            for name, file in zip(SCHEMAS, files, strict=True):
                _write(tables[name], Path(beside) / file)
            text = json.dumps(manifest, ensure_ascii=False, indent=2)
            (Path(beside) / MANIFEST).write_text(text + "\n", encoding="utf-8")
            for path in _tables_in(folder):
                path.unlink()
            for file in [*files, MANIFEST]:
                (Path(beside) / file).replace(folder / file)
    except (OSError, ArrowException) as error:
        told = getattr(error, "strerror", None) or error
        raise OutputError(f"{folder}: the tables cannot be written there: {told}.") from error


def check_folder(folder: Path, overwrite: bool = False) -> None:
    """Check, before the work, that tables may be written to a folder.

    Args:
        folder: The folder, which need not be there yet.
        overwrite: Whether an earlier analysis in it may be removed.

    Raises:
        OutputError: It is no folder, may not be written to, or holds an earlier analysis.
    """
    parent = next(parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.exists())
    if not parent.is_dir():
        raise OutputError(f"{folder}: the tables cannot be written there: {parent} is not a folder.")
    if not os.access(parent, os.W_OK):
        raise OutputError(
            f"{folder}: the tables cannot be written there: no permission to write to {parent}."
        )
    if not overwrite and _tables_in(folder):
        raise OutputError(
            f"{folder}: holds the tables of an earlier analysis, which would be lost. Name another folder, "
            "or say overwrite (overwrite=True, on the command line --overwrite)."
        )


def _tables_in(folder: Path) -> list[Path]:
    """The files of an analysis in a folder, of either format, its manifest first."""
    names = [MANIFEST, *(f"{name}.{kind}" for name in SCHEMAS for kind in get_args(Format))]
    return [folder / name for name in names if (folder / name).is_file()]


def _write(table: pd.DataFrame, path: Path) -> None:
    if path.suffix == ".parquet":
        table.to_parquet(path, index=False)
        return
    # Python before 3.11.9 writes a lone carriage return without quotation marks, which no reader joins again.
    texts = [name for name, dtype in table.dtypes.items() if dtype == "str"]
    returns = any(table[name].str.contains("\r", regex=False).any() for name in texts)
    # The text as bytes: line ends within a cell must stay what they are.
    text = table.to_csv(
        index=False,
        lineterminator="\n",
        quoting=csv.QUOTE_NONNUMERIC if returns else csv.QUOTE_MINIMAL,
    )
    path.write_bytes(text.encode("utf-8"))


def read_tables(folder: Path) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """Read back what `write_tables` wrote: the tables, and what made them.

    Args:
        folder: The folder.

    Raises:
        TableError: The folder does not hold the tables, or they were damaged.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        kind: Format = manifest["format"]
        carried: dict[str, str] = manifest["carried"]
        made_with: dict[str, str] = manifest["made_with"]
    except FileNotFoundError:
        raise TableError(f"{folder}: holds no analysis: {MANIFEST} is missing.") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TableError(f"{folder / MANIFEST}: cannot be read: {error}. Analyse again.") from error
    read = {}
    for name, schema in SCHEMAS.items():
        path = folder / f"{name}.{kind}"
        try:
            read[name] = pd.read_parquet(path) if kind == "parquet" else _read_csv(path, schema, carried)
        except (OSError, ValueError, KeyError) as error:
            raise TableError(f"{path}: cannot be read: {error}. Analyse again.") from error
    return read, made_with


def _read_csv(path: Path, schema: Schema, carried: Mapping[str, str]) -> pd.DataFrame:
    types = {column.name: DTYPES[column.type] for column in schema.columns}
    types |= carried if schema.name == "articles" else {}
    required = [column.name for column in schema.columns if column.type == "text" and not column.optional]
    # Numbers and times are read as text first: the parser's own way with them is fast but not exact.
    as_text = {name: "str" if _is_inexact(dtype) else dtype for name, dtype in types.items()}
    missing = {name: [""] for name in types if name not in required}
    table = pd.read_csv(path, dtype=as_text, keep_default_na=False, na_values=missing)
    for name, dtype in types.items():
        if dtype.startswith("datetime"):
            table[name] = pd.to_datetime(table[name], format="ISO8601").astype(
                pd.api.types.pandas_dtype(dtype)
            )
        elif _is_inexact(dtype):
            table[name] = pd.Series(map(float, table[name]), dtype=dtype)
    return table[list(types)]


def _is_inexact(dtype: str) -> bool:
    return dtype.startswith(("datetime", "float"))
