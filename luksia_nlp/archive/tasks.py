"""A shard's work, tried again where it killed a process, until what did is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from luksia_nlp.archive.shards import Shard
from luksia_nlp.errors import EngineError

# Times that a shard is tried as a whole: whatever killed the process the first time may have been another's
# hunger for memory.
_TRIES = 2


@dataclass(frozen=True)
class Task:
    """A shard to be analysed.

    Args:
        shard: The shard.
        tries: How often it has killed a process.
        deadly: Places of articles that did, with what is to be said of each.
    """

    shard: Shard
    tries: int = 0
    deadly: Mapping[int, str] = field(default_factory=dict)

    @property
    def one_by_one(self) -> bool:
        """Whether its articles are now analysed alone, to find the one that kills."""
        return self.tries >= _TRIES

    def after_death(self, how: str) -> Task:
        """The same shard, to be tried again after a process died over it.

        Args:
            how: How it died.

        Raises:
            EngineError: No article of it is at fault.
        """
        if not self.one_by_one:
            return replace(self, tries=self.tries + 1)
        place = self.shard.marked()
        if place is None or place in self.deadly:
            raise EngineError(
                f"{self.shard.folder}: a process that analyses it ends each time ({how}), and none of its "
                "articles is at fault: too little memory for the models or for its results, or a fault in a "
                "library. Try fewer workers."
            )
        deadly = dict(self.deadly)
        deadly[place] = (
            f"Analysing it ended the process each time ({how}): too little memory, or a fault in a library. "
            "The others of its shard were analysed without it."
        )
        return replace(self, tries=self.tries + 1, deadly=deadly)
