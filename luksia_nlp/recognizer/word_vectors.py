"""Vectors of words and of parts of words, from the table that floret made."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

from luksia_nlp.errors import RecognizerError
from luksia_nlp.recognizer.model_files import read_file

Floats = npt.NDArray[np.float32]
# Distinct words whose vectors are kept, some 0.7 kB each. Of 480,000 running words of news, with 103,000
# distinct ones, 9,000 vectors are then made again.
_KEPT = 50_000
# Characters of a word that are read at all, so that a megabyte without a space costs nothing.
_READ_CHARACTERS = 200
# The table was made by floret (https://github.com/explosion/floret); these are the settings it was made with.
_SHORTEST, _LONGEST, _HASHES, _SEED = 4, 5, 2, 2166136261
# Added to a length before dividing by it, which may be none.
NEARLY_ZERO = np.float32(1e-6)


class WordVectors:
    """A vector for every word, known or not: the mean of its rows in a table, all of one length.

    Args:
        table: The rows, as small integers.
        scale: What to multiply each column of the table with.
    """

    def __init__(self, table: npt.NDArray[np.int8], scale: Floats) -> None:
        self.table = table
        self.scale = scale
        self.vector = lru_cache(_KEPT)(self._vector)

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return int(self.table.shape[1])

    def forget(self) -> None:
        """Empty the memory of words."""
        self.vector.cache_clear()

    def _vector(self, word: str) -> Floats:
        rows = vector_rows(shortened(word), len(self.table))
        vector: Floats = self.table[rows].mean(axis=0, dtype=np.float32) * self.scale
        # Frequent words have vectors five times as long as rare ones; only the direction tells of meaning.
        length = np.float32(np.linalg.norm(vector)) + NEARLY_ZERO
        return vector * (np.float32(np.sqrt(len(vector))) / length)


@lru_cache(maxsize=2)
def read_vectors(path: Path, digest: str, remedy: str) -> WordVectors:
    """The word vectors of a model's file; a file that was read before is not read again.

    Args:
        path: The file.
        digest: Its SHA-256.
        remedy: What to do where it is missing or damaged.

    Raises:
        RecognizerError: It is missing or damaged.
    """
    with np.load(BytesIO(read_file(path, digest, remedy, RecognizerError))) as arrays:
        return WordVectors(arrays["table"], arrays["scale"])


def vector_rows(word: str, rows: int) -> list[int]:
    """The rows that make up a word's vector: two for the word and for each of its character n-grams."""
    import mmh3

    marked = f"<{word}>"
    grams = [marked]
    for length in range(_SHORTEST, _LONGEST + 1):
        grams += [marked[place : place + length] for place in range(len(marked) - length + 1)]
    found = []
    for gram in grams:
        low, _ = mmh3.hash64(gram.encode(), _SEED, signed=False)
        found += [(low & 0xFFFFFFFF) % rows, (low >> 32) % rows][:_HASHES]
    return found


def shortened(word: str) -> str:
    """A word without its middle where it is too long to be a word."""
    if len(word) <= _READ_CHARACTERS:
        return word
    half = _READ_CHARACTERS // 2
    return word[:half] + word[-half:]
