"""Stanza's Finnish models: packages that Stanza publishes and folders of one's own, and where they lie."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from luksia_nlp.errors import EngineError
from luksia_nlp.extras import install_line
from luksia_nlp.settings import nearest

MULTI_WORD, NAMES = "mwt", "ner"
PROCESSORS = ("tokenize", MULTI_WORD, "pos", "lemma", "depparse", NAMES)
# Files that a model may read beside its own: word vectors and character language models.
BESIDE = ("pretrain", "forward_charlm", "backward_charlm")
# Which processors' models may read which of them.
_BESIDE_OF = {
    "tokenize": BESIDE[1:2],
    "pos": BESIDE,
    "lemma": BESIDE[1:],
    "depparse": BESIDE,
    NAMES: BESIDE,
}
RESOURCES, LANGUAGE, DEFAULT = "resources.json", "fi", "default"
DOWNLOAD = "luksia-nlp models download"


@dataclass(frozen=True)
class ModelFile:
    """A file of a model, and the MD5 checksums it may have; none where they are not known."""

    path: Path
    checksums: tuple[str, ...] = ()


@dataclass(frozen=True)
class StanzaModel:
    """Finnish models of Stanza that work together.

    Args:
        name: What the settings call it: a package or a folder.
        folder: Where it lies.
        processors: The file of each processor.
        beside: For each processor the files that it reads beside its own, by their kind.
    """

    name: str
    folder: Path
    processors: Mapping[str, ModelFile]
    beside: Mapping[str, Mapping[str, ModelFile]] = field(default_factory=dict)

    def files(self, processors: Sequence[str] = PROCESSORS) -> dict[Path, tuple[str, ModelFile]]:
        """The files of some processors, each once, with what it is: a processor or a kind of `BESIDE`."""
        found: dict[Path, tuple[str, ModelFile]] = {}
        for processor in processors:
            if processor in self.processors:
                found[self.processors[processor].path] = (processor, self.processors[processor])
                for kind, file in self.beside.get(processor, {}).items():
                    found[file.path] = (kind, file)
        return found

    @property
    def is_downloaded(self) -> bool:
        """Whether Stanza's own download put it there."""
        return (self.folder / RESOURCES).is_file()

    @property
    def remedy(self) -> str:
        """What to do where a file of it cannot be used."""
        if self.is_downloaded:
            return f"Download it again: {DOWNLOAD} {self.name} --dir {self.folder}"
        return f"Train it again with Stanza {stanza_version()}, or give another file."


def require_stanza() -> None:
    """Fail with the command that installs Stanza where it is missing.

    Raises:
        EngineError: Stanza or PyTorch is not installed.
    """
    try:
        with warnings.catch_warnings():
            # Stanza's progress bars, which an analysis does not show, look for a part of Jupyter.
            warnings.filterwarnings("ignore", message="IProgress not found")
            import stanza
            import torch
    except ImportError as error:
        missing = error.name or "stanza"
        raise EngineError(
            f"The engine 'stanza' needs the package {missing}: {install_line('stanza')}"
        ) from error
    del stanza, torch


def stanza_version() -> str:
    """The version of the Stanza that is installed."""
    import stanza

    return str(stanza.__version__)


def default_folder() -> Path:
    """Where Stanza keeps its models: `STANZA_RESOURCES_DIR`, or a folder in the user's cache."""
    from stanza.resources.common import DEFAULT_MODEL_DIR

    return Path(DEFAULT_MODEL_DIR)


