"""Bodies that news names without saying what they are; `resources/well_known.toml` lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from luksia_nlp.language.morphology import KEPT_WORDS, readings
from luksia_nlp.resources import packaged

# The lists of names in the file; what else stands there says something of these.
_LISTS = ("companies", "media", "authorities", "associations", "abroad", "clubs")


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body that is known by its name.

    Args:
        name: The name in its base form.
        words: For each of its words, what a form of it can be read as, in small letters.
        doubtful: Whether the name is far more often something else's, such as a given name (*Elisa*).
        public: Whether it is an authority's: a common noun that names no other thing (*Tulli epäilee*).
    """

    name: str
    words: tuple[frozenset[str], ...]
    doubtful: bool
    public: bool


def known_body(words: Sequence[str]) -> KnownBody | None:
    """The known body whose name the words are, in any case of it; else None.

    Args:
        words: The words of a name as they stand in a text.

    Example:
        >>> known_body(["Korkeimmasta", "oikeudesta"]).name
        'Korkein oikeus'
        >>> known_body(["Fiskarsin"]).name, known_body(["Helsingin"])
        ('Fiskars', None)
    """
    if not words or not words[0][:1].isupper():
        return None
    return next(
        (body for body in _starting_with(words[0]) if len(body.words) == len(words) and _is(body, words)),
        None,
    )


def known_body_at(words: Sequence[str]) -> tuple[KnownBody, int] | None:
    """The longest known body that some words begin with, and how many of them are its name.

    Args:
        words: Words of a text, from the one where a name may begin.

    Example:
        >>> body, length = known_body_at(["Punaisen", "Ristin", "keräys"])
        >>> body.name, length
        ('Punainen Risti', 2)
    """
    if not words or not words[0][:1].isupper():
        return None
    fitting = [body for body in _starting_with(words[0]) if _is(body, words)]
    best = max(fitting, key=lambda body: len(body.words), default=None)
    return None if best is None else (best, len(best.words))


def is_club(word: str) -> bool:
    """Whether a word is a form of a known club's name (*Lahden Pelicans*).

    Args:
        word: The word as it stands in a text.

    Example:
        >>> is_club("Pelicansissa"), is_club("Nokian")
        (True, False)
    """
    body = known_body([word])
    return body is not None and body.name in packaged.toml("well_known.toml")["clubs"]


def party_of(letters: str) -> str | None:
    """The party that has some letters in brackets after a name (*kok.*), or None.

    Args:
        letters: The letters, with the full stop or without it.

    Example:
        >>> party_of("kok."), party_of("toim.")
        ('Kokoomus', None)
    """
    parties: Mapping[str, str] = packaged.toml("well_known.toml")["parties"]
    return parties.get(letters.casefold().removesuffix("."))


@lru_cache(maxsize=KEPT_WORDS)
def forms_of(word: str) -> frozenset[str]:
    """What a word can be a form of, and the word itself, in small letters.

    Args:
        word: The word as it stands in a text.

    Example:
        >>> "vastaamo" in forms_of("Vastaamosta")
        True
    """
    # Yleensä (generally) is not of Yle, nor Sotkin (I messed up) of Sotka.
    read = (reading for reading in readings(word) if reading.case != "ins" and not reading.possessive)
    lemmas = {reading.lemma.casefold() for reading in read}
    return frozenset(lemmas | {word.casefold()})


@cache
def _bodies() -> Mapping[str, tuple[KnownBody, ...]]:
    """The known bodies by what their first word can be read as."""
    known = packaged.toml("well_known.toml")
    doubtful, public = frozenset(known["doubtful"]), frozenset(known["authorities"])
    found: defaultdict[str, list[KnownBody]] = defaultdict(list)
    for name in dict.fromkeys(name for group in _LISTS for name in known[group]):
        words = name.split()
        forms = tuple(_own_forms(word, len(words)) for word in words)
        body = KnownBody(name, forms, name in doubtful, name in public)
        for form in body.words[0]:
            found[form].append(body)
    return {form: tuple(bodies) for form, bodies in found.items()}


def _own_forms(word: str, size: int) -> frozenset[str]:
    """What the word of a name is: itself; of several words also what it is a plural or comparative of."""
    if size == 1:
        return _singulars(word) | {word.casefold()}
    return forms_of(word)


def _starting_with(word: str) -> tuple[KnownBody, ...]:
    found = dict.fromkeys(body for form in forms_of(word) for body in _bodies().get(form, ()))
    return tuple(found)


def _is(body: KnownBody, words: Sequence[str]) -> bool:
    """Whether the first of some words are a body's name."""
    if len(words) < len(body.words):
        return False
    own = body.name.split()
    for place, (forms, word) in enumerate(zip(body.words, words[: len(own)], strict=True)):
        if own[place].isupper() and not word.isupper() and ":" not in word and word != own[place]:
            return False  # ESA is no Esa
        if own[place][:1].isupper() and not word[:1].isupper():
            return False
        if not forms & forms_of(word):
            return False
    return _agrees_in_number(own[-1], words[len(own) - 1])


def _agrees_in_number(own: str, word: str) -> bool:
    """Whether a word is in the number of a name's last word: Kärpissä, not Kärppä; Sotkan, not Sotkien."""
    if own.casefold() == word.casefold():
        return True
    lemmas = (_singulars(own) - {own.casefold()}) or {own.casefold()}
    numbers = {r.number for r in readings(word) if r.lemma.casefold() in lemmas and r.rule != "guesser"}
    numbers = numbers or {r.number for r in readings(word) if r.lemma.casefold() in lemmas}
    wanted = {"pl"} if lemmas != {own.casefold()} else {"sg", None}
    return bool(numbers & wanted)


def _singulars(word: str) -> frozenset[str]:
    """What a word is the plural of by the lexicon, whatever the guesser makes of Keskusrikospoliisi."""
    found = (r for r in readings(word) if r.rule == "lexicon" and (r.case, r.number) == ("nom", "pl"))
    return frozenset(reading.lemma.casefold() for reading in found)
