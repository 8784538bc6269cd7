"""People of one article: whose a surname or a given name is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from luksia_nlp.entities.keys import Key, Named, Words, own_words
from luksia_nlp.entities.spellings import same_person
from luksia_nlp.language.morphology import KEPT_WORDS, readings
from luksia_nlp.names.families import FAMILY
from luksia_nlp.names.person_names import nickname
from luksia_nlp.records import Mention
from luksia_nlp.resources import packaged


def people(mentions: Sequence[Mention]) -> list[Named]:
    """The people of one article: whose each name is."""
    found = [mention for mention in mentions if mention.kind == "person"]
    full_names = {own_words(mention): mention.base_form for mention in found if is_full(mention)}
    meant = same_person(full_names)
    surnames: dict[str, set[Words]] = defaultdict(set)
    given_names: dict[str, set[Words]] = defaultdict(set)
    nicknames: dict[str, set[Words]] = defaultdict(set)
    for mention in found:
        if (called := nickname(mention.surface)) is not None:
            nicknames[called.casefold()].add(followed(own_words(mention), meant))
    for words, name in full_names.items():
        first, *rest = name.casefold().split()
        person = followed(words, meant)
        given_names[first].add(person)
        for place in range(len(rest)):  # af Hällström and Hällström
            surnames[" ".join(rest[place:])].add(person)
    known = {"surname": surnames, "given-name": given_names, "nickname": nicknames}
    return [_whose(mention, known, full_names, meant) for mention in found]


def is_full(mention: Mention) -> bool:
    """Whether a person's name has a given name and a surname: not so Ali, nor af Hällström."""
    first, *rest = mention.base_form.split()
    return bool(rest) and first.casefold() not in packaged.toml("names.toml")["particles"]


def followed(words: Words, meant: Mapping[Words, tuple[Words, str]]) -> Words:
    """The name that a full name stands for in the end."""
    if words not in meant:
        return words
    seen = {words}
    while words in meant and meant[words][0] not in seen:
        words = meant[words][0]
        seen.add(words)
    return words


def _whose(
    mention: Mention,
    known: Mapping[str, Mapping[str, set[Words]]],
    full_names: Mapping[Words, str],
    meant: Mapping[Words, tuple[Words, str]],
) -> Named:
    """Whose a person's name is; a short one with the base form that the full name gives it."""
    own = own_words(mention)
    if is_full(mention) and own in meant:
        return Named(mention, own, Key("person", followed(own, meant)), meant[own][1])
    only_there = Key("person", own, mention.article_id)
    if mention.base_form_rule == FAMILY:  # the Korhoset of one article are not those of another
        return Named(mention, own, only_there, "name")
    forms = _forms(mention.base_form, mention.surface)
    for rule in ["surname"] if " " in mention.base_form else known:
        for form in forms if known[rule] else ():
            people = known[rule].get(form, set())
            if len(people) == 1:
                [words] = people
                called = mention
                if rule != "nickname":
                    parts = full_names[words].split()
                    word = " ".join(parts[-len(form.split()) :]) if rule == "surname" else parts[0]
                    called = _called(mention, word)
                return Named(called, own_words(called), Key("person", words), rule)
            if people:
                return Named(mention, own, only_there, f"ambiguous-{rule}")
    return Named(mention, own, Key("person", own), "name")


@lru_cache(maxsize=KEPT_WORDS)
def _forms(base_form: str, surface: str) -> tuple[str, ...]:
    """The base forms that a name can have, in small letters, the likeliest first."""
    forms = (base_form, *(reading.lemma for reading in readings(surface)))
    return tuple(dict.fromkeys(form.casefold() for form in forms))


def _called(mention: Mention, name: str) -> Mention:
    """A mention by the name that a full name gives it."""
    if name == mention.base_form:
        return mention
    return replace(mention, base_form=name, base_form_rule="full-name")
