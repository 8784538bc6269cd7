"""The packaged table of places, by name.

The table is `resources/places.tsv`; `data/places` holds its sources, licences and doubts, and builds it.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from luksia_nlp.resources import packaged


@dataclass(frozen=True, slots=True)
class Place:
    """One place.

    Args:
        name: Its Finnish name in the base form, or its local name where it has none.
        place_type: country, region, municipality, town (abroad), locality (a part or village of a Finnish
            municipality), continent or area.
        municipality: The Finnish municipality it is or lies in, or None where that is not known.
        region: The Finnish region (maakunta) it is or lies in, or None.
        country: The country it is or lies in (ISO 3166-1 alpha-2), or None.
        latitude: Degrees north, or None: of a country its capital's, of a region or area near the middle.
        longitude: Degrees east, or None.
        population: Inhabitants, in some recent year; 0 where that is not known.
        source: Where coordinates and population come from, and the table of `data/places` that names it.
    """

    name: str
    place_type: str
    municipality: str | None
    region: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    population: int
    source: str


def key_of_name(name: str) -> str:
    """A name as it is compared; `data/places/build.py` compares them the same way."""
    folded = " ".join(unicodedata.normalize("NFC", name).replace("’", "'").casefold().split())
    if folded.isascii():
        return folded
    return "".join(
        letter if letter in "åäö" else unicodedata.normalize("NFD", letter)[0] for letter in folded
    )


@cache
def places_by_key() -> Mapping[str, tuple[Place, ...]]:
    """All places of each name, most populous first."""
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for names, place in _table():
        for key in dict.fromkeys(map(key_of_name, names)):
            found[key].append(place)
    return {key: tuple(sorted(places, key=lambda place: -place.population)) for key, places in found.items()}


def _table() -> Iterator[tuple[list[str], Place]]:
    """The rows of the packaged table: all names of a place, and the place."""
    lines = (line for line in packaged.text("places.tsv").splitlines() if not line.startswith("#"))
    next(lines)  # the columns' names
    for line in lines:
        name, others, place_type, municipality, region, country, *numbers, source = line.split("\t")
        latitude, longitude, population = numbers
        place = Place(
            name=name,
            place_type=place_type,
            municipality=municipality or None,
            region=region or None,
            country=country or None,
            latitude=float(latitude) if latitude else None,
            longitude=float(longitude) if longitude else None,
            population=int(population),
            source=source,
        )
        yield [name, *filter(None, others.split("|"))], place
