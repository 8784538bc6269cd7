"""Whether a sentence speaks of a theme, as a network says that has learned it from many themes.

The network gives a sentence two vectors: what it speaks of, and what it says of that. A theme is the vectors
of its description and examples. Its subject is near where a sentence lies near them and not near its
counterexamples; its stance is the examples' own where the sentence says the same as they, and not that the
thing is lacking. Both become chances by numbers that were learned with the network; a theme that it has
never seen is judged by the same ones. `docs/themes.md` has the formula and the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from luksia_nlp import calibration
from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.records import Said
from luksia_nlp.resources import packaged
from luksia_nlp.similarity.sentence_reader import Readings, SentenceReader
from luksia_nlp.similarity.word_vectors import WordVectorEmbedder
from luksia_nlp.themes.definitions import Theme
from luksia_nlp.themes.judgements import AGAINST, OTHER_SENSE, Similarity, WordSense
from luksia_nlp.themes.scores import EVIDENCE_SCORES
from luksia_nlp.themes.similarity import ThemeSimilarity

# A word of a theme counts where its sentence speaks of the theme more surely than not.
_COUNTED = 0.5
# How much the density ratio of word vectors counts beside the odds of the subject, where themes are compared:
# 0: 0.80, 1: 0.82, 2: 0.83, 4: 0.81 of SIB-200's sentences got their topic.
_WORD_SHARE = 2.0
# From so many sentences of its own on, description and examples, a theme's words are judged by them: with
# fewer, as none of the themes had that were learned from, a word would be in another sense too often.
_FEWEST_OWN = 5
# What the subject's odds lose where a sentence is nearer to a counterexample than to any of the theme's own
# sentences, times how much nearer (cosine). Set by hand, so that one counterexample tells of sentences like
# it, however many others there are.
_NEARER = 12.0


@dataclass(frozen=True, slots=True)
class _Read:
    """A theme's own sentences and counterexamples, as read, and how well the ones tell of the others."""

    texts: tuple[str, ...]
    subjects: Floats
    mean: Floats
    stance: Floats
    counter: Floats
    known: float = 0.0


class Odds(NamedTuple):
    """What the chances of sentences and a theme are made of.

    `subject` are the log odds that they are on the theme's subject, `stance` those that they then speak for
    it and not against it, `rival` the chance that they are on the subject of another theme of the file. `own`
    is the middle of the log odds of the theme's own sentences, each judged by the others.
    """

    subject: Floats
    stance: Floats
    rival: Floats
    own: Floats


