"""Mentions across articles -> the real-world things they name."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from luksia_nlp.entities.aliases import Alias
from luksia_nlp.entities.namesakes import namesakes
from luksia_nlp.language.morphology import readings
from luksia_nlp.names.base_forms import settled
from luksia_nlp.names.organisations import (
    abbreviates,
    is_abbreviation,
    is_short_name,
    names_a_kind,
    owner_of,
    without_legal_form,
    words_of,
)
from luksia_nlp.records import Entity, Kind, Mention

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Key:
    """What stands for one thing: its kind, the words of its name, and its article if known only there.

    `which` tells people of one full name apart.
    """

    kind: Kind
    words: Words
    article: str = ""
    which: Words = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention, what it stands for, and the rule that says so."""

    mention: Mention
    key: _Key
    rule: str


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
        Entities; `rules` says for each mention why it belongs: `name`; `surname`, `given-name`; `short-name`,
        `abbreviation`, `owner`; `alias`; or `ambiguous-surname` and the like where several could be meant,
        and the mention stays on its own in its article.

    Example:
        >>> from luksia_nlp.records import Mention
        >>> koko = Mention("1", 0, 0, 13, "Aino Lehtosen", "PER", "person", "Aino Lehtonen", None, "lexicon")
        >>> suku = Mention("1", 1, 20, 28, "Lehtoselle", "PERSON", "person", "Lehtonen", None, "lexicon")
        >>> [(olio.entity_id, olio.rules) for olio in resolve([koko, suku])]
        [('person-aino-lehtonen', ('name', 'surname'))]
    """
    by_article: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(settled(mentions), key=lambda mention: (mention.article_id, mention.start)):
        by_article[mention.article_id].append(mention)
    named = [one for found in by_article.values() for one in (*_people(found), *_organisations(found))]
    named += [
        _Named(mention, _key(mention), "name")
        for found in by_article.values()
        for mention in found
        if mention.kind not in ("person", "organisation")
    ]
    groups = _grouped(_over_articles(named))
    names: dict[_Key, str] = {}
    if aliases:
        groups, names = _corrected(groups, aliases)
    entities = (_entity(key, group, names.get(key)) for key, group in groups.items())
    return sorted(entities, key=lambda entity: entity.entity_id)


def _grouped(named: Iterable[_Named]) -> dict[_Key, list[_Named]]:
    groups: dict[_Key, list[_Named]] = defaultdict(list)
    for one in named:
        groups[one.key].append(one)
    return groups


def _corrected(
    groups: Mapping[_Key, Sequence[_Named]], aliases: Sequence[Alias]
) -> tuple[dict[_Key, list[_Named]], dict[_Key, str]]:
    """The groups after a user's corrections, and what the things these describe are to be called."""
    names = {key: _entity(key, group, None).name for key, group in groups.items()}
    called: dict[_Key, str] = {}
    found = []
    for one in itertools.chain.from_iterable(groups.values()):
        alias = next((alias for alias in reversed(aliases) if alias.means(one.mention, names[one.key])), None)
        if alias is None:
            found.append(one)
            continue
        mention = replace(one.mention, kind=alias.kind or one.mention.kind)
        key = _Key(mention.kind, _words(mention.kind, alias.name))
        called[key] = alias.name
        found.append(_Named(mention, key, "alias"))
    return _grouped(found), called


def entity_id(kind: Kind, name: str) -> str:
    """The identifier of what has this kind and this name in base form.

    Example:
        >>> entity_id("organisation", "Länsi-Uudenmaan hyvinvointialue")
        'organisation-länsi-uudenmaan-hyvinvointialue'
    """
    return f"{kind}-{'-'.join(_words(kind, name))}"


def _words(kind: Kind, name: str) -> Words:
    words = without_legal_form(name) if kind == "organisation" else words_of(name)
    return words or (name.encode().hex(),)


def _key(mention: Mention) -> _Key:
    return _Key(mention.kind, _words(mention.kind, mention.base_form))


def _entity(key: _Key, group: Sequence[_Named], name: str | None) -> Entity:
    counts = Counter(one.mention.base_form for one in group if _key(one.mention).words == key.words)
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


def _people(mentions: Sequence[Mention]) -> list[_Named]:
    """The people of one article: whose each name is."""
    people = [mention for mention in mentions if mention.kind == "person"]
    full_names = {_key(mention).words: mention.base_form for mention in people if " " in mention.base_form}
    surnames: dict[str, set[Words]] = defaultdict(set)
    given_names: dict[str, set[Words]] = defaultdict(set)
    for words, name in full_names.items():
        first, *rest = name.casefold().split()
        given_names[first].add(words)
        for place in range(len(rest)):  # af Hällström and Hällström
            surnames[" ".join(rest[place:])].add(words)
    return [_whose(mention, surnames, given_names, full_names) for mention in people]


def _whose(
    mention: Mention,
    surnames: Mapping[str, set[Words]],
    given_names: Mapping[str, set[Words]],
    full_names: Mapping[Words, str],
) -> _Named:
    """Whose a person's name is; a short one with the base form that the full name gives it."""
    forms = [mention.base_form, *(reading.lemma for reading in readings(mention.text))]
    for known, rule in ((surnames, "surname"), (given_names, "given-name")):
        for form in forms:
            people = known.get(form.casefold(), set())
            if len(people) == 1:
                [words] = people
                parts = full_names[words].split()
                word = " ".join(parts[-len(form.split()) :]) if rule == "surname" else parts[0]
                return _Named(replace(mention, base_form=word), _Key("person", words), rule)
            if people:
                own = replace(_key(mention), article=mention.article_id)
                return _Named(mention, own, f"ambiguous-{rule}")
    return _Named(mention, _key(mention), "name")


