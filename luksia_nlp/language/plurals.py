"""The nominative plural of a noun, found among candidates by the analyser.

The analyser's own generator would need another 700 MB and knows no compounds; the analyser is asked instead
which of the forms that Finnish could make is the plural of the word. Of 1,500 words of UD Finnish-TDT and of
lists of names both gave the same for 93 %; else the generator mostly knew none (*lento*, *poliisilähde*).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from luksia_nlp.language.morphology import KEPT_WORDS, knowledge, readings

_STRONG, _WEAK = "^", "_"
_CONSONANTS = "bcdfghjklmnpqrstvwxzšž"


@lru_cache(maxsize=KEPT_WORDS)
def nominative_plural(lemma: str) -> str | None:
    """The nominative plural of a noun in its singular base form, or None where the analyser knows none.

    Args:
        lemma: The base form.

    Example:
        >>> nominative_plural("Sanoma"), nominative_plural("männikkö")
        ('Sanomat', 'männiköt')
    """
    candidates = _candidates(lemma)
    if lemma[:1].isupper():  # a name has its own plural: Onni : Onnit, not onnet
        for form in candidates:
            if _is_plural_of(form, lemma, "proper"):
                return form
    return next((form for form in map(str.lower, candidates) if _is_plural_of(form, lemma)), None)


def singulars_of(form: str) -> frozenset[str]:
    """The words, in small letters, that a form can be the nominative plural of.

    Args:
        form: A word as it stands.

    Example:
        >>> "kärppä" in singulars_of("Kärpät")
        True
    """
    return frozenset(
        reading.lemma.casefold()
        for reading in readings(form)
        if (reading.case, reading.number) == ("nom", "pl")
    )


def _is_plural_of(form: str, lemma: str, part_of_speech: str | None = None) -> bool:
    return any(
        reading.rule == "lexicon"
        and (reading.case, reading.number) == ("nom", "pl")
        and reading.lemma.casefold() == lemma.casefold()
        and part_of_speech in (None, reading.part_of_speech)
        for reading in readings(form)
    )


def _candidates(lemma: str) -> dict[str, None]:
    """Forms that the plural could have, the likeliest first."""
    plurals = knowledge()["plurals"]
    ending, endings = next(
        (ending, endings) for ending, endings in plurals["endings"] if lemma.lower().endswith(ending)
    )
    stem = lemma.removesuffix(lemma[len(lemma) - len(ending) :]) if ending else lemma
    found: dict[str, None] = {}
    for grade in ("", _WEAK, _STRONG):
        own = [plural for plural in endings if (plural[0] if plural[0] in (_STRONG, _WEAK) else "") == grade]
        for graded in _graded(stem, grade, plurals["grades"]):
            found |= dict.fromkeys(graded + plural.removeprefix(grade) for plural in own)
    if lemma[-1].lower() in _CONSONANTS:
        found[lemma + "it"] = None
    return found | {lemma + "t": None}


def _graded(stem: str, grade: str, grades: Mapping[str, list[str]]) -> Iterator[str]:
    """The stem in the grade that is asked for, each way that it could be, and as it stands."""
    for strong, weak in grades.items():
        if grade == _WEAK and stem.endswith(strong):
            yield from (stem.removesuffix(strong) + each for each in weak)
            break
        if grade == _STRONG:
            yield from (stem.removesuffix(each) + strong for each in weak if each and stem.endswith(each))
    if grade == _STRONG and (stem[-1:] not in _CONSONANTS or stem[-1:] in "hlr"):
        yield stem + "k"
    yield stem
