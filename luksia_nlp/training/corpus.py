"""Annotated sentences in two columns, and what is counted over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from luksia_nlp.errors import TrainingError
from luksia_nlp.recognizer.decoding import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens and their IOB2 tags, one of each a place."""

    tokens: tuple[str, ...]
    tags: tuple[str, ...]

    def in_capitals(self) -> Sentence:
        """The same sentence, written in capitals."""
        return Sentence(tuple(token.upper() for token in self.tokens), self.tags)


def read_conll(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL file: token first, IOB2 tag last, an empty line after each sentence.

    Raises:
        TrainingError: The file is missing or empty, or a line lacks a column or has no IOB2 tag.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    sentences: list[Sentence] = []
    rows: list[tuple[str, str]] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip() and not line.startswith("-DOCSTART-"):
            rows.append(_row(path, number, line))
        elif rows:
            tokens, tags = zip(*rows, strict=True)
            sentences.append(Sentence(tokens, tags))
            rows = []
    if not sentences:
        raise TrainingError(f"{path}: holds no sentence; must be tokens with IOB2 tags, a pair a line.")
    return sentences


def _row(path: Path, number: int, line: str) -> tuple[str, str]:
    columns = line.rstrip("\r").split("\t") if "\t" in line else line.split()
    tag = columns[-1]
    if len(columns) < 2 or not (tag == "O" or tag[:2] in ("B-", "I-")):
        raise TrainingError(
            f"{path}, line {number}: must be a token and an IOB2 tag such as B-PERSON, not {line!r}."
        )
    return columns[0], tag


def labels_of(sentences: Iterable[Sentence]) -> list[str]:
    """The labels in use, sorted."""
    return sorted({tag[2:] for sentence in sentences for tag in sentence.tags if tag != "O"})


def f1_score(gold: Iterable[set[Span]], found: Iterable[set[Span]]) -> float:
    """Strict micro F1: a name counts where its borders and its label are right."""
    right = n_gold = n_found = 0
    for true, given in zip(gold, found, strict=True):
        right += len(true & given)
        n_gold += len(true)
        n_found += len(given)
    return 2 * right / (n_gold + n_found) if n_gold + n_found else 0.0
