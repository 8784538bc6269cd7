"""Names that the lexicon does not hold, read by what they end in; comparatives; the table of places."""

from __future__ import annotations

import pytest

from luksia_nlp.language.base_forms import lemma_of
from luksia_nlp.language.degrees import in_degree
from luksia_nlp.language.known_names import is_known_name
from luksia_nlp.language.morphology import readings
from luksia_nlp.language.unknown_names import is_name_part


@pytest.mark.parametrize(
    ("form", "case", "lemma"),
    [
        # Last parts of the names of families and places, in either grade.
        ("Lintusalon", "Gen", "Lintusalo"),
        ("Vuorikarille", "All", "Vuorikari"),
        ("Haapaluomaa", "Par", "Haapaluoma"),
        ("Siuruanjoella", "Ade", "Siuruanjoki"),
        ("Siuruanjokeen", "Ill", "Siuruanjoki"),
        ("Tammerkoskessa", "Ine", "Tammerkoski"),
        ("Saukkolammella", "Ade", "Saukkolampi"),
        ("Kurkilahdesta", "Ela", "Kurkilahti"),
        ("Hakaniementorilla", "Ade", "Hakaniementori"),
        ("Virvoitusjuomatehtaalle", "All", "Virvoitusjuomatehdas"),
        ("Kyberkeskusta", "Par", "Kyberkeskus"),
        ("Joen", "Gen", "joki"),
        # -nen, and names in -i.
        ("Jolkkosen", "Gen", "Jolkkonen"),
        ("Tykkösellä", "Ade", "Tykkönen"),
        ("Lukkarin", "Gen", "Lukkari"),
        ("Rislakin", "Gen", "Rislakki"),
        ("Takahashin", "Gen", "Takahashi"),
        ("Uusi-Rasin", "Gen", "Uusi-Rasi"),
        # Grades that the guesser does not know.
        ("Rädyn", "Gen", "Räty"),
        ("Vuennon", "Gen", "Vuento"),
        ("Pöngän", "Gen", "Pönkä"),
        # Foreign names change nothing.
        ("Gokun", "Gen", "Goku"),
        ("Katōlla", "Ade", "Katō"),
        ("Scottin", "Gen", "Scott"),
        ("Becketin", "Gen", "Becket"),
        ("Marshallille", "All", "Marshall"),
        ("McAleesen", "Gen", "McAleese"),
        ("eHealthin", "Gen", "eHealth"),
        # Clitics that no tagger expects, colons, places of the table.
        ("Tampereelleko", "Nom", "Tampere"),
        ("Mäkelälläkö", "Nom", "Mäkelä"),
        ("Alko:n", "Nom", "Alko"),
        ("Dubois’n", "Gen", "Dubois"),
        ("Bordeaux'ssa", "Ine", "Bordeaux"),
        ("O’Brienin", "Gen", "O’Brien"),
        ("D'Angelo", "Nom", "D'Angelo"),
        ("Krimillä", "Ade", "Krim"),
        ("Milwaukeessa", "Ine", "Milwaukee"),
        # Names of the lexicon that the news does not mean.
        ("Paavin", "Gen", "paavi"),
        ("Postista", "Ela", "posti"),
    ],
)
def test_names_by_what_they_end_in(form: str, case: str, lemma: str) -> None:
    assert lemma_of(form, "PROPN", {"Case": case, "Number": "Sing"})[0] == lemma


def test_a_foreign_name_that_ends_like_a_finnish_one_is_told_by_its_case() -> None:
    assert lemma_of("Absalon", "PROPN", {"Case": "Nom", "Number": "Sing"})[0] == "Absalon"


def test_common_words_are_not_read_as_names() -> None:
    assert not {"name-ending", "vowel-name"} & {reading.rule for reading in readings("lintusalon")}
    for form in ("", "A", "Än", "N", "In", "Ii", "Kse", "Ksen"):
        assert readings(form)


@pytest.mark.parametrize(
    ("form", "degree", "singular", "plural"),
    [
        ("Korkeimmassa", "Sup", "Korkein", "Korkeimmat"),
        ("korkeimpaan", "Sup", "korkein", "korkeimmat"),
        ("Korkeinta", "Sup", "Korkein", "Korkeimmat"),
        ("Ylimmälle", "Sup", "Ylin", "Ylimmät"),
        ("Suuremmissa", "Cmp", "Suurempi", "Suuremmat"),
        ("Vanhemman", "Cmp", "Vanhempi", "Vanhemmat"),
        ("Pienempään", "Cmp", "Pienempi", "Pienemmät"),
    ],
)
def test_degrees(form: str, degree: str, singular: str, plural: str) -> None:
    assert in_degree(form, degree) == singular
    assert in_degree(form, degree, plural=True) == plural


def test_no_degree() -> None:
    assert in_degree("Punaiselle", None) is None
    assert in_degree("Punaiselle", "Pos") is None
    assert in_degree("Punaiselle", "Sup") is None


def test_known_names() -> None:
    assert is_known_name("sri lanka")
    assert is_known_name("Nuorgam")
    assert not is_known_name("")
    assert not is_known_name("Kuvitteellinen")
    assert is_name_part("Joki")
    assert not is_name_part("Iijoki")
