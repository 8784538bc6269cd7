"""How the memory of resolving an archive grows with its articles.

    python -m tests.benchmarks.resolve_memory --articles 2000 [--mentions mentions.pkl]

The archive is made of the mentions of the sample archive: each article is one of its articles under an
identifier of its own, and is made anew in each pass, as an archive's are that are read from files. With
`--mentions` what the models find in the sample archive is kept in a file, for the next run.

First the sample archive is resolved alone, so that words have been analysed and tables read. Prints, as its
last line, one line of JSON: the memory held then (`before`) and at most while the archive was resolved
(`most`), in MB, the processor's seconds, and the numbers of articles, mentions and entities. Linux only.
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from luksia_nlp import Analyzer
from luksia_nlp.entities import ArticleMentions, Resolution
from luksia_nlp.records import ArticleResult, Mention
from luksia_nlp.tables.entity_rows import entity_tables, mention_row
from tests.conftest import ARTICLES

_MB = 2**20  # bytes
_OFTEN = 100  # after so many articles the memory is looked at


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--mentions", type=Path, help="a file of the sample's mentions")
    arguments = parser.parse_args(argv)
    sample = _sample(arguments.mentions)
    _resolved(sample, len(sample))
    before, started = _held(), time.process_time()
    figures = _resolved(sample, arguments.articles)
    seconds = round(time.process_time() - started, 1)
    print(json.dumps({"articles": arguments.articles, **figures, "seconds": seconds, "before": before}))


def _resolved(sample: Sequence[Sequence[Mention]], articles: int) -> dict[str, int]:
    """Resolve an archive, as one is that writes its tables article by article."""
    most = 0

    def archive() -> Iterator[ArticleMentions]:
        nonlocal most
        for number, article in enumerate(_archive(sample, articles)):
            if number % _OFTEN == 0:
                most = max(most, _held())
            yield article

    resolution = Resolution(archive)
    mentions = sum(len([mention_row(one) for one in found]) for _, found in resolution.articles())
    entities = sum(len(table) for table in entity_tables(resolution.facts()).values())
    return {"mentions": mentions, "entities": entities, "most": max(most, _held())}


def _sample(path: Path | None) -> list[tuple[Mention, ...]]:
    """The mentions of each article of the sample archive."""
    if path is not None and path.exists():
        found: list[tuple[Mention, ...]] = pickle.loads(path.read_bytes())
        return found
    results = Analyzer().stream(ARTICLES)
    found = [result.mentions for result in results if isinstance(result, ArticleResult)]
    if path is not None:
        path.write_bytes(pickle.dumps(found))
    return found


def _archive(sample: Sequence[Sequence[Mention]], articles: int) -> Iterator[ArticleMentions]:
    for number in range(articles):
        name = f"{number:08}"
        mentions = [replace(mention, article_id=name) for mention in sample[number % len(sample)]]
        yield ArticleMentions(name, None, mentions)


def _held() -> int:
    """The memory that this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return round(pages * resource.getpagesize() / _MB)


if __name__ == "__main__":
    main()
