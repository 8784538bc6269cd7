"""An embedder that makes each text's vector once, for work that asks for the same sentences again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

import numpy as np

from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.similarity.background import background, background_vectors
from luksia_nlp.similarity.embedders import Embedder


class RememberingEmbedder:
    """The vectors of another embedder, kept.

    Args:
        embedder: What turns texts into vectors.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known = dict(zip(background(), background_vectors(embedder), strict=True))

    @property
    def name(self) -> str:
        """What the other embedder is, for the tables."""
        return self._embedder.name

    def vectors(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 for each text."""
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        if new:
            self._known |= zip(new, self._embedder.vectors(new), strict=True)
        return np.stack([self._known[text] for text in texts]) if texts else self._embedder.vectors(texts)


def remembering(embedder: Embedder) -> RememberingEmbedder:
    """The embedder that keeps another one's vectors; the same one when it is asked for again.

    Args:
        embedder: What turns texts into vectors.

    Example:
        >>> from luksia_nlp.similarity import load_embedder
        >>> muistava = remembering(load_embedder())
        >>> muistava is remembering(load_embedder()), muistava.vectors(["Lunta sataa."]).shape[0]
        (True, 1)
    """
    return _remembering(cast(Any, embedder))


# The embedder of today's work, and one before it.
@lru_cache(maxsize=2)
def _remembering(embedder: Embedder) -> RememberingEmbedder:
    return RememberingEmbedder(embedder)
