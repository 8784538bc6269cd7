"""Nouns that can speak."""

from __future__ import annotations

import pytest

from luksia_nlp.quotes.nouns import is_body_noun, is_person_noun, is_speaker_noun


@pytest.mark.parametrize(
    ("lemma", "person", "body"),
    [
        ("rehtori", True, False),
        ("perheenisä", True, False),
        ("vihtiläinen", True, False),
        ("opiskelija", True, False),
        ("ministeriö", False, True),
        ("opetusministeriö", False, True),
        ("yhtiö", False, True),
        ("kulttuurikeskus", False, True),
        ("tutkimus", False, False),
        ("laki", False, False),
        ("talo", False, False),
        ("kone", False, False),
        ("", False, False),
    ],
)
def test_nouns(lemma: str, person: bool, body: bool) -> None:
    assert (is_person_noun(lemma), is_body_noun(lemma)) == (person, body)
    assert is_speaker_noun(lemma) is (person or body)
