"""Which articles an archive holds already: their keys and digests, in a few bytes each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

from luksia_nlp.archive.records_on_disk import Item
from luksia_nlp.archive.shards import Shard

# Keys are known by 8 bytes: two of a million share them once in 10^7 archives.
_BYTES = 8
Numbers = npt.NDArray[np.uint64]


class State(Enum):
    """What an archive knows of an article: nothing, another text of it, or this very one."""

    NEW, CHANGED, SAME = "new", "changed", "same"


class Known:
    """The items of some shards; of one key in several shards the last counts.

    Args:
        shards: The shards, in the order of their numbers.
    """

    def __init__(self, shards: Iterable[Shard]) -> None:
        numbers: list[int] = []
        places: list[Numbers] = []
        digests: list[Numbers] = []
        sources: list[Numbers] = []
        for shard in shards:
            keys = shard.keys()
            places.append(np.array([number_of(key) for key in keys["key"].to_pylist()], np.uint64))
            sources.append(np.array([number_of(place) for place in keys["place"].to_pylist()], np.uint64))
            digests.append(_first_bytes(keys["digest"].to_pylist()))
            numbers += [shard.number] * len(keys)
        keys_found = np.concatenate([np.zeros(0, np.uint64), *places])
        digests_found = np.concatenate([np.zeros(0, np.uint64), *digests])
        shard_numbers = np.array(numbers, np.uint32)
        order = np.lexsort((np.arange(len(keys_found)), keys_found))
        ordered = keys_found[order]
        last = np.append(ordered[1:] != ordered[:-1], True) if len(order) else np.zeros(0, bool)
        chosen = order[last]
        self._keys = keys_found[chosen]
        self.has_repeats = len(chosen) < len(keys_found)
        self._digests = digests_found[chosen]
        self._shards = shard_numbers[chosen]
        self._sources = np.concatenate([np.zeros(0, np.uint64), *sources])[chosen]
        self._seen = np.zeros(len(chosen), bool)

    def state(self, item: Item) -> State:
        """What is known of an item, which counts as seen from now on."""
        place = self._place(number_of(item.key))
        if place is None:
            return State.NEW
        self._seen[place] = True
        same = int(self._digests[place]) == int.from_bytes(item.digest[:_BYTES], "big")
        return State.SAME if same else State.CHANGED

    def is_elsewhere(self, item: Item) -> bool:
        """Whether what is known under an item's key came from another place."""
        place = self._place(number_of(item.key))
        return place is not None and int(self._sources[place]) != number_of(item.place)

    def shard_number(self, key: str) -> int | None:
        """The shard whose item of a key counts; None where there is none."""
        place = self._place(number_of(key))
        return None if place is None else int(self._shards[place])

    def unseen(self) -> frozenset[int]:
        """The numbers of keys that were not seen since the items were read."""
        return frozenset(self._keys[~self._seen].tolist())

    def _place(self, number: int) -> int | None:
        place = int(np.searchsorted(self._keys, np.uint64(number)))
        found = place < len(self._keys) and int(self._keys[place]) == number
        return place if found else None


def number_of(key: str) -> int:
    """The number that stands for a key.

    Example:
        >>> number_of("a1") == number_of("a2")
        False
    """
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest(), "big")


def _first_bytes(digests: Sequence[bytes]) -> Numbers:
    found: Any = [int.from_bytes(digest[:_BYTES], "big") for digest in digests]
    return np.array(found, np.uint64)
