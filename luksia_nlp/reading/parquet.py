"""Tables of articles as Parquet files, read in pieces."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from luksia_nlp.errors import SourceError
from luksia_nlp.reading.columns import columns_called, given_columns, names_text, table_columns
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.rows import EXAMPLES, Row, from_rows
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

# Rows that are in memory at a time, and their bytes: some megabytes of articles; of rows of megabytes, fewer.
_ROWS, _BYTES = 1000, 50_000_000
# What pandas calls an index without a name.
_NAMELESS_INDEX = "__index_level_"


def read_parquet(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of a Parquet file.

    Raises:
        SourceError: It is not a readable Parquet file, has no column of texts, or none that the setting
            `columns` names.
    """
    given = given_columns(settings)
    with _opened(file, settings) as parquet:
        names = _names(parquet)
        known = names_text(names, given)
        examples = [] if known else list(islice(_values(file, parquet, names), EXAMPLES))
        columns = table_columns(names, file.shown, given, examples)
    called = columns_called(names, given)
    return from_rows(_rows(file, settings, columns), name, file.shown, columns=None, called=called)


def count_parquet(file: Input, settings: Settings) -> int:
    """How many rows a Parquet file has, from its end."""
    with _opened(file, settings) as parquet:
        return int(parquet.metadata.num_rows)


def _rows(file: Input, settings: Settings, columns: list[str]) -> Iterator[Row]:
    with _opened(file, settings) as parquet:
        for values in _values(file, parquet, _names(parquet)):
            yield dict(zip(columns, values, strict=True))


def _names(parquet: Any) -> list[str]:
    """The columns' names, without that of an index that nobody named."""
    return [name for name in parquet.schema_arrow.names if not name.startswith(_NAMELESS_INDEX)]


def _values(file: Input, parquet: Any, names: list[str]) -> Iterator[tuple[Any, ...]]:
    """The values of each row, some rows in memory at a time."""
    places = [place for place, name in enumerate(parquet.schema_arrow.names) if name in names]
    batches = parquet.iter_batches(batch_size=_batch_size(parquet.metadata))
    while True:
        try:
            batch = next(batches, None)
            values = [] if batch is None else [_cells(batch.column(place)) for place in places]
        except _errors() as error:
            raise _unreadable(file, error) from error
        if batch is None:
            return
        yield from zip(*values, strict=True)


def _batch_size(metadata: Any) -> int:
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    largest = max((group.total_byte_size // max(group.num_rows, 1) for group in groups), default=0)
    return int(min(max(_BYTES // max(largest, 1), 1), _ROWS))


def _cells(column: Any) -> list[Any]:
    """A column's values; one that stands there many times is one object."""
    if not hasattr(column, "dictionary"):
        values: list[Any] = column.to_pylist()
        return values
    known = column.dictionary.to_pylist()
    return [None if place is None else known[place] for place in column.indices.to_pylist()]


@contextmanager
def _opened(file: Input, settings: Settings) -> Iterator[Any]:
    """The file as pyarrow reads it: from the disk, or from memory where it lies packed."""
    from pyarrow import types
    from pyarrow.parquet import ParquetFile, read_schema

    try:
        opened = file.path or io.BytesIO(file.read(settings.largest_file))
        # A text that stands there a million times is packed once, and stays so.
        texts = [field.name for field in read_schema(opened) if types.is_string(field.type)]
        parquet = ParquetFile(opened, read_dictionary=texts)
    except _errors() as error:
        raise _unreadable(file, error) from error
    with parquet:
        yield parquet


def _errors() -> tuple[type[Exception], ...]:
    from pyarrow import ArrowException

    return (OSError, ValueError, ArrowException)


def _unreadable(file: Input, error: Exception) -> SourceError:
    if isinstance(error, SourceError):
        return error
    return SourceError(f"{file.shown}: is not a readable Parquet file: {error}.")
