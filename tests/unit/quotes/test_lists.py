"""Lists with dashes are nobody's words, dialogue is."""

from __future__ import annotations

import pytest

from luksia_nlp.quotes.lists import begins_with_dash, list_items
from luksia_nlp.quotes.paragraphs import paragraphs_of
from tests.unit.quotes.reading import words_of


def _items(text: str) -> list[int]:
    words = words_of(text)
    return list(list_items(words, paragraphs_of(words)))


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Mukaan:\n\n- uusi pallo\n\n- vanha maila\n\n- ehjä verkko", [1, 2, 3]),
        ("Sataa.\n\nTuulee.\n\nMukaan.\n\n– Ota pallo.\n– Ota maila.", [3, 4]),
        ("Sataa.\n\n– Ota pallo.\n\n– Ota maila.", []),
        ("– Sataa, sanoi Aino Salo.\n– Tuulee, sanoi Eero Nieminen.", []),
        ("Sataa.\n\nTuulee.\n\n– Sataa, sanoi Aino Salo.\n– Tuulee, sanoi Eero Nieminen.", []),
        ("Sataa.\n\n– Ota pallo.", []),
        ("Sataa. Tuulee.", []),
    ],
)
def test_items(text: str, items: list[int]) -> None:
    assert _items(text) == items


def test_what_a_dash_begins() -> None:
    words = words_of("– Ota pallo.\n\nOta – pallo.\n\n– Ota\n\n–")
    beginnings = [begins_with_dash(words, paragraph) for paragraph in paragraphs_of(words)]
    assert beginnings == [True, False, False, False]
