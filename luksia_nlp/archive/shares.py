"""How the shards of an archive are shared out among processes, such as those of a Slurm array."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luksia_nlp.errors import SettingsError

UNGUARDED = (
    "A script that calls run_archive must do so below `if __name__ == '__main__':`, since each worker "
    "process imports the script; it must be a file."
)
_SHARE = re.compile(r"(\d+)/(\d+)")


@dataclass(frozen=True)
class Share:
    """Which of an archive's shards a process takes: each `of`-th, from the `number`-th.

    Example:
        >>> [numero for numero in range(1, 7) if Share.parsed("2/3").has(numero)]
        [2, 5]
    """

    number: int = 1
    of: int = 1

    @classmethod
    def parsed(cls, text: str | None) -> Share:
        """A share as people write it, `2/3`; None is all.

        Raises:
            SettingsError: It is none.
        """
        if text is None:
            return cls()
        match = _SHARE.fullmatch(text.strip())
        number, of = (int(match[1]), int(match[2])) if match else (0, 0)
        if not 1 <= number <= of:
            raise SettingsError(f"shard = {text!r} must be I/N such as 2/8, with I from 1 to N.")
        return cls(number, of)

    def has(self, number: int) -> bool:
        """Whether a shard is of the share."""
        return number % self.of == self.number % self.of

    @property
    def is_all(self) -> bool:
        """Whether it is the whole archive."""
        return self.of == 1
