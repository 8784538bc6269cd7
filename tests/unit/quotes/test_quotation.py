"""The pieces of quotations: trimmed, joined, told by a clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from luksia_nlp.quotes.clauses import Clause
from luksia_nlp.quotes.quotation import Piece, Quotation, direct_piece, indirect_piece, said_tokens
from luksia_nlp.quotes.subjects import Subject
from luksia_nlp.quotes.words import Words
from tests.unit.quotes.reading import text_of, words_of

_CLAUSE = Clause(10, 14, 11, Subject(12, 13, "pronoun"))
_OTHER = Clause(20, 24, 21, Subject(22, 23, "pronoun"))


def _trimmed(cut: Callable[[Words, int, int], list[Piece]], text: str) -> list[str]:
    words = words_of(text)
    return [text_of(words, *piece) for piece in cut(words, 0, len(words.tokens))]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("– Sataa taas, ", ["Sataa taas"]),
        ("”Sataa taas.”", ["Sataa taas."]),
        ("* – ”Sataa taas” – :", ["Sataa taas"]),
        ("Kuului ”apua”", ["Kuului ”apua”"]),
        ("Kuului «apua»", ["Kuului «apua»"]),
        ("Kuului ”apua””", ["Kuului ”apua”"]),
        ("(Sataa)", ["(Sataa)"]),
        ("…sataa", ["…sataa"]),
        ("– ” , .", []),
        ("", []),
    ],
)
def test_direct_pieces(text: str, pieces: list[str]) -> None:
    assert _trimmed(direct_piece, text) == pieces


@pytest.mark.parametrize(
    ("text", "pieces"), [(", että sataa,", ["että sataa"]), ("– sataa :", ["sataa"]), (", – ;", [])]
)
def test_indirect_pieces(text: str, pieces: list[str]) -> None:
    assert _trimmed(indirect_piece, text) == pieces


def test_a_clause_tells_who_speaks() -> None:
    said = Quotation("direct", ((0, 4),), "dash")
    told = said.told_by(_CLAUSE)
    assert (told.cue, told.subject) == (11, _CLAUSE.subject)
    assert said.told_by(None) == said


def test_the_first_clause_of_two_counts() -> None:
    before, after = (
        Quotation("direct", ((0, 4),), "dash"),
        Quotation("direct", ((15, 20),), "marks").told_by(_OTHER),
    )
    joined = before.joined(after)
    assert (joined.pieces, joined.cue, joined.rule) == (((0, 4), (15, 20)), 21, "dash")
    assert before.told_by(_CLAUSE).joined(after).cue == 11
    assert joined.first == 0


def test_what_overlaps() -> None:
    said = Quotation("indirect", ((0, 4), (8, 12)), "postposition")
    assert said.overlaps(Quotation("indirect", ((3, 5),), "participle"))
    assert said.overlaps(Quotation("indirect", ((9, 10),), "participle"))
    assert not said.overlaps(Quotation("indirect", ((4, 8),), "participle"))


def test_tokens() -> None:
    assert said_tokens([Quotation("direct", ((0, 2), (4, 5)), "dash")]) == {0, 1, 4}
