"""What each token of a document can be, with a tagger and a parser or without."""

from __future__ import annotations

import pytest

from tests.unit.quotes.reading import NOM, SAYS, TOLD, place_of, words_of

_VERB = ("VERB", SAYS)


@pytest.mark.parametrize(
    ("word", "tag", "finite", "lemma"),
    [
        ("sanoo", None, True, "sanoa"),
        ("juoksee", None, True, None),
        ("Sanoo", None, False, None),  # without a tagger a capital may be a name's
        ("Sanoo", _VERB, True, "sanoa"),
        ("talo", None, False, None),
        ("sanoo", ("NOUN", NOM), True, "sanoa"),
        ("juoksee", ("NOUN", NOM), False, None),
        ("sanotaan", ("VERB", {"VerbForm": "Fin", "Voice": "Pass"}), False, None),
        ("sano", ("VERB", {"VerbForm": "Fin", "Connegative": "Yes"}), False, None),
        ("sanon", ("VERB", {"VerbForm": "Fin", "Person": "1"}), False, None),
        ("sanonut", ("VERB", TOLD), False, None),
    ],
)
def test_verbs(word: str, tag: tuple[str, dict[str, str]] | None, finite: bool, lemma: str | None) -> None:
    words = words_of(word, {} if tag is None else {word: tag})
    assert words.is_finite(0) is finite
    assert words.verb_of_speech(0) == lemma


def test_mentions_and_their_tokens() -> None:
    words = words_of("Nyt Aino Salo puhuu Lohja edellä.")
    assert [words.mention(place) for place in range(5)] == [None, 0, 0, None, 1]
    assert (words.first_of, words.last_of) == ([1, 4], [3, 5])
    assert (words.kind(1), words.kind(4), words.kind(0)) == ("person", "place", None)


def test_a_surname_that_no_mention_covers() -> None:
    words = words_of("Aino Salo tuli. Salo puhui, salo humisi.", names={"Aino Salo": "PERSON"})
    places = [place for place, token in enumerate(words.tokens) if token.text.lower() == "salo"]
    assert [words.surname(place) for place in places] == [None, 0, None]


def test_words_that_the_engine_cut() -> None:
    words = words_of("ettei sataa")
    assert words.whole(0) == "ettei"
    assert words.whole(1) == "sataa"


def test_parts_of_a_sentence_without_a_parser() -> None:
    words = words_of("Salo sanoo")
    assert not words.is_parsed
    assert list(words.children(1)) == []
    words = words_of("Salo sanoo", heads={"Salo": ("sanoo", "nsubj")})
    assert words.is_parsed
    assert list(words.children(1)) == [0]
    assert words.relation(0) == "nsubj"


@pytest.mark.parametrize(
    ("word", "group"), [("hän", "one"), ("he", "many"), ("tämä", "other"), ("se", "thing"), ("talo", None)]
)
def test_pronouns(word: str, group: str | None) -> None:
    assert words_of(word).pronoun(0) == group


def test_cases_by_the_tagger_or_the_analyser() -> None:
    words = words_of("talon Lohja katu", {"katu": ("NOUN", {"Case": "Nom"})})
    assert words.can_be(0, "Gen")
    assert not words.can_be(0, "Ess")
    assert not words.can_be(place_of(words, "katu"), "Gen")


def test_participles() -> None:
    tags = {"sanonut": ("VERB", TOLD), "sanottu": ("VERB", {**TOLD, "Voice": "Pass"})}
    words = words_of("sanonut sanottu", tags)
    assert [words.is_participle(place, "Past") for place in (0, 1)] == [True, False]
    assert not words.is_participle(0, "Pres")
