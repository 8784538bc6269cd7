"""Names swapped for others in the same case, so that the model learns inflection and context, not lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from numpy.random import Generator

from luksia_nlp.language.morphology import inflected, readings
from luksia_nlp.recognizer.decoding import spans_of, tags_of
from luksia_nlp.resources import packaged
from luksia_nlp.training.corpus import Sentence

# Kinds whose names can stand for one another in a sentence; dates and amounts cannot.
SWAPPED = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT"])
# Cases rarer than this among the corpus's names are not swapped: their forms are mostly misread.
_CASES = ("nom", "gen", "par", "ine", "ela", "ill", "ade", "abl", "all", "ess")
# Of swapped people, how many have their given or family name alone, as after their first mention. Set by
# hand.
_GIVEN_ALONE, _FAMILY_ALONE = 0.1, 0.3
# Of swapped organisations, how many are named after a town, which the corpus has few of and local news is
# full of, and how many of these are in the plural. Set by hand.
_COMPOSED, _PLURAL = 0.4, 0.2
# How many are small firms named after their trade and owner, and how many names that no list holds, as new
# brands are. Set by hand.
_TRADE, _INVENTED = 0.1, 0.15
# Tokens are parted at every mark (SAK : n), as in the corpus and in recognition.
_MARKS = re.compile(r"[^\W_]+|[^\w\s]|_")

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameLists:
    """Names in their base forms, from lists of one name a line (`|` within a name parts a compound).

    Args:
        given: Given names of people.
        family: Family names.
        others: Names of other kinds by label.
    """

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


# Which list is of which label, by the beginning of its file's name.
_FILES = {
    "ORG": ("org-", "media-"),
    "GPE": ("loc-pol-urban", "loc-pol-countries", "loc-pol-states"),
    "LOC": ("loc-geo-", "loc-pol-provinces"),
    "FAC": ("fac-",),
    "PRODUCT": ("pro-devices", "pro-software", "pro-services", "pro-vehicle"),
}


def read_lists(*folders: Path) -> NameLists:
    """The lists of some folders; a file's name tells its kind (`per-given.txt`, `org-school.txt`)."""

    def names(*beginnings: str) -> tuple[str, ...]:
        found = (sorted(folder.glob("*.txt")) for folder in folders)
        files = [path for paths in found for path in paths if path.name.startswith(beginnings)]
        lines = (
            line.strip().replace("|", "") for path in files for line in path.read_text("utf-8").split("\n")
        )
        return tuple(dict.fromkeys(line for line in lines if line))

    others = {label: names(*beginnings) for label, beginnings in _FILES.items()}
    return NameLists(names("per-given"), names("per-family"), others)


