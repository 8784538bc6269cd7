"""The script that trains Stanza models: a few steps on a few sentences, with and without files beside."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from luksia_nlp import Article, EngineError, Settings
from luksia_nlp.engines import load_engine
from luksia_nlp.records import Document
from tests.stanza_training import SIZES, train

_SENTENCES = 60
# Stanza's trainers leave a file to the garbage collector.
_OF_TRAINERS = "ignore:unclosed file:ResourceWarning"
TEXT = "Rehtori Maija Virtanen puhui Lohjalla, ettei koulua suljeta."


@pytest.fixture(scope="module")
def few(corpora: Path, stanza_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few sentences of the corpora."""
    del stanza_folder
    folder = tmp_path_factory.mktemp("few")
    for name in ("ud-finnish-tdt/dev.conllu", "turku-one/train.tsv", "turku-one/dev.tsv"):
        sentences = (corpora / name).read_text(encoding="utf-8").strip().split("\n\n")
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("\n\n".join(sentences[:_SENTENCES]) + "\n\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def trained_beside(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Models with word vectors and character language models beside them, all tiny."""
    folder = tmp_path_factory.mktemp("beside")
    small = replace(SIZES["small"], vectors=50, charlm=("--char_hidden_dim", "16"))
    with_vectors: dict[str, Any] = {
        trained: tuple(part for part in getattr(small, trained) if part != "--no_pretrain")
        for trained in ("tagger", "parser", "ner")
    }
    train(few, folder, replace(small, **with_vectors), steps=1)
    return folder


def _read(folder: Path, recognizer: str) -> Document:
    settings = Settings(engine="stanza", model=str(folder), recognizer=recognizer)
    [document] = load_engine(settings).documents([Article(TEXT)])
    assert isinstance(document, Document)
    return document


@pytest.mark.filterwarnings(_OF_TRAINERS)
def test_training(few: Path, tmp_path: Path) -> None:
    train(few, tmp_path, SIZES["small"], steps=1)
    read = "".join(token.text for token in _read(tmp_path, "engine").tokens)
    assert read.replace(" ", "") == TEXT.replace(" ", "")
    # A model that is there is not trained again.
    before = (tmp_path / "pos" / "model.pt").stat().st_mtime_ns
    (tmp_path / "mwt" / "model.pt").unlink()
    train(few, tmp_path, SIZES["small"], steps=1)
    assert (tmp_path / "pos" / "model.pt").stat().st_mtime_ns == before
    assert (tmp_path / "mwt" / "model.pt").is_file()


@pytest.mark.filterwarnings(_OF_TRAINERS)
def test_files_beside(trained_beside: Path, tmp_path: Path) -> None:
    _read(trained_beside, "engine")
    for kind in ("pretrain", "forward_charlm", "backward_charlm"):
        folder = Path(shutil.copytree(trained_beside, tmp_path / f"without-{kind}"))
        shutil.rmtree(folder / kind)
        with pytest.raises(EngineError, match=rf"pos/model\.pt: needs the .*{folder / kind}"):
            _read(folder, "luksia")
        # A damaged one is named.
        (folder / kind).mkdir()
        (folder / kind / "x.pt").write_bytes(b"")
        with pytest.raises(EngineError, match=rf"{folder / kind}/x\.pt: is damaged"):
            _read(folder, "luksia")


@pytest.mark.filterwarnings(_OF_TRAINERS)
def test_vectors_for_one_processor(trained_beside: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(trained_beside, tmp_path / "several"))
    [vectors] = (folder / "pretrain").iterdir()
    shutil.copy(vectors, folder / "pretrain" / "others.pt")
    with pytest.raises(EngineError, match=r"holds several files .*keep one, or name one pos\.pt"):
        _read(folder, "luksia")
    for name in ("pos", "depparse", "ner"):
        shutil.copy(vectors, folder / "pretrain" / f"{name}.pt")
    _read(folder, "engine")
