"""Readings of names that the analyser's lexicon does not hold, made from what names end in.

`resources/name_endings.toml` says how the ends of Finnish names inflect, `resources/morphology.toml` which
endings names take and how likely each kind of reading is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from luksia_nlp.language.reading import Reading, knowledge
from luksia_nlp.resources import packaged

_VOWELS = "aeiouyåäö"
# No name is shorter before its ending (Ii-n, Ek-in).
_SHORTEST_STEM = 2
# So long a part is Finnish whatever stands before it (Wirvoitusjuoma-tehtaan).
_LONG_PART = 6
_COLON_FORM = re.compile(r"(?P<base>\w[\w.&+/-]*):(?:\w{1,6})$")
_APOSTROPHE_FORM = re.compile(r"(?P<base>[^\W\d_][\w-]+)[’'](?P<ending>[a-zåäö]{1,4})$")
_CAPITALS_WITH_ENDING = re.compile(r"(?P<base>[A-ZÅÄÖ]{2,})(?P<ending>[a-zåäö]{1,5})$")


def name_reading(lemma: str, case: str | None, weight: float, rule: str) -> Reading:
    """A reading of a name in the singular.

    Example:
        >>> name_reading("Lohja", "ade", 0.0, "form").number
        'sg'
    """
    return Reading(lemma, (lemma,), "proper", case, "sg", frozenset(), False, weight, rule)


def colon_forms(form: str) -> list[Reading]:
    """Readings of a name with its ending after a colon, after capitals or, the end being mute, an apostrophe.

    Example:
        >>> [lukema.lemma for lukema in colon_forms("AMKE:lle")]
        ['AMKE']
        >>> {lukema.lemma for lukema in colon_forms("Bordeaux’ssa")}
        {'Bordeaux'}
    """
    weight = knowledge()["colon_forms"]["weight"]
    if match := _COLON_FORM.match(form):
        return [name_reading(match["base"], None, weight, "colon")]
    if form.islower():
        return []
    if match := _CAPITALS_WITH_ENDING.match(form) or _APOSTROPHE_FORM.match(form):
        cases = [case for ending, case in _endings() if ending == match["ending"]]
        return [name_reading(match["base"], case, weight, "colon") for case in cases]
    return []


def unknown_names(form: str) -> list[Reading]:
    """Readings for names that the lexicon may not hold: as they stand, by what they end in, foreign ones.

    Example:
        >>> [lukema.lemma for lukema in unknown_names("Jolkkosen") if lukema.rule == "name-ending"]
        ['Jolkkonen']
    """
    if form.islower():
        return []
    weights = knowledge()
    found = [name_reading(form, "nom", weights["nominative_names"]["weight"], "form")]
    foreign = _foreign_letters().search(form.lower()) is not None
    farm = (
        "-" in form
        and form.lower().split("-")[0] in packaged.toml("name_endings.toml")["farms"]["first_parts"]
    )
    if not foreign and form.lower().endswith(_parts()):
        found.append(
            name_reading(form, "nom", packaged.toml("name_endings.toml")["parts"]["weight"], "name-ending")
        )
    for stem, case in _inflected_stems(form):
        found += _by_ending(stem, case, foreign)
        if stem[-1] == "i" and len(stem) > _SHORTEST_STEM and _is_consonant(stem[-2]) and not farm:
            found.append(name_reading(stem[:-1], case, weights["foreign_names"]["weight"], "foreign-name"))
        if stem.endswith("kse") and len(stem) > len("kse") + 1 and not _is_consonant(stem[-4]):
            found.append(name_reading(stem[:-3] + "s", case, weights["s_names"]["weight"], "s-name"))
        if _is_vowel_name(stem, case, form):
            graded = stem[-1] == stem[-2] or (not foreign and stem[-2] == "k")
            weight = weights["vowel_names"]["graded_weight" if graded else "weight"]
            found.append(name_reading(stem, case, weight, "vowel-name"))
    return found


def _is_vowel_name(stem: str, case: str, form: str) -> bool:
    """Whether a stem can be a vowel-final name as it stands, and its -i- no plural's (*hakukoneilla*)."""
    if _is_consonant(stem[-1]) or (case == "par" and form.endswith(("ta", "tä"))):
        return False
    return stem[-1] != "i" or case in ("gen", "par", "ill") or _is_consonant(stem[-2])


def is_name_part(name: str) -> bool:
    """Whether a whole name is what the names of places and families are made with.

    Example:
        >>> is_name_part("Pelto"), is_name_part("Lohja")
        (True, False)
    """
    return name.lower() in _parts()


class _NameEnd(NamedTuple):
    """What a stem's end is in the base form, how likely, how much must stand before it, in which cases."""

    base: str
    weight: float
    shortest_rest: int
    cases: tuple[str, ...]
    foreign: bool


def _by_ending(stem: str, case: str, foreign: bool) -> Iterator[Reading]:
    """The reading by the longest end that is known."""
    ends = _name_ends()
    folded = stem.lower()
    for start in range(len(stem) - 1):
        end = ends.get(folded[start:])
        if end and start not in range(1, end.shortest_rest):
            if (foreign and not end.foreign) or (end.cases and case not in end.cases):
                return
            base = stem[:start] + end.base
            yield name_reading(base[0].upper() + base[1:], case, end.weight, "name-ending")
            return


def _inflected_stems(form: str) -> Iterator[tuple[str, str]]:
    """Each way to part a form into a stem of two letters or more and a case ending, and the case."""
    for ending, case in _endings():
        stem = form.removesuffix(ending)
        if stem == form or len(stem) < _SHORTEST_STEM:
            continue
        if case != "ill" or (ending[0] == "h" and stem[-1] == ending[1]):
            yield stem, case
        elif ending[0] != "h" and stem[-1] == stem[-2]:  # Lohjaa-n, tehtaa-seen
            yield (stem[:-1] if ending == "n" else stem), case


def _is_consonant(letter: str) -> bool:
    plain = unicodedata.normalize("NFD", letter)[0].lower()
    return letter.lower() not in _VOWELS and plain not in _VOWELS


@cache
def _name_ends() -> Mapping[str, _NameEnd]:
    found: dict[str, _NameEnd] = {}
    known: Mapping[str, Any] = packaged.toml("name_endings.toml")
    for group in ("endings", "grades", "foreign_endings", "strong_endings", "parts"):
        rows = known[group]
        for base, stems in rows["stems"]:
            end = _NameEnd(
                base=base,
                weight=rows["weight"],
                shortest_rest=rows["shortest_rest"],
                cases=tuple(rows.get("cases", ())),
                foreign=group == "foreign_endings",
            )
            found |= {stem: end._replace(foreign=end.foreign or len(stem) >= _LONG_PART) for stem in stems}
    return found


@cache
def _parts() -> tuple[str, ...]:
    """The last parts in base form."""
    return tuple(base for base, _ in packaged.toml("name_endings.toml")["parts"]["stems"])


@cache
def _foreign_letters() -> re.Pattern[str]:
    return re.compile(packaged.toml("name_endings.toml")["foreign_letters"]["pattern"])


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    cases: Mapping[str, list[str]] = knowledge()["case_endings"]
    return tuple((ending, case) for case, endings in cases.items() for ending in endings)
