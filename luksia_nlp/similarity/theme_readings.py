"""What the packaged model reads of the packaged themes' sentences, packaged: reading them takes a second.

Looked up by the sentence itself, so that a theme file that shares some with the packaged ones gains, too.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from luksia_nlp.recognizer.manifest import NETWORK, SENTENCES, Manifest
from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.resources import packaged

# The file; `python -m luksia_nlp.training.theme_readings` writes it.
FILE = "theme_readings.npz"


def read_by(manifest: Manifest) -> str:
    """The networks that a model reads sentences with, by their digests.

    Args:
        manifest: What the model says of itself.
    """
    return " ".join(manifest.files.get(name, "") for name in (NETWORK, SENTENCES))


def theme_readings(manifest: Manifest) -> Mapping[str, Floats]:
    """Sentence -> the row that a model reads of it; empty where another model's rows are packaged.

    Args:
        manifest: What the model says of itself.

    Example:
        >>> from luksia_nlp.recognizer.manifest import packaged_model, read_manifest
        >>> "Linjalle haki ennätysmäärä nuoria." in theme_readings(read_manifest(packaged_model()))
        False
    """
    with np.load(packaged.path(FILE)) as kept:
        if str(kept["read_by"]) != read_by(manifest):
            return {}
        return dict(zip(kept["texts"].tolist(), kept["rows"], strict=True))
