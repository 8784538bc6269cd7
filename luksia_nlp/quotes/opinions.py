"""Indirect quotations by whose words or opinion it is: *Salon mukaan ...*, *Salo pitää asiaa tärkeänä*."""

from __future__ import annotations

from collections.abc import Iterator

from luksia_nlp.quotes.cues import group
from luksia_nlp.quotes.paragraphs import DASHES
from luksia_nlp.quotes.quotation import Quotation, indirect_piece
from luksia_nlp.quotes.reports import is_negated, opener, phrase, report_end, reporter
from luksia_nlp.quotes.words import Words

# Words after a verb in which its essive comes, at most. Set by hand.
_LONGEST_BEFORE_ESSIVE = 12
# Words of what is said, at least: "hänen mukaansa" beside one word is mostly something else.
_FEWEST = 2


def by_postposition(words: Words, first: int, last: int) -> Iterator[Quotation]:
    """Quotations by *mukaan* and *mielestä*; a phrase in the middle of a clause parts it in two pieces."""
    phrases = [
        (place, *found)
        for place in range(first, last)
        if (found := phrase(words, place, first, last)) is not None
    ]
    begins = [_clause_begin(words, start, first) for _, start, _ in phrases]
    ends = [*begins[1:], last][: len(begins)]
    for (cue, start, subject), begin, end in zip(phrases, begins, ends, strict=True):
        pieces = [*indirect_piece(words, begin, start), *indirect_piece(words, cue + 1, max(end, cue + 1))]
        if sum(piece_end - piece_begin for piece_begin, piece_end in pieces) >= _FEWEST:
            yield Quotation("indirect", tuple(pieces), "postposition", cue, subject)


def _clause_begin(words: Words, start: int, first: int) -> int:
    """Where the clause of a phrase begins: after the nearest border with a verb before it."""
    for place in range(start - 1, first - 1, -1):
        text = words.text(place)
        border = text in (";", ":") or text in DASHES or (text == "," and _parts_clauses(words, place, start))
        if border and any(words.is_clause_verb(one) for one in range(first, place)):
            joined = place + 1 < start and words.low(place + 1) in group("clause_openers")
            return place + 1 + joined
    return first


def _parts_clauses(words: Words, comma: int, start: int) -> bool:
    """Whether a comma begins the clause of a phrase."""
    following = comma + 1
    if following == start or words.low(following) in group("joining") | group("main_clause_openers"):
        return True
    if words.lemma(following) in group("relative_pronouns"):
        return True
    return words.low(following) in group("clause_openers") and following + 1 == start


def by_essive(words: Words, first: int, last: int) -> Iterator[Quotation]:
    """Quotations by how a thing is held: *pitää asiaa tärkeänä*, *pitää tärkeänä, että*."""
    for verb in range(first, last):
        if (
            not words.is_finite(verb)
            or words.lemma(verb) not in group("with_essive")
            or is_negated(words, verb, first)
        ):
            continue
        near = range(verb + 1, min(last, verb + _LONGEST_BEFORE_ESSIVE))
        essive = next((place for place in near if _is_essive(words, place, last)), None)
        subject = None if essive is None else reporter(words, verb, first, last)
        if essive is None or subject is None or subject.first > verb:
            continue
        opened = opener(words, essive, last)
        if opened is not None:
            begin, end = opened + (words.low(opened) in group("that")), report_end(words, opened, last, verb)
        elif any(words.feature(place, "Case") in ("Par", "Gen", "Nom") for place in range(verb + 1, essive)):
            begin, end = verb + 1, report_end(words, verb + 1, _clause_end(words, essive, last), verb)
        else:
            continue
        if pieces := indirect_piece(words, begin, end):
            yield Quotation("indirect", tuple(pieces), "essive", verb, subject)


def _is_essive(words: Words, place: int, last: int) -> bool:
    """Whether a word says how a thing is held: *tärkeänä*; a noun only where *että* follows."""
    if words.feature(place, "Case") != "Ess":
        return False
    adjective = words.tokens[place].upos == "ADJ" or words.feature(place, "VerbForm") == "Part"
    return adjective or (place + 2 < last and opener(words, place, place + 3) is not None)


def _clause_end(words: Words, first: int, last: int) -> int:
    return next((place for place in range(first, last) if words.text(place) in (",", ";", ":")), last)
