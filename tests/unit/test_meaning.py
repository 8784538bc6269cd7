"""Scores by meaning, with a double whose vectors are plain to see and with the packaged encoder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from luksia_nlp.encoding import Floats
from luksia_nlp.meaning import ThemeMeanings
from luksia_nlp.similarity import SentenceEncoder, WordVectors
from luksia_nlp.theme_files import Theme, load_themes


class _Counting:
    """The word vectors, counting how many texts they were asked for."""

    def __init__(self) -> None:
        self._vectors = WordVectors()
        self.name = self._vectors.name
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return self._vectors.vectors(texts)


def test_each_distinct_sentence_is_asked_for_once() -> None:
    embedder = _Counting()
    meanings = ThemeMeanings(load_themes(), embedder)
    before = len(embedder.asked)
    meanings.likenesses(["Sataa lunta.", "Sataa vettä.", "Sataa lunta."])
    meanings.likenesses(["Sataa vettä."])
    meanings.leans_away("Sataa lunta.", "vetovoima")
    assert embedder.asked[before:] == ["Sataa lunta.", "Sataa vettä."]


@pytest.fixture(scope="module")
def meanings() -> ThemeMeanings:
    return ThemeMeanings(load_themes(), SentenceEncoder())


@pytest.mark.parametrize("theme", ["vetovoima", "vaikuttavuus", "ratkaisukeskeisyys"])
def test_a_themes_own_example_is_sure_and_nearest_to_itself(meanings: ThemeMeanings, theme: str) -> None:
    [own] = [each for each in load_themes() if each.theme == theme]
    for example in own.examples[:5]:
        [likeness] = meanings.likenesses([example])
        assert likeness[theme].nearest == example
        assert likeness[theme].score > max(likeness[other].score for other in likeness if other != theme)


def test_ordinary_news_scores_low(meanings: ThemeMeanings) -> None:
    texts = [
        "Valtuusto kokoontuu maanantaina kello 18.",
        "Joukkue voitti vieraissa 3–1.",
        "Yöllä satoi räntää.",
    ]
    for likeness in meanings.likenesses(texts):
        assert all(each.score < 0.3 for each in likeness.values())


def test_gravity_leans_to_the_counterexamples(meanings: ThemeMeanings) -> None:
    assert meanings.leans_away("Mustan aukon vetovoima on valtava.", "vetovoima") > 1
    assert meanings.leans_away("Kaupungin vetovoima kasvaa muuttajien silmissä.", "vetovoima") < 0


def test_a_theme_of_words_only_has_no_likeness() -> None:
    meanings = ThemeMeanings([Theme("a", "A", terms=("talo",))], WordVectors())
    assert meanings.likenesses(["Talo myytiin."]) == [{}]
    assert meanings.leans_away("Talo myytiin.", "a") == 0.0


def test_one_theme_alone_and_no_texts() -> None:
    meanings = ThemeMeanings([Theme("a", "A", examples=("Talo myytiin.",))], WordVectors())
    assert meanings.likenesses([]) == []
    [likeness] = meanings.likenesses(["Talo myytiin."])
    assert 0 <= likeness["a"].score <= 1
    assert np.isfinite(likeness["a"].score)
