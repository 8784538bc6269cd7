"""One schema per table, the tables themselves, and their check.

Every table has the same columns and the same types whatever is in it, an empty one included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from luksia_nlp.entities import resolve
from luksia_nlp.errors import TableError
from luksia_nlp.records import KINDS, ArticleResult, Entity, Failure
from luksia_nlp.themes import article_score

ColumnType = Literal["text", "integer", "number", "truth", "time"]
DTYPES: Mapping[ColumnType, str] = {
    "text": "str",
    "integer": "int64",
    "number": "float64",
    "truth": "bool",
    "time": "datetime64[us]",
}
# Between the aliases of an entity; no name holds it.
ALIAS_SEPARATOR = " | "


@dataclass(frozen=True)
class Column:
    """A column: its name, the type of its values, what they mean, and whether they may be missing."""

    name: str
    type: ColumnType
    meaning: str
    optional: bool = False


@dataclass(frozen=True)
class Schema:
    """A table: its name, what one row is, its columns, and the columns that together name a row."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


def _entity_schema(name: str, row: str) -> Schema:
    columns = (
        Column("entity_id", "text", "Identifier, made of kind and name; the same in every run."),
        Column("name", "text", "Canonical name, in base form."),
        Column("n_mentions", "integer", "Number of mentions in all articles."),
        Column("n_articles", "integer", "Number of articles with a mention."),
        Column("first_published", "time", "Earliest date of those articles.", optional=True),
        Column("last_published", "time", "Latest date of those articles.", optional=True),
        Column(
            "aliases",
            "text",
            f"Its forms in the texts, most frequent first, with `{ALIAS_SEPARATOR}` between.",
        ),
    )
    return Schema(name, row, columns, ("entity_id",))


_ARTICLE_ID = Column("article_id", "text", "The article's identifier.")
_SENTENCE_ID = Column("sentence_id", "integer", "Number of the sentence in its article, from 0.")
_START = Column("start", "integer", "Index of the first character in the article's full text, from 0.")
_END = Column("end", "integer", "Index after the last character: `full_text[start:end] == text`.")

SCHEMAS: Mapping[str, Schema] = {
    schema.name: schema
    for schema in (
        Schema(
            "articles",
            "article",
            (
                _ARTICLE_ID,
                Column("title", "text", "Headline.", optional=True),
                Column(
                    "published",
                    "time",
                    "Date or time of publication, as given, time zone dropped.",
                    optional=True,
                ),
                Column("source", "text", "Path or publication it came from.", optional=True),
                Column("n_sentences", "integer", "Number of sentences."),
                Column("n_tokens", "integer", "Number of tokens: words and punctuation marks."),
                Column("n_characters", "integer", "Length of the full text in characters."),
                Column("full_text", "text", "The text that was analysed; every offset points into it."),
            ),
            ("article_id",),
        ),
        Schema(
            "sentences",
            "sentence",
            (_ARTICLE_ID, _SENTENCE_ID, _START, _END, Column("text", "text", "The sentence as it stands.")),
            ("article_id", "sentence_id"),
        ),
        Schema(
            "mentions",
            "name in the text",
            (
                _ARTICLE_ID,
                _SENTENCE_ID,
                _START,
                _END,
                Column("text", "text", "The name as it stands in the text."),
                Column("label", "text", "The engine's fine label, such as `GPE`."),
                Column("kind", "text", "`person`, `organisation`, `place` or `other`."),
                Column("base_form", "text", "The mention in base form."),
                Column("entity_id", "text", "The entity that it names; in the table of its kind."),
                Column("name", "text", "The entity's canonical name, in base form."),
                Column(
                    "score",
                    "number",
                    "The engine's score, 0 to 1; missing where it gives none.",
                    optional=True,
                ),
                Column(
                    "rule", "text", "How the base form was found, and why the mention belongs to its entity."
                ),
            ),
            ("article_id", "start", "end"),
        ),
        _entity_schema("people", "person over all articles"),
        _entity_schema("organisations", "organisation over all articles"),
        _entity_schema("places", "place over all articles"),
        Schema(
            "themes",
            "theme hit",
            (
                _ARTICLE_ID,
                _SENTENCE_ID,
                Column("theme", "text", "The theme's identifier."),
                _START,
                _END,
                Column("text", "text", "The words as they stand in the text."),
                Column("lemma", "text", "The words in base form."),
                Column("evidence", "text", "What found it: `term`, `derivation` or `compound`."),
                Column("score", "number", "How surely the theme is meant, 0 to 1."),
            ),
            ("article_id", "theme", "start"),
        ),
        Schema(
            "article_themes",
            "article and theme",
            (
                _ARTICLE_ID,
                Column("theme", "text", "The theme's identifier."),
                Column("n_hits", "integer", "Number of hits of the theme in the article."),
                Column("score", "number", "How surely the theme shows in the article, 0 to 1."),
                Column("present", "truth", "Whether the score reaches the settings' `theme_threshold`."),
            ),
            ("article_id", "theme"),
        ),
        Schema(
            "failures",
            "article that could not be analysed",
            (
                _ARTICLE_ID,
                Column("source", "text", "Path or publication it came from.", optional=True),
                Column("stage", "text", "Where it failed: `read`, `check`, `engine` or `language`."),
                Column("error", "text", "Name of the error."),
                Column("message", "text", "What was wrong and what would be right."),
            ),
            (),
        ),
    )
}
_ENTITY_TABLES = {"people": "person", "organisations": "organisation", "places": "place"}


