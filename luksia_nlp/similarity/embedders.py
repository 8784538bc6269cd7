"""What turns texts into vectors, by its name in the settings.

`e5` is what the packaged recognizer reads of sentences; its network began as multilingual-e5-small,
hence the name. There are its word vectors, too, and any model of the package sentence-transformers. How they
compare stands in `docs/themes.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.similarity.embedder_names import E5, NONE, WORD_VECTORS
from luksia_nlp.similarity.sentence_reader import SentenceReader
from luksia_nlp.similarity.sentence_transformers import SentenceTransformersEmbedder
from luksia_nlp.similarity.word_vectors import WordVectorEmbedder


class Embedder(Protocol):
    """What turns texts into vectors."""

    @property
    def name(self) -> str:
        """What it is, for the tables."""
        ...

    def vectors(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 for each text."""
        ...


def load_embedder(name: str = E5) -> Embedder | None:
    """The embedder of a name.

    Args:
        name: `"e5"`, `"word-vectors"`, `"none"`, or the name or folder of a sentence-transformers model.

    Returns:
        The embedder; None for `"none"`.

    Raises:
        SimilarityError: It is not installed, unknown or damaged.

    Example:
        >>> muuntaja = load_embedder()
        >>> a, b, c = muuntaja.vectors(["Hakijoita oli paljon.", "Moni haki kouluun.", "Sataa lunta."])
        >>> bool(a @ b > a @ c)
        True
    """
    if name == NONE:
        return None
    if name == E5:
        return _packaged()
    return WordVectorEmbedder() if name == WORD_VECTORS else SentenceTransformersEmbedder(name)


@cache
def _packaged() -> SentenceReader:
    return SentenceReader()
