"""Tables of articles, one a row: CSV, JSON Lines, Parquet, DataFrames."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from luksia_nlp.errors import ArticleError, SourceError
from luksia_nlp.reading.encodings import decode
from luksia_nlp.reading.fields import FIELDS, from_fields, identifier
from luksia_nlp.reading.inputs import Input
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

Row = Mapping[str, Any] | ArticleError
# A cell is a whole article, and the reader's own limit is 128 KiB; more than this no C long of Windows holds.
_LARGEST_CELL = 2**31 - 1
_DELIMITERS = ",;\t|"
# Stands for the delimiter where a header has only one column: no text holds it.
_NO_DELIMITER = "\x1f"


class _Dialect(NamedTuple):
    """How cells are quoted: by which mark, and whether a backslash or doubling lets it stand in a cell."""

    quote: str = '"'
    backslash: bool = False


# As Excel and most programs write.
_USUAL = _Dialect()


def from_frame(frame: pd.DataFrame, source: str | None = None) -> Iterator[Article | Failure]:
    """The articles of a DataFrame, one a row; columns of other names go to the articles' `metadata`.

    Args:
        frame: A table with a `text` column.
        source: What to name as the source of rows that have none.

    Raises:
        SourceError: There is no `text` column, or two columns have one name.

    Example:
        >>> taulu = pd.DataFrame({"text": ["Rehtori puhui."], "osasto": ["uutiset"]})
        >>> [artikkeli] = from_frame(taulu)
        >>> dict(artikkeli.metadata)
        {'osasto': 'uutiset'}
    """
    return from_rows(frame_rows(frame, source or "The table"), "row", source)


def from_rows(
    rows: Iterable[Row], name: str, source: str | None, note: str | None = None
) -> Iterator[Article | Failure]:
    """Articles from rows of named values; one without an identifier of its own is `name-1`, `name-2`, ...

    Args:
        rows: For each row its values, or what is wrong with it.
        name: What the identifiers of rows that have none begin with.
        source: Where the rows came from.
        note: What was odd in reading them all.

    Example:
        >>> [artikkeli] = from_rows([{"text": "Koulu avattiin."}], "a", None)
        >>> artikkeli.article_id
        'a-1'
    """
    for number, row in enumerate(rows, start=1):
        article_id = f"{name}-{number}"
        try:
            if isinstance(row, ArticleError):
                raise row
            article_id = identifier(row) or article_id
            yield from_fields({**row, "article_id": article_id}, source, [note])
        except Exception as error:  # whatever it is, it is one row's
            place = f"{source}, row {number}: " if source else f"row {number}: "
            told = error if isinstance(error, ArticleError) else f"{type(error).__name__}: {error}"
            yield Failure.of(ArticleError(f"{place}{told}"), article_id, source, "read")


def frame_rows(frame: pd.DataFrame, where: object) -> Iterator[Row]:
    """The rows of a DataFrame.

    Args:
        frame: The table.
        where: Where it came from, for messages.

    Raises:
        SourceError: There is no `text` column, or two columns have one name.
    """
    columns = _columns(frame.columns, where)
    return (dict(zip(columns, row, strict=True)) for row in frame.itertuples(index=False, name=None))


def jsonl_rows(text: str) -> Iterator[Row]:
    """The rows of JSON Lines; empty lines are no rows."""
    return map(_json_row, filter(str.strip, text.split("\n")))


def _json_row(line: str) -> Row:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return ArticleError(f"is not JSON: {error}.")
    if not isinstance(values, dict):
        return ArticleError('must be a JSON object such as {"text": "Koulu avattiin."}.')
    return values


def csv_rows(text: str, where: object) -> Iterator[Row]:
    """The rows of a CSV text, each a mapping of its header's columns, or what is wrong with it.

    The delimiter is a comma, semicolon, tab or bar, whichever the header has most of. A row that breaks the
    rules (an unclosed quotation mark, text after a closed one, more cells than the header) is an error of
    that row alone, never a shorter text.

    Args:
        text: The text.
        where: Its file, for messages.

    Raises:
        SourceError: There is no `text` column, or two columns have one name.
    """
    delimiter, header, body = _header(text)
    columns = _columns(header, where)
    best = list(_records(body, delimiter, _USUAL, len(columns)))
    for dialect in _other_dialects(body, delimiter):
        records = list(_records(body, delimiter, dialect, len(columns)))
        if _broken(records) < _broken(best):
            best = records
    return (record if isinstance(record, ArticleError) else _named(columns, record) for record in best)


def _other_dialects(text: str, delimiter: str) -> Iterator[_Dialect]:
    """How else the cells can be quoted, by what stands in the text."""
    if '\\"' in text:  # as MySQL and some newsroom systems write
        yield _Dialect(backslash=True)
    opens = rf"(?:^|{re.escape(delimiter)})"
    if re.search(f"{opens}'", text, re.MULTILINE) and not re.search(f'{opens}"', text, re.MULTILINE):
        yield _Dialect("'")


def _named(columns: Sequence[str], cells: Sequence[str]) -> Row:
    # An empty cell is a missing value, but an empty text is an empty text.
    values = dict(zip(columns, cells, strict=False))
    return {name: value for name, value in values.items() if value or name == "text"}


def _broken(records: Iterable[list[str] | ArticleError]) -> int:
    return sum(isinstance(record, ArticleError) for record in records)


def _header(text: str) -> tuple[str, list[str], str]:
    """The delimiter, the names of the columns, and the text after the header."""
    lines = io.StringIO(text, newline="")
    delimiter, line = "", ""
    for line in lines:
        said = line.strip()
        if said.lower().startswith("sep=") and len(said) == len("sep=;"):  # Excel's own first line
            delimiter = said[-1]
        elif said:
            break
    counts = {mark: line.count(mark) for mark in _DELIMITERS}
    if not delimiter:
        delimiter = max(counts, key=lambda mark: counts[mark]) if any(counts.values()) else _NO_DELIMITER
    header = [name.strip().strip("'") for name in next(csv.reader([line], delimiter=delimiter), [])]
    return delimiter, header, text[lines.tell() :] if header else ""


def _records(text: str, delimiter: str, dialect: _Dialect, width: int) -> Iterator[list[str] | ArticleError]:
    """The cells of each record, or what is wrong with it; after a broken one the next line is read."""
    csv.field_size_limit(_LARGEST_CELL)
    lines = io.StringIO(text, newline="").readlines()
    first = 0
    while first < len(lines):
        reader = csv.reader(
            (lines[place] for place in range(first, len(lines))),
            delimiter=delimiter,
            quotechar=dialect.quote,
            doublequote=not dialect.backslash,
            escapechar="\\" if dialect.backslash else None,
            strict=True,
        )
        done = 0
        try:
            for cells in reader:
                done = reader.line_num
                if any(cell.strip() for cell in cells):
                    yield _whole(cells, width)
            return
        except csv.Error as error:
            yield ArticleError(
                f"is not well-formed CSV ({error}); is a quotation mark missing or not doubled?"
            )
            first += done + 1


def _whole(cells: list[str], width: int) -> list[str] | ArticleError:
    if len(cells) <= width or not any(cell.strip() for cell in cells[width:]):
        return cells
    return ArticleError(
        f"has {len(cells)} cells where the header has {width}; "
        "a cell that holds the delimiter must stand in quotation marks."
    )


def read_jsonl(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of a file of JSON Lines."""
    text, note = decode(file.read(settings.largest_file))
    return from_rows(jsonl_rows(text), name, file.shown, note)


