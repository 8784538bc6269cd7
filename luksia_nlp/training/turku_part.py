"""Part a TurkuONE file into its two sources: the open Turku texts and the news of Digitoday.

    python -m luksia_nlp.training.turku_part ONE.tsv TURKU.tsv [TURKU.tsv ...] --out FOLDER

`ONE.tsv` is a file of TurkuONE, each `TURKU.tsv` one of the older Turku NER corpus, whose texts TurkuONE took
over; both in two columns, token and tag. Sentences were parted anew there, so a sentence is known by its
letters, wherever they stand in the older texts; a few short ones that stand alone among others' are chance.
Writes `turku.tsv` and `digitoday.tsv`, to be trained on and measured on by the other commands.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from luksia_nlp.training.corpus import Sentence, read_conll

# A source's sentences follow each other by hundreds; so few among the other source's match by chance.
_CHANCE = 5


def turku_part(
    sentences: Sequence[Sentence], older: Iterable[Sentence]
) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences that stand in the older corpus, and the others.

    Args:
        sentences: The sentences of TurkuONE, in their order.
        older: Those of the older corpus.

    Example:
        >>> uusi = [Sentence(("Sataa", "."), ("O", "O")), Sentence(("Paistaa", "."), ("O", "O"))]
        >>> [len(osa) for osa in turku_part(uusi * 9, uusi[:1])]
        [0, 18]
    """
    known = "".join("".join(sentence.tokens) for sentence in older)
    runs = groupby(sentences, key=lambda sentence: "".join(sentence.tokens) in known)
    parts: tuple[list[Sentence], list[Sentence]] = ([], [])
    for is_known, run in runs:
        group = list(run)
        by_chance = is_known and len(group) <= _CHANCE
        parts[0 if is_known and not by_chance else 1].extend(group)
    return parts


def write_conll(path: Path, sentences: Iterable[Sentence]) -> None:
    """Write sentences in two columns, token and tag, an empty line after each."""
    blocks = ("".join(map("{}\t{}\n".format, sentence.tokens, sentence.tags)) for sentence in sentences)
    path.write_text("\n".join(blocks), encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> None:
    """Write both parts and print how large they are as one line of JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("one", type=Path, metavar="ONE.tsv")
    parser.add_argument("turku", type=Path, nargs="+", metavar="TURKU.tsv")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args(argv)
    older = [sentence for path in options.turku for sentence in read_conll(path)]
    options.out.mkdir(parents=True, exist_ok=True)
    sizes = {}
    for name, part in zip(("turku", "digitoday"), turku_part(read_conll(options.one), older), strict=True):
        write_conll(options.out / f"{name}.tsv", part)
        sizes[name] = {"sentences": len(part), "tokens": sum(len(sentence.tokens) for sentence in part)}
    print(json.dumps(sizes))


if __name__ == "__main__":
    main()
