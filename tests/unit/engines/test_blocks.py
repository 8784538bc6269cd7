from __future__ import annotations

from itertools import pairwise

import pytest

from luksia_nlp.engines.blocks import LONGEST_BLOCK, blocks


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("Yksi.", ["Yksi."]),
        ("Otsikko\n\nTeksti\njatkuu.\n", ["Otsikko", "Teksti\njatkuu."]),
        ("a\r\n\r\nb\n \t\n\n c ", ["a", "b", "c"]),
        ("\ufeffa\n\u00a0\nb", ["\ufeffa", "b"]),
    ],
)
def test_paragraphs(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in blocks(text)] == parts


@pytest.mark.parametrize(
    "text",
    ["Sana on pitkä. " * 3000, "sana " * 9000, "a" * 50_000, "🙂" * 30_000],
    ids=["sentences", "words", "one word", "emoji"],
)
def test_overlong_paragraphs_are_cut_and_nothing_is_lost(text: str) -> None:
    spans = list(blocks(text))
    assert len(spans) > 1
    assert all(0 < end - start <= LONGEST_BLOCK for start, end in spans)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_overlong_paragraph_is_cut_between_sentences() -> None:
    text = "Sana on pitkä. " * 3000
    assert all(text[start:end].endswith("pitkä.") for start, end in blocks(text))
