"""Tables -> one Excel workbook, a sheet each, written row by row so that memory does not grow with it."""

from __future__ import annotations

import datetime
import math
import warnings
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileSizeError, XlsxWriterException

from luksia_nlp.errors import LuksiaWarning, OutputError
from luksia_nlp.tables.files import new_file
from luksia_nlp.tables.pieces import Pieces
from luksia_nlp.tables.schemas import SCHEMAS
from luksia_nlp.tables.spreadsheets import MOST_CHARACTERS, MOST_ROWS

# Excel counts with 15 digits; a longer whole number is an identifier, and stays whole as a text.
_MOST_EXACT = 10**15
# The days that Excel knows are those from this year on.
_FIRST_YEAR = 1900
# Widths of columns in characters, and how many rows decide them.
_NARROWEST, _WIDEST, _ROWS_MEASURED = 8, 60, 1000
# Excel's own formats for a date and for a date with its time, shown as the reader's country writes them.
_DATE, _TIME = 14, 22
_CUT = " … [cut]"
# Two characters that XML refuses and that no escape of Excel's is written for.
_REFUSED = str.maketrans({"\ufffe": "\ufffd", "\uffff": "\ufffd"})


def write_excel(path: Path, pieces: Pieces, overwrite: bool = False, rows: int = MOST_ROWS) -> None:
    """Write all tables to an Excel workbook, a sheet each, and what made them to a last one.

    Headers are frozen and can be filtered by; times are dates, numbers are numbers, and a text is never run
    as a formula or a link. A table with more rows than a sheet holds goes on in `mentions 2`; a text that is
    longer than a cell holds is cut and ends with `[cut]`. The last sheet counts the texts that were cut.

    Args:
        path: The workbook, `.xlsx`.
        pieces: The tables.
        overwrite: Whether a file that is there is replaced.
        rows: How many rows a sheet holds, its header included.

    Raises:
        OutputError: The file cannot be written, or is there already.

    Warns:
        LuksiaWarning: Texts were cut, or a table goes on in further sheets.

    Example:
        >>> import tempfile
        >>> from luksia_nlp.tables.frames import table_of
        >>> from luksia_nlp.tables.pieces import pieces_of
        >>> tyhjät = {nimi: table_of(kaava, []) for nimi, kaava in SCHEMAS.items()}
        >>> tiedosto = Path(tempfile.mkdtemp()) / "tulokset.xlsx"
        >>> write_excel(tiedosto, pieces_of(tyhjät, {"engine": "spacy"}))
        >>> tiedosto.exists()
        True
    """
    if path.suffix.lower() != ".xlsx":
        raise OutputError(f"{path}: is no name of a workbook; name a file that ends with .xlsx.")
    with new_file(path, overwrite) as file:
        book = xlsxwriter.Workbook(str(file), {"constant_memory": True, "tmpdir": str(file.parent)})
        try:
            told = _fill(book, pieces, rows)
            book.close()
        except FileSizeError as error:
            raise OutputError(
                f"{path}: would be larger than a workbook can be; write SQLite or CSV instead."
            ) from error
        except XlsxWriterException as error:
            reason = error.__cause__ or error.__context__ or error
            raise OutputError(f"{path}: cannot be written there: {reason}.") from error
        finally:
            for sheet in book.worksheets():  # where the work was given up, these are still open
                with suppress(OSError):
                    sheet.row_data_fh.close()
    for line in told:
        warnings.warn(f"{path}: {line}", LuksiaWarning, stacklevel=3)


def _fill(book: Any, pieces: Pieces, rows: int) -> list[str]:
    """Fill a workbook; what does not fit it, a line each."""
    told: list[str] = []
    for name in SCHEMAS:
        table = _Sheets(book, name, list(pieces.types(name)), rows)
        for piece in pieces.of(name):
            table.add(piece)
        told += table.end()
    notes = pd.DataFrame(
        {"name": [*sorted(pieces.made_with), *["not whole"] * len(told)]}
        | {"value": [*(pieces.made_with[key] for key in sorted(pieces.made_with)), *told]}
    )
    last = _Sheets(book, "made_with", ["name", "value"], rows)
    last.add(notes)
    last.end()
    return told


