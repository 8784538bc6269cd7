"""What a name is that the recognizer took for something else, or left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.records import Article, Document

_NOM: Mapping[str, str] = {"Case": "Nom"}
_TAGS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "osinko": ("NOUN", _NOM),
    "tehtaansa": ("NOUN", {"Case": "Gen", "Person[psor]": "3"}),
    "sulkee": ("VERB", {}),
    "toimitusjohtaja": ("NOUN", _NOM),
    "Fiskarsissa": ("PROPN", {"Case": "Ine"}),
    "Gazassa": ("PROPN", {"Case": "Ine"}),
    "Lahteen": ("PROPN", {"Case": "Ill"}),
    "Milwaukeessa": ("PROPN", {"Case": "Ine"}),
    "Oppositio": ("NOUN", _NOM),
    "Hyvinvointialue": ("NOUN", _NOM),
    "Verohallinto": ("NOUN", _NOM),
    "UutisetPolitiikka": ("PROPN", _NOM),
    "Perussa": ("NOUN", {"Case": "Ine"}),
    "Vaasastapa": ("PROPN", {}),
    "Kannuksessa": ("NOUN", {"Case": "Ine"}),
    "Samoihin": ("PRON", {"Case": "Ill"}),
}


def _found(text: str, names: Mapping[str, str], score: float | None = 0.95) -> list[tuple[str, str, str]]:
    """The names in a text: what they are called, what they are, and why."""
    [document] = ScriptedEngine(names=names, tags=_TAGS).documents([Article(text, "1")])
    assert isinstance(document, Document)
    scored = tuple(replace(name, score=score) for name in document.names)
    mentions = find_mentions(replace(document, names=scored))
    return [(mention.base_form, mention.kind, mention.kind_rule) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "name", "label", "found"),
    [
        ("Eilen Woltin sovellus", "Woltin", "PERSON", ("Wolt", "organisation", "well-known")),
        ("Eilen Hamasin johto", "Hamasin", "GPE", ("Hamas", "organisation", "well-known")),
        (
            "Eilen Huhtamäki sulkee tehtaansa",
            "Huhtamäki",
            "PERSON",
            ("Huhtamäki", "organisation", "well-known"),
        ),
        ("Eilen Elisan osinko", "Elisan", "PERSON", ("Elisa", "organisation", "well-known")),
        ("Eilen Nokian osinko", "Nokian", "GPE", ("Nokia", "organisation", "well-known")),
        ("Eilen Virtasen osinko", "Virtasen", "PERSON", ("Virtanen", "organisation", "business")),
        ("Eilen Elisa lauloi", "Elisa", "PERSON", ("Elisa", "person", "label")),
        ("Eilen Nokia juhli", "Nokia", "GPE", ("Nokia", "place", "label")),
        ("Eilen toimitusjohtaja Huhtamäki", "Huhtamäki", "PERSON", ("Huhtamäki", "person", "label")),
        ("Eilen Fiskarsissa juhlittiin", "Fiskarsissa", "GPE", ("Fiskars", "place", "label")),
        ("Eilen Milwaukeessa juhlittiin", "Milwaukeessa", "EVENT", ("Milwaukee", "place", "place-case")),
        ("Eilen Gazassa juhlittiin", "Gazassa", "PERSON", ("Gaza", "place", "place-case")),
    ],
)
def test_what_a_name_is(text: str, name: str, label: str, found: tuple[str, str, str]) -> None:
    assert _found(text, {name: label}) == [found]


def test_a_body_of_which_the_recognizer_is_not_sure_may_be_a_place() -> None:
    assert _found("Eilen Gaza oli hiljaa", {"Gaza": "ORG"}, 0.5) == [("Gaza", "place", "place-case")]
    assert _found("Eilen Gaza oli hiljaa", {"Gaza": "ORG"}, 0.9) == [("Gaza", "organisation", "label")]


def test_what_stands_at_the_end_of_a_line_of_a_list_is_a_place() -> None:
    names = {"Lilja Virta": "PERSON", "Taipalsaari": "PERSON"}
    assert _found("– Lilja Virta, Taipalsaari\n– Oskar", names)[1] == ("Taipalsaari", "place", "hometown")
    assert _found("Lilja Virta, Taipalsaari ja Oskar", names)[1][1] == "person"


def test_a_partys_letters_in_brackets_are_the_party() -> None:
    found = _found("Paikalla oli Aino Salo (kok.) eilen.", {"Aino Salo": "PERSON", "kok": "ORG"})
    assert found[1] == ("Kokoomus", "organisation", "party")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Perussa satoi.", ["Peru"]),
        ("Vaasastapa löytyi yllättäjä.", ["Vaasa"]),
        ("Kannuksessa oli vika.", []),  # a spur
        ("Samoihin aikoihin satoi.", []),
        ("Yleensä sataa.", []),
        ("Koneen osinko nousi.", ["Kone"]),
        ("Koneen vika löytyi.", []),
        ("Asia etenee Korkeimpaan oikeuteen.", ["Korkein oikeus"]),
    ],
)
def test_what_the_recognizer_left_alone(text: str, found: list[str]) -> None:
    assert [base for base, _, _ in _found(text, {})] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Oppositio vaatii vaaleja.", []),
        ("Oppositio vaatii vaaleja. Eilen Oppositio voitti.", ["Oppositio"] * 2),  # a band's, it seems
        ("Hyvinvointialue säästää.", []),
        ("Verohallinto lähetti kirjeet.", ["Verohallinto"]),
        ("UutisetPolitiikka\n\nSataa.", []),
    ],
)
def test_common_nouns_that_name_a_body_and_others(text: str, found: list[str]) -> None:
    assert [base for base, _, _ in _found(text, {text.split()[0]: "ORG"})] == found


def test_who_has_a_towns_name_may_be_trusted_in_it() -> None:
    names = {"Toivo Lahti": "PERSON", "Lahteen": "PERSON"}
    assert _found("Paikalla oli Toivo Lahti. Eilen Lahteen luotettiin.", names)[1][1] == "person"
    assert _found("Eilen Lahteen luotettiin.", {"Lahteen": "PERSON"}) == [("Lahti", "place", "place-case")]
