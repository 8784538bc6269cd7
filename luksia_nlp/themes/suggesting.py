"""What could be added to a theme file, from texts."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from luksia_nlp.language.compounds import compound_ends
from luksia_nlp.reading.sources import Source
from luksia_nlp.records import Document
from luksia_nlp.settings import Settings
from luksia_nlp.themes.definitions import Theme
from luksia_nlp.themes.texts import NEAR, Row, ThemedTexts, best_of

# Words that can carry a theme.
_CONTENT = frozenset(["NOUN", "ADJ", "VERB", "ADV"])
# A word is proposed if it stands in so many of the theme's sentences, and so much more often there than
# elsewhere that chance would do it once in fifty times (z score).
_FEWEST_SENTENCES, _LEAST_DISTINCTIVE = 2, 2.0
# How much the whole collection counts as prior for each word (Monroe et al. 2008).
_PRIOR = 20.0
# What a person reads through at one sitting.
_MOST_WORDS, _MOST_SENTENCES = 15, 10
# Letters of a word, at least: shorter content words are few and general (*olo*, *tie*). Doubt: *työ* can be a
# theme's own.
_SHORTEST_WORD = 4
_WORDS = ["theme", "word", "part_of_speech", "n_with", "n_without", "distinctiveness", "sentence"]
_SENTENCES = ["theme", "score", "nearest", "article_id", "sentence"]


@dataclass(frozen=True)
class ThemeSuggestions:
    """What could be added to a theme file, for a person to accept or refuse.

    Args:
        words: Words that are distinctive of the theme's sentences: `n_with` and `n_without` count sentences
            with the word that do and do not speak of the theme, `distinctiveness` is the z score of the log
            odds ratio with an informative prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words").
        sentences: Sentences without the theme's words that are most like its own.
    """

    words: pd.DataFrame
    sentences: pd.DataFrame

    def __str__(self) -> str:
        """Both as text."""
        lines = [f"WORDS: {len(self.words)} (distinctiveness; sentences of the theme / others)"]
        for row in self.words.to_dict("records"):
            counts = f"{row['n_with']} / {row['n_without']}"
            lines.append(f"  {row['theme']}  {row['word']}  {row['distinctiveness']:.1f}  ({counts})")
            lines.append(f"      {row['sentence']}")
        lines.append(f"SENTENCES: {len(self.sentences)} (score)")
        rows = self.sentences.to_dict("records")
        lines += [f"  {row['theme']}  {row['score']:.2f}  {row['sentence']}" for row in rows]
        return "\n".join(lines)


def suggest_themes(
    path: str | Path | Sequence[Theme],
    source: Source,
    settings: Settings | None = None,
    progress: bool = False,
) -> ThemeSuggestions:
    """Propose words and sentences for a theme file from an archive.

    Args:
        path: The theme file, as for `load_themes`, or the themes that it gave.
        source: The archive, as for `luksia_nlp.analyze`.
        settings: The options; their own `themes` are not used.
        progress: Whether to show on standard error how far it is.

    Returns:
        The tables. Where articles could not be analysed, there is a `LuksiaWarning`, too.

    Raises:
        SettingsError: The theme file is wrong; the message names every mistake.
        SourceError: The source as a whole cannot be read.

    Example:
        >>> jutut = ["Alan vetovoima kasvaa.", "Kouluun haki ennätysmäärä nuoria."]
        >>> ehdotukset = suggest_themes("luksia", jutut)
        >>> list(ehdotukset.sentences["sentence"])
        ['Kouluun haki ennätysmäärä nuoria.']
    """
    texts = ThemedTexts(path, settings)
    thresholds = {theme.id: theme.threshold for theme in texts.themes}
    known = {(theme.id, text) for theme in texts.themes for text in (*theme.examples, *theme.counterexamples)}
    likely: list[Row] = []
    counts = _WordCounts()
    for text in texts.of(source, progress):
        speaking = defaultdict(set)
        for hit in text.hits:
            if hit.not_counted is None:
                speaking[hit.sentence_id].add(hit.theme)
        counts.add(text.document, speaking)
        likely += [
            row
            for row in text.sentences
            if row["score"] >= thresholds[row["theme"]] - NEAR
            and (row["theme"], row["sentence"]) not in known
        ]
    words = [row for theme in texts.themes for row in counts.distinctive(theme)]
    return ThemeSuggestions(
        pd.DataFrame(words, columns=_WORDS),
        pd.DataFrame(best_of(likely, texts.themes, _MOST_SENTENCES), columns=_SENTENCES),
    )


class _WordCounts:
    """In how many sentences each word stands, in all and in those of each theme."""

    def __init__(self) -> None:
        self._all: Counter[tuple[str, str]] = Counter()
        self._with: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self._where: dict[tuple[str, tuple[str, str]], str] = {}

    def add(self, document: Document, speaking: Mapping[int, set[str]]) -> None:
        for number, sentence in enumerate(document.sentences):
            tokens = document.tokens[sentence.first_token : sentence.last_token]
            words = {
                (token.lemma.casefold(), token.upos)
                for token in tokens
                if token.upos in _CONTENT and len(token.lemma) >= _SHORTEST_WORD and token.lemma.isalpha()
            }
            self._all.update(words)
            for theme in speaking.get(number, ()):
                self._with[theme].update(words)
                text = document.sentence_as_read(number)
                for word in words:
                    self._where.setdefault((theme, word), text)

    def distinctive(self, theme: Theme) -> list[Row]:
        """The theme's most distinctive words that are not its own yet."""
        within = self._with[theme.id]
        total, total_within = sum(self._all.values()), sum(within.values())
        own = {
            word.partition("/")[0].casefold()
            for term in (*theme.terms, *theme.derivations)
            for word in term.split()
        }
        rows: list[Row] = []
        for word, count in within.items():
            if count < _FEWEST_SENTENCES or own & {word[0], *compound_ends(word[0])}:
                continue
            outside, prior = self._all[word] - count, _PRIOR * self._all[word] / total
            score = _z_score(count, total_within, outside, total - total_within, prior)
            if score >= _LEAST_DISTINCTIVE:
                rows.append(
                    {
                        "theme": theme.id,
                        "word": word[0],
                        "part_of_speech": word[1],
                        "n_with": count,
                        "n_without": outside,
                        "distinctiveness": round(score, 2),
                        "sentence": self._where[theme.id, word],
                    }
                )
        return sorted(rows, key=lambda row: (-row["distinctiveness"], row["word"]))[:_MOST_WORDS]


def _z_score(count: int, total: int, other_count: int, other_total: int, prior: float) -> float:
    """The z score of the log odds ratio of a word in two bodies of text, with a prior for its frequency."""
    odds = (count + prior) / (total + _PRIOR - count - prior)
    other_odds = (other_count + prior) / (other_total + _PRIOR - other_count - prior)
    variance = 1 / (count + prior) + 1 / (other_count + prior)
    return (math.log(odds) - math.log(other_odds)) / math.sqrt(variance)