class _Sheets:
    """The sheets of one table."""

    def __init__(self, book: Any, name: str, columns: Sequence[str], rows: int) -> None:
        self._book, self._name, self._columns, self._rows = book, name, columns, rows
        self._header = book.add_format({"bold": True})
        self._formats = {number: book.add_format({"num_format": number}) for number in (_DATE, _TIME)}
        self._widths = [max(_NARROWEST, len(column) + 3) for column in columns]  # 3 for the filter's button
        self._cut = dict.fromkeys(columns, 0)
        self._sheets: list[Any] = []
        self._begin()

    def add(self, piece: pd.DataFrame) -> None:
        """Add rows."""
        columns = [_cells(piece[name]) for name in self._columns]
        for row in zip(*columns, strict=True):
            if self._row == self._rows:
                self._finish()
                self._begin()
            for place, value in enumerate(row):
                if value is not None:
                    self._write(place, value)
            self._row += 1

    def end(self) -> list[str]:
        """Finish the last sheet; what does not fit, a line each."""
        self._finish()
        told = [
            f"{self._name}.{column}: a cell holds {MOST_CHARACTERS:,} characters; texts that were cut: "
            f"{number:,}. They are whole in the analysis, in CSV and in SQLite."
            for column, number in self._cut.items()
            if number
        ]
        if len(self._sheets) > 1:
            names = f"{self._name} 2" + (f" to {self._name} {len(self._sheets)}" * (len(self._sheets) > 2))
            told.append(
                f"{self._name}: has more rows than the {self._rows:,} of a sheet and goes on in {names}."
            )
        return told

    def _begin(self) -> None:
        number = len(self._sheets) + 1
        sheet = self._book.add_worksheet(self._name if number == 1 else f"{self._name} {number}")
        sheet.freeze_panes(1, 0)
        self._sheets.append(sheet)
        for place, column in enumerate(self._columns):
            sheet.write_string(0, place, _fitting(column)[0], self._header)
        self._row = 1

    def _finish(self) -> None:
        sheet = self._sheets[-1]
        sheet.autofilter(0, 0, max(self._row - 1, 1), len(self._columns) - 1)
        for place, width in enumerate(self._widths):
            sheet.set_column(place, place, min(width, _WIDEST))

    def _write(self, place: int, value: Any) -> None:
        sheet, row = self._sheets[-1], self._row
        shown = ""
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value)
        elif isinstance(value, datetime.datetime):
            number = _DATE if value.time() == datetime.time() else _TIME
            sheet.write_datetime(row, place, value, self._formats[number])
            shown = "01.01.2000" if number == _DATE else "01.01.2000 00.00"
        elif isinstance(value, int | float):
            sheet.write_number(row, place, value)
            shown = f"{value:.10g}"
        else:
            shown, is_cut = _fitting(value)
            sheet.write_string(row, place, shown)
            self._cut[self._columns[place]] += is_cut
        if row <= _ROWS_MEASURED:
            self._widths[place] = max(self._widths[place], len(shown[:_WIDEST]) + 1)


def _cells(column: pd.Series[Any]) -> list[Any]:
    """The values of a column as Excel can hold them; None where one is missing or an empty text."""
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return [None if pd.isna(time) else _moment(time) for time in column]
    if pd.api.types.is_bool_dtype(column.dtype):
        return [None if pd.isna(value) else bool(value) for value in column]
    if pd.api.types.is_integer_dtype(column.dtype):
        return [None if pd.isna(value) else _whole(int(value)) for value in column]
    if pd.api.types.is_float_dtype(column.dtype):
        numbers = [None if pd.isna(value) else float(value) for value in column]
        return [value if value is None or math.isfinite(value) else str(value) for value in numbers]
    return [None if pd.isna(value) else str(value) or None for value in column]


def _moment(time: pd.Timestamp) -> datetime.datetime | str:
    if time.year < _FIRST_YEAR or time.tzinfo is not None:
        return time.isoformat(" ")
    return time.to_pydatetime(warn=False)


def _whole(value: int) -> int | str:
    return value if abs(value) < _MOST_EXACT else str(value)


def _fitting(text: str) -> tuple[str, bool]:
    """A text as a cell can hold it, and whether it was cut."""
    text = text.translate(_REFUSED)
    if len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:  # two bytes a unit
        return text, False
    units = text.encode("utf-16-le")[: 2 * (MOST_CHARACTERS - len(_CUT))]
    return units.decode("utf-16-le", "ignore") + _CUT, True
