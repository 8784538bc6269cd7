"""A source -> shards: which articles are new, and which of them are analysed together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from luksia_nlp.archive.known import Known, State
from luksia_nlp.archive.records_on_disk import Item, item_of
from luksia_nlp.archive.shards import Shard
from luksia_nlp.records import Article, Failure

# So many shards later they are twice as large, up to the most characters, so that a hundred articles are
# shared evenly among processes and millions make thousands of files; the largest shard is a quarter of an
# hour's work.
_DOUBLED_AFTER, _MOST_CHARACTERS = 500, 2_000_000


@dataclass
class Reading:
    """How far the reading of a source is, and what it found.

    Args:
        n_read: Articles and failures that were read.
        n_new: Those that the archive did not know.
        n_changed: Those whose text, title, date or metadata had changed.
        taken_over: The identifiers of those that came from another file than before: perhaps two articles
            have one identifier.
        numbers: The shards that were cut.
        is_complete: Whether all was read.
    """

    n_read: int = 0
    n_new: int = 0
    n_changed: int = 0
    taken_over: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    is_complete: bool = False


class SourceChanged(Exception):  # noqa: N818  # no error: what runs the archive takes it up
    """A shard that is there was cut from other articles than the source has now."""


def cut(
    contents: Iterable[Article | Failure],
    known: Known,
    reading: Reading,
    put: Callable[[int, list[Item]], None],
    first: int,
    characters: int,
) -> Iterator[int]:
    """Cut what an archive does not know into shards, in the source's order.

    Where the shards end depends on the articles alone, so that any process cuts the same source alike.

    Args:
        contents: The source's articles and failures.
        known: What the archive knows.
        reading: Is brought up to date.
        put: Is given the number and the items of each shard.
        first: The number of the first shard.
        characters: How many characters a shard has at least, at first.

    Yields:
        The numbers of the shards.
    """
    items: list[Item] = []
    size, number = 0, first
    for content in contents:
        item = item_of(content)
        reading.n_read += 1
        state = known.state(item)
        if state is State.SAME:
            continue
        reading.n_new += state is State.NEW
        reading.n_changed += state is State.CHANGED
        if state is State.CHANGED and known.is_elsewhere(item):
            reading.taken_over.append(content.article_id or "")
        items.append(item)
        size += _length(content)
        if size >= _least(number - first, characters):
            put(number, items)
            reading.numbers.append(number)
            yield number
            items, size, number = [], 0, number + 1
    if items:
        put(number, items)
        reading.numbers.append(number)
        yield number
    reading.is_complete = True


def put_on_disk(archive: Path, number: int, items: list[Item]) -> None:
    """Keep a shard's input on the disk, unless it is there.

    Raises:
        OutputError: It cannot be written.
        SourceChanged: The shard of this number was cut from other articles.
    """
    shard = Shard(archive, number)
    if not shard.is_put:
        shard.put(items)
    elif not shard.holds(items):
        raise SourceChanged


def _least(place: int, characters: int) -> int:
    """The characters that the shard at a place has at least."""
    return max(characters, min(characters << (place // _DOUBLED_AFTER), _MOST_CHARACTERS))


def _length(content: Article | Failure) -> int:
    return len(content.message) if isinstance(content, Failure) else len(content.full_text)
