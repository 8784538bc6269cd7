"""The municipality that the words beside a place's name put it in."""

from __future__ import annotations

import pytest

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.records import Article, Document

_CASES = {"n": "Gen", "ssa": "Ine", "ssä": "Ine", "lla": "Ade", "llä": "Ade", "sta": "Ela", "lle": "All"}


def _homes(text: str, *names: str) -> dict[str, str | None]:
    """The municipality of each place of a text, by its base form."""
    endings = sorted(_CASES, key=len, reverse=True)
    tags = {}
    for word in (word for name in names for word in name.split()):
        case = next((_CASES[ending] for ending in endings if word.endswith(ending)), "Nom")
        tags[word] = ("PROPN", {"Case": case, "Number": "Sing"})
    engine = ScriptedEngine(names=dict.fromkeys(names, "LOC"), tags=tags)
    [document] = engine.documents([Article(text, "1")])
    assert isinstance(document, Document)
    return {mention.base_form: mention.municipality for mention in find_mentions(document)}


@pytest.mark.parametrize(
    ("text", "names", "name", "municipality"),
    [
        ("Satoi Helsingin Hietalahdessa.", ["Helsingin", "Hietalahdessa"], "Hietalahti", "Helsinki"),
        ("Satoi Helsingissä Hietalahdessa.", ["Helsingissä", "Hietalahdessa"], "Hietalahti", "Helsinki"),
        ("Tampereella Ruskon kaupunginosassa satoi.", ["Tampereella", "Ruskon"], "Rusko", "Tampere"),
        ("Satoi Lohjan Virkkalassa.", ["Lohjan", "Virkkalassa"], "Virkkala", "Lohja"),
    ],
)
def test_the_words_beside_a_name_say_where_it_lies(
    text: str, names: list[str], name: str, municipality: str
) -> None:
    assert _homes(text, *names)[name] == municipality


@pytest.mark.parametrize(
    ("text", "names", "name"),
    [
        (
            "Satoi Helsingissä, Hietalahdessa.",
            ["Helsingissä", "Hietalahdessa"],
            "Hietalahti",
        ),  # not side by side
        ("Tampereella satoi. Hietalahdessa paistoi.", ["Tampereella", "Hietalahdessa"], "Hietalahti"),
        ("Tampereella Turun johtaja puhui.", ["Tampereella", "Turun"], "Turku"),  # two cases, and no part
        (
            "Satoi Suomen Hietalahdessa.",
            ["Suomen", "Hietalahdessa"],
            "Hietalahti",
        ),  # Suomi is no municipality
        ("Helsingin Ruotsissa satoi.", ["Helsingin", "Ruotsissa"], "Ruotsi"),  # a country is no part of it
        ("Satoi Hietalahdessa.", ["Hietalahdessa"], "Hietalahti"),
    ],
)
def test_where_they_say_nothing(text: str, names: list[str], name: str) -> None:
    assert _homes(text, *names)[name] is None
