"""Where themes show in a document: by their words, and by what its sentences mean."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from luksia_nlp.records import Document, ThemeHit
from luksia_nlp.similarity.embedders import Embedder
from luksia_nlp.themes.definitions import Theme, load_themes
from luksia_nlp.themes.meaning import Likeness, ThemeMeanings
from luksia_nlp.themes.terms import TermFinder, TermHit

__all__ = ["Theme", "ThemeFinder", "load_themes"]

# How sure a hit is that the theme is meant. A theme's own word nearly always means it. A derived word and a
# compound can have drifted from it; one alone is still over the default threshold of 0.5.
EVIDENCE_SCORES = {"term": 0.8, "pattern": 0.7, "derivation": 0.7, "compound": 0.6}
SIMILARITY = "similarity"
OTHER_SENSE = "other sense"
# How much nearer a sentence must lie to a theme's counterexamples than to its examples before a word in it is
# taken in another sense (log density ratio). A theme's own word needs more than one derived from it. Read off
# the tuning half of the labelled sentences and some thirty short ones: gravity and machines mostly lie beyond
# 1.5, the theme's own use below.
_OTHER_SENSE = {"term": 1.5, "pattern": 1.3, "derivation": 1.1, "compound": 1.5}
# A sentence of fewer words says too little to be compared: a byline, a caption.
_FEWEST_WORDS = 4
# What words add to a sentence's log odds of speaking of a theme, and how many of them are counted.
_WORD_ODDS, _MOST_WORDS = 2.0, 2


class SentenceScores(NamedTuple):
    """A sentence's scores by theme, 0 to 1, of words and meaning together."""

    sentence_id: int
    scores: dict[str, float]


class ThemeFinder:
    """Finds themes in documents.

    Args:
        themes: The themes.
        embedder: What turns sentences into vectors; None finds themes by their words only.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> [asiakirja] = ScriptedEngine().documents([Article("Luksian vetovoimaa lisää uusi kampus.", "1")])
        >>> [osuma] = ThemeFinder(load_themes()).find(asiakirja)
        >>> osuma.theme, osuma.text, osuma.evidence
        ('vetovoima', 'vetovoimaa', 'term')
    """

    def __init__(self, themes: Iterable[Theme], embedder: Embedder | None = None) -> None:
        self._themes = tuple(themes)
        self._terms = TermFinder(self._themes)
        self._thresholds = {theme.theme: theme.threshold for theme in self._themes}
        self._meanings = None if embedder is None else ThemeMeanings(self._themes, embedder)

    def find(self, document: Document) -> list[ThemeHit]:
        """The hits of a document, in the order of the text.

        No token is in two hits of one theme, and a sentence is a hit by its meaning only where no word of the
        theme stands in it.

        Args:
            document: A document.
        """
        hits: list[ThemeHit] = []
        likenesses = self.likenesses(document)
        for number in range(len(document.sentences)):
            words = self._terms.find(document, number)
            hits += [self._by_word(document, number, hit) for hit in words]
            named = {hit.theme for hit in words}
            hits += [
                _by_meaning(document, number, theme, likeness)
                for theme, likeness in likenesses[number].items()
                if theme not in named and likeness.score >= self._thresholds[theme]
            ]
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.theme))

    def sentence_scores(self, document: Document) -> list[SentenceScores]:
        """How strongly each sentence speaks of each theme, whether or not that makes a hit.

        Args:
            document: A document.
        """
        likenesses = self.likenesses(document)
        found = []
        for number in range(len(document.sentences)):
            words = [self._by_word(document, number, hit) for hit in self._terms.find(document, number)]
            counted = Counter(hit.theme for hit in words if hit.not_counted is None)
            scores = {
                theme.theme: _joint(likenesses[number].get(theme.theme), counted[theme.theme])
                for theme in self._themes
            }
            found.append(SentenceScores(number, scores))
        return found

    def text_scores(self, document: Document) -> dict[str, float]:
        """How strongly a whole text speaks of each theme, 0 to 1: its sentences' mean, by their length.

        Args:
            document: A document.
        """
        lengths = [sentence.end - sentence.start for sentence in document.sentences]
        totals = dict.fromkeys(self._thresholds, 0.0)
        for sentence, length in zip(self.sentence_scores(document), lengths, strict=True):
            for theme, score in sentence.scores.items():
                totals[theme] += score * length
        return {theme: total / max(sum(lengths), 1) for theme, total in totals.items()}

    def likenesses(self, document: Document) -> list[dict[str, Likeness]]:
        """For each sentence its likeness to each theme; none for a short one, or without an embedder.

        Args:
            document: A document.
        """
        found: list[dict[str, Likeness]] = [{} for _ in document.sentences]
        if self._meanings is None:
            return found
        long = [number for number in range(len(found)) if _words(document, number) >= _FEWEST_WORDS]
        texts = [_sentence_text(document, number) for number in long]
        for number, likeness in zip(long, self._meanings.likenesses(texts), strict=True):
            found[number] = likeness
        return found

    def _by_word(self, document: Document, number: int, hit: TermHit) -> ThemeHit:
        tokens = [document.tokens[place] for place in hit.places]
        start, end = tokens[0].start, tokens[-1].end
        reason = hit.not_counted
        if reason is None and self._meanings is not None and _words(document, number) >= _FEWEST_WORDS:
            away = self._meanings.leans_away(_sentence_text(document, number), hit.theme)
            reason = OTHER_SENSE if away > _OTHER_SENSE[hit.evidence] else None
        return ThemeHit(
            article_id=document.article.article_id or "",
            sentence_id=number,
            theme=hit.theme,
            start=start,
            end=end,
            text=document.text[start:end],
            lemma=" ".join(token.lemma.casefold() for token in tokens),
            evidence=hit.evidence,
            matched=hit.term,
            score=EVIDENCE_SCORES[hit.evidence] if reason is None else 0.0,
            not_counted=reason,
        )


