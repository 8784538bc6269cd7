"""What bears a person's name and is none: *Havis Amanda*, *Wilmassa luki viesti*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from luksia_nlp.language.morphology import known_readings
from luksia_nlp.names.places import candidates
from luksia_nlp.records import Mention
from luksia_nlp.resources import packaged

# "In somebody" is hardly ever said: a name in this case alone is a system's, a ship's or a place's, unless
# the recognizer is surer of a person than this. Set by hand: it gives people's names alone 0.93 and more.
_SURE_PERSON = 0.9
_INSIDE = "ine"


def without_things(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, those of things that bear people's names as what they are.

    Args:
        mentions: The mentions of one article.

    Example:
        >>> nimi = ("Havis Amandan", "PERSON", "person", "Havis Amanda")
        >>> patsas = Mention("1", 0, 0, 13, *nimi, 0.9, "lexicon")
        >>> [(maininta.kind, maininta.kind_rule) for maininta in without_things([patsas])]
        [('other', 'thing')]
    """
    elsewhere = {name for mention in mentions if not _is_inside(mention) for name in _words(mention)}
    return [_as_thing(mention, elsewhere) for mention in mentions]


def _words(mention: Mention) -> list[str]:
    return mention.base_form.casefold().split()


def _as_thing(mention: Mention, elsewhere: set[str]) -> Mention:
    if mention.kind != "person":
        return mention
    if mention.base_form in packaged.toml("person_names.toml")["things"]:
        return replace(mention, kind="other", kind_rule="thing")
    unsure = mention.score is not None and mention.score < _SURE_PERSON
    if not unsure or not _is_inside(mention) or mention.base_form.casefold() in elsewhere:
        return mention
    if candidates(mention.base_form):
        return replace(mention, label="GPE", kind="place", kind_rule="place-case")
    return replace(mention, kind="other", kind_rule="place-case")


def _is_inside(mention: Mention) -> bool:
    """Whether a name of one word can only be "in" it."""
    known = known_readings(mention.surface)
    return " " not in mention.surface and bool(known) and all(reading.case == _INSIDE for reading in known)
