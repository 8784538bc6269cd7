"""The shards of an archive on the disk: what is to be done, and what was found.

A shard is a folder. `input.parquet` holds the articles until they are analysed, `items.parquet` their keys
and digests; `shard.json` is written last and says that all is there. Nothing in it is changed afterwards.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from luksia_nlp.archive.records_on_disk import Item, read_contents, write_items
from luksia_nlp.archive.storage import write_json, write_whole
from luksia_nlp.errors import TableError
from luksia_nlp.records import Article, Failure

# Digits of a shard's number in its name, so that names sort as numbers do; a million shards are enough.
_DIGITS = 6
_INPUT, _ITEMS, _DONE, _AT = "input.parquet", "items.parquet", "shard.json", "at.json"


def name_of(number: int) -> str:
    """The name of a shard, and of its part of each table.

    Example:
        >>> name_of(7)
        '000007'
    """
    return f"{number:0{_DIGITS}d}"


@dataclass(frozen=True)
class Done:
    """What a finished shard says of itself.

    Args:
        n_articles: Articles that were analysed.
        n_failures: Those that could not be, or not even be read.
        n_words: Words of the articles that were analysed.
        content: The digest of the items that were analysed.
        carried: For each carried column of the articles the kinds of its values.
        made_with: What made the results.
        files: The bytes of each file of results.
    """

    n_articles: int
    n_failures: int
    n_words: int
    content: str
    carried: Mapping[str, Sequence[str]]
    made_with: Mapping[str, str]
    files: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Shard:
    """A shard of an archive.

    Args:
        archive: The archive's folder.
        number: The shard's number, from 1.
    """

    archive: Path
    number: int

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.archive / "shards" / name_of(self.number)

    def path(self, table: str) -> Path:
        """The file of one of its tables of results."""
        return self.folder / f"{table}.parquet"

    def put(self, items: Sequence[Item]) -> None:
        """Write its input; the keys last, which say that the input is there.

        Raises:
            OutputError: It cannot be written.
        """
        write_whole(self.folder / _INPUT, lambda path: write_items(items, path))
        keys = pa.table(
            {
                "key": [item.key for item in items],
                "digest": [item.digest for item in items],
                "place": [item.place for item in items],
            }
        )
        keys = keys.replace_schema_metadata({"content": digest_of(items)})
        write_whole(self.folder / _ITEMS, partial(_write, keys))

    def holds(self, items: Sequence[Item]) -> bool:
        """Whether its input, or what was made of it, is of exactly these items."""
        return self.is_put and self.content == digest_of(items)

    @property
    def content(self) -> str:
        """The digest of its items."""
        metadata = pq.read_schema(self.folder / _ITEMS).metadata or {}
        return str(metadata.get(b"content", b"").decode())

    @property
    def is_put(self) -> bool:
        """Whether its input is, or was, complete."""
        there = (self.folder / _ITEMS).is_file()
        return there and ((self.folder / _INPUT).is_file() or self.is_done)

    def keys(self) -> pa.Table:
        """The keys and digests of its items."""
        return pq.read_table(self.folder / _ITEMS)

    def contents(self) -> list[Article | Failure]:
        """The articles and failures that are to be analysed."""
        return read_contents(self.folder / _INPUT)

    @property
    def is_done(self) -> bool:
        """Whether its results are complete, and are those of its items."""
        try:
            done = self.done()
            sizes = {name: (self.folder / name).stat().st_size for name in done.files}
            return sizes == dict(done.files) and done.content == self.content
        except (OSError, TableError):
            return False

    def done(self) -> Done:
        """What it says of its results.

        Raises:
            TableError: It is not finished, or damaged.
        """
        path = self.folder / _DONE
        try:
            return Done(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise TableError(f"{path}: cannot be read: {error}. Run the archive again.") from error

    def finish(self, tables: Mapping[str, pa.Table], done: Done) -> None:
        """Write its results, and say that they are complete.

        Raises:
            OutputError: They cannot be written.
        """
        sizes = {}
        for name, table in tables.items():
            path = self.path(name)
            write_whole(path, partial(_write, table))
            sizes[path.name] = path.stat().st_size
        write_json(self.folder / _DONE, {**asdict(done), "files": sizes})
        self.unmark()
        (self.folder / _INPUT).unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove all of it; what says that it is there first, so that half of it is never taken for whole."""
        for path in (self.folder / _DONE, self.folder / _ITEMS):
            path.unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def mark(self, place: int) -> None:
        """Note on the disk which of its items is analysed next, in case that kills the process."""
        write_json(self.folder / _AT, {"place": place})

    def unmark(self) -> None:
        """Forget which item was analysed last."""
        (self.folder / _AT).unlink(missing_ok=True)

    def marked(self) -> int | None:
        """The item that was analysed last, where each was marked."""
        try:
            place: int = json.loads((self.folder / _AT).read_text(encoding="utf-8"))["place"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return place


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd")


def shards_of(archive: Path, above: int = 0) -> list[Shard]:
    """The shards of an archive whose input is or was complete, in the order of their numbers.

    Args:
        archive: The archive's folder.
        above: Only those with a higher number; into others nobody looks.
    """
    numbers = sorted(int(path.name) for path in (archive / "shards").glob("[0-9]*") if path.name.isdecimal())
    shards = (Shard(archive, number) for number in numbers if number > above)
    return [shard for shard in shards if shard.is_put]


def digest_of(items: Iterable[Item]) -> str:
    """A digest of some items, in their order."""
    digest = blake2b(digest_size=16)
    for item in items:
        digest.update(item.key.encode("utf-8", "surrogatepass") + b"\x00" + item.digest)
    return digest.hexdigest()
