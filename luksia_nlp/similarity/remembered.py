"""Vectors of sentences that were seen lately, so that a sentence that comes again costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from luksia_nlp.recognizer.word_vectors import Floats

# Distinct sentences whose vectors are kept: some 500 numbers of 4 bytes each, some 40 MB.
_MOST = 20_000


class Remembered:
    """What turns texts into rows of numbers, each distinct text once.

    Args:
        rows: Gives a row for each text.
        most: How many texts' rows are kept.
    """

    def __init__(self, rows: Callable[[Sequence[str]], Floats], most: int = _MOST) -> None:
        self._rows = rows
        self._most = most
        self._known: dict[str, Floats] = {}

    def rows(self, texts: Sequence[str]) -> Floats:
        """A row for each of some texts, of which there is at least one."""
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        fresh = dict(zip(new, self._rows(new), strict=True)) if new else {}
        rows: Floats = np.stack([fresh[text] if text in fresh else self._known[text] for text in texts])
        self._known |= fresh
        while len(self._known) > self._most:
            self._known.pop(next(iter(self._known)))
        return rows
