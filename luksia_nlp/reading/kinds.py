"""Kinds of files, by their endings: what reads each, loaded when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from luksia_nlp.reading.inputs import Input
from luksia_nlp.records import Article, Failure
from luksia_nlp.resources import packaged
from luksia_nlp.settings import Settings

Read = Callable[[Input, str, Settings], Iterator[Article | Failure]]
Count = Callable[[Input, Settings], int]

# Each reads a file, called by a name that the identifiers of its articles begin with.
READERS = {
    ".txt": "text_files:read_text",
    ".md": "text_files:read_markdown",
    ".jsonl": "rows:read_jsonl",
    ".ndjson": "rows:read_jsonl",
    ".csv": "delimited:read_csv",
    ".tsv": "delimited:read_csv",
    ".parquet": "parquet:read_parquet",
    ".xlsx": "workbooks:read_workbook",
    ".xlsm": "workbooks:read_workbook",
    ".xlsb": "workbooks:read_workbook",
    ".xls": "workbooks:read_workbook",
    ".ods": "workbooks:read_workbook",
}
# What counts the articles of a kind faster than reading them all.
_COUNTERS = {
    ".jsonl": "rows:count_jsonl",
    ".ndjson": "rows:count_jsonl",
    ".csv": "delimited:count_csv",
    ".tsv": "delimited:count_csv",
    ".parquet": "parquet:count_parquet",
}
# Kinds that hold one article a file.
ONE_ARTICLE = frozenset({".txt", ".md"})


def reader_of(suffix: str) -> Read:
    """What reads files of a kind.

    Args:
        suffix: The kind's ending, one of `READERS`.

    Example:
        >>> reader_of(".txt").__name__
        'read_text'
    """
    read: Read = _loaded(READERS[suffix])
    return read


def count_of_input(file: Input, settings: Settings) -> int:
    """How many articles a file of a known kind holds, broken ones included.

    Args:
        file: The file.
        settings: The options of reading.

    Raises:
        SourceError: It cannot be read.
    """
    if file.suffix in ONE_ARTICLE:
        return 1
    if file.suffix in _COUNTERS:
        count: Count = _loaded(_COUNTERS[file.suffix])
        return count(file, settings)
    return sum(1 for _ in reader_of(file.suffix)(file, "", settings))


def unread_kinds() -> Mapping[str, str]:
    """Kinds of files that hold texts and are not read, with what would make them readable.

    Example:
        >>> unread_kinds()[".pdf"]
        'a PDF; save its text as .txt'
    """
    kinds: Mapping[str, str] = packaged.toml("file_kinds.toml")["documents"]
    return kinds


def known_endings() -> frozenset[str]:
    """The endings of files that hold texts, read or not.

    Example:
        >>> ".csv" in known_endings(), ".jpg" in known_endings()
        (True, False)
    """
    return frozenset({*READERS, *unread_kinds()})


@cache
def _loaded(place: str) -> Any:
    module, _, attribute = place.partition(":")
    return getattr(import_module(f"luksia_nlp.reading.{module}"), attribute)
