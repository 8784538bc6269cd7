"""Teaching a recognizer's model to read sentences: names stay, and what it reads is the teacher's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extras import need

need("training")

import numpy as np
import onnx
import torch

from luksia_nlp.recognizer import Recognizer, packaged_recognizer, tokens_of
from luksia_nlp.recognizer.manifest import NETWORK, packaged_model, read_manifest
from luksia_nlp.similarity.sentence_reader import SentenceReader
from luksia_nlp.training import reading, sentences
from luksia_nlp.training.reading_graph import with_features, without_words
from luksia_nlp.training.sentence_encoder import PIECES, SentenceEncoder
from luksia_nlp.training.sentences import export_encoder
from luksia_nlp.training.theme_model import ThemeModel, read_encoder_folder

TEXT = """[GPE Lohjalla] sataa lunta koko viikon ajan.
[PERSON Aino Salo] luki linjalle hakeneiden nimet.
Tehdas sai tilauksen ja palkkaa nyt väkeä.

[ORG Lohjan kaupunki] korjaa koulun katon kesällä.
Satamassa soitti kuoro, ja lapset lauloivat mukana.
Valtuusto päätti lykätä koulun korjausta vuodella.
"""
TOKENS = tokens_of("Timo Hakkarainen asuu Lohjalla, ja Luksia kouluttaa 31.12.2026 asti.")


@pytest.fixture(scope="module")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pretrained encoder's lowest layer, with stances and numbers as if it had learned of themes."""
    untaught, taught = (tmp_path_factory.mktemp(name) for name in ("e5", "opettaja"))
    assert sentences.main([str(untaught), "--layers", "1", "--epochs", "0"]) == 0
    torch.manual_seed(1)
    encoder, _ = read_encoder_folder(untaught)
    model = ThemeModel(encoder, torch.zeros(384))
    pieces = (untaught / PIECES).read_bytes()
    export_encoder(taught, model.encoder_state(), pieces, "opettaja", model.judgement())
    return taught


@pytest.fixture(scope="module")
def made(teacher: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("malli")
    (folder / "teksti.txt").write_text(TEXT, encoding="utf-8")
    told = ["--model", str(packaged_model()), "--teacher", str(teacher), "--text", str(folder / "teksti.txt")]
    sizes = ["--layers", "1", "--inner", "96", "--epochs", "80", "--name", "kokeilu"]
    assert reading.main([str(folder / "luettu"), *told, *sizes]) == 0
    return folder / "luettu"


def test_names_stay_the_same(made: Path) -> None:
    assert Recognizer(made).names(TOKENS) == packaged_recognizer().names(TOKENS)
    network = without_words(onnx.load(str(made / NETWORK)))
    before = without_words(onnx.load(str(packaged_model() / NETWORK)))
    assert [node.op_type for node in network.graph.node] == [node.op_type for node in before.graph.node]


def test_what_is_read_is_the_teachers(made: Path, teacher: Path) -> None:
    reader, encoder = SentenceReader(Recognizer(made)), SentenceEncoder(teacher)
    texts = ["Tehdas sai tilauksen ja palkkaa nyt väkeä.", "Lohjalla sataa lunta tänään."]
    assert reader.name == "kokeilu"
    assert reader.judgement == encoder.judgement
    for found, wanted in zip(reader.read(texts), encoder.read(texts), strict=True):
        assert (found * wanted).sum(axis=1).mean() > 0.5


def test_features_are_those_of_each_tokens_pieces(tmp_path: Path) -> None:
    """A token's features do not depend on how many pieces the others have, but for what their states say."""
    network = with_features(without_words(onnx.load(str(packaged_model() / NETWORK))))
    assert len(network.graph.output) == 2
    reader = reading.FeatureReader(packaged_model(), tmp_path)
    [alone] = reader.of(["Lohja"])
    assert alone.shape == (1, 4 * 384 + 128)
    [first, second] = reader.in_context([["Lohja", "sataa", "."], ["Lohja"]])
    assert (len(first), len(second)) == (3, 1)
    assert np.allclose(first[0, -128:], second[0, -128:], atol=1e-3)  # the word's own vector
    assert not np.allclose(first[0, :384], second[0, :384], atol=1e-1)


def test_a_teacher_without_themes_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sentences.main([str(tmp_path / "e5"), "--layers", "1", "--epochs", "0"]) == 0
    (tmp_path / "teksti.txt").write_text(TEXT, encoding="utf-8")
    told = ["--model", str(packaged_model()), "--teacher", str(tmp_path / "e5")]
    options = [*told, "--text", str(tmp_path / "teksti.txt")]
    assert reading.main([str(tmp_path / "luettu"), *options]) == 2
    assert "make it with luksia_nlp.training.themes" in capsys.readouterr().err


def test_the_packaged_model_reads_sentences() -> None:
    found = read_manifest(packaged_model()).reading
    assert found is not None
    assert found.word_width == found.subject_width == 384
    assert set(found.judgement) == {"subject", "stance"}
