"""What turns sentences into vectors, and what is said when it cannot."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from luksia_nlp.errors import SimilarityError
from luksia_nlp.recognizer import Recognizer
from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.similarity.embedders import load_embedder
from luksia_nlp.similarity.remembered import Remembered
from luksia_nlp.similarity.sentence_encoder import MANIFEST, NETWORK, SentenceEncoder, packaged_encoder
from luksia_nlp.similarity.word_vectors import WordVectorEmbedder

SENTENCES = ["Hakijoita oli ennätysmäärä.", "Kouluun haki todella moni.", "Jokeen nousi taas kaloja."]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def test_vectors_have_length_one_and_know_what_is_alike(encoder: SentenceEncoder) -> None:
    vectors = encoder.vectors(SENTENCES)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_a_vector_does_not_depend_on_what_else_is_read(encoder: SentenceEncoder) -> None:
    together = encoder.vectors(SENTENCES)
    assert np.array_equal(together[1], encoder.vectors(SENTENCES[1:2])[0])


def test_subjects_and_stances_are_told_apart(encoder: SentenceEncoder) -> None:
    grows, falls, other = encoder.read(
        ["Hakijoita on yhä enemmän.", "Hakijoita on yhä vähemmän.", "Sataa lunta yhä enemmän."]
    ).subjects
    assert grows @ falls > grows @ other
    stances = encoder.read(["Hakijamäärä kasvoi.", "Hakijamäärä romahti.", "Kävijämäärä kasvoi."]).stances
    assert np.allclose(np.linalg.norm(stances, axis=1), 1, atol=1e-5)
    assert stances[0] @ stances[2] > stances[0] @ stances[1]


def test_what_was_read_lately_is_not_read_again() -> None:
    asked: list[str] = []

    def rows(texts: Sequence[str]) -> Floats:
        asked.extend(texts)
        return np.array([[len(text)] for text in texts], np.float32)

    remembered = Remembered(rows, most=2)
    for texts in (["a", "bb", "a"], ["ccc"], ["bb", "ccc"], ["a"]):
        assert remembered.rows(texts)[:, 0].tolist() == list(map(len, texts))
    assert asked == ["a", "bb", "ccc", "a"]


def test_very_long_and_empty_texts(encoder: SentenceEncoder) -> None:
    assert encoder.vectors(["sana " * 5_000, "", "🎉"]).shape[0] == 3
    assert np.isfinite(encoder.vectors([""])).all()
    assert len(encoder.vectors([])) == 0


def test_word_vectors() -> None:
    vectors = WordVectorEmbedder().vectors(["Koulu alkaa.", "Koulussa opiskellaan.", "Meri myrskyää.", "—"])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert np.isfinite(vectors).all()


def test_names() -> None:
    assert load_embedder("none") is None
    assert isinstance(load_embedder("word-vectors"), WordVectorEmbedder)
    with pytest.raises(SimilarityError, match=r'pip install "sentence-transformers>=3"'):
        load_embedder("oma/malli")


def test_damaged_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "malli"
    shutil.copytree(packaged_encoder(), folder)
    (folder / NETWORK).write_bytes(b"x")
    with pytest.raises(SimilarityError, match=rf"{NETWORK}: is damaged"):
        SentenceEncoder(folder)
    (folder / NETWORK).unlink()
    with pytest.raises(SimilarityError, match=rf"{NETWORK}: is missing"):
        SentenceEncoder(folder)


@pytest.mark.parametrize(
    ("content", "message"),
    [("{", "is damaged"), (json.dumps({"format": 99, "name": "x", "files": {}}), "is of format 99")],
)
def test_wrong_manifest(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / MANIFEST).write_text(content, encoding="utf-8")
    with pytest.raises(SimilarityError, match=message):
        SentenceEncoder(tmp_path)


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(SimilarityError, match="is missing"):
        SentenceEncoder(tmp_path / "ei-ole")


def test_the_recognizer_and_the_word_vectors_share_one_table() -> None:
    recognizer, words = Recognizer(), WordVectorEmbedder()
    assert recognizer._encoder._vectors is words._words
