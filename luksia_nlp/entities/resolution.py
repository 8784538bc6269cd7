"""Mentions across articles -> the real-world things they name."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from luksia_nlp.entities.aliases import Alias
from luksia_nlp.entities.keys import Key, Named, grouped, key_of, naming_words
from luksia_nlp.entities.organisations import followed, joined_organisations, organisations
from luksia_nlp.entities.people import joined_people, people, which_namesakes
from luksia_nlp.names.base_forms import settled
from luksia_nlp.names.organisations import words_of
from luksia_nlp.records import Entity, Mention

T = TypeVar("T")


def resolve(mentions: Iterable[Mention], aliases: Sequence[Alias] = ()) -> list[Entity]:
    """Group mentions into entities, sorted by identifier.

    Within an article, a person's surname or given name alone is the one person of that full name; a short
    name or abbreviation of an organisation is the one organisation whose name holds it, or that the text
    gives it for. Across articles, one kind and one name, capitals, hyphens and legal forms (*Oy*) aside, is
    one entity; a short name is joined across articles only where it can stand for nothing else in all of
    them. The result does not depend on the order of articles, and identifiers are made of kind and name.

    Args:
        mentions: Mentions of any number of articles.
        aliases: A user's corrections, applied last; of several that mean a mention the last one counts.

    Returns:
        Entities; `joined_by` says for each mention why it belongs: `name`; `surname`, `given-name`;
        `short-name`, `abbreviation`, `owner`; `alias`; or `ambiguous-surname` and the like where several
        could be meant, and the mention stays on its own in its article.

    Example:
        >>> from luksia_nlp.records import Mention
        >>> koko = Mention("1", 0, 0, 13, "Aino Lehtosen", "PER", "person", "Aino Lehtonen", None, "lexicon")
        >>> suku = Mention("1", 1, 20, 28, "Lehtoselle", "PERSON", "person", "Lehtonen", None, "lexicon")
        >>> [(olio.entity_id, olio.joined_by) for olio in resolve([koko, suku])]
        [('person-aino-lehtonen', ('name', 'surname'))]
    """
    by_article: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(settled(mentions), key=lambda mention: (mention.article_id, mention.start)):
        by_article[mention.article_id].append(mention)
    named = [one for found in by_article.values() for one in (*people(found), *organisations(found))]
    named += [
        Named(mention, key_of(mention), "name")
        for found in by_article.values()
        for mention in found
        if mention.kind not in ("person", "organisation")
    ]
    groups = grouped(_over_articles(named))
    names: dict[Key, str] = {}
    if aliases:
        groups, names = _corrected(groups, aliases)
    entities = (_entity(key, group, names.get(key)) for key, group in groups.items())
    return sorted(entities, key=lambda entity: entity.entity_id)


def without_broken(
    mentions: Sequence[Mention], work: Callable[[Sequence[Mention]], T]
) -> tuple[T, dict[str, Exception]]:
    """What some work makes of the mentions of all articles but those that break it by themselves.

    Args:
        mentions: Mentions of any number of articles.
        work: Done with all of them; where it fails, with those of each article alone to find the broken ones.

    Returns:
        What the work gave, and for each article that was left out what was raised.
    """
    try:
        return work(mentions), {}
    except Exception:
        by_article: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            by_article[mention.article_id].append(mention)
        broken: dict[str, Exception] = {}
        for article, found in by_article.items():
            try:
                work(found)
            except Exception as error:  # whatever it is, it is one article's
                broken[article] = error
        if not broken:
            raise
        return work([mention for mention in mentions if mention.article_id not in broken]), broken


def _corrected(
    groups: Mapping[Key, Sequence[Named]], aliases: Sequence[Alias]
) -> tuple[dict[Key, list[Named]], dict[Key, str]]:
    """The groups after a user's corrections, and what the things these describe are to be called."""
    names = {key: _entity(key, group, None).name for key, group in groups.items()}
    called: dict[Key, str] = {}
    found = []
    for one in itertools.chain.from_iterable(groups.values()):
        alias = next((alias for alias in reversed(aliases) if alias.means(one.mention, names[one.key])), None)
        if alias is None:
            found.append(one)
            continue
        mention = one.mention
        if alias.kind not in (None, mention.kind):
            mention = replace(mention, kind=alias.kind, kind_rule="alias")
        key = Key(mention.kind, naming_words(mention.kind, alias.name))
        called[key] = alias.name
        found.append(Named(mention, key, "alias"))
    return grouped(found), called


def _entity(key: Key, group: Sequence[Named], name: str | None) -> Entity:
    counts = Counter(one.mention.base_form for one in group if key_of(one.mention).words == key.words)
    if not counts:
        counts = Counter(one.mention.base_form for one in group)
    # The most frequent spelling; of equally frequent ones the longest, then the alphabetically first.
    name = name or min(counts, key=lambda spelling: (-counts[spelling], -len(spelling), spelling))
    identifier = f"{key.kind}-{'-'.join((*key.words, *key.which))}"
    if key.article:
        identifier += f"-in-{'-'.join(words_of(key.article)) or key.article.encode().hex()}"
    members = sorted(group, key=lambda one: (one.mention.article_id, one.mention.start))
    return Entity(
        identifier,
        key.kind,
        name,
        tuple(one.mention for one in members),
        tuple(one.rule for one in members),
    )


def _over_articles(named: Sequence[Named]) -> Iterable[Named]:
    """The same mentions, with what stands for one thing in several articles made one key."""
    joined = joined_organisations([one for one in named if one.key.kind == "organisation"])
    others = [one for one in named if one.key.kind != "person"]
    named = [*joined_people([one for one in named if one.key.kind == "person"]), *others]
    full = [one for one in named if one.key.kind == "person" and len(one.key.words) > 1]
    given_names = {one.key.words[0] for one in full}
    which = which_namesakes(full, named)
    for one in named:
        if (one.key, one.mention.article_id) in which:
            yield replace(one, key=replace(one.key, which=which[one.key, one.mention.article_id]))
        elif one.key.kind == "organisation" and not one.key.article:
            yield followed(one, joined)
        elif one.key.kind == "person" and len(one.key.words) == 1 and one.key.words[0] in given_names:
            # A given name alone: the Maija of one article is not the Maija of another.
            yield replace(one, key=replace(one.key, article=one.mention.article_id))
        else:
            yield one
