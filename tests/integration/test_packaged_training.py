"""The command that makes a model like the packaged one: its steps fit together, and the open one is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.extras import need

need("training")

from luksia_nlp.training import __main__ as names
from luksia_nlp.training import averaging, packaged, reading, sentences, themes
from luksia_nlp.training.corpus import read_conll
from luksia_nlp.training.turku_part import main as part_main
from tests.conftest import ROOT

OWN = ROOT / "data" / "training"


def _corpora(folder: Path) -> Path:
    """Twenty sentences of each source, and the older corpus that has one of them."""
    web = [f"Lohjalla\tB-GPE\nsataa\tO\n{number}\tO\n" for number in range(20)]
    technology = [f"Nokia\tB-ORG\nmyi\tO\n{number}\tO\n" for number in range(20)]
    for name, texts in {
        "turku-one/train.tsv": [*web, *technology],
        "turku-one/dev.tsv": web[:2],
        "turku-ner/train.tsv": web[:10],
        "turku-ner/dev.tsv": web[10:],
        "turku-paraphrase/train.tsv": web,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("\n".join(texts), encoding="utf-8")
    return folder


def test_every_step_takes_what_the_one_before_it_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    for module in (names, averaging, reading, sentences, themes):
        monkeypatch.setattr(module, "finished", lambda *_: 0)
    out = tmp_path / "ulos"
    for step in packaged.steps(out, _corpora(tmp_path), OWN, tmp_path / "turku-one" / "train.tsv"):
        for argument in step.arguments:
            path = Path(argument)
            if path.is_relative_to(out) and not step.makes.is_relative_to(path):
                assert any(path.parent == each.parent or path == each for each in made), argument
        assert step.command(step.arguments) == 0  # the arguments are understood
        made.append(step.makes)
    assert made[-1] == out / "model"


def test_the_open_model_learns_nothing_from_digitoday(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[Any]] = []

    def noted(arguments: Sequence[Any]) -> int:
        seen.append(list(arguments))
        return 0

    def steps(*paths: Path) -> list[packaged.Step]:
        noted(paths)
        return [packaged.Step(tmp_path / "tehty", noted, ["a"])]

    monkeypatch.setattr(packaged, "steps", steps)
    corpora = _corpora(tmp_path)
    assert packaged.main([str(tmp_path / "ulos"), "--corpora", str(corpora), "--open"]) == 0
    [one] = [path for path in seen[0] if path.name == "turku.tsv"]
    assert {sentence.tokens[0] for sentence in read_conll(one)} == {"Lohjalla"}
    assert len(read_conll(one)) == 20
    assert seen[1] == ["a"]


def test_a_step_that_fails_ends_it_and_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def step(name: str, status: int) -> packaged.Step:
        def work(arguments: Sequence[str]) -> int:
            (tmp_path / name).mkdir(exist_ok=True)  # there, even where it was not made whole
            done.extend(arguments)
            return status

        return packaged.Step(tmp_path / name, work, [name])

    command = [str(tmp_path / "ulos"), "--corpora", str(_corpora(tmp_path))]
    monkeypatch.setattr(packaged, "steps", lambda *_: [step("eka", 0), step("toka", 2), step("kolmas", 0)])
    assert packaged.main(command) == 2
    assert done == ["eka", "toka"]
    monkeypatch.setattr(packaged, "steps", lambda *_: [step("eka", 0), step("toka", 0), step("kolmas", 0)])
    assert packaged.main(command) == 0
    assert done == ["eka", "toka", "toka", "kolmas"]


def test_the_corpus_is_parted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpora = _corpora(tmp_path)
    older = [str(corpora / "turku-ner" / name) for name in ("train.tsv", "dev.tsv")]
    part_main([str(corpora / "turku-one" / "train.tsv"), *older, "--out", str(tmp_path / "osat")])
    assert '"digitoday": {"sentences": 20, "tokens": 60}' in capsys.readouterr().out
