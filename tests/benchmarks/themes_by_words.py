"""Topics described only by a theme file of our own, against labelled sentences (SIB-200).

    python -m tests.benchmarks.themes_by_words FILE.tsv [MORE.tsv ...] [--examples N] [--topics THEMES.toml]

Columns `category` and `text`. Each text gets the topic of the highest score in `Analyzer.theme_scores`. With
`--examples N`, the first N texts of each topic in each of five shuffles join the file's examples and are left
out of the measuring; the mean over the shuffles is printed. The texts are then read only once and scored by
`ThemeFinder.text_scores`, which `theme_scores` calls.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from luksia_nlp import Analyzer, Article, Settings
from luksia_nlp.engines import load_engine
from luksia_nlp.records import Document
from luksia_nlp.similarity.embedders import load_embedder
from luksia_nlp.themes.definitions import Theme, load_themes
from luksia_nlp.themes.finder import ThemeFinder
from tests.benchmarks.scoring import report

TOPICS = Path(__file__).parents[1] / "data" / "sib_topics.toml"
_SHUFFLES = 5


def read_rows(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """The category and text of each row."""
    rows: list[tuple[str, str]] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            rows += [(row["category"], row["text"]) for row in table]
    return rows


def measure(
    paths: Sequence[Path],
    examples: int = 0,
    topics: Path = TOPICS,
    similarity: str = "e5",
) -> tuple[dict[str, Any], list[str]]:
    """The figures of some files of labelled sentences, and the errors a line each."""
    rows = read_rows(paths)
    settings = Settings(themes=topics, similarity=similarity)
    topics_of = _with_examples_of_texts if examples else _by_theme_scores
    shares: list[float] = []
    errors: list[str] = []
    confusion: Counter[tuple[str, str]] = Counter()
    for found in topics_of(rows, examples, settings):
        pairs = [(rows[number][0], topic, rows[number][1]) for number, topic in found.items()]
        confusion.update((category, topic) for category, topic, _ in pairs)
        errors += [f"{category} > {topic}: {text}" for category, topic, text in pairs if category != topic]
        shares.append(sum(category == topic for category, topic, _ in pairs) / len(pairs))
    table: dict[str, dict[str, int]] = defaultdict(dict)
    for (category, topic), count in sorted(confusion.items()):
        table[category][topic] = count
    accuracy = round(sum(shares) / len(shares), 4)
    return {"accuracy": accuracy, "texts": len(rows), "confusion": dict(table)}, errors


def _by_theme_scores(
    rows: Sequence[tuple[str, str]], examples: int, settings: Settings
) -> Iterator[dict[int, str]]:
    """The topic of each text, as users are told to find it."""
    del examples
    scores = Analyzer(settings).theme_scores(Article(text, str(n)) for n, (_, text) in enumerate(rows))
    yield {int(str(number)): str(topic) for number, topic in scores.idxmax(axis=1).items()}


def _with_examples_of_texts(
    rows: Sequence[tuple[str, str]], examples: int, settings: Settings
) -> Iterator[dict[int, str]]:
    """For each shuffle the topic of each text that did not become an example."""
    engine = load_engine(Settings(recognizer="engine"))
    articles = (Article(text, str(number)) for number, (_, text) in enumerate(rows))
    documents = [document for document in engine.documents(articles) if isinstance(document, Document)]
    themes = load_themes(settings.themes)
    embedder = load_embedder(settings.similarity)
    for seed in range(_SHUFFLES):
        taken = _taken(rows, examples, seed)
        finder = ThemeFinder(_with_examples(themes, rows, taken), embedder)
        scores = {n: finder.text_scores(documents[n]) for n in range(len(rows)) if n not in taken}
        yield {number: max(found, key=lambda theme: found[theme]) for number, found in scores.items()}


def _taken(rows: Sequence[tuple[str, str]], examples: int, seed: int) -> set[int]:
    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)
    taken: dict[str, list[int]] = defaultdict(list)
    for number in order:
        if len(taken[rows[number][0]]) < examples:
            taken[rows[number][0]].append(number)
    return {number for numbers in taken.values() for number in numbers}


def _with_examples(themes: Sequence[Theme], rows: Sequence[tuple[str, str]], taken: set[int]) -> list[Theme]:
    return [
        replace(
            theme,
            examples=(*theme.examples, *(rows[n][1] for n in sorted(taken) if rows[n][0] == theme.id)),
        )
        for theme in themes
    ]


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", type=Path, nargs="+", metavar="FILE.tsv")
    parser.add_argument(
        "--examples", type=int, default=0, metavar="N", help="labelled examples of each topic"
    )
    parser.add_argument("--topics", type=Path, default=TOPICS, metavar="THEMES.toml")
    parser.add_argument("--similarity", default="e5", help="as in the settings")
    parser.add_argument("--errors", action="store_true", help="print every error, a line each")
    options = parser.parse_args(argv)
    report(
        *measure(options.paths, options.examples, options.topics, options.similarity),
        show_errors=options.errors,
    )


if __name__ == "__main__":
    main()
