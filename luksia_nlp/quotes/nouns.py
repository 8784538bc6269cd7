"""Nouns that can speak: people by role or group, and organisations."""

from __future__ import annotations

from functools import lru_cache

from luksia_nlp.language.morphology import KEPT_WORDS
from luksia_nlp.names.appositions import names_people
from luksia_nlp.names.organisations import organisation_type
from luksia_nlp.quotes.cues import group, knowledge

# A word that ends in a person's noun is a compound of it (perheenisä); shorter ones end many others (kone).
_SHORTEST_HEAD = 4


@lru_cache(maxsize=KEPT_WORDS)
def is_person_noun(lemma: str) -> bool:
    """Whether a noun in base form means people.

    Example:
        >>> is_person_noun("rehtori"), is_person_noun("lohjalainen"), is_person_noun("selvitys")
        (True, True, False)
    """
    heads = group("groups.people")
    if lemma in heads or lemma in group("groups.bodies_of_people") or names_people(lemma):
        return True
    inhabitant = lemma.endswith(tuple(group("groups.inhabitants")))
    if inhabitant:
        return not lemma.endswith(tuple(group("groups.no_inhabitants")))
    return any(len(head) >= _SHORTEST_HEAD and lemma.endswith(head) for head in heads)


@lru_cache(maxsize=KEPT_WORDS)
def is_body_noun(lemma: str) -> bool:
    """Whether a noun in base form means an organisation.

    Example:
        >>> is_body_noun("opetushallitus"), is_body_noun("yhtiö"), is_body_noun("selvitys")
        (True, True, False)
    """
    if lemma in knowledge()["stands_for"] or organisation_type(lemma) is not None:
        return True
    return lemma.endswith(tuple(group("groups.bodies")))


def is_speaker_noun(lemma: str) -> bool:
    """Whether a noun in base form can be one who speaks.

    Example:
        >>> is_speaker_noun("rehtori"), is_speaker_noun("virasto"), is_speaker_noun("tutkimus")
        (True, True, False)
    """
    return is_person_noun(lemma) or is_body_noun(lemma)
