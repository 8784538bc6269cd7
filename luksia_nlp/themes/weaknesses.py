"""Where a theme file's own sentences are weak: examples that the rest would not find, and contradictions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from luksia_nlp.similarity import Embedder
from luksia_nlp.themes.definitions import Theme
from luksia_nlp.themes.judges import judge_of
from luksia_nlp.themes.texts import Row, alike

# What a person reads through at one sitting, a theme.
_MOST = 10
_WEAK = ["theme", "score", "threshold", "sentence"]
_CONTRADICTIONS = ["theme", "sentence", "other_theme", "other_key", "other_sentence", "reason"]


def weak_examples(themes: Sequence[Theme], embedder: Embedder | None) -> pd.DataFrame:
    """Examples that their theme would not find by similarity if they were not in it, the weakest first.

    Each is scored by a file that lacks it; the file lacks one example of every theme at a time, so that it is
    made as often as the longest theme has examples. A theme's only sentence cannot be scored.

    Args:
        themes: The themes.
        embedder: What turns sentences into vectors; without one there is nothing to tell.

    Returns:
        `theme`, `score`, its `threshold` and the `sentence`, at most ten a theme.

    Example:
        >>> from luksia_nlp.similarity import load_embedder
        >>> haut = ("Kouluun haki ennätysmäärä nuoria.", "Linjalle haki paljon nuoria.", "Sataa lunta.")
        >>> list(weak_examples([Theme("haku", "Haku", examples=haut)], load_embedder())["sentence"])
        ['Sataa lunta.']
    """
    found: dict[str, list[Row]] = {theme.id: [] for theme in themes}
    if embedder is None:
        return pd.DataFrame(columns=_WEAK)
    for place in range(max((len(theme.examples) for theme in themes), default=0)):
        asked = [theme for theme in themes if place < len(theme.examples)]
        sentences = [theme.examples[place] for theme in asked]
        judge = judge_of([_without(theme, place) for theme in themes], embedder)
        for theme, sentence, scores in zip(asked, sentences, judge.similarities(sentences), strict=True):
            if theme.id in scores and scores[theme.id].score < theme.threshold:
                row = {"theme": theme.id, "score": scores[theme.id].score, "threshold": theme.threshold}
                found[theme.id].append({**row, "sentence": sentence})
    rows = [row for own in found.values() for row in sorted(own, key=lambda row: row["score"])[:_MOST]]
    return pd.DataFrame(rows, columns=_WEAK)


def contradictions(themes: Sequence[Theme], embedder: Embedder | None) -> pd.DataFrame:
    """Sentences of a theme file that say the opposite of each other.

    Args:
        themes: The themes.
        embedder: What turns sentences into vectors; without one there is nothing to tell.

    Returns:
        `theme` and `sentence`, an example; `other_key` and `other_sentence`, what speaks against it;
        `other_theme` where that is of another theme, and the `reason`: the same sentence is a counterexample
        too, or an example of another theme, or without itself lies nearer to a counterexample than to any
        other example. Of the last kind there are at most ten a theme, the clearest first.

    Example:
        >>> from luksia_nlp.similarity import load_embedder
        >>> teema = Theme("sää", "Sää", examples=("Sataa.", "Tuulee."), counterexamples=("sataa.",))
        >>> contradictions([teema], load_embedder())["reason"].to_list()
        ['is a counterexample, too']
    """
    if embedder is None:
        return pd.DataFrame(columns=_CONTRADICTIONS)
    rows = [row for theme in themes for row in [*_both(theme), *_nearer(theme, embedder)]]
    return pd.DataFrame([*rows, *_of_two(themes)], columns=_CONTRADICTIONS)


def _without(theme: Theme, place: int) -> Theme:
    """A theme without one of its examples, wherever that stands in it."""
    if place >= len(theme.examples):
        return theme
    left_out = alike(theme.examples[place])
    return replace(theme, examples=tuple(text for text in theme.examples if alike(text) != left_out))


def _both(theme: Theme) -> Iterator[Row]:
    counter = {alike(text): text for text in theme.counterexamples}
    for text in theme.examples:
        if other := counter.get(alike(text)):
            yield _row(theme, text, None, "counterexamples", other, "is a counterexample, too")


def _of_two(themes: Sequence[Theme]) -> Iterator[Row]:
    seen: dict[str, tuple[Theme, str]] = {}
    for theme in themes:
        for text in theme.examples:
            first, other = seen.setdefault(alike(text), (theme, text))
            if first is not theme:
                yield _row(first, other, theme.id, "examples", text, "is an example of both themes")


def _nearer(theme: Theme, embedder: Embedder) -> list[Row]:
    counter = [text for text in theme.counterexamples if alike(text) not in set(map(alike, theme.examples))]
    keys = np.array([alike(text) for text in theme.examples])
    if len(set(keys)) < 2 or not counter:
        return []
    vectors = embedder.vectors(theme.examples)
    own = np.where(keys[:, None] == keys[None, :], -np.inf, vectors @ vectors.T).max(axis=1)
    away = vectors @ embedder.vectors(counter).T
    margins = away.max(axis=1) - own
    return [
        _row(
            theme,
            theme.examples[place],
            None,
            "counterexamples",
            counter[int(away[place].argmax())],
            "is nearer to a counterexample than to any other example",
        )
        for place in np.argsort(-margins, kind="stable")[:_MOST].tolist()
        if margins[place] > 0
    ]


def _row(theme: Theme, sentence: str, other_theme: str | None, *others: str) -> Row:
    return dict(zip(_CONTRADICTIONS, (theme.id, sentence, other_theme, *others), strict=True))
