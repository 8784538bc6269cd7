"""Annotated sentences, in two columns or with names in brackets, and what is counted over them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from luksia_nlp.errors import TrainingError
from luksia_nlp.recognizer.decoding import Span

# A name in brackets with its label.
_ANNOTATED = re.compile(r"\[([A-Z_]+) ([^\[\]]+)\]")
_TOKEN = re.compile(r"\w+|[^\w\s]")
# Before and after which marks running text has no space.
_BEFORE = re.compile(r" ([.,;:!?)\]%”»])")
_AFTER = re.compile(r"([(\[«]) ")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens and their IOB2 tags, one of each a place."""

    tokens: tuple[str, ...]
    tags: tuple[str, ...]

    def in_capitals(self) -> Sentence:
        """The same sentence, written in capitals."""
        return Sentence(tuple(token.upper() for token in self.tokens), self.tags)


def read_sentences(path: Path) -> list[Sentence]:
    """The sentences of a file: with names in brackets where its name ends in `.txt`, else of a CoNLL file.

    Raises:
        TrainingError: See `read_annotated` and `read_conll`.
    """
    return read_annotated(path) if path.suffix == ".txt" else read_conll(path)


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


def _paired(path: Path) -> list[str]:
    """The texts of a table of paraphrases, with the columns `text1` and `text2`; none of any other file."""
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if not {"text1", "text2"} <= set(table.fieldnames or ()):
            return []
        return [text.strip() for row in table for text in (row["text1"], row["text2"])]


def read_plain(path: Path) -> list[str]:
    """The sentences of a file, each as it reads, without what is annotated in it.

    Args:
        path: CoNLL, a text with names in brackets, or a table of paraphrases.

    Raises:
        TrainingError: The file cannot be read as any of these.
    """
    if path.suffix == ".txt":
        lines = path.read_text(encoding="utf-8").splitlines()
        return [_ANNOTATED.sub(r"\2", line).strip() for line in lines if line.strip()]
    return _paired(path) or plain_texts(read_conll(path))


def read_annotated(path: Path) -> list[Sentence]:
    """The sentences of a text with its names in brackets, a line each.

    Such a line is `[PERSON Aino Salo] asuu [GPE Lohjalla].` Words are parted from every mark, as in TurkuONE.

    Raises:
        TrainingError: The file is missing or empty, or a bracket is not closed or has no label.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    sentences = [_annotated(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not sentences:
        raise TrainingError(f"{path}: holds no sentence; must be lines such as '[GPE Lohjalla] sataa.'")
    return sentences


def _annotated(path: Path, number: int, line: str) -> Sentence:
    tokens: list[str] = []
    tags: list[str] = []
    plain, *rest = _ANNOTATED.split(line)  # then label, name and what follows it, by turns
    parts = [("", plain)]
    for place in range(0, len(rest), 3):
        parts += [(rest[place], rest[place + 1]), ("", rest[place + 2])]
    for label, part in parts:
        words = _TOKEN.findall(part)
        if not label and ("[" in part or "]" in part):
            raise TrainingError(
                f"{path}, line {number}: a name must be written [LABEL name]: {part.strip()!r}."
            )
        tokens += words
        tags += [f"B-{label}", *[f"I-{label}"] * (len(words) - 1)] if label else ["O"] * len(words)
    return Sentence(tuple(tokens), tuple(tags))


def _row(path: Path, number: int, line: str) -> tuple[str, str]:
    columns = line.rstrip("\r").split("\t") if "\t" in line else line.split()
    tag = columns[-1]
    if len(columns) < 2 or not (tag == "O" or tag[:2] in ("B-", "I-")):
        raise TrainingError(
            f"{path}, line {number}: must be a token and an IOB2 tag such as B-PERSON, not {line!r}."
        )
    return columns[0], tag


def plain_texts(sentences: Sequence[Sentence], longest: int = 400) -> list[str]:
    """Tokenized sentences as running text, each once; those of fewer than four tokens are left out."""
    texts = []
    for sentence in sentences:
        text = _AFTER.sub(r"\1", _BEFORE.sub(r"\1", " ".join(sentence.tokens)))
        if len(sentence.tokens) >= 4 and len(text) <= longest:
            texts.append(text)
    return list(dict.fromkeys(texts))


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
