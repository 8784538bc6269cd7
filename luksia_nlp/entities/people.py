"""People: whose a surname or given name is in its article, and namesakes in different articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from luksia_nlp.entities.keys import Key, Named, Words, grouped, key_of
from luksia_nlp.entities.namesakes import namesakes
from luksia_nlp.entities.spellings import same_person, same_spelling
from luksia_nlp.language.morphology import readings
from luksia_nlp.names.families import FAMILY
from luksia_nlp.names.person_names import nickname
from luksia_nlp.records import Mention
from luksia_nlp.resources import packaged


def people(mentions: Sequence[Mention]) -> list[Named]:
    """The people of one article: whose each name is."""
    found = [mention for mention in mentions if mention.kind == "person"]
    full_names = {key_of(mention).words: mention.base_form for mention in found if _is_full(mention)}
    meant = same_person(full_names)
    surnames: dict[str, set[Words]] = defaultdict(set)
    given_names: dict[str, set[Words]] = defaultdict(set)
    nicknames: dict[str, set[Words]] = defaultdict(set)
    for mention in found:
        if (called := nickname(mention.surface)) is not None:
            nicknames[called.casefold()].add(_followed(key_of(mention).words, meant))
    for words, name in full_names.items():
        first, *rest = name.casefold().split()
        person = _followed(words, meant)
        given_names[first].add(person)
        for place in range(len(rest)):  # af Hällström and Hällström
            surnames[" ".join(rest[place:])].add(person)
    known = {"surname": surnames, "given-name": given_names, "nickname": nicknames}
    return [_whose(mention, known, full_names, meant) for mention in found]


def _is_full(mention: Mention) -> bool:
    """Whether a person's name has a given name and a surname: not so Ali, nor af Hällström."""
    first, *rest = mention.base_form.split()
    return bool(rest) and first.casefold() not in packaged.toml("names.toml")["particles"]


def _followed(words: Words, meant: Mapping[Words, tuple[Words, str]]) -> Words:
    """The name that a full name stands for in the end."""
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
    own = key_of(mention)
    if _is_full(mention) and own.words in meant:
        return Named(mention, replace(own, words=_followed(own.words, meant)), meant[own.words][1])
    if mention.base_form_rule == FAMILY:  # the Korhoset of one article are not those of another
        return Named(mention, replace(own, article=mention.article_id), "name")
    forms = [mention.base_form, *(reading.lemma for reading in readings(mention.surface))]
    for rule in ["surname"] if " " in mention.base_form else known:
        for form in forms:
            people = known[rule].get(form.casefold(), set())
            if len(people) == 1:
                [words] = people
                called = mention
                if rule != "nickname":
                    parts = full_names[words].split()
                    word = " ".join(parts[-len(form.split()) :]) if rule == "surname" else parts[0]
                    called = _called(mention, word)
                return Named(called, Key("person", words), rule)
            if people:
                return Named(mention, replace(own, article=mention.article_id), f"ambiguous-{rule}")
    return Named(mention, own, "name")


def _called(mention: Mention, name: str) -> Mention:
    """A mention by the name that a full name gives it."""
    if name == mention.base_form:
        return mention
    return replace(mention, base_form=name, base_form_rule="full-name")


def joined_people(named: Sequence[Named]) -> list[Named]:
    """People over all articles, one spelling and one of the names with and without a middle name for each."""
    counts = Counter(key_of(one.mention).words for one in named if _is_full(one.mention))
    spelt = same_spelling(counts)
    meant = {words: (other, "spelling") for words, other in spelt.items()}
    for one in named:
        words = key_of(one.mention).words
        if one.rule == "middle-name" and words != one.key.words:
            # What they are called most often; where that is the same, in full.
            short, long = words, one.key.words
            pair = (short, long) if counts[short] <= counts[long] else (long, short)
            meant.setdefault(pair[0], (pair[1], "middle-name"))
    return [_as_joined(one, meant) for one in named]


def _as_joined(one: Named, meant: Mapping[Words, tuple[Words, str]]) -> Named:
    words = _followed(one.key.words, meant)
    if words == one.key.words or one.key.article:
        return one
    rule = meant[one.key.words][1] if one.rule == "name" else one.rule
    return replace(one, key=replace(one.key, words=words), rule=rule)


def which_namesakes(full: Iterable[Named], named: Iterable[Named]) -> dict[tuple[Key, str], Words]:
    """Which of several people of one full name is meant, by key and article."""
    places: dict[str, set[str]] = defaultdict(set)
    for one in named:
        if one.key.kind == "place":
            places[one.mention.article_id].add(" ".join(one.key.words))
    return {
        (key, article): which
        for key, group in grouped(full).items()
        for article, which in namesakes((one.mention for one in group), places).items()
    }
