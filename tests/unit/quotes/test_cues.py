"""What is known of the words that say that somebody speaks."""

from __future__ import annotations

from itertools import chain

import pytest

from luksia_nlp.language.morphology import readings
from luksia_nlp.names.organisations import organisation_type
from luksia_nlp.quotes.cues import (
    can_be_finite,
    group,
    is_own_participle,
    knowledge,
    speech_verb,
    speech_verbs,
)

# Verbs that the analyser does not know: an old one, and one that is misspelt.
_UNKNOWN = ("virkkoa", "aneliä")


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("sanoo", "sanoa"),
        ("sanovat", "sanoa"),
        ("totesi", "todeta"),
        ("huikkasi", "huikata"),
        ("sanoin", None),  # the first person reports nobody else
        ("sanoa", None),
        ("juoksee", None),
        ("talo", None),
        ("", None),
        ("anelee", "anella"),
    ],
)
def test_verbs_of_speech(form: str, lemma: str | None) -> None:
    assert speech_verb(form) == lemma


@pytest.mark.parametrize(
    ("form", "finite"), [("juoksee", True), ("juoksevat", True), ("juoksen", False), ("talossa", False)]
)
def test_finite(form: str, finite: bool) -> None:
    assert can_be_finite(form) is finite


@pytest.mark.parametrize(
    ("form", "own"),
    [
        ("tulleensa", True),
        ("lähteneensä", True),
        ("muuttavansa", True),
        ("talonsa", False),
        ("kavansa", False),
        ("tullut", False),
    ],
)
def test_own_participles(form: str, own: bool) -> None:
    assert is_own_participle(form) is own


@pytest.mark.parametrize("name", ["speech", "reporting", "with_participle", "with_essive", "asking", "never"])
def test_verbs_are_base_forms_and_stand_once(name: str) -> None:
    verbs = knowledge()[name]
    assert len(set(verbs)) == len(verbs)
    for verb in set(verbs) - {"ei", *_UNKNOWN}:
        assert any(one.lemma == verb and one.part_of_speech == "verb" for one in readings(verb)), verb


def test_verbs_that_report_for_some_also_do_it_for_all() -> None:
    assert group("asking") <= speech_verbs()
    assert group("joining_negations") <= group("joining")


def test_types_are_those_of_organisations() -> None:
    """Each type that a noun stands for is one that some name can have."""
    from luksia_nlp.resources import packaged

    known = set(packaged.toml("organisations.toml")["types"])
    assert set(chain(*knowledge()["stands_for"].values())) <= known
    assert organisation_type("Lumiputki Oy") in knowledge()["stands_for"]["yhtiö"]


def test_a_dot_leads_into_a_table() -> None:
    assert "hänen" in group("pronouns.owner")
    with pytest.raises(KeyError):
        group("pronouns.none")
