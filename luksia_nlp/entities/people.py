"""People: whose a surname or given name is in its article, and namesakes in different articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from luksia_nlp.entities.keys import Key, Named, Words, grouped, key_of
from luksia_nlp.entities.namesakes import namesakes
from luksia_nlp.language.morphology import readings
from luksia_nlp.records import Mention


def people(mentions: Sequence[Mention]) -> list[Named]:
    """The people of one article: whose each name is."""
    found = [mention for mention in mentions if mention.kind == "person"]
    full_names = {key_of(mention).words: mention.base_form for mention in found if " " in mention.base_form}
    surnames: dict[str, set[Words]] = defaultdict(set)
    given_names: dict[str, set[Words]] = defaultdict(set)
    for words, name in full_names.items():
        first, *rest = name.casefold().split()
        given_names[first].add(words)
        for place in range(len(rest)):  # af Hällström and Hällström
            surnames[" ".join(rest[place:])].add(words)
    return [_whose(mention, surnames, given_names, full_names) for mention in found]


def _whose(
    mention: Mention,
    surnames: Mapping[str, set[Words]],
    given_names: Mapping[str, set[Words]],
    full_names: Mapping[Words, str],
) -> Named:
    """Whose a person's name is; a short one with the base form that the full name gives it."""
    forms = [mention.base_form, *(reading.lemma for reading in readings(mention.text))]
    for known, rule in ((surnames, "surname"), (given_names, "given-name")):
        for form in forms:
            people = known.get(form.casefold(), set())
            if len(people) == 1:
                [words] = people
                parts = full_names[words].split()
                word = " ".join(parts[-len(form.split()) :]) if rule == "surname" else parts[0]
                called = mention
                if word != mention.base_form:
                    called = replace(mention, base_form=word, base_form_rule="full-name")
                return Named(called, Key("person", words), rule)
            if people:
                own = replace(key_of(mention), article=mention.article_id)
                return Named(mention, own, f"ambiguous-{rule}")
    return Named(mention, key_of(mention), "name")


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
