"""What is told of somebody's words, from tags that are given."""

from __future__ import annotations

import pytest

from tests.unit.quotes.reading import ESS, GEN, NOM, SAYS, TOLD, Tags, quotes_of

_PRESENT = {"VerbForm": "Part", "PartForm": "Pres", "Voice": "Act", "Case": "Gen"}
_PAR = {"Case": "Par", "Number": "Sing"}
_TAGS: Tags = {
    "Aino": ("PROPN", NOM),
    "Salo": ("PROPN", NOM),
    "Salon": ("PROPN", GEN),
    "Nieminen": ("PROPN", NOM),
    "Nyt": ("ADV", {}),
    "sataa": ("VERB", SAYS),
    "tuulee": ("VERB", SAYS),
    "on": ("AUX", SAYS),
    "pitää": ("VERB", SAYS),
    "sanoo": ("VERB", SAYS),
    "arvioi": ("VERB", SAYS),
    "kertonut": ("VERB", TOLD),
    "hidastuvan": ("VERB", _PRESENT),
    "kasvun": ("NOUN", GEN),
    "tutkimuksen": ("NOUN", GEN),
    "asiaa": ("NOUN", _PAR),
    "tärkeänä": ("ADJ", ESS),
    "iloinen": ("ADJ", NOM),
    "ei": ("AUX", {**SAYS, "Polarity": "Neg"}),
}
_NAMES = {"Aino Salo": "PERSON", "Aino Salon": "PERSON", "Eero Nieminen": "PERSON"}


def _told(text: str) -> list[tuple[str, str, str | None]]:
    quotes = quotes_of(text, _TAGS, _NAMES)
    assert {quote.kind for quote in quotes} <= {"indirect"}
    return [(quote.rule.partition(",")[0], quote.text, quote.cue) for quote in quotes]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Aino Salon mukaan nyt sataa.", [("postposition", "nyt sataa", "mukaan")]),
        (
            "Nyt Aino Salon mukaan sataa.",
            [("postposition", "Nyt", "mukaan"), ("postposition", "sataa", "mukaan")],
        ),
        ("Nyt sataa Aino Salon mielestä.", [("postposition", "Nyt sataa", "mielestä")]),
        (
            "Aino Salon mukaan nyt sataa, mikä on harvinaista.",
            [("postposition", "nyt sataa, mikä on harvinaista", "mukaan")],
        ),
        ("Lohjalla tuulee, ja Aino Salon mukaan nyt sataa.", [("postposition", "nyt sataa", "mukaan")]),
        ("Tutkimuksen mukaan nyt sataa.", []),
        ("Aino Salo sanoo, että nyt sataa.", [("reported-clause", "nyt sataa", "sanoo")]),
        ("Aino Salo on kertonut, ettei nyt sada.", [("reported-clause", "ettei nyt sada", "kertonut")]),
        ("Aino Salo on iloinen siitä, että nyt sataa.", [("reported-clause", "nyt sataa", "iloinen")]),
        ("Aino Salo on iloinen, että nyt sataa.", [("reported-clause", "nyt sataa", "iloinen")]),
        ("Aino Salo ei sanoo, että nyt sataa.", []),
        ("Aino Salo sanoo, miten nyt sataa.", [("reported-clause", "miten nyt sataa", "sanoo")]),
        ("Aino Salo arvioi, miten nyt sataa.", []),  # that is still to be seen
        ("Aino Salo sanoo, että sataa.", [("reported-clause", "sataa", "sanoo")]),
        ("Aino Salo sanoo, että Lohja.", []),  # one word is too little
        ("Aino Salo arvioi kasvun hidastuvan.", [("participle", "kasvun hidastuvan", "arvioi")]),
        ("Aino Salo sanoo tulleensa eilen.", [("participle", "tulleensa eilen", "sanoo")]),
        ("Aino Salo pitää asiaa tärkeänä.", [("essive", "asiaa tärkeänä", "pitää")]),
        ("Aino Salo pitää tärkeänä, että nyt sataa.", [("essive", "nyt sataa", "pitää")]),
        ("Aino Salo ei pitää asiaa tärkeänä.", []),
        ("Nyt sataa kovin, Aino Salo sanoo.", [("trailing-clause", "Nyt sataa kovin", "sanoo")]),
        ("Lohjan tori, Aino Salo sanoo.", []),  # no clause
        ("Nyt sataa kovin – Aino Salo sanoo.", []),  # a headline's two parts
        ("Nyt sataa kovin. Näin sanoo Aino Salo.", [("closing-clause", "Nyt sataa kovin", "sanoo")]),
    ],
)
def test_told(text: str, told: list[tuple[str, str, str | None]]) -> None:
    assert _told(text) == told


def test_of_one_inside_another_the_outer_one_counts() -> None:
    assert _told("Aino Salo sanoo, että Eero Nieminen arvioi kasvun hidastuvan.") == [
        ("reported-clause", "Eero Nieminen arvioi kasvun hidastuvan", "sanoo")
    ]


def test_nothing_is_told_within_somebodys_own_words() -> None:
    [quote] = quotes_of("– Aino Salo sanoo, että nyt sataa.", _TAGS, _NAMES)
    assert quote.kind == "direct"
