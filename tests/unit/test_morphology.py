"""Real analyses by the real analyser."""

from __future__ import annotations

import pytest

from luksia_nlp.morphology import LONGEST_WORD, base_form, is_known, lemma_of, readings


@pytest.mark.parametrize(
    ("form", "upos", "feats", "lemma", "rule"),
    [
        ("Luksian", "PROPN", {"Case": "Gen", "Number": "Sing"}, "Luksia", "guesser"),
        ("Hakkaraisen", "PROPN", {"Case": "Gen", "Number": "Sing"}, "Hakkarainen", "lexicon"),
        ("Lohjalla", "PROPN", {"Case": "Ade", "Number": "Sing"}, "Lohja", "lexicon"),
        ("Lohjallakaan", "PROPN", {"Case": "Ade", "Number": "Sing", "Clitic": "Kaan"}, "Lohja", "lexicon"),
        ("Hangossakin", "PROPN", {"Case": "Gen", "Number": "Sing"}, "Hanko", "lexicon"),
        ("Mikkelissä", "PROPN", {"Case": "Ine", "Number": "Sing"}, "Mikkeli", "lexicon"),
        ("Brysselissä", "PROPN", {"Case": "Ine", "Number": "Sing"}, "Bryssel", "lexicon"),
        ("Bergkampin", "PROPN", {"Case": "Gen", "Number": "Sing"}, "Bergkamp", "foreign-name"),
        ("Owenia", "PROPN", {"Case": "Par", "Number": "Sing"}, "Owen", "foreign-name"),
        ("Owenilla", "PROPN", {"Case": "Ade", "Number": "Sing"}, "Owen", "foreign-name"),
        ("Iglesiaksen", "PROPN", {"Case": "Gen", "Number": "Sing"}, "Iglesias", "s-name"),
        ("Ovidiukselle", "PROPN", {"Case": "All", "Number": "Sing"}, "Ovidius", "s-name"),
        ("SAK:sta", "PROPN", {"Case": "Ela", "Number": "Sing"}, "SAK", "lexicon"),
        ("AMKE:n", "PROPN", {"Case": "Gen", "Number": "Sing"}, "AMKE", "guesser"),
        ("EU:", "PROPN", {}, "EU", "colon"),
        ("KELAssa", "PROPN", {"Case": "Ine", "Number": "Sing"}, "KELA", "colon"),
        ("LOHJALLA", "PROPN", {"Case": "Ade", "Number": "Sing"}, "Lohja", "lexicon"),
        ("Yhdysvalloissa", "PROPN", {"Case": "Ine", "Number": "Plur"}, "Yhdysvallat", "lexicon"),
        ("vetovoimaisempaa", "ADJ", {"Case": "Par", "Number": "Sing"}, "vetovoimainen", "lexicon"),
        ("vaikuttavat", "VERB", {"Number": "Plur"}, "vaikuttaa", "lexicon"),
        ("vaikuttavat", "ADJ", {"Case": "Nom", "Number": "Plur"}, "vaikuttava", "lexicon"),
        ("eivät", "AUX", {"Number": "Plur"}, "ei", "lexicon"),
        ("2025", "NUM", {}, "2025", "form"),
        ("😀", "SYM", {}, "😀", "form"),
    ],
)
def test_base_form(form: str, upos: str, feats: dict[str, str], lemma: str, rule: str) -> None:
    found, found_rule = lemma_of(form, upos, feats)
    assert found == lemma
    # A reading of the same base form may come from another rule where the lexicon grows.
    assert found_rule in (rule, "lexicon")


def test_a_form_is_never_without_a_reading() -> None:
    for form in ("", " ", "-", "\x00", "é̈", "a" * 10_000, "Turvallisuus-", "ß", "ﬁ", "東京"):
        assert readings(form)
        assert base_form(form)[0] == form or form.isalpha()


def test_overlong_words_are_not_guessed_at() -> None:
    word = "a" * (LONGEST_WORD + 1)
    assert [reading.rule for reading in readings(word)] == ["form"]


def test_known() -> None:
    assert is_known("koulutuskeskuksessa")
    assert not is_known("järnvägsstationen")
