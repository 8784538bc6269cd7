"""What stands beside a name: roles, organisations, the long forms of abbreviations."""

from __future__ import annotations

import pytest

from luksia_nlp.appositions import names_people
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.mentions import find_mentions
from luksia_nlp.records import Article, Document, Mention

_NOM = {"Case": "Nom", "Number": "Sing"}
_GEN = {"Case": "Gen", "Number": "Sing"}
_TAGS = {
    "Rehtori": ("NOUN", _NOM),
    "rehtori": ("NOUN", _NOM),
    "johtaja": ("NOUN", _NOM),
    "kirja": ("NOUN", _NOM),
    "opettaja": ("NOUN", _NOM),
    "opettajat": ("NOUN", {"Case": "Nom", "Number": "Plur"}),
    "entinen": ("ADJ", _NOM),
    "kuntayhtymän": ("NOUN", _GEN),
    "opetusministeriön": ("NOUN", _GEN),
    "yläkoulun": ("NOUN", _GEN),
    "Luksian": ("PROPN", _GEN),
    "Lohjan": ("PROPN", _GEN),
    "Luksiasta": ("PROPN", {"Case": "Ela", "Number": "Sing"}),
    "Luksiaan": ("PROPN", {"Case": "Ill", "Number": "Sing"}),
    "ja": ("CCONJ", {}),
    "tapasi": ("VERB", {}),
}
_NAMES = {
    "Timo Hakkarainen": "PERSON",
    "Hakkaraiselle": "PERSON",
    "Luksian kuntayhtymän": "ORG",
    "Luksian": "ORG",
    "Luksiasta": "ORG",
    "Luksiaan": "ORG",
    "opetusministeriön": "ORG",
    "Lohjan": "GPE",
    "Nummelan Kiekko": "ORG",
    "NuKi": "ORG",
    "Tukes": "ORG",
    "Turvallisuusvirasto": "ORG",
}


def _mentions(text: str) -> list[Mention]:
    [document] = ScriptedEngine(names=_NAMES, tags=_TAGS).documents([Article(text, "1")])
    assert isinstance(document, Document)
    return find_mentions(document)


def _person(text: str) -> tuple[str | None, str | None]:
    [person] = [mention for mention in _mentions(text) if mention.kind == "person"]
    return person.role, person.organisation


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("Rehtori Timo Hakkarainen puhui.", "rehtori", None),
        ("Eilen rehtori Timo Hakkarainen puhui.", "rehtori", None),
        ("Luksian johtaja Timo Hakkarainen puhui.", "johtaja", "Luksia"),
        ("Luksian entinen johtaja Timo Hakkarainen puhui.", "entinen johtaja", "Luksia"),
        ("Luksian kuntayhtymän johtaja Hakkaraiselle.", "kuntayhtymän johtaja", "Luksian kuntayhtymä"),
        ("Eilen opetusministeriön johtaja Timo Hakkarainen puhui.", "johtaja", "opetusministeriö"),
        ("Eilen yläkoulun opettaja Timo Hakkarainen puhui.", "yläkoulun opettaja", None),
        ("Eilen kävi Timo Hakkarainen, Luksian johtaja.", "johtaja", "Luksia"),
        ("Puhujana oli Timo Hakkarainen Luksiasta.", None, "Luksia"),
        ("Lohjan johtaja Timo Hakkarainen puhui.", "johtaja", None),
        ("Kukat annettiin rehtori Hakkaraiselle.", "rehtori", None),
        # None of these says what the person is.
        ("Eilen ilmestyi kirja Timo Hakkarainen.", None, None),
        ("Eilen opettajat Timo Hakkarainen.", None, None),
        ("Luksian johtaja tapasi Timo Hakkarainen.", None, None),
        ("Eilen tuli Timo Hakkarainen Luksiaan.", None, None),
        ("Puhui rehtori. Timo Hakkarainen kuunteli.", None, None),
        ("Timo Hakkarainen, eilen puhunut.", None, None),
    ],
)  # fmt: skip
def test_role_and_organisation(text: str, role: str | None, organisation: str | None) -> None:
    assert _person(text) == (role, organisation)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nummelan Kiekko (NuKi) voitti.", {"NuKi": "Nummelan Kiekko", "Nummelan Kiekko": None}),
        ("Tukes eli Turvallisuusvirasto.", {"Tukes": "Turvallisuusvirasto", "Turvallisuusvirasto": None}),
        ("Nummelan Kiekko ja NuKi.", {"NuKi": None, "Nummelan Kiekko": None}),
        ("Nummelan Kiekko (ei NuKi).", {"NuKi": None, "Nummelan Kiekko": None}),
    ],
)  # fmt: skip
def test_long_forms(text: str, expected: dict[str, str | None]) -> None:
    assert {mention.text: mention.full_name for mention in _mentions(text)} == expected


def test_short_words_in_ja_are_no_roles() -> None:
    assert names_people("tutkija")
    assert not names_people("kaja")  # Kaja Kallas is nobody's kaja
