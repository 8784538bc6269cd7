"""The models of every engine: what is installed, whether it is whole, and how to get more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from luksia_nlp.engines.stanza_models import (
    DEFAULT,
    DOWNLOAD,
    LANGUAGE,
    PROCESSORS,
    StanzaModel,
    default_folder,
    find_model,
    installed,
    packages,
    require_stanza,
    stanza_version,
)
from luksia_nlp.errors import EngineError, LuksiaError
from luksia_nlp.recognizer.manifest import packaged_model
from luksia_nlp.records import Article, Failure
from luksia_nlp.resources import packaged
from luksia_nlp.settings import Settings, nearest
from luksia_nlp.similarity.sentence_reader import SentenceReader
from luksia_nlp.version import __version__

# What the model card says; the licence of weights learned from such texts is not settled.
_OF_RECOGNIZER = "trained on TurkuONE: CC BY-SA 4.0, its Digitoday part CC BY-ND-NC 1.0"
_COLUMNS = ["engine", "model", "version", "size_mb", "licence", "folder"]
_TRIED = "Rehtori Maija Virtanen puhui Lohjalla, ettei koulua suljeta."


def installed_models(folder: str | Path | None = None) -> pd.DataFrame:
    """The Finnish models that are installed: ours, spaCy's pipelines and Stanza's packages.

    Args:
        folder: Where Stanza's models lie; None for where Stanza itself keeps them.

    Returns:
        A row a model: the engine it serves (`luksia` for the one that comes with the library, finds names and
        reads sentences), its name for the settings, its version, its size in megabytes, its licence, and its
        folder.

    Raises:
        EngineError: Stanza's list of models is damaged.

    Example:
        >>> mallit = installed_models()
        >>> list(mallit["model"][:1])
        ['luksia-fi']
    """
    rows = [*_own_models(), *_spacy_models(), *_stanza_models(folder)]
    return pd.DataFrame(rows, columns=_COLUMNS)


def check_models(model: str | None = None, folder: str | Path | None = None) -> pd.DataFrame:
    """Load models as an analysis would, and try each on a sentence.

    Args:
        model: A model of Stanza: a folder or the name of a package; None for everything that is installed.
        folder: Where Stanza's models lie; None for where Stanza itself keeps them.

    Returns:
        A row a model: `engine`, `model`, and `problem`, empty where there is none.

    Raises:
        EngineError: Stanza is asked for and not installed, or its list of models is damaged.

    Example:
        >>> set(check_models()["problem"])
        {''}
    """
    if model is not None:
        require_stanza()
        tried = [("stanza", model)]
    else:
        listed = installed_models(folder)
        tried = list(listed[["engine", "model"]].itertuples(index=False, name=None))
    rows = [(engine, name, _problem(engine, name)) for engine, name in tried]
    return pd.DataFrame(rows, columns=["engine", "model", "problem"])


def download_models(
    package: str = DEFAULT, folder: str | Path | None = None, source: str | None = None
) -> Path:
    """Download Stanza's Finnish models, each file with its checksum; those that are there stay.

    Args:
        package: Which of Stanza's packages: `default`, `default_fast`, `tdt`, `ftb`, ...
        folder: Where to put them; None for where Stanza itself keeps its models.
        source: The address of a copy of Stanza's resources, without the file's name; None for Stanza's own.

    Returns:
        The folder.

    Raises:
        EngineError: Stanza is not installed, there is no such package, no network, or a file came damaged.
    """
    require_stanza()
    import stanza
    from stanza.resources.common import DEFAULT_RESOURCES_URL, download_resources_json

    target = default_folder() if folder is None else Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        download_resources_json(str(target), resources_url=source or DEFAULT_RESOURCES_URL)
    except Exception as error:  # requests, huggingface_hub and the file system each have their own
        raise _not_downloaded(target, error) from error
    known = packages(target)["packages"]
    if package not in known:
        raise EngineError(f"Stanza has no Finnish package {package!r}.{nearest(package, known)}")
    processors = {name: known[package][name] for name in PROCESSORS if name in known[package]}
    try:
        stanza.download(
            LANGUAGE,
            model_dir=str(target),
            package=None,
            processors=processors,
            download_json=False,
            verbose=True,
        )
    except Exception as error:
        raise _not_downloaded(target, error) from error
    return target


def _not_downloaded(folder: Path, error: Exception) -> EngineError:
    if "md5" in str(error):
        return EngineError(f"A file came damaged: {error}. Start again: {DOWNLOAD} --dir {folder}")
    if isinstance(error, OSError) and error.filename:
        return EngineError(f"{folder}: the models cannot be written there: {error}.")
    reason = str(error).strip().partition("\n")[0]
    return EngineError(
        f"Stanza's models cannot be fetched ({type(error).__name__}: {reason}). Without a network: run "
        f"`{DOWNLOAD} --dir FOLDER` on a machine that has one, copy FOLDER here, and set "
        f'engine = "stanza" and model = "FOLDER" in the settings.'
    )


def _own_models() -> Iterator[list[Any]]:
    folder = packaged_model()
    yield ["luksia", "luksia-fi", __version__, _megabytes(folder), _OF_RECOGNIZER, str(folder)]


def _spacy_models() -> Iterator[list[Any]]:
    import spacy

    for name in sorted(spacy.util.get_installed_models()):
        folder = spacy.util.get_package_path(name)
        meta = spacy.util.load_meta(next(folder.glob("**/meta.json")))
        if meta.get("lang") == LANGUAGE:
            licence = meta.get("license") or "not said"
            yield ["spacy", name, meta.get("version", ""), _megabytes(folder), licence, str(folder)]


def _stanza_models(folder: str | Path | None) -> Iterator[list[Any]]:
    try:
        require_stanza()
    except EngineError:
        return
    for model in installed(default_folder() if folder is None else Path(folder)):
        size = sum(path.stat().st_size for path in model.files()) / 1e6
        name = model.name if folder is None else str(Path(folder) / model.name)
        yield ["stanza", name, stanza_version(), round(size, 1), _licences(model), str(model.folder)]


def _licences(model: StanzaModel) -> str:
    known = packaged.toml("stanza_models.toml")
    names = dict.fromkeys(path.stem.partition("_")[0] for path in model.files())
    made_of = dict.fromkeys(known["data"].get(name, f"{name}: not known") for name in names)
    return f"{known['published']}; trained on {'; '.join(made_of)}"


def _problem(engine: str, name: str) -> str:
    from luksia_nlp.engines import load_engine

    try:
        if engine == "luksia":
            SentenceReader()
            return ""
        settings = Settings(engine=engine, model=name, recognizer=_recognizer(engine, name))
        [document] = load_engine(settings).documents([Article(_TRIED)])
        return document.message if isinstance(document, Failure) else ""
    except LuksiaError as error:
        return str(error)


def _recognizer(engine: str, name: str) -> str:
    """The engine's own where it finds names, so that its model is loaded too."""
    if engine == "stanza" and "ner" in find_model(name).processors:
        return "engine"
    return "luksia"


def _megabytes(folder: Path) -> float:
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 1)
