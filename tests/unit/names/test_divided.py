"""Names that are several, names that share a word, and words before a name that only say what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.records import Article, Document, NameSpan

_NOM: Mapping[str, str] = {"Case": "Nom"}
_TAGS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "järjestö": ("NOUN", _NOM),
    "avaruusjärjestö": ("NOUN", _NOM),
    "ympäristökeskus": ("NOUN", _NOM),
    "Teleyhtiö": ("NOUN", _NOM),
    "Ravintola": ("NOUN", _NOM),
    "tulli": ("NOUN", _NOM),
    "merivartiosto": ("NOUN", _NOM),
    "Länsi-Uudellamaalla": ("PROPN", {"Case": "Ade", "Number": "Sing"}),
    "Länsi-Suomesta": ("PROPN", {"Case": "Ela", "Number": "Sing"}),
    "kaupungeissa": ("NOUN", {"Case": "Ine", "Number": "Plur"}),
}


def _found(text: str, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The names in a text: as they stand, what they are called, and their kind."""
    [document] = ScriptedEngine(names=names, tags=_TAGS).documents([Article(text, "1")])
    assert isinstance(document, Document)
    return [(mention.text, mention.base_form, mention.kind) for mention in find_mentions(document)]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Ne ovat järjestö Naton jäseniä.", "järjestö Naton", ["Nato"]),
        ("Sen teki USA:n avaruusjärjestö Nasa.", "USA:n avaruusjärjestö Nasa", ["USA", "Nasa"]),
        ("Teleyhtiö Telia kasvoi.", "Teleyhtiö Telia", ["Telia"]),
        ("Svenska Yle kertoi.", "Svenska Yle", ["Svenska Yle"]),
        ("Ravintola Kuulas aukesi.", "Ravintola Kuulas", ["Ravintola Kuulas"]),
        (
            "Suomen ympäristökeskus Syke kertoi.",
            "Suomen ympäristökeskus Syke",
            ["Suomen ympäristökeskus Syke"],
        ),
    ],
)
def test_what_a_body_is_does_not_belong_to_its_name(text: str, name: str, found: list[str]) -> None:
    assert [base for _, base, _ in _found(text, {name: "ORG"})] == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Asko ja Kesko", ["Asko", "Kesko"]),
        ("Asko, Masku ja Kesko", ["Asko", "Masku", "Kesko"]),
        ("Asko ja Kesko Oy", ["Asko ja Kesko Oy"]),
        ("Suomen tulli ja merivartiosto", ["Suomen tulli"]),
        ("Opetus- ja kulttuuriministeriö", ["Opetus- ja kulttuuriministeriö"]),
        ("Euroopan parlamentin ja neuvoston", ["Euroopan parlamentin ja neuvoston"]),
    ],
)
def test_two_names_joined_by_a_conjunction_are_two(name: str, found: list[str]) -> None:
    texts = [text for text, _, _ in _found(f"Eilen {name} muuttui.", {name: "ORG"})]
    assert texts == found


def test_a_name_ends_with_its_paragraph() -> None:
    article = Article("Pirkanmaan hyvinvointialue\n\nYle kertoi.", "1")
    [document] = ScriptedEngine(tags=_TAGS).documents([article])
    assert isinstance(document, Document)
    mentions = find_mentions(replace(document, names=(NameSpan(0, 3, "ORG", 0.9),)))
    assert [mention.text for mention in mentions] == ["Pirkanmaan hyvinvointialue", "Yle"]


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        (
            "Itä- ja Länsi-Uudellamaalla sataa.",
            ["Itä- ja Länsi-Uudellamaalla"],
            [("Itä-", "Itä-Uusimaa"), ("Länsi-Uudellamaalla", "Länsi-Uusimaa")],
        ),
        (
            "Eilen Itä-, Etelä- ja Länsi-Suomesta tuli",
            ["Länsi-Suomesta"],
            [("Itä-", "Itä-Suomi"), ("Etelä-", "Etelä-Suomi"), ("Länsi-Suomesta", "Länsi-Suomi")],
        ),
    ],
)
def test_places_that_share_their_last_part(text: str, names: list[str], found: list[tuple[str, str]]) -> None:
    mentions = _found(text, dict.fromkeys(names, "GPE"))
    assert [(form, base) for form, base, _ in mentions] == found
    assert {kind for _, _, kind in mentions} == {"place"}


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("Oulun ja Lapin yliopistot", ["Oulun", "Lapin"], ["Oulun yliopisto", "Lapin yliopisto"]),
        (
            "Oulun, Vaasan ja Turun yliopistojen",
            ["Oulun", "Vaasan", "Turun yliopistojen"],
            ["Oulun", "Vaasan", "Turun"],
        ),
        ("Oulun ja Lapin metsät", ["Oulun", "Lapin"], ["Oulu", "Lappi"]),
        ("Lohjan ja Siuntion koulut", ["Lohjan", "Siuntion"], ["Lohja", "Siuntio"]),  # each has many
        ("Lohjan ja Vihdin kaupungeissa", ["Lohjan", "Vihdin"], ["Lohja", "Vihti"]),  # there, not of them
    ],
)
def test_bodies_that_share_their_head(text: str, names: list[str], found: list[str]) -> None:
    mentions = _found(text, dict.fromkeys(names, "GPE"))
    if "yliopistojen" in text:
        found = [f"{name} yliopisto" for name in found]
    assert [base for _, base, _ in mentions] == found
    assert {kind for _, _, kind in mentions} == {"organisation" if "yliopisto" in text else "place"}


def test_a_place_and_a_part_of_it_are_two() -> None:
    found = _found("Tänään Helsingin Kaivopuistossa soi.", {"Helsingin Kaivopuistossa": "ORG"})
    assert [(base, kind) for _, base, kind in found] == [("Helsinki", "place"), ("Kaivopuisto", "place")]


@pytest.mark.parametrize(
    ("name", "found"),
    [("Espoo ja Vantaa", ["Espoo", "Vantaa"]), ("Bosnia ja Hertsegovina", ["Bosnia ja Hertsegovina"])],
)
def test_two_places_joined_by_a_conjunction_are_two(name: str, found: list[str]) -> None:
    assert [base for _, base, _ in _found(f"Eilen {name} juhli.", {name: "GPE"})] == found
