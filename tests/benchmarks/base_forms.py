"""Base forms of words, names above all, against a treebank.

    python -m tests.benchmarks.base_forms FILE.conllu [--errors]

CoNLL-U with gold tokens; the engine tags them, and each word's base form is compared with the lemma, case and
compound boundaries (`#`) ignored. `propn` are the words that the treebank calls proper nouns,
`inflected_propn` those of them whose form is not the lemma, `all` is every word. `errors_by_group` counts the
wrong proper nouns by what kind of form they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from luksia_nlp.engines import load_engine
from luksia_nlp.settings import Settings
from tests.benchmarks.scoring import Accuracy, arguments, group_of_error, report

Word = tuple[str, str, str]  # form, lemma, part of speech


def read_treebank(path: Path) -> list[list[Word]]:
    """The sentences of a CoNLL-U file; a multi-word token's words stand for it, empty nodes are left out."""
    sentences: list[list[Word]] = [[]]
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            sentences.append([])
        elif not line.startswith("#"):
            columns = line.split("\t")
            if len(columns) != 10:
                raise ValueError(f"{path}, line {number}: must have 10 columns, has {len(columns)}.")
            if columns[0].isdigit():
                lemma = columns[2] if columns[2] == "#" else columns[2].replace("#", "")
                sentences[-1].append((columns[1], lemma, columns[3]))
    return [sentence for sentence in sentences if sentence]


def measure(path: Path, settings: Settings | None = None) -> tuple[dict[str, Any], list[str]]:
    """The figures of a file, and its errors in proper nouns a line each."""
    sentences = read_treebank(path)
    engine = load_engine(settings or Settings())
    documents = engine.documents_from_tokens([form for form, _, _ in sentence] for sentence in sentences)
    accuracy = Accuracy()
    errors = []
    groups: Counter[str] = Counter()
    for sentence, document in zip(sentences, documents, strict=True):
        for (form, lemma, upos), token in zip(sentence, document.tokens, strict=True):
            right = token.lemma.casefold() == lemma.casefold()
            accuracy.add("all", right)
            if upos != "PROPN":
                continue
            accuracy.add("propn", right)
            if form.casefold() != lemma.casefold():
                accuracy.add("inflected_propn", right)
            if not right:
                group = group_of_error(form, token.lemma, lemma)
                groups[group] += 1
                errors.append(
                    f"{group}: {form} -> {token.lemma} ({token.lemma_rule}, {token.upos}), gold {lemma}"
                )
    figures = accuracy.figures("inflected_propn", "propn", "all")
    return {**figures, "errors_by_group": dict(groups.most_common())}, sorted(errors)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    options = arguments(argv, __doc__, "FILE.conllu")
    report(*measure(options.path), show_errors=options.errors)


if __name__ == "__main__":
    main()
