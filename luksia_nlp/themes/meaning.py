"""Whether a sentence speaks of a theme, as a network says that has learned it from many themes.

The network gives a sentence two vectors: what it speaks of, and what it says of that. A theme is the vectors
of its description and examples. Its subject is near where a sentence lies near them and not near its
counterexamples; its stance is the examples' own where the sentence says the same as they, and not that the
thing is lacking. Both become chances by numbers that were learned with the network; a theme that it has
never seen is judged by the same ones. `docs/themes.md` has the formula and the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.resources import packaged
from luksia_nlp.similarity.sentence_encoder import Readings, SentenceEncoder
from luksia_nlp.themes.definitions import Theme
from luksia_nlp.themes.judgements import AGAINST, OTHER_SENSE, Similarity, WordSense
from luksia_nlp.themes.scores import EVIDENCE_SCORES

# A word of a theme counts where its sentence speaks of the theme more surely than not.
_COUNTED = 0.5


@dataclass(frozen=True, slots=True)
class _Read:
    """A theme's own sentences and counterexamples, as read."""

    texts: tuple[str, ...]
    subjects: Floats
    mean: Floats
    stance: Floats
    counter: Floats


class Odds(NamedTuple):
    """The log odds that sentences are on a theme's subject, and those that they speak for it, not against."""

    subject: Floats
    stance: Floats


class ThemeMeaning:
    """Judges sentences by what the packaged encoder has learned of themes.

    Args:
        themes: The themes; one with neither a description nor examples is left out.
        encoder: The packaged encoder, or another that has learned of themes.

    Example:
        >>> from luksia_nlp.similarity import load_embedder
        >>> from luksia_nlp.themes.definitions import load_themes
        >>> lukija = ThemeMeaning(load_themes(), load_embedder())
        >>> [tulos] = lukija.similarities(["Linjalle haki ennätysmäärä nuoria."])
        >>> max(tulos, key=lambda teema: tulos[teema].score)
        'vetovoima'
    """

    def __init__(self, themes: Sequence[Theme], encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        numbers = encoder.judgement or {}
        self._subject: Mapping[str, float] = numbers["subject"]
        self._stance: Mapping[str, float] = numbers["stance"]
        self._chances: Mapping[str, Sequence[float]] = packaged.toml("similarity.toml")["chances"]
        self._themes = {theme.id: read for theme in themes if (read := self._read(theme)) is not None}

    def similarities(self, texts: Sequence[str]) -> list[dict[str, Similarity]]:
        """For each text, how surely it speaks of each theme, and how surely against it."""
        found: list[dict[str, Similarity]] = [{} for _ in texts]
        if not texts or not self._themes:
            return found
        read = self._encoder.read(texts)
        for theme, own in self._themes.items():
            odds = self._odds(read, own)
            nearest = (read.subjects @ own.subjects.T).argmax(axis=1)
            speaks = self._chance(odds, "meaning")
            against = self._chance(odds, "against")
            for place in range(len(texts)):
                found[place][theme] = Similarity(
                    round(float(speaks[place]), 4),
                    own.texts[nearest[place]],
                    round(float(against[place]), 4),
                )
        return found

    def word_sense(self, text: str, theme: str, evidence: str) -> WordSense:
        """How surely a theme's word speaks of the theme in its sentence.

        Args:
            text: The sentence.
            theme: The theme's identifier.
            evidence: What found the word.
        """
        own = self._themes.get(theme)
        if own is None:
            return WordSense(EVIDENCE_SCORES[evidence])
        odds = self._odds(self._encoder.read([text]), own)
        score = round(float(self._chance(odds, evidence)[0]), 4)
        if score >= _COUNTED:
            return WordSense(score)
        lost = self._chance(odds, "against by word")[0] >= _COUNTED
        return WordSense(0.0, AGAINST if lost else OTHER_SENSE)

    def odds(self, texts: Sequence[str], theme: str) -> Odds:
        """What the chances are made of.

        Args:
            texts: Sentences, at least one.
            theme: The identifier of a theme with a description or examples.
        """
        return self._odds(self._encoder.read(texts), self._themes[theme])

    def _chance(self, odds: Odds, kind: str) -> Floats:
        """The chance of what is asked by a linear function of both log odds, as learned."""
        subject, stance, intercept = self._chances[kind]
        total = subject * odds.subject + stance * odds.stance + intercept
        chances: Floats = 1 / (1 + np.exp(-total))
        return chances

    def _odds(self, read: Readings, own: _Read) -> Odds:
        numbers, temperature = self._subject, self._subject["temperature"]
        densest = _soft_maximum(read.subjects @ own.subjects.T, temperature)
        subject = numbers["densest"] * densest + numbers["mean"] * (read.subjects @ own.mean)
        if len(own.counter):
            away = _soft_maximum(read.subjects @ own.counter.T, temperature) - densest
            subject = subject + numbers["counter"] * np.maximum(away, 0.0)
        stance = self._stance["slope"] * (read.stances @ own.stance) + self._stance["intercept"]
        return Odds(subject + numbers["intercept"], stance)

    def _read(self, theme: Theme) -> _Read | None:
        texts = tuple(text for text in (theme.description, *theme.examples) if text)
        if not texts:
            return None
        own, counter = self._encoder.read(texts), self._encoder.read(theme.counterexamples).subjects
        return _Read(texts, own.subjects, _unit_mean(own.subjects), _unit_mean(own.stances), counter)


def _soft_maximum(cosines: Floats, temperature: float) -> Floats:
    """Near the largest of each row's cosines, and the nearer the more of them are large."""
    found: Floats = np.log(np.exp(temperature * cosines).mean(axis=1)) / temperature
    return found


def _unit_mean(rows: Floats) -> Floats:
    mean = rows.mean(axis=0)
    unit: Floats = mean / (np.linalg.norm(mean) + 1e-6)
    return unit
