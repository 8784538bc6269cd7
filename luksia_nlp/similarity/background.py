"""Ordinary news, to compare with: what a theme's sentences must be more like the theme than.

The sentences were written for this project; their vectors by the packaged encoder are stored beside them.
"""

from __future__ import annotations

import numpy as np

from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.similarity.embedders import Embedder
from luksia_nlp.similarity.sentence_encoder import SentenceEncoder, packaged_encoder

BACKGROUND, BACKGROUND_VECTORS = "background.txt", "background.npy"


def background() -> list[str]:
    """Sentences of ordinary news, with which themes are compared.

    Example:
        >>> len(background()) > 400
        True
    """
    return (packaged_encoder() / BACKGROUND).read_text(encoding="utf-8").splitlines()


def background_vectors(embedder: Embedder) -> Floats:
    """The vectors of `background` by some embedder; those of the packaged one are stored.

    Args:
        embedder: What turns sentences into vectors.
    """
    stored = packaged_encoder() / BACKGROUND_VECTORS
    if isinstance(embedder, SentenceEncoder) and embedder.is_packaged:
        vectors: Floats = np.load(stored, allow_pickle=False).astype(np.float32)
        return vectors
    return embedder.vectors(background())
