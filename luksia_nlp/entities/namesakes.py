"""People of one full name in different articles: one person, or several.

Two articles are of two people only where everything speaks for it: their roles, organisations and places are
all known and none of them is shared, not even by way of a third article. An article that tells less is taken
to be of the person of the most articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field

from luksia_nlp.entities.keys import Named, Words
from luksia_nlp.names.organisations import without_legal_form


@dataclass(slots=True)
class _Profile:
    """What an article says of a person."""

    roles: set[str] = field(default_factory=set)
    organisations: Counter[Words] = field(default_factory=Counter)


class Namesakes:
    """Who is meant by the full names of a collection.

    First `add` the names of all articles. It keeps what articles say of people, not the articles: two that
    say the same of a person add nothing to each other.

    Args:
        names: The full names, in small letters, that are in more than one article.
    """

    def __init__(self, names: Collection[Words]) -> None:
        self._people = {words: _Bearers() for words in names}
        self._traits: dict[Hashable, int] = {}  # a number for each: many people share a place

    def add(self, named: Iterable[Named]) -> None:
        """Take in the people and places of an article."""
        for words, (article, organisations, traits) in self._told(named).items():
            if traits:
                self._people[words].add(article, organisations, traits)

    def which(self, named: Iterable[Named]) -> dict[Words, Words]:
        """For the full names of an article that several people bear, the organisation of the one it means.

        Args:
            named: The people and places of an article that was added.
        """
        told = self._told(named)
        return {words: self._people[words].called(traits) for words, (_, _, traits) in told.items()}

    def settle(self) -> None:
        """Forget the names that one person bears, when all articles have been added."""
        self._people = {words: bearers for words, bearers in self._people.items() if bearers.are_several()}

    def _told(self, named: Iterable[Named]) -> dict[Words, tuple[str, Counter[Words], list[int]]]:
        """For each full name its article, its organisations there, and its traits where all are known."""
        profiles: dict[Words, _Profile] = defaultdict(_Profile)
        places = set()
        article = ""
        for mention, own, key, _, _ in named:
            if key.kind == "place":
                places.add(" ".join(own))
            elif key.kind == "person" and not key.article and key.words in self._people:
                article = mention.article_id
                profile = profiles[key.words]
                if mention.role:
                    profile.roles.add(mention.role.split()[-1].casefold())
                if mention.organisation:
                    profile.organisations[without_legal_form(mention.organisation)] += 1
        return {
            words: (article, profile.organisations, self._numbers(profile, places))
            for words, profile in profiles.items()
        }

    def _numbers(self, profile: _Profile, places: Collection[str]) -> list[int]:
        if not (profile.roles and profile.organisations and places):
            return []
        traits: list[Hashable] = [("role", role) for role in profile.roles]
        traits += [("organisation", organisation) for organisation in profile.organisations]
        traits += [("place", place) for place in places]
        return [self._traits.setdefault(trait, len(self._traits)) for trait in traits]


@dataclass(slots=True)
class _Bearer:
    """A person: in how many articles, the first of their identifiers, and the organisations they name."""

    articles: int
    first: str
    organisations: Counter[Words]


class _Bearers:
    """The people of one full name: traits that one article tells together are of one person."""

    __slots__ = ("_above", "_people")

    def __init__(self) -> None:
        self._above: dict[int, int] = {}  # for each trait another of its person, for the topmost itself
        self._people: dict[int, _Bearer] = {}  # by their topmost traits

    def add(self, article: str, organisations: Counter[Words], traits: Iterable[int]) -> None:
        """Take in what an article tells of one of them."""
        top, *others = dict.fromkeys(self._top(self._above.setdefault(trait, trait)) for trait in traits)
        person = self._people.setdefault(top, _Bearer(0, article, Counter()))
        person.articles += 1
        person.first = min(person.first, article)
        person.organisations.update(organisations)
        for other in others:
            self._above[other] = top
            same = self._people.pop(other, None)
            if same is not None:
                person.articles += same.articles
                person.first = min(person.first, same.first)
                person.organisations.update(same.organisations)

    def are_several(self) -> bool:
        """Whether articles tell of more than one person."""
        return len(self._people) > 1

    def called(self, traits: Collection[int]) -> Words:
        """The organisation that most often stands with whom an article means, by what it tells of them."""
        if traits:
            counts = self._people[self._top(next(iter(traits)))].organisations
        else:
            largest = max(self._people.values(), key=lambda person: (person.articles, person.first))
            counts = largest.organisations
        return min(counts, key=lambda words: (-counts[words], words))

    def _top(self, trait: int) -> int:
        top = trait
        while self._above[top] != top:
            top = self._above[top]
        while self._above[trait] != top:
            self._above[trait], trait = top, self._above[trait]
        return top
