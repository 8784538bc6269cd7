"""What is inconsistent in annotated sentences: `python -m luksia_nlp.training.consistency FILE ...`.

A name that has one label here and another there, or stands elsewhere without any, may be right each time
(*Toivo* is a man and a hope); mostly one of the two is a slip. With `--recognizer FOLDER`, of a model that
was trained on other sentences, such as the other half of these, every sentence that it reads otherwise is
listed.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from luksia_nlp.recognizer.decoding import Span, spans_of
from luksia_nlp.recognizer.recognizer import Recognizer
from luksia_nlp.training.commands import finished
from luksia_nlp.training.corpus import Sentence, read_sentences

# What a stretch of words is called that is annotated elsewhere and not here.
_NONE = "-"
# Labels whose words often stand without being annotated (*yksi*, *toinen*, *tänään*): told, they would hide
# the rest.
_COMMON = frozenset(["CARDINAL", "ORDINAL", "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY"])


@dataclass(frozen=True)
class Doubt:
    """A name that is not annotated alike everywhere.

    Args:
        name: Its words, with spaces between.
        labels: Label -> how often, `-` for none.
        examples: For each label a sentence.
    """

    name: str
    labels: dict[str, int]
    examples: dict[str, str]


def doubts(sentences: Sequence[Sentence]) -> list[Doubt]:
    """The names that are annotated in several ways, the most frequent first.

    Words with a small letter, and numbers, dates and the like, count only where they have several labels.

    Args:
        sentences: The sentences.

    Example:
        >>> voitto = Sentence(("Lahti", "voitti"), ("B-ORG", "O"))
        >>> kasvu = Sentence(("Lahti", "kasvaa"), ("B-GPE", "O"))
        >>> [(epäily.name, epäily.labels) for epäily in doubts([voitto, kasvu])]
        [('Lahti', {'ORG': 1, 'GPE': 1})]
    """
    labels: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    examples: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for sentence in sentences:
        for first, last, label in spans_of(sentence.tags):
            name = sentence.tokens[first:last]
            labels[name][label] += 1
            examples[name].setdefault(label, " ".join(sentence.tokens))
    sought = {name for name, found in labels.items() if name[0][:1].isupper() and not _COMMON & found.keys()}
    lengths = {len(name) for name in sought}
    for sentence in sentences:
        for name in _unmarked(sentence, sought, lengths):
            labels[name][_NONE] += 1
            examples[name].setdefault(_NONE, " ".join(sentence.tokens))
    found = [
        Doubt(" ".join(name), dict(counts.most_common()), examples[name])
        for name, counts in labels.items()
        if len(counts) > 1
    ]
    return sorted(found, key=lambda doubt: (-sum(doubt.labels.values()), doubt.name))


def disagreements(
    sentences: Sequence[Sentence], recognizer: Recognizer
) -> Iterator[tuple[Sentence, set[Span], set[Span]]]:
    """The sentences that a model reads otherwise, with the names that only they and only it has.

    Args:
        sentences: The sentences, in the order of their texts.
        recognizer: A model that was trained on other sentences.

    Yields:
        The sentence, the annotated names that the model has not, and those that only the model has.
    """
    found = recognizer.names_in_sentences(sentence.tokens for sentence in sentences)
    for sentence, names in zip(sentences, found, strict=True):
        gold = set(spans_of(sentence.tags))
        read = {(name.first, name.last, name.label) for name in names}
        if gold != read:
            yield sentence, gold - read, read - gold


def _unmarked(
    sentence: Sentence, sought: Set[tuple[str, ...]], lengths: Set[int]
) -> Iterator[tuple[str, ...]]:
    """The names, of so many words, that stand in a sentence where nothing is annotated."""
    for first in range(len(sentence.tokens)):
        for length in lengths:
            words = sentence.tokens[first : first + length]
            plain = all(tag == "O" for tag in sentence.tags[first : first + length])
            if len(words) == length and plain and words in sought:
                yield words


def main(argv: Sequence[str] | None = None) -> int:
    """Print what is inconsistent; 0 where the files could be read."""
    parser = argparse.ArgumentParser(
        prog="python -m luksia_nlp.training.consistency",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("corpus", nargs="+", type=Path, help="CoNLL files, or .txt with names in brackets")
    parser.add_argument("--recognizer", type=Path, metavar="FOLDER", help="a model trained on others")
    options = parser.parse_args(argv)

    def work() -> None:
        sentences = [sentence for path in options.corpus for sentence in read_sentences(path)]
        for doubt in doubts(sentences):
            print(doubt.name, *(f"{label} {number}" for label, number in doubt.labels.items()), sep="\t")
            for label, example in doubt.examples.items():
                print(f"    {label}: {example}")
        if options.recognizer:
            for sentence, only_here, only_there in disagreements(sentences, Recognizer(options.recognizer)):
                print(" ".join(sentence.tokens))
                for sign, spans in (("annotated", only_here), ("the model", only_there)):
                    for first, last, label in sorted(spans):
                        print(f"    {sign}: {label} {' '.join(sentence.tokens[first:last])}")
        print(f"{len(sentences):,} sentences")

    return finished(work)


if __name__ == "__main__":
    raise SystemExit(main())
