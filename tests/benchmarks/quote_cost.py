"""What quotes cost: which share of the whole analysis is spent on finding them.

    python -m tests.benchmarks.quote_cost FILE [--articles N]

Analyses a file or folder of articles, the first N of them, as any user does, from reading to tables, and
prints how many seconds of that went into each stage, and as `share` the part of `find_quotes`. What is loaded
at first use is loaded before. `other` is reading, the engine and the tables. A share hardly depends on the
machine; it does on the text, so take real news, in which some articles quote and others do not.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import wraps
from pathlib import Path
from pkgutil import resolve_name
from typing import Any
from unittest.mock import patch

from luksia_nlp import Analysis, Analyzer, read_articles

# What each stage calls, as the analyzer does: a change of place there makes the check below fail.
_STAGES = {
    "quotes": ["luksia_nlp.quotes.finding.find_quotes"],
    "names": ["luksia_nlp.names.mentions.find_mentions"],
    "themes": [
        "luksia_nlp.themes.finder.ThemeFinder.find",
        "luksia_nlp.themes.finder.ThemeFinder.article_scores",
    ],
}
# As much as docs/performance.md is measured on.
_ARTICLES = 60
_FIRST = "– Lohjalla satoi, sanoo rehtori Maija Virtanen.\n\nVirtasen mukaan sade jatkuu."


def measure(path: Path, most: int = _ARTICLES) -> tuple[dict[str, Any], list[str]]:
    """The figures of a file or folder of articles; there are no errors to list."""
    analyzer = Analyzer()
    analyzer.analyze(_FIRST)
    seconds = dict.fromkeys(_STAGES, 0.0)
    calls = dict.fromkeys(_STAGES, 0)
    with ExitStack() as stack:
        for stage, places in _STAGES.items():
            for place in places:
                stack.enter_context(_timed(place, stage, seconds, calls))
        started = time.perf_counter()
        analysis = analyzer.analyze(itertools.islice(read_articles(path), most))
        whole = time.perf_counter() - started
    return _figures(analysis, whole, seconds, calls), []


def _timed(place: str, stage: str, seconds: dict[str, float], calls: dict[str, int]) -> Any:
    """Count a function's seconds and calls while the patch holds."""
    found: Callable[..., Any] = resolve_name(place)

    @wraps(found)
    def timed(*arguments: Any) -> Any:
        begun = time.perf_counter()
        try:
            return found(*arguments)
        finally:
            seconds[stage] += time.perf_counter() - begun
            calls[stage] += 1

    return patch(place, timed)


def _figures(
    analysis: Analysis, whole: float, seconds: dict[str, float], calls: dict[str, int]
) -> dict[str, Any]:
    n_articles = len(analysis.articles)
    unseen = [stage for stage, count in calls.items() if count < max(n_articles, 1)]
    if unseen:
        raise RuntimeError(f"Not every one of {n_articles} articles was timed in {unseen}: see _STAGES.")
    stages = {**seconds, "other": whole - sum(seconds.values())}
    return {
        "share": round(seconds["quotes"] / whole, 4),
        "articles": n_articles,
        "failures": len(analysis.failures),
        "tokens": int(analysis.articles["n_tokens"].sum()),
        "quotes": len(analysis.quotes),
        "seconds": {stage: round(value, 3) for stage, value in stages.items()},
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, metavar="FILE")
    parser.add_argument("--articles", type=int, default=_ARTICLES, metavar="N")
    options = parser.parse_args(argv)
    print(json.dumps(measure(options.path, options.articles)[0]))


if __name__ == "__main__":
    main()
