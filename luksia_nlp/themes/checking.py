"""Work on a theme: what its definition catches in texts, what it just misses, what could be added to it."""

from __future__ import annotations

import math
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from luksia_nlp.analyzer import Analyzer
from luksia_nlp.errors import LuksiaWarning
from luksia_nlp.reading.progress import followed
from luksia_nlp.reading.sources import Source, count_of
from luksia_nlp.records import ArticleResult, Document, Failure, ThemeHit
from luksia_nlp.settings import Settings
from luksia_nlp.themes.definitions import Theme, load_themes
from luksia_nlp.themes.finder import SIMILARITY
from luksia_nlp.themes.terms import compound_ends

# How far below its theme's threshold a sentence may score to be a near miss, and how many are shown a theme.
_NEAR, _MOST_MISSES = 0.15, 10
# Words that can carry a theme.
_CONTENT = frozenset(["NOUN", "ADJ", "VERB", "ADV"])
# A word is proposed if it stands in so many of the theme's sentences, and so much more often there than
# elsewhere that chance would do it once in fifty times (z score).
_FEWEST_SENTENCES, _LEAST_DISTINCTIVE = 2, 2.0
# How much the whole collection counts as prior for each word (Monroe et al. 2008).
_PRIOR = 20.0
_MOST_WORDS, _MOST_SENTENCES = 15, 10
_SHORTEST_WORD = 4
_HITS = ["theme", "text", "evidence", "matched", "score", "not_counted", "article_id", "sentence"]
_MISSES = ["theme", "score", "threshold", "nearest", "article_id", "sentence"]
_UNUSED = ["theme", "key", "term"]
_WORDS = ["theme", "word", "part_of_speech", "n_with", "n_without", "distinctiveness", "sentence"]
_SENTENCES = ["theme", "score", "nearest", "article_id", "sentence"]


@dataclass(frozen=True)
class ThemeCheck:
    """What a theme file does with some texts.

    Args:
        hits: A row per hit, with its sentence; `not_counted` says why one does not count.
        near_misses: Sentences without a hit that score just below the theme's threshold by their meaning.
        unused: Terms, derivations and exclusions of the file that never matched.
    """

    hits: pd.DataFrame
    near_misses: pd.DataFrame
    unused: pd.DataFrame

    def __str__(self) -> str:
        """All three as text."""
        return "\n".join([*self._hit_lines(), *self._miss_lines(), *self._unused_lines()])

    def _hit_lines(self) -> Iterator[str]:
        counted = self.hits["not_counted"].isna()
        yield f"HITS: {int(counted.sum())} that count, {int((~counted).sum())} that do not"
        for row in self.hits.to_dict("records"):
            reason = "" if pd.isna(row["not_counted"]) else f"  NOT COUNTED: {row['not_counted']}"
            yield f"  {row['theme']}  {row['evidence']}  {row['score']:.2f}{reason}"
            yield f"      {_marked(row['sentence'], row['text'])}"
            if row["evidence"] == SIMILARITY:
                yield f"      like: {row['matched']}"

    def _miss_lines(self) -> Iterator[str]:
        yield f"NEAR MISSES: {len(self.near_misses)}"
        for row in self.near_misses.to_dict("records"):
            yield f"  {row['theme']}  {row['score']:.2f} of {row['threshold']:.2f}"
            yield f"      {row['sentence']}"
            yield f"      like: {row['nearest']}"

    def _unused_lines(self) -> Iterator[str]:
        yield f"NEVER MATCHED: {len(self.unused)}"
        for (theme, key), group in self.unused.groupby(["theme", "key"], sort=False):
            yield f"  {theme} {key}: {', '.join(group['term'])}"


