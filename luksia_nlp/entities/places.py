"""Places: which names are one place's by the table of places, and which of them it goes by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from luksia_nlp.entities.joins import Join, called, uses
from luksia_nlp.entities.keys import Key, Named, Words, naming_words
from luksia_nlp.names.organisations import words_of
from luksia_nlp.names.place_table import Place
from luksia_nlp.names.places import HOME, Located, candidates, is_municipality, locate, only_place, parted
from luksia_nlp.records import Entity


def place_joins(
    named: Sequence[Named],
) -> tuple[dict[Words, tuple[Words, Join | None]], Mapping[Words, str]]:
    """For names that can mean one place only: the name that the place goes by, and how that is written.

    A place goes by the name of most articles (*USA*, *Yhdysvallat*), a Finnish municipality or region by its
    Finnish name (*Esbo* is Espoo). A name of several places (*Kongo*) is joined with none.

    Args:
        named: The places of all articles.
    """
    used = uses(named)
    by_place: dict[Place, set[Words]] = defaultdict(set)
    for name in sorted({one.mention.base_form for one in named}):
        if (place := only_place(name)) is not None:
            by_place[place].add(naming_words("place", name))
    joins = [
        Join(part, naming_words("place", name), "place-name", described=True)
        for name in sorted({one.mention.base_form for one in named})
        if (parts := parted(name)) is not None and (part := naming_words("place", parts[1])) in used
    ]
    written: dict[Words, str] = {}
    for place, names in by_place.items():
        home = naming_words("place", place.name)
        official = place.country == HOME and place.place_type in _OFFICIAL
        if official and not any(home[: len(words)] == words for words in names - {home}):
            joins += [Join(home, words, "place-name", described=True) for words in sorted(names - {home})]
            written[home] = place.name
        else:
            first, *others = sorted(names)
            joins += [Join(first, words, "place-name") for words in others]
    return called(joins, used), written


# What goes by its Finnish name, whatever it is called: who writes Esbo writes Swedish.
_OFFICIAL = frozenset({"municipality", "region", "country"})
# From how many places of one name each article is asked which it means.
_SEVERAL = 2


def apart(named: Iterable[Named]) -> list[Named]:
    """The same mentions; those of places that texts put in several municipalities made several.

    *Vantaan Ilola* is not *Porvoon Ilola*, and *Tampereen Tammela* not the municipality. Where a text does
    not say it, the place is the one that its article speaks of, else the one that most mentions are of.

    Args:
        named: The mentions of all articles.
    """
    found = list(named)
    said: dict[Key, Counter[str]] = defaultdict(Counter)
    in_article: dict[tuple[Key, str], set[str]] = defaultdict(set)
    for one in found:
        if one.key.kind == "place" and (home := one.mention.municipality):
            said[one.key][home] += 1
            in_article[one.key, one.mention.article_id].add(home)
    several: dict[Key, str] = {}
    for key, homes in said.items():
        own = is_municipality(" ".join(key.words))
        if own or len(homes) > 1:
            several[key] = "" if own else min(homes, key=lambda home: (-homes[home], home))
    for place, one in enumerate(found):
        if one.key in several:
            near = in_article[one.key, one.mention.article_id]
            home = one.mention.municipality or (min(near) if len(near) == 1 else several[one.key])
            found[place] = replace(one, key=replace(one.key, which=words_of(home)))
    return found


class Surroundings:
    """What a collection says of where its places lie.

    Args:
        entities: All entities of the collection.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)  # of the places of each article
        for entity in entities:
            if entity.kind == "place":
                for mention in entity.mentions:
                    self._names[mention.article_id].add(entity.name)

    def located(self, entity: Entity) -> Located | None:
        """The place that an entity is, by the municipality that its texts put it in and their other places.

        Of several places of its name each article tells by its own places which one it means, and most of
        them decide.

        Args:
            entity: An entity of kind place.
        """
        articles = sorted({mention.article_id for mention in entity.mentions})
        inside = _municipality_of(entity)
        if inside is not None or len(candidates(entity.name)) < _SEVERAL:
            others = {name for article in articles for name in self._names[article]} - {entity.name}
            return locate(entity.name, sorted(others), inside)
        votes: dict[Place, float] = defaultdict(float)
        for article in articles:
            found = locate(entity.name, sorted(self._names[article] - {entity.name}))
            if found is not None:
                votes[found.place] += found.score
        if not votes:
            return None
        place = max(votes, key=lambda place: (votes[place], place.population, place.name))
        return Located(place, votes[place] / len(articles))


def _municipality_of(entity: Entity) -> str | None:
    """The municipality that its texts put a place in; None where fewer than half of its mentions do so.

    A single *Helsingin Lahti* says nothing of Lahti.
    """
    said = Counter(mention.municipality for mention in entity.mentions if mention.municipality)
    if not said or (2 * said.total() < len(entity.mentions) and candidates(entity.name)):
        return None
    return min(said, key=lambda name: (-said[name], name))
