"""Tables of articles as CSV and TSV, as Excel, databases and newsroom systems write them."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from luksia_nlp.errors import ArticleError
from luksia_nlp.reading.columns import Given, columns_called, given_columns, names_text, table_columns
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.lines import Line, TextFile
from luksia_nlp.reading.rows import EXAMPLES, Noted, Row, count_rows, from_rows, notes_of, too_long
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

# A cell is a whole article, and the reader's own limit is 128 KiB; more than this no C long of Windows holds.
_LARGEST_CELL = 2**31 - 1
_DELIMITERS = ",;\t|"
# Stands for the delimiter where a header has only one column: no text holds it.
_NO_DELIMITER = "\x1f"
_QUOTED = re.compile(r'"[^"]*"')
# Above the header people put a heading, a date and an empty line or two.
_HEADINGS = 10


class _Dialect(NamedTuple):
    """What parts cells, by which mark they are quoted, and whether a backslash lets it stand in a cell."""

    delimiter: str
    quote: str = '"'
    backslash: bool = False
    spaced: bool = False  # whether a space may stand between a delimiter and a mark


class _Record(NamedTuple):
    """The cells of a row, or what is wrong with it, and the lines that it was read from."""

    cells: list[str] | ArticleError
    lines: list[Line]
    begin: int  # how many lines stand before it
    is_cut: bool = False  # whether the lines ended before it did


class _Table(NamedTuple):
    """A file's table: lines up to its header's end, how its cells are quoted, and its columns.

    Args:
        called: What the columns of fields are called.
    """

    file: TextFile
    skipped: int
    dialect: _Dialect
    columns: list[str]
    called: Mapping[str, str]


def read_csv(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of a CSV or TSV file, read row by row.

    The delimiter is a comma, semicolon, tab or bar, and the header the first row that names the texts'
    column. A row that breaks the rules (an unclosed quotation mark, text after a closed one, more cells than
    the header) is an error of that row alone, never a shorter text.

    Raises:
        SourceError: It is empty, there is no column of texts, one of the setting `columns` is not there, or
            two claim a field.
    """
    table = _table(TextFile(file, settings), given_columns(settings))
    return from_rows(_rows(table), name, file.shown, columns=None, called=table.called)


def count_csv(file: Input, settings: Settings) -> int:
    """How many rows a CSV or TSV file has, broken ones included."""
    return count_rows(csv_rows(TextFile(file, settings), given_columns(settings)))


def csv_rows(file: TextFile, given: Given = ()) -> Iterator[Row]:
    """The rows of a CSV file by the names of their columns.

    Args:
        file: The file.
        given: The setting `columns`.

    Raises:
        SourceError: As `read_csv` does.
    """
    return _rows(_table(file, given))


def _table(file: TextFile, given: Given) -> _Table:
    csv.field_size_limit(_LARGEST_CELL)
    head = file.head()
    skipped, delimiter, header = _header(head, given, file)
    body = head[skipped:]
    dialect = _dialect(body, delimiter, len(header), file)
    examples = [
        record.cells
        for _, record in zip(range(EXAMPLES), _records(body, dialect, len(header), file), strict=False)
        if not isinstance(record.cells, ArticleError)
    ]
    columns = table_columns(header, file.shown, given, examples)
    return _Table(file, skipped, dialect, columns, columns_called(header, given))


def _rows(table: _Table) -> Iterator[Row]:
    lines = table.file.lines()
    for _ in range(table.skipped):
        next(lines, None)
    number = table.skipped + 1
    for record in _records(lines, table.dialect, len(table.columns), table.file):
        row = record.cells if isinstance(record.cells, ArticleError) else _named(table.columns, record.cells)
        yield Noted(row, notes_of(record.lines), f"line {number + record.begin}")


