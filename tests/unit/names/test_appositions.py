"""What stands beside a name: roles, organisations, the long forms of abbreviations."""

from __future__ import annotations

import pytest

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.appositions import names_people
from luksia_nlp.names.mentions import find_mentions
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
    "Luksialta": "ORG",
    "Luksiaa": "ORG",
    "Lohjalta": "GPE",
    "Seppä": "ORG",
    "Nummela": "GPE",
    "Lohjan ammattiopiston": "ORG",
}


_MORE_TAGS = {
    "aamulla": ("NOUN", {"Case": "Ade", "Number": "Sing"}),
    "Luksialta": ("PROPN", {"Case": "Abl", "Number": "Sing"}),
    "Luksiaa": ("PROPN", {"Case": "Par", "Number": "Sing"}),
    "Lohjalta": ("PROPN", {"Case": "Abl", "Number": "Sing"}),
    "rehtorin": ("NOUN", _GEN),
    "Seppä": ("PROPN", _NOM),
    "Johtaja": ("NOUN", _NOM),
    "sekä": ("CCONJ", {}),
    "tai": ("CCONJ", {}),
    "tämän": ("PRON", _GEN),
    "entisellä": ("ADJ", {"Case": "Ade", "Number": "Sing"}),
    "entisen": ("ADJ", _GEN),
    "valittu": ("ADJ", {"Case": "Nom", "Number": "Sing", "VerbForm": "Part"}),
    "koulua": ("NOUN", {"Case": "Par", "Number": "Sing"}),
    "kokki-": ("NOUN", {}),
    "Kuntayhtymän": ("NOUN", _GEN),
    "Lohjalainen": ("PROPN", _NOM),
    "Lohjan-Seudun": ("PROPN", _GEN),
    "ammattiopiston": ("NOUN", _GEN),
    "Raaseporin": ("PROPN", _GEN),
    **dict.fromkeys(["uuden", "suuren", "vanhan", "pienen", "nuoren", "hyvän"], ("ADJ", _GEN)),
}


