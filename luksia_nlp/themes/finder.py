"""Where themes show in a document: by their words, and by its sentences' similarity to the themes' own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from luksia_nlp.records import Document, Said, ThemeHit, ThemeScore
from luksia_nlp.similarity import Embedder
from luksia_nlp.themes.definitions import Theme
from luksia_nlp.themes.judgements import AGAINST, SentenceJudge, Similarity, WordSense, direction_of
from luksia_nlp.themes.judges import judge_of
from luksia_nlp.themes.scores import (
    EVIDENCE_SCORES,
    SIMILARITY,
    article_score,
    features,
    sentence_score,
    theme_score,
)
from luksia_nlp.themes.terms import TermFinder, TermHit

# A sentence of fewer words says too little to be compared: a byline, a caption.
_FEWEST_WORDS = 4
# From which score on an article is surely about a theme, and how sure a sentence must then be at most to be a
# hit. Set by hand, so that a day of radio news, which is about many things, hardly ever lowers it.
_SURELY_ABOUT, _THERE = 0.97, 0.6
_T = TypeVar("_T")


class SentenceScores(NamedTuple):
    """A sentence's scores by theme, 0 to 1, of words and similarity together."""

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
        >>> from luksia_nlp.themes.definitions import load_themes
        >>> [asiakirja] = ScriptedEngine().documents([Article("Luksian vetovoimaa lisää uusi kampus.", "1")])
        >>> [osuma] = ThemeFinder(load_themes()).find(asiakirja)
        >>> osuma.theme, osuma.text, osuma.evidence
        ('vetovoima', 'vetovoimaa', 'term')
    """

    def __init__(self, themes: Iterable[Theme], embedder: Embedder | None = None) -> None:
        self.themes = tuple(themes)
        self.embedder_name = None if embedder is None else embedder.name
        self._terms = TermFinder(self.themes)
        self._thresholds = {theme.id: theme.threshold for theme in self.themes}
        self._certain = {theme.id: frozenset(theme.certain) for theme in self.themes}
        self._judge = None if embedder is None else judge_of(self.themes, embedder)

    def find(self, document: Document) -> list[ThemeHit]:
        """The hits of a document, in the order of the text, those that do not count among them.

        No token is in two hits of one theme, and a sentence is a hit by similarity only where no word of the
        theme stands in it: it counts where it speaks for the theme, and does not where it speaks against it.
        In an article that is surely about a theme, by all that its sentences say, less sure ones are hits.

        Args:
            document: A document.
        """
        similarities = self.similarities(document)
        by_word = [
            self._by_word(document, number, hit)
            for number in range(len(document.sentences))
            for hit in self._terms.find(document, number)
        ]
        named = {(hit.sentence_id, hit.theme) for hit in by_word}

        def hits(thresholds: Mapping[str, float]) -> list[ThemeHit]:
            return by_word + [
                _by_similarity(document, number, theme, similarity)
                for number, found in enumerate(similarities)
                for theme, similarity in found.items()
                if (number, theme) not in named
                and max(similarity.score, similarity.against) >= thresholds[theme]
            ]

        first = hits(self._thresholds)
        high = [theme for theme, least in self._thresholds.items() if least > _THERE]
        surest = self._surest(similarities, first) if high else {}
        about = [theme for theme in high if _is_about(document, theme, first, surest[theme])]
        found = hits({**self._thresholds, **dict.fromkeys(about, _THERE)}) if about else first
        return sorted(found, key=lambda hit: (hit.start, hit.end, hit.theme))

    def article_scores(
        self, document: Document, hits: Sequence[ThemeHit], threshold: float
    ) -> list[ThemeScore]:
        """How surely each theme shows in an article.

        Args:
            document: The article.
            hits: Its hits, as `find` gave them.
            threshold: The score from which a theme counts as present, 0 to 1.
        """
        sentences, name = self.surest(document, hits), self.embedder_name
        return [
            theme_score(theme.id, hits, document, sentences[theme.id], threshold, name)
            for theme in self.themes
        ]

    def surest(self, document: Document, hits: Sequence[ThemeHit]) -> dict[str, list[float]]:
        """How surely each sentence speaks of each theme: by its hits, or, without any, by its similarity.

        Args:
            document: A document.
            hits: Its hits, as `find` gave them.
        """
        return self._surest(self.similarities(document), hits)

    def _surest(
        self, similarities: Sequence[Mapping[str, Similarity]], hits: Sequence[ThemeHit]
    ) -> dict[str, list[float]]:
        found = {theme.id: [0.0] * len(similarities) for theme in self.themes}
        for number, by_theme in enumerate(similarities):
            for theme, similarity in by_theme.items():
                found[theme][number] = similarity.score
        hit_at: dict[tuple[str, int], float] = {}
        for hit in hits:
            place = hit.theme, hit.sentence_id
            hit_at[place] = max(hit_at.get(place, 0.0), hit.score)
        for (theme, number), score in hit_at.items():
            found[theme][number] = score
        return found

    def sentence_scores(self, document: Document) -> list[SentenceScores]:
        """How strongly each sentence speaks of each theme, whether or not that makes a hit.

        Args:
            document: A document.
        """
        strengths = self._by_sentence(document, lambda judge, texts: judge.strengths(texts))
        found = []
        for number in range(len(document.sentences)):
            words = self._terms.find(document, number)
            counted = Counter(hit.theme for hit in words if hit.not_counted is None)
            scores = {
                theme.id: sentence_score(strengths[number].get(theme.id), counted[theme.id])
                for theme in self.themes
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

    def similarities(self, document: Document) -> list[dict[str, Similarity]]:
        """For each sentence its similarity to each theme; none for a short one, or without an embedder.

        Args:
            document: A document.
        """
        return self._by_sentence(document, lambda judge, texts: judge.similarities(texts))

    def _by_sentence(
        self, document: Document, judged: Callable[[SentenceJudge, Sequence[Said]], list[dict[str, _T]]]
    ) -> list[dict[str, _T]]:
        """What is judged of each sentence that is long enough."""
        found: list[dict[str, _T]] = [{} for _ in document.sentences]
        if self._judge is None:
            return found
        long = [number for number in range(len(found)) if _words(document, number) >= _FEWEST_WORDS]
        texts = [document.passage(number) for number in long]
        for number, own in zip(long, judged(self._judge, texts), strict=True):
            found[number] = own
        return found

    def _by_word(self, document: Document, number: int, hit: TermHit) -> ThemeHit:
        tokens = [document.tokens[place] for place in hit.places]
        start, end = tokens[0].start, tokens[-1].end
        sense = self._sense(document, number, hit)
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
            score=sense.score,
            not_counted=sense.not_counted,
            direction=direction_of(sense.not_counted),
            excluded_by=hit.excluded_by,
        )

    def _sense(self, document: Document, number: int, hit: TermHit) -> WordSense:
        if hit.not_counted is not None:
            return WordSense(0.0, hit.not_counted)
        is_certain = hit.evidence == "term" and hit.term in self._certain[hit.theme]
        if self._judge is None or is_certain or _words(document, number) < _FEWEST_WORDS:
            return WordSense(EVIDENCE_SCORES[hit.evidence])
        return self._judge.word_sense(document.passage(number), hit.theme, hit.evidence)


def _is_about(
    document: Document, theme: str, hits: Sequence[ThemeHit], sentence_scores: Sequence[float]
) -> bool:
    """Whether an article is surely about a theme, by what its sentences say."""
    own = [hit for hit in hits if hit.theme == theme]
    return article_score(features(document, own, sentence_scores)) >= _SURELY_ABOUT


def _by_similarity(document: Document, number: int, theme: str, similarity: Similarity) -> ThemeHit:
    sentence = document.sentences[number]
    reason = None if similarity.score >= similarity.against else AGAINST
    return ThemeHit(
        article_id=document.article.article_id or "",
        sentence_id=number,
        theme=theme,
        start=sentence.start,
        end=sentence.end,
        text=document.sentence_text(number),
        lemma="",
        evidence=SIMILARITY,
        matched=similarity.nearest,
        score=similarity.score if reason is None else 0.0,
        not_counted=reason,
        direction=direction_of(reason),
    )


def _words(document: Document, number: int) -> int:
    sentence = document.sentences[number]
    tokens = document.tokens[sentence.first_token : sentence.last_token]
    return sum(token.text[:1].isalnum() for token in tokens)
