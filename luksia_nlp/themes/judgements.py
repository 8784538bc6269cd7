"""What is said of a sentence and a theme: how surely it speaks of it, and in which direction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from luksia_nlp.records import Said

# Why a hit does not count: the theme is denied by the sentence's structure, excluded by words of its
# definition, meant in another sense, or said to be lacking, lost or refused.
NEGATED, EXCLUDED, OTHER_SENSE, AGAINST = "negated", "excluded", "other sense", "against"
# The directions in which a sentence can speak of a theme.
FOR_THEME, AGAINST_THEME = "for", "against"


class Similarity(NamedTuple):
    """How surely a sentence without a theme's words speaks of the theme, from 0 to 1.

    `nearest` is the theme's sentence that is most similar, `against` how surely it says that the theme is
    lacking or lost.
    """

    score: float
    nearest: str
    against: float = 0.0


class WordSense(NamedTuple):
    """How surely a theme's word speaks of the theme in its sentence, and why it does not count, if so."""

    score: float
    not_counted: str | None = None


class SentenceJudge(Protocol):
    """What judges sentences by a theme's description and examples."""

    def similarities(self, texts: Sequence[Said]) -> list[dict[str, Similarity]]:
        """For each text, what is said of it and each theme that has a description or examples."""
        ...

    def word_sense(self, text: Said, theme: str, evidence: str) -> WordSense:
        """How a theme's word, found by some evidence, is meant in its sentence."""
        ...

    def strengths(self, texts: Sequence[Said]) -> list[dict[str, float]]:
        """For each text how near it is to each theme's subject, 0 to 1: to compare themes by."""
        ...


def direction_of(not_counted: str | None) -> str | None:
    """In which direction a hit speaks of its theme; None where it does not speak of it.

    Args:
        not_counted: Why it does not count, or None where it does.

    Example:
        >>> direction_of(None), direction_of("negated"), direction_of("excluded")
        ('for', 'against', None)
    """
    if not_counted is None:
        return FOR_THEME
    return AGAINST_THEME if not_counted in (NEGATED, AGAINST) else None
