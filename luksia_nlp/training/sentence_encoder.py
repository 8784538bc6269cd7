"""An encoder that reads each sentence alone: what the packaged model's reading has learned from."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from luksia_nlp.errors import SimilarityError
from luksia_nlp.recognizer.encoding import SPECIAL
from luksia_nlp.recognizer.model_files import read_files, session
from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.similarity.remembered import Remembered
from luksia_nlp.similarity.sentence_reader import Readings

# The names of an encoder's files are part of its format.
MANIFEST, NETWORK, PIECES = "sentences.json", "network.onnx", "pieces.model"
# Raised when files or their meaning change, so that an encoder of another version is refused.
FORMAT = 2
# What the encoder's makers put before a text that is compared with texts of its own kind.
_PREFIX = "query: "
# Pieces that the encoder can take in; of a longer sentence the beginning counts.
_MOST_PIECES = 510
_META = "▁"
# Keeps an empty vector from being divided by its length.
_NEARLY_ZERO = 1e-6


class SentenceEncoder:
    """A student of multilingual-e5-small, which may have learned from many themes.

    Each text is run by itself: 8-bit arithmetic takes its scale from all that is run together, and a
    sentence's vector must not depend on what else is read.

    Args:
        folder: The encoder's folder.
        threads: How many processor threads to use; None leaves it to onnxruntime, which takes all.

    Raises:
        SimilarityError: A file is missing, damaged or of another version.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        remedy = "export it again."
        manifest = _manifest(folder, remedy)
        self._name: str = manifest["name"]
        contents = read_files(folder, manifest["files"], remedy, SimilarityError)
        path = folder / NETWORK
        self._session = session(path, contents[NETWORK], threads, remedy, SimilarityError)
        self._processor = _processor(contents[PIECES])
        self._judgement: Mapping[str, Any] | None = manifest["judgement"]
        self._remembered = Remembered(self._rows)
        self.subject_width: int = manifest["subject_width"]

    @property
    def judgement(self) -> Mapping[str, Any] | None:
        """The numbers by which its readings become chances; None where it has not learned of themes."""
        return self._judgement

    @property
    def name(self) -> str:
        """Its name, from its manifest."""
        return self._name

    def vectors(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 for each text: what it speaks of."""
        return self.read(texts).subjects

    def read(self, texts: Sequence[str]) -> Readings:
        """What each text speaks of, and what it says of it; what was read lately is remembered."""
        rows = self._remembered.rows(texts) if texts else np.zeros((0, self.subject_width + 1), np.float32)
        return Readings(rows[:, : self.subject_width], rows[:, self.subject_width :])

    def _rows(self, texts: Sequence[str]) -> Floats:
        return np.stack([self._row(text) for text in texts])

    def _row(self, text: str) -> Floats:
        pieces = np.array(pieces_of(self._processor, text), np.int64)
        row: Floats = self._session.run(None, {"pieces": pieces})[0][0]
        parts = row[: self.subject_width], row[self.subject_width :]
        return np.concatenate([part / (np.linalg.norm(part) + _NEARLY_ZERO) for part in parts])


def pieces_of(processor: Any, text: str) -> list[int]:
    """The pieces of a text as the encoder takes them in.

    Args:
        processor: The vocabulary's SentencePiece processor.
        text: The text.
    """
    plain = unicodedata.normalize("NFKC", _PREFIX + " ".join(text.split()))
    pieces = processor.encode(_META + plain.replace(" ", _META))[:_MOST_PIECES]
    return [SPECIAL.first, *pieces, SPECIAL.last]


def _manifest(folder: Path, remedy: str) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] == FORMAT:
            return {
                "name": str(manifest["name"]),
                "files": dict(manifest["files"]),
                "subject_width": int(manifest["subject_width"]),
                "judgement": manifest["judgement"],
            }
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
