"""Workbooks that would fill the memory, refused before they are opened."""

from __future__ import annotations

import io
import re
import zipfile

from luksia_nlp.errors import SourceError

# A workbook may unpack to so many times its own bytes. Sheets of texts have 3 to 10 times, sheets of nothing
# but repeated numbers about 50; what is packed to do harm has a thousand.
_LARGEST_RATIO = 200
# Bytes that a workbook may unpack to whatever its ratio: so much harms nothing.
_HARMLESS = 10_000_000
# The reader keeps a place for each cell between the first and the last: some 32 bytes. One letter in the last
# corner of a sheet would take 500 GB, which ends the program. A sheet of a million rows has 20 columns so.
_MOST_CELLS = 20_000_000
_MOST_COLUMNS = 16_384  # of a sheet of Excel
# A cell with content of an .xlsx sheet, and where it says that it stands: <c r="B12" t="s">. Empty ones end
# in "/>": people format whole columns.
_CELL = re.compile(
    rb"""<(?:\w+:)?c(?=[\s>])(?:[^<>]*?\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,9}))?[^<>]*(?<!/)>"""
)
_ROW = re.compile(rb"""<(?:\w+:)?row\s(?:[^<>]*?\s)?r\s*=\s*["'](\d{1,9})""")
# A row or a cell of an .ods sheet, with its attributes, and how often it stands there.
_ODS_TAG = re.compile(rb"<table:(table-row|(?:covered-)?table-cell|table)\b([^<>]*)>")
_ODS_TIMES = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"'](\d{1,9})")
# Records of an .xlsb sheet: the head of a row, and those of cells, by the numbers that Microsoft gives them.
_XLSB_SHEET = b"\x81\x01\x00"  # its first record
_ROW_HEAD, _CELLS = 0, frozenset({*range(1, 12), 62})


def check_workbook(data: bytes, shown: str, most: int) -> None:
    """Refuse a workbook that needs far more memory than it has bytes.

    Args:
        data: The workbook. One that is not packed (.xls) is as large as it looks.
        shown: Its name, for messages.
        most: The most bytes that it may unpack to, the setting `largest_file`.

    Raises:
        SourceError: It unpacks to more, or is broken, or its cells are too far apart.
    """
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check_total(sum(part.file_size for part in packed.infolist()), len(data), shown, most)
            for part in packed.infolist():
                _check_part(packed, part, shown)
    except SourceError:
        raise
    except Exception as error:  # a zip can be broken in many ways; a part may need a password
        raise SourceError(f"{shown}: is not a readable workbook: {error}.") from error


def _check_total(total: int, size: int, shown: str, most: int) -> None:
    if total > most:
        raise SourceError(
            f"{shown}: unpacks to {total:,} bytes, more than {most:,}, the setting largest_file. "
            "Raise it, or save the sheet as CSV."
        )
    if total > max(_HARMLESS, _LARGEST_RATIO * size):
        raise SourceError(
            f"{shown}: unpacks to {total // size:,} times its size, as no workbook of texts does. "
            "If it is right, save the sheet as CSV."
        )


def _check_part(packed: zipfile.ZipFile, part: zipfile.ZipInfo, shown: str) -> None:
    """Unpack a part once, so that its checksum is compared, and see how far its cells reach."""
    data = packed.read(part)
    rows = columns = 0
    if part.filename == "content.xml":
        rows, columns = _ods_extent(data)
    elif data.startswith(_XLSB_SHEET):
        rows, columns = _xlsb_extent(data)
    elif part.filename.startswith("xl/"):
        rows, columns = _xlsx_extent(data)
    if rows * columns > _MOST_CELLS:
        raise SourceError(
            f"{shown}: a sheet has cells as far as row {rows:,} and column {columns:,}, too many to hold; "
            "delete what stands far from the table, or save the sheet as CSV."
        )


def _xlsx_extent(data: bytes) -> tuple[int, int]:
    places = _CELL.findall(data)
    rows, columns = {row for _, row in places if row}, {column for column, _ in places if column}
    without_place = sum(not row for _, row in places)  # such cells follow each other in their row
    if without_place:
        rows.update(_ROW.findall(data))
    last_column = max(map(_column_number, columns), default=0)
    return max(map(int, rows), default=0), max(last_column, min(without_place, _MOST_COLUMNS))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64  # A is 1
    return number


def _ods_extent(data: bytes) -> tuple[int, int]:
    """The last row and column with a value; a sheet ends with a million empty rows that stand there once."""
    row = column = times = last_row = last_column = 0
    for match in _ODS_TAG.finditer(data):
        repeated = _ODS_TIMES.search(match[2])
        number = int(repeated[1]) if repeated else 1
        if match[1] == b"table":
            row = times = column = 0
        elif match[1] == b"table-row":
            row, times, column = row + times, number, 0
        else:
            column += number
            if b"value-type" in match[2]:
                last_row, last_column = max(last_row, row + times), max(last_column, column)
    return last_row, last_column


def _xlsb_extent(data: bytes) -> tuple[int, int]:
    place = row = column = 0
    while place < len(data) - 1:
        kind, place = _varint(data, place, 2)
        length, place = _varint(data, place, 4)
        if length >= 4 and (kind == _ROW_HEAD or kind in _CELLS):
            number = int.from_bytes(data[place : place + 4], "little") + 1
            row, column = (max(row, number), column) if kind == _ROW_HEAD else (row, max(column, number))
        place += length
    return row, column


def _varint(data: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and the place after it."""
    number = 0
    for power, byte in enumerate(data[place : place + most]):
        number += (byte & 0x7F) << (7 * power)
        place += 1
        if byte < 0x80:
            break
    return number, place
