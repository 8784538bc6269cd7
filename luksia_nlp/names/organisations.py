"""What an organisation's name says of itself: its legal form, its type, the short names that it can have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from luksia_nlp.language.base_forms import base_form
from luksia_nlp.language.morphology import KEPT_WORDS, readings
from luksia_nlp.resources import packaged

_NO_WORD = re.compile(r"[^\w]+")
# Letters of an abbreviation, such as SAK or EK; longer ones are words in capitals. Set by
# hand; not measured.
_SHORTEST_ABBREVIATION, _LONGEST_ABBREVIATION = 2, 6
# The heading, among the types, of words that are none of them.
_NONE = "none"


def _knowledge() -> Mapping[str, Any]:
    return packaged.toml("organisations.toml")


@cache
def _kind_words() -> frozenset[str]:
    return frozenset(_knowledge()["further_kinds"])


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(_knowledge()["legal_forms"])


@cache
def _types() -> Mapping[str, str]:
    """The type of each word: `=word` for one that counts only as a word of its own, `-word` as a part."""
    return {head: kind for kind, heads in reversed(_knowledge()["types"].items()) for head in heads}


def is_legal_form(word: str) -> bool:
    """Whether a word is the legal form of an organisation (*Oy*, *ry*).

    Example:
        >>> is_legal_form("Oy"), is_legal_form("Luksia")
        (True, False)
    """
    return word.casefold() in _legal_forms()


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, capitals and hyphens aside.

    Example:
        >>> words_of("Länsi-Uudenmaan hyvinvointialue")
        ('länsi', 'uudenmaan', 'hyvinvointialue')
    """
    return tuple(word for word in _NO_WORD.split(name.casefold()) if word)


def without_legal_form(name: str) -> tuple[str, ...]:
    """The words of an organisation's name without its legal form; all of them where nothing else is left.

    Example:
        >>> without_legal_form("Lumiputki Oy"), without_legal_form("Oy Veho Ab")
        (('lumiputki',), ('veho',))
    """
    words = whole = words_of(name)
    while words and words[-1] in _legal_forms():
        words = words[:-1]
    while words and words[0] in _knowledge()["leading_forms"]:
        words = words[1:]
    return words or whole


def organisation_type(name: str) -> str | None:
    """What type of organisation a name in base form speaks of, or None where it does not say.

    Example:
        >>> organisation_type("Vihdin lukio"), organisation_type("Lumiputki Oy"), organisation_type("Luksia")
        ('school', 'company', None)
    """
    *_, last = words_of(name) or ("",)
    if last in _legal_forms():
        return _types().get(last, "company")
    *before, head = name.split() or [""]
    if (kind := _type_of(head)) is not None:
        return kind
    return next((kind for word in reversed(before) if (kind := _type_of(word, stands=True))), None)


@lru_cache(maxsize=KEPT_WORDS)
def _type_of(word: str, *, stands: bool = False) -> str | None:
    """The type that a word or the longest known end of its compound says, or None.

    Args:
        word: The word.
        stands: Whether it counts only as it stands, in base form: no *koulun*.
    """
    whole = word.casefold()
    ends = [end for end in _ends(word) if not stands or whole.endswith(end)]
    for key in (f"={whole}", *(key for end in (whole, *ends) for key in _keys(end, whole))):
        if (kind := _types().get(key)) is not None:
            return None if kind == _NONE else kind
    return None


def _keys(end: str, whole: str) -> tuple[str, ...]:
    """What an end of a word can stand under in the table of types."""
    return (end,) if end == whole else (f"-{end}", end)


@lru_cache(maxsize=KEPT_WORDS)
def _ends(word: str) -> tuple[str, ...]:
    """The ends of a word in base form, the longest first: the analyser's parts, and after each hyphen."""
    found = {rest for at in range(1, word.count("-") + 1) for rest in ["-".join(word.split("-")[at:])]}
    for reading in (readings(word)[0], readings(word.lower())[0]):
        found |= {"".join(reading.parts[at:]) for at in range(len(reading.parts))}
    return tuple(sorted((end.casefold() for end in found if end), key=lambda end: (-len(end), end)))


def _parts(word: str) -> tuple[str, ...]:
    """The last compound part of a word, by the analyser and after its last hyphen."""
    best, lowered = readings(word)[0], readings(word.lower())[0]
    return (best.parts[-1], lowered.parts[-1], word.rsplit("-", 1)[-1])


def is_abbreviation(name: str) -> bool:
    """Whether a name is written as an abbreviation is (SAK, NuKi, AMKE).

    Example:
        >>> is_abbreviation("SAK"), is_abbreviation("NuKi"), is_abbreviation("Luksia")
        (True, True, False)
    """
    fits = _SHORTEST_ABBREVIATION <= len(name) <= _LONGEST_ABBREVIATION
    return fits and name.isalpha() and name[0].isupper() and sum(map(str.isupper, name)) > 1


