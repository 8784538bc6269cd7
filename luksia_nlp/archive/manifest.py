"""What an archive was made with; results of two ways are never mixed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from luksia_nlp.archive.locks import held
from luksia_nlp.archive.storage import write_json
from luksia_nlp.errors import SettingsError, TableError
from luksia_nlp.recognizer.manifest import MANIFEST as RECOGNIZER_MANIFEST
from luksia_nlp.recognizer.manifest import packaged_model
from luksia_nlp.records import ARCHIVE_MANIFEST
from luksia_nlp.resources import packaged
from luksia_nlp.settings import PACKAGED_THEMES, Settings
from luksia_nlp.similarity.embedder_names import E5

# Raised when files or their meaning change, so that an archive of another version is refused.
FORMAT = 2
# Settings by which texts are read or entities joined: what they change is seen in the articles, or is done
# anew in each run.
_FREE = frozenset(
    {
        "aliases",
        "batch_characters",
        "columns",
        "largest_article",
        "largest_file",
        "largest_unpacked",
        "shard_characters",
    }
)
# What is kept of the machine for who wonders, and decides nothing.
_TOLD = frozenset({"settings", "python", "machine"})


class Manifest:
    """An archive's manifest, on the disk from the start of the first run.

    Args:
        folder: The archive's folder.

    Raises:
        TableError: It cannot be read, or is of another version.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / ARCHIVE_MANIFEST
        self._settings: dict[str, str] = {}
        self._values: dict[str, Any] = {"format": FORMAT, "settings": {}, "made_with": {}, "settled": 0}
        if self.path.exists():
            self._values = _read(self.path)

    @property
    def settled(self) -> int:
        """The number of the last shard of earlier runs that were completed; 0 where none was."""
        settled: int = self._values["settled"]
        return settled

    @property
    def made_with(self) -> dict[str, str]:
        """What made the results; empty before the models of the first run are loaded."""
        return dict(self._values["made_with"])

    def agree(self, settings: Settings) -> None:
        """Take in the settings of a run; they are kept by the first shard's `keep`.

        Raises:
            SettingsError: They differ from those of earlier runs; the message names each.
        """
        self._settings = deciding(settings)
        if known := self._values["settings"]:
            refuse_difference(self.path.parent, known, self._settings)

    def keep(self) -> None:
        """Write the settings of the run, unless they are there: from now on something is made with them.

        Raises:
            SettingsError: Another process of the same array has other settings.
            OutputError: The manifest cannot be written.
        """
        self._take("settings", self._settings)

    def agree_on(self, made_with: Mapping[str, str]) -> None:
        """Take in what loaded models and versions say of themselves, as `agree` does settings.

        Raises:
            SettingsError: They differ from those of earlier runs.
            OutputError: The manifest cannot be written.
        """
        self._take("made_with", dict(made_with))

    def settle(self, number: int) -> None:
        """Note that all shards up to a number are finished."""
        with held(self.path.parent, "manifest"):
            self._values = {**_read(self.path), "settled": number}
            write_json(self.path, self._values)

    def refuse(self, made_with: Mapping[str, str]) -> None:
        """Check that results are of the same models and versions as all others.

        Raises:
            SettingsError: They are not.
        """
        refuse_difference(self.path.parent, self.made_with, made_with)

    def _take(self, name: str, values: dict[str, str]) -> None:
        # Other processes of the same array may write it meanwhile.
        with held(self.path.parent, "manifest"):
            there = _read(self.path) if self.path.exists() else None
            self._values = there or self._values
            known = self._values[name]
            if known:
                refuse_difference(self.path.parent, known, values)
            else:
                self._values[name] = values
            if there is None or not known:
                write_json(self.path, self._values)


def deciding(settings: Settings) -> dict[str, str]:
    """The settings that decide what is found in an article, theme files by their content.

    Args:
        settings: The settings.

    Raises:
        SettingsError: The theme file cannot be read.

    Example:
        >>> deciding(Settings(theme_threshold=0.7))["theme_threshold"]
        '0.7'
    """
    values = {name: _told(value) for name, value in asdict(settings).items() if name not in _FREE}
    file = settings.themes or "luksia"
    path = packaged.path(PACKAGED_THEMES[str(file)]) if str(file) in PACKAGED_THEMES else Path(file)
    values["themes"] = f"{Path(file).name} ({_digest_of(path)})"
    own = {"luksia": packaged_model(), "engine": None}
    recognizer = own.get(settings.recognizer, Path(settings.recognizer))
    if recognizer is not None:  # its manifest holds the digests of its files
        digest = _digest_of(recognizer / RECOGNIZER_MANIFEST)
        values["recognizer"] = f"{Path(settings.recognizer).name} ({digest})"
    if settings.similarity == E5:
        values["similarity"] = f"{E5} ({_digest_of(packaged_model() / RECOGNIZER_MANIFEST)})"
    return values


def _told(value: Any) -> str:
    """A setting as a text: 1 and 1.0 are the same, and so is a folder from wherever it is named."""
    if isinstance(value, int | float):
        return str(float(value))
    return Path(value).name if isinstance(value, str) and Path(value).is_dir() else str(value)


def _digest_of(path: Path) -> str:
    """The beginning of a file's digest, which people can compare."""
    try:
        return sha256(path.read_bytes()).hexdigest()[:12]
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror or error}.") from error


def refuse_difference(folder: Path, known: Mapping[str, str], given: Mapping[str, str]) -> None:
    """Check that two descriptions of how results are made are the same in all that decides.

    Args:
        folder: The archive's folder, for the message.
        known: How its results are made.
        given: How others are.

    Raises:
        SettingsError: They differ; the message names each key.
    """
    keys = [key for key in sorted(known.keys() | given.keys()) if key not in _TOLD]
    lines = [
        f"{key}: {known.get(key, 'not there')} then, {given.get(key, 'not there')} now"
        for key in keys
        if known.get(key) != given.get(key)
    ]
    if lines:
        raise SettingsError(
            f"{folder}: was analysed another way, and results of two ways are not mixed. Take the same "
            "settings and versions, or another folder.\n" + "\n".join(lines)
        )


def _read(path: Path) -> dict[str, Any]:
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        found = values["format"]
        missing = {"settings", "made_with", "settled"} - values.keys()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TableError(f"{path}: cannot be read: {error}. Is this the folder of an archive?") from error
    if found != FORMAT or missing:
        raise TableError(
            f"{path}: the archive is of format {found!r}; this version reads {FORMAT}. Analyse it again in "
            "another folder."
        )
    return values
