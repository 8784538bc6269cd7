"""Names that stand together and share a word, or that were taken for one.

*Oulun ja Lapin yliopistot* are two universities, *Itä- ja Länsi-Uusimaa* two regions, *Asko ja Sotka* two
shops.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from luksia_nlp.language.base_forms import lemma_of
from luksia_nlp.language.morphology import is_common_word, readings
from luksia_nlp.names.base_forms import base_form_of_name
from luksia_nlp.names.organisations import is_legal_form, names_a_kind
from luksia_nlp.names.places import candidates
from luksia_nlp.names.span import PUNCTUATION, Span
from luksia_nlp.names.well_known import known_body
from luksia_nlp.records import Document, as_read
from luksia_nlp.resources import packaged

# Below it the recognizer is not sure of a name's label.
_UNSURE = 0.6


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
    """The names that a conjunction joins, or a place and the part of it that follows."""
    tokens, (first, last) = document.tokens, (span.first, span.last)
    if span.kind not in ("organisation", "place"):
        return [span]
    if last - first == 2 and (parts := _place_and_part(document, span)):
        return parts
    joining = [
        n for n in range(first + 1, last - 1) if tokens[n].text in packaged.toml("names.toml")["joining"]
    ]
    if len(joining) != 1 or span.kind != "organisation" or is_legal_form(tokens[last - 1].text):
        return [span]
    [middle] = joining
    before, after = tokens[middle - 1], tokens[middle + 1]
    if before.text.endswith("-") or before.feats.get("Case") != tokens[last - 1].feats.get("Case"):
        return [span]
    both = [replace(span, last=middle), replace(span, first=middle + 1)]
    if (
        known_body([token.text for token in tokens[first:middle]]) is not None
        and not tokens[last - 1].text.islower()
    ):
        return both
    if after.text[:1].isupper() and _is_name(before.text) and _is_name(after.text):
        return both
    # Doubt: "Euroopan parlamentin ja neuvoston asetus" stays one, as corpora have it.
    described = (
        before.text.islower() and before.feats.get("Case") == "Nom" and names_a_kind(before.lemma.casefold())
    )
    if described and middle - first > 1 and last - middle == 2 and after.text.islower():
        return [replace(span, last=middle)]  # Suomen tulli ja merivartiosto
    return [span]


def _is_name(word: str) -> bool:
    """Whether a word with a capital may be a name by itself; a bird's (Sotka) may, an abstract noun's not."""
    return word[:1].isupper() and (not is_common_word(word) or len(readings(word.lower())[0].parts) == 1)


def _place_and_part(document: Document, span: Span) -> list[Span]:
    """A place in the genitive and a place in it: Helsingin Kaivopuistossa, Kouvolan Kauppalankatu."""
    whole, part = document.tokens[span.first : span.last]
    if not part.text[:1].isupper() or part.text.isupper() or not _in_genitive(whole.text):
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
    unsure = span.score is not None and span.score < _UNSURE and not is_common_word(part.text)
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


def _in_genitive(word: str) -> bool:
    return any(reading.case == "gen" for reading in readings(word))


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
    elif end >= 2 and tokens[end - 1].text == "-" and tokens[end - 2].end == tokens[end - 1].start:
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
            if lemma is not None and not seat and token.text.islower() and _in_genitive(before.text):
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
    ends = before.called is not None or _in_genitive(document.tokens[before.last - 1].text)
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
