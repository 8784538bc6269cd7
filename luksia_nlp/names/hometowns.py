"""Where people and firms are from, after a comma: *Lilja Virta, Taipalsaari*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from luksia_nlp.names.places import is_municipality
from luksia_nlp.names.span import Span
from luksia_nlp.records import Document

# What ends a line of a list after the town: in a sentence (Antti Kaikkonen, Salo ja Orpo) words go on.
_ENDS = frozenset(".;,)–")


def with_hometowns(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, municipalities after somebody's full name as places and not as people.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> moottori = ScriptedEngine(names={"Lilja Virta": "PERSON", "Taipalsaari": "PERSON"})
        >>> [asiakirja] = moottori.documents([Article("Voittaja: Lilja Virta, Taipalsaari", "1")])
        >>> from luksia_nlp.names.spans import name_spans
        >>> [nimi.kind for nimi in with_hometowns(asiakirja, name_spans(asiakirja))]
        ['person', 'place']
    """
    full = [span for span in spans if span.kind == "person" and span.last - span.first > 1]
    surnames = {document.tokens[span.last - 1].text for span in full}
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        if before is not None and _is_hometown(document, before, span, surnames):
            span = replace(span, label="GPE", kind="place", rule="hometown")
        found.append(span)
    return found


def _is_hometown(document: Document, before: Span, span: Span, surnames: set[str]) -> bool:
    tokens = document.tokens
    somebody = before.kind == "organisation" or (before.kind == "person" and before.last - before.first > 1)
    alone = span.kind == "person" and span.last - span.first == 1
    if not somebody or not alone or span.first != before.last + 1 or tokens[before.last].text != ",":
        return False
    town = tokens[span.first].text
    if town in surnames or not is_municipality(town):
        return False
    if span.last == len(tokens) or tokens[span.last].text in _ENDS:
        return True
    return "\n" in document.text[tokens[span.first].end : tokens[span.last].start]
