"""A quotation before its speaker is known, and the trimming of its pieces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from luksia_nlp.quotes.clauses import Clause
from luksia_nlp.quotes.cues import group
from luksia_nlp.quotes.paragraphs import CLOSING, DASHES, DOUBLE_MARKS, SINGLE_MARKS
from luksia_nlp.quotes.subjects import Subject
from luksia_nlp.quotes.words import Words
from luksia_nlp.records import QuoteKind

Piece = tuple[int, int]
# What no piece begins or ends with.
_EDGES = frozenset([",", ":", ";", "*", "**", "_", "•", "·"]) | DASHES
# What may open a piece though it is no word.
_OPENERS = frozenset(["(", "[", "…", "#"])
# The marks that can open what a mark closes.
_PARTNERS = {"”": "”“„", "“": "“„", "’": "’‘‚", "»": "»«", "«": "«»", "›": "›‹", "‹": "‹›"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: its pieces as tokens `first:last` each, and what its own clause says.

    `rule` names what found it. `cue` is a token, and `subject` who speaks; both are None where it has no
    reporting clause.
    """

    kind: QuoteKind
    pieces: tuple[Piece, ...]
    rule: str
    cue: int | None = None
    subject: Subject | None = None
    in_title: bool = False

    @property
    def first(self) -> int:
        """Its first token."""
        return self.pieces[0][0]

    def told_by(self, clause: Clause | None) -> Quotation:
        """The same with the cue and subject of a reporting clause, if there is one."""
        return self if clause is None else replace(self, cue=clause.verb, subject=clause.subject)

    def joined(self, after: Quotation) -> Quotation:
        """The same, carried on by a later one; the first reporting clause of the two counts."""
        told = self if self.subject is not None else after
        return replace(self, pieces=(*self.pieces, *after.pieces), cue=told.cue, subject=told.subject)

    def overlaps(self, other: Quotation) -> bool:
        """Whether it shares a token with another."""
        return any(a < d and c < b for a, b in self.pieces for c, d in other.pieces)


def direct_piece(words: Words, first: int, last: int) -> list[Piece]:
    """Somebody's words without the commas, dashes and quotation marks around them; none without a word."""
    while first < last and not words.is_word(first) and words.text(first) not in _OPENERS:
        first += 1
    while last > first and _is_edge(words, first, last - 1):
        last -= 1
    return [(first, last)] if words.any_word(range(first, last)) else []


def _is_edge(words: Words, first: int, place: int) -> bool:
    text = words.text(place)
    if text in _EDGES:
        return True
    return text in CLOSING and text != ")" and not is_opened(words, first, place)


def is_opened(words: Words, first: int, place: int) -> bool:
    """Whether what a mark closes is opened within the piece."""
    partners = _PARTNERS.get(words.text(place), words.text(place))
    return sum(words.text(one) in partners for one in range(first, place)) % 2 == 1


def indirect_piece(words: Words, first: int, last: int) -> list[Piece]:
    """Words of an indirect quotation without the commas around them; none without a word."""
    while first < last and (words.text(first) in _EDGES or _opens_nothing(words, first, last)):
        first += 1
    while last > first and (
        words.text(last - 1) in _EDGES
        or words.low(last - 1) in group("clause_openers")
        or (words.text(last - 1) in DOUBLE_MARKS and not is_opened(words, first, last - 1))
    ):
        last -= 1
    return [(first, last)] if words.any_word(range(first, last)) else []


def _opens_nothing(words: Words, first: int, last: int) -> bool:
    """Whether a mark opens what is closed nowhere, or the whole piece."""
    marks = DOUBLE_MARKS | SINGLE_MARKS
    closing = next((place for place in range(first + 1, last) if words.text(place) in marks), last)
    return words.text(first) in marks and closing >= last - 1


def said_tokens(found: Iterable[Quotation]) -> set[int]:
    """The tokens of all pieces of some quotations."""
    return {place for one in found for first, last in one.pieces for place in range(first, last)}
