"""Places by their names, alone and among others, and the table they are read from."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter

import pytest

from luksia_nlp.names import places
from luksia_nlp.names.places import candidates, locate
from luksia_nlp.resources import packaged
from tests.conftest import ROOT

TABLES = ROOT / "data" / "places"
MUNICIPALITIES_OF_REGIONS = {
    "Uusimaa": 26,
    "Varsinais-Suomi": 27,
    "Satakunta": 16,
    "Kanta-Häme": 11,
    "Pirkanmaa": 23,
    "Päijät-Häme": 10,
    "Kymenlaakso": 6,
    "Etelä-Karjala": 9,
    "Etelä-Savo": 11,
    "Pohjois-Savo": 19,
    "Pohjois-Karjala": 13,
    "Keski-Suomi": 22,
    "Etelä-Pohjanmaa": 18,
    "Pohjanmaa": 14,
    "Keski-Pohjanmaa": 8,
    "Pohjois-Pohjanmaa": 30,
    "Kainuu": 8,
    "Lappi": 21,
    "Ahvenanmaa": 16,
}


def _rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _packaged() -> list[dict[str, str]]:
    text = packaged.text("places.tsv")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_municipality_is_in_its_region_and_in_finland() -> None:
    found = [row for row in _packaged() if row["place_type"] == "municipality"]
    assert Counter(row["region"] for row in found) == MUNICIPALITIES_OF_REGIONS
    assert len({row["name"] for row in found}) == 308
    for row in found:
        assert row["country"] == "FI", row
        assert row["municipality"] == row["name"], row
        assert 59.5 < float(row["latitude"]) < 70.1, row
        assert 19.0 < float(row["longitude"]) < 31.6, row


def test_regions_of_finland() -> None:
    found = [row for row in _packaged() if (row["place_type"], row["country"]) == ("region", "FI")]
    assert {row["name"] for row in found} == set(MUNICIPALITIES_OF_REGIONS)
    assert all(row["region"] == row["name"] and row["latitude"] for row in found)


def test_table_has_every_place_once() -> None:
    columns = ("name", "place_type", "municipality", "region", "country")
    counts = Counter(tuple(row[column] for column in columns) for row in _packaged())
    assert [key for key, count in counts.items() if count > 1] == []


def test_table_names_its_sources_and_stays_small() -> None:
    table = packaged.path("places.tsv").read_bytes()
    header = table[:1000].decode()
    assert "GeoNames" in header
    assert "CC BY 4.0" in header
    assert "Unicode License" in header
    assert len(table) < 1_000_000


def test_values_are_what_the_columns_say() -> None:
    for row in _packaged():
        assert row["place_type"] in places.TYPE_WEIGHT, row
        assert row["name"] == row["name"].strip() != "", row
        assert int(row["population"]) >= 0, row
        assert row["country"] == "" or (len(row["country"]) == 2 and row["country"].isupper()), row
        assert (row["latitude"] == "") == (row["longitude"] == ""), row
        assert row["latitude"] == "" or -90 <= float(row["latitude"]) <= 90, row
        assert row["longitude"] == "" or -180 <= float(row["longitude"]) <= 180, row
        assert row["source"], row


@pytest.mark.parametrize("table", ["municipalities.tsv", "localities.tsv", "exonyms.tsv", "regions.tsv"])
def test_packaged_table_was_built_from_ours(table: str) -> None:
    for row in _rows(table):
        names = [row["name"], row.get("swedish_name") or row["name"], *row["other_names"].split("|")]
        for name in filter(None, names):
            assert any(place.name == row["name"] for place in candidates(name)), name


def test_localities_are_in_the_municipality_we_say() -> None:
    regions = {row["name"]: row["region"] for row in _rows("municipalities.tsv")}
    for row in _rows("localities.tsv"):
        home = row["municipality"]
        found = [place for place in candidates(row["name"]) if place.municipality == home]
        assert found, row
        assert all(place.region == regions[home] for place in found), row


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Vaasa", ("Vaasa", "municipality", "FI")),
        ("Lohja", ("Lohja", "municipality", "FI")),
        ("Kemi", ("Kemi", "municipality", "FI")),
        ("Salo", ("Salo", "municipality", "FI")),
        ("HÄMEENLINNA", ("Hämeenlinna", "municipality", "FI")),
        ("Koski", ("Koski Tl", "municipality", "FI")),
        ("Virkkala", ("Virkkala", "locality", "FI")),
        ("Lappi", ("Lappi", "region", "FI")),
        ("Uusimaa", ("Uusimaa", "region", "FI")),
        ("Länsi-Uusimaa", ("Länsi-Uusimaa", "area", "FI")),
        ("Ahvenanmaa", ("Ahvenanmaa", "region", "FI")),
        ("Suomi", ("Suomi", "country", "FI")),
        ("Hollanti", ("Alankomaat", "country", "NL")),
        ("USA", ("Yhdysvallat", "country", "US")),
        ("Britannia", ("Iso-Britannia", "country", "GB")),
        ("Englanti", ("Englanti", "region", "GB")),
        ("Tsekki", ("Tšekki", "country", "CZ")),
        ("Palestiina", ("Palestiina", "country", "PS")),
        ("Georgia", ("Georgia", "country", "GE")),
        ("Luxemburg", ("Luxemburg", "country", "LU")),
        ("Länsiranta", ("Länsiranta", "region", "PS")),
        ("Pariisi", ("Pariisi", "town", "FR")),
        ("Paris", ("Pariisi", "town", "FR")),
        ("Lontoo", ("Lontoo", "town", "GB")),
        ("Pietari", ("Pietari", "town", "RU")),
        ("Tarto", ("Tartto", "town", "EE")),
        ("Kiova", ("Kiova", "town", "UA")),
        ("Washington", ("Washington", "town", "US")),
        ("Valencia", ("Valencia", "town", "ES")),
        ("Eurooppa", ("Eurooppa", "continent", None)),
        ("Itämeri", ("Itämeri", "area", None)),
    ],
)
def test_name_alone(name: str, expected: tuple[str, str, str | None]) -> None:
    found = locate(name)
    assert found is not None
    assert (found.place.name, found.place.place_type, found.place.country) == expected
    assert found.score > 0.5


@pytest.mark.parametrize(
    ("name", "around", "expected"),
    [
        ("Georgia", ["Yhdysvallat"], ("region", "US", None)),
        ("Georgia", ["Yhdysvallat", "Atlanta", "Helsinki"], ("region", "US", None)),
        ("Georgia", ["Venäjä", "Tbilisi"], ("country", "GE", None)),
        ("Kongo", ["Brazzaville"], ("country", "CG", None)),
        ("London", ["Toronto", "Kanada"], ("town", "CA", None)),
        ("Córdoba", ["Argentiina"], ("town", "AR", None)),
        ("Tammela", ["Forssa"], ("municipality", "FI", "Tammela")),
        ("Tammela", ["Tampere"], ("locality", "FI", "Tampere")),
        ("Nummi", ["Lohja", "Vihti"], ("locality", "FI", "Lohja")),
        ("Nummi", ["Turku"], ("locality", "FI", "Turku")),
        ("Ilola", ["Porvoo"], ("locality", "FI", "Porvoo")),
        ("Petsamo", ["Tampere"], ("locality", "FI", "Tampere")),
        ("Hietalahti", ["Helsinki"], ("locality", "FI", "Helsinki")),
        ("Rusko", ["Tampere"], ("locality", "FI", "Tampere")),
        ("Rusko", ["Turku", "Raisio"], ("municipality", "FI", "Rusko")),
        ("Toledo", ["Madrid"], ("town", "ES", None)),  # although a town in Colombia is called Madrid, too
        ("Toledo", ["Ohio"], ("town", "US", None)),
        ("Granada", ["Nicaragua"], ("town", "NI", None)),
        ("Tripoli", ["Libanon"], ("town", "LB", None)),
        ("Perth", ["Skotlanti"], ("town", "GB", None)),
    ],
)
def test_name_among_others(name: str, around: list[str], expected: tuple[str, str, str | None]) -> None:
    found = locate(name, around)
    assert found is not None
    assert (found.place.place_type, found.place.country, found.place.municipality) == expected
    assert found.score > 0.5


@pytest.mark.parametrize(
    ("swedish", "finnish"),
    [("Helsingfors", "Helsinki"), ("Ekenäs", "Tammisaari"), ("Åbo", "Turku"), ("Nyland", "Uusimaa")],
)
def test_swedish_name_is_the_same_place(swedish: str, finnish: str) -> None:
    assert locate(swedish) == locate(finnish)
    assert candidates(swedish)[0].name == finnish


@pytest.mark.parametrize("name", ["", " ", "Kuvitteellinen", "Lohjalla", "Lo", "name", "#"])
def test_unknown_name_is_never_guessed(name: str) -> None:
    assert candidates(name) == ()
    assert locate(name, ["Helsinki", "Ruotsi"]) is None


def test_countries_areas_and_continents_have_points() -> None:
    rows = [row for row in _packaged() if row["place_type"] in ("country", "continent", "area", "region")]
    missing = {row["name"] for row in rows if not row["latitude"]}
    assert missing == {
        "Karibian Alankomaat", "Bouvet’nsaari", "Heard ja McDonaldinsaaret", "Palau", "Tokelau",
        "Yhdysvaltain erillissaaret",
    }  # fmt: skip
    [france] = [row for row in rows if row["country"] == "FR" and row["place_type"] == "country"]
    [paris] = candidates("Pariisi")
    assert (float(france["latitude"]), float(france["longitude"])) == (paris.latitude, paris.longitude)
    assert "capital" in france["source"]


def test_only_place() -> None:
    names = ("USA", "Esbo", "Kiev", "Odesa", "Odessa", "Vatikaani")
    assert [place.name for name in names if (place := places.only_place(name))] == [
        "Yhdysvallat", "Espoo", "Kiova", "Odessa", "Odessa", "Vatikaani",
    ]  # fmt: skip
    assert not any(map(places.only_place, ["Kongo", "Georgia", "Tammela", "Valencia", "Kuvitteellinen"]))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Helsingin Hietalahti", ("Helsinki", "Hietalahti")),
        ("Lohjan Keksitynmäki", ("Lohja", "Keksitynmäki")),
        ("Uudenmaan Hietalahti", None),
        ("Helsingin kaupunki", None),
        ("Venäjän federaatio", None),
        ("Pohjois-Korea", None),
        ("Hietalahti", None),
        ("", None),
    ],
)
def test_names_with_their_municipality(name: str, parts: tuple[str, str] | None) -> None:
    assert places.parted(name) == parts


def test_a_place_inside_a_municipality() -> None:
    known, unknown = locate("Nummi", inside="Turku"), locate("Keksitynmäki", inside="Lohja")
    assert known is not None
    assert unknown is not None
    assert (known.place.municipality, known.place.source[:8]) == ("Turku", "GeoNames")
    [lohja] = candidates("Lohja")
    assert (unknown.place.latitude, unknown.place.population) == (lohja.latitude, 0)
    assert unknown.place.source.startswith("point of the municipality")
    assert locate("Nummi", inside="Kuvitteellinen") == locate("Nummi")


def test_former_municipality_is_in_todays() -> None:
    found = [candidates(name)[0].municipality for name in ("Karjalohja", "Karjaa", "Nastola", "Pertunmaa")]
    assert found == ["Lohja", "Raasepori", "Lahti", "Mäntyharju"]


def test_small_places_far_away_are_less_sure() -> None:
    scores = [located.score for name in ("Helsinki", "Sottunga", "Arvika") if (located := locate(name))]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > 0.99
    assert scores[-1] < 0.7


def test_scores_are_shares_and_the_order_of_the_context_does_not_matter() -> None:
    around = ["Yhdysvallat", "Atlanta", "Tampere", "Kuvitteellinen", "London"]
    for row in _packaged()[::50]:
        located = locate(row["name"], around)
        assert located is not None
        assert 0.0 < located.score < 1.0
        assert located.place in candidates(row["name"])
        assert located == locate(row["name"].upper(), reversed(around))


def test_candidates_come_most_populous_first() -> None:
    for row in _packaged()[::20]:
        populations = [place.population for place in candidates(row["name"])]
        assert populations == sorted(populations, reverse=True)


def test_own_name_in_the_context_says_nothing() -> None:
    assert locate("Tammela", ["Tammela", "tammela"]) == locate("Tammela")


def test_only_what_is_certain_is_context() -> None:
    def context(*around: str) -> tuple[dict[str, int], dict[str, int], set[str]]:
        found = places._context(around, "Kuvitteellinen")
        return dict(found.countries), dict(found.regions), found.municipalities

    assert context("Tallinna", "Tartto") == ({"EE": 2}, {}, set())
    assert context("Georgia") == ({}, {}, set())  # of two countries
    assert context("Vihti") == ({}, {"Uusimaa": 1}, {"Vihti"})  # Finland is no foreign country
    assert context("Tammela") == ({}, {}, {"Tammela"})  # of two regions
    assert context("Virkkala")[2] == set()  # a part of Lohja is no municipality
    assert locate("Tallinna", ["Tallinna", "TALLINNA"]) == locate("Tallinna")


def test_context_supports_by_its_share() -> None:
    states = next(place for place in candidates("Georgia") if place.country == "US")
    town, part = (
        next(place for place in candidates("Tammela") if place.place_type == kind)
        for kind in ("municipality", "locality")
    )
    half = places._Context(Counter({"US": 1, "EE": 1}), Counter({"Pirkanmaa": 1, "Uusimaa": 1}), {"Tampere"})
    assert half.support(states) == places.COUNTRY_CONTEXT / 2
    assert half.support(part) == places.REGION_CONTEXT / 2 + places.MUNICIPALITY_CONTEXT
    # A municipality is not in itself.
    assert places._Context(municipalities={"Tammela"}).support(town) == 0
    assert places._Context().support(states) == 0


def test_letters_and_marks_that_do_not_matter_and_those_that_do() -> None:
    assert candidates("Cox's Bazar") == candidates("Cox’s Bāzār") != ()
    assert candidates(unicodedata.normalize("NFD", "Hämeenlinna")) == candidates("Hämeenlinna") != ()
    assert candidates("Åbo")[0].name == "Turku"
    assert "Turku" not in {place.name for place in candidates("Abo")}
