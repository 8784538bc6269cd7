"""Training the recognizer: from a CoNLL file to a model folder, killed on the way and resumed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.extras import need

need("training")

import numpy as np
import torch
from sentencepiece import SentencePieceProcessor

from luksia_nlp.errors import TrainingError
from luksia_nlp.recognizer import Recognizer
from luksia_nlp.recognizer.decoding import spans_of
from luksia_nlp.training import averaging, sentences, trainer
from luksia_nlp.training.__main__ import main
from luksia_nlp.training.augmentation import NameLists, Swapper, _regular, case_of
from luksia_nlp.training.batches import training_windows
from luksia_nlp.training.corpus import Sentence, f1_score, plain_texts, read_conll
from luksia_nlp.training.distillation import SentenceModel, distil, padded
from luksia_nlp.training.pretrained import read_encoder
from luksia_nlp.training.sentence_encoder import PIECES, SentenceEncoder, pieces_of
from luksia_nlp.training.start import from_model
from tests.small_model import FAST


def test_a_model_comes_out_that_has_learned(trained: Path) -> None:
    recognizer = Recognizer(trained / "model")
    corpus = read_conll(trained / "corpus.tsv")
    found = recognizer.names_in_sentences(sentence.tokens for sentence in corpus)
    gold = [set(spans_of(sentence.tags)) for sentence in corpus]
    assert f1_score(gold, [{name[:3] for name in names} for names in found]) > 0.9
    origin = recognizer.manifest.origin
    assert origin["recipe"]["layers"] == 2
    assert origin["agreement"] > 0.99
    assert len(origin["corpus"]["corpus.tsv"]) == 64
    log = [json.loads(line) for line in (trained / "run" / "log.jsonl").read_text("utf-8").splitlines()]
    assert [row["epoch"] for row in log] == [1, 2, 3, 4, 5, 6]


def test_a_killed_run_goes_on_to_the_same_end(
    trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = str(trained / "corpus.tsv")
    command = [corpus, "--dev", corpus, "--out", str(tmp_path), *FAST]
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
    trained: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = str(trained / "corpus.tsv")
    command = [corpus, "--dev", corpus, "--out", str(trained), *FAST, "--seed", "8"]
    assert main(command) == 2
    assert "holds a run of another recipe or corpus" in capsys.readouterr().err


def test_a_model_is_trained_on_with_the_same_command(trained: Path, tmp_path: Path) -> None:
    """Its own labels stay, a new one is learned."""
    text = (trained / "corpus.tsv").read_text("utf-8").replace("koulun\tO", "Aino\tB-WORK_OF_ART")
    (tmp_path / "more.tsv").write_text(text, "utf-8")
    out = tmp_path / "out"
    command = [str(tmp_path / "more.tsv"), "--dev", str(tmp_path / "more.tsv"), "--out", str(out), *FAST]
    assert main([*command, "--model", str(trained / "model")]) == 0
    recognizer = Recognizer(out / "model")
    assert recognizer.manifest.labels == ("GPE", "ORG", "PERSON", "WORK_OF_ART")
    names = recognizer.names(["Rehtori", "Aino", "Laine", "puhui", "Turussa", "Aino", "juhlassa", "."])
    assert {name.label for name in names} == {"GPE", "PERSON", "WORK_OF_ART"}


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


@pytest.mark.parametrize(
    ("name", "case", "form"),
    [
        ("Luksia", "ine", "Luksiassa"),
        ("Gradia", "ill", "Gradiaan"),
        ("Axxell", "par", "Axxellia"),
        ("Rettig", "ade", "Rettigillä"),
        ("Posti", "gen", "Postin"),
        ("Suomen Yrittäjä", "all", "Suomen Yrittäjälle"),
        ("Cibus", "gen", None),  # Cibuksen or Cibusin: nobody can tell
    ],
)
def test_names_that_the_analyser_does_not_know(name: str, case: str, form: str | None) -> None:
    lists = NameLists(others={"PRODUCT": (name,)})
    listed = Swapper([], lists, share=1.0, from_lists=1.0)._listed("PRODUCT", case, np.random.default_rng(1))
    assert listed == (tuple(form.split()) if form else None)


def test_swapped_names_are_parted_at_marks() -> None:
    """Like the corpus, and like every text in recognition."""
    sentence = Sentence(("Puhuja", "oli", "Nokiasta", "."), ("O", "O", "B-PRODUCT", "O"))
    lists = NameLists(others={"PRODUCT": ("SAK",)})
    swapped = Swapper([], lists, share=1.0, from_lists=1.0).swapped(sentence, np.random.default_rng(1))
    assert swapped.tokens == ("Puhuja", "oli", "SAK", ":", "sta", ".")
    assert swapped.tags == ("O", "O", "B-PRODUCT", "I-PRODUCT", "I-PRODUCT", "O")


def test_overlong_sentences_are_cut_into_windows(trained: Path) -> None:
    """One in capitals once had more pieces than the model has places for."""
    encoder = from_model(trained / "model").token_encoder()
    tokens = ("VALTIONEUVOSTON", "KANSLIAN", "1", ",") * 200
    sentence = Sentence(tokens, ("B-ORG", "I-ORG", "O", "O") * 200)
    windows = list(training_windows([sentence], encoder, 100, np.random.default_rng(1)))
    assert len(windows) > 5
    assert max(sum(encoder.lengths(window.tokens)) for window in windows) <= 101  # with a line break
    assert [token for window in windows for token in window.tokens if token.strip()] == list(tokens)


def test_the_mean_of_two_runs_is_a_model(trained: Path, tmp_path: Path) -> None:
    corpus = str(trained / "corpus.tsv")
    more = ["--epochs", "2", "--seed", "9", "--model", str(trained / "model")]
    assert main([corpus, "--dev", corpus, "--out", str(tmp_path / "second"), *FAST, *more]) == 0
    runs = [str(trained / "run"), str(tmp_path / "second" / "run")]
    out = tmp_path / "mean"
    assert averaging.main([*runs, "--dev", corpus, "--out", str(out), "--name", "keskiarvo"]) == 0
    origin = Recognizer(out).manifest.origin
    assert origin["name"] == "keskiarvo"
    assert [each["recipe"]["epochs"] for each in origin["mean_of"]] == [6, 2]
    assert origin["dev_f1"] > 0.9
    states = [torch.load(Path(run) / "checkpoint.pt", weights_only=True)["average"] for run in runs]
    mean = averaging.averaged([Path(run) for run in runs], read_conll(trained / "corpus.tsv")).model
    both = (states[0]["tags.bias"] + states[1]["tags.bias"]) / 2
    assert torch.allclose(mean.state_dict()["tags.bias"], both)


def test_a_mean_keeps_a_share_of_what_the_runs_began_with(trained: Path, tmp_path: Path) -> None:
    corpus = str(trained / "corpus.tsv")
    more = ["--epochs", "1", "--seed", "9", "--model", str(trained / "model")]
    assert main([corpus, "--dev", corpus, "--out", str(tmp_path), *FAST, *more]) == 0
    start = from_model(trained / "model").state["layers.0.inner.weight"]
    dev = read_conll(trained / "corpus.tsv")
    own, half = (
        averaging.averaged([tmp_path / "run"], dev, share).model.state_dict()["layers.0.inner.weight"]
        for share in (0.0, 0.5)
    )
    assert not torch.allclose(own, start)
    assert torch.allclose(half, (own + start) / 2)
    with pytest.raises(TrainingError, match=r"must be 0 to 1, not 1\.5"):
        averaging.averaged([tmp_path / "run"], dev, 1.5)
    with pytest.raises(TrainingError, match="began with a model that knows other labels"):
        averaging.averaged([trained / "run"], dev, 0.5)


def test_runs_that_do_not_belong_together_are_refused(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = str(trained / "corpus.tsv")
    options = ["--dev", corpus, "--out", str(tmp_path / "out")]
    assert averaging.main([str(trained / "run"), str(tmp_path), *options]) == 2
    assert "holds no training run" in capsys.readouterr().err


def test_a_student_comes_nearer_to_its_teacher() -> None:
    """A tiny one: what it learns in seconds is little, and enough to see that it learns."""
    torch.manual_seed(1)
    student = SentenceModel(vocabulary=50, positions=16, width=24, inner=32, layers=1)
    rng = np.random.default_rng(1)
    rows = [[0, *rng.integers(5, 50, rng.integers(3, 9)).tolist(), 2] for _ in range(300)]
    words = rng.normal(size=(50, 24)).astype(np.float32)
    targets = np.stack([words[row].mean(axis=0) for row in rows])
    targets /= np.linalg.norm(targets, axis=1, keepdims=True)

    def similarity() -> float:
        with torch.inference_mode():
            vectors = torch.nn.functional.normalize(student(padded(rows)), dim=-1).numpy()
        return float((vectors * targets).sum(axis=1).mean())

    before = similarity()
    distil(student, rows, targets, epochs=40)
    assert similarity() > before + 0.3


def test_distilled_texts_read_like_text() -> None:
    sentence = Sentence(("Hän", "asuu", "(", "vielä", ")", "Lohjalla", "."), ("O",) * 7)
    short = Sentence(("Ei", "."), ("O", "O"))
    assert plain_texts([sentence, sentence, short]) == ["Hän asuu (vielä) Lohjalla."]


def test_exported_encoder_gives_the_trained_ones_vectors(tmp_path: Path) -> None:
    """The teacher's two lowest layers, exported as they are."""
    assert sentences.main([str(tmp_path), "--layers", "2", "--epochs", "0"]) == 0
    encoder = SentenceEncoder(tmp_path)
    assert encoder.name == "multilingual-e5-small, 8 bits"
    pretrained = read_encoder()
    processor = SentencePieceProcessor(model_proto=(tmp_path / PIECES).read_bytes())
    model = sentences._model(pretrained, processor, 2)
    texts = ["Hakijoita oli ennätysmäärä.", "Jokeen nousi taas kaloja."]
    wanted = sentences._vectors(model, [pieces_of(processor, text) for text in texts])
    found = encoder.vectors(texts)
    assert encoder.judgement is None
    assert ((found * wanted).sum(axis=1) > 0.98).all()


@pytest.mark.parametrize(
    ("name", "case", "form"),
    [
        ("Velsaria", "ine", "Velsariassa"),
        ("Kraino", "ill", "Krainoon"),
        ("Bergkamp", "gen", "Bergkampin"),
        ("Mökö", "par", None),  # the consonant before could change its grade
        ("Virtanen", "gen", None),
        ("SAK", "gen", None),
        ("b", "gen", "bin"),
        ("a", "gen", None),
    ],
)
def test_forms_of_names_that_the_analyser_does_not_know(name: str, case: str, form: str | None) -> None:
    assert _regular(name, case) == form
