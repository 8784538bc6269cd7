"""The tables, made from records by their schemas, and their check.

Every table has the same columns and the same types whatever is in it, an empty one included.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from luksia_nlp.aliases import Alias
from luksia_nlp.entities import resolve
from luksia_nlp.errors import TableError
from luksia_nlp.organisations import organisation_type
from luksia_nlp.places import locate
from luksia_nlp.records import KINDS, ArticleResult, Entity, Failure
from luksia_nlp.schemas import ALIAS_SEPARATOR, DTYPES, ENTITY_TABLES, SCHEMAS, Schema
from luksia_nlp.themes import SIMILARITY, article_score


class TableBuilder:
    """Collects results article by article and makes the tables at the end.

    Args:
        themes: The identifiers of all themes that were looked for.
        theme_threshold: The score from which a theme is present in an article.
        aliases: A user's corrections of who is who.
        vectors: What the sentences' meanings are compared by; None where only words are.
    """

    def __init__(
        self,
        themes: Sequence[str],
        theme_threshold: float,
        aliases: Sequence[Alias] = (),
        vectors: str | None = None,
    ) -> None:
        self._aliases = aliases
        self._themes = tuple(themes)
        self._threshold = theme_threshold
        self._vectors = vectors
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
            hits = [hit for hit in result.theme_hits if hit.theme == theme and hit.not_counted is None]
            score = article_score(hits, document)
            self._rows["article_themes"].append(
                {
                    "article_id": article_id,
                    "theme": theme,
                    "n_hits": len(hits),
                    "n_by_meaning": sum(hit.evidence == SIMILARITY for hit in hits),
                    "score": score,
                    "present": bool(hits) and score >= self._threshold,
                    "vectors": self._vectors,
                }
            )

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables of all that was added."""
        entities = resolve(self._mentions, self._aliases)
        around = _places_of_articles(entities)
        rows = dict(self._rows)
        rows["mentions"] = _mention_rows(
            entities, {row["article_id"]: i for i, row in enumerate(rows["articles"])}
        )
        for name, kind in ENTITY_TABLES.items():
            found = [
                {**self._entity_row(entity), **_details(entity, around)}
                for entity in entities
                if entity.kind == kind
            ]
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


def _places_of_articles(entities: Iterable[Entity]) -> Mapping[str, set[str]]:
    """The names of the places of each article."""
    found: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        if entity.kind == "place":
            for mention in entity.mentions:
                found[mention.article_id].add(entity.name)
    return found


def _details(entity: Entity, around: Mapping[str, set[str]]) -> dict[str, Any]:
    """The columns that only entities of this kind have."""
    if entity.kind == "person":
        return {
            "role": _most_frequent(mention.role for mention in entity.mentions),
            "organisation": _most_frequent(mention.organisation for mention in entity.mentions),
        }
    if entity.kind == "organisation":
        names = [entity.name, *(mention.base_form for mention in entity.mentions)]
        return {"type": next(filter(None, map(organisation_type, dict.fromkeys(names))), None)}
    articles = {mention.article_id for mention in entity.mentions}
    others = {name for article in articles for name in around[article]} - {entity.name}
    located = locate(entity.name, sorted(others))
    if located is None:
        return {}
    place = located.place
    columns = ("place_type", "municipality", "region", "country", "latitude", "longitude", "source")
    return {**{column: getattr(place, column) for column in columns}, "score": round(located.score, 4)}


def _most_frequent(values: Iterable[str | None]) -> str | None:
    """The most frequent value that is not None; of equally frequent ones the alphabetically first."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value), default=None)


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
    for name, kind in ENTITY_TABLES.items():
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
            "role": mention.role,
            "organisation": mention.organisation,
            "full_name": mention.full_name,
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
