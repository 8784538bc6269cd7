"""Whether tables follow their schemas and agree with each other, each span with its text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from luksia_nlp.errors import TableError
from luksia_nlp.records import KINDS, QUOTE_KINDS
from luksia_nlp.tables.columns import Schema
from luksia_nlp.tables.schemas import ENTITY_TABLES, SCHEMAS


def check(tables: Mapping[str, pd.DataFrame]) -> None:
    """Check that tables follow their schemas and agree with each other.

    Args:
        tables: Table name -> table; all of them.

    Raises:
        TableError: Something is wrong; the message names every problem, a line each.

    Example:
        >>> from luksia_nlp.tables.frames import table_of
        >>> check({name: table_of(schema, []) for name, schema in SCHEMAS.items()})
    """
    problems = [f"There is no table {name!r}." for name in SCHEMAS if name not in tables]
    for name, schema in SCHEMAS.items():
        if name in tables:
            problems += [f"{name}: {problem}" for problem in _schema_problems(tables[name], schema)]
    if not problems:
        problems = [*_span_problems(tables), *_reference_problems(tables), *_quote_problems(tables)]
    if problems:
        raise TableError("\n".join([f"{len(problems)} problems in the tables:", *problems]))


def _schema_problems(table: pd.DataFrame, schema: Schema) -> Iterable[str]:
    for column in schema.columns:
        if column.name not in table.columns:
            yield f"column {column.name!r} is missing."
            continue
        values = table[column.name]
        if str(values.dtype) != column.dtype:
            yield f"column {column.name!r} has type {values.dtype}, not {column.dtype}."
        if not column.optional and values.isna().any():
            yield f"column {column.name!r} has {int(values.isna().sum())} missing values."
    if schema.key and set(schema.key) <= set(table.columns):
        twice = table[table.duplicated(list(schema.key))]
        if len(twice):
            first = ", ".join(f"{column} {twice.iloc[0][column]}" for column in schema.key)
            yield f"{len(twice)} rows are there twice, such as {first}."


def _span_problems(tables: Mapping[str, pd.DataFrame]) -> Iterable[str]:
    texts = dict(zip(tables["articles"]["article_id"], tables["articles"]["full_text"], strict=True))
    for name in ("sentences", "mentions", "quotes", "themes"):
        table = tables[name]
        columns = (table["article_id"], table["start"], table["end"], table["text"])
        for article, start, end, text in zip(*columns, strict=True):
            if texts.get(article, "")[start:end] != text:
                yield f"{name}: article {article!r} does not have {text!r} at {start}:{end}."
    quotes = tables["quotes"]
    yield from _part_problems(quotes, texts, "cue", quotes["cue_start"], quotes["cue_end"])
    starts, lengths = quotes["speaker_start"], quotes["speaker_text"].str.len().astype("Int64")
    yield from _part_problems(quotes, texts, "speaker_text", starts, starts + lengths)


def _part_problems(
    quotes: pd.DataFrame, texts: Mapping[str, str], column: str, starts: pd.Series[Any], ends: pd.Series[Any]
) -> Iterable[str]:
    """What is wrong with the cues or the speakers of quotes, and where they stand; all may be missing."""
    parts = quotes[column]
    halves = (parts.isna() != starts.isna()) | (parts.isna() != ends.isna())
    for quote in quotes.loc[halves, "quote_id"]:
        yield f"quotes: of {quote!r} either {column} or where it stands is missing."
    known = parts.notna() & ~halves
    found = (values[known] for values in (quotes["article_id"], starts, ends, parts))
    for article, start, end, text in zip(*found, strict=True):
        if texts.get(article, "")[start:end] != text:
            yield f"quotes: article {article!r} does not have {column} {text!r} at {start}:{end}."


def _reference_problems(tables: Mapping[str, pd.DataFrame]) -> Iterable[str]:
    articles = set(tables["articles"]["article_id"])
    for name in ("sentences", "mentions", "quotes", "themes", "article_themes"):
        for unknown in sorted(set(tables[name]["article_id"]) - articles):
            yield f"{name}: there is no article {unknown!r}."
    mentions = tables["mentions"]
    for kind in sorted(set(mentions["kind"]) - set(KINDS)):
        yield f"mentions: there is no kind {kind!r}."
    for name, kind in ENTITY_TABLES.items():
        named = set(mentions.loc[mentions["kind"] == kind, "entity_id"])
        listed = set(tables[name]["entity_id"])
        for missing in sorted(named ^ listed):
            where = "has no mention" if missing in listed else "is mentioned but has no row"
            yield f"{name}: {missing!r} {where}."
    owners = set(tables["people"]["organisation_entity_id"].dropna())
    for unknown in sorted(owners - set(tables["organisations"]["entity_id"])):
        yield f"people: there is no organisation {unknown!r}."


def _quote_problems(tables: Mapping[str, pd.DataFrame]) -> Iterable[str]:
    quotes, mentions = tables["quotes"], tables["mentions"]
    for kind in sorted(set(quotes["kind"]) - set(QUOTE_KINDS)):
        yield f"quotes: there is no kind {kind!r}."
    for score in sorted(set(quotes["score"])):
        if not 0 <= score <= 1:
            yield f"quotes: the score {score} does not lie between 0 and 1."
    named = set(zip(mentions["article_id"], mentions["entity_id"], mentions["name"], strict=True))
    ids = set(quotes["quote_id"])
    columns = ("article_id", "quote_id", "continues", "speaker_entity_id", "speaker")
    for article, own, earlier, entity, name in zip(*(quotes[column] for column in columns), strict=True):
        before, _, number = own.rpartition(":")
        if before != article or not number.isdecimal():
            yield f"quotes: {own!r} is not made of the article {article!r} and a number."
        elif not pd.isna(earlier):
            whose, _, place = earlier.rpartition(":")
            is_earlier = whose == article and place.isdecimal() and int(place) < int(number)
            if not is_earlier or earlier not in ids:
                yield f"quotes: {own!r} carries on {earlier!r}, which is no earlier quote of the article."
        if pd.isna(entity) != pd.isna(name):
            yield f"quotes: of who says {own!r} only the name or only the entity is there."
        elif not pd.isna(entity) and (article, entity, name) not in named:
            yield f"quotes: {own!r} is said by {entity!r}, {name}, whom the article does not mention."
