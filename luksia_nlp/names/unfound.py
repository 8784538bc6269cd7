"""Names that the recognizer left alone: well-known bodies, and places where something is said to be."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from luksia_nlp.language.morphology import is_common_word, known_readings, readings
from luksia_nlp.names.bodies import has_figures
from luksia_nlp.names.places import locate
from luksia_nlp.names.span import Span, sentence_openers
from luksia_nlp.names.well_known import known_body_at
from luksia_nlp.records import Document, Token
from luksia_nlp.resources import packaged

# How sure it must be that the place of a name is meant, as `names.places` counts: 0.8 is a town abroad of a
# hundred thousand people, and any municipality in Finland is surer.
_SURE_PLACE = 0.8
# Tags of a word that may be a name; one that its engine does not know is tagged as a noun or not at all.
_NOMINAL = frozenset({"NOUN", "PROPN", "X"})
_PROPER = frozenset({"proper", "proper-pl"})
# The longest name of a body in `resources/well_known.toml`, in words.
_LONGEST_NAME = 5


def with_unfound(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names together with those that the recognizer left alone; these have no score.

    Args:
        document: The document.
        spans: Its names.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.names.spans import name_spans
        >>> from luksia_nlp.records import Article
        >>> artikkeli = Article("Valitus tuli Vaasasta Korkeimpaan oikeuteen.", "1")
        >>> [asiakirja] = ScriptedEngine().documents([artikkeli])
        >>> [(nimi.first, nimi.last, nimi.kind) for nimi in name_spans(asiakirja)]
        [(2, 3, 'place'), (3, 5, 'organisation')]
    """
    openers = sentence_openers(document)
    taken = {place for span in spans for place in range(span.first, span.last)}
    bodies = list(_bodies(document, taken, openers))
    taken |= {place for span in bodies for place in range(span.first, span.last)}
    places = [
        Span(place, place + 1, "GPE", "place", None, called=(name, "lexicon"))
        for place, token in enumerate(document.tokens)
        if place not in taken and place - 1 not in taken and (name := _place(token, place in openers))
    ]
    return sorted([*spans, *bodies, *places], key=lambda span: span.first)


def _bodies(document: Document, taken: Container[int], openers: Container[int]) -> Iterator[Span]:
    tokens, place = document.tokens, 0
    while place < len(tokens):
        words = [token.text for token in tokens[place : place + _LONGEST_NAME]]
        known = known_body_at(words) if place not in taken and place - 1 not in taken else None
        if known is None or any(place + later in taken for later in range(known[1])):
            place += 1
            continue
        body, length = known
        # A common word that opens a sentence is no name for its capital: Posti tuli myöhässä.
        noun = tokens[place].upos in _NOMINAL and (body.public or not is_common_word(words[0]))
        span = Span(place, place + length, "ORG", "organisation", None)
        plain = not body.doubtful and (noun or length > 1 or place not in openers)
        if plain or has_figures(document, span):  # Koneen osinko
            yield span
        place += length


def _place(token: Token, opens: bool) -> str | None:
    """The place that a word which is no name of the recognizer's says something is at, or None."""
    cases = packaged.toml("names.toml")["local_cases"].values()
    if not token.text[:1].isupper() or token.text.isupper() or is_common_word(token.text):
        return None
    lexicon = known_readings(token.text)
    found = next((r for r in lexicon if r.case in cases and r.part_of_speech in _PROPER), None)
    if found is None or not (token.upos in _NOMINAL or found.clitics):  # Samoihin aikoihin
        return None
    meant = locate(found.lemma)
    if meant is None or meant.score < _SURE_PLACE:
        return None
    if (
        meant.place.place_type != "country"
        and opens
        and token.upos != "PROPN"
        and _is_simple(token.text.lower())
    ):
        return None
    return found.lemma


def _is_simple(word: str) -> bool:
    """Whether a word in small letters is a common one of one part: Kannuksesta may be of a spur.

    What is a compound in small letters (suonenjoesta) is hardly ever written.
    """
    common = (r for r in readings(word) if r.rule == "lexicon" and r.part_of_speech not in _PROPER)
    return any(len(reading.parts) == 1 for reading in common)
