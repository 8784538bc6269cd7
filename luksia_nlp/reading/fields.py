"""An article from named values."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from luksia_nlp.errors import ArticleError
from luksia_nlp.reading.dates import date_in_path, parse_date
from luksia_nlp.records import Article

ID_NAMES = ("article_id", "id")
FIELDS = frozenset({*ID_NAMES, "text", "title", "published", "source"})


def from_fields(
    values: Mapping[str, Any], source: str | None = None, notes: Sequence[str | None] = ()
) -> Article:
    """An article from named values: `text` and, where there are such, the other fields of an article.

    Args:
        values: Field or metadata name -> value. Missing values (None, NaN, NaT) count as not there.
        source: The source where `values` names none.
        notes: What was odd in reading the values; None is left out. A date that cannot be read adds one, and
            the article is left without a date.

    Raises:
        ArticleError: `text` is missing or no string, or `title` is none.

    Example:
        >>> artikkeli = from_fields({"text": "Koulu avattiin.", "published": "31.2.2026"})
        >>> artikkeli.published, artikkeli.notes
        (None, ("published: '31.2.2026' is no date: day is out of range for month.",))
    """
    present = {key: value for key, value in values.items() if not is_missing(value)}
    if "text" not in present:
        raise ArticleError("has no text: its 'text' is missing.")
    if not isinstance(present["text"], str):
        raise ArticleError(f"'text' must be a string, not {type(present['text']).__name__}.")
    published, note = published_of(present.get("published"))
    return Article(
        text=present["text"],
        article_id=identifier(present),
        title=_title(present.get("title")),
        published=published or (None if note else date_in_path(source)),
        source=str(present["source"]) if "source" in present else source,
        metadata={key: value for key, value in present.items() if key not in FIELDS},
        notes=tuple(note for note in (*notes, note) if note),
    )


def published_of(value: Any) -> tuple[date | datetime | None, str | None]:
    """The date of a value; where it cannot be read None, and a note that says so."""
    if is_missing(value):
        return None, None
    try:
        return parse_date(value), None
    except ArticleError as error:
        return None, f"published: {error}"


def _title(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, int | float | date):  # a headline such as 2026
        return str(value)
    raise ArticleError(f"'title' must be a string, not {type(value).__name__}.")


def is_missing(value: Any) -> bool:
    """Whether a value stands for nothing: None, NaN or NaT."""
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def identifier(values: Mapping[str, Any]) -> str | None:
    """The identifier among named values, or None where they have none."""
    for name in ID_NAMES:
        value = values.get(name)
        if not is_missing(value) and str(value).strip():
            if isinstance(value, float) and math.isfinite(value) and value.is_integer():
                return str(int(value))
            return str(value)
    return None
