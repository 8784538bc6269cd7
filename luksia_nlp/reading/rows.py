"""Articles from rows of named values: of DataFrames, of JSON Lines, of any table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from luksia_nlp.errors import ArticleError, SourceError
from luksia_nlp.reading.columns import Given, columns_called, given_columns, held_fields, table_columns
from luksia_nlp.reading.fields import empty_column, from_fields, identifier
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.lines import Line, TextFile
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

# Rows by whose cells the column of the texts is guessed where none is known to hold them.
EXAMPLES = 50


class Noted(NamedTuple):
    """A row's values, or what is wrong with it, what was odd in reading it, and where it stands."""

    values: Mapping[str, Any] | ArticleError
    notes: tuple[str, ...] = ()
    place: str = ""  # as people find it: "line 7" of a file, "row 7" of a sheet; else rows are counted


Row = Mapping[str, Any] | ArticleError | Noted


def from_frame(
    frame: pd.DataFrame, source: str | None = None, columns: Given = ()
) -> Iterator[Article | Failure]:
    """The articles of a DataFrame, one a row; columns of other names go to the articles' `metadata`.

    Args:
        frame: A table with a column of texts.
        source: What to name as the source of rows that have none.
        columns: The setting `columns`.

    Raises:
        SourceError: There is no column of texts, a column of `columns` is not there, or two claim one field.

    Example:
        >>> taulu = pd.DataFrame({"teksti": ["Rehtori puhui."], "kunta": ["Lohja"]})
        >>> [artikkeli] = from_frame(taulu)
        >>> dict(artikkeli.metadata)
        {'kunta': 'Lohja'}
    """
    examples = list(frame.head(EXAMPLES).itertuples(index=False, name=None))
    names = table_columns(frame.columns, source or "The table", columns, examples)
    rows = (dict(zip(names, row, strict=True)) for row in frame.itertuples(index=False, name=None))
    called = columns_called(frame.columns, columns)
    return from_rows(rows, "row", source, columns=None, called=called)


def from_rows(
    rows: Iterable[Row],
    name: str,
    source: str | None,
    note: str | None = None,
    columns: Given | None = (),
    called: Mapping[str, str] | None = None,
) -> Iterator[Article | Failure]:
    """Articles from rows of named values; one without an identifier of its own is `name-1`, `name-2`, ...

    Args:
        rows: For each row its values, or what is wrong with it. Where reading breaks off after the first
            row, those before it are kept, and a failure stands for the rest.
        name: What the identifiers of rows that have none begin with.
        source: Where the rows came from.
        note: What was odd in reading them all.
        columns: The setting `columns`; None where the rows bear the fields' own names already.
        called: Then what the columns of fields are called in the table.

    Example:
        >>> [artikkeli] = from_rows([{"text": "Koulu avattiin."}], "a", None)
        >>> artikkeli.article_id
        'a-1'
    """
    for number, row in enumerate(_to_the_break(rows), start=1):
        article_id = f"{name}-{number}"
        values, notes, place = row if isinstance(row, Noted) else Noted(row)
        try:
            if isinstance(values, ArticleError):
                raise values
            article = from_fields(values, source, [note, *notes], columns, called)
            if not article.text.strip():
                raise ArticleError(_empty(values, columns, called))
            yield article if article.article_id else replace(article, article_id=article_id)
        except Exception as error:  # whatever it is, it is one row's
            place = place or f"row {number}"
            where = f"{source}, {place}: " if source else f"{place}: "
            told = error if isinstance(error, ArticleError) else f"{type(error).__name__}: {error}"
            own_id = _own_id(values, columns)
            yield Failure.of(ArticleError(f"{where}{told}"), own_id or article_id, source, "read")


def _empty(values: Mapping[str, Any], columns: Given | None, called: Mapping[str, str] | None) -> str:
    if columns is None:
        return empty_column(called)
    key = held_fields(tuple(values), columns).get("text", "text")
    return f"has no text: its {key!r} is empty."


def _own_id(values: Mapping[str, Any] | ArticleError, columns: Given | None) -> str | None:
    try:
        return None if isinstance(values, ArticleError) else identifier(values, columns)
    except Exception:  # an identifier that cannot even be shown
        return None


def _to_the_break(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows up to where they cannot be read further, and there what is wrong."""
    has_begun = False
    try:
        for row in rows:
            yield row
            has_begun = True
    except SourceError as error:
        if not has_begun:
            raise
        yield ArticleError(f"and all that follow it are lost: {error}")


def count_rows(rows: Iterable[Row]) -> int:
    """How many articles and failures rows become, without making them.

    Args:
        rows: The rows, as for `from_rows`.
    """
    return sum(1 for _ in _to_the_break(rows))


def notes_of(lines: Iterable[Line]) -> tuple[str, ...]:
    """What was odd in reading some lines, each thing once."""
    return tuple(dict.fromkeys(line.note for line in lines if line.note))


def read_jsonl(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of a file of JSON Lines, read line by line.

    Raises:
        SourceError: It is empty.
    """
    text = TextFile(file, settings)
    return from_rows(_jsonl_rows(text), name, file.shown, columns=given_columns(settings))


def count_jsonl(file: Input, settings: Settings) -> int:
    """How many rows a file of JSON Lines has: its lines that are not empty.

    Raises:
        SourceError: It has none.
    """
    lines = TextFile(file, settings).lines()
    if count := count_rows({} for line in lines if line.text is None or line.text.strip()):
        return count
    raise _no_rows(file.shown)


def _jsonl_rows(file: TextFile) -> Iterator[Row]:
    """The rows of JSON Lines; empty lines are no rows.

    Raises:
        SourceError: There are none.
    """
    is_empty = True
    for number, line in enumerate(file.lines(), start=1):
        if line.text is not None and not line.text.strip():
            continue
        row = too_long(file) if line.text is None else json_row(line.text)
        yield Noted(row, (line.note,) if line.note else (), f"line {number}")
        is_empty = False
    if is_empty:
        raise _no_rows(file.shown)


def _no_rows(shown: str) -> SourceError:
    return SourceError(f"{shown}: is empty.")


def too_long(file: TextFile) -> ArticleError:
    """What is wrong with a row whose line is longer than any article's."""
    return ArticleError(
        f"has a line of more than {file.longest:,} characters, far more than an article may have; raise the "
        "setting largest_article if it is right."
    )


def json_row(line: str) -> Mapping[str, Any] | ArticleError:
    """The row that a line of JSON holds, or what is wrong with it."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return ArticleError(f"is not JSON: {error}.")
    return object_row(values)


def object_row(value: object) -> Mapping[str, Any] | ArticleError:
    """A value of JSON as a row, or what is wrong with it.

    Example:
        >>> object_row({"teksti": "Koulu avattiin."})
        {'teksti': 'Koulu avattiin.'}
    """
    if not isinstance(value, dict):
        return ArticleError('must be a JSON object such as {"text": "Koulu avattiin."}.')
    return value
