"""Mentions across articles -> the real-world things they name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from luksia_nlp.morphology import readings
from luksia_nlp.records import Entity, Kind, Mention

_NO_WORD = re.compile(r"[^\w]+")


def resolve(mentions: Iterable[Mention]) -> list[Entity]:
    """Group mentions into entities, sorted by identifier.

    Within an article, a surname or a given name alone is the one person of that name whose full name came
    earlier. Across articles, one kind and one base form, capitals and hyphens aside, is one entity. An
    entity's identifier is made of its kind and name alone, so it is the same in every run.

    Args:
        mentions: Mentions of any number of articles; those of one article in the order of the text.

    Returns:
        Entities; `rules` says for each mention why it belongs: `name`, `surname`, `given-name`, or
        `ambiguous-surname` and `ambiguous-given-name` (several people of the article share it; the mention
        stays on its own).

    Example:
        >>> from luksia_nlp.records import Mention
        >>> koko = Mention("1", 0, 0, 13, "Aino Lehtosen", "PER", "person", "Aino Lehtonen", None, "lexicon")
        >>> suku = Mention("1", 1, 20, 28, "Lehtoselle", "PERSON", "person", "Lehtonen", None, "lexicon")
        >>> [(olio.entity_id, olio.rules) for olio in resolve([koko, suku])]
        [('person-aino-lehtonen', ('name', 'surname'))]
    """
    by_article: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_article[mention.article_id].append(mention)
    groups: dict[str, list[tuple[str, Mention, str]]] = defaultdict(list)
    for article_mentions in by_article.values():
        for name, mention, rule in _named(article_mentions):
            groups[entity_id(mention.kind, name)].append((name, mention, rule))
    return [_entity(identifier, group) for identifier, group in sorted(groups.items())]


def entity_id(kind: Kind, name: str) -> str:
    """The identifier of what has this kind and this name in base form.

    Example:
        >>> entity_id("organisation", "Länsi-Uudenmaan hyvinvointialue")
        'organisation-länsi-uudenmaan-hyvinvointialue'
    """
    words = _NO_WORD.sub("-", name.casefold()).strip("-")
    return f"{kind}-{words or name.encode().hex()}"


def _entity(identifier: str, group: Sequence[tuple[str, Mention, str]]) -> Entity:
    counts = Counter(name for name, _, _ in group)
    # The most frequent spelling; of equally frequent ones the alphabetically first, whatever came first.
    name = min(counts, key=lambda spelling: (-counts[spelling], spelling))
    mentions = sorted(group, key=lambda member: (member[1].article_id, member[1].start))
    return Entity(
        identifier,
        group[0][1].kind,
        name,
        tuple(mention for _, mention, _ in mentions),
        tuple(rule for _, _, rule in mentions),
    )


def _named(mentions: Sequence[Mention]) -> list[tuple[str, Mention, str]]:
    """Each mention of one article with the full name it stands for and the rule that says so."""
    surnames: dict[str, set[str]] = defaultdict(set)
    given_names: dict[str, set[str]] = defaultdict(set)
    named = []
    for mention in mentions:
        words = mention.base_form.split()
        if mention.kind != "person":
            named.append((mention.base_form, mention, "name"))
        elif len(words) > 1:
            surnames[words[-1].casefold()].add(mention.base_form)
            given_names[words[0].casefold()].add(mention.base_form)
            named.append((mention.base_form, mention, "name"))
        else:
            named.append(_short_name(mention, surnames, given_names))
    return named


def _short_name(
    mention: Mention, surnames: Mapping[str, set[str]], given_names: Mapping[str, set[str]]
) -> tuple[str, Mention, str]:
    """A person's name of one word: whose it is, with the base form that the full name gives it."""
    forms = [mention.base_form, *(reading.lemma for reading in readings(mention.text))]
    for known, rule in ((surnames, "surname"), (given_names, "given-name")):
        for form in forms:
            people = known.get(form.casefold(), set())
            if len({person.casefold() for person in people}) == 1:
                [*_, full_name] = sorted(people)
                word = full_name.split()[-1 if rule == "surname" else 0]
                return full_name, replace(mention, base_form=word), rule
            if people:
                return mention.base_form, mention, f"ambiguous-{rule}"
    return mention.base_form, mention, "name"
