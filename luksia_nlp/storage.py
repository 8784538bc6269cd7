"""Tables in a folder, as Parquet or CSV files: written, and read back the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pandas as pd

from luksia_nlp.errors import OutputError, TableError
from luksia_nlp.schemas import DTYPES, SCHEMAS, Schema

Format = Literal["parquet", "csv"]
# Names the tables of a folder, their format and the types of carried columns; written last, so that a folder
# without it is one whose writing was cut off.
MANIFEST = "analysis.json"


def write_tables(
    folder: Path, kind: Format, tables: Mapping[str, pd.DataFrame], made_with: Mapping[str, str]
) -> None:
    """Write all tables to a folder, which is made where it is not there.

    Args:
        folder: Where to. Tables that lie there are replaced.
        kind: `parquet` or `csv`.
        tables: Table name -> table.
        made_with: What made them.

    Raises:
        OutputError: The folder cannot be made or written to.
    """
    carried = {
        name: str(dtype)
        for name, dtype in tables["articles"].dtypes.items()
        if name not in {column.name for column in SCHEMAS["articles"].columns}
    }
    manifest = {"format": kind, "carried": carried, "made_with": dict(made_with)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MANIFEST).unlink(missing_ok=True)
        for name in SCHEMAS:
            path = folder / f"{name}.{kind}"
            if kind == "parquet":
                tables[name].to_parquet(path, index=False)
            else:
                # The text as bytes: line ends within a cell must stay what they are.
                csv = tables[name].to_csv(index=False, lineterminator="\n")
                path.write_bytes(csv.encode("utf-8"))
        text = json.dumps(manifest, ensure_ascii=False, indent=2)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        message = f"{folder}: the tables cannot be written there: {error.strerror or error}."
        raise OutputError(message) from error


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
