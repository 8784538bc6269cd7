"""Verbs and phrases that report, and how far what they report goes."""

from __future__ import annotations

import pytest

from luksia_nlp.quotes.reports import (
    is_negated,
    is_yes_no,
    opener,
    participle,
    phrase,
    report_end,
    reporting_verb,
)
from tests.unit.quotes.reading import GEN, NOM, SAYS, TOLD, place_of, text_of, words_of

_TAGS = {
    "sanoo": ("VERB", SAYS),
    "sanonut": ("VERB", TOLD),
    "kertonut": ("VERB", TOLD),
    "hidastuvan": ("VERB", {"VerbForm": "Part", "PartForm": "Pres", "Voice": "Act", "Case": "Gen"}),
    "arvioi": ("VERB", SAYS),
    "lähtee": ("VERB", SAYS),
    "Salon": ("PROPN", GEN),
    "Aino": ("PROPN", NOM),
    "rehtorin": ("NOUN", GEN),
}
_NAMES = {"Aino Salo": "PERSON", "Salo": "PERSON", "Salon": "PERSON", "Eero Nieminen": "PERSON"}


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("Salo sanoo", "sanoo", "sanoa"),
        ("Salo on sanonut", "sanonut", "sanoa"),
        ("Salo ei ole sanonut", "sanonut", "sanoa"),
        ("Salo sanonut", "sanonut", None),
        ("Salo juoksee", "juoksee", None),
    ],
)
def test_verbs(text: str, word: str, lemma: str | None) -> None:
    words = words_of(text, _TAGS, _NAMES)
    assert reporting_verb(words, place_of(words, word), "reporting") == lemma


def test_a_list_holds_some_verbs_only() -> None:
    words = words_of("Salo huomauttaa", _TAGS, _NAMES)
    assert reporting_verb(words, 1, "reporting") == "huomauttaa"
    assert reporting_verb(words, 1, "asking") is None


def test_negations() -> None:
    words = words_of("Salo ei sano", _TAGS, _NAMES)
    assert is_negated(words, 2, 0)
    assert not is_negated(words, 2, 2)
    joined = words_of("Salo ei kiistä mutta sanoo", _TAGS, _NAMES, {"ei": ("kiistä", "aux")})
    assert not is_negated(joined, place_of(joined, "sanoo"), 0)
    assert is_negated(joined, place_of(joined, "kiistä"), 0)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Salo sanoo, että sataa", "että"),
        ("Salo sanoo, ettei sada", "ettei"),
        ("Salo sanoo, miten sataa", "miten"),
        ("Salo sanoo, sataako nyt", "sataako"),
        ("Salo sanoo Lohjalla eilen, että sataa", "että"),
        ("Salo sanoo, mutta sataa", None),
        ("Salo sanoo; että sataa", None),
        ("Salo sanoo ja lähtee, että sataa", None),
        ("Salo sanoo", None),
    ],
)
def test_openers(text: str, word: str | None) -> None:
    words = words_of(text, _TAGS, _NAMES)
    found = opener(words, place_of(words, "sanoo"), len(words.tokens))
    assert (None if found is None else words.text(found)) == word


def test_verbs_that_ask() -> None:
    words = words_of("tuleeko taloko on", {"taloko": ("NOUN", NOM), "on": ("AUX", SAYS)})
    assert [is_yes_no(words, place) for place in range(3)] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "verb", "word"),
    [
        ("Salo arvioi kasvun hidastuvan", "arvioi", "hidastuvan"),
        ("Salo sanoo tulleensa paikalle", "sanoo", "tulleensa"),
        ("Salo arvioi kasvua, hidastuvan", "arvioi", None),
        ("Salo arvioi lähtee hidastuvan", "arvioi", None),
        ("Salo arvioi kasvua", "arvioi", None),
    ],
)
def test_participles(text: str, verb: str, word: str | None) -> None:
    words = words_of(text, _TAGS, _NAMES)
    found = participle(words, place_of(words, verb), len(words.tokens))
    assert (None if found is None else words.text(found)) == word


@pytest.mark.parametrize(
    ("text", "cue", "start", "who"),
    [
        ("nyt Salon mukaan sataa", "mukaan", "Salon", "Salon"),
        ("rehtorin mielestä sataa", "mielestä", "rehtorin", "rehtorin"),
        ("hänen mukaansa sataa", "mukaansa", "hänen", "hänen"),
        ("heidän mielestään sataa", "mielestään", "heidän", "heidän"),
        ("Salo sanoo mielestään hyvää", "mielestään", "mielestään", "Salo"),
    ],
)
def test_phrases(text: str, cue: str, start: str, who: str) -> None:
    words = words_of(text, _TAGS | {"nyt": ("ADV", {})}, _NAMES)
    found = phrase(words, place_of(words, cue), 0, len(words.tokens))
    assert found is not None
    first, subject = found
    assert words.text(first) == start
    assert subject is not None
    assert text_of(words, subject.first, subject.last) == who


@pytest.mark.parametrize("text", ["otti mukaansa eväät", "iän mukaan", "talon kanssa", "mukaan"])
def test_no_phrases(text: str) -> None:
    words = words_of(text, _TAGS, _NAMES)
    assert [phrase(words, place, 0, len(words.tokens)) for place in range(len(words.tokens))] == [None] * len(
        words.tokens
    )


@pytest.mark.parametrize(
    ("text", "heads", "reported"),
    [
        ("Salo sanoo, että sataa", {}, "sataa"),
        ("Salo sanoo, että sataa ja tuulee", {}, "sataa ja tuulee"),
        ("Salo sanoo, että sataa, ja lähtee", {"lähtee": ("sanoo", "conj")}, "sataa"),
        ("Salo sanoo, että sataa, ja Eero Nieminen arvioi, että tuulee", {}, "sataa"),
        ("Salo sanoo, että nyt sataa; rehtorin mukaan tuulee", {}, "nyt sataa"),
        ("Salo sanoo, että sataa, ja tuulee", {}, "sataa, ja tuulee"),
    ],
)
def test_where_a_report_ends(text: str, heads: dict[str, tuple[str, str]], reported: str) -> None:
    words = words_of(text, _TAGS, _NAMES, heads or None)
    begin, last = place_of(words, "että") + 1, len(words.tokens)
    assert text_of(words, begin, report_end(words, begin, last, place_of(words, "sanoo"))) == reported
