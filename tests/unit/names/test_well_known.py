"""Bodies that are known by their names: which words are such a name, and which only look like one."""

from __future__ import annotations

import tomllib

import pytest

from luksia_nlp.names.well_known import is_club, known_body, known_body_at, party_of
from luksia_nlp.resources import packaged


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Korkeimmasta oikeudesta", "Korkein oikeus"),
        ("Yhdistyneisiin kansakuntiin", "Yhdistyneet kansakunnat"),
        ("Helsingin Sanomia", "Helsingin Sanomat"),
        ("Euroopan unionissa", "Euroopan unioni"),
        ("Keskusrikospoliisin", "Keskusrikospoliisi"),
        ("Nokiastako", "Nokia"),
        ("Alko:n", "Alko"),
        ("EU:ssa", "EU"),
        ("Perussuomalaisten", "Perussuomalaiset"),
    ],
)
def test_a_form_of_a_known_name(words: str, name: str) -> None:
    body = known_body(words.split())
    assert body is not None
    assert body.name == name


@pytest.mark.parametrize(
    "words",
    [
        "Perussuomalainen",  # one of them
        "Kärppä",  # an animal
        "Sotkien",  # several of what Sotka is one of
        "Punaisten Ristien",
        "korkeimmasta oikeudesta",  # written small, the recognizer's matter
        "Yleensä",
        "",
    ],
)
def test_what_only_looks_like_one(words: str) -> None:
    assert known_body(words.split()) is None


def test_abbreviations_are_compared_with_their_capitals() -> None:
    esa, agency = known_body(["Esan"]), known_body(["ESA:n"])
    assert esa is not None
    assert agency is not None
    assert (esa.name, agency.name) == ("Esa", "ESA")


def test_the_longest_name_is_found() -> None:
    found = known_body_at(["Suomen", "Punaisen", "Ristin", "keräys"])
    assert found is not None
    body, length = found
    assert (body.name, length) == ("Suomen Punainen Risti", 3)
    assert known_body_at(["Lohjan", "keräys"]) is None


def test_parties_and_clubs() -> None:
    assert [party_of(letters) for letters in ("kok.", "KOK", "r.", "toim.")] == [
        "Kokoomus",
        "Kokoomus",
        "RKP",
        None,
    ]
    assert [is_club(word) for word in ("Tapparan", "Tulli")] == [True, False]


def test_the_lists_hold_each_name_once_and_doubt_only_what_they_hold() -> None:
    known = tomllib.loads(packaged.text("well_known.toml"))
    lists = [
        known[group] for group in ("companies", "media", "authorities", "associations", "abroad", "clubs")
    ]
    assert all(len(names) == len(set(names)) for names in lists)
    assert set(known["doubtful"]) <= {name for names in lists for name in names}
