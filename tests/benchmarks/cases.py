"""Small inputs, each for a kind of fault: the share that comes out right.

    python -m tests.benchmarks.cases CASES [--errors]

CASES is a file of JSON Lines as `tests.cases` describes it, or a folder of such files. Each text is analysed
alone, so that no text helps another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from luksia_nlp import Analyzer
from tests.benchmarks.scoring import arguments, report
from tests.cases import cases_of, faults


def measure(path: Path) -> tuple[dict[str, Any], list[str]]:
    """The share of the cases that come out right, by kind, and what is wrong, a line each."""
    analyzer = Analyzer()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    errors = []
    for case in cases_of(path):
        found = faults(analyzer, case)
        total[case["kind"]] += 1
        right[case["kind"]] += not found
        errors += [f"{case['id']} {case['text']!r}: {fault}" for fault in found]
    by_kind = {kind: f"{right[kind]}/{total[kind]}" for kind in sorted(total)}
    share = round(right.total() / max(total.total(), 1), 4)
    return {"share": share, "right": right.total(), "cases": total.total(), "by_kind": by_kind}, errors


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    options = arguments(argv, __doc__, "CASES")
    report(*measure(options.path), show_errors=options.errors)


if __name__ == "__main__":
    main()
