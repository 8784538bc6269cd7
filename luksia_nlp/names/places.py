"""A place name -> the municipality, region, country and coordinates of the place that is meant.

The places come from the packaged table (`place_table`).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from luksia_nlp.language.base_forms import base_form
from luksia_nlp.language.morphology import KEPT_WORDS
from luksia_nlp.names.place_table import Place, key_of_name, places_by_key

# How likely a place is to be the one meant, as natural logarithms of odds: 1 makes it e times as likely.
# They were set by hand, on the cases that tests/unit/names/test_places.py names, not fitted to a corpus.
#
# News writes of countries far more than of towns of their size, and of a municipality more than of a part
# or village. An area (Balkan) competes with hardly anything; it stands below the official region.
TYPE_WEIGHT = {
    "country": 4.0,
    "continent": 4.0,
    "region": 2.0,
    "area": 1.0,
    "municipality": 1.0,
    "town": 0.0,
    "locality": -1.0,
}
# A place is named about as often as the square root of its population: Helsinki has a hundred times the
# people of Kemijärvi, and is not in the news a hundred times as often.
POPULATION_WEIGHT = 0.5
# What stands for a population that is not known: an ordinary one of its type.
TYPICAL_POPULATION = {
    "country": 1_000_000,
    "continent": 100_000_000,
    "region": 1_000_000,
    "area": 1_000_000,
    "municipality": 5_000,
    "town": 300,
    "locality": 1_000,
}
# A town abroad that has a line in data/places/exonyms.tsv, which its source says: it has a Finnish name or
# is otherwise known to be in the news. Valencia is in Spain, though Venezuela's has twice the people.
KNOWN_WEIGHT = 1.5
KNOWN_SOURCE = "exonyms.tsv"
# Finnish news names a place in Finland some twenty times (e to the 3) as often as one like it abroad.
HOME_WEIGHT = 3.0
# When every other foreign place of the text is in a candidate's country. It has to outweigh that a country
# is likelier than a region of another one: in a text on the United States, Georgia is the state.
COUNTRY_CONTEXT = 5.0
# The share of the weights from which a name of several countries is certain to be of one: Madrid is Spain's,
# although a town in Colombia bears its name; Georgia, at 0.93, speaks for neither.
CERTAIN = 0.95
# The same for a town abroad that is known in Finnish news, to be one thing with its other names: Odessa is
# Ukraine's (0.93), although there is one in Texas; Valencia (0.76) may be Venezuela's.
KNOWN_SHARE = 0.9
# When every other Finnish place whose region is certain is in a candidate's region.
REGION_CONTEXT = 2.0
# When the text names the municipality a locality is in; with the region's weight it lifts the locality
# above the municipality of its name: Tammela in a text on Tampere is the part of Tampere.
MUNICIPALITY_CONTEXT = 2.5
# That no place of the table is meant: about as likely as a town abroad of 8,000 people that the text
# gives no reason to think of. Such a town gets 0.5, and one of 100,000 gets 0.8.
NONE_OF_THEM = 4.5

HOME = "FI"


@dataclass(frozen=True, slots=True)
class Located:
    """A place, and how sure it is that this one is meant.

    Args:
        place: The likeliest place of the name.
        score: From 0 to 1: its share among the places of the name and "none of them".
    """

    place: Place
    score: float


def candidates(name: str) -> tuple[Place, ...]:
    """All places of a name, most populous first; none where the name is unknown.

    Capitals do not matter, nor do accents except on å, ä and ö (*Tšekki*, *Tsekki*). Swedish names of
    Finnish places and some local names are known, too.

    Args:
        name: The name, in the base form.

    Example:
        >>> [(paikka.name, paikka.place_type, paikka.region) for paikka in candidates("Lojo")]
        [('Lohja', 'municipality', 'Uusimaa')]
        >>> candidates("Kuvitteellinen")
        ()
    """
    return places_by_key().get(key_of_name(name), ())


def only_place(name: str) -> Place | None:
    """The one place that a name can mean by the table, or None where it is unknown or several bear it.

    A country of one town's name (*Vatikaani*) is the country; a town abroad that is known in Finnish news is
    meant where its namesakes are much smaller (*Odessa*).

    Args:
        name: The name, in the base form.

    Example:
        >>> only_place("USA").name, only_place("Kongo")
        ('Yhdysvallat', None)
    """
    found = candidates(name)
    if len(found) < 2:
        return found[0] if found else None
    countries = [place for place in found if place.place_type == "country"]
    if len(countries) == 1 and all(place.country == countries[0].country for place in found):
        return countries[0]
    weights = [math.exp(_prior(place)) for place in found]
    winner = max(range(len(found)), key=weights.__getitem__)
    known = found[winner].source.endswith(KNOWN_SOURCE)
    return found[winner] if known and weights[winner] >= KNOWN_SHARE * sum(weights) else None


def is_municipality(name: str) -> bool:
    """Whether a name can be a Finnish municipality's.

    Args:
        name: The name, in the base form.

    Example:
        >>> is_municipality("Lohja"), is_municipality("Virkkala")
        (True, False)
    """
    return any(place.place_type == "municipality" for place in candidates(name))


def parted(name: str) -> tuple[str, str] | None:
    """The municipality and its part that a name in base form speaks of, or None where it is no such name.

    Args:
        name: The name, in the base form.

    Example:
        >>> parted("Helsingin Hietalahti"), parted("Hietalahti")
        (('Helsinki', 'Hietalahti'), None)
    """
    first, _, rest = name.partition(" ")
    if not rest[:1].isupper() or not first.endswith("n") or candidates(name):
        return None
    home, _ = base_form(first, "PROPN", "Gen", "Sing")
    return (home, rest) if is_municipality(home) else None


def locate(name: str, around: Iterable[str] = (), inside: str | None = None) -> Located | None:
    """The place that a name most likely means, or None where the name is unknown.

    The places of the name are weighed by their type and population, by being in Finland, and by the other
    places of the text: those of them that can only be in one country or region speak for candidates there.
    The score is the winner's share of all weights, one of which is that no place of the table is meant.

    Args:
        name: The name, in the base form.
        around: Other place names of the article, or of the collection where an article is too short.
        inside: The Finnish municipality that the text puts the place in (*Helsingin Hietalahdessa*). A part
            of it that the table does not hold stands at the municipality's point.

    Example:
        >>> locate("Hietalahti", inside="Helsinki").place.region
        'Uusimaa'
        >>> oletus, yhteydessa = locate("Georgia"), locate("Georgia", around=["Yhdysvallat", "Atlanta"])
        >>> oletus.place.place_type, yhteydessa.place.place_type, yhteydessa.place.country
        ('country', 'region', 'US')
        >>> round(oletus.score, 2), round(yhteydessa.score, 2)
        (0.93, 0.91)
    """
    if (parts := parted(name)) is not None:
        home, name = parts
        around = list(around)
        where = locate(home, around)  # Tammelan stadion, in a text on Tampere: that part of it
        inside = where.place.municipality if where and where.place.municipality else home
    if inside is not None and (part := _part(name, inside)) is not None:
        return Located(part, 1.0)
    found = candidates(name)
    if not found:
        return None
    context = _context(around, name)
    weights = [math.exp(_prior(place) + context.support(place)) for place in found]
    winner = max(range(len(found)), key=weights.__getitem__)
    return Located(found[winner], weights[winner] / (math.exp(NONE_OF_THEM) + sum(weights)))


def _part(name: str, municipality: str) -> Place | None:
    """The part of a municipality by its name, at the municipality's point where the table has it not."""
    homes = [place for place in candidates(municipality) if place.place_type == "municipality"]
    if len(homes) != 1:
        return None
    [home] = homes
    for place in candidates(name):
        if place.place_type == "locality" and place.municipality == home.name:
            return place
    source = f"point of the municipality, {home.source}"
    return replace(home, name=name, place_type="locality", population=0, source=source)