def read_csv(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of a CSV file."""
    text, note = decode(file.read(settings.largest_file))
    return from_rows(csv_rows(text, file.shown), name, file.shown, note)


def read_parquet(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of a Parquet file."""
    from pyarrow import ArrowException

    data = file.read(settings.largest_file)
    try:
        frame = pd.read_parquet(io.BytesIO(data))
    except (OSError, ValueError, ArrowException) as error:
        raise SourceError(f"{file.shown}: is not a readable Parquet file: {error}.") from error
    return from_rows(frame_rows(frame, file.shown), name, file.shown)


def count_parquet(file: Input, settings: Settings) -> int:
    """How many rows a Parquet file has, from its end."""
    from pyarrow import ArrowException
    from pyarrow.parquet import read_metadata

    try:
        return int(read_metadata(file.path or io.BytesIO(file.read(settings.largest_file))).num_rows)
    except (OSError, ValueError, ArrowException) as error:
        raise SourceError(f"{file.shown}: is not a readable Parquet file: {error}.") from error


def _columns(names: Iterable[Any], where: object) -> list[str]:
    """The columns' names: known ones in small letters, others as they are, nameless ones by their number.

    Raises:
        SourceError: None is `text`, or a name stands twice.
    """
    given = ["" if name is None else str(name).strip() for name in names]
    columns = [
        name.lower() if name.lower() in FIELDS else name or f"column {number}"
        for number, name in enumerate(given, start=1)
    ]
    if "text" not in columns:
        shown = f"{', '.join(given) or 'none'}. Rename the one that holds the texts to 'text'"
        raise SourceError(f"{where}: has no column 'text'; its columns are: {shown}.")
    if twice := [name for name, count in Counter(columns).items() if count > 1]:
        raise SourceError(
            f"{where}: the column {twice[0]!r} stands there twice; each needs a name of its own."
        )
    return columns
