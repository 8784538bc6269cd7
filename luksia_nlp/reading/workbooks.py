"""Tables of articles in workbooks of Excel and LibreOffice."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from luksia_nlp.errors import LuksiaWarning, SourceError
from luksia_nlp.reading.columns import (
    Given,
    advice,
    columns_called,
    given_columns,
    names_text,
    table_columns,
)
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.rows import EXAMPLES, Noted, Row, from_rows
from luksia_nlp.reading.workbook_sizes import check_workbook
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

# Above the header people put a heading, a date and an empty line or two.
_HEADINGS = 10
# Excel cuts the text of a cell after so many characters.
_LONGEST_CELL = 32_767
# How workbooks begin: packed ones, and those of Excel 97 and of workbooks with a password.
_BEGINNINGS = (b"PK", b"\xd0\xcf\x11\xe0")
# What a workbook with a password holds in place of sheets.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class _Sheet(NamedTuple):
    """A sheet with a header: its name, the header's row (from 0), and its columns as they are called.

    Args:
        called: What the columns of fields are called in the sheet itself.
    """

    name: str
    header: int
    columns: list[str]
    called: Mapping[str, str]


def read_workbook(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods): of each sheet with a column of texts.

    The header is the first row that names that column. Where several sheets have one, the articles'
    identifiers begin with the sheet's name, and so does their metadata `sheet`.

    Raises:
        SourceError: It is not a readable workbook, has a password, needs more memory than `largest_file`
            allows, or no sheet has a column of texts.
    """
    with _opened(file, settings) as workbook:
        sheets = _sheets(file, workbook, given_columns(settings))
    return _articles(file, name, settings, sheets)


def _articles(
    file: Input, name: str, settings: Settings, sheets: Sequence[_Sheet]
) -> Iterator[Article | Failure]:
    with _opened(file, settings) as workbook:
        for sheet in sheets:
            grid = _grid(file, workbook, sheet.name)
            start = f"sheet {sheet.name!r}, " if len(sheets) > 1 else ""
            rows = _rows(grid, sheet, start)
            for article in from_rows(rows, name, file.shown, columns=None, called=sheet.called):
                yield _of_sheet(article, sheet.name) if start else article


def _of_sheet(article: Article | Failure, sheet: str) -> Article | Failure:
    named = replace(article, article_id=f"{sheet}/{article.article_id}")
    if isinstance(named, Article):
        return replace(named, metadata={"sheet": sheet, **named.metadata})
    return named


def _rows(grid: Iterable[Sequence[Any]], sheet: _Sheet, start: str) -> Iterator[Row]:
    """The rows below a sheet's header; their places, which begin with `start`, are as the sheet counts."""
    first = sheet.header + 1
    for number, cells in enumerate(islice(grid, first, None), start=first + 1):
        values = _named(sheet.columns, cells)
        if not values:
            continue
        text = values.get("text")
        is_cut = isinstance(text, str) and len(text) == _LONGEST_CELL
        notes = (f"has {_LONGEST_CELL:,} characters, after which Excel cuts a text",) if is_cut else ()
        yield Noted(values, notes, f"{start}row {number}")


def _named(columns: Sequence[str], cells: Sequence[Any]) -> Mapping[str, Any]:
    """The values of a row. Excel knows no whole numbers, only such as 7.0."""
    return {
        name: int(cell) if isinstance(cell, float) and cell.is_integer() else cell
        for name, cell in zip(columns, cells, strict=False)
        if cell != ""
    }


def _sheets(file: Input, workbook: Any, given: Given) -> list[_Sheet]:
    """The sheets with a column of texts.

    Raises:
        SourceError: There is none; the message names the sheets and their columns.
    """
    found, others, told, guess = [], [], [], ""
    for name in _names(workbook):
        grid = _grid(file, workbook, name)
        first = list(islice(grid, _HEADINGS + EXAMPLES))
        filled = [place for place, cells in enumerate(first) if any(cell != "" for cell in cells)]
        least = {place: 1 if place == filled[0] else 2 for place in filled[:_HEADINGS]}
        header = next((place for place in least if names_text(first[place], given, least[place])), None)
        if header is not None:
            names = _header(first[header])
            columns = table_columns(names, f"{file.shown}, sheet {name!r}", given)
            found.append(_Sheet(name, header, columns, columns_called(names, given)))
        elif filled:
            others.append(name)
            columns = _header(first[filled[0]])
            guess = guess or advice(columns, first[filled[0] + 1 :])
            told.append(f"{name!r} ({', '.join(filter(None, columns))})")
        else:
            told.append(f"{name!r} (empty)")
    if not found and not others:
        raise SourceError(f"{file.shown}: is empty.")
    if not found:
        raise SourceError(
            f"{file.shown}: no sheet has a column 'text'. The sheets and their first rows are: "
            f"{'; '.join(told)}. {guess}".rstrip()
        )
    if others:
        shown = ", ".join(map(repr, others))
        message = f"{file.shown}: these sheets have no column of texts and are not read: {shown}."
        warnings.warn(message, LuksiaWarning, stacklevel=3)
    return found


def _header(cells: Sequence[Any]) -> list[str]:
    """The names of the columns as far as there are any."""
    names = [" ".join(str(cell).split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def _names(workbook: Any) -> list[str]:
    """The sheets of cells; others hold charts and programs."""
    return [sheet.name for sheet in workbook.sheets_metadata if str(sheet.typ).endswith("WorkSheet")]


def _grid(file: Input, workbook: Any, name: str) -> Iterator[Sequence[Any]]:
    from python_calamine import CalamineError

    try:
        grid: Iterator[Sequence[Any]] = workbook.get_sheet_by_name(name).iter_rows()
    except CalamineError as error:
        raise _unreadable(file, error) from error
    return grid


@contextmanager
def _opened(file: Input, settings: Settings) -> Iterator[Any]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    data = file.read(settings.largest_file)
    if not data:
        raise SourceError(f"{file.shown}: is empty.")
    if not data.startswith(_BEGINNINGS):
        kind = "a web page" if b"<" in data[:1000] else "plain text"
        raise SourceError(
            f"{file.shown}: is not a workbook, whatever its name; it looks like {kind}. Open and save it "
            "as a workbook, or name it by what it is (.csv, .html)."
        )
    check_workbook(data, file.shown, settings.largest_file)
    try:
        if _ENCRYPTED in data:
            raise PasswordError
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise SourceError(f"{file.shown}: needs a password; save it without one.") from error
    except CalamineError as error:
        raise _unreadable(file, error) from error
    try:
        yield workbook
    finally:
        workbook.close()


def _unreadable(file: Input, error: Exception) -> SourceError:
    return SourceError(f"{file.shown}: is not a readable workbook: {error}.")
