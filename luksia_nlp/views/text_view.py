"""A text beside the text it was made of, and which characters of that each of its own stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

# Where a text is to be changed: its characters `start:end`, and what stands there instead.
Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class TextView:
    """A text as it is read.

    Args:
        text: What is read.
        starts: For each of its characters where in the original what it stands for begins.
        ends: And where that ends.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str) -> TextView:
        """A text as it stands."""
        return cls(text, range(len(text)), range(1, len(text) + 1))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original some characters, one at least, stand.

        Example:
            >>> TextView.of("Loh-ja").edited([(3, 4, "")]).original(0, 5)
            (0, 6)
        """
        return self.starts[start], self.ends[end - 1]

    def edited(self, edits: Iterable[Edit]) -> TextView:
        """The text with some changes, given in the order of the text; one that overlaps the last is left out.

        Example:
            >>> TextView.of("Vi&auml;ty").edited([(2, 8, "ä")]).text
            'Viäty'
        """
        texts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for start, end, new in edits:
            if start < at:
                continue
            texts += (self.text[at:start], new)
            starts += self.starts[at:start]
            ends += self.ends[at:start]
            if len(new) == end - start:
                starts += self.starts[start:end]
                ends += self.ends[start:end]
            else:
                first, last = self._around(start, end)
                starts += [first] * len(new)
                ends += [last] * len(new)
            at = end
        if not texts:
            return self
        texts.append(self.text[at:])
        return TextView("".join(texts), [*starts, *self.starts[at:]], [*ends, *self.ends[at:]])

    def _around(self, start: int, end: int) -> tuple[int, int]:
        """What in the original `start:end` stands for; for an empty place the place itself."""
        if start < end:
            return self.original(start, end)
        place = self.ends[start - 1] if start else 0
        return place, place

    def replaced(self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> TextView:
        r"""The text with what a pattern finds replaced.

        Args:
            pattern: What is replaced.
            new: What stands there instead, or what makes it of a match.

        Example:
            >>> TextView.of("Loh\xadja").replaced(re.compile("\xad"), "").text
            'Lohja'
        """
        return self.edited(
            (match.start(), match.end(), new if isinstance(new, str) else new(match))
            for match in pattern.finditer(self.text)
        )