def _mentions(text: str) -> list[Mention]:
    [document] = ScriptedEngine(names=_NAMES, tags={**_TAGS, **_MORE_TAGS}).documents([Article(text, "1")])
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
        ("Eilen rehtori **Timo Hakkarainen** puhui.", "rehtori", None),
        ("Eilen kävi Timo Hakkarainen (kok.), Luksian johtaja.", "johtaja", "Luksia"),
        ("Eilen kävi Timo Hakkarainen, 45, opettaja.", "opettaja", None),
        # None of these says what the person is.
        ("Timo Hakkarainen, yksi kaksi kolme neljä viisi kuusi seitsemän opettaja tuli.", None, None),
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


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        # What belongs to a role: adjectives, genitives, halves of compounds, and what joins them.
        (
            "Eilen Luksian entisen kuntayhtymän johtaja Timo Hakkarainen.",
            "entisen kuntayhtymän johtaja",
            "Luksia",
        ),
        ("Eilen kokki- ja opettaja Timo Hakkarainen.", "kokki- ja opettaja", None),
        (
            "Eilen kuntayhtymän sekä yläkoulun johtaja Timo Hakkarainen.",
            "kuntayhtymän sekä yläkoulun johtaja",
            None,
        ),
        ("Eilen ja johtaja Timo Hakkarainen.", "johtaja", None),
        ("Eilen Raaseporin yläkoulun johtaja Timo Hakkarainen.", "Raaseporin yläkoulun johtaja", None),
        (
            "Eilen uuden suuren vanhan pienen nuoren johtaja Timo Hakkarainen.",
            "uuden suuren vanhan pienen nuoren johtaja",
            None,
        ),
        (
            "Eilen hyvän uuden suuren vanhan pienen nuoren johtaja Timo Hakkarainen.",
            "uuden suuren vanhan pienen nuoren johtaja",
            None,
        ),
        ("Kuntayhtymän johtaja Timo Hakkarainen.", "kuntayhtymän johtaja", None),
        ("Raaseporin yläkoulun johtaja Timo Hakkarainen.", "Raaseporin yläkoulun johtaja", None),
        (
            "Eilen Lohjan ammattiopiston johtaja Timo Hakkarainen.",
            "ammattiopiston johtaja",
            "Lohjan ammattiopisto",
        ),
        # And what does not.
        ("Eilen kuntayhtymän tai yläkoulun johtaja Timo Hakkarainen.", "yläkoulun johtaja", None),
        ("Eilen entisellä johtaja Timo Hakkarainen.", "johtaja", None),
        ("Eilen valittu johtaja Timo Hakkarainen.", "johtaja", None),
        ("Eilen koulua johtaja Timo Hakkarainen.", "johtaja", None),
        ("Eilen tämän johtaja Timo Hakkarainen.", "johtaja", None),
        ("Puhujana oli rehtori\n\nTimo Hakkarainen kuunteli.", None, None),
        ("Koulu on kuntayhtymän\n\nJohtaja Timo Hakkarainen puhui.", "johtaja", None),
        ("Tuli rehtorin Timo Hakkarainen.", None, None),
        ("Eilen Seppä Timo Hakkarainen.", None, None),
        ("Eilen oli Rehtori Timo Hakkarainen.", None, None),
        # An organisation in the genitive has the role; in another case it does not.
        ("Eilen Luksiaa johtaja Timo Hakkarainen.", "johtaja", None),
        # After the name, between commas.
        ("Eilen Timo Hakkarainen, entinen yläkoulun johtaja, puhui.", "entinen yläkoulun johtaja", None),
        (
            "Eilen Timo Hakkarainen, uuden suuren vanhan pienen johtaja.",
            "uuden suuren vanhan pienen johtaja",
            None,
        ),
        ("Eilen (Timo Hakkarainen, johtaja) puhui.", "johtaja", None),
        ("Eilen Timo Hakkarainen, johtaja – ja muut.", "johtaja", None),
        ("Eilen Timo Hakkarainen; johtaja.", None, None),
        ("Eilen Timo Hakkarainen johtaja.", None, None),
        # Where the person comes from.
        ("Puhujana oli Timo Hakkarainen Luksialta.", None, "Luksia"),
        ("Puhujana oli Timo Hakkarainen Lohjalta.", None, None),
        ("Puhujana oli Timo Hakkarainen Luksian.", None, None),
    ],
)
def test_words_of_roles(text: str, role: str | None, organisation: str | None) -> None:
    assert _person(text) == (role, organisation)


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("NuKi (Nummelan Kiekko) voitti.", {"NuKi": "Nummelan Kiekko", "Nummelan Kiekko": None}),
        ("Nummelan Kiekko (NuKi voitti.", {"NuKi": None, "Nummelan Kiekko": None}),
        ("Nummelan Kiekko (Nummela) voitti.", {"Nummela": None, "Nummelan Kiekko": None}),
    ],
)  # fmt: skip
def test_long_forms_in_brackets(text: str, full: dict[str, str | None]) -> None:
    assert {mention.text: mention.full_name for mention in _mentions(text)} == full


def test_what_people_are_is_told_by_the_last_part_of_a_word() -> None:
    for word in ("rehtori", "vararehtori", "apulais-rehtori", "Kaupunginjohtaja", "taitaja", "EK-johtaja"):
        assert names_people(word), word
    for word in ("kirja", "päiväkirja", "sarja", "koulu", "rehtorius"):
        assert not names_people(word), word


@pytest.mark.parametrize("after", ["", ".", ", ja muut.", "\n\nJuttu jatkuu."])
def test_a_role_after_the_name_ends_with_its_sentence(after: str) -> None:
    """A headline and a caption end without a mark."""
    assert _person(f"Timo Hakkarainen, Luksian johtaja{after}") == ("johtaja", "Luksia")


def test_a_role_does_not_reach_into_the_next_sentence() -> None:
    assert _person("Puhui Timo Hakkarainen,\n\njohtaja tapasi koulua.") == (None, None)