class ThemeMeaning:
    """Judges sentences by what the packaged model has learned of themes.

    Args:
        themes: The themes; one with neither a description nor examples is left out.
        reader: What reads sentences.

    Example:
        >>> from luksia_nlp.similarity import load_embedder
        >>> from luksia_nlp.themes.definitions import load_themes
        >>> lukija = ThemeMeaning(load_themes(), load_embedder())
        >>> [tulos] = lukija.similarities(["Linjalle haki ennätysmäärä nuoria."])
        >>> max(tulos, key=lambda teema: tulos[teema].score)
        'vetovoima'
    """

    def __init__(self, themes: Sequence[Theme], reader: SentenceReader) -> None:
        self._given = tuple(themes)
        self._reader = reader
        self._subject, self._stance = reader.judgement["subject"], reader.judgement["stance"]
        self._chances: Mapping[str, Sequence[float]] = packaged.toml("similarity.toml")["chances"]
        self._last: tuple[dict[Said, int], Readings | None, dict[str, Odds]] = {}, None, {}
        self._themes = {theme.id: read for theme in themes if (read := self._read(theme)) is not None}

    def similarities(self, texts: Sequence[Said]) -> list[dict[str, Similarity]]:
        """For each text, how surely it speaks of each theme, and how surely against it."""
        found: list[dict[str, Similarity]] = [{} for _ in texts]
        if not texts or not self._themes:
            return found
        subjects, every = self._every(texts)
        for theme, own in self._themes.items():
            odds = every[theme]
            nearest = (subjects @ own.subjects.T).argmax(axis=1)
            speaks = self._chance(odds, "meaning")
            against = self._chance(odds, "against")
            for place in range(len(texts)):
                found[place][theme] = Similarity(
                    round(float(speaks[place]), 4),
                    own.texts[nearest[place]],
                    round(float(against[place]), 4),
                )
        return found

    def word_sense(self, text: Said, theme: str, evidence: str) -> WordSense:
        """How surely a theme's word speaks of the theme in its sentence.

        Args:
            text: The sentence.
            theme: The theme's identifier.
            evidence: What found the word.
        """
        own = self._themes.get(theme)
        if own is None or len(own.texts) < _FEWEST_OWN:
            return WordSense(EVIDENCE_SCORES[evidence])
        odds = self.odds([text], theme)
        score, against = (
            round(float(self._chance(odds, kind)[0]), 4) for kind in (evidence, "against by word")
        )
        if max(score, against) < _COUNTED:
            return WordSense(0.0, OTHER_SENSE)
        return WordSense(score) if score >= against else WordSense(0.0, AGAINST)

    def strengths(self, texts: Sequence[Said]) -> list[dict[str, float]]:
        """For each text, how near it is to each theme's subject, 0 to 1, whatever it says of it.

        The odds of the subject and twice the density ratio of word vectors: what theme a text is of, among
        others, is seen in its words, too (`docs/themes.md`).
        """
        found: list[dict[str, float]] = [{} for _ in texts]
        if not texts or not self._themes:
            return found
        _, every = self._every(texts)
        ratios = self._by_words.ratios(texts)
        for place, ratio in enumerate(ratios):
            for theme, odds in every.items():
                total = float(odds.subject[place]) + _WORD_SHARE * ratio[theme]
                found[place][theme] = calibration.probability(total)
        return found

    @cached_property
    def _by_words(self) -> ThemeSimilarity:
        return ThemeSimilarity(self._given, WordVectorEmbedder())

    def odds(self, texts: Sequence[Said], theme: str) -> Odds:
        """What the chances are made of.

        Args:
            texts: Sentences, at least one.
            theme: The identifier of a theme with a description or examples.
        """
        return self._every(texts)[1][theme]

    def _chance(self, odds: Odds, kind: str) -> Floats:
        """The chance of what is asked by a linear function of what tells of it, as learned."""
        *weights, intercept = self._chances[kind]
        total = np.dot(weights, np.stack(odds)) + intercept
        chances: Floats = (1 / (1 + np.exp(-total))).astype(np.float32)
        return chances

    def _every(self, texts: Sequence[Said]) -> tuple[Floats, dict[str, Odds]]:
        """The texts' subjects and the odds of each theme; those of the texts asked for last are kept."""
        asked, read, found = self._last
        if read is not None and all(text in asked for text in texts):
            places = [asked[text] for text in texts]
            odds_of = {theme: Odds(*(part[places] for part in odds)) for theme, odds in found.items()}
            return read.subjects[places], odds_of
        read = self._reader.read(texts)
        subjects = np.stack([self._subject_odds(read, own) for own in self._themes.values()])
        rivals = 1 / (1 + np.exp(-_largest_of_others(subjects)))
        slope, intercept = self._stance["slope"], self._stance["intercept"]
        found = {
            theme: Odds(
                subjects[place],
                slope * (read.stances @ own.stance) + intercept,
                rivals[place],
                np.full(len(texts), own.known, np.float32),
            )
            for place, (theme, own) in enumerate(self._themes.items())
        }
        self._last = {text: place for place, text in enumerate(texts)}, read, found
        return read.subjects, found

    def _subject_odds(self, read: Readings, own: _Read) -> Floats:
        numbers, temperature = self._subject, self._subject["temperature"]
        near = read.subjects @ own.subjects.T
        densest = _soft_maximum(near, temperature)
        odds: Floats = numbers["densest"] * densest + numbers["mean"] * (read.subjects @ own.mean)
        if len(own.counter):
            far = read.subjects @ own.counter.T
            away = _soft_maximum(far, temperature) - densest
            odds = odds + numbers["counter"] * np.maximum(away, 0.0)
            nearer = far.max(axis=1) - near.max(axis=1)
            odds = odds - _NEARER * np.maximum(nearer, 0.0)
        return odds + numbers["intercept"]

    def _read(self, theme: Theme) -> _Read | None:
        texts = tuple(text for text in (theme.description, *theme.examples) if text)
        if not texts:
            return None
        read, counter = self._reader.read(texts), self._reader.read(theme.counterexamples).subjects
        own = _Read(texts, read.subjects, _unit_mean(read.subjects), _unit_mean(read.stances), counter)
        return replace(own, known=self._known(own, read))

    def _known(self, own: _Read, read: Readings) -> float:
        """The middle of the odds of a theme's sentences, each judged by the others; 0 for a lonely one."""
        if len(own.texts) == 1:
            return 0.0
        odds = []
        for place in range(len(own.texts)):
            others = np.delete(own.subjects, place, axis=0)
            rest = replace(own, subjects=others, mean=_unit_mean(others))
            odds.append(self._subject_odds(Readings(*(part[place : place + 1] for part in read)), rest)[0])
        return float(np.median(odds))


def _soft_maximum(cosines: Floats, temperature: float) -> Floats:
    """Near the largest of each row's cosines, and the nearer the more of them are large."""
    found: Floats = np.log(np.exp(temperature * cosines).mean(axis=1)) / temperature
    return found


def _largest_of_others(rows: Floats) -> Floats:
    """For each row the largest of the other rows' values, column by column; less than any without others."""
    if len(rows) == 1:
        return np.full_like(rows, -np.inf)
    *_, second, highest = np.sort(rows, axis=0)
    found: Floats = np.where(rows == highest, second, highest)
    return found


def _unit_mean(rows: Floats) -> Floats:
    mean = rows.mean(axis=0)
    unit: Floats = mean / (np.linalg.norm(mean) + 1e-6)
    return unit
