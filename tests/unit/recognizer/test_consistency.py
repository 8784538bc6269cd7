"""What is inconsistent in annotated sentences is found, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from luksia_nlp.recognizer.recognizer import Recognizer
from luksia_nlp.training.consistency import disagreements, doubts, main
from luksia_nlp.training.corpus import read_annotated

_TEXT = """\
[ORG Lahti] voitti [ORG Ilveksen].
[GPE Lahti] kasvaa [DATE tänä vuonna].
Lahti kasvaa.
[PERSON Aino Salo] asuu [GPE Lohjalla], ja [CARDINAL yksi] riittää.
Salo on kylmä, yksi vain.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(_TEXT, encoding="utf-8")
    return path


def test_one_name_and_two_labels_or_none(file: Path) -> None:
    (doubt,) = doubts(read_annotated(file))
    assert (doubt.name, doubt.labels) == ("Lahti", {"ORG": 1, "GPE": 1, "-": 1})
    assert doubt.examples == {
        "ORG": "Lahti voitti Ilveksen .", "GPE": "Lahti kasvaa tänä vuonna .", "-": "Lahti kasvaa .",
    }  # fmt: skip


def test_what_a_model_reads_otherwise(file: Path) -> None:
    found = list(disagreements(read_annotated(file), Recognizer()))
    assert ("Salo", "on") not in [sentence.tokens[:2] for sentence, _, only in found if not only]
    for sentence, only_here, only_there in found:
        assert only_here | only_there
        assert not only_here & only_there
        assert len(sentence.tokens) == len(sentence.tags)


def test_the_command_tells_what_it_found(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(file)]) == 0
    printed = capsys.readouterr().out
    assert "Lahti\tORG 1\tGPE 1\t- 1\n    ORG: Lahti voitti" in printed
    assert printed.endswith("5 sentences\n")
    assert main([str(file.with_name("ei.txt"))]) == 2
