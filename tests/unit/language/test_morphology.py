"""Real analyses by the real analyser."""

from __future__ import annotations

import pytest

from luksia_nlp.language.base_forms import base_form, lemma_of
from luksia_nlp.language.morphology import LONGEST_WORD, is_common_word, is_known, readings


@pytest.mark.parametrize(
    ("form", "upos", "feats", "lemma", "rule"),
    [
        ("Luksian", "PROPN", {"Case": "Gen", "Number": "Sing"}, "Luksia", "vowel-name"),
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
        ("AMKE:n", "PROPN", {"Case": "Gen", "Number": "Sing"}, "AMKE", "colon"),
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


@pytest.mark.parametrize(
    ("form", "upos", "feats", "lemma"),
    [
        # What the tagger sees decides between words that the form can be of.
        ("hauista", "NOUN", {"Case": "Ela", "Number": "Plur"}, "haku"),
        ("hauista", "NOUN", {"Number": "Sing"}, "hauis"),
        ("Juhani", "PROPN", {"Case": "Nom", "Number": "Sing"}, "Juhani"),
        ("Juhani", "PROPN", {"Case": "Nom", "Number": "Sing", "Person[psor]": "1"}, "Juha"),
        ("tulinkin", "NOUN", {"Case": "Gen", "Number": "Sing"}, "tulinkki"),
        ("Villa", "PROPN", {"Case": "Nom", "Number": "Sing"}, "Villa"),
        ("Meri", "PROPN", {"Case": "Nom", "Number": "Sing"}, "Meri"),
        ("hänkin", "NOUN", {"Case": "Nom", "Number": "Sing"}, "hän"),
        ("kannat", "VERB", {"Case": "Nom", "Number": "Plur"}, "kantaa"),
        ("alusta", "VERB", {"Case": "Par", "Number": "Sing"}, "alustaa"),
    ],
)
def test_the_tagger_decides_between_readings(form: str, upos: str, feats: dict[str, str], lemma: str) -> None:
    assert lemma_of(form, upos, feats)[0] == lemma


def test_readings_come_most_likely_first() -> None:
    for form in ("Sanomien", "hauista", "LOHJALLA", "Bergkampin"):
        weights = [reading.weight for reading in readings(form)]
        assert weights == sorted(weights)
        assert weights[0] < weights[-1]


def test_names_that_the_lexicon_may_not_hold() -> None:
    def rules(form: str) -> dict[str, str]:
        return {reading.rule: reading.lemma for reading in readings(form)}

    assert rules("Zyrkampin")["foreign-name"] == "Zyrkamp"
    assert rules("Zyroksen")["s-name"] == "Zyros"
    assert rules("Zyrkampin")["form"] == "Zyrkampin"
    # Vowels stand before no -i- of a foreign name, consonants before no -kse-, and only names are read so.
    assert "foreign-name" not in rules("Espooin")
    assert "s-name" not in rules("Trksen")
    assert not {"foreign-name", "form"} & set(rules("zyrkampin"))


def test_capitals_are_a_little_less_likely() -> None:
    [written] = [r for r in readings("Lohjalla") if r.rule == "lexicon" and r.part_of_speech == "proper"]
    [capitals] = [r for r in readings("LOHJALLA") if r.rule == "lexicon" and r.part_of_speech == "proper"]
    assert capitals.lemma == written.lemma == "Lohja"
    assert capitals.weight > written.weight


def test_common_words() -> None:
    assert [is_common_word(word) for word in ("Punainen", "Koulu", "Sakset", "Palanut")] == [True] * 4
    # A name of the lexicon is none, nor is what only looks like a word.
    assert [is_common_word(word) for word in ("Lahti", "Oulu", "Tserpakko")] == [False] * 3
