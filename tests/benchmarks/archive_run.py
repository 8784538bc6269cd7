"""Run an archive of many short articles: how long it takes, and how much memory.

    python -m tests.benchmarks.archive_run data/articles --articles 2000 --workers 1 2

The articles are made of the paragraphs of those in the folder, one word in eight of them another and all
numbers others, so that hardly any sentence comes twice: what is read again costs nothing. For every number
of workers the archive is run anew, by the function that users call, in a process of its own. The last line
is JSON, with a part for each number of workers: seconds in all, and what of these joining took; words a
second; the most memory (resident, in MB) of a worker and of the process that reads and joins. `ratio` is the
speed of the last number of workers against that of the first.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from luksia_nlp import Article, read_articles
from luksia_nlp.archive.running import run_archive

_NUMBER = re.compile(r"\d+")
# One word in so many is another.
_CHANGED = 8


def varied(folder: Path, number: int, characters: int = 250) -> Iterator[Article]:
    """So many articles, of so many characters at least, made of those in a folder."""
    articles = [article for article in read_articles(folder) if isinstance(article, Article)]
    draw = random.Random(7)
    paragraphs = [part for article in articles for part in article.text.split("\n\n") if len(part) > 80]
    words = sorted({word for part in paragraphs for word in part.split()})
    for place in range(number):
        text = ""
        while len(text) < characters:
            part = draw.choice(paragraphs).split(" ")
            text += (
                " ".join(word if draw.randrange(_CHANGED) else draw.choice(words) for word in part) + "\n\n"
            )
        text = _NUMBER.sub(lambda match: str(draw.randrange(10 ** len(match[0]))), text)
        day = date(2016, 1, 1) + timedelta(days=place % 3650)
        title = draw.choice(articles).title
        yield Article(text.strip(), f"artikkeli-{place}", title, day, "vaihdeltu", {"osasto": str(place % 7)})


def measure(articles: Iterator[Article], workers: int) -> dict[str, Any]:
    """Run the archive in this process, and what it took."""
    with tempfile.TemporaryDirectory() as place:
        started = time.monotonic()
        report = run_archive(articles, Path(place) / "arkisto", workers=workers, progress=True)
        seconds = time.monotonic() - started
    usage = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    main, worker = (kilobytes / 1024 for kilobytes in usage)
    return {
        "articles": report.n_articles,
        "failures": report.n_failures,
        "words": report.n_words,
        "seconds": round(seconds, 1),
        "joining_seconds": round(seconds - report.seconds, 1),
        "words_a_second": round(report.n_words / report.seconds),
        "main_mb": round(main),
        "worker_mb": round(worker),
    }


def main() -> None:
    """Measure, for each number of workers in a process of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--characters", type=int, default=250, help="of an article, at least")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        articles = varied(options.folder, options.articles, options.characters)
        print(json.dumps(measure(articles, options.workers[0])))
        return
    found: dict[str, Any] = {}
    for workers in options.workers:
        command = [sys.executable, "-m", "tests.benchmarks.archive_run", str(options.folder), "--here"]
        command += ["--articles", str(options.articles), "--workers", str(workers)]
        command += ["--characters", str(options.characters)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        found[str(workers)] = json.loads(done.stdout.splitlines()[-1])
        print(workers, found[str(workers)], flush=True)
    seconds = [one["seconds"] - one["joining_seconds"] for one in found.values()]
    found["ratio"] = round(seconds[0] / seconds[-1], 2)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
