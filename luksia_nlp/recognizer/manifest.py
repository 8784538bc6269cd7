"""What a recognizer's model says of itself, and the names of its files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luksia_nlp.errors import RecognizerError
from luksia_nlp.resources import packaged

# The names of a model's files are part of its format.
MANIFEST, NETWORK, PIECES, VECTORS = "recognizer.json", "network.onnx", "pieces.model", "vectors.npz"
# Only in a model that reads sentences, too.
SENTENCES = "sentences.onnx"
# Raised when files or their meaning change, so that a model of another version is refused.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """How a model reads sentences, beside finding names.

    Args:
        name: What made the sentences' numbers, for the tables.
        word_width: How many numbers tell of a token.
        subject_width: How many of a sentence's numbers say what it speaks of; the others, what it says of it.
        judgement: The numbers by which themes are judged.
    """

    name: str
    word_width: int
    subject_width: int
    judgement: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model's folder says of itself.

    Args:
        labels: The labels in the order of the model's tags.
        window: Pieces that are read at once, at most.
        margin: Pieces at a window's ends that are read for their context only, where a sentence is cut.
        calibration: Slope and intercept that turn a span's raw probability (as log-odds) into a score.
        files: The SHA-256 of each file.
        origin: What the model was trained on and how, for people.
        reading: How it reads sentences; None where it only finds names.
    """

    labels: tuple[str, ...]
    window: int
    margin: int
    calibration: tuple[float, float]
    files: Mapping[str, str]
    origin: Mapping[str, Any]
    reading: Reading | None = None


def packaged_model() -> Path:
    """The folder of the model that comes with luksia_nlp.

    Example:
        >>> manifesti = read_manifest(packaged_model())
        >>> len(manifesti.labels), "PERSON" in manifesti.labels
        (18, True)
    """
    return packaged.path("recognizer")


def read_manifest(folder: Path) -> Manifest:
    """What a model's folder says of itself.

    Raises:
        RecognizerError: The folder has no manifest, or one that is damaged or of another version.
    """
    path = folder / MANIFEST
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values["format"] != FORMAT:
            message = f"{path}: the model is of format {values['format']!r}; this version reads {FORMAT}."
            raise RecognizerError(f"{message} Train it again or install another version of luksia_nlp.")
        slope, intercept = values["calibration"]
        return Manifest(
            labels=tuple(values["labels"]),
            window=int(values["window"]),
            margin=int(values["margin"]),
            calibration=(float(slope), float(intercept)),
            files=dict(values["files"]),
            origin=dict(values["origin"]),
            reading=Reading(**values["reading"]) if values.get("reading") else None,
        )
    except FileNotFoundError:
        raise RecognizerError(f"{path}: there is no recognizer's model here; {remedy_of(folder)}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RecognizerError(f"{path}: is damaged ({error!r}); {remedy_of(folder)}") from error


def remedy_of(folder: Path) -> str:
    """What to do where a file of a model is missing or damaged."""
    if folder == packaged_model():
        return "install luksia_nlp again."
    return "give the folder that training wrote, whole."