@dataclass(frozen=True)
class ThemeSuggestions:
    """What could be added to a theme file, for a person to accept or refuse.

    Args:
        words: Words that are distinctive of the theme's sentences: `n_with` and `n_without` count sentences
        with
            the word that do and do not speak of the theme, `distinctiveness` is the z score of the log odds
            ratio with an informative prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words").
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


def check_themes(
    path: str | Path, source: Source, settings: Settings | None = None, progress: bool = False
) -> ThemeCheck:
    """Run a theme file over some texts.

    Args:
        path: The theme file, as for `load_themes`.
        source: The texts, as for `luksia_nlp.analyze`.
        settings: The options; its `themes` are those of the path.
        progress: Whether to show on standard error how far it is.

    Returns:
        The tables. Where articles could not be analysed, there is a `LuksiaWarning`, too.

    Raises:
        SettingsError: The theme file is wrong; the message names every mistake.
        SourceError: The source as a whole cannot be read.

    Example:
        >>> tulos = check_themes("luksia", "Alan vetovoima kasvaa. Kuun vetovoima nostaa vettä.")
        >>> tulos.hits[["text", "not_counted"]].fillna("").values.tolist()
        [['vetovoima', ''], ['vetovoima', 'excluded: kuu vetovoima']]
    """
    analyzer, themes = _analyzer(path, settings), load_themes(path)
    hits, misses = [], []
    used: set[tuple[str, str]] = set()
    for result in _good(analyzer, source, progress):
        hits += [_hit_row(result.document, hit) for hit in result.theme_hits]
        used |= {(hit.theme, _term_of(hit)) for hit in result.theme_hits}
        misses += list(_misses(analyzer, result, themes))
    kept = _best(misses, themes, _MOST_MISSES)
    unused = [
        {"theme": theme.theme, "key": key, "term": term}
        for theme in themes
        for key in ("terms", "derivations", "exclude")
        for term in getattr(theme, key)
        if (theme.theme, term) not in used
    ]
    return ThemeCheck(_frame(hits, _HITS), _frame(kept, _MISSES), _frame(unused, _UNUSED))


def suggest_themes(
    path: str | Path, source: Source, settings: Settings | None = None, progress: bool = False
) -> ThemeSuggestions:
    """Propose words and sentences for a theme file from an archive.

    Args:
        path: The theme file, as for `load_themes`.
        source: The archive, as for `luksia_nlp.analyze`.
        settings: The options; its `themes` are those of the path.
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
    analyzer, themes = _analyzer(path, settings), load_themes(path)
    likely: list[dict[str, object]] = []
    counts = _WordCounts()
    for result in _good(analyzer, source, progress):
        speaking = defaultdict(set)
        for hit in result.theme_hits:
            if hit.not_counted is None:
                speaking[hit.sentence_id].add(hit.theme)
        counts.add(result.document, speaking)
        likely += list(_likely(analyzer, result, themes))
    sentences = _best(likely, themes, _MOST_SENTENCES)
    words = [row for theme in themes for row in counts.distinctive(theme)]
    return ThemeSuggestions(_frame(words, _WORDS), _frame(sentences, _SENTENCES))


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
                text = document.text[sentence.start : sentence.end]
                for word in words:
                    self._where.setdefault((theme, word), text)

    def distinctive(self, theme: Theme) -> list[dict[str, object]]:
        """The theme's most distinctive words that are not its own yet."""
        within = self._with[theme.theme]
        total, total_within = sum(self._all.values()), sum(within.values())
        own = {
            word.partition("/")[0].casefold()
            for term in (*theme.terms, *theme.derivations)
            for word in term.split()
        }
        rows = []
        for word, count in within.items():
            if count < _FEWEST_SENTENCES or own & {word[0], *compound_ends(word[0])}:
                continue
            outside, prior = self._all[word] - count, _PRIOR * self._all[word] / total
            score = _z_score(count, total_within, outside, total - total_within, prior)
            if score >= _LEAST_DISTINCTIVE:
                rows.append(
                    {
                        "theme": theme.theme,
                        "word": word[0],
                        "part_of_speech": word[1],
                        "n_with": count,
                        "n_without": outside,
                        "distinctiveness": round(score, 2),
                        "sentence": self._where[theme.theme, word],
                    }
                )
        return sorted(rows, key=lambda row: (-_number(row["distinctiveness"]), str(row["word"])))[
            :_MOST_WORDS
        ]


