"""An article from named values."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from luksia_nlp.errors import ArticleError
from luksia_nlp.reading.columns import OWN, Given, advice, held_fields, metadata_name
from luksia_nlp.reading.dates import date_in_path, parse_date
from luksia_nlp.records import Article


def from_fields(
    values: Mapping[str, Any],
    source: str | None = None,
    notes: Sequence[str | None] = (),
    columns: Given | None = (),
    called: Mapping[str, str] | None = None,
) -> Article:
    """An article from named values: its text and, where there are such, the other fields of an article.

    A lead of its own stands before the text, with an empty line between, unless the text begins with it.

    Args:
        values: Field or metadata name -> value; the fields by any of their known names (columns.toml).
            Missing values (None, NaN, NaT) count as not there. What does not fit a field that only its name
            suggests, such as a list under `sisältö`, stays metadata.
        source: The source where `values` names none.
        notes: What was odd in reading the values; None is left out. A date that cannot be read adds one, and
            the article is left without a date.
        columns: The setting `columns`; None where the values bear the fields' own names already.
        called: What the columns of fields are called in the table that the values are a row of.

    Raises:
        ArticleError: The text is missing or no string, or `title` is none.

    Example:
        >>> artikkeli = from_fields({"otsikko": "Koulu", "teksti": "Koulu avattiin.", "pvm": "31.2.2026"})
        >>> artikkeli.title, artikkeli.published, artikkeli.notes
        ('Koulu', None, ("published: '31.2.2026' is no date: February 2026 has no day 31.",))
    """
    present = {key: value for key, value in values.items() if not is_missing(value)}
    held = _fitting(present, held_fields(tuple(present), columns), columns)
    own = {field: present[name] for field, name in held.items() if field in OWN}
    if not {"text", "lead"} & own.keys():
        raise ArticleError(_no_text(present, columns, called))
    text, lead_note = _text(own, {**held, **(called or {})})
    published, note = published_of(own.get("published"))
    if note and held["published"] != "published":
        del held["published"]  # only its name said that it is the date: it is not lost
    fields = {name: field for field, name in held.items()}
    return Article(
        text=text,
        article_id=_identifier(own),
        title=_title(own.get("title"), (called or held).get("title")),
        published=published or (None if note else date_in_path(source)),
        source=str(own["source"]) if "source" in own else source,
        metadata={
            fields.get(key) or metadata_name(key): value
            for key, value in present.items()
            if fields.get(key) not in OWN
        },
        notes=tuple(note for note in (*notes, lead_note, note) if note),
    )


def _fitting(values: Mapping[str, Any], held: Mapping[str, str], columns: Given | None) -> dict[str, str]:
    """The fields without those whose value cannot be it, where only a name suggests the field."""
    said = {column for _, column in columns or ()}
    return {
        field: name
        for field, name in held.items()
        if (name == field and field != "lead") or name in said or _fits(field, values[name])
    }


def _fits(field: str, value: Any) -> bool:
    if field in ("text", "lead"):
        return isinstance(value, str)
    return field not in OWN or isinstance(value, str | int | float | date)


def _no_text(present: Mapping[str, Any], columns: Given | None, called: Mapping[str, str] | None) -> str:
    if columns is None:  # the table's columns are known to be right
        return empty_column(called)
    name = dict(columns).get("text", "text")
    told = f"has no text: its {name!r} is missing."
    if not present:
        return told
    return f"{told} {advice(list(present), [list(present.values())])}"


def empty_column(called: Mapping[str, str] | None) -> str:
    """What is wrong with a row of a table that has no text.

    Args:
        called: What the columns of fields are called in the table.

    Example:
        >>> empty_column({"text": "Leipäteksti"})
        "has no text: its column 'Leipäteksti' is empty."
    """
    return f"has no text: its column {(called or {}).get('text', 'text')!r} is empty."


def _text(own: Mapping[str, Any], called: Mapping[str, str]) -> tuple[str, str | None]:
    """The text with the lead before it, and a note where there is nothing else than the lead."""
    lead = own.get("lead", "")
    text = own.get("text", "")
    if not isinstance(text, str):
        raise ArticleError(f"{called.get('text', 'text')!r} must be a string, not {type(text).__name__}.")
    if not isinstance(lead, str):
        raise ArticleError(f"{called.get('lead', 'lead')!r} must be a string, not {type(lead).__name__}.")
    if not lead.strip():
        return text, None
    if not text.strip():
        return lead, "has a lead and no other text"
    words = lead.split()
    if text.split(maxsplit=len(words))[: len(words)] == words:
        return text, None
    return f"{lead.rstrip()}\n\n{text.lstrip()}", None


def published_of(value: Any) -> tuple[date | datetime | None, str | None]:
    """The date of a value; where it cannot be read None, and a note that says so."""
    if is_missing(value):
        return None, None
    try:
        return parse_date(value), None
    except ArticleError as error:
        return None, f"published: {error}"


def _title(value: Any, called: str | None) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, int | float | date):  # a headline such as 2026
        return str(value)
    raise ArticleError(f"{called or 'title'!r} must be a string, not {type(value).__name__}.")


def is_missing(value: Any) -> bool:
    """Whether a value stands for nothing: None, NaN or NaT."""
    if isinstance(value, str | int | list | dict):  # most are; pandas takes far longer to say so
        return False
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def identifier(values: Mapping[str, Any], columns: Given | None = ()) -> str | None:
    """The identifier among named values, or None where they have none."""
    present = {str(key): value for key, value in values.items() if not is_missing(value)}
    name = held_fields(tuple(present), columns).get("article_id")
    return _identifier({"article_id": present[name]} if name else {})


def _identifier(own: Mapping[str, Any]) -> str | None:
    value = own.get("article_id")
    if value is None or not str(value).strip():
        return None
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return str(int(value))
    return str(value)