def abbreviates(short: str, long: str) -> bool:
    """Whether an abbreviation is made of the first letters of a name's words and of their compound parts.

    Each word must give its first letter. Freer abbreviations (*Tukes*, *NuKi*) are only known where a text
    gives them.

    Example:
        >>> abbreviates("OKM", "Opetus- ja kulttuuriministeriö"), abbreviates("SAK", "Suomen Akatemia")
        (True, False)
    """
    words = [
        word
        for word in words_of(long)
        if word not in _knowledge()["unlettered"] and word not in _legal_forms()
    ]
    return len(words) > 1 and _deals_out(short.casefold(), words)


def has_letters_of(short: str, long: str) -> bool:
    """Whether a name begins as a longer one and has only letters of it, in their order (*Kela*, *Tukes*).

    Example:
        >>> has_letters_of("kela", "kansaneläkelaitos"), has_letters_of("stt", "reuters")
        (True, False)
    """
    rest = iter(long)
    return short[:1] == long[:1] and all(letter in rest for letter in short)


def _deals_out(letters: str, words: Sequence[str]) -> bool:
    """Whether the letters can be dealt out to the words in order, some first letters of its parts to each."""
    if not words:
        return not letters
    if letters[:1] != words[0][0]:
        return False
    initials = "".join(part[0].casefold() for part in readings(words[0])[0].parts)[1:]
    for used in range(1, len(letters) + 1):
        rest = iter(initials)
        if not all(letter in rest for letter in letters[1:used]):
            return False
        if _deals_out(letters[used:], words[1:]):
            return True
    return False


def is_short_name(short: Sequence[str], long: Sequence[str]) -> str | None:
    """How the words of a short name sit in those of a longer one, legal forms left out.

    Returns:
        `last` (*Lentis* of *Liedon Lentis*), `first` (*Noordwind* of *Noordwind Capital*), `head` (*Keskus*
        of *Kyberturvallisuuskeskus*), or None where it is none of its short names.

    Example:
        >>> is_short_name(["salpaus"], ["koulutuskeskus", "salpaus"])
        'last'
    """
    size = len(short)
    if size == 1 and short[0] != long[-1] and long[-1].endswith(short[0]) and short[0] in _parts(long[-1]):
        return "head"
    if not size or size >= len(long):
        return None
    if tuple(long[-size:]) == tuple(short):
        return "last"
    if tuple(long[:size]) == tuple(short):
        return "first"
    return None


def is_known_by_one_word(name: str) -> bool:
    """Whether an organisation stands for itself beside any longer name that holds its own.

    It is an abbreviation in capitals, or one that everybody knows by one word (`known_by_one_word`).

    Example:
        >>> is_known_by_one_word("Yle"), is_known_by_one_word("EU"), is_known_by_one_word("Lentis")
        (True, True, False)
    """
    return name.casefold() in _knowledge()["known_by_one_word"] or is_abbreviation(name)


def is_described(name: str, size: int) -> bool:
    """Whether a word for a kind of thing, in small letters, stands before the last words of a name.

    Args:
        name: The name in base form.
        size: How many words are the name without it.

    Example:
        >>> is_described("Suomi puolustusliitto Nato", 1), is_described("Koulutuskeskus Salpaus", 1)
        (True, False)
    """
    before = name.split()[-size - 1 : -size]
    return bool(before) and before[0].islower() and names_a_kind(before[0])


@lru_cache(maxsize=KEPT_WORDS)
def may_own(word: str) -> bool:
    """Whether a word of a name, in small letters, can be a genitive (*Lohjan* Jäähait; not *Svenska* Yle).

    Example:
        >>> may_own("lohjan"), may_own("svenska")
        (True, False)
    """
    return any(reading.case == "gen" for reading in readings(word.capitalize()))


def owner_of(name: Sequence[str]) -> tuple[str, ...] | None:
    """The organisation that a name in words speaks of by what it is, or None.

    Example:
        >>> owner_of(["luksian", "kuntayhtymä"]), owner_of(["kuntayhtymä", "luksia"])
        (('luksia',), ('luksia',))
    """
    heads = _knowledge()["owner_heads"]
    if len(name) > 1 and name[0] in heads:
        return tuple(name[1:])
    if len(name) < 2 or name[-1] not in heads:
        return None
    lemma, _ = base_form(name[-2].capitalize(), "PROPN", "Gen", "Sing")
    return (*name[:-2], lemma.casefold())


def names_a_kind(word: str) -> bool:
    """Whether a word says what kind of thing follows (*ravintola* Järvitupa, *koulutuskeskus* Salpaus).

    Example:
        >>> names_a_kind("koulutuskeskus"), names_a_kind("lohjan")
        (True, False)
    """
    ends = (end for end in _ends(word) if word.casefold().endswith(end))
    return _type_of(word, stands=True) is not None or not _kind_words().isdisjoint(ends)
