"""The mean of a text's word vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from luksia_nlp.errors import RecognizerError, SimilarityError
from luksia_nlp.recognizer.manifest import VECTORS, packaged_model, read_manifest, remedy_of
from luksia_nlp.recognizer.word_vectors import NEARLY_ZERO, Floats, read_vectors

# Letters from which on a word counts no more: the shortest words are mostly function words, and beyond this
# length one is as full as another.
_FULL_WEIGHT = 8


class WordVectorEmbedder:
    """The mean of the recognizer's word vectors, which pip always installs: fast, and far less exact.

    A word counts less the shorter it is: the shortest are mostly function words.
    """

    name = "floret word vectors"

    def __init__(self) -> None:
        folder = packaged_model()
        try:
            digest = read_manifest(folder).files.get(VECTORS, "")
            self._words = read_vectors(folder / VECTORS, digest, remedy_of(folder))
        except RecognizerError as error:
            raise SimilarityError(str(error)) from error

    def vectors(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 for each text."""
        return np.stack([self.vector(text) for text in texts]) if texts else np.zeros((0, 1), np.float32)

    def vector(self, text: str) -> Floats:
        """The vector of one text, of length 1."""
        words = [word for word in _words(text) if any(letter.isalnum() for letter in word)] or [text]
        weights = np.array([min(len(word), _FULL_WEIGHT) for word in words], np.float32)
        total = weights @ np.stack([self._words.vector(word) for word in words])
        vector: Floats = total / (np.float32(np.linalg.norm(total)) + NEARLY_ZERO)
        return vector


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() or letter in "-:" else " " for letter in text).split()
