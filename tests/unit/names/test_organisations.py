"""What organisations' names say of themselves."""

from __future__ import annotations

import pytest

from luksia_nlp.names.organisations import (
    abbreviates,
    is_abbreviation,
    is_described,
    is_known_by_one_word,
    is_short_name,
    may_own,
    names_a_kind,
    organisation_type,
    owner_of,
    without_legal_form,
)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Lumiputki Oy", ("lumiputki",)),
        ("Oy Veho Ab", ("veho",)),
        ("Ab Veho", ("veho",)),
        ("Oy", ("oy",)),
        ("Oy Ab", ("oy", "ab")),
        ("Ry Lohja", ("ry", "lohja")),
    ],
)
def test_names_without_their_legal_forms(name: str, words: tuple[str, ...]) -> None:
    assert without_legal_form(name) == words


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Lohjan Rasti ry", "association"),
        ("Lumiputki Oy", "company"),
        ("Lumiputki ApS", "company"),  # a legal form of no type of its own
        ("Lohjan kaupunginvaltuusto", "municipality"),
        ("Vantaan Energia-konserni", "company"),
        ("OP-Pankki", "bank"),
        ("Ylioppilaslehti", "media"),
        ("Sukkatehdas", "company"),
        ("Luksia", None),
        ("", None),
        # What ends in a word is not of its type: the longest part that is known says it.
        ("Eduskunta", "parliament"),
        ("Kuluttajariitalautakunta", "committee"),
        ("Perustuslakivaliokunta", "committee"),
        ("Yhdistyneet kansakunnat", "international_organisation"),
        ("Lohjan seurakunta", "parish"),
        ("Osuuskunta Tradeka", "company"),
        ("Vapaapalokunta", "rescue_service"),
        ("Uudenmaan maakunta", None),
        ("Jyväskylän maalaiskunta", "municipality"),
        ("Vihdin kunta", "municipality"),
        ("Opetushallitus", "agency"),
        ("Suomen hallitus", "government"),
        ("Kirkkohallitus", "parish"),
        ("Verohallinto", "agency"),
        ("Tampereen ammattikorkeakoulu", "university"),
        ("Länsi-Uudenmaan pelastuslaitos", "rescue_service"),
        ("Geologian tutkimuslaitos", "research_institute"),
        ("Mainostoimisto Vinkki", "company"),
        ("Suomen Tietotoimisto", "media"),
        ("EU-komissio", "international_organisation"),
        ("Lohjan Pallo", "sports_club"),
        # A word before the last one only where it stands in base form.
        ("ammattiopisto Luksia", "school"),
        ("Ravintola Järvitupa", "company"),
        ("Koulun ystävät", None),
        ("Pankin Pihlajat", None),
    ],
)
def test_types(name: str, kind: str | None) -> None:
    assert organisation_type(name) == kind


@pytest.mark.parametrize("name", ["EK", "SAK", "NuKi", "AMKE", "STTKAY"])
def test_abbreviations(name: str) -> None:
    assert is_abbreviation(name)


@pytest.mark.parametrize("name", ["A", "TE24", "aMK", "Luksia", "STTKAYX", "OPETUSHALLITUS", "sak", "S-K"])
def test_no_abbreviations(name: str) -> None:
    assert not is_abbreviation(name)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("OKM", "Opetus- ja kulttuuriministeriö"),
        ("SAK", "Suomen Ammattiliittojen Keskusjärjestö"),
        ("SALK", "Suomen Ammattiliittojen Keskusjärjestö"),
        ("LR", "Lohjan Rasti ry"),
    ],
)
def test_what_an_abbreviation_is_short_for(short: str, long: str) -> None:
    assert abbreviates(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("OJK", "Opetus- ja kulttuuriministeriö"),
        ("LRR", "Lohjan Rasti ry"),
        ("LO", "Lumiputki Oy"),
        ("KT", "Kyberturvallisuuskeskus"),
        ("SXK", "Suomen Ammattiliittojen Keskusjärjestö"),
        ("SAXK", "Suomen Ammattiliittojen Keskusjärjestö"),
        ("SAKX", "Suomen Ammattiliittojen Keskusjärjestö"),
        ("SLK", "Suomen Ammattiliittojen Keskusjärjestö"),
        ("XAK", "Suomen Ammattiliittojen Keskusjärjestö"),
        ("SA", "Suomen Ammattiliittojen Keskusjärjestö"),
    ],
)
def test_what_it_is_not_short_for(short: str, long: str) -> None:
    assert not abbreviates(short, long)


@pytest.mark.parametrize(
    ("short", "long", "how"),
    [
        ("keskus", "kyberturvallisuuskeskus", "head"),
        ("keskus", "kyberturvallisuus keskus", "last"),
        ("liedon", "liedon lentis", "first"),
        ("kia", "nokia", None),
        ("noki", "nokia", None),
        ("keskus", "keskus", None),
        ("liedon lentis", "liedon lentis", None),
        ("liedon lentis", "lentis", None),
        ("uusi", "liedon uusi lentis", None),
    ],
)
def test_short_names(short: str, long: str, how: str | None) -> None:
    assert is_short_name(short.split(), long.split()) == how


def test_known_by_one_word() -> None:
    assert all(map(is_known_by_one_word, ["Yle", "EU", "Nato", "VR"]))
    assert not any(map(is_known_by_one_word, ["Jäähait", "Lentis", "Noordwind"]))


def test_words_that_can_own() -> None:
    assert all(map(may_own, ["lohjan", "suomen", "liedon"]))
    assert not any(map(may_own, ["svenska", "florida"]))


@pytest.mark.parametrize(
    ("name", "size", "described"),
    [
        ("puolustusliitto Nato", 1, True),
        ("Suomi puolustusliitto Nato", 1, True),
        ("Länsi-Uudenmaan ammattiopisto Luksia", 1, True),
        ("verkkokauppa Suuri Talo", 2, True),
        ("Koulutuskeskus Salpaus", 1, False),
        ("suomalainen Nokia", 1, False),
        ("Nato", 1, False),
    ],
)
def test_descriptions(name: str, size: int, described: bool) -> None:
    assert is_described(name, size) == described


def test_owners() -> None:
    assert owner_of(["luksian", "kuntayhtymä"]) == ("luksia",)
    assert owner_of(["uuden", "luksian", "kuntayhtymä"]) == ("uuden", "luksia")
    assert owner_of(["konserni", "veho"]) == ("veho",)
    assert [owner_of(name) for name in (["kuntayhtymä"], ["luksian", "lukio"], [])] == [None] * 3


def test_words_that_say_what_kind_of_thing_follows() -> None:
    assert all(
        map(
            names_a_kind,
            ["ravintola", "koulutuskeskus", "sukkatehdas", "pizza-ravintola", "psykoterapiakeskus"],
        )
    )
    assert not any(map(names_a_kind, ["lohjan", "lumiputki", "koulun", "maakunta", "suomalainen"]))
