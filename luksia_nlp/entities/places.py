"""Places: which names are one place's by the table of places, and which of them it goes by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from luksia_nlp.entities.joins import Join, Use, called, count_use
from luksia_nlp.entities.keys import Key, Named, Words, naming_words, own_words
from luksia_nlp.names.organisations import words_of
from luksia_nlp.names.place_table import Place
from luksia_nlp.names.places import HOME, is_municipality, only_place, parted
from luksia_nlp.records import Mention

# What goes by its Finnish name, whatever it is called: who writes Esbo writes Swedish.
_OFFICIAL = frozenset({"municipality", "region", "country"})


@dataclass(slots=True)
class PlaceNames:
    """The names of the places of all articles.

    Args:
        used: How each name is used.
        written: As they are written.
    """

    used: dict[Words, Use] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)

    def add(self, number: int, mentions: Iterable[Mention]) -> None:
        """Take in the places of an article.

        Args:
            number: The article's number, in the order of the articles.
            mentions: Its mentions.
        """
        for mention in mentions:
            if mention.kind == "place":
                count_use(self.used, own_words(mention), number)
                self.written.add(mention.base_form)

    def joined(self) -> tuple[dict[Words, tuple[Words, Join | None]], dict[Words, str]]:
        """For names that can mean one place only: the name that the place goes by, and how that is written.

        A place goes by the name of most articles (*USA*, *Yhdysvallat*), a Finnish municipality or region by
        its Finnish name (*Esbo* is Espoo). A name of several places (*Kongo*) is joined with none.
        """
        by_place: dict[Place, set[Words]] = defaultdict(set)
        joins = []
        for name in sorted(self.written):
            if (place := only_place(name)) is not None:
                by_place[place].add(naming_words("place", name))
            if (parts := parted(name)) and (part := naming_words("place", parts[1])) in self.used:
                joins.append(Join(part, naming_words("place", name), "place-name", described=True))
        written: dict[Words, str] = {}
        for place, names in by_place.items():
            home = naming_words("place", place.name)
            if _goes_by(place, names - {home}):
                joins += [Join(home, words, "place-name", described=True) for words in sorted(names - {home})]
                written[home] = place.name
            else:
                first, *others = sorted(names)
                joins += [Join(first, words, "place-name") for words in others]
        return called(joins, self.used), written


def _goes_by(place: Place, others: Iterable[Words]) -> bool:
    """Whether a place goes by its name in the table, which none of its other names is short for."""
    home = naming_words("place", place.name)
    official = place.country == HOME and place.place_type in _OFFICIAL
    return official and not any(home[: len(words)] == words for words in others)


class Parts:
    """Places of one name that texts put in several municipalities.

    *Vantaan Ilola* is not *Porvoon Ilola*, and *Tampereen Tammela* not the municipality. Where a text does
    not say it, the place is the one that its article speaks of, else the one that most mentions are of.
    """

    def __init__(self) -> None:
        self._said: dict[Key, Counter[str]] = {}
        self._several: Mapping[Key, str] = {}

    def add(self, places: Iterable[Named]) -> None:
        """Take in the places of an article, each as what it stands for over all articles."""
        for one in places:
            if one.mention.municipality:
                self._said.setdefault(one.key, Counter())[one.mention.municipality] += 1

    def settle(self) -> None:
        """See which are several, and where those of each lie that no text puts anywhere."""
        several = {}
        for key, homes in self._said.items():
            own = is_municipality(" ".join(key.words))
            if own or len(homes) > 1:
                several[key] = "" if own else min(homes, key=lambda home: (-homes[home], home))
        self._several, self._said = several, {}

    def apart(self, places: Iterable[Named]) -> list[Named]:
        """The places of an article, those of which there are several by their municipalities."""
        found = list(places)
        if self._several.keys().isdisjoint(one.key for one in found):
            return found
        near: dict[Key, set[str]] = defaultdict(set)
        for one in found:
            if one.mention.municipality:
                near[one.key].add(one.mention.municipality)
        return [self._apart(one, near[one.key]) if one.key in self._several else one for one in found]

    def _apart(self, one: Named, near: Set[str]) -> Named:
        home = one.mention.municipality or (next(iter(near)) if len(near) == 1 else self._several[one.key])
        return one._replace(key=one.key._replace(which=words_of(home)))
