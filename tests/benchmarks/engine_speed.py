"""Speed and memory of the engines on the same texts, as ratios to spaCy's.

    python -m tests.benchmarks.engine_speed GOLD.jsonl --stanza FOLDER [--rounds N]

Reads the articles of a file (one a line: `id`, `text`) with the spaCy engine and its default pipeline, and
with the Stanza engine and the models of FOLDER, each with our recognizer and with names of its own. Every
reading is a process of its own, N in turn; of each the fastest counts for speed and the smallest for memory,
since only chance adds to either. Prints for each engine words a second, the seconds that loading takes, and
the most memory it held, then the ratios `speed` (more is faster) and `memory` (more is larger) of Stanza to
spaCy.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_RECOGNIZERS = ("luksia", "engine")


def measure(path: Path, stanza: Path, rounds: int = 3) -> dict[str, Any]:
    """The figures of a file of articles."""
    engines = {"spacy": "spacy", "stanza": f"stanza={stanza}"}
    figures: dict[str, Any] = {}
    for recognizer in _RECOGNIZERS:
        of_engine: dict[str, list[dict[str, float]]] = {name: [] for name in engines}
        for _ in range(rounds):
            for name, engine in engines.items():
                of_engine[name].append(_in_a_process(path, engine, recognizer))
        best = {
            name: {
                "words_per_second": max(each["words_per_second"] for each in runs),
                "loading_seconds": min(each["loading_seconds"] for each in runs),
                "memory_mb": min(each["memory_mb"] for each in runs),
            }
            for name, runs in of_engine.items()
        }
        figures[f"names_by_{recognizer}"] = {
            **best,
            "speed": round(best["stanza"]["words_per_second"] / best["spacy"]["words_per_second"], 3),
            "memory": round(best["stanza"]["memory_mb"] / best["spacy"]["memory_mb"], 3),
        }
    return figures


def _in_a_process(path: Path, engine: str, recognizer: str) -> dict[str, float]:
    command = [sys.executable, "-m", __spec__.name, str(path), "--alone", engine, "--recognizer", recognizer]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _alone(path: Path, engine: str, recognizer: str) -> dict[str, float]:
    """Load an engine and read the articles in this process."""
    from luksia_nlp import Article, Settings
    from luksia_nlp.engines import load_engine
    from luksia_nlp.records import Document
    from tests.gold import gold_articles

    articles = gold_articles(path)
    started = time.perf_counter()
    loaded = load_engine(Settings(recognizer=recognizer).with_engine(engine))
    list(loaded.documents([Article("Lohjalla satoi.")]))  # what is loaded on first use is loaded now
    ready = time.perf_counter()
    documents = [document for document in loaded.documents(articles) if isinstance(document, Document)]
    seconds = time.perf_counter() - ready
    assert len(documents) == len(articles)
    # Words are counted by the texts, since engines cut them into different tokens.
    words = sum(len(article.full_text.split()) for article in articles)
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes on Linux
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    return {
        "words_per_second": round(words / seconds, 1),
        "loading_seconds": round(ready - started, 2),
        "memory_mb": round(memory),
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--stanza", type=Path, metavar="FOLDER", help="Stanza models, of default sizes")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--alone", metavar="ENGINE", help="read with one engine, in this process")
    parser.add_argument("--recognizer", default="luksia")
    options = parser.parse_args(argv)
    if options.alone:
        print(json.dumps(_alone(options.path, options.alone, options.recognizer)))
    elif options.stanza is None:
        parser.error("--stanza FOLDER is needed: python -m tests.stanza_training makes one")
    else:
        print(json.dumps(measure(options.path, options.stanza, options.rounds)))


if __name__ == "__main__":
    main()
