"""People as registers list them, the surname first: *Virtanen Maija*; *Mäkinen, Anna (2024)*."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from luksia_nlp.language.morphology import readings
from luksia_nlp.names.appositions import names_people
from luksia_nlp.names.person_names import is_given_name, is_initial, is_surname
from luksia_nlp.names.span import Span, sentence_at
from luksia_nlp.records import Document

# What stands before and after "Mäkinen, Anna" where the two are one; in a sentence a comma parts people.
_BEFORE = frozenset(":;(&")
_AFTER = frozenset(";():.&")
_COMMA = ","
_REGISTER = "register-order"


def with_registers(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, a surname and the given name after it made one.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> moottori = ScriptedEngine(names={"Virtanen": "PERSON", "Maija": "PERSON"})
        >>> [asiakirja] = moottori.documents([Article("Läsnä: Virtanen Maija.", "1")])
        >>> from luksia_nlp.names.spans import name_spans
        >>> [(nimi.first, nimi.last) for nimi in with_registers(asiakirja, name_spans(asiakirja))]
        [(2, 4)]
    """
    found: list[Span] = []
    spans = _with_other_halves(document, spans)
    pairs = _comma_pairs(document, spans)
    for span in spans:
        before = found[-1] if found else None
        if before is not None and (_follows(document, before, span) or (before.first, span.first) in pairs):
            score = None if before.score is None or span.score is None else max(before.score, span.score)
            called = _in_order(document, before, span)
            whole = replace(before, last=span.last, label="PERSON", kind="person", score=score)
            found[-1] = replace(whole, called=called)
        else:
            found.append(span)
    return found


def _with_other_halves(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, each surname or given name alone with the other half beside it that the engine missed."""
    taken = {place for span in spans for place in range(span.first, span.last)}
    found = []
    for span in spans:
        if span.kind == "person" and span.last - span.first == 1:
            word = document.tokens[span.first].text
            before, after = span.first - 1, span.last
            if is_given_name(word) and _is_free(document, before, span.first, taken, is_surname):
                span = replace(span, first=before)
            elif is_surname(word) and _is_free(document, after, after, taken, is_given_name):
                span = replace(span, last=after + 1)
        found.append(span)
    return found


def _is_free(
    document: Document, place: int, gap: int, taken: Set[int], is_half: Callable[[str], bool]
) -> bool:
    """Whether a word is half of a name beside it, on one line with it, and no part of another name."""
    if place in taken or not 0 <= place < len(document.tokens):
        return False
    token = document.tokens[place]
    return token.upos == "PROPN" and is_half(token.text) and not _breaks(document, gap)


def _breaks(document: Document, place: int) -> bool:
    """Whether a sentence begins with a token, or no white space parts it from the one before it."""
    return _begins(document, place) or not document.tokens[place - 1].space_after


def _begins(document: Document, place: int) -> bool:
    sentence = sentence_at(document, place)
    return sentence is not None and sentence.first_token == place


def _cased(word: str) -> str:
    """A word with one capital: registers write VIRTANEN Maija, too."""
    return word.capitalize() if word.isupper() else word


def _words(document: Document, span: Span) -> list[str]:
    return [token.text for token in document.tokens[span.first : span.last]]


def _are_parts(document: Document, before: Span, after: Span) -> bool:
    """Whether a name is a surname alone and the next one given names alone."""
    surname, given = _words(document, before), _words(document, after)
    if after.kind != "person" or before.kind not in ("person", "place"):
        return False
    named = len(surname) == 1 and _can_be_surname(surname[0], before)
    return named and all(is_given_name(word) or is_initial(word) for word in given)


def _can_be_surname(word: str, span: Span) -> bool:
    """Whether a word is a surname; where it was taken for a person, any noun but given names and roles."""
    word = _cased(word)
    if is_surname(word):
        return True
    nouns = [r for r in readings(word) if r.rule == "lexicon" and r.part_of_speech == "noun"]
    nominative = any((noun.case, noun.number) == ("nom", "sg") for noun in nouns)
    return span.kind == "person" and nominative and not is_given_name(word) and not names_people(word)


def _in_order(document: Document, surname: Span, given: Span) -> tuple[str, str]:
    """What the two halves of a name are called together, and the rule that says so."""
    return " ".join([*_words(document, given), _cased(_words(document, surname)[0])]), _REGISTER


def _follows(document: Document, before: Span, after: Span) -> bool:
    if before.last != after.first or not _are_parts(document, before, after):
        return False
    return not _breaks(document, after.first)


def _comma_pairs(document: Document, spans: Sequence[Span]) -> set[tuple[int, int]]:
    """The first tokens of a surname and of the given name after its comma, where a register has them so."""
    pairs: list[tuple[Span, Span]] = []
    for before, after in pairwise(spans):
        comma = document.tokens[before.last].text if before.last < len(document.tokens) else ""
        if comma == _COMMA and after.first == before.last + 1 and _are_parts(document, before, after):
            pairs.append((before, after))
    lasts = {after.last for _, after in pairs}
    firsts = {before.first for before, _ in pairs}
    found = set()
    for before, after in pairs:
        # A pair beside a pair parts as well as a semicolon: Virtanen, Maija, Korhonen, Pekka.
        opens = _is_mark(document, before.first - 1, _BEFORE) or before.first - 1 in lasts
        closes = _is_mark(document, after.last, _AFTER) or after.last + 1 in firsts
        if opens and closes:
            found.add((before.first, after.first))
    return found


def _is_mark(document: Document, place: int, marks: frozenset[str]) -> bool:
    """Whether a place is a mark, the text's or a line's end, or a number."""
    tokens = document.tokens
    if not 0 <= place < len(tokens):
        return True
    text = tokens[place].text
    return (
        text in marks
        or text.rstrip(".").isdigit()
        or _begins(document, place)
        or _begins(document, place + 1)
    )
