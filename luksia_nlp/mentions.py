"""Document -> the names in it, each with its kind and base form."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from luksia_nlp.names import base_form_of_name
from luksia_nlp.records import KINDS, Document, Kind, Mention, NameSpan

_PUNCTUATION = frozenset({"PUNCT", "SYM"})


def find_mentions(document: Document) -> list[Mention]:
    """The mentions of a document, in the order of the text.

    Punctuation that the engine left at an end of a name is cut off. Labels of times and amounts are no
    names (`resources/labels.toml` says which label is what). A place with a word after it that makes it a
    body's name (*Lohjan kaupunki*) is an organisation, and a name of one word that is the surname of a person
    of the article is that person's, unless its case speaks for a place (`resources/names.toml`); `rule` then
    says so.

    Args:
        document: A document whose article has its `article_id`.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> nimet, piirteet = {"Lohjalla": "GPE"}, {"Lohjalla": ("PROPN", {"Case": "Ade"})}
        >>> moottori = ScriptedEngine(names=nimet, tags=piirteet)
        >>> [asiakirja] = moottori.documents([Article("Juhla oli Lohjalla.", "1")])
        >>> [(maininta.text, maininta.kind, maininta.base_form) for maininta in find_mentions(asiakirja)]
        [('Lohjalla', 'place', 'Lohja')]
    """
    starts = [sentence.first_token for sentence in document.sentences]
    mentions = []
    for span in _agreeing(document, [_completed(document, span) for span in _named_spans(document)]):
        tokens = document.tokens[span.first : span.last]
        base_form, rule = base_form_of_name(tokens)
        start, end = tokens[0].start, tokens[-1].end
        mentions.append(
            Mention(
                article_id=document.article.article_id or "",
                sentence_id=bisect_right(starts, span.first) - 1,
                start=start,
                end=end,
                text=document.text[start:end],
                label=span.label,
                kind=span.kind,
                base_form=base_form,
                score=span.score,
                rule=f"{rule}, {span.rule}" if span.rule else rule,
            )
        )
    return mentions


def kind_of(label: str) -> Kind | None:
    """The kind of a label; None for a label of times and amounts, `other` for an unknown one.

    Example:
        >>> kind_of("GPE"), kind_of("DATE")
        ('place', None)
    """
    kind = _kinds().get(label, "other")
    return next((known for known in KINDS if known == kind), None)


@cache
def _kinds() -> Mapping[str, str]:
    table = tomllib.loads(resources.files("luksia_nlp.resources").joinpath("labels.toml").read_text("utf-8"))
    return {label: kind for kind, labels in table.items() for label in labels}


@dataclass(frozen=True, slots=True)
class _Span:
    """A name's tokens `first:last`, and what changed the engine's view of it."""

    first: int
    last: int
    label: str
    kind: Kind
    score: float | None
    rule: str = ""


@cache
def _knowledge() -> Mapping[str, list[str]]:
    return tomllib.loads(resources.files("luksia_nlp.resources").joinpath("names.toml").read_text("utf-8"))


def _named_spans(document: Document) -> list[_Span]:
    """The engine's names that are names of a kind, trimmed, in the order of the text."""
    found = []
    for name in sorted(document.names, key=lambda name: name.first_token):
        kind = kind_of(name.label)
        ends = _trimmed(document, name)
        if kind is None or ends is None or (kind == "person" and not _has_capital(document, *ends)):
            continue
        found.append(_Span(*ends, name.label, kind, name.score))
    return found


def _has_capital(document: Document, first: int, last: int) -> bool:
    """Nobody's name is written in small letters alone; what is (*sote-uudistus*) is none."""
    return any(token.text.lower() != token.text for token in document.tokens[first:last])


def _completed(document: Document, span: _Span) -> _Span:
    """A place in the genitive together with the word after it that makes it a body's name."""
    if span.kind != "place" or span.last >= len(document.tokens):
        return span
    place, head = document.tokens[span.last - 1], document.tokens[span.last]
    is_head = head.text.islower() and head.lemma in _knowledge()["organisation_heads"]
    if not is_head or place.feats.get("Case") != "Gen" or head.feats.get("Number") == "Plur":
        return span
    return replace(span, last=span.last + 1, label="ORG", kind="organisation", rule="organisation-head")


def _agreeing(document: Document, spans: Sequence[_Span]) -> list[_Span]:
    """Names of one word that are no person's by the engine, but are the surname of one in this article."""
    surnames = set()
    for span in spans:
        if span.kind == "person" and span.last - span.first > 1:
            base_form, _ = base_form_of_name(document.tokens[span.first : span.last])
            surnames.add(base_form.split()[-1].casefold())
    return [_as_person(span) if _is_surname(document, span, surnames) else span for span in spans]


def _is_surname(document: Document, span: _Span, surnames: set[str]) -> bool:
    if span.kind == "person" or span.last - span.first != 1:
        return False
    token = document.tokens[span.first]
    if token.feats.get("Case") in _knowledge()["place_cases"]:
        return False
    base_form, _ = base_form_of_name([token])
    return base_form.casefold() in surnames


def _as_person(span: _Span) -> _Span:
    return replace(span, label="PERSON", kind="person", rule="surname-of-article")


def _trimmed(document: Document, name: NameSpan) -> tuple[int, int] | None:
    first, last = name.first_token, name.last_token
    while first < last and document.tokens[first].upos in _PUNCTUATION:
        first += 1
    while first < last and document.tokens[last - 1].upos in _PUNCTUATION:
        last -= 1
    return (first, last) if first < last else None
