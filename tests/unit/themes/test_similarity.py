"""Scores by similarity, with a double whose vectors are plain to see and with the packaged encoder."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.similarity.background import background
from luksia_nlp.similarity.word_vectors import WordVectorEmbedder
from luksia_nlp.themes.definitions import Theme, load_themes
from luksia_nlp.themes.similarity import ThemeSimilarity


class _Counting:
    """The word vectors, counting how many texts they were asked for."""

    def __init__(self) -> None:
        self._vectors = WordVectorEmbedder()
        self.name = self._vectors.name
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return self._vectors.vectors(texts)


def test_each_distinct_sentence_is_asked_for_once() -> None:
    embedder = _Counting()
    compared = ThemeSimilarity(load_themes(), embedder)
    before = len(embedder.asked)
    compared.similarities(["Sataa lunta.", "Sataa vettä.", "Sataa lunta."])
    compared.similarities(["Sataa vettä."])
    compared.leans_away("Sataa lunta.", "vetovoima")
    assert embedder.asked[before:] == ["Sataa lunta.", "Sataa vettä."]


@pytest.fixture(scope="module")
def compared() -> ThemeSimilarity:
    return ThemeSimilarity(load_themes(), WordVectorEmbedder())


def test_a_word_is_in_another_sense_where_its_sentence_leans_to_the_counterexamples() -> None:
    theme = Theme("a", "A", terms=("vetovoima",), examples=("Kaupunki houkuttelee asukkaita.",))
    theme = replace(theme, counterexamples=("Kuun vetovoima nostaa merenpintaa.",))
    compared = ThemeSimilarity([theme], WordVectorEmbedder())
    gravity, town = "Kuun vetovoima nostaa merenpintaa.", "Kaupungin vetovoima houkuttelee asukkaita."
    assert compared.leans_away(gravity, "a") > 1.5
    assert compared.word_sense(gravity, "a", "term") == (0.0, "other sense")
    assert compared.word_sense(town, "a", "term") == (0.8, None)


def test_a_theme_of_words_only_has_no_similarity() -> None:
    compared = ThemeSimilarity([Theme("a", "A", terms=("talo",))], WordVectorEmbedder())
    assert compared.similarities(["Talo myytiin."]) == [{}]
    assert compared.leans_away("Talo myytiin.", "a") == 0.0


def test_one_theme_alone_and_no_texts() -> None:
    compared = ThemeSimilarity([Theme("a", "A", examples=("Talo myytiin.",))], WordVectorEmbedder())
    assert compared.similarities([]) == []
    [similarity] = compared.similarities(["Talo myytiin."])
    assert 0 <= similarity["a"].score <= 1
    assert np.isfinite(similarity["a"].score)


_OTHERS = (Theme("b", "B", examples=("Laiva lähti merelle.", "Kalat uivat meressä.")),)


def _ratio(theme: Theme, text: str, *others: Theme) -> float:
    [ratios] = ThemeSimilarity([theme, *others], WordVectorEmbedder()).ratios([text])
    return ratios[theme.id]


def test_what_a_theme_is_compared_with_takes_from_its_ratio() -> None:
    theme = Theme("a", "A", examples=("Talo myytiin eilen.", "Asunto ostettiin halvalla."))
    text = "Laiva myytiin eilen merelle."
    alone = _ratio(theme, text)
    # Other themes of the file, and the theme's own counterexamples, are rivals where they lie near.
    assert _ratio(theme, text, *_OTHERS) < alone - 0.1
    assert _ratio(replace(theme, counterexamples=(text,)), text) < alone - 0.1
    assert _ratio(replace(theme, examples=(*theme.examples, text)), text) > alone + 0.1
    # A theme is no rival of itself: what is only its own is surer than ordinary news alone would say.
    own = theme.examples[0]
    assert _ratio(theme, own, *_OTHERS) > _ratio(theme, own)


def test_a_description_is_one_of_a_themes_sentences() -> None:
    theme = Theme("a", "A", description="Talo myytiin eilen.", examples=("Laiva lähti merelle.",))
    [similarities] = ThemeSimilarity([theme], WordVectorEmbedder()).similarities(["Talo myytiin eilen."])
    assert similarities["a"].nearest == "Talo myytiin eilen."
    [similarities] = ThemeSimilarity([replace(theme, examples=())], WordVectorEmbedder()).similarities(
        ["Talo myytiin."]
    )
    assert similarities["a"].nearest == "Talo myytiin eilen."


def test_ratios_become_scores_by_the_embedders_own_curve(compared: ThemeSimilarity) -> None:
    """The slopes and intercepts are those of resources/similarity.toml."""
    texts = [
        "Linjalle haki moni nuori.",
        "Valtuusto kokoontuu maanantaina.",
        "Tehdas etsii uusia työntekijöitä.",
    ]
    stranger = _Counting()
    stranger.name = "oma malli"  # never measured: it has the constants of one that was
    for each, slope, intercept in (
        (compared, 3.93, -1.82), (ThemeSimilarity(load_themes(), stranger), 4.78, -1.94),
    ):  # fmt: skip
        for ratios, similarities in zip(each.ratios(texts), each.similarities(texts), strict=True):
            for theme, ratio in ratios.items():
                score = 1 / (1 + math.exp(-(slope * ratio + intercept)))
                assert similarities[theme].score == pytest.approx(score, abs=0.0001)


def test_vectors_are_turned_so_that_ordinary_news_lies_around_nothing(compared: ThemeSimilarity) -> None:
    rows = compared._remembered.rows(background()[:200])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=0.001)
    assert np.linalg.norm(rows.mean(axis=0)) < 0.2
