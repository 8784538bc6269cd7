"""Whose words they are, by the names of the article."""

from __future__ import annotations

import pytest

from luksia_nlp.quotes.people import People
from luksia_nlp.quotes.words import Words
from luksia_nlp.records import Quote
from tests.unit.quotes.reading import NOM, SAYS, Tags, document_of, quotes_of, words_of

_PLURAL = {"Case": "Nom", "Number": "Plur"}
_TAGS: Tags = {
    "opiskelijat": ("NOUN", _PLURAL),
    "Rehtori": ("NOUN", NOM),
    "rehtori": ("NOUN", NOM),
    "Hän": ("PRON", NOM),
    "hän": ("PRON", NOM),
    "he": ("PRON", _PLURAL),
    "Aino": ("PROPN", NOM),
    "Salo": ("PROPN", NOM),
    "Eero": ("PROPN", NOM),
    "Nieminen": ("PROPN", NOM),
    "Luksia": ("PROPN", NOM),
    "Lumiputki": ("PROPN", NOM),
    "Oy": ("PROPN", NOM),
    "sanoo": ("VERB", SAYS),
}
_NAMES = {
    "Aino Salo": "PERSON",
    "Salo": "PERSON",
    "Aino": "PERSON",
    "Eero Nieminen": "PERSON",
    "Luksia": "ORG",
    "Lumiputki Oy": "ORG",
}


def _speaker(text: str, tags: Tags = _TAGS) -> tuple[str | None, str]:
    """Who the last quote's speaker is, and by which rule."""
    quotes = quotes_of(text, tags, _NAMES)
    return _named(text, quotes[-1], tags)


def _named(text: str, quote: Quote, tags: Tags = _TAGS) -> tuple[str | None, str]:
    words = words_of(text, tags, _NAMES)
    names = {mention.start: mention.base_form for mention in words.mentions}
    name = None if quote.speaker_mention is None else names[quote.speaker_mention]
    return name, quote.rule.partition(", ")[2]


@pytest.mark.parametrize(
    ("text", "speaker", "rule"),
    [
        ("– Sataa, sanoo Aino Salo.", "Aino Salo", "name"),
        ("Aino Salo tuli. – Sataa, Salo sanoo.", "Aino Salo", "name"),
        ("Aino Salo tuli. – Sataa, Aino sanoo.", "Aino Salo", "name"),
        ("Aino Salo tuli. – Sataa, hän sanoo.", "Aino Salo", "pronoun"),
        ("Aino Salo tuli. – Sataa.", "Aino Salo", "context"),
        ("Aino Salo tuli. – Sataa, he sanoo.", None, "unnamed"),
        ("Rehtori Aino Salo ja Eero Nieminen tuli. – Sataa, rehtori sanoo.", "Aino Salo", "role"),
        ("Aino Salo tuli. – Sataa, opiskelijat sanoo.", None, "unnamed"),
        ("Lumiputki Oy rakentaa. – Sataa, yhtiö sanoo.", "Lumiputki Oy", "organisation-type"),
        ("Luksia rakentaa. – Sataa, Luksia sanoo.", "Luksia", "name"),
        ("– Sataa, hän sanoo.", None, "unnamed"),
        ("– Sataa.", None, "unknown"),
    ],
)
def test_speakers(text: str, speaker: str | None, rule: str) -> None:
    assert _speaker(text) == (speaker, rule)


def test_a_group_is_nobody_without_a_tagger_too() -> None:
    assert _speaker("Aino Salo tuli. – Sataa, opiskelijat sanoo.", {})[0] is None


def test_a_question_is_answered_by_the_other_one() -> None:
    text = "Eero Nieminen tapasi Aino Salon. – Sataako? kysyi Eero Nieminen.\n\n– Sataa."
    quotes = quotes_of(text, _TAGS, {**_NAMES, "Aino Salon": "PERSON"})
    assert [quote.rule for quote in quotes] == ["dash-within, name", "dash, answer"]
    assert quotes[1].speaker_mention == text.index("Aino Salon")


def test_a_headlines_words_are_whose_they_are_below() -> None:
    text = "”Lohjalla sataa taas”\n\nAino Salo tuli. ”Lohjalla sataa taas”, hän sanoi."
    first, second = quotes_of(text, _TAGS, _NAMES)
    assert (_named(text, first), _named(text, second)) == (
        ("Aino Salo", "repeated"),
        ("Aino Salo", "pronoun"),
    )
    other = "”Vihdissä tuulee kovin”\n\nAino Salo tuli. ”Lohjalla sataa taas”, hän sanoi."
    assert _named(other, quotes_of(other, _TAGS, _NAMES)[0]) == (None, "unknown")


def _people(text: str) -> tuple[Words, People]:
    words = words_of(text, _TAGS, _NAMES)
    people = People(words)
    for sentence in document_of(text, _TAGS, _NAMES).sentences:
        people.read(range(sentence.first_token, sentence.last_token))
    return words, people


def test_who_was_last_spoken_of() -> None:
    _, people = _people("Aino Salo tuli. Eero Nieminen lähti. Luksia avattiin.")
    assert (people.other, people.person, people.body) == (0, 1, 2)
    people.hear(0)
    assert (people.other, people.person) == (1, 0)
    people.hear(None)
    assert people.person == 0


def test_a_name_alone_is_that_of_the_full_name() -> None:
    _, people = _people("Aino Salo tuli. Salo lauloi. Aino lähti. Eero Nieminen jäi.")
    assert [people.whole(number) for number in range(4)] == [0, 0, 0, 3]
    assert people.whole(None) is None
    assert people.is_same(0, 1)
    assert not people.is_same(0, 3)
    assert not people.is_same(0, None)


def test_nobody_was_spoken_of() -> None:
    _, people = _people("Sataa vettä.")
    assert (people.person, people.other, people.body, people.latter) == (None,) * 4