def _z_score(count: int, total: int, other_count: int, other_total: int, prior: float) -> float:
    """The z score of the log odds ratio of a word in two bodies of text, with a prior for its frequency."""
    odds = (count + prior) / (total + _PRIOR - count - prior)
    other_odds = (other_count + prior) / (other_total + _PRIOR - other_count - prior)
    variance = 1 / (count + prior) + 1 / (other_count + prior)
    return (math.log(odds) - math.log(other_odds)) / math.sqrt(variance)


def _analyzer(path: str | Path, settings: Settings | None) -> Analyzer:
    return Analyzer(replace(settings or Settings(), themes=path))


def _good(analyzer: Analyzer, source: Source, progress: bool) -> Iterator[ArticleResult]:
    """The results of the articles that could be read; a warning tells of the others."""
    results = analyzer.stream(source)
    failures = []
    for result in followed(results, count_of(source)) if progress else results:
        if isinstance(result, Failure):
            failures.append(result)
        else:
            yield result
    if failures:
        number = f"{len(failures):,} {'article' if len(failures) == 1 else 'articles'} could not be analysed"
        first = f"{failures[0].article_id!r}: {failures[0].message}"
        warnings.warn(f"{number}; the first, {first}", LuksiaWarning, stacklevel=3)


def _misses(
    analyzer: Analyzer, result: ArticleResult, themes: Sequence[Theme]
) -> Iterator[dict[str, object]]:
    thresholds = {theme.theme: theme.threshold for theme in themes}
    for row in _likenesses(analyzer, result):
        threshold = thresholds[str(row["theme"])]
        if threshold - _NEAR <= _number(row["score"]) < threshold:
            yield {**row, "threshold": threshold}


def _likely(
    analyzer: Analyzer, result: ArticleResult, themes: Sequence[Theme]
) -> Iterator[dict[str, object]]:
    known = {(theme.theme, text) for theme in themes for text in (*theme.examples, *theme.counterexamples)}
    thresholds = {theme.theme: theme.threshold for theme in themes}
    for row in _likenesses(analyzer, result):
        enough = _number(row["score"]) >= thresholds[str(row["theme"])] - _NEAR
        if enough and (row["theme"], row["sentence"]) not in known:
            yield row


def _best(
    rows: Sequence[dict[str, object]], themes: Sequence[Theme], most: int
) -> Iterator[dict[str, object]]:
    """Each theme's rows of the highest scores, theme by theme."""
    for theme in themes:
        own = [row for row in rows if row["theme"] == theme.theme]
        yield from sorted(own, key=lambda row: -_number(row["score"]))[:most]


def _likenesses(analyzer: Analyzer, result: ArticleResult) -> Iterator[dict[str, object]]:
    document = result.document
    named = {(hit.sentence_id, hit.theme) for hit in result.theme_hits if hit.evidence != SIMILARITY}
    for number, likenesses in enumerate(analyzer.theme_finder.likenesses(document)):
        for theme, likeness in likenesses.items():
            if (number, theme) not in named:
                yield {
                    "theme": theme,
                    "score": likeness.score,
                    "nearest": likeness.nearest,
                    "article_id": document.article.article_id,
                    "sentence": _sentence(document, number),
                }


def _hit_row(document: Document, hit: ThemeHit) -> dict[str, object]:
    return {
        **{name: getattr(hit, name) for name in _HITS[:-1]},
        "sentence": _sentence(document, hit.sentence_id),
    }


def _number(value: object) -> float:
    assert isinstance(value, float)
    return value


def _term_of(hit: ThemeHit) -> str:
    """The term that a hit used up: the exclusion where one took it."""
    reason = hit.not_counted or ""
    return reason.removeprefix("excluded: ") if reason.startswith("excluded: ") else hit.matched


def _sentence(document: Document, number: int) -> str:
    sentence = document.sentences[number]
    return " ".join(document.text[sentence.start : sentence.end].split())


def _marked(sentence: str, words: str) -> str:
    plain = " ".join(words.split())
    return sentence if plain == sentence else sentence.replace(plain, f"[{plain}]", 1)


def _frame(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns))
