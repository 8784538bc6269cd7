"""The tables, made from records by their schemas, and their check.

Every table has the same columns and the same types whatever is in it, an empty one included.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from luksia_nlp.entities.aliases import Alias
from luksia_nlp.entities.resolution import resolve
from luksia_nlp.errors import TableError
from luksia_nlp.names.organisations import organisation_type
from luksia_nlp.names.places import locate
from luksia_nlp.records import KINDS, ArticleResult, Entity, Failure, Mention
from luksia_nlp.tables.schemas import ALIAS_SEPARATOR, DTYPES, ENTITY_TABLES, SCHEMAS, Schema
from luksia_nlp.themes.finder import SIMILARITY, article_score

# The whole numbers that a column of integers holds, and the largest up to which a float holds them all.
_LEAST_INTEGER, _MOST_INTEGER, _MOST_EXACT = -(2**63), 2**63 - 1, 2**53


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
        self._mentions: list[Mention] = []
        self._published: dict[str, Any] = {}

    def add(self, result: ArticleResult | Failure) -> None:
        """Take in the result of one article; one that no table can hold becomes a failure."""
        if isinstance(result, Failure):
            self._rows["failures"].append(_fields(result, SCHEMAS["failures"]))
            return
        article = result.document.article
        try:
            rows = self._rows_of(result)
        except Exception as error:  # whatever it is, it is one article's
            message = f"{type(error).__name__}: {error}"
            self.add(
                Failure(article.article_id or "", article.source, "analysis", TableError.__name__, message)
            )
            return
        for name, found in rows.items():
            self._rows[name] += found
        self._published[article.article_id or ""] = rows["articles"][0]["published"]
        self._mentions += result.mentions

    def _rows_of(self, result: ArticleResult) -> dict[str, list[dict[str, Any]]]:
        """An article's rows in the tables that look at one article at a time."""
        document = result.document
        article_id = document.article.article_id or ""
        sentences = [
            {
                "article_id": article_id,
                "sentence_id": number,
                "start": sentence.start,
                "end": sentence.end,
                "text": document.text[sentence.start : sentence.end],
            }
            for number, sentence in enumerate(document.sentences)
        ]
        themes = [_fields(hit, SCHEMAS["themes"]) for hit in result.theme_hits]
        scores = [self._theme_row(theme, result) for theme in self._themes]
        return {
            "articles": [_article_row(result)],
            "sentences": sentences,
            "themes": themes,
            "article_themes": scores,
        }

    def _theme_row(self, theme: str, result: ArticleResult) -> dict[str, Any]:
        hits = [hit for hit in result.theme_hits if hit.theme == theme and hit.not_counted is None]
        score = article_score(hits, result.document)
        return {
            "article_id": result.document.article.article_id or "",
            "theme": theme,
            "n_hits": len(hits),
            "n_by_meaning": sum(hit.evidence == SIMILARITY for hit in hits),
            "score": score,
            "present": bool(hits) and score >= self._threshold,
            "vectors": self._vectors,
        }

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables of all that was added; an article whose names cannot be told apart becomes a failure."""
        try:
            return self._tables(self._mentions)
        except Exception:
            if not self._drop_broken():
                raise
            return self._tables(self._mentions)

    def _drop_broken(self) -> bool:
        """Make failures of articles whose mentions break the tables by themselves; whether there were any."""
        by_article: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._mentions:
            by_article[mention.article_id].append(mention)
        broken = set()
        for article in [row for row in self._rows["articles"] if row["article_id"] in by_article]:
            try:
                self._tables(by_article[article["article_id"]])
            except Exception as error:  # whatever it is, it is one article's
                broken.add(article["article_id"])
                self.add(_broken(article["article_id"], article["source"], error))
        for name in ("articles", "sentences", "themes", "article_themes"):
            self._rows[name] = [row for row in self._rows[name] if row["article_id"] not in broken]
        self._mentions = [mention for mention in self._mentions if mention.article_id not in broken]
        return bool(broken)

    def _tables(self, mentions: Sequence[Mention]) -> dict[str, pd.DataFrame]:
        entities = resolve(mentions, self._aliases)
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


def _broken(article_id: str, source: str | None, error: Exception) -> Failure:
    message = f"No table can hold what was found in it: {type(error).__name__}: {error}"
    return Failure(article_id, source, "analysis", TableError.__name__, message)


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
        "notes": "; ".join(article.notes) or None,
    }
    carried: dict[str, Any] = {}
    for key, value in article.metadata.items():
        name = str(key).strip() or "unnamed"
        while name in row or name in carried:
            name = f"given_{name}"
        carried[name] = value
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
    """A column of metadata: of one simple type where all its values are and fit, else of texts."""
    present = [value for value in values if value is not None]
    kinds = {bool if isinstance(value, bool) else type(value) for value in present}
    if present and kinds == {bool}:
        return pd.Series(values, dtype="boolean")
    if present and kinds == {int} and all(_LEAST_INTEGER <= value <= _MOST_INTEGER for value in present):
        return pd.Series(values, dtype="Int64")
    if present and kinds <= {int, float} and all(_is_exact(value) for value in present):
        return pd.Series(values, dtype="float64")
    return pd.Series([None if value is None else str(value) or None for value in values], dtype="str")


def _is_exact(value: float) -> bool:
    """Whether a number stays what it is as a float."""
    return isinstance(value, float) or abs(value) <= _MOST_EXACT
