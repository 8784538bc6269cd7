"""Load Stanza's models, so that they can run no code of their own, and say which file is wrong and how."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from luksia_nlp.engines.blocks import LONGEST_BLOCK
from luksia_nlp.engines.stanza_models import (
    BESIDE,
    LANGUAGE,
    MULTI_WORD,
    NAMES,
    PROCESSORS,
    RESOURCES,
    ModelFile,
    StanzaModel,
    stanza_version,
)
from luksia_nlp.errors import EngineError

_KINDS = {
    "pretrain": "word vectors",
    "forward_charlm": "character language models",
    "backward_charlm": "character language models",
}
# What every stage after the engine relies on; Stanza's parser asks for base forms.
NEEDED = {"tokenize": "tokens", "pos": "tags", "lemma": "base forms", "depparse": "syntax"}


def load_pipeline(model: StanzaModel, names: bool) -> Any:
    """Load a model into a Stanza pipeline; nothing is downloaded.

    Args:
        model: The model.
        names: Whether its own names are wanted.

    Raises:
        EngineError: A processor or a file is missing, damaged, for another language, or made by a Stanza
            that this one does not understand; the message names the file.
    """
    processors = _wanted(model, names)
    options: dict[str, Mapping[str, Any]] = {}
    for path, (kind, file) in model.files(processors).items():
        problem = _whole(file)
        if problem is None:
            problem, options[kind] = _read(path, kind)
        if problem:
            raise EngineError(f"{path}: {problem} {model.remedy}")
    if options["tokenize"].get("use_mwt") and MULTI_WORD not in model.processors:
        raise _missing(model, MULTI_WORD, "the words of multi-word tokens such as ettei")
    beside = {name: _beside(model, name, options[name]) for name in processors}
    try:
        return _pipeline(model, processors, beside)
    except Exception as error:  # what a model of another version lacks can be missed anywhere in Stanza
        raise _explained(model, processors, beside, error) from error


def _wanted(model: StanzaModel, names: bool) -> list[str]:
    needed = {**NEEDED, NAMES: "names"} if names else NEEDED
    for processor, what in needed.items():
        if processor not in model.processors:
            raise _missing(model, processor, what)
    return [
        name for name in PROCESSORS if name in needed or (name == MULTI_WORD and name in model.processors)
    ]


def _missing(model: StanzaModel, processor: str, what: str) -> EngineError:
    if processor == NAMES:
        remedy = "Or let recognizer = 'luksia' find the names."
    elif model.is_downloaded:
        remedy = f"The package {model.name!r} does not have it; choose another package."
    else:
        remedy = "Train it with Stanza, or copy one of Stanza's there."
    file = model.folder / processor / "NAME.pt"
    return EngineError(
        f"{model.folder}: has no model for {processor!r} ({what}): there should be one file {file}. {remedy}"
    )


def _beside(model: StanzaModel, processor: str, options: Mapping[str, Any]) -> dict[str, str]:
    """The files that a processor's model reads beside its own.

    In the place of missing word vectors Stanza may put random numbers and say nothing.

    Raises:
        EngineError: One is missing.
    """
    there = model.beside.get(processor, {})
    if model.is_downloaded:  # Stanza's list of models knows what each needs
        return {kind: str(file.path) for kind, file in there.items()}
    wanted = ["pretrain"] if options.get("pretrain") else []
    if options.get("charlm"):
        wanted += ["forward_charlm"] if processor == "tokenize" else ["forward_charlm", "backward_charlm"]
    for kind in wanted:
        if kind not in there:
            raise EngineError(
                f"{model.processors[processor].path}: needs the {_KINDS[kind]} that it was trained with: put "
                f"their file into {model.folder / kind}."
            )
    return {kind: str(there[kind].path) for kind in wanted}


def _whole(file: ModelFile) -> str | None:
    """What is wrong with a file at first sight."""
    if not file.path.is_file():
        return "is missing."
    if file.checksums and _checksum(file.path) not in file.checksums:
        return f"is damaged: its checksum is not the one in {RESOURCES}."
    return None


def _checksum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "md5").hexdigest()


def _pipeline(model: StanzaModel, processors: Sequence[str], beside: Mapping[str, Mapping[str, str]]) -> Any:
    import stanza

    # Stanza's tokenizer reads so many characters at once, and of a longer text goes on from the last sentence
    # end in them: a few characters at a time where that comes early. No block is longer than this.
    options: dict[str, Any] = {"tokenize_max_seqlen": LONGEST_BLOCK}
    for processor in processors:
        options[f"{processor}_model_path"] = str(model.processors[processor].path)
        # Without paths, if empty ones, Stanza loads no model of names.
        files = (
            {**dict.fromkeys(BESIDE, ""), **beside[processor]} if processor == NAMES else beside[processor]
        )
        options |= {f"{processor}_{kind}_path": path for kind, path in files.items()}
    with tempfile.TemporaryDirectory() as folder:
        # Every file is given by its path, so Stanza's list of models has nothing to say; yet it wants one.
        listed = {LANGUAGE: {"lang_name": "Finnish"}}
        (Path(folder) / RESOURCES).write_text(json.dumps(listed), encoding="utf-8")
        return stanza.Pipeline(
            LANGUAGE,
            dir=folder,
            package=None,
            download_method=None,
            logging_level="CRITICAL",  # what goes wrong is raised, and said once
            **options,
        )


def _explained(
    model: StanzaModel,
    processors: Sequence[str],
    beside: Mapping[str, Mapping[str, str]],
    error: Exception,
) -> EngineError:
    """The error of the processor that made the pipeline fail."""
    path, cause = model.folder, error
    for number, processor in enumerate(processors, start=1):
        try:
            _pipeline(model, processors[:number], beside)
        except Exception as raised:
            path, cause = model.processors[processor].path, raised
            break
    return EngineError(
        f"{path}: Stanza {stanza_version()} cannot use it ({type(cause).__name__}: {cause}); it was made by "
        f"another version of Stanza. {model.remedy}"
    )


def _read(path: Path, kind: str) -> tuple[str | None, Mapping[str, Any]]:
    """What is wrong with a file, and the options that its model was trained with; nothing in it is run."""
    import pickle

    import torch

    try:
        content = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        if "Unsupported global" in str(error) or "GLOBAL" in str(error):
            problem = (
                "holds Python objects that could run code when loaded, and Stanza "
                f"{stanza_version()} refuses them: it was made by Stanza before 1.13 (load and save it once "
                "with Stanza 1.12.1), or it is not to be trusted."
            )
        else:
            problem = "is damaged: it cannot be read as a model."
        return problem, {}
    except Exception as error:  # a damaged file can be read as anything
        return f"is damaged: it cannot be read as a model ({type(error).__name__}).", {}
    if not isinstance(content, dict):
        return "is no model of Stanza.", {}
    if kind == "pretrain":
        return None if {"emb", "vocab"} <= set(content) else "holds no word vectors of Stanza.", {}
    if kind in BESIDE:
        return None if "model" in content else "is no character language model of Stanza.", {}
    return _processor_problem(content), content.get("config", {})


def _processor_problem(content: Mapping[str, Any]) -> str | None:
    options = content.get("config")
    if not isinstance(options, dict) or "vocab" not in content:
        return "is no model of Stanza."
    if content.get("dicts_version") == 2:
        return "keeps its dictionary as an older Stanza did, which could run code when loaded."
    language = options.get("lang") or str(options.get("shorthand") or "").partition("_")[0]
    if language and language != LANGUAGE:
        return f"is for the language {language!r}, not Finnish ({LANGUAGE!r})."
    return None
