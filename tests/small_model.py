"""A small corpus of our own and a recognizer trained on it in seconds: real, if not clever."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

PEOPLE = ["Maija Virtanen", "Eero Nieminen", "Aino Laine", "Pekka Salo", "Liisa Koski"]
TOWNS = ["Lohjalla", "Vihdissä", "Espoossa", "Turussa", "Oulussa", "Salossa"]
UNIONS = ["SAK", "EK", "PAM"]
FAST = ["--layers", "2", "--vocabulary", "3000", "--vector-width", "16", "--epochs", "6"]
FAST += ["--batch-pieces", "256", "--window", "64", "--rate", "5e-4", "--average", "0.9"]

Row = tuple[str, str]


def sentences() -> Iterator[list[Row]]:
    """Annotated sentences: people, towns and organisations in a few settings."""
    for number, person in enumerate(PEOPLE):
        first, last = person.split()
        for town in TOWNS:
            rows = [("Rehtori", "O"), (first, "B-PERSON"), (last, "I-PERSON"), ("puhui", "O")]
            yield [*rows, (town, "B-GPE"), ("koulun", "O"), ("juhlassa", "O"), (".", "O")]
            union = UNIONS[number % len(UNIONS)]
            name = [(union, "B-ORG"), (":", "I-ORG"), ("n", "I-ORG")]
            yield [("Mukaan", "O"), *name, ("päätös", "O"), ("oli", "O"), ("hyvä", "O"), (".", "O")]


def write_corpus(path: Path) -> Path:
    """The sentences as a CoNLL file."""
    lines = [line for rows in sentences() for line in (*("\t".join(row) for row in rows), "")]
    path.write_text("\n".join(lines), "utf-8")
    return path
