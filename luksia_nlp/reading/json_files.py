"""Articles from files of JSON: Yle's archive, or a list of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from luksia_nlp.errors import ArticleError, SourceError
from luksia_nlp.reading.columns import given_columns
from luksia_nlp.reading.encodings import decode
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.rows import Row, from_rows, read_jsonl
from luksia_nlp.reading.yle import is_yle, yle_articles
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings


def read_json(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of a file of JSON.

    Args:
        file: The file: Yle's archive (see `luksia_nlp.reading.yle`), a list of objects that each have a
            `text`, an object that holds such a list, or one such object.
        name: What the identifiers of articles that have none begin with.
        settings: The options of reading.

    Raises:
        SourceError: It cannot be read, is no JSON, or holds no objects.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from luksia_nlp.reading.inputs import file_input
        >>> polku = Path(tempfile.mkdtemp()) / "uutiset.json"
        >>> _ = polku.write_text('[{"text": "Lohjalla satoi."}]', encoding="utf-8")
        >>> list(read_json(file_input(polku), "uutiset", Settings()))
        [<Article uutiset-1: 'Lohjalla satoi.', 15 characters>]
    """
    text, note = decode(file.read(settings.largest_file))
    if not text.strip():
        raise SourceError(f"{file.shown}: is empty.")
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        if _is_object(text.strip().partition("\n")[0]):  # JSON Lines by another name
            return read_jsonl(file, name, settings)
        raise SourceError(f"{file.shown}: is not JSON: {error}.") from error
    if is_yle(values):
        return yle_articles(values, name, file.shown, note)
    return from_rows(_rows(values, file.shown), name, file.shown, note, given_columns(settings))


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _rows(values: Any, shown: str) -> list[Row]:
    """The objects of JSON, each a row.

    Raises:
        SourceError: There are none.
    """
    if isinstance(values, dict) and "text" not in values:
        lists = [value for value in values.values() if isinstance(value, list) and _has_objects(value)]
        values = lists[0] if lists else [values]
    if isinstance(values, dict):
        return [values]
    if not isinstance(values, list) or not _has_objects(values):
        raise SourceError(
            f"{shown}: holds no articles; its JSON must be a list of objects such as "
            '[{"text": "Koulu avattiin."}], or an object with such a list.'
        )
    wrong = 'must be a JSON object such as {"text": "Koulu avattiin."}.'
    return [value if isinstance(value, dict) else ArticleError(wrong) for value in values]


def _has_objects(values: list[Any]) -> bool:
    return any(isinstance(value, dict) for value in values)
