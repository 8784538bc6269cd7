"""Common nouns that the recognizer took for a name: what opens a sentence, a heading, what a body is."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from luksia_nlp.language.morphology import is_common_word, readings
from luksia_nlp.names.coordinations import names_spot
from luksia_nlp.names.organisations import names_a_kind
from luksia_nlp.names.places import candidates
from luksia_nlp.names.span import Span, sentence_openers
from luksia_nlp.names.well_known import forms_of, known_body
from luksia_nlp.records import Document, Token
from luksia_nlp.resources import packaged

# A common noun with a capital within a sentence is a body's where that is as likely as not.
_SURE_WITHIN = 0.5
# The same of one that opens a sentence: on the same text one of eight less sure ones was a name.
_SURE_NAME = 0.9
_NOMINAL = frozenset({"NOUN", "ADJ", "PROPN"})
# Words of a page's menu that ran together: UutisetPolitiikka.
_RUN_TOGETHER = re.compile(r"([A-ZÅÄÖ][a-zåäö]+)([A-ZÅÄÖ][a-zåäö]+)$")


def without_common_nouns(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names without what is a common noun and no body's or place's name.

    A common noun that opens a sentence (*Oppositio vaatii*), is written small or stands with a capital that
    little speaks for, names no body, unless it is one that names a single one in Finland (*eduskunta*,
    *tulli*; `resources/well_known.toml`), or a compound of what a body is and what it deals with
    (*Kuluttajariitalautakunta*). What needs a place before it (*hyvinvointialue*) tells of none alone.

    Args:
        document: The document.
        spans: Its names.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.names.spans import name_spans
        >>> from luksia_nlp.records import Article
        >>> nimet = {"Oppositio": "ORG", "Verohallinto": "ORG"}
        >>> moottori = ScriptedEngine(names=nimet, tags={"Oppositio": ("NOUN", {"Case": "Nom"})})
        >>> [asiakirja] = moottori.documents([Article("Oppositio arvosteli. Verohallinto vastasi.", "1")])
        >>> [asiakirja.tokens[nimi.first].text for nimi in name_spans(asiakirja)]
        ['Verohallinto']
    """
    openers = sentence_openers(document)
    longer = {place for span in spans if span.last - span.first > 1 for place in range(span.first, span.last)}
    # What opens a sentence has its capital for that, but not where it is part of a longer name: Lelulinna Oy.
    opening = openers - longer
    return [span for span in spans if not _is_common(document, span, opening)]


def _is_common(document: Document, span: Span, openers: Container[int]) -> bool:
    if span.last - span.first != 1 or span.called is not None or span.body is not None:
        return False
    token = document.tokens[span.first]
    bracketed = span.first > 0 and document.tokens[span.first - 1].text == "("  # a party's letters
    if token.upos not in _NOMINAL or bracketed:
        return False
    if span.kind == "organisation" and _ran_together(document, token):
        return True
    word = token.text
    if word.isupper() or any(map(str.isdigit, word)) or not is_common_word(word.capitalize()):
        return False
    within = word[:1].isupper() and span.first not in openers
    unsure = span.score is not None and span.score < (_SURE_WITHIN if within else _SURE_NAME)
    if span.kind == "place" and token.lemma.casefold() in packaged.toml("names.toml")["generic_places"]:
        return True
    if token.upos == "PROPN" and not token.lemma.islower() and not _is_compound(word):
        return False  # Luksia, though it may be of luksi
    if span.kind == "place":  # a compound may be a place's as it stands: Sallivaara
        likely = span.score is None or span.score >= _SURE_WITHIN
        spot = likely and names_spot(word)
        named = within or spot or (token.upos == "PROPN" and not _is_compound(word))
        return not named and not any(candidates(reading.lemma) for reading in readings(word))
    if span.kind != "organisation" or (not unsure and (within or _is_name_to_tagger(token))):
        return False
    return not is_body(token, sure=not unsure and within) and (
        within or not _stands_within(document, token, openers)
    )


def _is_name_to_tagger(token: Token) -> bool:
    """Whether the tagger, too, takes a word of one part for a name (Spiegelin)."""
    return token.upos == "PROPN" and not _is_compound(token.text)


def is_body(token: Token, *, sure: bool) -> bool:
    """Whether a common noun names a body by itself: *eduskunta*, *Verohallinto*.

    Args:
        token: The noun.
        sure: Whether the recognizer was sure of it.

    Example:
        >>> from luksia_nlp.records import Token
        >>> sana = Token(0, 12, "Verohallinto", "verohallinto", "lexicon", "NOUN", {}, 0, "nsubj")
        >>> is_body(sana, sure=False)
        True
    """
    if known_body([token.text[:1].upper() + token.text[1:]]) is not None:
        return True
    known = packaged.toml("names.toml")
    generic, heads = {*known["organisation_heads"], *known["generic_bodies"]}, tuple(known["body_heads"])
    lemmas = {
        token.lemma.casefold(),
        *(r.lemma.casefold() for r in readings(token.text) if r.rule == "lexicon"),
    }
    if lemmas & generic or token.feats.get("Number") == "Plur":
        return False
    own = lemmas - set(heads)
    return any(one.endswith(heads) or (sure and _is_compound(one) and names_a_kind(one)) for one in own)


def _is_compound(word: str) -> bool:
    """Whether the lexicon has a word as a compound."""
    return any(len(reading.parts) > 1 and reading.rule == "lexicon" for reading in readings(word.lower()))


def _stands_within(document: Document, token: Token, openers: Container[int]) -> bool:
    """Whether the article has the word with a capital within a sentence, where only a name has one."""
    forms = forms_of(token.text)
    return any(
        other.text[:1].isupper()
        and place not in openers
        and not other.text.isupper()
        and other.text[:2].casefold() == token.text[:2].casefold()
        and bool(forms & forms_of(other.text))
        for place, other in enumerate(document.tokens)
    )


def _ran_together(document: Document, token: Token) -> bool:
    """Whether a word alone on its line is two of a page's menu: UutisetPolitiikka."""
    found = _RUN_TOGETHER.match(token.text)
    if found is None:
        return False
    before, after = max(token.start - 1, 0), token.end
    alone = {document.text[before : token.start], document.text[after : after + 1]} <= {"", "\n"}
    return alone and all(is_common_word(part) for part in found.groups())
