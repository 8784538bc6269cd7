"""Which tokens stand between two quotation marks."""

from __future__ import annotations

import pytest

from luksia_nlp.quotes.marks import Marked, marked
from luksia_nlp.quotes.paragraphs import paragraphs_of
from luksia_nlp.quotes.words import Words
from tests.unit.quotes.reading import text_of, words_of


def _spans(text: str) -> tuple[Words, list[Marked]]:
    words = words_of(text)
    [paragraph] = paragraphs_of(words)
    return words, marked(words, paragraph)


def _between(text: str) -> list[str]:
    words, spans = _spans(text)
    return [text_of(words, span.first, span.last) for span in spans]


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("Hän sanoi: ”Sataa.” Muut nauroivat.", ["Sataa."]),
        ('"Sataa", hän sanoi, "ja tuulee."', ["Sataa", "ja tuulee."]),
        ("»Sataa», hän sanoi.", ["Sataa"]),
        ("«Sataa», hän sanoi.", ["Sataa"]),
        ("»Sataa«, hän sanoi.", ["Sataa"]),
        ("‘Sataa’, hän sanoi.", ["Sataa"]),
        ("“Sataa”, hän sanoi.", ["Sataa"]),
        ("„Sataa“, hän sanoi.", ["Sataa"]),
        ('”Sataa", hän sanoi.', ["Sataa"]),
        ("Ei mitään.", []),
        ("Tyhjä ”” ei ole mitään.", []),
    ],
)
def test_between(text: str, between: list[str]) -> None:
    assert _between(text) == between


def test_of_nested_marks_the_outer_ones_count() -> None:
    assert _between("”Hän huusi ’apua’ ja juoksi”, Salo sanoi.") == ["Hän huusi ’apua’ ja juoksi"]
    assert _between("’Hän huusi ”apua” ja juoksi’, Salo sanoi.") == ["Hän huusi ”apua” ja juoksi"]


def test_a_mark_that_is_not_closed_reaches_to_the_paragraphs_end() -> None:
    words, [span] = _spans("Hän sanoi: ”Sataa. Tuulee.")
    assert (text_of(words, span.first, span.last), span.opened, span.closed) == (
        "Sataa. Tuulee.",
        True,
        False,
    )


def test_a_mark_that_only_closes_reaches_to_the_paragraphs_beginning() -> None:
    words, [span] = _spans("Sataa ja tuulee”, hän sanoi.")
    assert (text_of(words, span.first, span.last), span.opened, span.closed) == (
        "Sataa ja tuulee",
        False,
        True,
    )


def test_a_new_opening_mark_ends_what_was_not_closed() -> None:
    words, spans = _spans("”Sataa, hän sanoi. ”Tuulee”, muut sanoivat.")
    assert [(text_of(words, one.first, one.last), one.closed) for one in spans] == [
        ("Sataa, hän sanoi.", False),
        ("Tuulee", True),
    ]


@pytest.mark.parametrize(
    "text", ["Vaa’an ääressä.", "Rock ’n roll soi.", "Pekan’ talo on vanha.", "Raa’an työn."]
)
def test_a_single_mark_without_its_other_is_an_apostrophe(text: str) -> None:
    assert _between(text) == []