@dataclass(frozen=True, slots=True)
class _Context:
    """What the other places of a text are certain to be in: how many in a foreign country, in a region."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)
    municipalities: set[str] = field(default_factory=set)

    def support(self, place: Place) -> float:
        """What the context adds to a candidate's weight."""
        if place.country != HOME:
            return COUNTRY_CONTEXT * _share(self.countries, place.country)
        named = place.place_type == "locality" and place.municipality in self.municipalities
        return REGION_CONTEXT * _share(self.regions, place.region) + MUNICIPALITY_CONTEXT * named


def _share(counts: Counter[str], key: str | None) -> float:
    return counts[key] / counts.total() if key and counts else 0.0


def _context(around: Iterable[str], name: str) -> _Context:
    context = _Context()
    for key in sorted({key_of_name(other) for other in around} - {key_of_name(name)}):
        found = places_by_key().get(key, ())
        regions = {place.region for place in found}
        if (country := _certain_country(key)) and country != HOME:
            context.countries[country] += 1
        if len(regions) == 1 and (region := regions.pop()):
            context.regions[region] += 1
        context.municipalities.update(p.name for p in found if p.place_type == "municipality")
    return context


@lru_cache(maxsize=KEPT_WORDS)
def _certain_country(key: str) -> str | None:
    """The country that the places of a name are all in, or all but surely by what is known of them alone."""
    weights: defaultdict[str | None, float] = defaultdict(float)
    for place in places_by_key().get(key, ()):
        weights[place.country] += math.exp(_prior(place))
    country = max(weights, key=lambda country: weights[country], default=None)
    return country if country and weights[country] >= CERTAIN * sum(weights.values()) else None


def _prior(place: Place) -> float:
    """A candidate's weight before anything is known of the text."""
    people = place.population or TYPICAL_POPULATION[place.place_type]
    home = HOME_WEIGHT * (place.country == HOME)
    known = KNOWN_WEIGHT * place.source.endswith(KNOWN_SOURCE)
    return TYPE_WEIGHT[place.place_type] + POPULATION_WEIGHT * math.log(people) + home + known
