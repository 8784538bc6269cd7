"""Mentions across articles -> the real-world things they name."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from luksia_nlp.entities.aliases import Alias
from luksia_nlp.entities.joins import Join, called
from luksia_nlp.entities.keys import Key, Named, Words, grouped, key_of, naming_words
from luksia_nlp.entities.organisations import (
    independent_names,
    organisation_joins,
    organisations,
    told_apart,
)
from luksia_nlp.entities.people import joined_people, people, which_namesakes
from luksia_nlp.entities.places import apart, place_joins
from luksia_nlp.names.base_forms import settled
from luksia_nlp.names.organisations import words_of
from luksia_nlp.records import Entity, Kind, Mention

T = TypeVar("T")
# Rules by which a name is another's because its article says so.
_TOLD = frozenset({"surname", "given-name", "abbreviation", "short-name"})


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
    ordered = sorted(mentions, key=lambda mention: (mention.article_id, mention.start))
    for mention in _renamed(ordered, settled(ordered)):
        by_article[mention.article_id].append(mention)
    alone = independent_names(by_article.values())
    named = [one for found in by_article.values() for one in (*people(found), *organisations(found, alone))]
    named += [
        Named(mention, key_of(mention), "name")
        for found in by_article.values()
        for mention in found
        if mention.kind not in ("person", "organisation")
    ]
    named = told_apart(named)
    places, written = place_joins([one for one in named if one.key.kind == "place"])
    groups = grouped(_counted(apart(_over_articles(named, places))))
    names = {Key("place", words): name for words, name in written.items()}
    if aliases:
        groups, corrected = _corrected(groups, aliases, names)
        names |= corrected
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
    groups: Mapping[Key, Sequence[Named]], aliases: Sequence[Alias], written: Mapping[Key, str]
) -> tuple[dict[Key, list[Named]], dict[Key, str]]:
    """The groups after a user's corrections, and what the things these describe are to be called."""
    names = {key: _entity(key, group, written.get(key)).name for key, group in groups.items()}
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
    own = [one.mention for one in group if key_of(one.mention).words == key.words]
    if not own and all(one.rule == "plural" for one in group):
        name = name or " ".join(key.words).capitalize()
    name = name or _most_written(own or [one.mention for one in group])
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
        tuple(one.told or 0 for one in members),
    )


def _most_written(mentions: Iterable[Mention]) -> str:
    """The spelling of most articles; of equals of most mentions, then the longest, then the first."""
    articles: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for mention in mentions:
        articles[mention.base_form].add(mention.article_id)
        counts[mention.base_form] += 1
    return min(counts, key=lambda name: (-len(articles[name]), -counts[name], -len(name), name))


def _renamed(before: Iterable[Mention], after: Iterable[Mention]) -> Iterable[Mention]:
    """Settled mentions, those of people with the organisations beside them as these are called now."""
    pairs = list(zip(before, after, strict=True))
    names = {
        (old.article_id, old.base_form): new.base_form
        for old, new in pairs
        if old.kind == "organisation" and old.base_form != new.base_form
    }
    for _, mention in pairs:
        name = names.get((mention.article_id, mention.organisation or ""))
        full = names.get((mention.article_id, mention.full_name or ""))
        if name is not None:
            mention = replace(mention, organisation=name)
        yield mention if full is None else replace(mention, full_name=full)


def _over_articles(
    named: Sequence[Named], places: Mapping[Words, tuple[Words, Join | None]]
) -> Iterable[Named]:
    """The same mentions, with what stands for one thing in several articles made one key."""
    others = [one for one in named if one.key.kind != "person"]
    named = [*joined_people([one for one in named if one.key.kind == "person"]), *others]
    whole = [one for one in named if not one.key.article]
    joins, used = organisation_joins([one for one in whole if one.key.kind == "organisation"])
    meant: dict[Kind, Mapping[Words, tuple[Words, Join | None]]] = {"organisation": called(joins, used)}
    meant["place"] = places
    full = [one for one in named if one.key.kind == "person" and len(one.key.words) > 1]
    given_names = {one.key.words[0] for one in full}
    which = which_namesakes(full, named)
    for one in named:
        if (one.key, one.mention.article_id) in which:
            yield replace(one, key=replace(one.key, which=which[one.key, one.mention.article_id]))
        elif one.key.kind in meant and not one.key.article:
            yield _followed(one, meant[one.key.kind])
        elif one.key.kind == "person" and len(one.key.words) == 1 and one.key.words[0] in given_names:
            # A given name alone: the Maija of one article is not the Maija of another.
            yield replace(one, key=replace(one.key, article=one.mention.article_id))
        else:
            yield one


def _followed(one: Named, meant: Mapping[Words, tuple[Words, Join | None]]) -> Named:
    """A mention as what its name stands for over all articles, with the rule that joins the two."""
    words, _ = meant.get(one.key.words, (one.key.words, None))
    own = key_of(one.mention).words
    key = replace(one.key, words=words)
    if own == words:
        return replace(one, key=key, rule="name")
    over_all, join = meant.get(own, (own, None))
    if over_all == words and join is not None:
        return Named(one.mention, key, join.rule, join.articles)
    return replace(one, key=key)


def _counted(named: Iterable[Named]) -> Iterable[Named]:
    """The same mentions; what only its article joins knows in how many articles that is so."""
    found = list(named)
    articles: dict[tuple[Key, Words], set[str]] = defaultdict(set)
    for one in found:
        if one.rule in _TOLD:
            articles[one.key, key_of(one.mention).words].add(one.mention.article_id)
    for one in found:
        counts = one.rule in _TOLD and one.told is None
        yield replace(one, told=len(articles[one.key, key_of(one.mention).words])) if counts else one