class TableBuilder:
    """Collects results article by article and makes the tables at the end.

    Args:
        themes: The identifiers of all themes that were looked for.
        theme_threshold: The score from which a theme is present in an article.
    """

    def __init__(self, themes: Sequence[str], theme_threshold: float) -> None:
        self._themes = tuple(themes)
        self._threshold = theme_threshold
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
        self._mentions: list[Any] = []
        self._published: dict[str, Any] = {}

    def add(self, result: ArticleResult | Failure) -> None:
        """Take in the result of one article."""
        if isinstance(result, Failure):
            self._rows["failures"].append(_fields(result, SCHEMAS["failures"]))
            return
        document = result.document
        article_id = document.article.article_id or ""
        self._rows["articles"].append(_article_row(result))
        self._published[article_id] = self._rows["articles"][-1]["published"]
        self._rows["sentences"] += [
            {
                "article_id": article_id,
                "sentence_id": number,
                "start": sentence.start,
                "end": sentence.end,
                "text": document.text[sentence.start : sentence.end],
            }
            for number, sentence in enumerate(document.sentences)
        ]
        self._mentions += result.mentions
        self._rows["themes"] += [_fields(hit, SCHEMAS["themes"]) for hit in result.theme_hits]
        for theme in self._themes:
            scores = [hit.score for hit in result.theme_hits if hit.theme == theme]
            score = article_score(scores)
            self._rows["article_themes"].append(
                {
                    "article_id": article_id,
                    "theme": theme,
                    "n_hits": len(scores),
                    "score": score,
                    "present": bool(scores) and score >= self._threshold,
                }
            )

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables of all that was added."""
        entities = resolve(self._mentions)
        rows = dict(self._rows)
        rows["mentions"] = _mention_rows(
            entities, {row["article_id"]: i for i, row in enumerate(rows["articles"])}
        )
        for name, kind in _ENTITY_TABLES.items():
            found = [self._entity_row(entity) for entity in entities if entity.kind == kind]
            rows[name] = sorted(found, key=lambda row: (-row["n_mentions"], row["entity_id"]))
        return {name: table_of(schema, rows[name]) for name, schema in SCHEMAS.items()}

    def _entity_row(self, entity: Entity) -> dict[str, Any]:
        articles = {mention.article_id for mention in entity.mentions}
        dates = [self._published[article] for article in articles if self._published[article] is not None]
        forms: dict[str, int] = {}
        for mention in entity.mentions:
            form = " ".join(mention.text.split())
            forms[form] = forms.get(form, 0) + 1
        return {
            "entity_id": entity.entity_id,
            "name": entity.name,
            "n_mentions": len(entity.mentions),
            "n_articles": len(articles),
            "first_published": min(dates, default=None),
            "last_published": max(dates, default=None),
            "aliases": ALIAS_SEPARATOR.join(sorted(forms, key=lambda form: (-forms[form], form))),
        }


def table_of(schema: Schema, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """A table with the schema's columns and types; columns that only the rows have follow as they are.

    Args:
        schema: The table's schema.
        rows: Column name -> value, for each row.
    """
    names = [column.name for column in schema.columns]
    extra = sorted({key for row in rows for key in row}.difference(names))
    data: dict[str, pd.Series[Any]] = {}
    for column in schema.columns:
        values = [row.get(column.name) for row in rows]
        data[column.name] = pd.Series(values, dtype=DTYPES[column.type])
    for name in extra:
        data[name] = _carried_column([row.get(name) for row in rows])
    return pd.DataFrame(data, index=pd.RangeIndex(len(rows)))


def check(tables: Mapping[str, pd.DataFrame]) -> None:
    """Check that tables follow their schemas and agree with each other.

    Args:
        tables: Table name -> table; all of them.

    Raises:
        TableError: Something is wrong; the message names every problem, a line each.

    Example:
        >>> check({name: table_of(schema, []) for name, schema in SCHEMAS.items()})
    """
    problems = [f"There is no table {name!r}." for name in SCHEMAS if name not in tables]
    for name, schema in SCHEMAS.items():
        if name in tables:
            problems += [f"{name}: {problem}" for problem in _schema_problems(tables[name], schema)]
    if not problems:
        problems = [*_span_problems(tables), *_reference_problems(tables)]
    if problems:
        raise TableError("\n".join([f"{len(problems)} problems in the tables:", *problems]))


def _schema_problems(table: pd.DataFrame, schema: Schema) -> Iterable[str]:
    for column in schema.columns:
        if column.name not in table.columns:
            yield f"column {column.name!r} is missing."
            continue
        values = table[column.name]
        if str(values.dtype) != DTYPES[column.type]:
            yield f"column {column.name!r} has type {values.dtype}, not {DTYPES[column.type]}."
        if not column.optional and values.isna().any():
            yield f"column {column.name!r} has {int(values.isna().sum())} missing values."
    if schema.key and set(schema.key) <= set(table.columns):
        twice = table[table.duplicated(list(schema.key))]
        if len(twice):
            first = ", ".join(f"{column} {twice.iloc[0][column]}" for column in schema.key)
            yield f"{len(twice)} rows are there twice, such as {first}."


def _span_problems(tables: Mapping[str, pd.DataFrame]) -> Iterable[str]:
    texts = dict(zip(tables["articles"]["article_id"], tables["articles"]["full_text"], strict=True))
    for name in ("sentences", "mentions", "themes"):
        table = tables[name]
        columns = (table["article_id"], table["start"], table["end"], table["text"])
        for article, start, end, text in zip(*columns, strict=True):
            if texts.get(article, "")[start:end] != text:
                yield f"{name}: article {article!r} does not have {text!r} at {start}:{end}."


def _reference_problems(tables: Mapping[str, pd.DataFrame]) -> Iterable[str]:
    articles = set(tables["articles"]["article_id"])
    for name in ("sentences", "mentions", "themes", "article_themes"):
        for unknown in sorted(set(tables[name]["article_id"]) - articles):
            yield f"{name}: there is no article {unknown!r}."
    mentions = tables["mentions"]
    for kind in sorted(set(mentions["kind"]) - set(KINDS)):
        yield f"mentions: there is no kind {kind!r}."
    for name, kind in _ENTITY_TABLES.items():
        named = set(mentions.loc[mentions["kind"] == kind, "entity_id"])
        listed = set(tables[name]["entity_id"])
        for missing in sorted(named ^ listed):
            where = "has no mention" if missing in listed else "is mentioned but has no row"
            yield f"{name}: {missing!r} {where}."


def _fields(record: Any, schema: Schema) -> dict[str, Any]:
    return {column.name: getattr(record, column.name) for column in schema.columns}


def _article_row(result: ArticleResult) -> dict[str, Any]:
    document, article = result.document, result.document.article
    row = {
        "article_id": article.article_id,
        "title": article.title,
        "published": None if article.published is None else pd.Timestamp(article.published).tz_localize(None),
        "source": article.source,
        "n_sentences": len(document.sentences),
        "n_tokens": len(document.tokens),
        "n_characters": len(document.text),
        "full_text": document.text,
    }
    carried = {key if key not in row else f"given_{key}": value for key, value in article.metadata.items()}
    return {**carried, **row}


def _mention_rows(entities: Iterable[Entity], order: Mapping[str, int]) -> list[dict[str, Any]]:
    rows = [
        {
            "article_id": mention.article_id,
            "sentence_id": mention.sentence_id,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "label": mention.label,
            "kind": mention.kind,
            "base_form": mention.base_form,
            "entity_id": entity.entity_id,
            "name": entity.name,
            "score": mention.score,
            "rule": f"{mention.rule}; {rule}",
        }
        for entity in entities
        for mention, rule in zip(entity.mentions, entity.rules, strict=True)
    ]
    return sorted(rows, key=lambda row: (order[row["article_id"]], row["start"]))


def _carried_column(values: Sequence[Any]) -> pd.Series[Any]:
    """A column of metadata: of one simple type where all its values are, else of texts."""
    present = [value for value in values if value is not None]
    kinds = {bool if isinstance(value, bool) else type(value) for value in present}
    if present and kinds == {bool}:
        return pd.Series(values, dtype="boolean")
    if present and kinds == {int}:
        return pd.Series(values, dtype="Int64")
    if present and kinds <= {int, float}:
        return pd.Series(values, dtype="float64")
    return pd.Series([None if value is None else str(value) or None for value in values], dtype="str")
