"""The paragraphs and sentences of a document, and the marks that end and open them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from luksia_nlp.quotes.words import Words

FINAL = frozenset(".!?…")
DASHES = frozenset("–—―-‒‐−") | {"--"}
DOUBLE_MARKS = frozenset('”“„"»«‟＂') | {"''", "``", "´´"}
SINGLE_MARKS = frozenset("’‘‚'›‹")
# What may stand between a sentence's final mark and its end.
CLOSING = DOUBLE_MARKS | SINGLE_MARKS | frozenset(")]*_")
# Such marks in a row, at most: a quotation's within another's, and a star of Markdown. Set by hand.
_MOST_CLOSING = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The tokens `first:last` and their sentences; a line of a list follows closely on the one before."""

    number: int
    first: int
    last: int
    sentences: tuple[tuple[int, int], ...]
    follows_closely: bool

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The sentence that a token is in."""
        return self.sentences[max(bisect_right(self.sentences, place, key=_first) - 1, 0)]

    def sentences_in(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """What some of its tokens have of each of its sentences."""
        at = max(bisect_right(self.sentences, first, key=_first) - 1, 0)
        for begin, end in self.sentences[at:]:
            if begin >= last:
                return
            if end > first:
                yield max(begin, first), min(end, last)

    def begins_sentence(self, place: int) -> bool:
        """Whether a token is the first one of a sentence."""
        return self.sentence_at(place)[0] == place


def _first(sentence: tuple[int, int]) -> int:
    return sentence[0]


def paragraphs_of(words: Words) -> list[Paragraph]:
    """The paragraphs of a document.

    A line break ends one, too, unless lines break within sentences; a line that a dash opens always begins
    one.
    """
    document, wrapped = words.document, _is_wrapped(words)
    found: list[Paragraph] = []
    group: list[tuple[int, int]] = []
    closely = False
    for sentence in document.sentences:
        if group:
            gap = document.text[words.tokens[group[-1][1] - 1].end : sentence.start].replace("\r", "")
            opens = words.text(sentence.first_token)[:1] in DASHES
            if "\n\n" in gap or "<" in gap or ("\n" in gap and (opens or not wrapped)):
                found.append(_paragraph(words, len(found), group, closely))
                group, closely = [], gap.count("\n") == 1
        group.append((sentence.first_token, sentence.last_token))
    if group:
        found.append(_paragraph(words, len(found), group, closely))
    return found


def _is_wrapped(words: Words) -> bool:
    """Whether lines break within sentences."""
    text, tokens = words.document.text, words.tokens
    spans = (
        (tokens[one.first_token].end, tokens[one.last_token - 1].start) for one in words.document.sentences
    )
    return any("\n" in text[start:end] for start, end in spans)


def _paragraph(words: Words, number: int, engine: Sequence[tuple[int, int]], closely: bool) -> Paragraph:
    first, last = engine[0][0], engine[-1][1]
    starts = [first, *_starts(words, first, last, {begin for begin, _ in engine})]
    return Paragraph(number, first, last, tuple(pairwise([*starts, last])), closely)


def _starts(words: Words, first: int, last: int, engine: set[int]) -> Iterator[int]:
    """Where sentences begin after the first: where the engine says so, or at a dash, after a final mark."""
    for place in range(first + 1, last):
        if not _ends_before(words, first, place):
            continue
        text = words.text(place)
        if place in engine:
            if text not in CLOSING or opens_words(words, place):
                yield place
        elif text in DASHES and place + 1 < last and words.text(place + 1)[:1].isupper():
            yield place


def _ends_before(words: Words, first: int, place: int) -> bool:
    """Whether a final mark stands before a token, closing marks aside."""
    before = place - 1
    while before > max(first, place - _MOST_CLOSING) and words.text(before) in CLOSING:
        before -= 1
    return words.text(before)[-1:] in FINAL


def opens_words(words: Words, place: int) -> bool:
    """Whether a mark stands close before a word and not close behind one."""
    return place > 0 and words.tokens[place - 1].space_after and not words.tokens[place].space_after


def ends_in_final(words: Words, first: int, last: int) -> bool:
    """Whether tokens end in a final mark, closing marks aside."""
    return last > first and _ends_before(words, first, last)
