"""By what an article has a theme: what `resources/similarity.toml` should hold in `[presence]`.

    python -m tests.benchmarks.theme_presence ARTICLES.jsonl

Logistic regression on `luksia_nlp.themes.scores.Features`, from the articles at odd places of the file, from
`data/training/themes/articles.jsonl` and from the sample archive, articles `id, text, themes`. Before the
table it prints F1 at 0.5 of the articles, each judged by numbers that were learned from the others (ten
parts), by file.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from luksia_nlp import Article, Settings
from luksia_nlp.calibration import regression
from luksia_nlp.engines import load_engine
from luksia_nlp.records import Document
from luksia_nlp.similarity.sentence_reader import SentenceReader
from luksia_nlp.themes.definitions import load_themes
from luksia_nlp.themes.finder import ThemeFinder
from luksia_nlp.themes.scores import Features, features
from tests.benchmarks.scoring import scores
from tests.conftest import GOLD, ROOT
from tests.gold import gold_rows

LESSONS = ROOT / "data" / "training" / "themes" / "articles.jsonl"
# Parts of the articles that are judged by the others, and how far weights are held back.
_PARTS, _RIDGE = 10, 0.1
# The features that speak for a theme.
_SPEAKING = ("surest", "further", "share", "title", "lead")
# How sure a sentence must be at least to be a hit, in an article that has the theme.
_EVEN = 0.5


class Row(NamedTuple):
    """An article and a theme: what tells, whether the article has it, whether any sentence may be a hit."""

    found: Features
    has: bool
    is_hit: bool


def read(rows: Sequence[dict[str, Any]]) -> list[list[Row]]:
    """For each article a row for each theme."""
    themes = load_themes()
    finder, engine = ThemeFinder(themes, SentenceReader()), load_engine(Settings())
    found = []
    articles = (Article(row["text"], row["id"]) for row in rows)
    for row, document in zip(rows, engine.documents(articles), strict=True):
        assert isinstance(document, Document)
        hits = finder.find(document)
        surest = finder.surest(document, hits)
        own = {theme.id: [hit for hit in hits if hit.theme == theme.id] for theme in themes}
        found.append(
            [
                Row(
                    features(document, own[theme.id], surest[theme.id]),
                    theme.id in row["themes"],
                    max(surest[theme.id], default=0.0) >= _EVEN,
                )
                for theme in themes
            ]
        )
    return found


def fitted(rows: Sequence[Row]) -> dict[str, float]:
    """The weights of the features, and an intercept, from the rows that can have a hit.

    What speaks for a theme may not tell against it: such a feature is left out where few articles would have
    it so.
    """
    hit = [row for row in rows if row.is_hit]
    x = np.array([row.found for row in hit], float)
    used = list(range(x.shape[1]))
    while True:
        centre, spread = x[:, used].mean(axis=0), x[:, used].std(axis=0) + 1e-9
        scaled = np.hstack([(x[:, used] - centre) / spread, np.ones((len(x), 1))])
        held = [_RIDGE] * len(used) + [0.0]
        *weights, intercept = regression(scaled.tolist(), [row.has for row in hit], held)
        raw = np.array(weights) / spread
        wrong = [at for at, place in enumerate(used) if Features._fields[place] in _SPEAKING and raw[at] < 0]
        if not wrong:
            break
        used.pop(min(wrong, key=lambda at: raw[at]))
    table = dict.fromkeys(Features._fields, 0.0)
    table |= {Features._fields[place]: round(float(raw[at]), 3) for at, place in enumerate(used)}
    return {**table, "intercept": round(float(intercept - raw @ centre), 3)}


def judged(row: Row, table: dict[str, float]) -> bool:
    """Whether an article has a theme, by some weights."""
    odds = table["intercept"] + sum(table[name] * value for name, value in row.found._asdict().items())
    return row.is_hit and odds >= 0


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures, and the table as lines of TOML."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, metavar="ARTICLES.jsonl")
    path = parser.parse_args(argv).path
    files = {
        "read half": gold_rows(path)[::2],
        "lessons": gold_rows(LESSONS),
        "archive": gold_rows(GOLD / "articles.jsonl"),
    }
    read_files = {name: read(rows) for name, rows in files.items()}
    articles = [(name, article) for name, some in read_files.items() for article in some]
    counts = {name: [0, 0, 0] for name in files}
    for part in range(_PARTS):
        others = [article for place, (_, article) in enumerate(articles) if place % _PARTS != part]
        table = fitted([row for article in others for row in article])
        for name, article in articles[part::_PARTS]:
            for row in article:
                says = judged(row, table)
                new = (says and row.has, says, row.has)
                counts[name] = [a + b for a, b in zip(counts[name], new, strict=True)]
    print(json.dumps({name: scores(*some) for name, some in counts.items()}))
    for name, value in fitted([row for _, article in articles for row in article]).items():
        print(f"{name} = {value}")


if __name__ == "__main__":
    main()