def _organisations(mentions: Sequence[Mention]) -> list[_Named]:
    """The organisations of one article: which long name each short one stands for."""
    found = [mention for mention in mentions if mention.kind == "organisation"]
    names: dict[Words, Mention] = {}  # each name with its first mention
    for mention in found:
        names.setdefault(_key(mention).words, mention)
    given = {
        _key(mention).words: without_legal_form(mention.full_name) for mention in found if mention.full_name
    }
    named = []
    for mention in found:
        words = _key(mention).words
        longs, rule = _long_names(words, given, names)
        if len(longs) == 1:
            [long] = longs
            named.append(_Named(mention, _Key("organisation", long), rule))
        elif longs:
            own = _Key("organisation", words, mention.article_id)
            named.append(_Named(mention, own, f"ambiguous-{rule}"))
        else:
            named.append(_Named(mention, _key(mention), "name"))
    return named


def _long_names(
    words: Words, given: Mapping[Words, Words], names: Mapping[Words, Mention]
) -> tuple[set[Words], str]:
    """The names of the article that a name can be short for, and by which rule."""
    if words in given:
        return {given[words]}, "abbreviation"
    name, first = names[words].base_form, names[words].start
    if is_abbreviation(name):
        longs = {long for long, mention in names.items() if abbreviates(name, mention.base_form)}
        if longs:
            return longs, "abbreviation"
    longs = set()
    for long, mention in names.items():
        how = None if owner_of(long) == words else is_short_name(words, long)
        # "Nokia ... Nokia Networks" are two; "Noordwind Capital ... Noordwind" are one.
        if how in ("last", "head") or (how == "first" and mention.start < first):
            longs.add(long)
    # Of names within each other (Luksia, ammattiopisto Luksia, ...) the longest is meant.
    return {long for long in longs if not any(is_short_name(long, other) for other in longs)}, "short-name"


def _over_articles(named: Sequence[_Named]) -> Iterable[_Named]:
    """The same mentions, with what stands for one thing in several articles made one key."""
    joined = _joined_organisations([one for one in named if one.key.kind == "organisation"])
    full = [one for one in named if one.key.kind == "person" and len(one.key.words) > 1]
    given_names = {one.key.words[0] for one in full}
    which = _namesakes(full, named)
    for one in named:
        if (one.key, one.mention.article_id) in which:
            yield replace(one, key=replace(one.key, which=which[one.key, one.mention.article_id]))
        elif one.key.kind == "organisation" and not one.key.article:
            yield _followed(one, joined)
        elif one.key.kind == "person" and len(one.key.words) == 1 and one.key.words[0] in given_names:
            # A given name alone: the Maija of one article is not the Maija of another.
            yield replace(one, key=replace(one.key, article=one.mention.article_id))
        else:
            yield one


def _namesakes(full: Iterable[_Named], named: Iterable[_Named]) -> dict[tuple[_Key, str], Words]:
    """Which of several people of one full name is meant, by key and article."""
    places: dict[str, set[str]] = defaultdict(set)
    for one in named:
        if one.key.kind == "place":
            places[one.mention.article_id].add(" ".join(one.key.words))
    return {
        (key, article): which
        for key, group in _grouped(full).items()
        for article, which in namesakes((one.mention for one in group), places).items()
    }


def _followed(one: _Named, joined: Mapping[Words, tuple[Words, str]]) -> _Named:
    words, rule, seen = one.key.words, one.rule, {one.key.words}
    while words in joined and joined[words][0] not in seen:
        words, because = joined[words]
        seen.add(words)
        rule = because if rule == "name" else rule
    return replace(one, key=_Key("organisation", words), rule=rule)


def _joined_organisations(named: Sequence[_Named]) -> dict[Words, tuple[Words, str]]:
    """For names of organisations that stand for another name in every article: that name, and the rule."""
    alone = {one.key.words for one in named if one.rule == "name"}
    longs: dict[tuple[str, Words], set[Words]] = defaultdict(set)
    for one in named:
        if one.rule in ("abbreviation", "short-name"):
            longs[one.rule, _key(one.mention).words].add(one.key.words)
    joined: dict[Words, tuple[Words, str]] = {}
    for long in sorted({one.key.words for one in named}):
        if (owner := owner_of(long)) in alone and owner is not None:
            joined[long] = owner, "owner"
    for (rule, short), candidates in sorted(longs.items()):
        if rule == "abbreviation" and len(candidates) == 1:
            joined.setdefault(short, (min(candidates), rule))
        elif rule == "short-name" and short in alone and _describe(candidates, short):
            # It stands by itself in other articles: it is the thing's name, the others describe it.
            joined |= dict.fromkeys(candidates, (short, rule))
    return joined


def _describe(longs: Iterable[Words], short: Words) -> bool:
    """Whether long names are one thing's: a kind of thing and the short name (*ammattiopisto Luksia*)."""
    *shorter, longest = sorted(longs, key=lambda words: (len(words), words))
    within = all(is_short_name(words, longest) == "last" for words in shorter)
    return within and all(
        is_short_name(short, long) == "last" and names_a_kind(long[-len(short) - 1]) for long in longs
    )
