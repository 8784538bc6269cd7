"""Quotation marks, paired: which tokens of a paragraph stand between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from luksia_nlp.quotes.paragraphs import DASHES, DOUBLE_MARKS, FINAL, SINGLE_MARKS, Paragraph
from luksia_nlp.quotes.words import Words

_BRACKETS = frozenset("([")


@dataclass(frozen=True, slots=True)
class Marked:
    """The tokens `first:last` between two marks, without them.

    A quotation that goes on in the next paragraph is not `closed`, and a careless one lacks either mark.
    """

    first: int
    last: int
    opened: bool = True
    closed: bool = True


def marked(words: Words, paragraph: Paragraph) -> list[Marked]:
    """What stands between quotation marks in a paragraph, in order; of nested marks the outer ones count."""
    double = ((one.first, 0, one) for one in _pairs(words, paragraph, DOUBLE_MARKS))
    single = ((one.first, 1, one) for one in _pairs(words, paragraph, SINGLE_MARKS))
    outer: list[Marked] = []
    for first, _, one in sorted([*double, *single], key=lambda found: found[:2]):
        if not outer or first > outer[-1].last:
            outer.append(one)
    return outer


def _pairs(words: Words, paragraph: Paragraph, marks: frozenset[str]) -> Iterator[Marked]:
    """What stands between marks of one size; a single mark that lacks its other is an apostrophe."""
    careful = marks is SINGLE_MARKS
    opened: int | None = None
    for place in range(paragraph.first, paragraph.last):
        if words.text(place) not in marks:
            continue
        if opened is None and _only_closes(words, paragraph, place):
            if not careful:
                yield Marked(paragraph.first, place, opened=False)
        elif opened is None:
            opened = place
        elif _only_opens(words, paragraph, place):
            if not careful:
                yield Marked(opened + 1, place, closed=False)
            opened = place
        else:
            if place > opened + 1:
                yield Marked(opened + 1, place)
            opened = None
    if opened is not None and opened + 1 < paragraph.last and not careful:
        yield Marked(opened + 1, paragraph.last, closed=False)


def _only_closes(words: Words, paragraph: Paragraph, place: int) -> bool:
    """Whether a mark stands close behind a word and not close before one."""
    if place == paragraph.first:
        return False
    before = words.tokens[place - 1]
    if before.space_after or before.text in _BRACKETS or before.text in DASHES:
        return False
    ends = words.tokens[place].space_after or place + 1 == paragraph.last
    return ends or not words.is_word(place + 1)


def _only_opens(words: Words, paragraph: Paragraph, place: int) -> bool:
    """Whether a mark stands close before a word that begins something, and not close behind one."""
    if (
        place + 1 == paragraph.last
        or words.tokens[place].space_after
        or not words.tokens[place - 1].space_after
    ):
        return False
    before = words.text(place - 1)
    return before[-1:] in FINAL or before in (":", ",", *DASHES) or words.text(place + 1)[:1].isupper()
