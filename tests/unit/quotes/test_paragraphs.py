"""The paragraphs and sentences that quotations are looked for in."""

from __future__ import annotations

import pytest

from luksia_nlp.quotes.paragraphs import Paragraph, ends_in_final, opens_words, paragraphs_of
from tests.unit.quotes.reading import place_of, text_of, words_of


def _paragraphs(text: str) -> list[list[str]]:
    words = words_of(text)
    return [
        [text_of(words, first, last) for first, last in paragraph.sentences]
        for paragraph in paragraphs_of(words)
    ]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Sataa. Tuulee.", [["Sataa.", "Tuulee."]]),
        ("Sataa.\n\nTuulee.", [["Sataa."], ["Tuulee."]]),
        ("Sataa.\r\n\r\nTuulee.", [["Sataa."], ["Tuulee."]]),
        ("Sataa.\nTuulee.", [["Sataa."], ["Tuulee."]]),
        ("Lohjalla\nsataa. Tuulee.\nOn kylmä.", [["Lohjalla\nsataa.", "Tuulee.", "On kylmä."]]),
        ("Lohjalla\nsataa. Tuulee.\n– On kylmä.", [["Lohjalla\nsataa.", "Tuulee."], ["– On kylmä."]]),
        ("", []),
    ],
)
def test_paragraphs(text: str, paragraphs: list[list[str]]) -> None:
    """A line break parts paragraphs unless lines break within sentences; a dash always begins one."""
    assert _paragraphs(text) == paragraphs


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Sataa… – Tuulee taas.", ["Sataa…", "– Tuulee taas."]),
        ("Sataa, – Tuulee taas.", ["Sataa, – Tuulee taas."]),
        ("Sataa… – tuulee taas.", ["Sataa… – tuulee taas."]),
        ("Sataa. ”Tuulee.”", ["Sataa.", "”Tuulee.”"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    """A dash begins one after a final mark, before a capital; an opening mark does, too."""
    [paragraph] = _paragraphs(text)
    assert paragraph == sentences


def test_lines_follow_closely() -> None:
    paragraphs = paragraphs_of(words_of("Sataa.\n\nTuulee.\n– On kylmä.\n– Lunta."))
    assert [one.follows_closely for one in paragraphs] == [False, False, True, True]
    assert [one.number for one in paragraphs] == [0, 1, 2, 3]


def test_parts_of_a_paragraph() -> None:
    paragraph = Paragraph(0, 0, 9, ((0, 3), (3, 6), (6, 9)), False)
    assert list(paragraph.sentences_in(1, 5)) == [(1, 3), (3, 5)]
    assert list(paragraph.sentences_in(3, 6)) == [(3, 6)]
    assert [paragraph.sentence_at(place) for place in (0, 3, 8)] == [(0, 3), (3, 6), (6, 9)]
    assert [paragraph.begins_sentence(place) for place in (0, 1, 3)] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "ends"),
    [("Sataa.", True), ("Sataa!”", True), ("Sataa?)", True), ("Sataa", False), ("Sataa”", False)],
)
def test_final_marks(text: str, ends: bool) -> None:
    words = words_of(text)
    assert ends_in_final(words, 0, len(words.tokens)) is ends


def test_a_mark_that_opens_words() -> None:
    words = words_of("Hän sanoi ”sataa” taas.")
    marks = [place for place, token in enumerate(words.tokens) if token.text == "”"]
    assert [opens_words(words, place) for place in marks] == [True, False]
    assert not opens_words(words, place_of(words, "Hän"))
