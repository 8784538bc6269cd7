"""How similar a sentence is to a theme: its vector beside those of the themes' own sentences.

A theme's description and examples are a cloud of vectors, and so are ordinary news and the file's other
themes. What counts is how much denser the theme's own cloud is where the sentence lies: a kernel density
ratio, made a score from 0 to 1 by logistic regression (Platt 1999) on labelled sentences. `docs/themes.md`
has the formula and the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import numpy as np

from luksia_nlp import calibration
from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.records import Said
from luksia_nlp.resources import packaged
from luksia_nlp.similarity.background import background
from luksia_nlp.similarity.embedders import Embedder
from luksia_nlp.similarity.remembered import Remembered
from luksia_nlp.themes.definitions import Theme
from luksia_nlp.themes.judgements import OTHER_SENSE, Similarity, WordSense
from luksia_nlp.themes.scores import EVIDENCE_SCORES

# How much nearer a sentence must lie to a theme's counterexamples than to its examples before a word in it is
# taken in another sense (log density ratio). A theme's own word needs more than one derived from it. Read off
# some hundred labelled sentences: gravity and machines mostly lie beyond 1.5, the theme's own use below.
_OTHER_SENSE = {"term": 1.5, "pattern": 1.3, "derivation": 1.1, "compound": 1.5}


@dataclass(frozen=True, slots=True)
class _Cloud:
    """A theme's sentences and counterexamples, each with its vector."""

    texts: tuple[str, ...]
    vectors: Floats
    counter: Floats


