"""How tokens become a model's input: subword pieces and word vectors.

Training and recognition share this module, so that a trained model always sees what it was trained on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from luksia_nlp.recognizer.word_vectors import Floats, WordVectors, shortened

# Distinct tokens whose pieces are kept, some 0.2 kB each.
_KEPT = 50_000
# A token of more pieces is a link or noise; its first pieces and its ending say what it is.
LONGEST_TOKEN = 16
# Pieces of its end that such a token keeps: enough for a Finnish ending with its clitics.
_ENDING = 4
# Marks that stand close to the word before them, and so have no space before their first piece.
_CLOSE_TO_THE_LEFT = frozenset(".,:;!?)]}%»”’…")
_META = "▁"

Integers = npt.NDArray[np.int64]


class Special(NamedTuple):
    """The pieces that stand for no text, by their place in the vocabulary."""

    first: int = 0
    padding: int = 1
    last: int = 2
    unknown: int = 3
    mask: int = 4


SPECIAL = Special()


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
        vectors: The words' vectors.
    """

    def __init__(self, pieces: bytes, vectors: WordVectors) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor: Any = SentencePieceProcessor(model_proto=pieces)
        self._vectors = vectors
        self.pieces = lru_cache(_KEPT)(self._pieces)

    @property
    def vocabulary_size(self) -> int:
        """How many pieces there are, the special ones among them."""
        return int(self._processor.get_piece_size())

    @property
    def vector_width(self) -> int:
        """How many numbers a word vector has."""
        return self._vectors.width

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
            np.stack([self._vectors.vector(token) for token in tokens])
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
        self._vectors.forget()

    def _pieces(self, token: str) -> tuple[int, ...]:
        if not token.strip():  # a line break: what it parts belongs together less than two sentences do
            return (SPECIAL.last,)
        text = unicodedata.normalize("NFKC", shortened(token)).strip().replace(" ", _META)
        if not all(character in _CLOSE_TO_THE_LEFT for character in text):
            text = _META + text
        ids = tuple(self._processor.encode(text)) or (SPECIAL.unknown,)
        return ids if len(ids) <= LONGEST_TOKEN else ids[: LONGEST_TOKEN - _ENDING] + ids[-_ENDING:]
