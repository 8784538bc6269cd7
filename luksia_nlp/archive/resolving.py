"""What the names in shards mean over all of them: the mentions to be resolved, and the rows made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from luksia_nlp.archive.current import Current
from luksia_nlp.archive.records_on_disk import mentions_by_article, quotes_by_article
from luksia_nlp.archive.shards import Shard
from luksia_nlp.entities import ArticleMentions, Resolution, Resolved
from luksia_nlp.reading.progress import Pauses
from luksia_nlp.tables.article_rows import Row
from luksia_nlp.tables.entity_rows import mention_row
from luksia_nlp.tables.quote_rows import quote_rows


class Passes:
    """The mentions of each article of an archive, read anew in each pass."""

    def __init__(self, shards: Sequence[Shard], current: Current, tell: Callable[[str], None]) -> None:
        self._shards, self._current, self._tell = shards, current, tell
        self._pauses, self._number = Pauses(first=True), 0

    def __call__(self) -> Iterator[ArticleMentions]:
        """A new pass."""
        self._number += 1
        for place, shard in enumerate(self._shards):
            if self._pauses.is_time():
                self._tell(f"Names: pass {self._number}, shard {place + 1:,} of {len(self._shards):,}")
            dates = self._current.table(shard, "articles", ["article_id", "published"])
            published = dict(
                zip(dates["article_id"].to_pylist(), dates["published"].to_pylist(), strict=True)
            )
            for article_id, mentions in mentions_by_article(self._current.table(shard, "mentions")):
                yield ArticleMentions(article_id, published[article_id], mentions)


def rows_by_shard(
    shards: Sequence[Shard], current: Current, resolution: Resolution
) -> Iterator[tuple[Shard, Mapping[str, list[Row]]]]:
    """Each shard with the rows of its mentions and quotes."""
    articles = resolution.articles()
    waiting = next(articles, None)
    for shard in shards:
        own = set(current.table(shard, "articles", ["article_id"])["article_id"].to_pylist())
        mentions: dict[str, list[Resolved]] = {}
        while waiting is not None and waiting[0] in own:
            mentions[waiting[0]] = waiting[1]
            waiting = next(articles, None)
        rows = {"mentions": [mention_row(one) for found in mentions.values() for one in found], "quotes": []}
        for name, quotes in quotes_by_article(current.table(shard, "quotes")):
            if name not in resolution.broken:
                rows["quotes"] += quote_rows(quotes, mentions.get(name, ()))
        yield shard, rows
    if waiting is not None:  # passes and shards have the same order, or mentions would be lost
        raise AssertionError(f"The article {waiting[0]!r} comes in no shard in its turn.")