class Swapper:
    """Swaps names of a corpus for others of the same label and case.

    Args:
        sentences: The corpus; its own names are swapped with each other.
        lists: Further names in their base forms, put into the case that is needed.
        share: The share of names that are swapped.
        from_lists: The share of swaps that take a name from the lists.
    """

    def __init__(
        self, sentences: Sequence[Sentence], lists: NameLists, share: float, from_lists: float
    ) -> None:
        self._share, self._from_lists, self._lists = share, from_lists, lists
        self._pool: dict[tuple[str, str], list[Name]] = defaultdict(list)
        for sentence in sentences:
            for start, end, label in spans_of(sentence.tags):
                name = sentence.tokens[start:end]
                if label in SWAPPED and (case := case_of(name[-1])):
                    self._pool[label, case].append(name)

    def swapped(self, sentence: Sentence, rng: Generator) -> Sentence:
        """The sentence with some of its names swapped."""
        spans = reversed(list(spans_of(sentence.tags)))  # so that the places of those before stay
        tokens, tags = list(sentence.tokens), list(sentence.tags)
        for start, end, label in spans:
            if label not in SWAPPED or rng.random() >= self._share:
                continue
            if name := self._other(label, sentence.tokens[end - 1], rng):
                name = tuple(_MARKS.findall(" ".join(name)))
                tokens[start:end] = name
                tags[start:end] = tags_of([(0, len(name), label)], len(name))
        return Sentence(tuple(tokens), tuple(tags))

    def _other(self, label: str, last: str, rng: Generator) -> Name | None:
        case = case_of(last)
        if case is None:
            return None
        if rng.random() < self._from_lists and (name := self._listed(label, case, rng)):
            return name
        pool = self._pool.get((label, case))
        return pool[int(rng.integers(len(pool)))] if pool else None

    def _listed(self, label: str, case: str, rng: Generator) -> Name | None:
        if label == "PERSON":
            return self._person(case, rng)
        if label == "ORG":
            kind = rng.random()
            if kind < _COMPOSED:
                return self._composed(case, rng)
            if kind < _COMPOSED + _TRADE and self._lists.family:
                owner = _in_case(_any(self._lists.family, rng), case)
                return (_any(_knowledge()["trades"], rng), *owner) if owner else None
            if kind < _COMPOSED + _TRADE + _INVENTED:
                return _in_case(_invented(rng), case)
        names = self._lists.others.get(label, ())
        return _in_case(_any(names, rng), case) if names else None

    def _composed(self, case: str, rng: Generator) -> Name | None:
        """A town's body or club, as newspapers name them: *Vihdin lukiossa*, *Karkkilan Veikkojen*."""
        towns = self._lists.others.get("GPE")
        town = _in_case(_any(towns, rng), "gen") if towns else None
        head, number = _any(_knowledge()["bodies"], rng), "sg"
        if rng.random() < _PLURAL:
            head, number = _any(_knowledge()["plural_bodies"], rng), "pl"
        form = inflected(head, case, number)
        return (*town, _like(head, form)) if town and form else None

    def _person(self, case: str, rng: Generator) -> Name | None:
        if not self._lists.given or not self._lists.family:
            return None
        given, family = _any(self._lists.given, rng), _any(self._lists.family, rng)
        kind = rng.random()
        if kind < _GIVEN_ALONE:
            return _in_case(given, case)
        if kind < _GIVEN_ALONE + _FAMILY_ALONE:
            return _in_case(family, case)
        ending = _in_case(family, case)
        return (given, *ending) if ending else None


def case_of(word: str) -> str | None:
    """The case of the likeliest reading of a name's last word, or None where it has no usual one."""
    case = readings(word)[0].case
    return case if case in _CASES else None


def _any(names: Sequence[str], rng: Generator) -> str:
    return names[int(rng.integers(len(names)))]


def _in_case(name: str, case: str) -> Name | None:
    """A name's words, the last one inflected."""
    *before, last = name.split()
    if case == "nom":
        return (*before, last)
    form = inflected(last, case) or _regular(last, case)
    return (*before, _like(last, form)) if form else None


def _like(name: str, form: str) -> str:
    """The form of a name; the analyser writes those of common words small."""
    return name[0] + form[1:]


def _regular(name: str, case: str) -> str | None:
    """The form of a name that the analyser does not know; None where its stem could be more than one."""
    rules = _knowledge()["regular"]
    if not name.isalpha() or name.isupper():
        return None
    last, before = name[-1].lower(), name[-2:-1].lower()
    if last in rules["consonants"] and not name.endswith(tuple(rules["other_stems"])):
        stem = name + "i"
    elif last in rules["vowels"] and before and before not in rules["graded"]:
        stem = name
    else:
        return None
    vowel = "a" if set(name.lower()) & set(rules["back_vowels"]) else "ä"
    return stem + str(rules["endings"][case]).replace("A", vowel).replace("V", stem[-1])


def _invented(rng: Generator) -> str:
    """A brand's name that nobody has: *Velsaria*, *Kraino*."""
    onsets, nuclei, endings = (_knowledge()["invented"][part] for part in ("onsets", "nuclei", "endings"))
    syllables = (_any(onsets, rng) + _any(nuclei, rng) for _ in range(int(rng.integers(1, 3))))
    return ("".join(syllables) + _any(onsets[1:], rng) + _any(endings, rng)).capitalize()


def _knowledge() -> Mapping[str, Any]:
    return packaged.toml("augmentation.toml")
