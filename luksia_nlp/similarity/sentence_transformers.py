"""Any model of the package sentence-transformers (the extra of that name)."""

from __future__ import annotations

from collections.abc import Sequence

from luksia_nlp.errors import SimilarityError
from luksia_nlp.extras import install_line
from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.similarity.embedder_names import E5, NONE, WORD_VECTORS
from luksia_nlp.similarity.remembered import Remembered

_EXTRA = "sentence-transformers"


class SentenceTransformersEmbedder:
    """A model of the package sentence-transformers, by its name or folder; nothing is downloaded.

    Args:
        model: The model's name in the local cache, or its folder.

    Raises:
        SimilarityError: The package or the model is not there.
    """

    def __init__(self, model: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            message = (
                f"similarity = {model!r} is not {E5!r}, {WORD_VECTORS!r} or {NONE!r}, so it would be a "
                f"model of sentence-transformers, which is not installed: {install_line(_EXTRA)}"
            )
            raise SimilarityError(message) from error
        try:
            self._model = SentenceTransformer(model, local_files_only=True)
        except Exception as error:  # whatever the package raises of a model that is not there
            told = next(iter(str(error).splitlines()), type(error).__name__)
            message = (
                f"The sentence-transformers model {model!r} is not on this machine or is broken ({told}). "
                "Give the folder of one, or download it before; an analysis never does."
            )
            raise SimilarityError(message) from error
        self.name = f"sentence-transformers: {model}"
        self._remembered = Remembered(self._vectors)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 for each text; those that were asked for lately are remembered."""
        return self._remembered.rows(texts) if texts else self._vectors(texts)

    def _vectors(self, texts: Sequence[str]) -> Floats:
        found: Floats = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return found
