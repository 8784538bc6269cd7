"""Which results of an archive's shards still count: of an article that was changed only the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from luksia_nlp.archive.known import Known, number_of
from luksia_nlp.archive.records_on_disk import item_of
from luksia_nlp.archive.shards import Shard
from luksia_nlp.records import Failure

# Stages at which what a source gives is no article yet.
_BEFORE = frozenset({"read", "check"})


class Current:
    """The results of an archive that count.

    Args:
        shards: All shards.
        unseen: Numbers of the keys that the last reading of the source did not see.
    """

    def __init__(self, shards: Sequence[Shard], unseen: Set[int]) -> None:
        self._known = Known(shards)
        self._unseen = unseen
        self._found: dict[int, frozenset[str]] = {}

    def table(self, shard: Shard, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A table of a shard's results, without what does not count any more.

        Args:
            shard: The shard.
            name: The table.
            columns: The columns that are wanted, `article_id` among them; None for all.
        """
        table = pq.read_table(shard.path(name), columns=columns)
        if name == "failures":
            rows = table.to_pylist()
            kept = [self._counts(shard, row) for row in rows]
            return table if all(kept) else table.filter(pa.array(kept, pa.bool_()))
        left_out = self._replaced(shard)
        if not left_out:
            return table
        return table.filter(pc.invert(pc.is_in(table["article_id"], pa.array(sorted(left_out)))))

    def is_whole(self, shard: Shard) -> bool:
        """Whether all articles of a shard count."""
        return not self._replaced(shard)

    def _replaced(self, shard: Shard) -> frozenset[str]:
        """The articles of a shard that a later shard has anew."""
        if not self._known.has_repeats:
            return frozenset()
        if shard.number not in self._found:
            keys = (key for key in shard.keys()["key"].to_pylist() if key[0] == "a")
            replaced = (key[1:] for key in keys if self._known.shard_number(key) != shard.number)
            self._found[shard.number] = frozenset(replaced)
        return self._found[shard.number]

    def _counts(self, shard: Shard, row: Mapping[str, Any]) -> bool:
        """Whether a failure is still one.

        One that came of reading is where the last reading of the source saw it again; one that came of
        analysing an article where that is the last text of the article.
        """
        if row["stage"] in _BEFORE:
            return number_of(item_of(Failure(**row)).key) not in self._unseen
        return self._known.shard_number(f"a{row['article_id']}") == shard.number
