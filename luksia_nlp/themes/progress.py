"""How far marked sentences move a theme file's figures, measured on sentences that it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from luksia_nlp.records import Document
from luksia_nlp.similarity import Embedder
from luksia_nlp.themes.definitions import Theme
from luksia_nlp.themes.finder import ThemeFinder
from luksia_nlp.themes.rewriting import Marked, taught
from luksia_nlp.themes.texts import Row, alike

# Parts of the marked sentences, each judged by the file with the other parts: with five, a sentence is judged
# by a file that has learned four fifths of what it will know.
_FOLDS = 5
_COLUMNS = ["theme", "figure", "before", "after"]
_FIGURES = {
    "precision": "of the marked sentences that the file finds, the share that speaks of the theme",
    "found": "of the sentences that speak of the theme, the share that the file finds",
}


@dataclass(frozen=True, eq=False)
class ThemeProgress:
    """What a lesson did to a theme file.

    Args:
        figures: Two rows per theme, `before` and `after`: of the marked sentences that the file finds, the
            share that was marked yes (`precision`), and of those marked yes the share that it finds
            (`found`). `after` judges each sentence by the file with the other marked sentences, without
            itself. Missing where there is nothing to divide by.
        n_examples: How many examples were added.
        n_counterexamples: How many counterexamples.
        path: The file that was written.
    """

    figures: pd.DataFrame
    n_examples: int
    n_counterexamples: int
    path: Path

    def __str__(self) -> str:
        """What was written, and how the figures moved."""
        numbers = {"example": self.n_examples, "counterexample": self.n_counterexamples}
        counts = [f"{number} {what}" + "s" * (number != 1) for what, number in numbers.items()]
        lines = [f"WRITTEN to {self.path}: {', '.join(counts)}"]
        lines.append("MOVED (each marked sentence judged by the file with the others):")
        for row in self.figures.to_dict("records"):
            before, after = ("-" if pd.isna(row[key]) else f"{row[key]:.2f}" for key in ("before", "after"))
            lines.append(f"  {row['theme']}  {row['figure']} {before} -> {after}")
        return "\n".join([*lines, *(f"  {figure}: {what}" for figure, what in _FIGURES.items())])


def moved_figures(
    themes: Sequence[Theme],
    embedder: Embedder | None,
    marked: Sequence[Marked],
    documents: Sequence[Document],
) -> pd.DataFrame:
    """The figures of a theme file before and after it was taught, as in `ThemeProgress.figures`.

    Args:
        themes: The themes before.
        embedder: What turns sentences into vectors.
        marked: The sentences.
        documents: For each of them a document in which it is the only sentence.
    """
    first = ThemeFinder(themes, embedder)
    before = [_finds(first, one, document) for one, document in zip(marked, documents, strict=True)]
    after = list(before)
    folds = _folds(marked)
    for fold in sorted(set(folds)):
        others = [one for one, own in zip(marked, folds, strict=True) if own != fold]
        finder = ThemeFinder(taught(themes, others), embedder)
        for place, own in enumerate(folds):
            if own == fold:
                after[place] = _finds(finder, marked[place], documents[place])
    rows: list[Row] = []
    for theme in themes:
        own_places = [place for place, one in enumerate(marked) if one.theme == theme.id]
        if own_places:
            speaks = [marked[place].speaks for place in own_places]
            figures = [_figures(speaks, [found[place] for place in own_places]) for found in (before, after)]
            rows += [
                {"theme": theme.id, "figure": name, "before": figures[0][name], "after": figures[1][name]}
                for name in _FIGURES
            ]
    return pd.DataFrame(rows, columns=_COLUMNS).astype({"before": "Float64", "after": "Float64"})


def _folds(marked: Sequence[Marked]) -> list[int]:
    """The part of each sentence; each part has its share of every theme's yes and no.

    A sentence of two themes is in one part: it would else be judged by a file that holds it.
    """
    parts: dict[str, int] = {}
    for one in sorted(marked, key=lambda one: (one.theme, one.speaks)):
        parts.setdefault(alike(one.sentence), len(parts) % _FOLDS)
    return [parts[alike(one.sentence)] for one in marked]


def _finds(finder: ThemeFinder, one: Marked, document: Document) -> bool:
    return any(hit.theme == one.theme and hit.not_counted is None for hit in finder.find(document))


def _figures(speaks: Sequence[bool], found: Sequence[bool]) -> dict[str, float | None]:
    both = sum(yes and hit for yes, hit in zip(speaks, found, strict=True))
    return {
        "precision": both / sum(found) if any(found) else None,
        "found": both / sum(speaks) if any(speaks) else None,
    }
