"""People that the engine's names miss or make too many: registers, families, openers, namesakes of things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.families import family_of
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.names.person_names import called_in_full, surname_first
from luksia_nlp.records import Article, Document, Mention

_NAME = ("PROPN", {"Case": "Nom", "Number": "Sing"})


def _mentions(text: str, names: Mapping[str, str], score: float | None = None) -> list[Mention]:
    words = {word: _NAME for word in text.replace(",", " ").replace(".", " ").split() if word[:1].isupper()}
    [document] = ScriptedEngine(names=names, tags=words).documents([Article(text, "1")])
    assert isinstance(document, Document)
    if score is not None:
        document = replace(document, names=tuple(replace(name, score=score) for name in document.names))
    return find_mentions(document)


def _people(text: str, *names: str, score: float | None = None) -> list[str]:
    found = _mentions(text, dict.fromkeys(names, "PERSON"), score)
    return [mention.base_form for mention in found if mention.kind == "person"]


@pytest.mark.parametrize(
    ("text", "names", "people"),
    [
        (
            "Valittiin Virtanen Maija, Laine Kari.",
            ["Virtanen", "Laine Kari"],
            ["Maija Virtanen", "Kari Laine"],
        ),
        ("Valittiin Virtanen Maija.", ["Maija"], ["Maija Virtanen"]),
        ("Paikalla: Virtanen, Maija; Lehto, Pekka.", ["Virtanen", "Maija", "Lehto", "Pekka"], 2),
        ("Mukana olivat Virtanen, Maija ja Pekka.", ["Virtanen", "Maija", "Pekka"], 3),
        ("Valittiin Virtanen\n\nMaija.", ["Virtanen", "Maija"], ["Virtanen", "Maija"]),
        ("Valittiin Virtanen\nMaija.", ["Virtanen Maija"], ["Maija Virtanen"]),
        ("Lauloi Ricky Martin.", ["Ricky Martin"], ["Ricky Martin"]),
    ],
)
def test_registers(text: str, names: list[str], people: list[str] | int) -> None:
    found = _people(text, *names)
    assert len(found) == people if isinstance(people, int) else found == people


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Virtanen Maija", True),
        ("VIRTANEN Maija", True),
        ("Halla-aho Jussi", True),
        ("Sillanpää Leena", True),
        ("Virtanen M.", True),
        ("Maija Virtanen", False),
        ("Pekka Antti", False),
        ("Virtanen", False),
        ("Nokian Maija", False),
    ],
)
def test_order_of_a_register(words: str, first: bool) -> None:
    assert surname_first(words.split()) is first


@pytest.mark.parametrize("quotes", ["””", '""', "''", "“”", "«»", "»»", "‘’"])
def test_nicknames_are_no_part_of_a_name(quotes: str) -> None:
    text = f"Matti {quotes[0]}Masa{quotes[1]} Virtanen"
    assert called_in_full(text, text) == "Matti Virtanen"


@pytest.mark.parametrize(
    ("word", "family"),
    [
        ("Järviset", "Järviset"),
        ("Niemisten", "Niemiset"),
        ("Virtasille", "Virtaset"),
        ("Nousiaiset", "Nousiaiset"),
        ("Nousiaisissa", None),
        ("Hämäläiset", None),
        ("Kaksoset", None),
        ("Kansainväliset", None),
        ("Kärpät", None),
        ("Niemisen", None),
    ],
)
def test_families(word: str, family: str | None) -> None:
    assert family_of(word) == family


def test_a_family_is_people_whatever_the_engine_took_it_for() -> None:
    [mention] = _mentions("Naapurin Korhoset muuttivat.", {"Korhoset": "ORG"})
    assert (mention.kind, mention.base_form, mention.kind_rule) == ("person", "Korhoset", "family")


@pytest.mark.parametrize(
    ("word", "family"),
    [
        ("Sandholmit", "Sandholmit"),
        ("Sandholmeille", "Sandholmit"),
        ("Sandholmille", None),
        ("Sandholm", None),
    ],
)
def test_a_family_of_the_article(word: str, family: str | None) -> None:
    people = _people(f"Tuli Liisa Sandholm. Kiitos {word} sanoi.", "Liisa Sandholm", word)
    assert (family in people) is (family is not None)
    assert ("Sandholmit" in people) is (family is not None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Voittaja: Lilja Virta, Lemi", "place"),
        ("Voittaja: Lilja Virta, Lemi\nToinen", "place"),
        ("Tulivat Lilja Virta, Lemi ja muut", "person"),
        ("Voittaja: Virta, Lemi", "place"),
    ],
)
def test_hometowns(text: str, kind: str) -> None:
    *_, town = _mentions(text, {"Lilja Virta": "PERSON", "Virta": "PERSON", "Lemi": "PERSON"})
    assert town.kind == kind


@pytest.mark.parametrize(
    ("text", "names", "people"),
    [
        ("Tulivat Mikko ja Saku Lehtonen.", ["Mikko", "Saku Lehtonen"], ["Mikko Lehtonen", "Saku Lehtonen"]),
        (
            "Tulivat Anna, Aino ja Olli Salo.",
            ["Anna", "Aino", "Olli Salo"],
            ["Anna Salo", "Aino Salo", "Olli Salo"],
        ),
        ("Tulivat Madonna ja Saku Lehtonen.", ["Madonna", "Saku Lehtonen"], ["Madonna", "Saku Lehtonen"]),
        (
            "Matti Salo tuli. Matti ja Liisa Lehto lähtivät.",
            ["Matti Salo", "Matti", "Liisa Lehto"],
            ["Matti Salo", "Matti", "Liisa Lehto"],
        ),
        ("Tulivat Mikko ja Saku Lehtonen.", ["Mikko ja Saku Lehtonen"], ["Mikko Lehtonen", "Saku Lehtonen"]),
    ],
)
def test_shared_surnames(text: str, names: list[str], people: list[str]) -> None:
    assert _people(text, *names) == people


@pytest.mark.parametrize(
    ("text", "score", "people"),
    [
        ("Rinne on auki.", 0.8, []),
        ("Rinne on auki.", 0.95, ["Rinne"]),
        ("Rinne sanoo niin.", 0.8, ["Rinne"]),
        ("Antti Rinne tuli. Rinne on väsynyt.", 0.8, ["Antti Rinne", "Rinne"]),
        ("Paavin matka alkoi.", 0.96, []),
        ("Kuopiolainen voitti.", 0.96, []),
    ],
)
def test_common_words_that_open_a_sentence(text: str, score: float, people: list[str]) -> None:
    assert _people(text, "Antti Rinne", "Rinne", "Paavin", "Kuopiolainen", score=score) == people


def test_a_clitic_tells_a_name() -> None:
    assert _people("Lehtosestako johtaja? Kesälläkö lomat?") == ["Lehtonen"]


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("Nähtiin Liisa Ahosen talo.", {"Liisa Ahosen talo": "FAC"}, ("person", "Liisa Ahosen")),
        ("Nähtiin Punaisen talo.", {"Punaisen talo": "FAC"}, ("place", "Punaisen talo")),
        ("Nähtiin Paavo Nurmen tie.", {"Paavo Nurmen": "PERSON"}, ("place", "Paavo Nurmen tie")),
        ("Nähtiin Nurmen tie.", {"Nurmen": "PERSON"}, ("person", "Nurmen")),
        ("Nähtiin Havis Amanda.", {"Havis Amanda": "PERSON"}, ("other", "Havis Amanda")),
        ("Tuli Sir Elton John.", {"Sir Elton John": "PERSON"}, ("person", "Elton John")),
        ("Tuli Mr. Bean.", {"Mr. Bean": "PERSON"}, ("person", "Bean")),
        ("Tuli Margareeta II.", {"Margareeta": "PERSON"}, ("person", "Margareeta II")),
    ],
)
def test_what_belongs_to_people_and_what_bears_their_names(
    text: str, names: Mapping[str, str], found: tuple[str, str]
) -> None:
    [mention] = _mentions(text, names)
    assert (mention.kind, mention.text) == found
