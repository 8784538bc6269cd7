"""What belongs to people and what only bears their names: *Liisa Ahosen talosta*, *Paavo Nurmen tietä*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from luksia_nlp.language.morphology import known_readings, readings
from luksia_nlp.names.person_names import is_given_name
from luksia_nlp.names.span import Span
from luksia_nlp.records import Document, as_read
from luksia_nlp.resources import packaged

# Surnames in the genitive that are told from other words by their ending alone: Ahosen talosta.
_GENITIVE = "sen"


def with_owners(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, people without what is theirs (*Liisa Ahosen* talosta), streets of their names whole.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> moottori = ScriptedEngine(names={"Paavo Nurmen": "PERSON"})
        >>> [asiakirja] = moottori.documents([Article("Paavo Nurmen tietä ajetaan.", "1")])
        >>> from luksia_nlp.names.spans import name_spans
        >>> [(nimi.kind, nimi.called) for nimi in with_owners(asiakirja, name_spans(asiakirja))]
        [('place', ('Paavo Nurmen tie', 'street'))]
    """
    found: list[Span] = []
    for span in spans:
        before = found[-1] if found else None
        if before is not None and before.last == span.first and _bears(document, before, span):
            found[-1] = replace(span, first=before.first)
        else:
            found.append(_owner(document, span))
    taken = {span.first for span in found}
    return [_street(document, span, taken) for span in found]


def _bears(document: Document, given: Span, after: Span) -> bool:
    """Whether a person begins the name of a body or place: *Aleksis* Kiven koulu, *Paavo Nurmen* stadion."""
    if given.kind != "person" or after.kind not in ("organisation", "place") or after.last - given.first != 3:
        return False
    first, surname, head = document.tokens[given.first : after.last]
    named = is_given_name(first.text) and surname.text[:1].isupper() and _in_genitive(surname.text)
    return named and head.text.islower()


def _owner(document: Document, span: Span) -> Span:
    """The person whose home a place is, where its name is the person's and a word for a home."""
    *owner, home = document.tokens[span.first : span.last]
    if not owner or span.body is not None or not home.text.islower():
        return span
    if _head(home.text, packaged.toml("person_names.toml")["homes"]) is None:
        return span
    words = [token.text for token in owner]
    capitals = all(word[:1].isupper() and not word.isupper() for word in words)
    if not capitals or not _in_genitive(words[-1]):
        return span
    if is_given_name(words[0]) if len(words) > 1 else _is_surname_of_home(words[0]):
        return replace(span, last=span.last - 1, label="PERSON", kind="person", rule="owner")
    return span


def _street(document: Document, span: Span, taken: set[int]) -> Span:
    """The street that bears a person's full name, where a word for one follows."""
    size = span.last - span.first
    if span.kind != "person" or size < 2 or span.last >= len(document.tokens) or span.last in taken:
        return span
    head = document.tokens[span.last]
    owner = document.tokens[span.last - 1]
    knowledge = packaged.toml("person_names.toml")
    street = _head(head.text, knowledge["streets"])
    if street is None and not _goes_somewhere(document, span.last + 1):
        street = _head(head.text, knowledge["paths"])
    if street is None or not head.text.islower() or not _in_genitive(owner.text):
        return span
    called = (f"{as_read(document.tokens[span.first : span.last])} {street}", "street")
    return replace(span, last=span.last + 1, label="FAC", kind="place", called=called, rule="street")


def _goes_somewhere(document: Document, place: int) -> bool:
    """Whether the word at a place says where somebody's way goes: tie *huipulle*, tie *pääministeriksi*."""
    if place >= len(document.tokens):
        return False
    knowledge, token = packaged.toml("person_names.toml"), document.tokens[place]
    return token.feats.get("Case") in knowledge["whither"] or token.lemma in knowledge["towards"]


def _head(word: str, heads: Sequence[str]) -> str | None:
    """Which of some nouns a word is a form of."""
    lemmas = {reading.lemma for reading in readings(word) if reading.rule == "lexicon"}
    return next((head for head in heads if head in lemmas), None)


def _in_genitive(word: str) -> bool:
    return any(reading.case == "gen" and reading.number == "sg" for reading in readings(word))


def _is_surname_of_home(word: str) -> bool:
    """Whether a word alone is a surname in -nen and nothing else: Ahosen, but not Punaisen or Inkeroisen."""
    known = known_readings(word)
    proper = [reading for reading in known if reading.part_of_speech == "proper"]
    common = any(reading.part_of_speech == "adjective" for reading in known)
    return word.endswith(_GENITIVE) and bool(proper) and not common
