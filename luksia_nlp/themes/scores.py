"""How surely a theme is meant: by one hit, by one sentence, by an article."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from luksia_nlp import calibration
from luksia_nlp.records import Document, ThemeHit, ThemeScore
from luksia_nlp.resources import packaged

SIMILARITY = "similarity"
# How sure a hit is that the theme is meant, where only the word is known: the theme has neither description
# nor examples, or the sentence is too short to be judged. These are judgements, not measurements.
EVIDENCE_SCORES = {"term": 0.8, "pattern": 0.7, "derivation": 0.7, "compound": 0.6}
# What each word of a theme adds to a sentence's log odds, where themes are compared with each other (0: 0.72,
# 1: 0.80, 2: 0.83, 3: 0.835 of SIB-200's sentences got their topic), and how many words count: a third adds
# little to two.
_WORD_ODDS, _MOST_WORDS = 3.0, 2
# How sure one sentence must be at least for its article to have a theme.
_EVEN = 0.5
# What a first line ends with that is no title.
_STOPS = (".", "!", "?", "…", ":", ",")


class Features(NamedTuple):
    """What of an article tells whether it has a theme.

    Args:
        surest: Log odds of the sentence that speaks most surely of it.
        further: How many further sentences speak of it: the sum of their scores, its logarithm taken.
        share: The mean score of all sentences.
        title: The score of the title.
        lead: The highest score of the first paragraph.
        against: How many sentences speak against it, the logarithm taken.
        length: The logarithm of the number of sentences.
    """

    surest: float
    further: float
    share: float
    title: float
    lead: float
    against: float
    length: float


def theme_score(
    theme: str,
    hits: Iterable[ThemeHit],
    document: Document,
    sentence_scores: Sequence[float],
    threshold: float,
    embedder: str | None,
) -> ThemeScore:
    """How surely a theme shows in an article.

    Args:
        theme: The theme's identifier.
        hits: The hits of all themes.
        document: The article.
        sentence_scores: How surely each of its sentences speaks of the theme, 0 to 1.
        threshold: The score from which the theme counts as present.
        embedder: What sentences were compared by, or None.
    """
    own = [hit for hit in hits if hit.theme == theme]
    counted = [hit for hit in own if hit.not_counted is None]
    by_similarity = sum(hit.evidence == SIMILARITY for hit in counted)
    is_there = bool(counted) or max(sentence_scores, default=0.0) >= _EVEN
    score = article_score(features(document, own, sentence_scores)) if is_there else 0.0
    return ThemeScore(theme, len(counted), by_similarity, score, is_there and score >= threshold, embedder)


def features(document: Document, hits: Sequence[ThemeHit], sentence_scores: Sequence[float]) -> Features:
    """What of an article tells whether it has a theme.

    Args:
        document: The article.
        hits: The hits of the theme, also those that do not count.
        sentence_scores: How surely each of its sentences speaks of the theme, 0 to 1.
    """
    title, lead = _title_and_lead(document)
    ranked = sorted(sentence_scores, reverse=True)
    placed = list(zip(document.sentences, sentence_scores, strict=True))
    return Features(
        surest=calibration.log_odds(ranked[0]) if ranked else calibration.log_odds(0.0),
        further=math.log1p(sum(ranked[1:])),
        share=sum(ranked) / max(len(ranked), 1),
        title=max((score for sentence, score in placed if sentence.start < title), default=0.0),
        lead=max((score for sentence, score in placed if title <= sentence.start < lead), default=0.0),
        against=math.log1p(len({hit.sentence_id for hit in hits if hit.direction == "against"})),
        length=math.log(max(len(ranked), 1)),
    )


def article_score(found: Features) -> float:
    """How surely an article has a theme: logistic regression, learned from labelled articles.

    Args:
        found: What of the article tells.

    Example:
        >>> yksi_maininta = Features(1.0, 0.0, 0.05, 0.0, 0.0, 0.0, 3.0)
        >>> article_score(yksi_maininta) < article_score(yksi_maininta._replace(title=0.9, further=0.7))
        True
    """
    weights: Mapping[str, float] = packaged.toml("similarity.toml")["presence"]
    odds = weights["intercept"] + sum(weights[name] * value for name, value in found._asdict().items())
    return calibration.probability(odds)


def sentence_score(similarity: float | None, words: int) -> float:
    """How strongly a sentence speaks of a theme, by its subject and words together; their log odds add up.

    Args:
        similarity: How near it is to the theme's subject, 0 to 1, or None where it was not judged.
        words: How many words of the theme that count stand in it.
    """
    counted = min(words, _MOST_WORDS)
    if similarity is None:
        return EVIDENCE_SCORES["term"] if counted else 0.0
    return calibration.probability(calibration.log_odds(similarity) + _WORD_ODDS * counted)


def _title_and_lead(document: Document) -> tuple[int, int]:
    """Where the title and the first paragraph after it end; a first line without a stop is a title, too."""
    text = document.text
    first = text[: text.find("\n") + 1].rstrip()
    title = len(document.article.title or "") if text.startswith(document.article.title or "\0") else 0
    title = title or (0 if first.endswith(_STOPS) else len(first))
    start = title + len(text[title:]) - len(text[title:].lstrip())
    end = text.find("\n", start)
    return title, len(text) if end < 0 else end
