"""What the benchmarks share: counting, and printing figures as one line of JSON, last."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any


class Accuracy:
    """Right and wrong answers by group."""

    def __init__(self) -> None:
        self._right: Counter[str] = Counter()
        self._all: Counter[str] = Counter()

    def add(self, group: str, right: bool) -> None:
        """Count one answer."""
        self._all[group] += 1
        self._right[group] += right

    def figures(self, *groups: str) -> dict[str, Any]:
        """The share of right answers of each group, and how many answers there were; None for no answers."""
        shares = {
            group: round(self._right[group] / self._all[group], 4) if self._all[group] else None
            for group in groups
        }
        return {**shares, "counts": {group: self._all[group] for group in groups}}


def scores(true_positives: int, found: int, wanted: int) -> dict[str, float]:
    """Precision, recall and F1; 1.0 for a part that had nothing to find or found nothing."""
    precision = true_positives / found if found else 1.0
    recall = true_positives / wanted if wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def arguments(
    argv: Sequence[str] | None,
    about: str | None,
    file: str,
    *,
    recognizer: bool = False,
    **choices: Sequence[str],
) -> argparse.Namespace:
    """The command line of a benchmark: a path, `--errors`, a recognizer, and options with choices."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, metavar=file)
    parser.add_argument("--errors", action="store_true", help="print every error, a line each")
    if recognizer:
        parser.add_argument("--recognizer", default="engine", help="'engine' or a model's folder")
    for name, values in choices.items():
        parser.add_argument(f"--{name}", choices=values, default=values[0])
    return parser.parse_args(argv)


def report(figures: Mapping[str, Any], errors: Iterable[str], *, show_errors: bool) -> None:
    """Print the errors, if they are asked for, and the figures as one line of JSON."""
    if show_errors:
        for error in errors:
            print(error)
    print(json.dumps(figures, ensure_ascii=False))