def find_model(model: str | None = None) -> StanzaModel:
    """The model that a setting names.

    Args:
        model: A folder of Stanza's resources, of which the package `default` is taken, or `FOLDER/PACKAGE`;
            a folder of one's own models; or a package of those installed in `default_folder`, None for
            the package `default`.

    Raises:
        EngineError: There is no such model; or a folder holds several models of one processor.
    """
    if model is not None and Path(model).is_dir():
        folder = Path(model)
        if (folder / RESOURCES).is_file():
            return _of_package(folder, DEFAULT)
        return _of_own(folder, model)
    folder, package = default_folder(), model or DEFAULT
    if model is not None and (Path(model).parent / RESOURCES).is_file():
        folder, package = Path(model).parent, Path(model).name
    if (folder / RESOURCES).is_file():
        return _of_package(folder, package)
    asked = "" if model is None else f"model = {model!r} is no folder, and "
    raise EngineError(
        f"{asked}no Finnish Stanza models are installed in {folder}. Download them, on a machine with a "
        f"network: {DOWNLOAD}; or set model to a folder of your own models."
    )


def packages(folder: Path) -> dict[str, Any]:
    """What Stanza's list of models says of Finnish.

    Raises:
        EngineError: The list is damaged, or has no Finnish.
    """
    path = folder / RESOURCES
    message = f"{path}: is damaged or knows no Finnish models. Download it again: {DOWNLOAD} --dir {folder}"
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EngineError(message) from error
    finnish = listed.get(LANGUAGE) if isinstance(listed, dict) else None
    if not isinstance(finnish, dict) or not isinstance(finnish.get("packages"), dict):
        raise EngineError(message)
    return finnish


def _of_package(folder: Path, package: str) -> StanzaModel:
    finnish = packages(folder)
    known = finnish["packages"]
    if package not in known:
        raise EngineError(f"{folder}: there is no Finnish package {package!r}.{nearest(package, known)}")
    processors: dict[str, ModelFile] = {}
    beside: dict[str, dict[str, ModelFile]] = {}
    for processor in PROCESSORS:
        if name := known[package].get(processor):
            entry = finnish.get(processor, {}).get(name, {})
            processors[processor] = _listed(folder, processor, name, entry)
            for needed in entry.get("dependencies") or ():
                kind, other = needed["model"], needed["package"]
                file = _listed(folder, kind, other, finnish.get(kind, {}).get(other, {}))
                beside.setdefault(processor, {})[kind] = file
    return StanzaModel(package, folder, processors, beside)


def _listed(folder: Path, kind: str, name: str, entry: Mapping[str, Any]) -> ModelFile:
    sums = (entry.get("md5"), entry.get("alternate_md5"))
    return ModelFile(folder / LANGUAGE / kind / f"{name}.pt", tuple(each for each in sums if each))


def _of_own(folder: Path, name: str) -> StanzaModel:
    base = folder / LANGUAGE if (folder / LANGUAGE).is_dir() else folder
    processors = {}
    for processor in PROCESSORS:
        found = sorted((base / processor).glob("*.pt"))
        if len(found) > 1:
            names = ", ".join(path.name for path in found)
            raise EngineError(f"{base / processor}: holds several models ({names}); keep one of them there.")
        if found:
            processors[processor] = ModelFile(found[0])
    beside = {
        processor: {kind: ModelFile(path) for kind in kinds if (path := _own_beside(base / kind, processor))}
        for processor, kinds in _BESIDE_OF.items()
    }
    return StanzaModel(name, base, processors, beside)


def _own_beside(folder: Path, processor: str) -> Path | None:
    """The one file of a folder, or of several the one with the processor's name."""
    found = sorted(folder.glob("*.pt"))
    if len(found) <= 1:
        return found[0] if found else None
    named = [path for path in found if path.stem == processor]
    if named:
        return named[0]
    names = ", ".join(path.name for path in found)
    message = f"{folder}: holds several files ({names}); keep one, or name one {processor}.pt."
    raise EngineError(message)


def installed(folder: Path) -> Iterator[StanzaModel]:
    """The packages of Stanza's own models in a folder, those whose files all lie there."""
    if (folder / RESOURCES).is_file():
        for package in packages(folder)["packages"]:
            model = _of_package(folder, package)
            if model.processors and all(path.is_file() for path in model.files()):
                yield model
