"""How tokens become the recognizer's input: subword pieces, word vectors, and windows over a long text.

Training and recognition share this module, so that a trained network always sees what it was trained on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

# Distinct tokens whose pieces and vectors are kept; a million running words of news hold some 150,000.
CACHE_SIZE = 100_000
# A token of more pieces is a link or noise; its first pieces and its ending say what it is.
LONGEST_TOKEN = 16
_ENDING = 4
# Characters of a token that are read at all, so that a megabyte without a space costs nothing.
_READ_CHARACTERS = 200
# Marks that stand close to the word before them, and so have no space before their first piece.
_CLOSE_TO_THE_LEFT = frozenset(".,:;!?)]}%»”’…")
_META = "▁"

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]


class Special(NamedTuple):
    """The pieces that stand for no text, by their place in the vocabulary."""

    first: int = 0
    padding: int = 1
    last: int = 2
    unknown: int = 3
    mask: int = 4


SPECIAL = Special()


class Window(NamedTuple):
    """A stretch of tokens read at once, and the part of it whose labels are kept.

    The tokens around the part that is kept are read for their context only.
    """

    first: int
    last: int
    keep_first: int
    keep_last: int


@dataclass(frozen=True, slots=True)
class EncodedWindow:
    """One window as arrays.

    Args:
        pieces: The pieces' numbers, with the marks of beginning and end around them.
        word_of: For each piece the token it belongs to, counted from 1; 0 for the marks.
        starts: For each token the place of its first piece.
        ends: For each token the place of its last piece.
        vectors: For each token its word vector.
    """

    pieces: Integers
    word_of: Integers
    starts: Integers
    ends: Integers
    vectors: Floats


class TokenEncoder:
    """Pieces and word vectors of tokens.

    Args:
        pieces: A serialized SentencePiece model over a vocabulary that begins with the special pieces.
        table: The rows of the word vectors' table, as small integers.
        scale: What to multiply each column of the table with.
    """

    def __init__(self, pieces: bytes, table: npt.NDArray[np.int8], scale: Floats) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor: Any = SentencePieceProcessor(model_proto=pieces)
        self._table = table
        self._scale = scale
        self.pieces = lru_cache(CACHE_SIZE)(self._pieces)
        self.vector = lru_cache(CACHE_SIZE)(self._vector)

    @property
    def vocabulary_size(self) -> int:
        """How many pieces there are, the special ones among them."""
        return int(self._processor.get_piece_size())

    @property
    def vector_width(self) -> int:
        """How many numbers a word vector has."""
        return int(self._table.shape[1])

    def encode(self, tokens: Sequence[str]) -> EncodedWindow:
        """The arrays of one window."""
        ids, word_of, starts, ends = [SPECIAL.first], [0], [], []
        for number, token in enumerate(tokens, start=1):
            pieces = self.pieces(token)
            starts.append(len(ids))
            ids += pieces
            word_of += [number] * len(pieces)
            ends.append(len(ids) - 1)
        ids.append(SPECIAL.last)
        word_of.append(0)
        vectors = (
            np.stack([self.vector(token) for token in tokens])
            if tokens
            else np.zeros((0, self.vector_width), np.float32)
        )
        ids_, word_of_, starts_, ends_ = (np.array(v, np.int64) for v in (ids, word_of, starts, ends))
        return EncodedWindow(ids_, word_of_, starts_, ends_, vectors)

    def lengths(self, tokens: Sequence[str]) -> list[int]:
        """How many pieces each token has."""
        return [len(self.pieces(token)) for token in tokens]

    def forget(self) -> None:
        """Empty the memory of tokens."""
        self.pieces.cache_clear()
        self.vector.cache_clear()

    def _pieces(self, token: str) -> tuple[int, ...]:
        if not token.strip():  # a line break: what it parts belongs together less than two sentences do
            return (SPECIAL.last,)
        text = unicodedata.normalize("NFKC", _shortened(token)).strip().replace(" ", _META)
        if not all(character in _CLOSE_TO_THE_LEFT for character in text):
            text = _META + text
        ids = tuple(self._processor.encode(text)) or (SPECIAL.unknown,)
        return ids if len(ids) <= LONGEST_TOKEN else ids[: LONGEST_TOKEN - _ENDING] + ids[-_ENDING:]

    def _vector(self, token: str) -> Floats:
        rows = vector_rows(_shortened(token), len(self._table))
        vector: Floats = self._table[rows].mean(axis=0, dtype=np.float32) * self._scale
        # Frequent words have vectors five times as long as rare ones; only the direction tells of meaning.
        length = np.float32(np.linalg.norm(vector)) + np.float32(1e-6)
        return vector * (np.float32(np.sqrt(len(vector))) / length)


# Marks that end a sentence within a paragraph; after a sentence without one, most texts break the line.
_FINAL = frozenset('.!?…:"”»)')
BREAK = "\n\n"


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


def _shortened(token: str) -> str:
    if len(token) <= _READ_CHARACTERS:
        return token
    half = _READ_CHARACTERS // 2
    return token[:half] + token[-half:]


# The table was made by floret (https://github.com/explosion/floret); these are the settings it was made with.
_SHORTEST, _LONGEST, _HASHES, _SEED = 4, 5, 2, 2166136261


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