class ThemeSimilarity:
    """Scores sentences by their similarity to themes.

    Args:
        themes: The themes; one with neither a description nor examples is left out.
        embedder: What turns sentences into vectors.

    Example:
        >>> from luksia_nlp.similarity import load_embedder
        >>> from luksia_nlp.themes.definitions import load_themes
        >>> vertaaja = ThemeSimilarity(load_themes(), load_embedder())
        >>> [tulos] = vertaaja.similarities(["Linjalle haki ennätysmäärä nuoria."])
        >>> max(tulos, key=lambda teema: tulos[teema].score)
        'vetovoima'
    """

    def __init__(self, themes: Sequence[Theme], embedder: Embedder) -> None:
        self._embedder = embedder
        self._remembered = Remembered(lambda texts: self._centred(embedder.vectors(texts)))
        background = _background(cast(Any, embedder))
        self._centre: Floats = background.mean(axis=0)
        self._background = self._centred(background)
        self._clouds = {theme.id: cloud for theme in themes if (cloud := self._cloud(theme)) is not None}
        self._constants = _constants(embedder.name)

    def similarities(self, texts: Sequence[Said]) -> list[dict[str, Similarity]]:
        """For each text, its similarity to each theme."""
        if not texts or not self._clouds:
            return [{} for _ in texts]
        rows = self._rows(texts)
        nearest = {theme: (rows @ cloud.vectors.T).argmax(axis=1) for theme, cloud in self._clouds.items()}
        slope, intercept = self._constants["slope"], self._constants["intercept"]
        return [
            {
                theme: Similarity(
                    round(calibration.probability(slope * ratio + intercept), 4),
                    self._clouds[theme].texts[nearest[theme][place]],
                )
                for theme, ratio in ratios.items()
            }
            for place, ratios in enumerate(self._ratios(rows))
        ]

    def ratios(self, texts: Sequence[Said]) -> list[dict[str, float]]:
        """For each text, the logarithm of its density ratio for each theme: what the scores are made of."""
        return self._ratios(self._rows(texts)) if texts else []

    def _rows(self, texts: Sequence[Said]) -> Floats:
        return self._remembered.rows([str(text) for text in texts])

    def _ratios(self, rows: Floats) -> list[dict[str, float]]:
        densities = {theme: self._density(rows @ cloud.vectors.T) for theme, cloud in self._clouds.items()}
        ordinary = self._density(self._nearest(rows @ self._background.T))
        by_theme = {
            theme: np.log(density / self._rival(theme, rows, densities, ordinary)).tolist()
            for theme, density in densities.items()
        }
        return [{theme: ratios[place] for theme, ratios in by_theme.items()} for place in range(len(rows))]

    def strengths(self, texts: Sequence[Said]) -> list[dict[str, float]]:
        """For each text, its similarity to each theme, 0 to 1."""
        return [{theme: each.score for theme, each in found.items()} for found in self.similarities(texts)]

    def leans_away(self, text: Said, theme: str) -> float:
        """How much nearer a sentence is to a theme's counterexamples than to its examples; 0 without any.

        Args:
            text: The sentence.
            theme: The theme's identifier.
        """
        cloud = self._clouds.get(theme)
        if cloud is None or not len(cloud.counter):
            return 0.0
        rows = self._rows([text])
        away, own = (self._density(rows @ vectors.T)[0] for vectors in (cloud.counter, cloud.vectors))
        return float(np.log(away / own))

    def word_sense(self, text: Said, theme: str, evidence: str) -> WordSense:
        """How a theme's word is meant: in another sense where its sentence leans to the counterexamples.

        Args:
            text: The sentence.
            theme: The theme's identifier.
            evidence: What found the word.
        """
        if self.leans_away(text, theme) > _OTHER_SENSE[evidence]:
            return WordSense(0.0, OTHER_SENSE)
        return WordSense(EVIDENCE_SCORES[evidence])

    def _rival(self, theme: str, rows: Floats, densities: Mapping[str, Floats], ordinary: Floats) -> Floats:
        """How dense everything lies that is not the theme."""
        shares, parts = [1 - self._constants["others"]], [ordinary]
        if others := [density for other, density in densities.items() if other != theme]:
            shares.append(self._constants["others"])
            parts.append(np.mean(others, axis=0))
        counter = self._clouds[theme].counter
        if len(counter):
            rest = sum(shares)
            shares = [share * (1 - self._constants["counter"]) for share in shares]
            shares.append(rest * self._constants["counter"])
            parts.append(self._density(rows @ counter.T))
        rival: Floats = np.average(parts, axis=0, weights=shares)
        return rival

    def _density(self, cosines: Floats) -> Floats:
        density: Floats = np.exp(self._temperature * cosines).mean(axis=1)
        return density

    def _nearest(self, cosines: Floats) -> Floats:
        """Of ordinary news only the nearest sentences: what is said of the same things, without the theme."""
        count = min(int(self._constants["background_sentences"]), cosines.shape[1])
        nearest: Floats = np.partition(cosines, -count, axis=1)[:, -count:]
        return nearest

    @property
    def _temperature(self) -> float:
        return self._constants["temperature"]

    def _cloud(self, theme: Theme) -> _Cloud | None:
        texts = tuple(text for text in (theme.description, *theme.examples) if text)
        if not texts:
            return None
        own, counter = (
            self._centred(self._embedder.vectors(some)) if some else self._background[:0]
            for some in (texts, theme.counterexamples)
        )
        return _Cloud(texts, own, counter)

    def _centred(self, vectors: Floats) -> Floats:
        """Turned so that ordinary news lies around nothing: all of an encoder's vectors point one way."""
        moved = vectors - self._centre
        rows: Floats = moved / (np.linalg.norm(moved, axis=1, keepdims=True) + 1e-6)
        return rows


@lru_cache(maxsize=4)
def _background(embedder: Embedder) -> Floats:
    return embedder.vectors(background())


def _constants(embedder: str) -> Mapping[str, float]:
    """The embedder's constants; the first table's for an embedder that was never measured."""
    found: Mapping[str, Mapping[str, float]] = packaged.toml("similarity.toml")["embedders"]
    return found.get(embedder, found["multilingual-e5-small, 6 of 12 layers, 8 bits"])
