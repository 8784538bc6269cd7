"""Stanza's models: where they are found, what is wrong with broken ones, and how they are downloaded."""

from __future__ import annotations

import hashlib
import http.server
import json
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from luksia_nlp import Analyzer, Article, EngineError, Settings
from luksia_nlp.cli import main
from luksia_nlp.engines import load_engine
from luksia_nlp.engines.models import check_models, download_models, installed_models
from luksia_nlp.engines.stanza_models import PROCESSORS, find_model

TEXT = "Rehtori Maija Virtanen puhui Lohjalla, ettei koulua suljeta."


def _load(folder: Path | str, recognizer: str = "engine") -> Any:
    return load_engine(Settings(engine="stanza", model=str(folder), recognizer=recognizer))


def _error(folder: Path | str, recognizer: str = "engine") -> str:
    """What loading says; one line that names the folder or a file in it."""
    with pytest.raises(EngineError) as raised:
        _load(folder, recognizer)
    message = str(raised.value)
    assert "\n" not in message
    return message


@pytest.fixture
def own(stanza_folder: Path, tmp_path: Path) -> Path:
    """A folder of one's own models."""
    return Path(shutil.copytree(stanza_folder, tmp_path / "omat"))


def _listed(folder: Path, source: Path) -> dict[str, Any]:
    """Put models into a folder as Stanza's download does, and its list of them beside them."""
    finnish: dict[str, Any] = {"lang_name": "Finnish", "packages": {}}
    for processor in PROCESSORS:
        target = folder / "fi" / processor / "tdt.pt"
        target.parent.mkdir(parents=True)
        shutil.copy(source / processor / "model.pt", target)
        finnish[processor] = {"tdt": {"md5": hashlib.md5(target.read_bytes()).hexdigest()}}
    finnish["packages"]["default"] = dict.fromkeys(PROCESSORS, "tdt")
    finnish["packages"]["nameless"] = dict.fromkeys(PROCESSORS[:-1], "tdt")
    return {"fi": finnish}


@pytest.fixture
def resources(stanza_folder: Path, tmp_path: Path) -> Path:
    """A folder as Stanza's download makes it."""
    folder = tmp_path / "stanza_resources"
    listed = json.dumps(_listed(folder, stanza_folder))
    (folder / "resources.json").write_text(listed, encoding="utf-8")
    return folder


