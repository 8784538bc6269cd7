"""What is done with one shard, wherever it is done: its articles are analysed, its results are written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from luksia_nlp.analyzer import Analyzer
from luksia_nlp.archive.records_on_disk import mention_table, plain, quote_table
from luksia_nlp.archive.shards import Done, Shard
from luksia_nlp.errors import EngineError
from luksia_nlp.reading.duplicates import exact, signature
from luksia_nlp.reading.progress import words_of
from luksia_nlp.records import Article, ArticleResult, Failure, Mention, Quote
from luksia_nlp.tables.article_rows import rows_of
from luksia_nlp.tables.frames import kind_of_value, table_of
from luksia_nlp.tables.schemas import SCHEMAS

# The tables of one article by itself that a shard writes as they are; `articles`, `mentions` and
# `quotes` are made ready when articles are looked at together.
AS_THEY_ARE = ("sentences", "themes", "article_themes", "failures")
_CARRIED, _SIGNATURE, _EXACT = "carried", "signature", "exact"


# Is told after each article how many words it has, and whether it failed.
Tell = Callable[[int, bool], None]


def analyse_shard(
    shard: Shard,
    analyzer: Analyzer,
    tell: Tell,
    one_by_one: bool = False,
    deadly: Mapping[int, str] | None = None,
) -> Done:
    """Analyse a shard and write its results, unless they are there.

    Args:
        shard: The shard.
        analyzer: What analyses.
        tell: Is told of each article.
        one_by_one: Whether each article is marked on the disk and analysed alone, since one of them killed
            the process before.
        deadly: Places of articles that killed a process, with what is to be said of each.

    Returns:
        What the shard says of itself now.

    Raises:
        OutputError: The results cannot be written.
    """
    if shard.is_done:
        return shard.done()
    shard.unmark()
    content, found = shard.content, _Found()
    for result in _results(shard, analyzer, one_by_one, deadly or {}):
        words = found.add(result)
        tell(words, isinstance(result, Failure))
    shard.unmark()  # what goes wrong from here on is no article's fault
    done = Done(
        found.n_articles,
        found.n_failures,
        found.n_words,
        content,
        found.kinds(),
        dict(analyzer.made_with),
    )
    shard.finish(found.tables(), done)
    return shard.done()


def _results(
    shard: Shard, analyzer: Analyzer, one_by_one: bool, deadly: Mapping[int, str]
) -> Iterator[ArticleResult | Failure]:
    contents = [
        _killed(content, deadly[place]) if place in deadly else content
        for place, content in enumerate(shard.contents())
    ]
    if not one_by_one:
        yield from analyzer.stream(contents)
        return
    for place, content in enumerate(contents):
        shard.mark(place)
        yield from analyzer.stream([content])


def _killed(content: Article | Failure, message: str) -> Failure:
    return Failure.of(EngineError(message), content.article_id or "", content.source, "engine")


class _Found:
    """The rows of a shard's tables."""

    def __init__(self) -> None:
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("articles", *AS_THEY_ARE)}
        self._mentions: list[Mention] = []
        self._quotes: list[Quote] = []
        self._carried: list[str] = []
        self._signatures: list[bytes] = []
        self._exacts: list[bytes] = []
        self._kinds: dict[str, set[str]] = {}
        self.n_words = 0

    @property
    def n_articles(self) -> int:
        return len(self._rows["articles"])

    @property
    def n_failures(self) -> int:
        return len(self._rows["failures"])

    def add(self, result: ArticleResult | Failure) -> int:
        """Take in one article; the number of its words."""
        rows = rows_of(result)
        for name, found in rows.items():
            self._rows[name] += found
        if not isinstance(result, ArticleResult) or not rows.get("articles"):
            return 0
        self._mentions += result.mentions
        self._quotes += result.quotes
        self._signatures.append(signature(result.document.text))
        self._exacts.append(exact(result.document.text))
        self._carry(rows["articles"][0])
        words = words_of(result)
        self.n_words += words
        return words

    def _carry(self, row: Mapping[str, Any]) -> None:
        own = {column.name for column in SCHEMAS["articles"].columns}
        carried = {name: plain(value) for name, value in row.items() if name not in own}
        for name, value in carried.items():
            if value is not None:
                self._kinds.setdefault(name, set()).add(kind_of_value(value))
        self._carried.append(json.dumps(carried, ensure_ascii=False))

    def kinds(self) -> dict[str, list[str]]:
        """The kinds of values of each carried column."""
        return {name: sorted(kinds) for name, kinds in sorted(self._kinds.items())}

    def tables(self) -> dict[str, pa.Table]:
        """All tables of results."""
        own = [column.name for column in SCHEMAS["articles"].columns]
        rows = [{name: row.get(name) for name in own} for row in self._rows["articles"]]
        articles = _arrow("articles", rows)
        articles = articles.append_column(_CARRIED, pa.array(self._carried, pa.string()))
        articles = articles.append_column(_SIGNATURE, pa.array(self._signatures, pa.binary()))
        articles = articles.append_column(_EXACT, pa.array(self._exacts, pa.binary()))
        tables = {name: _arrow(name, self._rows[name]) for name in AS_THEY_ARE}
        raw = {"mentions": mention_table(self._mentions), "quotes": quote_table(self._quotes)}
        return {"articles": articles, **raw, **tables}


def _arrow(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pandas(table_of(SCHEMAS[name], rows), preserve_index=False)
