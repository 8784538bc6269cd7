"""What themes are learned from: definitions, labelled sentences, and ordinary text.

A folder of theme files, each with a table of the same name beside it: columns `theme`, `label` (1 or 0),
`how` and `sentence`. `how` says what kind a sentence is: one that is `against` a theme says that it is
lacking or lost. Further tables are `marked.tsv`, labels of sentences that are not ours to keep (`digest` in
place of `sentence`: the first letters of its SHA-256), and `several.tsv`, sentences with all the themes they
speak of (columns `sentence`, `themes`, `unsure`, and `of`, the files whose themes were asked for).
"""

from __future__ import annotations

import csv
import hashlib
import logging
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from luksia_nlp.errors import TrainingError

_LOG = logging.getLogger("luksia_nlp.training")
MARKED, SEVERAL = "marked.tsv", "several.tsv"
# A sentence that denies the theme, and those that only seem to speak of it.
AGAINST = "against"
HARD = frozenset(["near", "trap"])
# Letters of a digest: enough to tell a million sentences apart.
_DIGEST = 16


class Definition(NamedTuple):
    """What of a theme file is learned from."""

    description: str
    examples: Sequence[str]
    counterexamples: Sequence[str]

    @property
    def sentences(self) -> list[str]:
        """All of it, the description where there is one."""
        return [text for text in (self.description, *self.examples, *self.counterexamples) if text]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence labelled for one theme."""

    text: str
    how: str
    speaks_of_it: bool

    @property
    def is_on_subject(self) -> bool:
        """Whether it speaks of the theme's matter, for it or against it."""
        return self.speaks_of_it or self.how == AGAINST


@dataclass(frozen=True, slots=True)
class Several:
    """A sentence labelled for many themes: those it speaks of, those in doubt, all that were asked for."""

    text: str
    themes: frozenset[str]
    unsure: frozenset[str]
    asked: frozenset[str]

    def tells_of(self, theme: str) -> bool:
        """Whether its labels say if it speaks of a theme."""
        return theme in self.asked and theme not in self.unsure


@dataclass(frozen=True, slots=True)
class Lessons:
    """All there is to learn from: themes, their sentences, those of several themes, and ordinary text."""

    themes: Mapping[str, Definition]
    labelled: Mapping[str, Sequence[Labelled]]
    several: Sequence[Several] = ()
    ordinary: Sequence[str] = field(default=(), repr=False)

    def without(self, held: Iterable[str]) -> Lessons:
        """The same without some themes, which are held out to measure on."""
        out = frozenset(held)
        kept = {theme: rows for theme, rows in self.labelled.items() if theme not in out}
        return Lessons(self.themes, kept, self.several, self.ordinary)


def read_lessons(folder: Path, files: Sequence[Path], texts: Sequence[str]) -> Lessons:
    """The lessons of a folder.

    Args:
        folder: The folder of theme files and tables.
        files: Further theme files, of themes whose sentences are in the folder.
        texts: Ordinary text, a sentence each, among it the sentences that `marked.tsv` has labels of.

    Raises:
        TrainingError: A file cannot be read, a table lacks a column, or has a sentence of a theme that no
            file defines.
    """
    defined = {path.stem: definitions(path) for path in [*sorted(folder.glob("*.toml")), *files]}
    themes = {theme: definition for some in defined.values() for theme, definition in some.items()}
    by_digest = {digest(text): text for text in texts}
    labelled: dict[str, list[Labelled]] = {theme: [] for theme in themes}
    unknown = 0
    for path in sorted(folder.glob("*.tsv")):
        if path.name == SEVERAL:
            continue
        for row in _rows(path, "theme", "label", "how", "digest" if path.name == MARKED else "sentence"):
            text = by_digest.get(row["digest"]) if path.name == MARKED else row["sentence"]
            if row["theme"] not in themes:
                raise TrainingError(f"{path}: no theme file of {folder} defines {row['theme']!r}.")
            if text is None:
                unknown += 1
            else:
                labelled[row["theme"]].append(Labelled(text, row["how"], row["label"] == "1"))
    if unknown:
        _LOG.warning("%d labels of %s are of sentences that are in none of the texts", unknown, MARKED)
    rows = (
        _rows(folder / SEVERAL, "sentence", "themes", "unsure", "of") if (folder / SEVERAL).exists() else []
    )
    several = [
        Several(
            row["sentence"],
            frozenset(row["themes"].split()),
            frozenset(row["unsure"].split()),
            frozenset(theme for name in row["of"].split() for theme in _of(defined, name, folder)),
        )
        for row in rows
    ]
    taken = {row.text for rows in labelled.values() for row in rows} | {row.text for row in several}
    return Lessons(themes, labelled, several, [text for text in texts if text not in taken])


def digest(text: str) -> str:
    """The first letters of a text's SHA-256, by which a label names it.

    Example:
        >>> digest("Sataa.")
        '49c087c65e4e2007'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]


def _of(defined: Mapping[str, Mapping[str, Definition]], name: str, folder: Path) -> Mapping[str, Definition]:
    if name not in defined:
        raise TrainingError(
            f"{folder / SEVERAL}: asks for the themes of {name!r}, a file that was not given."
        )
    return defined[name]


def definitions(path: Path) -> dict[str, Definition]:
    """The themes of a theme file by their identifiers.

    Args:
        path: The file.

    Raises:
        TrainingError: It cannot be read, or is no theme file.
    """
    try:
        themes = tomllib.loads(path.read_text(encoding="utf-8"))["themes"]
    except (OSError, ValueError, KeyError) as error:
        raise TrainingError(
            f"{path}: must be a theme file, with tables such as [themes.x]: {error}"
        ) from error
    keys = ("examples", "counterexamples")
    return {
        theme: Definition(values.get("description", ""), *(tuple(values.get(key, ())) for key in keys))
        for theme, values in themes.items()
    }


def _rows(path: Path, *columns: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = [column for column in columns if column not in (table.fieldnames or ())]
        if missing:
            raise TrainingError(f"{path}: lacks the column {missing[0]!r}; must have {', '.join(columns)}.")
        return list(table)
