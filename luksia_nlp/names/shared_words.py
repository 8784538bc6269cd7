"""Names that stand together and share a word that is written once.

*Oulun ja Lapin yliopistot* are two universities, *Itä- ja Länsi-Uudellamaalla* two regions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from luksia_nlp.language.base_forms import lemma_of
from luksia_nlp.language.morphology import is_genitive, readings
from luksia_nlp.names.base_forms import base_form_of_name
from luksia_nlp.names.places import candidates
from luksia_nlp.names.span import PUNCTUATION, Span
from luksia_nlp.records import Document, as_read
from luksia_nlp.resources import packaged


def with_shared_words(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, with those that share a word with the next one called by all of their words.

    Args:
        document: The document.
        spans: Its names, in the order of the text.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> from luksia_nlp.names.spans import name_spans
        >>> moottori = ScriptedEngine(
        ...     names={"Oulun": "GPE", "Lapin": "GPE"}, tags={"yliopistot": ("NOUN", {"Number": "Plur"})}
        ... )
        >>> [asiakirja] = moottori.documents([Article("Oulun ja Lapin yliopistot", "1")])
        >>> [nimi.called for nimi in name_spans(asiakirja)]
        [('Oulun yliopisto', 'shared-head'), ('Lapin yliopisto', 'shared-head')]
    """
    return _with_heads(document, _with_hyphens(document, spans))


def _with_hyphens(document: Document, spans: Sequence[Span]) -> list[Span]:
    """Names with what is left out after a hyphen: Itä- ja Länsi-Uudellamaalla."""
    found: list[Span] = []
    for span in spans:
        halves = _halves(document, span) if span.kind == "place" else []
        while halves and found and found[-1].last > halves[0].first:
            found.pop()
        found += halves or [span]
    return found


def _halves(document: Document, span: Span) -> list[Span]:
    """The places before a place that end in its own last part, and the place; none where it stands alone."""
    tokens = document.tokens
    last = span.last - 1
    start, hyphen, _ = tokens[last].text.partition("-")
    if (
        not start
        or not hyphen
        or last < 2
        or tokens[last - 1].text not in packaged.toml("names.toml")["joining"]
    ):
        return []
    name, _ = base_form_of_name([tokens[last]])
    shared = name.partition("-")[2]
    if not shared:
        return []
    found = [replace(span, first=last)]
    place = last - 1
    while (before := _suspended(document, place)) is not None:
        own = as_read(tokens[before:place])
        found.insert(0, replace(span, first=before, last=place, called=(own + shared, "suspended-hyphen")))
        place = before - 1
        if place < 1 or tokens[place].text not in (",", *packaged.toml("names.toml")["joining"]):
            break
    return found if len(found) > 1 else []


def _suspended(document: Document, end: int) -> int | None:
    """The first token of a word with a capital that ends in a hyphen right before some place, or None."""
    tokens = document.tokens
    if end >= 1 and len(tokens[end - 1].text) > 1 and tokens[end - 1].text.endswith("-"):
        first = end - 1
    elif end >= 2 and tokens[end - 1].text == "-" and not tokens[end - 2].space_after:
        first = end - 2
    else:
        return None
    return first if tokens[first].text[:1].isupper() else None


def _with_heads(document: Document, spans: Sequence[Span]) -> list[Span]:
    """Names before a head in the plural, each with the head in its singular: Oulun ja Lapin yliopistot."""
    found = list(spans)
    for number, span in enumerate(spans):
        head = _plural_head(document, span)
        if head is None:
            continue
        members = [number]
        while (before := members[0] - 1) >= 0 and _joins(document, spans[before], spans[members[0]]):
            members.insert(0, before)
        if len(members) == 1 or not all(_can_own(document, spans[member], head) for member in members):
            continue
        for member in members:
            found[member] = _called_with(document, spans[member], head)
    return found


def _plural_head(document: Document, span: Span) -> int | None:
    """Where the head in the plural stands that ends a name in the genitive or follows it, or None."""
    for head in (span.last - 1, span.last):
        if span.first < head < len(document.tokens) and span.kind in ("place", "organisation"):
            token, before = document.tokens[head], document.tokens[head - 1]
            lemma = _singular(token.text)
            seat = lemma in packaged.toml("names.toml")["seats"] and token.feats.get("Case") == "Ine"
            if lemma is not None and not seat and token.text.islower() and is_genitive(before.text):
                return head
    return None


def _can_own(document: Document, span: Span, head: int) -> bool:
    """Whether a name with a head names one body: a village has one school, a town has many."""
    if _singular(document.tokens[head].text) not in packaged.toml("names.toml")["village_heads"]:
        return True
    owner = min(span.last, head) - 1
    lemma = lemma_of(document.tokens[owner].text, "PROPN", {"Case": "Gen"})[0]
    return all(place.place_type == "locality" for place in candidates(lemma))


def _singular(word: str) -> str | None:
    """The head of bodies' names that a word is the plural of, or None."""
    heads = packaged.toml("names.toml")
    known = {*heads["organisation_heads"], *heads["shared_heads"], *heads["village_heads"]}
    plurals = (reading for reading in readings(word) if reading.number == "pl" and reading.case != "ins")
    return next((reading.lemma for reading in plurals if reading.lemma in known), None)


def _joins(document: Document, before: Span, after: Span) -> bool:
    """Whether two names in the genitive have only a conjunction or comma between them."""
    gap = [token.text for token in document.tokens[before.last : after.first]]
    joins = len(gap) == 1 and gap[0] in (",", *packaged.toml("names.toml")["joining"])
    ends = before.called is not None or is_genitive(document.tokens[before.last - 1].text)
    return joins and ends and before.kind in ("place", "organisation")


def _called_with(document: Document, span: Span, head: int) -> Span:
    """A name called by its own words and a head in the singular."""
    tokens = document.tokens
    last = max(span.last, head + 1) if span.last >= head else span.last
    own = " ".join(
        token.text for token in tokens[span.first : min(span.last, head)] if token.upos not in PUNCTUATION
    )
    if span.called is not None:  # Pohjois- ja Etelä-Savon hyvinvointialueet
        words = tokens[head - 1].text
        own = as_read(tokens[span.first : span.last]) + words.partition("-")[2]
    name = f"{own} {_singular(tokens[head].text)}"
    return Span(
        span.first, last, "ORG", "organisation", span.score, "organisation-head", (name, "shared-head")
    )
