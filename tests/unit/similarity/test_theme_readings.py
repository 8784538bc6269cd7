"""What is packaged of themes' sentences is what the packaged model reads, and used with this model only."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from luksia_nlp.recognizer import Recognizer, packaged_recognizer
from luksia_nlp.recognizer.recognizer import Read
from luksia_nlp.similarity.sentence_reader import SentenceReader
from luksia_nlp.similarity.theme_readings import theme_readings
from luksia_nlp.themes.definitions import load_themes


def test_all_sentences_of_the_packaged_themes_are_there() -> None:
    kept = theme_readings(packaged_recognizer().manifest)
    for theme in (*load_themes("luksia"), *load_themes("news")):
        texts = [text for text in (theme.description, *theme.examples, *theme.counterexamples) if text]
        assert [text for text in texts if text not in kept] == []


def test_they_are_what_the_model_reads() -> None:
    """By likeness: processors of other kinds round in other ways."""
    texts = random.Random(5).sample(sorted(theme_readings(packaged_recognizer().manifest)), 20)
    kept, anew = SentenceReader().read(texts), SentenceReader(Recognizer()).read(texts)
    for looked_up, read in zip(kept, anew, strict=True):
        assert ((looked_up * read).sum(axis=1) > 0.98).all()
        assert np.abs(np.linalg.norm(looked_up, axis=1) - 1).max() < 1e-3


def test_another_model_reads_them_itself() -> None:
    manifest = packaged_recognizer().manifest
    files = {**manifest.files, "sentences.onnx": "another"}
    assert theme_readings(replace(manifest, files=files)) == {}


def test_a_packaged_sentence_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = SentenceReader()
    asked: list[list[str]] = []
    recognizer = packaged_recognizer()

    def read(tokens: list[str]) -> Read:
        asked.append(tokens)
        return Recognizer.read(recognizer, tokens)

    monkeypatch.setattr(recognizer, "read", read)
    packaged = load_themes("luksia")[0].examples[0]
    reader.read([packaged, "Lohjan torilla myytiin hyttysverkkoa."])
    assert [tokens[0] for tokens in asked] == ["Lohjan"]
