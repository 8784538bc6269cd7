"""A long text in windows that a model reads one by one; sentences joined to a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

# Marks that end a sentence within a paragraph; after a sentence without one, most texts break the line.
_FINAL = frozenset('.!?…:"”»)')
BREAK = "\n\n"


class Window(NamedTuple):
    """A stretch of tokens read at once, and the part of it whose labels are kept.

    The tokens around the part that is kept are read for their context only.
    """

    first: int
    last: int
    keep_first: int
    keep_last: int


def joined(sentences: Iterable[Sequence[str]]) -> tuple[list[str], list[int]]:
    r"""Sentences as one text, a break after each that ends like a headline, and where each begins.

    Example:
        >>> joined([["Lohja", "juhlii"], ["Kyllä", "."]])
        (['Lohja', 'juhlii', '\n\n', 'Kyllä', '.'], [0, 3])
    """
    tokens: list[str] = []
    starts = []
    for sentence in sentences:
        starts.append(len(tokens))
        tokens += sentence
        if sentence and sentence[-1] not in _FINAL:
            tokens.append(BREAK)
    return tokens, starts


def windows(lengths: Sequence[int], size: int, margin: int) -> Iterator[Window]:
    """Windows over tokens, overlapping so that every kept token has context on both sides.

    Args:
        lengths: How many pieces each token has.
        size: How many pieces a window may hold.
        margin: How many pieces on either side of what is kept are read for context only.

    Yields:
        Windows whose kept parts follow each other without gap or overlap.
    """
    total = len(lengths)
    keep_first = 0
    while keep_first < total:
        first = _back(lengths, keep_first, margin)
        last, room = first, size
        while last < total and (lengths[last] <= room or last <= keep_first):
            room -= lengths[last]
            last += 1
        keep_last = total if last == total else max(keep_first + 1, _back(lengths, last, margin))
        yield Window(first, last, keep_first, keep_last)
        keep_first = keep_last


def _back(lengths: Sequence[int], place: int, pieces: int) -> int:
    """The token so many pieces before a place, or the first."""
    while place > 0 and pieces >= lengths[place - 1]:
        place -= 1
        pieces -= lengths[place]
    return place
