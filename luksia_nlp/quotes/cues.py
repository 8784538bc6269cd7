"""What `resources/cues.toml` knows of the words that say that somebody speaks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from luksia_nlp.language.morphology import KEPT_WORDS, readings
from luksia_nlp.resources import packaged

_THIRD_PERSON = frozenset(["3sg", "3pl"])


def knowledge() -> Mapping[str, Any]:
    """The data as they stand.

    Example:
        >>> knowledge()["stands_for"]["pankki"]
        ['bank']
    """
    return packaged.toml("cues.toml")


@cache
def group(name: str) -> frozenset[str]:
    """A list of words of the data, by its name; a dot leads into a table.

    Example:
        >>> "sanoa" in group("speech"), "hän" in group("pronouns.one")
        (True, True)
    """
    found: Any = knowledge()
    for key in name.split("."):
        found = found[key]
    return frozenset(found)


@cache
def speech_verbs() -> frozenset[str]:
    """The verbs of all lists.

    Example:
        >>> "sanoa" in speech_verbs()
        True
    """
    return group("speech") | group("reporting") | group("with_participle")


@lru_cache(maxsize=KEPT_WORDS)
def speech_verb(form: str) -> str | None:
    """The verb of speech that a word form can be in the third person, or None.

    Example:
        >>> speech_verb("tuumaa"), speech_verb("sanoivat"), speech_verb("talo")
        ('tuumata', 'sanoa', None)
    """
    known = speech_verbs()
    found = (one for one in readings(form) if one.person in _THIRD_PERSON and one.rule == "lexicon")
    return next((one.lemma for one in found if one.lemma in known), None)


@lru_cache(maxsize=KEPT_WORDS)
def can_be_finite(form: str) -> bool:
    """Whether a word form can be a verb in the third person.

    Example:
        >>> can_be_finite("virnistää"), can_be_finite("talossa")
        (True, False)
    """
    return any(one.person in _THIRD_PERSON and one.rule == "lexicon" for one in readings(form))


@lru_cache(maxsize=KEPT_WORDS)
def is_own_participle(form: str) -> bool:
    """Whether a word form says what the speaker does: sanoo *tulleensa*, kertoo *muuttavansa*.

    Example:
        >>> is_own_participle("tulleensa"), is_own_participle("talonsa")
        (True, False)
    """
    if not form.endswith(tuple(group("own_participle_endings"))):
        return False
    return any(one.part_of_speech in ("participle", "verb") and one.possessive for one in readings(form))
