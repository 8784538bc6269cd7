"""Words before a body's name that only say what it is: *puolustusliitto* Nato, *avaruusjärjestö* Nasa."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from luksia_nlp.language.base_forms import lemma_of
from luksia_nlp.language.morphology import is_common_word, is_known, readings
from luksia_nlp.names.organisations import is_legal_form, names_a_kind
from luksia_nlp.names.places import candidates
from luksia_nlp.names.span import Span, sentence_openers
from luksia_nlp.names.well_known import known_body
from luksia_nlp.records import Document
from luksia_nlp.resources import packaged

# Places of which a body is told to be: USA:n avaruusjärjestö Nasa.
_LAND = "country"
_NOUNS = frozenset({"noun", "noun-pl"})


def without_descriptors(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names of bodies without a common noun before them that says what they are.

    The noun stands in the nominative, whatever case the name is in, and is written small, or opens a
    sentence. What stands before it goes with it, but a country stays as the place that it is; a name that
    follows what is itself one (*Suomen ympäristökeskus Syke*) stays whole.

    Args:
        document: The document.
        spans: Its names.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.names.spans import name_spans
        >>> from luksia_nlp.records import Article
        >>> moottori = ScriptedEngine(
        ...     names={"järjestö Naton": "ORG"}, tags={"järjestö": ("NOUN", {"Case": "Nom"})}
        ... )
        >>> [asiakirja] = moottori.documents([Article("Ne ovat järjestö Naton jäseniä.", "1")])
        >>> [(nimi.first, nimi.last) for nimi in name_spans(asiakirja)]
        [(3, 4)]
    """
    openers = sentence_openers(document)
    named = (_without_small_words(document, span) for span in spans)
    return [piece for span in named for piece in _pieces(document, span, openers)]


def _without_small_words(document: Document, span: Span) -> Span:
    """A body's name from its first word with a capital on: äärioikeiston *Vapauspuolue*."""
    if span.kind != "organisation":
        return span
    words = [token.text for token in document.tokens[span.first : span.last]]
    first = next((n for n, word in enumerate(words) if word.lower() != word), 0)
    # "la Repubblica" and "von Huene" begin with no Finnish word, "Suomen tulli" not with a small one.
    particles = packaged.toml("names.toml")["particles"]
    described = first and all(is_known(word) and word not in particles for word in words[:first])
    return replace(span, first=span.first + first) if described else span


def _pieces(document: Document, span: Span, openers: Container[int]) -> Iterator[Span]:
    """A name in the pieces that it is made of; most are of one."""
    words = [token.text for token in document.tokens[span.first : span.last]]
    whole = span.kind != "organisation" or known_body(words) is not None
    place = None if whole else _descriptor(document, span, openers)
    if place is None:
        yield span
        return
    if place > span.first and any(p.place_type == _LAND for p in candidates(_lemma(document, span.first))):
        yield Span(span.first, span.first + 1, "GPE", "place", None)
    own = document.tokens[place].text
    if place == span.first and known_body([own[:1].upper() + own[1:]]) is not None:
        yield replace(span, last=place + 1)  # perussuomalaiset Ylen mittauksessa
    yield replace(span, first=place + 1)


def _descriptor(document: Document, span: Span, openers: Container[int]) -> int | None:
    """Where the noun stands that only says what a name's body is, or None."""
    tokens = document.tokens
    for place in range(span.last - 2, span.first - 1, -1):
        token, after = tokens[place], tokens[place + 1]
        if after.text == after.text.lower() or is_legal_form(after.text) or not _is_noun(document, place):
            continue
        if place == span.first and token.text[:1].isupper():
            return place if place in openers and _only_describes(document, span, place, openers) else None
        if not token.text.islower():
            continue
        rest = [word.text for word in tokens[place + 1 : span.last]]
        opening = tokens[span.first]
        if (
            opening.text.islower()
            or known_body(rest) is not None
            or (span.first in openers and is_common_word(opening.text) and opening.upos != "ADJ")
        ):
            return place
        return None
    return None


def _is_noun(document: Document, place: int) -> bool:
    token = document.tokens[place]
    if token.feats.get("Case") != "Nom" or token.upos not in ("NOUN", "PROPN"):
        return False
    if not token.text.islower():
        return is_common_word(token.text)
    return any(
        r.rule == "lexicon" and r.case == "nom" and r.part_of_speech in _NOUNS for r in readings(token.text)
    )


def _only_describes(document: Document, span: Span, place: int, openers: Container[int]) -> bool:
    """Whether a noun that opens a sentence only says what follows it, and is no part of the name.

    A restaurant, a school or a workshop bears what it is in its name (*Ravintola Järvitupa*), so does what
    the article has with that capital elsewhere.
    """
    word, rest = document.tokens[place], document.tokens[place + 1 : span.last]
    if any(is_legal_form(token.text.split(":")[0].removesuffix(".")) for token in rest):
        return False
    if known_body([token.text for token in rest]) is not None:
        return True
    last = next(
        (part for part in packaged.toml("names.toml")["leading_heads"] if word.text.lower().endswith(part)),
        None,
    )
    if last is None and span.unsure:
        return True  # Rakentaminen Meritien varrella
    if last is not None or not names_a_kind(word.text.lower()) or is_common_word(rest[0].text):
        return False
    return not any(
        token.text == word.text and number not in openers for number, token in enumerate(document.tokens)
    )


def _lemma(document: Document, place: int) -> str:
    token = document.tokens[place]
    return lemma_of(token.text, "PROPN", token.feats)[0]
