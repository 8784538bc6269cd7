"""A table as a CSV file: plain, for programs, or as Excel opens it; both read back as they were."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from luksia_nlp.errors import LuksiaWarning
from luksia_nlp.tables.columns import Schema
from luksia_nlp.tables.spreadsheets import MOST_CHARACTERS, MOST_ROWS, escaped, iso_times, unescaped


@dataclass(frozen=True)
class Dialect:
    """How a CSV file is written.

    Args:
        separator: Between cells.
        decimal: What stands before the decimals of a number.
        line_end: After a row.
        is_for_spreadsheets: Whether the file begins with a mark of byte order, truths are 1 and 0, midnights
            are dates alone, and a text that a spreadsheet would run as a formula, or that begins with an
            apostrophe, has an apostrophe before it.
    """

    separator: str
    decimal: str
    line_end: str
    is_for_spreadsheets: bool

    @property
    def encoding(self) -> str:
        """The file's encoding."""
        return "utf-8-sig" if self.is_for_spreadsheets else "utf-8"


# By the name that the manifest has for it. That of Excel is what it writes itself where numbers have a comma.
DIALECTS: Mapping[str, Dialect] = {
    "plain": Dialect(",", ".", "\n", False),
    "excel": Dialect(";", ",", "\r\n", True),
}


def write_csv(path: Path, pieces: Iterator[pd.DataFrame], dialect: Dialect) -> None:
    """Write the pieces of a table to a CSV file.

    Args:
        path: The file.
        pieces: The pieces, all with the same columns; at least one.
        dialect: How.

    Raises:
        OSError: The file cannot be written.

    Warns:
        LuksiaWarning: Excel cannot show all of a file that is written for it.

    Example:
        >>> import tempfile
        >>> tiedosto = Path(tempfile.mkdtemp()) / "pisteet.csv"
        >>> taulu = pd.DataFrame({"nimi": ["@Lohja"], "pisteet": [0.5]})
        >>> write_csv(tiedosto, iter([taulu]), DIALECTS["excel"])
        >>> tiedosto.read_text(encoding="utf-8-sig").splitlines()
        ['nimi;pisteet', "'@Lohja;0,5"]
    """
    n_rows = n_long = 0
    with path.open("wb") as file:
        for number, piece in enumerate(pieces):
            table = _for_spreadsheet(piece) if dialect.is_for_spreadsheets else piece
            # Python before 3.11.9 writes a lone carriage return without quotation marks, which no reader
            # joins again.
            texts = [place for place, dtype in enumerate(table.dtypes) if dtype == "str"]
            returns = any(table.iloc[:, place].str.contains("\r", regex=False).any() for place in texts)
            # The text as bytes: line ends within a cell must stay what they are.
            text = table.to_csv(
                index=False,
                header=not number,
                sep=dialect.separator,
                decimal=dialect.decimal,
                lineterminator=dialect.line_end,
                quoting=csv.QUOTE_NONNUMERIC if returns else csv.QUOTE_MINIMAL,
            )
            file.write(text.encode("utf-8" if number else dialect.encoding))
            n_rows += len(table)
            n_long += sum(int((table.iloc[:, place].str.len() > MOST_CHARACTERS).sum()) for place in texts)
    if dialect.is_for_spreadsheets:
        _warn_of_limits(path.name, n_rows, n_long)


def _warn_of_limits(name: str, n_rows: int, n_long: int) -> None:
    """Say what Excel will not show of a file, which itself is whole."""
    told = f"{n_long:,} cells of more than {MOST_CHARACTERS:,} characters" if n_long else ""
    if n_rows >= MOST_ROWS:  # the header takes one
        told += f"{' and ' if told else ''}{n_rows:,} rows, where a sheet has {MOST_ROWS:,}"
    if told:
        warnings.warn(
            f"{name}: has {told}; the file is whole, but Excel cannot show all of it.",
            LuksiaWarning,
            stacklevel=5,
        )


def _for_spreadsheet(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose cells say what a spreadsheet understands, and nothing that it would run."""
    columns = [_spreadsheet_cells(table.iloc[:, place]) for place in range(table.shape[1])]
    names = [escaped(str(name)) for name in table.columns]
    return pd.DataFrame(dict(enumerate(columns)), index=table.index).set_axis(names, axis=1)


def _spreadsheet_cells(column: pd.Series[Any]) -> pd.Series[Any]:
    if pd.api.types.is_bool_dtype(column.dtype):
        return column.astype("Int64")
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return iso_times(column)
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column
    return column.astype("str").map(escaped, na_action="ignore")


def read_csv(path: Path, schema: Schema, types: Mapping[str, str], dialect: Dialect) -> pd.DataFrame:
    """Read back what `write_csv` wrote.

    Args:
        path: The file.
        schema: The table's schema.
        types: The columns with their pandas types, those that the schema does not know as well.
        dialect: How it was written.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is no such table.
        KeyError: A column is not there.

    Example:
        >>> import tempfile
        >>> from luksia_nlp.tables.columns import Column
        >>> tiedosto = Path(tempfile.mkdtemp()) / "pisteet.csv"
        >>> write_csv(tiedosto, iter([pd.DataFrame({"nimi": ["@Lohja"]})]), DIALECTS["excel"])
        >>> kaava = Schema("pisteet", "piste", (Column("nimi", "text", "Nimi."),), ())
        >>> list(read_csv(tiedosto, kaava, {"nimi": "str"}, DIALECTS["excel"])["nimi"])
        ['@Lohja']
    """
    required = {column.name for column in schema.columns if column.type == "text" and not column.optional}
    written = {name: escaped(name) if dialect.is_for_spreadsheets else name for name in types}
    # Numbers and times are read as text first: the parser's own way with them is fast but not exact.
    as_text = {written[name]: _read_as(dtype, dialect) for name, dtype in types.items()}
    missing = {written[name]: [""] for name in types if name not in required}
    table = pd.read_csv(
        path,
        dtype=as_text,
        keep_default_na=False,
        na_values=missing,
        sep=dialect.separator,
        encoding=dialect.encoding,
    )
    columns = {name: _column(table[written[name]], dtype, dialect) for name, dtype in types.items()}
    return pd.DataFrame(columns, index=table.index)


def _read_as(dtype: str, dialect: Dialect) -> str:
    if dtype.startswith(("datetime", "float")):
        return "str"
    if dialect.is_for_spreadsheets and dtype.lower().startswith("bool"):
        return "Int64"
    return dtype


def _column(read: pd.Series[Any], dtype: str, dialect: Dialect) -> pd.Series[Any]:
    if dtype.startswith("datetime"):
        return pd.to_datetime(read, format="ISO8601").astype(pd.api.types.pandas_dtype(dtype))
    if dtype.startswith("float"):
        numbers = read if dialect.decimal == "." else read.str.replace(dialect.decimal, ".", regex=False)
        return pd.Series(map(float, numbers), index=read.index, dtype=pd.api.types.pandas_dtype(dtype))
    if dialect.is_for_spreadsheets and dtype == "str":
        return read.map(unescaped, na_action="ignore").astype("str")
    return read.astype(pd.api.types.pandas_dtype(dtype))
