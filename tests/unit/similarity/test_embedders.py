"""What turns sentences into vectors, and what is said when it cannot."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from luksia_nlp.errors import SimilarityError
from luksia_nlp.recognizer import Recognizer, packaged_recognizer, tokens_of
from luksia_nlp.recognizer.manifest import MANIFEST, packaged_model
from luksia_nlp.recognizer.manifest import SENTENCES as SENTENCE_NETWORK
from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.records import Passage
from luksia_nlp.similarity.embedders import load_embedder
from luksia_nlp.similarity.remembered import Remembered
from luksia_nlp.similarity.sentence_reader import SentenceReader
from luksia_nlp.similarity.word_vectors import WordVectorEmbedder

SENTENCES = ["Hakijoita oli ennätysmäärä.", "Kouluun haki todella moni.", "Jokeen nousi taas kaloja."]


@pytest.fixture(scope="module")
def reader() -> SentenceReader:
    return SentenceReader()


def test_vectors_have_length_one_and_know_what_is_alike(reader: SentenceReader) -> None:
    vectors = reader.vectors(SENTENCES)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_a_vector_does_not_depend_on_what_else_is_read(reader: SentenceReader) -> None:
    together = reader.vectors(SENTENCES)
    assert np.array_equal(together[1], reader.vectors(SENTENCES[1:2])[0])


def test_subjects_and_stances_are_told_apart(reader: SentenceReader) -> None:
    grows, falls, other = reader.read(
        ["Hakijoita on yhä enemmän.", "Hakijoita on yhä vähemmän.", "Sataa lunta yhä enemmän."]
    ).subjects
    assert grows @ falls > grows @ other
    stances = reader.read(["Hakijamäärä kasvoi.", "Hakijamäärä romahti.", "Kävijämäärä kasvoi."]).stances
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


def test_very_long_and_empty_texts(reader: SentenceReader) -> None:
    assert reader.vectors(["sana " * 5_000, "", "🎉"]).shape[0] == 3
    assert np.isfinite(reader.vectors([""])).all()
    assert len(reader.vectors([])) == 0


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
    shutil.copytree(packaged_model(), folder)
    (folder / SENTENCE_NETWORK).write_bytes(b"x")
    with pytest.raises(SimilarityError, match=rf"{SENTENCE_NETWORK}: is damaged"):
        SentenceReader(Recognizer(folder))
    (folder / SENTENCE_NETWORK).unlink()
    with pytest.raises(SimilarityError, match=rf"{SENTENCE_NETWORK}: is missing"):
        SentenceReader(Recognizer(folder))


def test_a_model_that_only_finds_names_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "malli"
    shutil.copytree(packaged_model(), folder)
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**manifest, "reading": None}), encoding="utf-8")
    with pytest.raises(SimilarityError, match="finds names only"):
        SentenceReader(Recognizer(folder))


def test_a_sentence_in_a_text_is_read_from_its_own_words_there(reader: SentenceReader) -> None:
    texts = ["Kunta myi koulun.", "Se on nyt hotelli."]
    read = list(packaged_recognizer().read_sentences([tokens_of(text) for text in texts]))
    rows = np.concatenate([each.words for each in read if each.words is not None])
    second = Passage(texts[1], rows, len(rows) - 5, len(rows))
    alone, within = reader.vectors([texts[1]])[0], reader.vectors([second])[0]
    assert 0.5 < alone @ within < 0.9999  # it is the same sentence, and *se* is known
    assert np.array_equal(reader.vectors([texts[0], second])[1], within)


def test_the_recognizer_and_the_word_vectors_share_one_table() -> None:
    recognizer, words = Recognizer(), WordVectorEmbedder()
    assert recognizer._encoder._vectors is words._words
