"""Part a TurkuONE file into its two sources: the open Turku texts and the news of Digitoday.

    python -m tests.benchmarks.turku_part ONE.tsv TURKU.tsv [TURKU.tsv ...] --out FOLDER

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

from tests.benchmarks.names_found import read_tagged

Tagged = tuple[list[str], list[str]]
# A source's sentences follow each other by hundreds; so few among the other source's match by chance.
_CHANCE = 5


def turku_part(sentences: Sequence[Tagged], older: Iterable[Tagged]) -> tuple[list[Tagged], list[Tagged]]:
    """The sentences that stand in the older corpus, and the others."""
    known = "".join("".join(tokens) for tokens, _ in older)
    runs = groupby(sentences, key=lambda sentence: "".join(sentence[0]) in known)
    parts: tuple[list[Tagged], list[Tagged]] = ([], [])
    for is_known, run in runs:
        group = list(run)
        by_chance = is_known and len(group) <= _CHANCE
        parts[0 if is_known and not by_chance else 1].extend(group)
    return parts


def main(argv: Sequence[str] | None = None) -> None:
    """Write both parts and print how large they are as one line of JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("one", type=Path, metavar="ONE.tsv")
    parser.add_argument("turku", type=Path, nargs="+", metavar="TURKU.tsv")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args(argv)
    older = [sentence for path in options.turku for sentence in read_tagged(path)]
    options.out.mkdir(parents=True, exist_ok=True)
    sizes = {}
    for name, part in zip(("turku", "digitoday"), turku_part(read_tagged(options.one), older), strict=True):
        blocks = ("".join(map("{}\t{}\n".format, *sentence)) for sentence in part)
        (options.out / f"{name}.tsv").write_text("\n".join(blocks), encoding="utf-8")
        sizes[name] = {"sentences": len(part), "tokens": sum(len(tokens) for tokens, _ in part)}
    print(json.dumps(sizes))


if __name__ == "__main__":
    main()