def _change(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what a model's file holds."""
    import torch

    content = torch.load(path, map_location="cpu", weights_only=True)
    change(content)
    torch.save(content, path)


def test_own_folder(own: Path) -> None:
    engine = _load(own)
    assert engine.name == f"stanza/{own} 1.15.0, names by the pipeline"
    [document] = engine.documents([Article(TEXT)])
    assert "Lohjalla" in [token.text for token in document.tokens]


def test_models_of_a_language_folder(own: Path, tmp_path: Path) -> None:
    """Models may also lie in a folder `fi`, as Stanza itself has it."""
    shutil.move(own, tmp_path / "kaikki" / "fi")
    _load(tmp_path / "kaikki")


def test_resources_folder(resources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _load(resources).name.startswith("stanza/default 1.15")
    assert _load(resources / "nameless", "luksia").name.startswith("stanza/nameless 1.15")
    assert "no model for 'ner' (names)" in _error(resources / "nameless")
    assert "recognizer = 'luksia'" in _error(resources / "nameless")
    assert "there is no Finnish package 'tdtt'. There are: default, nameless." in _error(resources / "tdtt")
    # Where Stanza's own folder is this one, a package's name is enough.
    monkeypatch.setattr("luksia_nlp.engines.stanza_models.default_folder", lambda: resources)
    assert find_model("nameless").folder == find_model().folder == resources
    assert "Did you mean 'default'?" in _error("defalt")


def test_nothing_installed(stanza_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del stanza_folder
    monkeypatch.setattr("luksia_nlp.engines.stanza_models.default_folder", lambda: tmp_path)
    with pytest.raises(EngineError, match="no Finnish Stanza models are installed in "):
        Analyzer(Settings(engine="stanza"))
    message = _error("ei/ole")
    assert message.startswith("model = 'ei/ole' is no folder, and no Finnish Stanza models are installed")


def test_without_stanza(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stanza", None)
    message = _error("omat")
    assert message == "The engine 'stanza' needs the package stanza: pip install \"stanza<2,>=1.15\""
    assert "stanza" not in set(installed_models()["engine"])


@pytest.mark.parametrize("processor", PROCESSORS)
def test_missing_processor(own: Path, processor: str) -> None:
    shutil.rmtree(own / processor)
    message = _error(own)
    assert f"{own}: has no model for {processor!r}" in message
    assert f"{own / processor / 'NAME.pt'}" in message


def test_several_models_of_a_processor(own: Path) -> None:
    shutil.copy(own / "pos" / "model.pt", own / "pos" / "other.pt")
    assert f"{own / 'pos'}: holds several models (model.pt, other.pt); keep one" in _error(own)


@pytest.mark.parametrize("processor", PROCESSORS)
@pytest.mark.parametrize("part", [0.0, 0.3, 0.999])
def test_cut_off_file(own: Path, processor: str, part: float) -> None:
    path = own / processor / "model.pt"
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    message = _error(own)
    assert message.startswith(f"{path}: is damaged")
    assert "Train it again with Stanza 1.15" in message


def test_other_content(own: Path) -> None:
    path = own / "pos" / "model.pt"
    path.write_text("Tämä ei ole malli.", encoding="utf-8")
    assert _error(own).startswith(f"{path}: is damaged")
    import torch

    torch.save({"jotain": 1}, path)
    assert _error(own).startswith(f"{path}: is no model of Stanza.")


def test_checksum_of_a_downloaded_file(resources: Path) -> None:
    """A changed weight would load and be wrong in silence."""
    path = resources / "fi" / "pos" / "tdt.pt"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(content)
    message = _error(resources)
    assert message.startswith(f"{path}: is damaged: its checksum is not the one in resources.json.")
    assert f"luksia-nlp models download default --dir {resources}" in message
    path.unlink()
    assert _error(resources).startswith(f"{path}: is missing. Download it again")


@pytest.mark.parametrize("content", ['{"fi"', "[]", '{"fi": []}', '{"fi": {"packages": []}}', '{"sv": {}}'])
def test_damaged_list_of_models(resources: Path, content: str) -> None:
    (resources / "resources.json").write_text(content, encoding="utf-8")
    assert "resources.json: is damaged or knows no Finnish models. Download it again" in _error(resources)


@pytest.mark.parametrize("processor", PROCESSORS)
def test_other_language(own: Path, processor: str) -> None:
    path = own / processor / "model.pt"
    _change(path, lambda content: content["config"].update(lang="sv", shorthand="sv_talbanken"))
    assert _error(own).startswith(f"{path}: is for the language 'sv', not Finnish ('fi').")


def test_old_dictionary(own: Path) -> None:
    """An older lemmatizer of Stanza kept pickled objects within its file."""
    path = own / "lemma" / "model.pt"
    _change(path, lambda content: content.update(dicts_version=2))
    message = _error(own)
    assert message.startswith(f"{path}: keeps its dictionary as an older Stanza did")
    assert "run code" in message


def test_old_options(own: Path) -> None:
    """A model of a Stanza so old that it lacks an option that today's expects."""
    path = own / "pos" / "model.pt"
    _change(path, lambda content: content["config"].pop("share_hid"))
    message = _error(own)
    assert message.startswith(f"{path}: Stanza 1.15.0 cannot use it (KeyError: 'share_hid')")
    assert "another version of Stanza" in message


def test_missing_word_vectors(own: Path) -> None:
    """Stanza itself would put random numbers in their place."""
    path = own / "pos" / "model.pt"
    _change(path, lambda content: content["config"].update(pretrain=True))
    assert f"{path}: needs the word vectors that it was trained with" in _error(own)
    assert str(own / "pretrain") in _error(own)


class _Malicious:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self._path),)


@pytest.mark.parametrize("file", [*(f"{processor}/model.pt" for processor in PROCESSORS), "pretrain/v.pt"])
def test_a_model_runs_no_code(own: Path, tmp_path: Path, file: str) -> None:
    import torch

    if file.startswith("pretrain"):
        _change(own / "pos" / "model.pt", lambda content: content["config"].update(pretrain=True))
    (own / file).parent.mkdir(exist_ok=True)
    torch.save({"config": {"lang": "fi"}, "vocab": _Malicious(tmp_path / "run")}, own / file)
    message = _error(own)
    assert message.startswith(f"{own / file}: holds Python objects that could run code when loaded")
    assert not (tmp_path / "run").exists()


def test_list_and_check(resources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = installed_models(resources)
    assert list(listed.loc[listed["engine"] == "stanza", "model"]) == [
        str(resources / "default"),
        str(resources / "nameless"),
    ]
    assert "UD Finnish-TDT, CC BY-SA 4.0" in listed["licence"].iloc[-1]
    assert 3 < listed["size_mb"].iloc[-1] < 6
    assert main(["models", "list", "--dir", str(resources)]) == 0
    assert f"stanza: {resources / 'nameless'} 1.15" in capsys.readouterr().out
    checked = check_models(folder=resources)
    assert list(checked["model"]) == list(listed["model"])
    assert set(checked["problem"]) == {""}
    (resources / "fi" / "lemma" / "tdt.pt").write_bytes(b"")
    assert main(["models", "check", "--dir", str(resources)]) == 2
    out = capsys.readouterr().out
    assert "luksia: luksia-fi: works" in out
    assert f"{resources / 'default'}: {resources / 'fi' / 'lemma' / 'tdt.pt'}: is damaged" in out


def test_check_of_one_model(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "check", str(own)]) == 0
    assert capsys.readouterr().out == f"stanza: {own}: works\n"


@pytest.fixture
def server(stanza_folder: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A copy of Stanza's resources, served over HTTP: its address and its folder."""
    from stanza.resources.common import DEFAULT_RESOURCES_VERSION

    folder = tmp_path / "www"
    folder.mkdir()
    listed = _listed(folder, stanza_folder)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    address = f"http://127.0.0.1:{running.server_port}"
    listed["url"] = f"{address}/{{lang}}/{{filename}}"
    name = f"resources_{DEFAULT_RESOURCES_VERSION}.json"
    (folder / name).write_text(json.dumps(listed), encoding="utf-8")
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield address, folder
    running.shutdown()
    running.server_close()


def test_download(server: tuple[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address, folder = server
    target = tmp_path / "mallit"
    assert main(["models", "download", "--dir", str(target), "--from", address]) == 0
    assert capsys.readouterr().out == f"Models in {target}\n"
    assert (target / "fi" / "pos" / "tdt.pt").read_bytes() == (folder / "fi" / "pos" / "tdt.pt").read_bytes()
    assert set(check_models(str(target))["problem"]) == {""}
    with pytest.raises(EngineError, match="no Finnish package 'ftb'"):
        download_models("ftb", target, address)


def test_damaged_download(server: tuple[str, Path], tmp_path: Path) -> None:
    address, folder = server
    path = folder / "fi" / "lemma" / "tdt.pt"
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(EngineError, match="A file came damaged: "):
        download_models(folder=tmp_path / "mallit", source=address)


def test_download_without_network(
    stanza_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del stanza_folder
    arguments = ["models", "download", "--dir", str(tmp_path / "mallit"), "--from", "http://127.0.0.1:9"]
    assert main(arguments) == 2
    [line] = capsys.readouterr().err.strip().splitlines()
    assert line.startswith("luksia-nlp: Stanza's models cannot be fetched (ConnectionError")
    assert 'copy FOLDER here, and set engine = "stanza" and model = "FOLDER"' in line


def test_download_into_a_file(server: tuple[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "tiedosto"
    path.write_text("", encoding="utf-8")
    with pytest.raises(EngineError, match="the models cannot be written there"):
        download_models(folder=path, source=server[0])
