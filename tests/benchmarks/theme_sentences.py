"""The three themes in single sentences of our own, with traps.

    python -m tests.benchmarks.theme_sentences FILE.tsv [--split check] [--calibrate] [--constants]

Columns `split` (tune or check), `theme` (or none), `kind` (word, meaning, trap, none) and `text`. A theme
is found in a sentence where it has a hit that counts. The halves were parted before any tuning; only `tune`
was tuned on. `--calibrate` prints, in place of the figures, the slope and intercept that
`luksia_nlp/resources/similarity.toml` should hold: logistic regression (Platt 1999) of whether a sentence
of the tuning half speaks of a theme on its density ratio; sentences of the sample archive without the
themes' words join as sentences of no theme. `--constants` prints what other constants of that file give. Both
are of word vectors, where no other embedder is named: what the packaged encoder has learned needs neither.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from luksia_nlp import Article, Settings, read_articles
from luksia_nlp.calibration import fitted
from luksia_nlp.engines import load_engine
from luksia_nlp.records import Document
from luksia_nlp.similarity.embedder_names import E5, WORD_VECTORS
from luksia_nlp.similarity.embedders import load_embedder
from luksia_nlp.themes.definitions import load_themes
from luksia_nlp.themes.finder import ThemeFinder
from luksia_nlp.themes.similarity import ThemeSimilarity
from luksia_nlp.themes.terms import TermFinder
from tests.benchmarks.scoring import report, scores

ARCHIVE = Path(__file__).parents[2] / "data" / "articles"
_FEWEST_WORDS = 4
# What `--constants` tries.
_TRIED: Mapping[str, Sequence[float]] = {
    "temperature": (2, 4, 8, 16),
    "background_sentences": (5, 10, 20, 40, 528),
    "others": (0, 0.25, 0.5, 0.75),
    "counter": (0, 0.1, 0.2, 0.4),
}


def read_rows(path: Path, split: str) -> list[dict[str, str]]:
    """The rows of one half, or of both with `all`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if split in (row["split"], "all")]


def measure(path: Path, split: str = "check", similarity: str = "e5") -> tuple[dict[str, Any], list[str]]:
    """The figures of one half, and its errors a line each."""
    rows = read_rows(path, split)
    finder = ThemeFinder(load_themes(), load_embedder(similarity))
    counts, by_kind, errors = Counter[str](), Counter[tuple[str, bool]](), []
    for row, document in zip(rows, _documents([row["text"] for row in rows]), strict=True):
        found = {hit.theme for hit in finder.find(document) if hit.not_counted is None}
        wanted = {row["theme"]} - {"none"}
        counts["right"] += len(found & wanted)
        counts["found"] += len(found)
        counts["wanted"] += len(wanted)
        by_kind[row["kind"], found == wanted] += 1
        if found != wanted:
            errors.append(
                f"{row['kind']} {row['theme']} > {', '.join(sorted(found)) or 'none'}: {row['text']}"
            )
    shares = {
        kind: round(by_kind[kind, True] / (by_kind[kind, True] + by_kind[kind, False]), 4)
        for kind in sorted({kind for kind, _ in by_kind})
    }
    figures = scores(counts["right"], counts["found"], counts["wanted"])
    return {**figures, "right_by_kind": shares, "sentences": len(rows)}, errors


def _answers(path: Path) -> list[tuple[str, str]]:
    """Sentences without a theme's word, of the tuning half and of ordinary news, with what they speak of."""
    rows = [row for row in read_rows(path, "tune") if row["kind"] != "word"]
    own = [(row["text"], row["theme"]) for row in rows]
    return [*own, *((text, "none") for text in _sentences_without_words())]


def _ratios(
    answers: Sequence[tuple[str, str]], similarity: str, **constants: float
) -> tuple[list[float], list[bool]]:
    """The density ratio of each sentence and theme, and whether it speaks of it."""
    embedder = load_embedder(similarity)
    if embedder is None:
        raise SystemExit("There is nothing to measure where sentences are not compared.")
    compared = ThemeSimilarity(load_themes(), embedder)
    compared._constants = {**compared._constants, **constants}
    ratios: list[float] = []
    right: list[bool] = []
    for (_, speaks_of), by_theme in zip(answers, compared.ratios([text for text, _ in answers]), strict=True):
        ratios += by_theme.values()
        right += [theme == speaks_of for theme in by_theme]
    return ratios, right


def calibration(path: Path, similarity: str = "e5") -> dict[str, Any]:
    """Slope and intercept of the scores, and the share of sentences over 0.5 that are right."""
    ratios, right = _ratios(_answers(path), similarity)
    slope, intercept = fitted(ratios, right)
    over = [is_right for ratio, is_right in zip(ratios, right, strict=True) if slope * ratio + intercept >= 0]
    precision = round(sum(over) / len(over), 3) if over else None
    figures = {"slope": round(slope, 2), "intercept": round(intercept, 2)}
    return {**figures, "right_over_half": precision, "found": sum(over)}


def constants(path: Path, similarity: str = "e5") -> dict[str, dict[float, float]]:
    """The average precision with other constants of `resources/similarity.toml`, one changed at a time."""
    answers = _answers(path)
    return {
        name: {value: _average_precision(*_ratios(answers, similarity, **{name: value})) for value in values}
        for name, values in _TRIED.items()
    }


def _average_precision(values: Sequence[float], right: Sequence[bool]) -> float:
    """The mean, over the right answers, of the share that is right among those valued as high or higher."""
    ranked = [is_right for _, is_right in sorted(zip(values, right, strict=True), key=lambda pair: -pair[0])]
    shares = [sum(ranked[:place]) / place for place, is_right in enumerate(ranked, start=1) if is_right]
    return round(sum(shares) / len(shares), 3)


def _sentences_without_words() -> list[str]:
    """The sample archive's sentences in which no word of a theme stands."""
    finder = TermFinder(load_themes())
    engine = load_engine(Settings(recognizer="engine"))
    found = []
    for document in engine.documents(a for a in read_articles(ARCHIVE) if isinstance(a, Article)):
        assert isinstance(document, Document)
        for number in range(len(document.sentences)):
            text = document.sentence_text(number)
            if len(text.split()) >= _FEWEST_WORDS and not finder.find(document, number):
                found.append(text)
    return found


def _documents(texts: Sequence[str]) -> list[Document]:
    engine = load_engine(Settings(recognizer="engine"))
    articles = (Article(text, str(number)) for number, text in enumerate(texts))
    return [document for document in engine.documents(articles) if isinstance(document, Document)]


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, metavar="FILE.tsv")
    parser.add_argument("--split", choices=("tune", "check", "all"), default="check")
    parser.add_argument("--similarity", default="e5", help="as in the settings")
    parser.add_argument("--calibrate", action="store_true", help="fit the curve of the scores")
    parser.add_argument("--constants", action="store_true", help="try other constants of similarity.toml")
    parser.add_argument("--errors", action="store_true", help="print every error, a line each")
    options = parser.parse_args(argv)
    if options.calibrate or options.constants:
        work = calibration if options.calibrate else constants
        print(
            json.dumps(work(options.path, WORD_VECTORS if options.similarity == E5 else options.similarity))
        )
        return
    report(*measure(options.path, options.split, options.similarity), show_errors=options.errors)


if __name__ == "__main__":
    main()
