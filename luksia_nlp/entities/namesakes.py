"""People of one full name in different articles: one person, or several."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from luksia_nlp.names.organisations import without_legal_form
from luksia_nlp.records import Mention


@dataclass(slots=True)
class _Profile:
    """What an article says of a person."""

    roles: set[str] = field(default_factory=set)
    organisations: Counter[tuple[str, ...]] = field(default_factory=Counter)


def namesakes(mentions: Iterable[Mention], places: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """For each article, which of several people of one full name is meant; empty where they are one.

    Two articles are of two people only where everything speaks for it: their roles, organisations and places
    are all known and none of them is shared, not even by way of a third article. An article that tells less
    is taken to be of the person of the most articles.

    Args:
        mentions: The mentions of one full name, over all articles.
        places: The names of the places of each article.

    Returns:
        Article -> words of the organisation that tells the person from the others.

    Example:
        >>> def virtanen(artikkeli, rooli, talo):
        ...     nimi = "Aino Virtanen"
        ...     muut = (None, "lexicon", rooli, talo)
        ...     return Mention(artikkeli, 0, 0, 13, nimi, "PERSON", "person", nimi, *muut)
        >>> maininnat = [virtanen("1", "rehtori", "Luksia"), virtanen("2", "valmentaja", "Oulun Kärpät")]
        >>> namesakes(maininnat, {"1": {"Lohja"}, "2": {"Oulu"}})
        {'1': ('luksia',), '2': ('oulun', 'kärpät')}
        >>> namesakes(maininnat, {"1": {"Lohja"}, "2": {"Lohja"}})
        {}
    """
    profiles: dict[str, _Profile] = defaultdict(_Profile)
    for mention in mentions:
        profile = profiles[mention.article_id]
        if mention.role:
            profile.roles.add(mention.role.split()[-1].casefold())
        if mention.organisation:
            profile.organisations[without_legal_form(mention.organisation)] += 1
    telling = sorted(a for a, p in profiles.items() if p.roles and p.organisations and places.get(a))
    groups = _sharing({a: _traits(profiles[a], places[a]) for a in telling})
    if len(groups) < 2:
        return {}
    names = {min(group): _called(profiles[article] for article in group) for group in groups}
    largest = max(groups, key=lambda group: (len(group), min(group)))
    found = dict.fromkeys(profiles, names[min(largest)])
    for group in groups:
        found |= dict.fromkeys(group, names[min(group)])
    return found


def _traits(profile: _Profile, places: Iterable[str]) -> set[tuple[str, object]]:
    traits: set[tuple[str, object]] = {("role", role) for role in profile.roles}
    traits |= {("organisation", organisation) for organisation in profile.organisations}
    return traits | {("place", place) for place in places}


def _sharing(traits: Mapping[str, set[tuple[str, object]]]) -> list[list[str]]:
    """The articles in groups that share a trait, directly or through others."""
    by_trait: dict[tuple[str, object], list[str]] = defaultdict(list)
    for article, found in traits.items():
        for trait in found:
            by_trait[trait].append(article)
    groups: list[list[str]] = []
    left = set(traits)
    for article in traits:
        if article not in left:
            continue
        left.discard(article)
        group, waiting = [], [article]
        while waiting:
            one = waiting.pop()
            group.append(one)
            for trait in traits[one]:
                near = [other for other in by_trait.pop(trait, ()) if other in left]
                left.difference_update(near)
                waiting += near
        groups.append(group)
    return groups


def _called(profiles: Iterable[_Profile]) -> tuple[str, ...]:
    """The organisation that most articles of a person name, the alphabetically first of several."""
    counts = sum((profile.organisations for profile in profiles), Counter[tuple[str, ...]]())
    return min(counts, key=lambda words: (-counts[words], words))
