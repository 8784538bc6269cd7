"""A given name and a surname are a person's, whatever they were taken for; what ran together is parted."""

from __future__ import annotations

import pytest

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.records import Article, Document

_BODY = "organisation"
_NOM, _GEN = {"Case": "Nom", "Number": "Sing"}, {"Case": "Gen", "Number": "Sing"}


def _found(text: str, names: dict[str, str]) -> list[tuple[str, str, str]]:
    tags = {"Eskolan": ("PROPN", _GEN), "Lohjan": ("PROPN", _GEN), "Aleppon": ("PROPN", _GEN)}
    tags |= {
        "kaupunki": ("NOUN", _NOM),
        "Ukkosta": ("NOUN", {"Case": "Par"}),
        "Idässä": ("NOUN", {"Case": "Ine"}),
    }
    [document] = ScriptedEngine(names=names, tags=tags).documents([Article(text, "1")])
    assert isinstance(document, Document)
    return [(mention.text, mention.kind, mention.base_form) for mention in find_mentions(document)]


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        (
            "Auto lähti Outi Eskolan talolta.",
            {"Outi Eskolan": "GPE"},
            [("Outi Eskolan", "person", "Outi Eskola")],
        ),
        (
            "Tulivat Mikko ja Saku Lehtonen.",
            {"Mikko": "ORG", "Saku Lehtonen": "PERSON"},
            [("Mikko", "person", "Mikko Lehtonen"), ("Saku Lehtonen", "person", "Saku Lehtonen")],
        ),
        (
            "Arvion antoi Esa Salo puolustusministeriöstä eilen.",
            {"Esa Salo puolustusministeriöstä": "ORG"},
            [
                ("Esa Salo", "person", "Esa Salo"),
                ("puolustusministeriöstä", "organisation", "puolustusministeriö"),
            ],
        ),
        ("Liike on Maija Salo Oy.", {"Maija Salo Oy": "ORG"}, [("Maija Salo Oy", _BODY, "Maija Salo Oy")]),
        (
            "Vaalit voitti äärioikeiston Vapauspuolue.",
            {"äärioikeiston Vapauspuolue": "ORG"},
            [("Vapauspuolue", _BODY, "Vapauspuolue")],
        ),
        ("Lehti on la Repubblica.", {"la Repubblica": "ORG"}, [("la Repubblica", _BODY, "la Repubblica")]),
        ("Lohjan kaupunki maksoi.", {"Lohjan": "GPE"}, [("Lohjan kaupunki", _BODY, "Lohjan kaupunki")]),
        ("Siellä on Aleppon kaupunki raunioina.", {"Aleppon": "GPE"}, [("Aleppon", "place", "Aleppo")]),
        ("Lämpö oli -7 astetta ja 103 markkaa.", {"-7": "LOC", "103": "ORG"}, []),
        ("Päivä oli dässä pilvinen.", {"dässä": "LOC"}, []),
        ("Idässä sataa.", {"Idässä": "GPE"}, []),
    ],
)  # fmt: skip
def test_what_names_are(text: str, names: dict[str, str], found: list[tuple[str, str, str]]) -> None:
    assert _found(text, names) == found
