"""Where the words stand whose base forms are kept without their places."""

from __future__ import annotations

import pytest

from luksia_nlp.display.word_places import places_of, word_places


@pytest.mark.parametrize(
    ("sentence", "base_forms", "expected"),
    [
        ("Lohjalla satoi.", "lohja sataa", ["Lohjalla", "satoi"]),
        ("Ettei satanut!", "että ei sataa", ["Ettei", "Ettei", "satanut"]),
        ("Hinta oli 2,5 – 3 euroa.", "hinta olla 2,5 3 euro", ["Hinta", "oli", "2,5", "3", "euroa"]),
        # The engine cuts a word that is written as one.
        ("Rehtori/opettaja puhui.", "rehtori opettaja puhua", ["Rehtori/opettaja"] * 2 + ["puhui"]),
        # A word that has no base form does not move the rest.
        ("Hän sanoi, §5 että sataa.", "hän sanoa että sataa", ["Hän", "sanoi", "että", "sataa"]),
        ('– "Kyllä!"', "kyllä", ["Kyllä"]),
        ("…", "", []),
    ],
)
def test_each_base_form_has_its_word(sentence: str, base_forms: str, expected: list[str]) -> None:
    places = word_places(sentence, base_forms.split())
    assert [sentence[start:end] for start, end in places] == expected


def test_a_sentence_without_words_is_whole() -> None:
    assert word_places("– !", ["eikö"]) == [(0, 3)]


def test_every_occurrence_is_found_and_none_twice() -> None:
    sentence = "Työ ja työn tekijä, työtä."
    found = list(places_of(sentence, "työ ja työ tekijä työ", ["työ"]))
    assert [sentence[start:end] for start, end in found] == ["Työ", "työn", "työtä"]
    assert list(places_of(sentence, "työ ja työ tekijä työ", ["työ", "tekijä"])) == [(7, 18)]
    assert list(places_of(sentence, "työ ja työ tekijä työ", ["tekijä", "ja"])) == []
