"""Base forms of whole names in running text.

    python -m tests.benchmarks.name_base_forms FILE.jsonl [--errors]

One name a line: `text, start, end, surface, label, base_form, inflected, n_tokens, checked`. The engine reads
`text`; the tokens from `start` to `end` are the name. Rows with `checked` false are left out. A base form is
right where it equals the gold one, case ignored. `errors_by_group` counts the wrong ones by what kind of form
they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from luksia_nlp.engines import load_engine
from luksia_nlp.names.base_forms import base_form_of_name
from luksia_nlp.records import Article, Document
from luksia_nlp.settings import Settings
from tests.benchmarks.scoring import Accuracy, arguments, group_of_error, report
from tests.gold import gold_rows


def measure(path: Path, settings: Settings | None = None) -> tuple[dict[str, Any], list[str]]:
    """The figures of a file, and its errors a line each."""
    rows = [row for row in gold_rows(path) if row["checked"]]
    accuracy = Accuracy()
    errors = []
    groups: Counter[str] = Counter()
    documents = load_engine(settings or Settings()).documents(Article(row["text"]) for row in rows)
    for row, document in zip(rows, documents, strict=True):
        assert isinstance(document, Document), document
        tokens = [token for token in document.tokens if token.start < row["end"] and token.end > row["start"]]
        found, rule = base_form_of_name(tokens, row["label"] == "PER", document.tokens)
        right = found.casefold() == row["base_form"].casefold()
        accuracy.add("all", right)
        if row["inflected"]:
            accuracy.add("inflected", right)
        if row["inflected"] and row["n_tokens"] > 1:
            accuracy.add("inflected_multiword", right)
        if not right:
            group = group_of_error(row["surface"], found, row["base_form"])
            groups[group] += 1
            errors.append(f"{group}: {row['surface']} -> {found} ({rule}), gold {row['base_form']}")
    figures = accuracy.figures("inflected", "inflected_multiword", "all")
    return {**figures, "errors_by_group": dict(groups.most_common())}, sorted(errors)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    options = arguments(argv, __doc__, "FILE.jsonl")
    report(*measure(options.path), show_errors=options.errors)


if __name__ == "__main__":
    main()
