"""What themes cost: of an article's time, and many themes beside few.

    python -m tests.benchmarks.theme_speed GOLD.jsonl [--rounds N]

Reads articles (one a line: `id`, `text`) again and again: names, then themes by words alone, by similarity,
and fifty themes of 2,000 terms. Prints by how much themes by similarity make an article dearer
(`similarity_cost`), and fifty themes instead of the three packaged ones (`many_themes_cost`), as shares of
the article's whole time in the same run; `kept` and `kept_by_many` say the same as speed that is left. The
least time of all rounds counts, since only chance makes a round slower; no round knows the vectors of
another.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from luksia_nlp import Article, Settings
from luksia_nlp.engines import Engine, load_engine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.records import Document
from luksia_nlp.similarity.background import background
from luksia_nlp.similarity.sentence_reader import SentenceReader
from luksia_nlp.themes.definitions import Theme, load_themes
from luksia_nlp.themes.finder import ThemeFinder
from tests.gold import gold_articles

_THEMES, _TERMS, _EXAMPLES = 50, 2_000, 10


def many_themes() -> list[Theme]:
    """Fifty themes of forty terms and ten sentences each, made of the words of ordinary news."""
    words = sorted({word.strip(".,–").casefold() for line in background() for word in line.split()})
    words = [word for word in words if len(word) > 4 and word.isalpha()]
    terms = list(itertools.islice(itertools.cycle(words), _TERMS))
    each = _TERMS // _THEMES
    sentences = itertools.cycle(background())
    return [
        Theme(
            f"teema-{number}",
            f"Teema {number}",
            terms=tuple(terms[number * each : (number + 1) * each]),
            examples=tuple(itertools.islice(sentences, _EXAMPLES)),
        )
        for number in range(_THEMES)
    ]


def measure(path: Path, rounds: int = 3) -> tuple[dict[str, Any], list[str]]:
    """The figures of a file of articles; there are no errors to list."""
    articles = gold_articles(path)
    engine = load_engine(Settings())
    documents = [document for document in engine.documents(articles) if isinstance(document, Document)]
    reading, words, similarity, many = [], [], [], []
    for _ in range(rounds):
        reading.append(_seconds(lambda: _names(engine, articles)))
        words.append(_finding(ThemeFinder(load_themes()), documents))
        similarity.append(_finding(ThemeFinder(load_themes(), SentenceReader()), documents))
        many.append(_finding(ThemeFinder(many_themes(), SentenceReader()), documents))
    without, three, fifty = (min(reading) + min(each) for each in (words, similarity, many))
    figures = {
        "similarity_cost": round(three / without - 1, 3),
        "many_themes_cost": round(fifty / three - 1, 3),
        "kept": round(without / three, 3),
        "kept_by_many": round(three / fifty, 3),
        "articles": len(articles),
        "words": sum(len(document.tokens) for document in documents),
        "seconds": {
            "names": round(min(reading), 2),
            "themes_by_words": round(min(words), 2),
            "themes_by_similarity": round(min(similarity), 2),
        },
    }
    return figures, []


def _names(engine: Engine, articles: Sequence[Article]) -> None:
    for document in engine.documents(articles):
        assert isinstance(document, Document)
        find_mentions(document)


def _finding(finder: ThemeFinder, documents: Sequence[Document]) -> float:
    def work() -> None:
        for document in documents:
            finder.find(document)

    return _seconds(work)


def _seconds(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(argv)
    print(json.dumps(measure(options.path, options.rounds)[0]))


if __name__ == "__main__":
    main()
