"""What a theme file catches in texts, what it just misses, and what of it is weak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from luksia_nlp.reading.sources import Source
from luksia_nlp.records import Document, ThemeHit
from luksia_nlp.settings import Settings
from luksia_nlp.themes.definitions import Theme
from luksia_nlp.themes.scores import SIMILARITY
from luksia_nlp.themes.texts import NEAR, Row, ThemedTexts, best_of, one_line
from luksia_nlp.themes.weaknesses import contradictions, weak_examples

# How many near misses are shown a theme: what a person reads through at one sitting.
_MOST_MISSES = 10
_HITS = [
    "theme", "text", "evidence", "matched", "score", "not_counted", "direction", "excluded_by", "article_id",
    "sentence",
]  # fmt: skip
_MISSES = ["theme", "score", "threshold", "nearest", "article_id", "sentence"]
_UNUSED = ["theme", "key", "term"]
_PRECISION = (
    "PRECISION: not known; luksia-nlp themes teach FILE PATH asks of each theme about twenty sentences and "
    "estimates it."
)


@dataclass(frozen=True)
class ThemeCheck:
    """What a theme file does with some texts.

    Args:
        hits: A row per hit, with its sentence; `not_counted` says why one does not count, `excluded_by` by
            which words of the file.
        near_misses: Sentences without a hit whose similarity is just below the theme's threshold.
        unused: Terms, derivations and exclusions of the file that never matched.
        weak_examples: Examples that the theme would not find by similarity if they were not in it: each with
            its `score` by the file without it; at most ten a theme.
        contradictions: Examples with what of the file speaks against them, and the `reason`: the same
            sentence is a counterexample too, or an example of `other_theme`, or the example lies nearer to a
            counterexample than to any other example.
    """

    hits: pd.DataFrame
    near_misses: pd.DataFrame
    unused: pd.DataFrame
    weak_examples: pd.DataFrame
    contradictions: pd.DataFrame

    def __str__(self) -> str:
        """All of them as text."""
        parts = (
            self._hit_lines,
            self._miss_lines,
            self._unused_lines,
            self._weak_lines,
            self._contradiction_lines,
        )
        return "\n".join([*(line for lines in parts for line in lines()), _PRECISION])

    def _hit_lines(self) -> Iterator[str]:
        counted = self.hits["not_counted"].isna()
        yield f"HITS: {int(counted.sum())} that count, {int((~counted).sum())} that do not"
        for row in self.hits.to_dict("records"):
            reason = "" if pd.isna(row["not_counted"]) else f"  NOT COUNTED: {row['not_counted']}"
            reason += "" if pd.isna(row["excluded_by"]) else f" by {row['excluded_by']}"
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

    def _weak_lines(self) -> Iterator[str]:
        yield f"WEAK EXAMPLES: {len(self.weak_examples)} (score without themselves, by similarity alone)"
        for row in self.weak_examples.to_dict("records"):
            yield f"  {row['theme']}  {row['score']:.2f} of {row['threshold']:.2f}  {row['sentence']}"

    def _contradiction_lines(self) -> Iterator[str]:
        yield f"CONTRADICTIONS: {len(self.contradictions)}"
        for row in self.contradictions.to_dict("records"):
            yield f"  {row['theme']}  {row['sentence']}"
            if pd.isna(row["other_theme"]):
                yield f"      {row['reason']}: {row['other_sentence']}"
            else:
                yield f"      {row['reason']}: {row['theme']}, {row['other_theme']}"


def check_themes(
    path: str | Path | Sequence[Theme],
    source: Source,
    settings: Settings | None = None,
    progress: bool = False,
) -> ThemeCheck:
    """Run a theme file over some texts.

    Args:
        path: The theme file, as for `load_themes`, or the themes that it gave.
        source: The texts, as for `luksia_nlp.analyze`.
        settings: The options; their own `themes` are not used.
        progress: Whether to show on standard error how far it is.

    Returns:
        The tables. Where articles could not be analysed, there is a `LuksiaWarning`, too.

    Raises:
        SettingsError: The theme file is wrong; the message names every mistake.
        SourceError: The source as a whole cannot be read.

    Example:
        >>> tulos = check_themes("luksia", "Alan vetovoima kasvaa. Kuun vetovoima nostaa vettä.")
        >>> tulos.hits[["text", "not_counted", "excluded_by"]].fillna("").values.tolist()
        [['vetovoima', '', ''], ['vetovoima', 'excluded', 'kuu vetovoima']]
    """
    texts = ThemedTexts(path, settings)
    thresholds = {theme.id: theme.threshold for theme in texts.themes}
    hits: list[Row] = []
    misses: list[Row] = []
    used: set[tuple[str, str]] = set()
    for text in texts.of(source, progress):
        hits += [_hit_row(text.document, hit) for hit in text.hits]
        # A hit uses up the exclusion that took it, else its term.
        used |= {(hit.theme, hit.excluded_by or hit.matched) for hit in text.hits}
        misses += [
            {**row, "threshold": thresholds[row["theme"]]}
            for row in text.sentences
            if not row["is_hit"] and row["score"] >= thresholds[row["theme"]] - NEAR
        ]
    unused = [
        {"theme": theme.id, "key": key, "term": term}
        for theme in texts.themes
        for key in ("terms", "derivations", "exclude")
        for term in getattr(theme, key)
        if (theme.id, term) not in used
    ]
    return ThemeCheck(
        pd.DataFrame(hits, columns=_HITS),
        pd.DataFrame(best_of(misses, texts.themes, _MOST_MISSES), columns=_MISSES),
        pd.DataFrame(unused, columns=_UNUSED),
        weak_examples(texts.themes, texts.embedder),
        contradictions(texts.themes, texts.embedder),
    )


def _hit_row(document: Document, hit: ThemeHit) -> Row:
    fields = {name: getattr(hit, name) for name in _HITS[:-1]}
    return {**fields, "sentence": document.sentence_as_read(hit.sentence_id)}


def _marked(sentence: str, words: str) -> str:
    plain = one_line(words)
    return sentence if plain == sentence else sentence.replace(plain, f"[{plain}]", 1)
