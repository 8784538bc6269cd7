"""What is marked in an article's text, and how marks that overlap are cut so that each can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

# From the outermost to the innermost: what is said may hold themes, and those may hold names.
_LAYERS = ("title", "paragraph", "quote", "theme", "other", "place", "organisation", "person")


@dataclass(frozen=True)
class Mark:
    """A stretch of a text that is marked.

    Args:
        start: Index of its first character.
        end: Index after its last character.
        kind: `quote`, `theme`, `person`, `organisation`, `place` or `other`; or what the text is made of:
            `title` and `paragraph`.
        note: What is told of it.
        counts: Whether it counts; a theme hit may not.
    """

    start: int
    end: int
    kind: str
    note: str = ""
    counts: bool = True

    @property
    def order(self) -> tuple[int, int, int, str]:
        """What sorts the outer marks before the inner ones: by kind, then the earlier, the longer."""
        return _LAYERS.index(self.kind), self.start, -self.end, self.note


@dataclass(frozen=True)
class Stretch:
    """A part of a text under the same marks from its start to its end.

    Args:
        start: Index of its first character.
        end: Index after its last character.
        marks: The marks, the outermost first.
    """

    start: int
    end: int
    marks: tuple[Mark, ...]


def stretches(length: int, marks: Iterable[Mark]) -> Iterator[Stretch]:
    """A text cut wherever a mark begins or ends.

    Args:
        length: The number of characters of the text; what marks reach beyond is left out.
        marks: The marks, in any order.

    Yields:
        Every character once, in order.

    Example:
        >>> sitaatti, nimi = Mark(0, 8, "quote"), Mark(5, 12, "person")
        >>> [(osa.start, osa.end, [m.kind for m in osa.marks]) for osa in stretches(15, [nimi, sitaatti])]
        [(0, 5, ['quote']), (5, 8, ['quote', 'person']), (8, 12, ['person']), (12, 15, [])]
    """
    # Marks of the same place and note are one: a text may be found twice.
    own = {m for m in marks if 0 <= m.start < min(m.end, length)}
    begins: dict[int, list[Mark]] = {}
    for mark in own:
        begins.setdefault(mark.start, []).append(mark)
    bounds = sorted({0, length, *begins, *(min(mark.end, length) for mark in own)})
    running: list[Mark] = []
    for start, end in pairwise(bounds):
        running = [mark for mark in running if mark.end > start] + begins.get(start, [])
        running.sort(key=lambda mark: mark.order)
        yield Stretch(start, end, tuple(running))