def _named(columns: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    return {name: value for name, value in zip(columns, cells, strict=False) if value}


def _header(head: Sequence[Line], given: Given, file: TextFile) -> tuple[int, str, list[str]]:
    """How many lines the header ends after, the delimiter, and the names of the columns.

    It is the first row that names the texts' column, read by whichever delimiter does so; else the first row,
    by the delimiter that it has most of.
    """
    start = next((place for place, line in enumerate(head) if (line.text or "").strip()), len(head))
    said = "".join((line.text or "").strip() for line in head[start : start + 1])
    marks = _DELIMITERS
    if said.lower().startswith("sep=") and len(said) == len("sep=;"):  # Excel's own first line
        marks, start = said[-1], start + 1
    first: tuple[int, str, list[str]] | None = None
    for place in range(start, len(head)):
        text = head[place].text or ""
        if not text.strip():
            continue
        if place > start + _HEADINGS:
            break
        for mark in sorted(marks, key=_QUOTED.sub("", text).count, reverse=True):
            cells, ended = _first_record(head[place:], _Dialect(mark), file)
            found = (place + ended, mark if len(cells) > 1 or len(marks) == 1 else _NO_DELIMITER, cells)
            first = first or found
            if names_text(cells, given, least=1 if place == start else 2):
                return found
    return first or (len(head), _NO_DELIMITER, [])


def _first_record(lines: Sequence[Line], dialect: _Dialect, file: TextFile) -> tuple[list[str], int]:
    """The cells of the first row, and how many lines it takes; of a broken one those of its first line."""
    record = next(_records(lines, dialect, len(lines[0].text or ""), file), None)
    if record is None or isinstance(record.cells, ArticleError):
        cells, ended = (lines[0].text or "").split(dialect.delimiter), 1
    else:
        cells, ended = record.cells, len(record.lines)
    return [cell.strip().strip("'\"").strip() for cell in cells], ended


def _dialect(head: Sequence[Line], delimiter: str, width: int, file: TextFile) -> _Dialect:
    """How the cells are quoted: as Excel does, or in the way that breaks fewer of the first rows."""
    spaced = _Dialect(delimiter, spaced=True)
    if _is_spaced(head, delimiter) and not _worth(head, spaced, width, file).broken:
        return spaced
    best = _Dialect(delimiter)
    worth = _worth(head, best, width, file)
    if worth.broken:
        for other in _other_dialects(head, delimiter):
            its = _worth(head, other, width, file)
            if its.good - its.broken > worth.good - worth.broken:
                best, worth = other, its
    return best


def _is_spaced(head: Sequence[Line], delimiter: str) -> bool:
    """Whether a space stands before each cell's quotation mark: "id", "teksti"."""
    outside = _QUOTED.sub('"', "".join(line.text or "" for line in head))
    return f'{delimiter} "' in outside and f'{delimiter}"' not in outside


def _other_dialects(head: Sequence[Line], delimiter: str) -> Iterator[_Dialect]:
    """How else the cells can be quoted, by what stands in the first rows."""
    text = "".join(line.text or "" for line in head)
    if '\\"' in text or f"\\{delimiter}" in text:  # as MySQL and some newsroom systems write
        yield _Dialect(delimiter, backslash=True)
    opens = rf"(?:^|{re.escape(delimiter)})"
    if re.search(f"{opens}'", text, re.MULTILINE) and not re.search(f'{opens}"', text, re.MULTILINE):
        yield _Dialect(delimiter, "'")


class _Worth(NamedTuple):
    good: int
    broken: int


def _worth(head: Sequence[Line], dialect: _Dialect, width: int, file: TextFile) -> _Worth:
    """How many of the first rows a dialect reads, and how many it breaks."""
    good = broken = 0
    for record in _records(head, dialect, width, file):
        if record.is_cut and not file.is_whole:
            break  # the end of what was looked at, not of the file
        is_broken = isinstance(record.cells, ArticleError)
        good, broken = good + (not is_broken), broken + is_broken
    return _Worth(good, broken)


class _Feed:
    """Lines for Python's reader of CSV, which can be given once more after a broken row.

    A row is looked for within so many characters only: a quotation mark that nobody closes would take the
    rest of the file into one cell.
    """

    def __init__(self, lines: Iterable[Line], file: TextFile) -> None:
        self._lines, self._again = iter(lines), deque[Line]()
        self._file = file
        self.taken: list[Line] = []
        self.begin = 0
        self._length = 0
        self.has_ended = False

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self._again:
            line = self._again.popleft()
        else:
            self.has_ended = True
            line = next(self._lines)
            self.has_ended = False
        self.taken.append(line)
        if line.text is None:
            raise _TooLongError(str(too_long(self._file)))
        self._length += len(line.text)
        if self._length > self._file.longest:
            raise csv.Error(f"no end within {self._file.longest:,} characters")
        return line.text

    def row(self) -> list[Line]:
        """The lines of the row that was read just now."""
        taken, self.taken, self._length = self.taken, [], 0
        self.begin += len(taken)
        return taken

    def broken_row(self) -> list[Line]:
        """The line that a broken row begins with; the next ones are given again."""
        taken = self.row()
        self._again.extendleft(reversed(taken[1:]))
        self.begin -= len(taken[1:])
        return taken[:1]


class _TooLongError(csv.Error):
    """A line is longer than a row may be."""


def _records(lines: Iterable[Line], dialect: _Dialect, width: int, file: TextFile) -> Iterator[_Record]:
    """The cells of each row, or what is wrong with it; after a broken one the next line is read."""
    feed = _Feed(lines, file)
    while True:
        reader = csv.reader(
            feed,
            delimiter=dialect.delimiter,
            quotechar=dialect.quote,
            doublequote=not dialect.backslash,
            escapechar="\\" if dialect.backslash else None,
            skipinitialspace=dialect.spaced,
            strict=True,
        )
        try:
            for cells in reader:
                begin, row = feed.begin, feed.row()
                if any(map(str.strip, cells)):
                    yield _Record(_whole(cells, width), row, begin)
            return
        except csv.Error as error:
            is_cut = feed.has_ended
            is_long = isinstance(error, _TooLongError) and len(feed.taken) == 1
            told = str(error) if is_long else _not_csv(error)
            yield _Record(ArticleError(told), feed.broken_row(), feed.begin - 1, is_cut)


def _not_csv(error: csv.Error) -> str:
    told = "no end of a quoted cell" if isinstance(error, _TooLongError) else error
    return f"is not well-formed CSV ({told}); is a quotation mark missing or not doubled?"


def _whole(cells: list[str], width: int) -> list[str] | ArticleError:
    if len(cells) <= width or not any(cell.strip() for cell in cells[width:]):
        return cells
    return ArticleError(
        f"has {len(cells)} cells where the header has {width}; "
        "a cell that holds the delimiter must stand in quotation marks."
    )
