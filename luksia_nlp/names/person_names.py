"""What a person's name is made of: given names, surnames, nicknames, titles, and the order of its parts."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from luksia_nlp.language.morphology import KEPT_WORDS, Reading, known_readings, readings
from luksia_nlp.resources import packaged

# The ordinal of a ruler, with its ending: Margareeta II, Kaarle XVI:n. Seven letters hold all up to XXXVIII.
_ORDINAL = re.compile(r"(?P<number>[IVX]{1,7})(?::\w{1,6})?")
_INITIAL = re.compile(r"[A-ZÅÄÖ]\.")
# Letters before the ending of a surname that only its ending tells: Ola and Ela are too short for -la.
_SHORTEST_STEM = 2


@cache
def _given_names() -> frozenset[str]:
    return frozenset(name for names in packaged.toml("given_names.toml").values() for name in names)


def is_given_name(word: str) -> bool:
    """Whether a word, as it stands, is a given name that is known (`resources/given_names.toml`).

    Example:
        >>> is_given_name("Maija"), is_given_name("Juha-Pekka"), is_given_name("Virtanen")
        (True, True, False)
    """
    names = _given_names()
    return word in names or ("-" in word and all(part in names for part in word.split("-")))


@lru_cache(maxsize=KEPT_WORDS)
def is_surname(word: str) -> bool:
    """Whether a word, as it stands, can be a surname and is no given name.

    Example:
        >>> is_surname("Virtanen"), is_surname("Honkanummi"), is_surname("Maija")
        (True, True, False)
    """
    if is_given_name(word) or not word[:1].isupper() or word.isupper():
        return False
    last = word.rsplit("-", 1)[-1].capitalize()  # Halla-aho, Ala-Nissilä
    return looks_like_surname(last) or any(_is_name(reading, last) for reading in readings(last))


@lru_cache(maxsize=KEPT_WORDS)
def looks_like_surname(word: str) -> bool:
    """Whether a word looks like a surname of Finland: by its ending, or as a name that is a common noun, too.

    Example:
        >>> looks_like_surname("Laine"), looks_like_surname("Sillanpää"), looks_like_surname("Ricky")
        (True, True, False)
    """
    known = known_readings(word)
    named = any(_is_name(reading, word) for reading in known)
    nouns = [r for r in known if r.part_of_speech == "noun" and r.lemma == word.lower()]
    knowledge = packaged.toml("person_names.toml")
    endings = knowledge["surname_endings"]
    if named or not nouns:
        ended = any(word.endswith(end) and len(word) >= len(end) + _SHORTEST_STEM for end in endings)
        return ended or (named and bool(nouns)) or word in knowledge["surnames"]
    return any(len(noun.parts) > 1 and noun.parts[-1] in endings for noun in nouns)


def _is_name(reading: Reading, word: str) -> bool:
    names = reading.rule == "lexicon" and reading.part_of_speech == "proper"
    return names and reading.lemma == word and reading.case == "nom"


def is_title(word: str) -> bool:
    """Whether a word is what people are called before their names.

    Example:
        >>> is_title("Sir"), is_title("Elton")
        (True, False)
    """
    return word.removesuffix(".").lower() in packaged.toml("person_names.toml")["titles"]


def is_initial(word: str) -> bool:
    """Whether a word is an initial.

    Example:
        >>> is_initial("M."), is_initial("Maija")
        (True, False)
    """
    return _INITIAL.fullmatch(word) is not None


def surname_first(words: list[str]) -> bool:
    """Whether the words of a name stand in the order of a register, the surname first.

    Example:
        >>> surname_first(["Virtanen", "Maija"]), surname_first(["Maija", "Virtanen"])
        (True, False)
    """
    first, *rest = words
    if first.isupper() and looks_like_surname(first.capitalize()):  # VIRTANEN Maija
        first = first.capitalize()
    if rest and all(map(is_initial, rest)):
        return looks_like_surname(first) and not is_given_name(first)
    if not rest or not all(is_given_name(word) for word in rest) or not is_surname(first):
        return False
    # Ricky Martin stands in order, though Ricky is none of the given names that are known, and Martin one.
    return rest[-1] not in packaged.toml("given_names.toml")["also_surnames"] or looks_like_surname(first)


def without_nickname(name: str) -> str:
    """A person's name without the nickname between quotation marks inside it.

    Example:
        >>> without_nickname("Matti ”Masa” Virtanen")
        'Matti Virtanen'
    """
    return _nickname().sub(" ", name).strip()


def nickname(name: str) -> str | None:
    """The nickname between quotation marks inside a person's name, or None.

    Example:
        >>> nickname("Matti ”Masa” Virtanen")
        'Masa'
    """
    found = _nickname().search(name)
    return found["nickname"].strip() if found else None


@cache
def _nickname() -> re.Pattern[str]:
    quotes = re.escape(packaged.toml("person_names.toml")["quotes"])
    return re.compile(rf"\s+[{quotes}]+(?P<nickname>[^{quotes}]+)[{quotes}]+\s+(?=\w)")


def is_ordinal(word: str) -> bool:
    """Whether a word is the ordinal of a ruler.

    Example:
        >>> is_ordinal("XVI:n"), is_ordinal("Ville")
        (True, False)
    """
    return _ORDINAL.fullmatch(word) is not None


def with_ordinal(text: str) -> str | None:
    """The base form of a ruler's name that ends in an ordinal, as it stands in a text; else None.

    Example:
        >>> with_ordinal("Margareeta II:n")
        'Margareeta II'
    """
    *before, last = text.split()
    ordinal = _ORDINAL.fullmatch(last)
    return " ".join([*before, ordinal["number"]]) if before and ordinal else None


def called_in_full(text: str, base_form: str) -> str:
    """A person's base form with its parts in order: no nickname, ordinals as they are, the given name first.

    Args:
        text: The name as it stands in the text.
        base_form: What its words give.

    Example:
        >>> called_in_full("Virtanen Maijan", "Virtanen Maija")
        'Maija Virtanen'
    """
    if (ruler := with_ordinal(text)) is not None:
        return ruler
    words = without_nickname(base_form).split()
    if surname_first(words):
        surname = words[0].capitalize() if words[0].isupper() else words[0]
        words = [*words[1:], surname]
    return " ".join(words) if words else base_form
