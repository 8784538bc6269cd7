"""What decides the results of an analysis: versions and settings, to be kept with its tables."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict

from luksia_nlp.settings import Settings

# Packages whose version can change what is found. Those that only carry tables (pandas, pyarrow) cannot.
_DECIDING = {
    "spacy": ("spacy", "thinc"),
    "stanza": ("stanza", "torch"),
}
_ALWAYS = ("luksia-nlp", "numpy", "onnxruntime", "sentencepiece", "pypykko", "kfst", "kfst-rs")


def made_with(settings: Settings, engine: str, embedder: str | None) -> dict[str, str]:
    """What makes the results: the engine and its model, the embedder, the versions and the settings.

    Args:
        settings: The analysis' settings.
        engine: The engine's own name, with its model's.
        embedder: What the sentences are compared by; None where only words are.

    Example:
        >>> tiedot = made_with(Settings(), "spacy/malli 1.0", None)
        >>> tiedot["engine"], "onnxruntime" in tiedot
        ('spacy/malli 1.0', True)
    """
    packages = (*_ALWAYS, *_DECIDING.get(settings.engine, ()))
    found = {name: known for name in packages if (known := _version(name))}
    return {
        "engine": engine,
        "embedder": embedder or "none",
        **found,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "settings": settings_told(settings),
    }


def settings_told(settings: Settings) -> str:
    """All settings as one JSON text.

    Args:
        settings: The settings.

    Example:
        >>> '"theme_threshold": "0.7"' in settings_told(Settings(theme_threshold=0.7))
        True
    """
    options = {name: None if value is None else str(value) for name, value in asdict(settings).items()}
    return json.dumps(options, ensure_ascii=False)


def _version(package: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version  # not at the start: it brings `email` along

    try:
        return version(package)
    except PackageNotFoundError:  # run from a folder of the source
        return None
