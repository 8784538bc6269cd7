"""How surely a theme is meant: by one hit, by one sentence, by an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from luksia_nlp import calibration
from luksia_nlp.records import Document, ThemeHit, ThemeScore

SIMILARITY = "similarity"
# How sure a hit is that the theme is meant. A theme's own word nearly always means it. A derived word and a
# compound can have drifted from it; one alone is still over the default threshold of 0.5. These are
# judgements, not measurements, as all numbers of this module are.
EVIDENCE_SCORES = {"term": 0.8, "pattern": 0.7, "derivation": 0.7, "compound": 0.6}
# A hit by similarity is one sentence's; that the article is about the theme it says less surely: one such
# sentence stays under 0.5, two sure ones pass it.
_SIMILARITY_SHARE = 0.35
# What stands in the title or the lead is what the article is about: a derived word there is as sure as the
# theme's own word after it (0.7 times 1.2 is a little over 0.8).
_IN_TITLE, _IN_LEAD = 1.2, 1.1
# No one hit is surer than this, wherever it stands: one in twenty may always mean something else.
_SUREST_HIT = 0.95
# Each further time that the same word says the theme, it says half as much.
_REPEATED = 0.5
# From so many sentences on, a mention weighs less the longer the article is, by the fourth root; never less
# than this. Set by hand, so that the theme's own word is enough in an article of any length; a compound alone
# is up to some 90 sentences, two sure sentences by similarity up to some 30.
_USUAL_LENGTH, _LEAST_WEIGHT = 30, 0.7
# What each word of a theme adds to a sentence's log odds of speaking of it (0.8 has log odds of 1.4, so one
# word lifts a sentence of even odds over it), and how many words count: a third adds little to two.
_WORD_ODDS, _MOST_WORDS = 2.0, 2


def theme_score(
    theme: str, hits: Iterable[ThemeHit], document: Document, threshold: float, embedder: str | None
) -> ThemeScore:
    """How surely a theme shows in an article.

    Args:
        theme: The theme's identifier.
        hits: The hits of all themes.
        document: The article.
        threshold: The score from which the theme counts as present.
        embedder: What sentences were compared by, or None.
    """
    own = [hit for hit in hits if hit.theme == theme and hit.not_counted is None]
    score = article_score(own, document)
    by_similarity = sum(hit.evidence == SIMILARITY for hit in own)
    return ThemeScore(theme, len(own), by_similarity, score, bool(own) and score >= threshold, embedder)


def article_score(hits: Sequence[ThemeHit], document: Document) -> float:
    """How surely an article speaks of a theme: the chance that not all of its hits are mistaken.

    `1 - product((1 - p * r * s) ** L)` over the hits that count, as if they erred independently: `s` the
    hit's score (0.35 of it for a hit by similarity), `p` 1.2 in the title, 1.1 in the first paragraph and 1
    after it (`p * s` at most 0.95), `r` 1/2, 1/4, ... when the same word comes again, and `L` the fourth
    root of 30 by the article's number of sentences, between 0.7 and 1.

    Args:
        hits: The hits of one theme.
        document: The article they are in.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> from luksia_nlp.themes.definitions import load_themes
        >>> from luksia_nlp.themes.finder import ThemeFinder
        >>> [asiakirja] = ScriptedEngine().documents([Article("Alan vetovoima kasvaa.", "1")])
        >>> round(article_score(ThemeFinder(load_themes()).find(asiakirja), asiakirja), 2)
        0.88
    """
    length = (_USUAL_LENGTH / max(len(document.sentences), 1)) ** 0.25
    weight = min(1.0, max(_LEAST_WEIGHT, length))
    title, lead = _title_and_lead(document)
    seen: Counter[str] = Counter()
    doubt = 1.0
    for hit in hits:
        if hit.not_counted is not None:
            continue
        place = _IN_TITLE if hit.start < title else _IN_LEAD if hit.start < lead else 1.0
        share = _SIMILARITY_SHARE if hit.evidence == SIMILARITY else 1.0
        score = min(_SUREST_HIT, place * hit.score) * share * _REPEATED ** seen[hit.lemma or hit.text]
        seen[hit.lemma or hit.text] += 1
        doubt *= (1 - score) ** weight
    return 1.0 - doubt


def sentence_score(similarity: float | None, words: int) -> float:
    """How surely a sentence speaks of a theme, by similarity and words together; their log odds add up.

    Args:
        similarity: Its score by similarity, or None where it was not compared.
        words: How many words of the theme that count stand in it.
    """
    counted = min(words, _MOST_WORDS)
    if similarity is None:
        return EVIDENCE_SCORES["term"] if counted else 0.0
    return calibration.probability(calibration.log_odds(similarity) + _WORD_ODDS * counted)


def _title_and_lead(document: Document) -> tuple[int, int]:
    """Where the title and the first paragraph after it end."""
    text = document.text
    title = len(document.article.title or "") if text.startswith(document.article.title or "\0") else 0
    start = title + len(text[title:]) - len(text[title:].lstrip())
    end = text.find("\n", start)
    return title, len(text) if end < 0 else end
