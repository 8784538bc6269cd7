"""What the recognizer's own reading says of sentences: one network's pass serves names and themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from luksia_nlp.errors import RecognizerError, SimilarityError
from luksia_nlp.recognizer import Recognizer, packaged_recognizer, tokens_of
from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.records import Passage, Said
from luksia_nlp.similarity.remembered import Remembered
from luksia_nlp.similarity.theme_readings import theme_readings

# Tokens of a sentence that are read; of a longer one the beginning counts. Training saw half as many.
_MOST_TOKENS = 256
# Keeps an empty vector from being divided by its length.
_NEARLY_ZERO = 1e-6


class Readings(NamedTuple):
    """What was read of some texts, a row of length 1 for each.

    `subjects` lie near each other where texts speak of the same thing, `stances` where they say the same of
    it: that it is there and grows, or that it is lacking and lost.
    """

    subjects: Floats
    stances: Floats


class SentenceReader:
    """Reads sentences from what the recognizer found out about their tokens.

    A sentence of a document that the packaged recognizer has read costs a small network's pass, and is meant
    as its text means it; a text alone is read by the recognizer first. Each is run by itself, so that its
    vector does not depend on what else is read.

    Args:
        recognizer: A recognizer whose model reads sentences; None for the packaged one, with which what it
            reads of the packaged themes' sentences is looked up (`luksia_nlp.similarity.theme_readings`).

    Raises:
        SimilarityError: A file of the model is missing or damaged, or the model only finds names.
    """

    def __init__(self, recognizer: Recognizer | None = None) -> None:
        try:
            self._recognizer = recognizer or packaged_recognizer()
            self._session, self._reading = self._recognizer.sentence_network()
        except RecognizerError as error:
            raise SimilarityError(str(error)) from error
        self._remembered = Remembered(self._alone)
        self._kept = theme_readings(self._recognizer.manifest) if recognizer is None else {}

    @property
    def judgement(self) -> Mapping[str, Mapping[str, float]]:
        """The numbers by which its readings become chances."""
        return self._reading.judgement

    @property
    def name(self) -> str:
        """Its name, for the tables."""
        return self._reading.name

    def vectors(self, texts: Sequence[Said]) -> Floats:
        """A row of length 1 for each text: what it speaks of."""
        return self.read(texts).subjects

    def read(self, texts: Sequence[Said]) -> Readings:
        """What each text speaks of, and what it says of it; texts alone are remembered for a while."""
        split = self._reading.subject_width
        rows = (
            np.stack([self._row(text) for text in texts]) if texts else np.zeros((0, split + 1), np.float32)
        )
        return Readings(rows[:, :split], rows[:, split:])

    def _row(self, text: Said) -> Floats:
        if isinstance(text, Passage):  # not remembered: it would keep the rows of its whole text
            return self._sentence(text.words)
        if text in self._kept:
            return self._kept[text]
        found: Floats = self._remembered.rows([text])[0]
        return found

    def _alone(self, texts: Sequence[str]) -> Floats:
        return np.stack([self._sentence(self._recognizer.read(tokens_of(text)).words) for text in texts])

    def _sentence(self, words: Any) -> Floats:
        # Without any word, a row of zeros stands for one: it is like nothing.
        words = np.asarray(words if words is not None and len(words) else self._nothing, np.float32)
        row: Floats = self._session.run(None, {"words": words[:_MOST_TOKENS]})[0][0]
        parts = row[: self._reading.subject_width], row[self._reading.subject_width :]
        return np.concatenate([part / (np.linalg.norm(part) + _NEARLY_ZERO) for part in parts])

    @property
    def _nothing(self) -> Floats:
        return np.zeros((1, self._reading.word_width), np.float32)
