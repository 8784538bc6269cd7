"""What is one thing over all articles, what it is called, and in how many articles the texts say so."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from luksia_nlp.entities.resolution import resolve
from luksia_nlp.records import Entity, Kind, Mention


def _mention(article: str, start: int, name: str, kind: Kind = "organisation") -> Mention:
    return Mention(article, 0, start, start + len(name), name, "X", kind, name, None, "lexicon")


def _told(article: str, short: str, long: str) -> list[Mention]:
    """A short name with the long one that its article explains it by."""
    return [replace(_mention(article, 0, short), full_name=long), _mention(article, 50, long)]


def _alone(name: str, *articles: str, kind: Kind = "organisation") -> list[Mention]:
    return [_mention(article, 0, name, kind) for article in articles]


def _found(*mentions: Mention) -> dict[str, Entity]:
    entities = resolve(mentions)
    shuffled = list(mentions)
    random.Random(1).shuffle(shuffled)
    assert resolve(shuffled) == entities
    return {entity.name: entity for entity in entities}


def _counts(*mentions: Mention) -> dict[str, int]:
    return {name: len(entity.mentions) for name, entity in _found(*mentions).items()}


def test_one_article_renames_no_archive() -> None:
    found = _found(*_told("1", "Eduskunta", "Suomen parlamentti"), *_alone("Eduskunta", *"23456"))
    [entity] = found.values()
    assert (entity.entity_id, entity.name) == ("organisation-eduskunta", "Eduskunta")
    assert entity.joined_by == ("name", "abbreviation", *["name"] * 5)
    assert entity.joined_in == (0, 1, *[0] * 5)


def test_a_thing_is_called_what_most_articles_call_it_not_most_mentions() -> None:
    long = "Suomen ammattiliittojen keskusjärjestö"
    often = [_mention("1", 100 + i, long) for i in range(9)]
    told = [mention for one in "123" for mention in _told(one, "SAK", long)]
    assert _counts(*told, *often, *_alone("SAK", "4")) == {"SAK": 16}
    assert _counts(*told, *often) == {long: 15}  # of equally many articles by most mentions
    assert _counts(*_told("1", "SAK", long)) == {long: 2}  # of equals by the longest
    [entity] = _found(*told, *_alone("SAK", "4")).values()
    assert set(zip(entity.joined_by, entity.joined_in, strict=True)) == {("name", 0), ("abbreviation", 3)}


def test_a_stray_explanation_does_not_undo_what_three_articles_say() -> None:
    sure = [mention for one in "123" for mention in _told(one, "HS", "Helsingin Sanomat")]
    stray = _told("4", "HS", "Hangon Satama")
    assert _counts(*sure, *stray, *_alone("HS", "5")) == {"HS": 7, "Hangon Satama": 2}
    assert _counts(*sure[:4], *stray, *_alone("HS", "5")) == {
        "Helsingin Sanomat": 4, "Hangon Satama": 2, "HS": 1,
    }  # fmt: skip


def test_what_has_the_first_letters_is_meant() -> None:
    right = _told("1", "YK", "Yhdistyneet kansakunnat")
    assert _counts(*right, *_told("2", "YK", "EU ja Yhdistyneet"), *_alone("YK", *"345")) == {
        "YK": 5, "EU ja Yhdistyneet": 2,
    }  # fmt: skip


def test_two_known_bodies_are_not_joined_by_a_bracket() -> None:
    known = [*_alone("STT", *"2345"), *_alone("Reuters", *"6789")]
    assert _counts(*_told("1", "STT", "Reuters"), *known) == {"STT": 5, "Reuters": 5}
    assert _counts(*_told("1", "STT", "Reuters"), *known[:4]) == {"STT": 6}  # nothing says that it is another
    letters = [*_alone("Kela", *"2345"), *_alone("Kansaneläkelaitos", *"6789")]
    assert _counts(*_told("1", "Kela", "Kansaneläkelaitos"), *letters) == {"Kansaneläkelaitos": 10}


@pytest.mark.parametrize(
    ("long", "short", "joined"),
    [
        ("puolustusliitto Nato", "Nato", True),
        ("Suomi puolustusliitto Nato", "Nato", True),
        ("Länsimaiden sotilasliitto Nato", "Nato", True),
        ("psykoterapiakeskus Vastaamo", "Vastaamo", True),
        ("pizza-ravintola Rosso", "Rosso", True),
        ("Svenska Yle", "Yle", False),
        ("Nuorten Yle", "Yle", False),
        ("Ilta-Sanomat", "Sanomat", False),
        ("Radio Suomi", "Suomi", False),  # a place is no name that is known without its kind
        ("Psykoterapiakeskus Vastaamo", "Vastaamo", False),  # with a capital it may be a part of the name
    ],
)
def test_a_description_joins_the_name_that_stands_alone_in_other_articles(
    long: str, short: str, joined: bool
) -> None:
    found = _counts(*_alone(long, "1"), *_alone(short, "2"))
    assert found == ({short: 2} if joined else {long: 1, short: 1})


def test_a_description_with_a_capital_joins_what_mostly_stands_alone() -> None:
    assert _counts(*_alone("Puolustusliitto Nato", "1"), *_alone("Nato", *"23")) == {"Nato": 3}


def test_things_of_two_types_do_not_meet_in_a_common_name() -> None:
    several = [*_alone("ravintola Helmi", "1", "2"), *_alone("päiväkoti Helmi", "3"), *_alone("Helmi", "4")]
    assert _counts(*several) == {"ravintola Helmi": 2, "päiväkoti Helmi": 1, "Helmi": 1}


def test_a_name_and_its_abbreviation_after_it_are_both() -> None:
    mentions = [*_alone("Euroopan keskuspankki EKP", "1"), *_alone("Euroopan keskuspankki", "2")]
    assert _counts(*mentions, *_alone("EKP", *"345")) == {"EKP": 5}
    full = [*_alone("Suomen ympäristökeskus Syke", "1"), *_alone("Suomen ympäristökeskus", "2", "3")]
    assert _counts(*full, *_alone("Syke", *"456")) == {"Syke": 6}


@pytest.mark.parametrize(
    ("long", "short", "swallowed"),
    [
        ("Lohjan Jäähait", "Jäähait", True),
        ("Rakennus Lepola Oy", "Lepola", True),
        ("Noordwind Capital", "Noordwind", True),
        ("Florida Panthers", "Panthers", True),
        ("Svenska Yle", "Yle", False),
        ("Yle Uutiset", "Yle", False),
        ("EU-komissio", "EU", False),
        ("VR Transpoint", "VR", False),
        ("Uudenmaan Kokoomus", "Kokoomus", False),
        ("Noordwind-säätiö", "Noordwind", False),
    ],
)
def test_a_longer_namesake_of_an_article_takes_a_short_name_or_not(
    long: str, short: str, swallowed: bool
) -> None:
    found = _counts(_mention("1", 0, long), _mention("1", 50, short))
    assert found == ({long: 2} if swallowed else {long: 1, short: 1})


def test_what_mostly_stands_alone_is_not_swallowed() -> None:
    beside = [_mention("1", 0, "Florida Panthers"), _mention("1", 50, "Panthers")]
    assert _counts(*beside, *_alone("Panthers", *"23")) == {"Florida Panthers": 1, "Panthers": 3}
    club = [_mention("1", 0, "Lohjan Jäähait"), _mention("1", 50, "Jäähait")]
    assert _counts(*club, *_alone("Jäähait", *"23")) == {"Lohjan Jäähait": 2, "Jäähait": 2}


def test_a_group_goes_by_its_plural() -> None:
    seen = [*_alone("Perussuomalainen", *"123"), *_alone("Perussuomalaiset", "4")]
    [entity] = _found(*seen).values()
    assert (entity.name, entity.joined_by) == ("Perussuomalaiset", ("plural",) * 3 + ("name",))
    assert set(_counts(*_alone("Perussuomalainen", "1"))) == {"Perussuomalaiset"}
    assert set(_counts(*_alone("Kärppä", "1"), *_alone("Kärpät", "2"))) == {"Kärppä", "Kärpät"}
    assert set(_counts(*_alone("Lehtonen", "1"))) == {"Lehtonen"}


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (["USA", "USA", "Yhdysvallat"], {"USA": 3}),
        (["USA", "Yhdysvallat", "Yhdysvallat"], {"Yhdysvallat": 3}),
        (["Britannia", "Iso-Britannia", "Englanti"], {"Iso-Britannia": 2, "Englanti": 1}),
        (["Hollanti", "Alankomaat", "Hollanti"], {"Hollanti": 3}),
        (["Kongo", "Kongo-Kinshasa"], {"Kongo": 1, "Kongo-Kinshasa": 1}),
        (["Etelä-Korea", "Pohjois-Korea"], {"Etelä-Korea": 1, "Pohjois-Korea": 1}),
        (["Kiova", "Kyiv", "Kiova"], {"Kiova": 3}),
        (["Odessa", "Odesa"], {"Odessa": 2}),
        (["Helsingin Hietalahti", "Helsingin Hietalahti", "Hietalahti"], {"Hietalahti": 3}),
        (["Esbo", "Esbo", "Espoo"], {"Espoo": 3}),
        (["Raseborg"], {"Raasepori": 1}),
        (["Koski", "Koski", "Koski Tl"], {"Koski": 3}),  # shortened, not Swedish
        (["Georgia", "Gruusia"], {"Georgia": 1, "Gruusia": 1}),
        (["Kuvitteellinen", "Toinen"], {"Kuvitteellinen": 1, "Toinen": 1}),
    ],
)
def test_names_of_one_place(names: list[str], called: dict[str, int]) -> None:
    mentions = [_mention(str(article), 0, name, "place") for article, name in enumerate(names)]
    assert _counts(*mentions) == called


def _part(article: str, start: int, name: str, municipality: str | None) -> Mention:
    return replace(_mention(article, start, name, "place"), municipality=municipality)


def test_parts_of_two_municipalities_are_two_places() -> None:
    mentions = [
        _part("1", 0, "Ilola", "Vantaa"),
        _part("1", 50, "Ilola", None),
        _part("2", 0, "Ilola", "Porvoo"),
        _part("3", 0, "Ilola", "Porvoo"),
        _part("4", 0, "Ilola", None),
    ]
    entities = {entity.entity_id: entity for entity in resolve(mentions)}
    assert {key: len(entity.mentions) for key, entity in entities.items()} == {
        "place-ilola-porvoo": 3, "place-ilola-vantaa": 2,
    }  # fmt: skip
    assert entities["place-ilola-vantaa"].details["municipality"] == "Vantaa"
    assert entities["place-ilola-porvoo"].details["municipality"] == "Porvoo"


def test_a_part_is_not_the_municipality_of_its_name() -> None:
    mentions = [_part("1", 0, "Tammela", "Tampere"), _part("2", 0, "Tammela", None)]
    entities = {entity.entity_id: entity.details["municipality"] for entity in resolve(mentions)}
    assert entities == {"place-tammela": "Tammela", "place-tammela-tampere": "Tampere"}


def test_a_part_that_the_table_does_not_hold_stands_at_its_municipality() -> None:
    [entity] = resolve([_part("1", 0, "Keksitynmäki", "Lohja")])
    assert (entity.details["municipality"], entity.details["place_type"]) == ("Lohja", "locality")
    assert entity.details["source"].startswith("point of the municipality")
    [named] = resolve([_part("1", 0, "Lohjan Keksitynmäki", None)])
    assert named.details["municipality"] == "Lohja"


def test_each_article_tells_which_of_several_places_it_means() -> None:
    spain = [
        _mention(one, start, name, "place") for one in "12" for start, name in ((0, "Toledo"), (20, "Madrid"))
    ]
    ohio = [_mention("3", 0, "Toledo", "place"), _mention("3", 20, "Ohio", "place")]
    found = {entity.name: entity.details for entity in resolve([*spain, *ohio])}
    assert found["Toledo"]["country"] == "ES"
    found = {entity.name: entity.details for entity in resolve([*spain[:2], *ohio])}
    assert found["Toledo"]["country"] in ("ES", "US")


def test_a_settled_name_is_the_organisation_of_its_people_too() -> None:
    person = replace(_mention("1", 50, "Aino Salo", "person"), organisation="Kärppi")
    guess = replace(_mention("1", 0, "Kärppi"), text="Kärpin", base_form_rule="guesser")
    entities = resolve([person, guess, *_alone("Kärppi", "2")])
    details = {entity.name: entity.details for entity in entities}
    assert details["Aino Salo"]["organisation_entity_id"] == "organisation-kärppi"


def test_a_space_makes_no_other_body() -> None:
    apart, together = "Ilmatieteen laitos", "Ilmatieteenlaitos"
    entities = _found(*_alone(apart, "1", "2"), *_alone(together, "3"))
    assert list(entities) == [apart]
    assert set(entities[apart].joined_by) == {"name", "spelling"}
    assert len(_found(*_alone("Ilmatieteen laitos", "1"), *_alone("Ilmailulaitos", "2"))) == 2
