"""Names that were taken for one: *Asko ja Sotka*, a heading and what follows, *Helsingin Kaivopuistossa*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from luksia_nlp.language.base_forms import lemma_of
from luksia_nlp.language.morphology import is_common_word, is_genitive, readings
from luksia_nlp.names.base_forms import base_form_of_name
from luksia_nlp.names.organisations import is_legal_form, names_a_kind
from luksia_nlp.names.places import candidates
from luksia_nlp.names.span import Span
from luksia_nlp.names.well_known import known_body
from luksia_nlp.records import Document
from luksia_nlp.resources import packaged


def divided(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, each that is several taken apart.

    Args:
        document: The document.
        spans: Its names.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> from luksia_nlp.names.spans import name_spans
        >>> moottori = ScriptedEngine(names={"Asko ja Kesko": "ORG"})
        >>> [asiakirja] = moottori.documents([Article("Asko ja Kesko", "1")])
        >>> [(nimi.first, nimi.last) for nimi in name_spans(asiakirja)]
        [(0, 1), (2, 3)]
    """
    pieces = (piece for span in spans for piece in _paragraphs(document, span))
    return [piece for span in pieces for piece in _members(document, span)]


def _paragraphs(document: Document, span: Span) -> Iterator[Span]:
    """A name that runs over an empty line is one that ends a heading and one that opens the text after it."""
    first = span.first
    for place in range(span.first + 1, span.last):
        gap = document.text[document.tokens[place - 1].end : document.tokens[place].start]
        if gap.count("\n") > 1:
            yield replace(span, first=first, last=place)
            first = place
    yield replace(span, first=first)


def _members(document: Document, span: Span) -> list[Span]:
    """The names that conjunctions and commas join, or a place and the part of it that follows."""
    tokens = document.tokens[span.first : span.last]
    if span.kind not in ("organisation", "place") or is_legal_form(tokens[-1].text):
        return [span]
    if len(tokens) == 2 and (parts := _place_and_part(document, span)):
        return parts
    if parts := _sharing_head(document, span):
        return parts
    joining = packaged.toml("names.toml")["joining"]
    cuts = [place for place, token in enumerate(tokens[:-1]) if place and token.text in (",", *joining)]
    if not any(tokens[cut].text in joining for cut in cuts):
        return [span]
    ends = [(a + 1, b) for a, b in pairwise([-1, *cuts, len(tokens)])]
    if any(first == last for first, last in ends) or _is_one_place(document, span):
        return [span]
    cases = {tokens[last - 1].feats.get("Case") for _, last in ends}
    if any(tokens[last - 1].text.endswith("-") for _, last in ends) or len(cases) > 1:
        return [span]
    pieces = [replace(span, first=span.first + first, last=span.first + last) for first, last in ends]
    if all(_is_name(tokens[first].text) and _is_name(tokens[last - 1].text) for first, last in ends):
        return pieces
    return _two_bodies(document, pieces) if len(pieces) == 2 and span.kind == "organisation" else [span]


def _sharing_head(document: Document, span: Span) -> list[Span]:
    """The places before a head in the plural, the last one with it: *Oulun* ja *Lapin yliopistot*."""
    *places, head = document.tokens[span.first : span.last]
    kinds = packaged.toml("names.toml")["organisation_heads"]
    if head.text != head.text.lower() or head.feats.get("Number") != "Plur" or head.lemma not in kinds:
        return []
    joining = packaged.toml("names.toml")["joining"]
    cuts = [n for n, token in enumerate(places) if token.text in (",", *joining)]
    ends = [(a + 1, b) for a, b in pairwise([-1, *cuts, len(places)])]
    if not cuts or any(a == b or not is_genitive(places[b - 1].text) for a, b in ends):
        return []
    found = [Span(span.first + a, span.first + b, "GPE", "place", span.score) for a, b in ends]
    return [*found[:-1], replace(span, first=found[-1].first)]


def _is_one_place(document: Document, span: Span) -> bool:
    """Whether a place has a conjunction in its name: Bosnia ja Hertsegovina."""
    name, _ = base_form_of_name(document.tokens[span.first : span.last])
    return span.kind == "place" and bool(candidates(name))


def _two_bodies(document: Document, pieces: Sequence[Span]) -> list[Span]:
    """The bodies of which the first is surely one by itself; else both, as the one that they were."""
    before, after = (document.tokens[piece.first : piece.last] for piece in pieces)
    known = known_body([token.text for token in before]) is not None
    if known and not after[-1].text.islower():
        return list(pieces)
    # Suomen tulli ja merivartiosto. Doubt: corpora have "Euroopan parlamentin ja neuvoston asetus" as one.
    head = before[-1]
    described = (
        head.text.islower() and head.feats.get("Case") == "Nom" and names_a_kind(head.lemma.casefold())
    )
    if described and len(before) > 1 and len(after) == 1 and after[0].text.islower():
        return [pieces[0]]
    return [replace(pieces[0], last=pieces[-1].last)]


def _is_name(word: str) -> bool:
    """Whether a word with a capital may be a name by itself; a bird's (Sotka) may, an abstract noun's not."""
    return word[:1].isupper() and (not is_common_word(word) or len(readings(word.lower())[0].parts) == 1)


def _place_and_part(document: Document, span: Span) -> list[Span]:
    """A place in the genitive and a place in it: Helsingin Kaivopuistossa, Kouvolan Kauppalankatu."""
    whole, part = document.tokens[span.first : span.last]
    if not part.text[:1].isupper() or part.text.isupper() or not is_genitive(whole.text):
        return []
    around = candidates(lemma_of(whole.text, "PROPN", {"Case": "Gen"})[0])
    lemma = lemma_of(part.text, "PROPN", part.feats)[0]
    is_street = names_spot(part.text) or lemma.lower().endswith(
        tuple(packaged.toml("names.toml")["street_endings"])
    )
    inside = any(
        p.place_type == "locality" and p.municipality in {a.municipality for a in around}
        for p in candidates(lemma)
    )
    # Gagauzian Comratissa: in a place, and the recognizer was not sure of anything else.
    unsure = span.unsure and not is_common_word(part.text)
    if not (around and (inside or is_street)) and not (unsure and part.feats.get("Case") == "Ine"):
        return []
    return [
        Span(span.first, span.first + 1, "GPE", "place", span.score),
        Span(span.first + 1, span.last, "FAC" if is_street else "LOC", "place", span.score),
    ]


def names_spot(word: str) -> bool:
    """Whether a compound is a hill's, a bay's or the like by its last part.

    Args:
        word: The word as it stands in a text.

    Example:
        >>> names_spot("Hukkajoella"), names_spot("Kiekossa")
        (True, False)
    """
    endings = packaged.toml("names.toml")["place_endings"]
    lexicon = (reading for reading in readings(word) if reading.rule == "lexicon")
    return any(len(reading.parts) > 1 and reading.parts[-1] in endings for reading in lexicon)
