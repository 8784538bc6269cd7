"""Who speaks, in the words of the text."""

from __future__ import annotations

import pytest

from luksia_nlp.quotes.subjects import (
    Subject,
    antecedent,
    any_noun,
    genitive_before,
    phrase_start,
    subject_of,
)
from luksia_nlp.quotes.words import Words
from tests.unit.quotes.reading import GEN, NOM, SAYS, place_of, text_of, words_of

_NAMES = {
    "Aino Salo": "PERSON",
    "Aino Salon": "PERSON",
    "Salon": "PERSON",
    "Lohjan": "GPE",
    "Taitaja": "EVENT",
}
_TAGS = {
    "Salon": ("PROPN", GEN),
    "Salo": ("PROPN", NOM),
    "Aino": ("PROPN", NOM),
    "rehtorin": ("NOUN", GEN),
    "lain": ("NOUN", GEN),
    "poliisin": ("NOUN", GEN),
    "tietojen": ("NOUN", {"Case": "Gen", "Number": "Plur"}),
    "hänen": ("PRON", GEN),
    "sen": ("PRON", GEN),
    "jonka": ("PRON", GEN),
    "sanoo": ("VERB", SAYS),
    "tutkimus": ("NOUN", NOM),
    "nimimerkki": ("NOUN", NOM),
    "Hessu": ("PROPN", NOM),
}


def _who(words: Words, subject: Subject | None) -> tuple[str, str] | None:
    return None if subject is None else (text_of(words, subject.first, subject.last), subject.how)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Aino Salo sanoo", ("Aino Salo", "name")),
        ("sanoo Aino Salo", ("Aino Salo", "name")),
        ("sanoo rehtori Aino Salo", ("Aino Salo", "name")),
        ("hän sanoo", ("hän", "pronoun")),
        ("he sanoo", ("he", "pronoun")),
        ("rehtori sanoo", ("rehtori", "noun")),
        ("yhtiö sanoo", ("yhtiö", "noun")),
        ("se sanoo", None),  # a thing speaks only where a parser says so
        ("tutkimus sanoo", None),
        ("talo (Aino Salo) sanoo", None),
    ],
)
def test_subjects_that_are_looked_for(text: str, who: tuple[str, str] | None) -> None:
    words = words_of(text, _TAGS, _NAMES)
    assert _who(words, subject_of(words, place_of(words, "sanoo"), 0, len(words.tokens))) == who


def test_a_parser_knows_better_than_what_stands_near() -> None:
    heads = {"Salo": ("sanoo", "nsubj"), "Aino": ("Salo", "flat:name")}
    words = words_of("Aino Salo katsoo poikaa ja rehtori sanoo", _TAGS, _NAMES, heads)
    assert _who(words, subject_of(words, place_of(words, "sanoo"), 0, len(words.tokens))) == (
        "Aino Salo",
        "name",
    )


def test_where_the_parser_knows_a_thing_nobody_speaks() -> None:
    words = words_of("tutkimus sanoo hän", _TAGS, _NAMES, {"tutkimus": ("sanoo", "nsubj")})
    assert subject_of(words, place_of(words, "sanoo"), 0, 3) is None


def test_a_name_that_nothing_found_is_unknown() -> None:
    words = words_of("Hessu sanoo", _TAGS, _NAMES, {"Hessu": ("sanoo", "nsubj")})
    assert _who(words, subject_of(words, 1, 0, 2)) == ("Hessu", "unknown")


def test_any_noun_speaks_where_only_people_do() -> None:
    for noun, who in (("nimimerkki", ("nimimerkki", "noun")), ("tutkimus", None)):
        words = words_of(f"{noun} sanoo", _TAGS, _NAMES, {noun: ("sanoo", "nsubj")})
        assert _who(words, any_noun(words, 1, 0, 2)) == who
    words = words_of("nimimerkki sanoo", _TAGS, _NAMES)
    assert any_noun(words, 1, 0, 2) is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Aino Salon mukaan", ("Aino Salon", "name")),
        ("Aino Salon (kok.) mukaan", ("Aino Salon", "name")),
        ("Aino Salon, 45, mukaan", ("Aino Salon", "name")),
        ("hänen mukaan", ("hänen", "pronoun")),
        ("rehtorin mukaan", ("rehtorin", "noun")),
        ("poliisin tietojen mukaan", ("poliisin", "noun")),
        ("lain mukaan", None),
        ("sen mukaan", None),
        ("tietojen mukaan", None),
        ("mukaan", None),
    ],
)
def test_whose_words_a_postposition_tells(text: str, who: tuple[str, str] | None) -> None:
    words = words_of(text, _TAGS, _NAMES)
    assert _who(words, genitive_before(words, place_of(words, "mukaan"), 0)) == who


def test_whom_a_relative_pronoun_stands_for() -> None:
    words = words_of("Koulua johtaa Aino Salo, jonka mukaan", _TAGS, _NAMES)
    assert _who(words, antecedent(words, place_of(words, "jonka"), 0)) == ("Aino Salo", "name")
    words = words_of("Paikalla oli talo, jonka mukaan", _TAGS, _NAMES)
    assert antecedent(words, place_of(words, "jonka"), 0) is None
    words = words_of("Paikalla oli Aino Salo jonka mukaan", _TAGS, _NAMES)
    assert antecedent(words, place_of(words, "jonka"), 0) is None


def test_a_title_belongs_to_the_phrase() -> None:
    words = words_of("eilen rehtorin Aino Salon mukaan", _TAGS | {"eilen": ("ADV", {})}, _NAMES)
    subject = genitive_before(words, place_of(words, "mukaan"), 0)
    assert subject is not None
    assert phrase_start(words, subject, 0) == place_of(words, "rehtorin")
    assert phrase_start(words, subject, place_of(words, "Aino")) == place_of(words, "Aino")
