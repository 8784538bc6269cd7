"""The numbers by which odds become chances: what `resources/similarity.toml` should hold in `[chances]`.

    python -m tests.benchmarks.theme_chances BENCH ARTICLES.jsonl

Logistic regression of whether a sentence speaks for a theme, or against it, on what tells of it
(`luksia_nlp.themes.meaning.Odds`), with an intercept for each kind of a theme's word in it. From the read
halves of a folder as `theme_bench` takes, from `tests/data/theme_directions.tsv`, and from the sentences of
the articles at odd places, whose labels are in `tests/data/article_sentences.tsv`; never from what the
encoder has learned from.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from luksia_nlp import Article, Settings
from luksia_nlp.calibration import regression
from luksia_nlp.engines import load_engine
from luksia_nlp.records import Document
from luksia_nlp.similarity.sentence_reader import SentenceReader
from luksia_nlp.themes.definitions import Theme, load_themes
from luksia_nlp.themes.meaning import Odds, ThemeMeaning
from luksia_nlp.themes.terms import EVIDENCE, TermFinder
from luksia_nlp.training.theme_lessons import digest
from tests.benchmarks.theme_bench import half_of_themes, in_halves, read_table
from tests.gold import gold_articles

DATA = Path(__file__).parents[1] / "data"
DIRECTIONS, ARTICLE_SENTENCES = DATA / "theme_directions.tsv", DATA / "article_sentences.tsv"
_FEWEST_WORDS = 4
# Every second sentence of the articles joins: with all, most of no theme, scores would be too low
# for text that is about its themes; without any, too high for news.
_EVERY = 2
# How far weights are held back, so that few sentences cannot run them away.
_RIDGE = 0.5


class Example(NamedTuple):
    """A sentence and a theme: what it says of it (`for`, `against`, `none`), its surest word's evidence."""

    odds: tuple[float, ...]
    says: str
    evidence: str | None


def examples(bench: Path, articles: Path) -> list[Example]:
    """All sentences to learn from, each with each theme that it is labelled for."""
    user, packaged = load_themes(bench / "themes.toml"), load_themes()
    found = _of(user, _bench(bench / "sentences.tsv", half_of_themes([theme.id for theme in user])))
    found += _of(packaged, _bench(bench / "luksia_sentences.tsv"))
    found += _of([*user, *packaged], _directions())
    found += _of_articles(packaged, articles)
    several = read_table(bench / "multi.tsv")[::2]
    found += _of(
        user,
        [
            (row["sentence"], theme.id, "for" if theme.id in row["themes"].split("|") else "none")
            for row in several
            for theme in user
        ],
    )
    return found


def chances(found: Sequence[Example]) -> dict[str, list[float]]:
    """The table: for each kind the weights of what tells, and an intercept.

    Sentences with a word of the theme have weights of their own, the same for every evidence; an evidence
    that no sentence has takes the middle of the others' intercepts.
    """
    table: dict[str, list[float]] = {}
    for says, alone, by_word in (("for", "meaning", EVIDENCE), ("against", "against", ("against by word",))):
        table |= _weights([e for e in found if e.evidence is None], says, {alone: None})
        kinds = {name: name for name in by_word} if len(by_word) > 1 else {by_word[0]: None}
        table |= _weights([e for e in found if e.evidence is not None], says, kinds)
    return table


def _weights(found: Sequence[Example], says: str, kinds: Mapping[str, str | None]) -> dict[str, list[float]]:
    """Weights of what tells, and an intercept for each kind, of the evidence named or of any."""
    numbers = [
        [*e.odds, *(float(evidence in (None, e.evidence)) for evidence in kinds.values())] for e in found
    ]
    weights = regression(numbers, [e.says == says for e in found], _RIDGE)
    shared, intercepts = weights[: -len(kinds)], weights[-len(kinds) :]
    seen = {e.evidence for e in found} | {None}
    known = [value for value, evidence in zip(intercepts, kinds.values(), strict=True) if evidence in seen]
    middle = sum(known) / len(known)
    return {
        name: [round(value, 3) for value in (*shared, intercept if evidence in seen else middle)]
        for (name, evidence), intercept in zip(kinds.items(), intercepts, strict=True)
    }


def _bench(path: Path, halves: Mapping[str, str] | None = None) -> Iterator[tuple[str, str, str]]:
    for row, half in in_halves(read_table(path), halves):
        if half == "read":
            yield row["sentence"], row["theme"], "for" if row["label"] == "1" else "none"


def _directions() -> Iterator[tuple[str, str, str]]:
    for row in read_table(DIRECTIONS):
        says = "against" if row["how"] == "against" else "for" if row["label"] == "1" else "none"
        yield row["sentence"], row["theme"], says


def _of_articles(themes: Sequence[Theme], path: Path) -> list[Example]:
    """Sentences of articles, each read with those around it, as an analysis reads them."""
    labels = {(row["theme"], row["digest"]): row["label"] for row in read_table(ARTICLE_SENTENCES)}
    meaning, terms = ThemeMeaning(themes, SentenceReader()), TermFinder(themes)
    found = []
    for document in _documents([article.text for article in gold_articles(path)][::2]):
        for number in range(0, len(document.sentences), _EVERY):
            text, words = document.sentence_as_read(number), _evidence(terms, document, number)
            if len(text.split()) < _FEWEST_WORDS:
                continue
            for theme in themes:
                label = labels.get((theme.id, digest(text)), "0")
                if label == "u" or words.get(theme.id) == "-":
                    continue
                odds = meaning.odds([document.passage(number)], theme.id)
                says = {"1": "for", "a": "against"}.get(label, "none")
                found.append(_example(odds, says, words.get(theme.id)))
    return found


def _of(themes: Sequence[Theme], rows: Iterable[tuple[str, str, str]]) -> list[Example]:
    rows = [row for row in rows if len(row[0].split()) >= _FEWEST_WORDS]
    meaning, terms = ThemeMeaning(themes, SentenceReader()), TermFinder(themes)
    documents = dict(zip([row[0] for row in rows], _documents([row[0] for row in rows]), strict=True))
    found = []
    for text, theme, says in rows:
        document = documents[text]
        words = _evidence(terms, document, *range(len(document.sentences)))
        if words.get(theme) != "-":
            found.append(_example(meaning.odds([text], theme), says, words.get(theme)))
    return found


def _example(odds: Odds, says: str, evidence: str | None) -> Example:
    return Example(tuple(float(each[0]) for each in odds), says, evidence)


def _evidence(terms: TermFinder, document: Document, *numbers: int) -> Mapping[str, str]:
    """The surest evidence for each theme's words in sentences; `-` where one is denied or excluded."""
    found: dict[str, str] = {}
    for number in numbers:
        for hit in terms.find(document, number):
            if hit.not_counted is not None:
                found[hit.theme] = "-"
            elif hit.theme not in found or (
                found[hit.theme] != "-" and EVIDENCE.index(hit.evidence) < EVIDENCE.index(found[hit.theme])
            ):
                found[hit.theme] = hit.evidence
    return found


def _documents(texts: Sequence[str]) -> list[Document]:
    engine = load_engine(Settings())
    read = engine.documents(Article(text, str(number)) for number, text in enumerate(texts))
    return [document for document in read if isinstance(document, Document)]


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table as lines of TOML."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path, metavar="BENCH")
    parser.add_argument("articles", type=Path, metavar="ARTICLES.jsonl")
    options = parser.parse_args(argv)
    for name, numbers in chances(examples(options.bench, options.articles)).items():
        print(f"{json.dumps(name) if ' ' in name else name} = {numbers}")


if __name__ == "__main__":
    main()
