"""What a name is: each piece of evidence, and which of two is asked last."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.records import Article, Document

_NOM = {"Case": "Nom", "Number": "Sing"}


def _kinds(text: str, names: Mapping[str, str], case: Mapping[str, str] = _NOM) -> list[tuple[str, str, str]]:
    tags = dict.fromkeys((word for name in names for word in name.split()), ("PROPN", case))
    [document] = ScriptedEngine(names=names, tags=tags).documents([Article(text, "1")])
    assert isinstance(document, Document)
    return [(mention.text, mention.kind, mention.kind_rule) for mention in find_mentions(document)]


@pytest.mark.parametrize("label", ["ORG", "GPE"])
def test_a_surname_in_the_plural_is_a_family_or_a_club_and_no_person(label: str) -> None:
    names = {"Matti Kärppä": "PERSON", "Kärpät": label, "Kärppä": label}
    found = _kinds("Paikalla oli Matti Kärppä. Kärpät voitti. Kärppä iloitsi.", names)
    kind = "organisation" if label == "ORG" else "place"
    assert found[1] == ("Kärpät", kind, "label")
    assert found[2] == ("Kärppä", "person", "surname-of-article")


def test_the_majority_is_asked_after_the_surname() -> None:
    names = {"Toivo Lahti": "PERSON", "Lahti": "GPE"}
    found = _kinds("Paikalla oli Toivo Lahti. Lahti puhui. Lahti kiitti.", names)
    assert [rule for _, _, rule in found] == ["label", "surname-of-article", "surname-of-article"]


def test_an_even_vote_turns_nobody() -> None:
    names = {"Luksia": "ORG", "Luksian": "GPE"}
    found = _kinds("Luksia kasvaa. Luksian koulu kasvaa.", names)
    assert [(kind, rule) for _, kind, rule in found] == [("organisation", "label"), ("place", "label")]


def test_an_organisations_short_name_is_asked_last() -> None:
    names = {"Rakennus Lepola Oy": "ORG", "Lepola": "PERSON"}
    found = _kinds("Urakan sai Rakennus Lepola Oy. Lepola iloitsi. Lepola kiitti.", names)
    assert [rule for _, _, rule in found] == ["label"] + ["organisation-of-article"] * 2
