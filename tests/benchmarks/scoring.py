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


def group_of_error(form: str, found: str, gold: str) -> str:
    """What kind of form a wrong base form was made of, for counting errors by group."""
    last, end = form.split()[-1], gold[-1:].casefold()
    if len(last) > 1 and last.isupper():
        return "capitals"
    if ":" in last or sum(letter.isupper() for letter in last) > 1:
        return "abbreviation"
    if " " in form and found.split()[-1:] == gold.split()[-1:]:
        return "earlier_word"
    if found == form:
        return "taken_as_it_stands"
    shorter, longer = sorted((found.casefold(), gold.casefold()), key=len)
    if longer.startswith(shorter):
        return "consonant_final" if end not in "aeiouyåäö" else "ending"
    return "plural" if gold.endswith("t") or found.endswith("t") else "stem"


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
    files: Iterable[str] = (),
    **choices: Sequence[str],
) -> argparse.Namespace:
    """The command line of a benchmark: a path, `--errors`, a recognizer, other files, and choices."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, metavar=file)
    parser.add_argument("--errors", action="store_true", help="print every error, a line each")
    if recognizer:
        parser.add_argument("--recognizer", default="luksia", help="'luksia', 'engine' or a model's folder")
    for name in files:
        parser.add_argument(f"--{name}", type=Path)
    for name, values in choices.items():
        parser.add_argument(f"--{name}", choices=values, default=values[0])
    return parser.parse_args(argv)


def report(figures: Mapping[str, Any], errors: Iterable[str], *, show_errors: bool) -> None:
    """Print the errors, if they are asked for, and the figures as one line of JSON."""
    if show_errors:
        for error in errors:
            print(error)
    print(json.dumps(figures, ensure_ascii=False))
