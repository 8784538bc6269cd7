"""A given name and a surname are a person's, whatever the recognizer took them for: *Outi Eskolan talo*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from luksia_nlp.language.morphology import readings
from luksia_nlp.names.person_names import is_given_name, looks_like_surname
from luksia_nlp.names.places import candidates
from luksia_nlp.names.span import Span
from luksia_nlp.records import Document
from luksia_nlp.resources import packaged

# Words of a full name: a given name and a surname.
_FULL = 2


def with_full_names(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, those of a given name and a surname as people's.

    Before *talolta* or *pihalla* the recognizer sees a place in them, beside a list of firms a firm.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.names.spans import name_spans
        >>> from luksia_nlp.records import Article
        >>> moottori = ScriptedEngine(names={"Outi Eskolan": "GPE"})
        >>> [asiakirja] = moottori.documents([Article("Auto lähti Outi Eskolan talolta.", "1")])
        >>> [nimi.kind for nimi in with_full_names(asiakirja, name_spans(asiakirja))]
        ['person']
    """
    parted = [piece for span in spans for piece in _parted(document, span)]
    return [_as_person(document, span, parted) for span in parted]


def _parted(document: Document, span: Span) -> list[Span]:
    """A person and the body that the recognizer ran into one: *Esa Salo* puolustusministeriöstä."""
    words = [token.text for token in document.tokens[span.first : span.last]]
    full = len(words) > _FULL and is_given_name(words[0]) and _is_surname(words[1])
    if span.kind != "organisation" or not full or not all(word.islower() for word in words[_FULL:]):
        return [span]
    person = replace(span, last=span.first + _FULL, label="PERSON", kind="person", rule="full-name")
    return [person, replace(span, first=person.last)]


def _as_person(document: Document, span: Span, spans: Sequence[Span]) -> Span:
    if span.kind not in ("place", "organisation") or span.body is not None or span.called is not None:
        return span
    words = [token.text for token in document.tokens[span.first : span.last]]
    # A firm may have a person's name (Anna Salo), and is one where the recognizer is sure.
    unsure = span.kind == "place" or span.unsure
    whole = len(words) == 2 and is_given_name(words[0]) and _is_surname(words[1])
    named = whole and unsure and not candidates(" ".join(words))
    if named or (len(words) == 1 and is_given_name(words[0]) and _has_kin(document, span, spans)):
        return replace(span, label="PERSON", kind="person", rule="full-name")
    return span


def _is_surname(form: str) -> bool:
    """Whether a word in any case can be a surname."""
    lemmas = {reading.lemma for reading in readings(form) if reading.part_of_speech.startswith("proper")}
    return any(map(looks_like_surname, lemmas))


def _has_kin(document: Document, span: Span, spans: Sequence[Span]) -> bool:
    """Whether *ja* joins a given name with a person's full name: *Mikko* ja Saku Lehtonen."""
    following = document.tokens[span.last : span.last + 1]
    joined = bool(following) and following[0].text in packaged.toml("person_names.toml")["joining"]
    return joined and any(
        other.first == span.last + 1 and other.kind == "person" and other.last - other.first > 1
        for other in spans
    )
