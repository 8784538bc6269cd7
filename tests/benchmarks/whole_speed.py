"""Speed of the whole analysis on one core, as a ratio to the bare spaCy pipeline on the same texts.

    python -m tests.benchmarks.whole_speed FILE [--articles N] [--rounds N]

Analyses a file or folder of articles, the first N of them, as any user does, from reading to tables; and
reads the same texts with the default spaCy pipeline alone, without its lemmatizer, which needs a native
library. Each is a process of its own on one core with one thread, the two in turn; of each the fastest counts
for speed, the smallest for memory, since only chance adds to either. Prints words a second of both and
`ratio`, what of the analysis' time each stage takes, the most memory (`memory_mb`), and the seconds from the
start of Python to the first result of a short text (`first_seconds`). Loading is left out of speed. Words are
counted by the texts: what stands between spaces.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import wraps
from pathlib import Path
from pkgutil import resolve_name
from typing import Any
from unittest.mock import patch

# What each stage calls. The time of a stage is without that of the stages it calls in turn.
_STAGES = {
    "recognizer": ["luksia_nlp.recognizer.recognizer.Recognizer.read"],
    "sentences' reading": ["luksia_nlp.similarity.sentence_reader.SentenceReader.read"],
    "analyser of words": ["luksia_nlp.language.morphology._analyses"],
    "spaCy and tokens": ["luksia_nlp.engines.spacy.SpacyEngine._documents"],
    "themes": [
        "luksia_nlp.themes.finder.ThemeFinder.find",
        "luksia_nlp.themes.finder.ThemeFinder.article_scores",
    ],
    "names": ["luksia_nlp.names.mentions.find_mentions"],
    "quotes": ["luksia_nlp.quotes.finding.find_quotes"],
    "entities and tables": ["luksia_nlp.tables.builder.TableBuilder.tables"],
}
_FIRST = "– Lohjalla satoi, sanoo rehtori Maija Virtanen.\n\nVirtasen mukaan sade jatkuu."
_ARTICLES, _ROUNDS = 60, 3


def measure(path: Path, most: int = _ARTICLES, rounds: int = _ROUNDS) -> tuple[dict[str, Any], list[str]]:
    """The figures of a file or folder of articles; there are no errors to list."""
    runs: dict[str, list[dict[str, Any]]] = {"bare": [], "whole": []}
    for _ in range(rounds):
        for name, done in runs.items():
            done.append(_in_a_process(path, most, name))
    best = {name: max(done, key=lambda run: run["words_per_second"]) for name, done in runs.items()}
    whole = best["whole"]
    return {
        "ratio": round(whole["words_per_second"] / best["bare"]["words_per_second"], 3),
        "words": whole["words"],
        "words_per_second": {name: round(run["words_per_second"], 1) for name, run in best.items()},
        "memory_mb": min(run["memory_mb"] for run in runs["whole"]),
        "first_seconds": min(run["first_seconds"] for run in runs["whole"]),
        "stages": whole["stages"],
    }, []


def _in_a_process(path: Path, most: int, name: str) -> dict[str, Any]:
    command = [sys.executable, "-m", __spec__.name, str(path), "--articles", str(most), "--alone", name]
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    environment = {**os.environ, **one_thread, "STARTED": repr(time.time())}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _alone(path: Path, most: int, name: str) -> dict[str, Any]:
    """One of the two, in this process, on one core."""
    if hasattr(os, "sched_setaffinity"):  # on Linux only
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    figures = (_whole if name == "whole" else _bare)(path, most)
    return {**figures, "memory_mb": round(_most_memory() / 1e6)}


def _most_memory() -> int:
    """The most bytes that this process held. On Linux `getrusage` counts those of whoever started it, too."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _bare(path: Path, most: int) -> dict[str, Any]:
    import spacy

    from luksia_nlp import Article, read_articles
    from luksia_nlp.engines.spacy import DEFAULT_MODEL

    nlp = spacy.load(DEFAULT_MODEL, exclude=["lemmatizer"])
    articles = itertools.islice(read_articles(path), most)
    texts = [article.full_text for article in articles if isinstance(article, Article)]
    list(nlp.pipe([_FIRST]))
    started = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    return _speed(texts, time.perf_counter() - started)


def _whole(path: Path, most: int) -> dict[str, Any]:
    from luksia_nlp import Analyzer, read_articles

    analyzer = Analyzer()
    analyzer.analyze(_FIRST)
    first = time.time() - float(os.environ.get("STARTED", "nan"))
    seconds = dict.fromkeys(_STAGES, 0.0)
    with _timed_stages(seconds):
        started = time.perf_counter()
        analysis = analyzer.analyze(itertools.islice(read_articles(path), most))
        taken = time.perf_counter() - started
    unseen = [stage for stage, value in seconds.items() if not value]
    if unseen:
        raise RuntimeError(f"Nothing was timed in {unseen}: see _STAGES.")
    seconds["rest"] = taken - sum(seconds.values())
    return {
        **_speed(list(analysis.articles["full_text"]), taken),
        "first_seconds": round(first, 1),
        "stages": {stage: round(value / taken, 3) for stage, value in seconds.items()},
    }


def _speed(texts: Sequence[str], seconds: float) -> dict[str, Any]:
    words = sum(len(text.split()) for text in texts)
    return {"words": words, "words_per_second": words / seconds}


@contextmanager
def _timed_stages(seconds: dict[str, float]) -> Iterator[None]:
    """Add to each stage the seconds spent in it and in no stage that it calls."""
    running: list[str] = []
    since = [0.0]

    def switch(to: str | None) -> None:
        now = time.perf_counter()
        if running:
            seconds[running[-1]] += now - since[0]
        since[0] = now
        if to is None:
            running.pop()
        else:
            running.append(to)

    with ExitStack() as stack:
        for stage, places in _STAGES.items():
            for place in places:
                stack.enter_context(_timed(place, stage, switch))
        yield


def _timed(place: str, stage: str, switch: Callable[[str | None], None]) -> Any:
    found: Callable[..., Any] = resolve_name(place)

    @wraps(found)
    def timed(*arguments: Any, **options: Any) -> Any:
        switch(stage)
        try:
            return found(*arguments, **options)
        finally:
            switch(None)

    return patch(place, timed)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, metavar="FILE")
    parser.add_argument("--articles", type=int, default=_ARTICLES, metavar="N")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, metavar="N")
    parser.add_argument("--alone", choices=("bare", "whole"), help="one of the two, in this process")
    options = parser.parse_args(argv)
    if options.alone:
        print(json.dumps(_alone(options.path, options.articles, options.alone)))
    else:
        print(json.dumps(measure(options.path, options.articles, options.rounds)[0]))


if __name__ == "__main__":
    main()
