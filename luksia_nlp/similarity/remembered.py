"""Vectors of texts that were seen lately, so that a text that comes again costs nothing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np

from luksia_nlp.recognizer.word_vectors import Floats

# Distinct texts whose vectors are kept: some 500 numbers of 4 bytes each, some 40 MB.
_MOST = 20_000


class Remembered:
    """What turns texts into rows of numbers, each distinct text once; several threads may ask.

    Args:
        rows: Gives a row for each text.
        most: How many texts' rows are kept, those that were asked for last.

    Example:
        >>> pituudet = Remembered(lambda texts: np.array([[len(text)] for text in texts], np.float32))
        >>> pituudet.rows(["Lohja", "Hanko", "Lohja"])[:, 0].tolist()
        [5.0, 5.0, 5.0]
    """

    def __init__(self, rows: Callable[[Sequence[str]], Floats], most: int = _MOST) -> None:
        self._rows = rows
        self._most = most
        self._known: OrderedDict[str, Floats] = OrderedDict()
        self._lock = Lock()

    def rows(self, texts: Sequence[str]) -> Floats:
        """A row for each of some texts, of which there is at least one."""
        with self._lock:
            found = {text: self._known[text] for text in texts if text in self._known}
        new = [text for text in dict.fromkeys(texts) if text not in found]
        if new:
            found |= {text: row.copy() for text, row in zip(new, self._rows(new), strict=True)}
        with self._lock:
            for text in dict.fromkeys(texts):
                self._known[text] = found[text]
                self._known.move_to_end(text)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return np.stack([found[text] for text in texts])