# A hit by meaning is one sentence's; that the article is about the theme it says less surely.
_MEANING_SHARE = 0.35
# What stands in the title or the lead is what the article is about.
_TITLE, _LEAD, _SUREST = 1.2, 1.1, 0.95
# Each further time that the same word says the theme, it says half as much.
_REPEATED = 0.5
# From so many sentences on, a mention weighs less the longer the article is, by the fourth root.
_USUAL_LENGTH, _LEAST_WEIGHT = 30, 0.7


def article_score(hits: Sequence[ThemeHit], document: Document) -> float:
    """How surely an article speaks of a theme: the chance that not all of its hits are mistaken.

    `1 - product((1 - p * r * s) ** L)` over the hits that count, as if they erred independently: `s` the
    hit's score (0.35 of it for a hit by meaning), `p` 1.2 in the title, 1.1 in the first paragraph and 1
    after it (`p * s` at most 0.95), `r` 1/2, 1/4, ... when the same word comes again, and `L` the fourth
    root of 30 by the article's number of sentences, between 0.7 and 1.

    Args:
        hits: The hits of one theme.
        document: The article they are in.

    Example:
        >>> from luksia_nlp import Analyzer
        >>> tulos = Analyzer().analyze("Alan vetovoima kasvaa. Vetovoimatekijät tunnetaan.")
        >>> tulos.article_themes["score"].round(2).tolist()
        [0.96, 0.0, 0.0]
    """
    length = (_USUAL_LENGTH / max(len(document.sentences), 1)) ** 0.25
    weight = min(1.0, max(_LEAST_WEIGHT, length))
    title, lead = _title_and_lead(document)
    seen: Counter[str] = Counter()
    doubt = 1.0
    for hit in hits:
        if hit.not_counted is not None:
            continue
        place = _TITLE if hit.start < title else _LEAD if hit.start < lead else 1.0
        share = _MEANING_SHARE if hit.evidence == SIMILARITY else 1.0
        score = min(_SUREST, place * hit.score) * share * _REPEATED ** seen[hit.lemma or hit.text]
        seen[hit.lemma or hit.text] += 1
        doubt *= (1 - score) ** weight
    return 1.0 - doubt


def _title_and_lead(document: Document) -> tuple[int, int]:
    """Where the title and the first paragraph after it end."""
    text = document.text
    title = len(document.article.title or "") if text.startswith(document.article.title or "\0") else 0
    start = title + len(text[title:]) - len(text[title:].lstrip())
    end = text.find("\n", start)
    return title, len(text) if end < 0 else end


def _joint(likeness: Likeness | None, words: int) -> float:
    """Meaning and words together; their log odds add up."""
    counted = min(words, _MOST_WORDS)
    if likeness is None:
        return EVIDENCE_SCORES["term"] if counted else 0.0
    score = min(max(likeness.score, 1e-4), 1 - 1e-4)
    odds = math.log(score / (1 - score)) + _WORD_ODDS * counted
    return 1 / (1 + math.exp(-odds))


def _by_meaning(document: Document, number: int, theme: str, likeness: Likeness) -> ThemeHit:
    sentence = document.sentences[number]
    return ThemeHit(
        article_id=document.article.article_id or "",
        sentence_id=number,
        theme=theme,
        start=sentence.start,
        end=sentence.end,
        text=document.text[sentence.start : sentence.end],
        lemma="",
        evidence=SIMILARITY,
        matched=likeness.nearest,
        score=likeness.score,
        not_counted=None,
    )


def _sentence_text(document: Document, number: int) -> str:
    sentence = document.sentences[number]
    return document.text[sentence.start : sentence.end]


def _words(document: Document, number: int) -> int:
    sentence = document.sentences[number]
    tokens = document.tokens[sentence.first_token : sentence.last_token]
    return sum(token.text[:1].isalnum() for token in tokens)
