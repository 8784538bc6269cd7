"""Names found in tokenized text: strict spans and labels.

    python -m tests.benchmarks.names_found FILE.tsv [--scheme ontonotes|finer]
        [--recognizer luksia|engine|FOLDER] [--errors]

Two columns, token and IOB2 tag, with a tab between; an empty line after each sentence. A name is right where
its first token, last token and label are. With `--scheme finer` only people, organisations and places count:
PERSON as PER, ORG as ORG, and GPE, LOC and FAC as LOC, in gold and found names alike. The names are those of
our recognizer, by `--recognizer FOLDER` with another model, by `--recognizer engine` those of the spaCy
pipeline.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from luksia_nlp.engines import load_engine
from luksia_nlp.recognizer.decoding import spans_of
from luksia_nlp.settings import Settings
from tests.benchmarks.scoring import arguments, report, scores

Name = tuple[int, int, str]
_FINER: Mapping[str, str] = {
    "PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC",
}  # fmt: skip


def read_tagged(path: Path) -> list[tuple[list[str], list[str]]]:
    """The sentences of a file, each as its tokens and its tags."""
    sentences: list[tuple[list[str], list[str]]] = [([], [])]
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            sentences.append(([], []))
            continue
        columns = line.split("\t")
        if len(columns) < 2:
            raise ValueError(f"{path}, line {number}: must be a token, a tab and a tag, not {line!r}.")
        sentences[-1][0].append(columns[0])
        sentences[-1][1].append(columns[1])
    return [sentence for sentence in sentences if sentence[0]]


def measure(
    path: Path, scheme: str = "ontonotes", settings: Settings | None = None
) -> tuple[dict[str, Any], list[str]]:
    """The figures of a file, and its errors a line each."""
    sentences = read_tagged(path)
    engine = load_engine(settings or Settings())
    started = time.perf_counter()
    documents = list(engine.documents_from_tokens(tokens for tokens, _ in sentences))
    seconds = time.perf_counter() - started
    counts: dict[str, list[int]] = {}
    errors = []
    for (tokens, tags), document in zip(sentences, documents, strict=True):
        gold = _in_scheme(set(spans_of(tags)), scheme)
        spans = {(name.first_token, name.last_token, name.label) for name in document.names}
        found = _in_scheme(spans, scheme)
        for group, names in enumerate((gold & found, found, gold)):
            for name in names:
                counts.setdefault(name[2], [0, 0, 0])[group] += 1
        for what, names in (("missed", gold - found), ("wrong", found - gold)):
            errors += [f"{what} {label}: {' '.join(tokens[a:b])}" for a, b, label in sorted(names)]
    total = [sum(column) for column in zip(*counts.values(), strict=True)] or [0, 0, 0]
    figures = {
        **scores(*total),
        "by_label": {label: scores(*numbers) for label, numbers in sorted(counts.items())},
        "tokens_per_second": round(sum(len(tokens) for tokens, _ in sentences) / seconds),
    }
    return figures, errors


def _in_scheme(names: set[Name], scheme: str) -> set[Name]:
    if scheme == "ontonotes":
        return names
    return {(start, end, _FINER[label]) for start, end, label in names if label in _FINER}


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    options = arguments(argv, __doc__, "FILE.tsv", recognizer=True, scheme=("ontonotes", "finer"))
    settings = Settings(recognizer=options.recognizer)
    report(*measure(options.path, options.scheme, settings), show_errors=options.errors)


if __name__ == "__main__":
    main()
