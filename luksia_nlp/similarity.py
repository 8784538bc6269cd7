"""Text to vector, so that sentences can be compared by meaning.

What does it is an `Embedder`: the packaged network (multilingual-e5-small in 8 bits, run by onnxruntime), the
recognizer's word vectors, or a model of the package sentence-transformers. How they compare, and how the
packaged network was made, stands in `docs/themes.md`.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from luksia_nlp.encoding import SPECIAL, Floats, TokenEncoder
from luksia_nlp.errors import SimilarityError
from luksia_nlp.extras import install_line
from luksia_nlp.model_files import read_files, session

MANIFEST, NETWORK, PIECES = "sentences.json", "network.onnx", "pieces.model"
# Sentences of ordinary news, written for this project, and their vectors by the packaged network.
BACKGROUND, BACKGROUND_VECTORS = "background.txt", "background.npy"
FORMAT = 1
# Names for the embedders that come with the library; any other is a model of sentence-transformers.
E5, WORD_VECTORS, NONE = "e5", "word-vectors", "none"
# What the encoder's makers put before a text that is compared with texts of its own kind.
_PREFIX = "query: "
# The word vectors' share of a vector's squared length, beside the network's: the two err differently.
_WORD_SHARE = 0.3
# Pieces that the encoder can take in; of a longer sentence the beginning counts.
_MOST_PIECES = 510
_META = "▁"
_EXTRA = "sentence-transformers"


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
    return WordVectors() if name == WORD_VECTORS else SentenceTransformers(name)


@cache
def _packaged() -> SentenceEncoder:
    return SentenceEncoder()


def packaged_encoder() -> Path:
    """The folder of the sentence encoder that comes with luksia_nlp.

    Example:
        >>> (packaged_encoder() / MANIFEST).exists()
        True
    """
    return Path(__file__).parent / "resources" / "sentences"


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


class SentenceEncoder:
    """The packaged network, a student of multilingual-e5-small, beside the mean of word vectors.

    Each text is run by itself: 8-bit arithmetic takes its scale from all that is run together, and a
    sentence's vector must not depend on what else is read.

    Args:
        folder: The network's folder; None for the one that comes with luksia_nlp.
        threads: How many processor threads to use; None leaves it to onnxruntime, which takes all.

    Raises:
        SimilarityError: A file is missing, damaged or of another version.
    """

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        self._folder = folder or packaged_encoder()
        remedy = "install luksia_nlp again." if self.is_packaged else "export it again."
        manifest = _manifest(self._folder, remedy)
        self._name: str = manifest["name"]
        contents = read_files(self._folder, manifest["files"], remedy, SimilarityError)
        path = self._folder / NETWORK
        self._session = session(path, contents[NETWORK], threads, remedy, SimilarityError)
        self._processor = _processor(contents[PIECES])
        self._words = WordVectors()

    @property
    def is_packaged(self) -> bool:
        """Whether it is the one that comes with luksia_nlp."""
        return self._folder == packaged_encoder()

    @property
    def name(self) -> str:
        """Its name, from its manifest."""
        return self._name

    def vectors(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 for each text; each text is run by itself."""
        return np.stack(list(map(self._vector, texts))) if texts else np.zeros((0, 1), np.float32)

    def _vector(self, text: str) -> Floats:
        row = np.array(pieces_of(self._processor, text), np.int64)
        vector: Floats = self._session.run(None, {"pieces": row})[0][0]
        vector *= np.sqrt(1 - _WORD_SHARE) / np.linalg.norm(vector)
        return np.concatenate([vector, self._words.vector(text) * np.float32(np.sqrt(_WORD_SHARE))])


class WordVectors:
    """The mean of the recognizer's word vectors, which pip always installs: fast, and far less exact.

    A word counts less the shorter it is: the shortest are mostly function words.
    """

    name = "floret word vectors"

    def __init__(self) -> None:
        self._encoder = _word_encoder()

    def vectors(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 for each text."""
        return np.stack([self.vector(text) for text in texts]) if texts else np.zeros((0, 1), np.float32)

    def vector(self, text: str) -> Floats:
        """The vector of one text, of length 1."""
        words = [word for word in _words(text) if any(letter.isalnum() for letter in word)] or [text]
        weights = np.array([min(len(word), 8) for word in words], np.float32)
        total = weights @ np.stack([self._encoder.vector(word) for word in words])
        vector: Floats = total / (np.float32(np.linalg.norm(total)) + np.float32(1e-6))
        return vector


class SentenceTransformers:
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

    def vectors(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 for each text."""
        found: Floats = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return found


def pieces_of(processor: Any, text: str) -> list[int]:
    """The pieces of a text as the encoder takes them in.

    Args:
        processor: The vocabulary's SentencePiece processor.
        text: The text.
    """
    plain = unicodedata.normalize("NFKC", _PREFIX + " ".join(text.split()))
    pieces = processor.encode(_META + plain.replace(" ", _META))[:_MOST_PIECES]
    return [SPECIAL.first, *pieces, SPECIAL.last]


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() or letter in "-:" else " " for letter in text).split()


def _manifest(folder: Path, remedy: str) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] == FORMAT:
            return {"name": str(manifest["name"]), "files": dict(manifest["files"])}
    except OSError as error:
        raise SimilarityError(f"{folder / MANIFEST}: is missing or cannot be read; {remedy}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise SimilarityError(f"{folder / MANIFEST}: is damaged ({error!r}); {remedy}") from error
    found = manifest["format"]
    raise SimilarityError(
        f"{folder}: the encoder is of format {found!r}; this version reads {FORMAT}; {remedy}"
    )


def _processor(pieces: bytes) -> Any:
    from sentencepiece import SentencePieceProcessor

    return SentencePieceProcessor(model_proto=pieces)


@cache
def _word_encoder() -> TokenEncoder:
    folder = Path(__file__).parent / "resources" / "recognizer"
    with np.load(folder / "vectors.npz") as arrays:
        return TokenEncoder((folder / "pieces.model").read_bytes(), arrays["table"], arrays["scale"])
