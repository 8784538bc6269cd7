"""Articles, failures, mentions and quotes as rows of Parquet files, and back."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from luksia_nlp.records import Article, Failure, Mention, Quote

_Found = TypeVar("_Found", Mention, Quote)

# Bytes of a digest: with 16, two of 100 million articles agree by chance once in 10^22 archives.
_DIGEST = 16
_TYPES = {"str": pa.string(), "int": pa.int64(), "float": pa.float64()}
# The columns of raw mentions and quotes. The annotations are texts: the first word of `float | None` is the
# type.
_MENTIONS, _QUOTES = (
    pa.schema(
        (field.name, _TYPES.get(str(field.type).split(" ")[0], pa.string())) for field in fields(record)
    )
    for record in (Mention, Quote)
)


class Item(NamedTuple):
    """What stands at one place of a source: its key, the digest of its content, and what it is itself."""

    key: str
    digest: bytes
    content: Article | Failure

    @property
    def place(self) -> str:
        """Where it came from, however that was spelt."""
        return os.path.abspath(self.content.source) if self.content.source else ""


def item_of(content: Article | Failure) -> Item:
    """An article or a failure with its key and digest.

    An article's key is its identifier, so that one that is changed later takes the place of the earlier one;
    where it came from does not matter. Failures of one identifier may be several, and each is its own key.

    Args:
        content: The article, as `luksia_nlp.reading.sources.articles_of` gives it, or the failure.

    Example:
        >>> eka, toka = item_of(Article("Lohja", "1")), item_of(Article("Lohja", "1", source="a.txt"))
        >>> eka.key, eka.digest == toka.digest
        ('a1', True)
    """
    if isinstance(content, Failure):
        digest = _digest({**_of_failure(content), "source": None})
        return Item(f"f{content.article_id}\x00{digest.hex()}", digest, content)
    values = _of_article(content)
    return Item(f"a{content.article_id}", _digest({**values, "source": None}), content)


def _digest(values: dict[str, Any]) -> bytes:
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return blake2b(text.encode("utf-8"), digest_size=_DIGEST).digest()


def write_items(items: Sequence[Item], path: Path) -> None:
    """Write the items of a shard to a Parquet file."""
    table = pa.table(
        {
            "key": pa.array([item.key for item in items], pa.string()),
            "digest": pa.array([item.digest for item in items], pa.binary(_DIGEST)),
            "content": pa.array([_text(item.content) for item in items], pa.string()),
        }
    )
    pq.write_table(table, path, compression="zstd")


def read_contents(path: Path) -> list[Article | Failure]:
    """The articles and failures of a shard, in their order."""
    return [_content(text) for text in pq.read_table(path, columns=["content"]).column(0).to_pylist()]


def _text(content: Article | Failure) -> str:
    values = _of_failure(content) if isinstance(content, Failure) else _of_article(content)
    return json.dumps(values, ensure_ascii=False)


def _content(text: str) -> Article | Failure:
    values = json.loads(text)
    if "stage" in values:
        return Failure(**values)
    published = values["published"]
    if published is not None:
        is_day = len(published) == len("2026-03-05")
        values["published"] = (date if is_day else datetime).fromisoformat(published)
    return Article(**{**values, "notes": tuple(values["notes"])})


def _of_failure(failure: Failure) -> dict[str, Any]:
    return {field.name: getattr(failure, field.name) for field in fields(Failure)}


def _of_article(article: Article) -> dict[str, Any]:
    return {
        "text": article.text,
        "article_id": article.article_id,
        "title": article.title,
        "published": None if article.published is None else article.published.isoformat(),
        "source": article.source,
        "metadata": {str(key): plain(value) for key, value in article.metadata.items()},
        "notes": list(article.notes),
    }


def plain(value: Any) -> bool | int | float | str | None:
    """A value of an article's metadata as JSON holds it; what the table `articles` would make a text is one.

    Example:
        >>> plain(date(2026, 3, 5)), plain(3), plain(None)
        ('2026-03-05', 3, None)
    """
    if value is None or type(value) in (bool, int, float, str):
        kept: bool | int | float | str | None = value
        return kept
    return str(value)


def mention_table(mentions: Iterable[Mention]) -> pa.Table:
    """Mentions, as their article by itself has them, as an Arrow table."""
    return _table(mentions, _MENTIONS)


def quote_table(quotes: Iterable[Quote]) -> pa.Table:
    """Quotes, as their article by itself has them, as an Arrow table."""
    return _table(quotes, _QUOTES)


def mentions_by_article(table: pa.Table) -> Iterator[tuple[str, list[Mention]]]:
    """The mentions of each article that has any, in the table's order; those of one stand in a row.

    Example:
        >>> maininta = Mention("1", 0, 0, 5, "Lohja", "GPE", "place", "Lohja", 0.9, "lexicon")
        >>> [(nimi, len(osa)) for nimi, osa in mentions_by_article(mention_table([maininta]))]
        [('1', 1)]
    """
    return _by_article(table, _MENTIONS, Mention)


def quotes_by_article(table: pa.Table) -> Iterator[tuple[str, list[Quote]]]:
    """The quotes of each article that has any, as `mentions_by_article` gives mentions.

    Example:
        >>> mistä, kuka = ("sanoo", 9, "sanoa"), ("Salo", 15, None)
        >>> sanottu = Quote("1", 0, 0, "direct", 1, 6, "Sataa", None, *mistä, *kuka, 0.9, "name")
        >>> [(nimi, osa == [sanottu]) for nimi, osa in quotes_by_article(quote_table([sanottu]))]
        [('1', True)]
    """
    return _by_article(table, _QUOTES, Quote)


def _table(records: Iterable[Mention] | Iterable[Quote], schema: pa.Schema) -> pa.Table:
    found = list(records)
    return pa.table({name: [getattr(one, name) for one in found] for name in schema.names}, schema=schema)


def _by_article(
    table: pa.Table, schema: pa.Schema, record: Callable[..., _Found]
) -> Iterator[tuple[str, list[_Found]]]:
    columns = [table.column(name).to_pylist() for name in schema.names]
    found: list[_Found] = []
    for values in zip(*columns, strict=True):
        one = record(*values)
        if found and found[0].article_id != one.article_id:
            yield found[0].article_id, found
            found = []
        found.append(one)
    if found:
        yield found[0].article_id, found
