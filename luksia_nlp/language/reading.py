"""One way to read a word form, and what `resources/morphology.toml` knows of Finnish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from luksia_nlp.resources import packaged


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word form.

    Args:
        lemma: The base form, without separators.
        parts: The base form's compound parts; one part where it is no compound or that is not known.
        part_of_speech: The analyser's part of speech (noun, proper, verb, ...).
        case: The case (nom, gen, par, ...), or None.
        number: "sg", "pl", or None where the word has no choice (*Yhdysvallat*).
        clitics: The clitics in Universal Dependencies' spelling (Kin, Kaan, Ko, ...).
        possessive: Whether it carries a possessive suffix (*talonsa*).
        weight: The analyser's weight; smaller is more likely.
        rule: Where the reading comes from: `lexicon`, `guesser`, `name-ending`, `foreign-name`, `vowel-name`,
            `s-name`, `colon`, `capitals` or `form` (taken as it stands).
        degree: `Cmp` or `Sup` of a comparative or superlative.
        person: Of a finite verb its person and number (`3sg`), else None.

    Example:
        >>> Reading("Lohja", ("Lohja",), "proper", "ade", "sg", frozenset(), False, 0.0, "lexicon").lemma
        'Lohja'
    """

    lemma: str
    parts: tuple[str, ...]
    part_of_speech: str
    case: str | None
    number: str | None
    clitics: frozenset[str]
    possessive: bool
    weight: float
    rule: str
    degree: str | None = None
    person: str | None = None


def knowledge() -> Mapping[str, Any]:
    """What `resources/morphology.toml` knows.

    Example:
        >>> "Bryssel" in knowledge()["standard_names"].values()
        True
    """
    return packaged.toml("morphology.toml")
