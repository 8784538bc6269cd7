"""Reporting clauses: where they stand, and what only looks like one."""

from __future__ import annotations

import pytest

from luksia_nlp.quotes.clauses import Clause, clause_in_sentence, closing_clause, reporting_clause
from luksia_nlp.quotes.words import Words
from tests.unit.quotes.reading import NOM, TOLD, place_of, text_of, words_of


def _told(words: Words, clause: Clause | None) -> tuple[str, str] | None:
    """The verb and the speaker."""
    if clause is None:
        return None
    return words.text(clause.verb), text_of(words, clause.subject.first, clause.subject.last)


def _clause(text: str, *, open_class: bool = True, strict: bool = False) -> tuple[str, str] | None:
    words = words_of(text)
    clause = reporting_clause(words, 0, len(words.tokens), open_class=open_class, strict=strict)
    return _told(words, clause)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Salo sanoo", ("sanoo", "Salo")),
        ("sanoo Aino Salo", ("sanoo", "Aino Salo")),
        ("rehtori Aino Salo sanoo", ("sanoo", "Aino Salo")),
        ("sanoo rehtori Aino Salo", ("sanoo", "Aino Salo")),
        ("sanoo rehtori", ("sanoo", "rehtori")),
        ("hän totesi", ("totesi", "hän")),
        ("yhtiö tiedottaa", ("tiedottaa", "yhtiö")),
        ("Salo virnistää", ("virnistää", "Salo")),
        ("Salo on paikalla", None),
        ("Salo tuli paikalle", None),
        ("talo sanoo", None),
        ("ja Salo sanoo", None),
        ("että Salo sanoo", None),
        ("miten Salo sanoo", None),
        ("Salo sanoo, että sataa", None),
        ("Salo sanoo, miten sataa", None),
        ("Salo", None),
        ("", None),
    ],
)
def test_clauses(text: str, told: tuple[str, str] | None) -> None:
    assert _clause(text) == told


def test_a_verb_of_no_speech_reports_only_where_it_may() -> None:
    assert _clause("Salo istahtaa") == ("istahtaa", "Salo")
    assert _clause("Salo istahtaa", open_class=False) is None
    assert _clause("Salo sanoo", open_class=False) == ("sanoo", "Salo")
    assert _clause("Luksia istahtaa") is None  # only people do
    assert _clause("moni istahtaa") is None


def test_a_compound_tense() -> None:
    words = words_of("Salo on sanonut", {"on": ("AUX", {"VerbForm": "Fin"}), "sanonut": ("VERB", TOLD)})
    assert _told(words, reporting_clause(words, 0, 3)) == ("sanonut", "Salo")


@pytest.mark.parametrize(
    ("text", "said", "told"),
    [
        ("Sataa, Salo sanoo", "Sataa", ("sanoo", "Salo")),
        ("Sataako? kysyi Salo", "Sataako?", ("kysyi", "Salo")),
        ("Sataa – sanoo Salo", "Sataa", ("sanoo", "Salo")),
        ("Sataa, tuulee, Salo sanoo", "Sataa, tuulee", ("sanoo", "Salo")),
        ("Sataa, sanoo Salo, joka on rehtori", "Sataa", ("sanoo", "Salo")),
        ("Sataa, Salo, 45, sanoo", "Sataa", ("sanoo", "Salo")),
    ],
)
def test_where_a_clause_cuts_a_sentence(text: str, said: str, told: tuple[str, str]) -> None:
    words = words_of(text)
    cut = clause_in_sentence(words, 0, len(words.tokens))
    assert cut is not None
    assert (text_of(words, 0, cut[0]), _told(words, cut[1])) == (said, told)


@pytest.mark.parametrize(
    "text", ["Sataa, tuulee", "Salo sanoo", "Sataa, ja Salo sanoo", "Sataa, kun Salo sanoo"]
)
def test_no_clause_cuts_these(text: str) -> None:
    words = words_of(text)
    assert clause_in_sentence(words, 0, len(words.tokens)) is None


def test_words_go_on_after_a_clause() -> None:
    words = words_of("Sataa, Salo sanoo, mutta huomenna tuulee.")
    cut = clause_in_sentence(words, 0, len(words.tokens))
    assert cut is not None
    assert text_of(words, cut[1].first, cut[1].last) == "Salo sanoo"
    words = words_of("Sataa, sanoo Salo, taputtaa poikaa olalle.")
    cut = clause_in_sentence(words, 0, len(words.tokens))
    assert cut is not None
    assert cut[1].last == len(words.tokens)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Näin kertoo Aino Salo", ("kertoo", "Aino Salo")),
        ("Näin sanoi rehtori", ("sanoi", "rehtori")),
        ("Näin Salo kertoo", None),
        ("Nyt kertoo Salo", None),
        ("Näin tuulee", None),
        ("Näin pelasi Aino Salo", None),
    ],
)
def test_clauses_of_the_sentence_before(text: str, told: tuple[str, str] | None) -> None:
    words = words_of(text)
    assert _told(words, closing_clause(words, 0, len(words.tokens))) == told


def test_a_verb_that_was_taken_for_a_noun() -> None:
    words = words_of("huikkaa Aino Salo", {"huikkaa": ("NOUN", NOM)})
    clause = reporting_clause(words, 0, 3)
    assert clause is not None
    assert clause.verb == place_of(words, "huikkaa")
