"""Document -> the names in it, each with its kind and base form."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from luksia_nlp.morphology import readings
from luksia_nlp.names import base_form_of_name
from luksia_nlp.records import KINDS, Document, Kind, Mention, NameSpan

_PUNCTUATION = frozenset({"PUNCT", "SYM"})
# Kinds that are taken for each other, and the share of the votes that settles which one a name is.
_VOTING = frozenset({"person", "organisation", "place"})
_MAJORITY = 0.6


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
    for span in _agreeing(document, [_read(document, span) for span in _named_spans(document)]):
        tokens = document.tokens[span.first : span.last]
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
                base_form=span.base_form,
                score=span.score,
                rule=span.rule,
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
    """A name's tokens `first:last`, its base form, and what it and any change of its kind rest on."""

    first: int
    last: int
    label: str
    kind: Kind
    score: float | None
    base_form: str = ""
    rule: str = ""

    def changed(self, label: str, kind: Kind, rule: str) -> _Span:
        """The same name as one of another kind."""
        return replace(self, label=label, kind=kind, rule=f"{self.rule}, {rule}")


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


def _read(document: Document, span: _Span) -> _Span:
    """The name with its base form, together with the word after it that makes it a body's name, if any."""
    has_head = _has_head(document, span)
    last = span.last + has_head
    base_form, rule = base_form_of_name(document.tokens[span.first : last])
    span = replace(span, last=last, base_form=base_form, rule=rule)
    return span.changed("ORG", "organisation", "organisation-head") if has_head else span


def _has_head(document: Document, span: _Span) -> bool:
    if span.kind not in ("place", "organisation") or span.last >= len(document.tokens):
        return False
    place, head = document.tokens[span.last - 1], document.tokens[span.last]
    if not head.text.islower() or head.lemma not in _knowledge()["organisation_heads"]:
        return False
    # The analyser, not the tagger, says what can be a genitive: "Inkoon kunta" is tagged as "into Inkoo".
    is_genitive = any(reading.case == "gen" for reading in readings(place.text))
    return is_genitive and head.feats.get("Number") != "Plur"


def _agreeing(document: Document, spans: Sequence[_Span]) -> list[_Span]:
    """The names, each as what the other mentions in the article say that it is."""
    surnames = {
        span.base_form.split()[-1].casefold()
        for span in spans
        if span.kind == "person" and span.last - span.first > 1
    }
    agreed = [
        span.changed("PERSON", "person", "surname-of-article")
        if _is_surname(document, span, surnames)
        else span
        for span in spans
    ]
    return _voted(document, agreed)


def _is_surname(document: Document, span: _Span, surnames: set[str]) -> bool:
    if span.kind == "person" or span.last - span.first != 1:
        return False
    return span.base_form.casefold() in surnames and not _in_place_case(document, span)


def _in_place_case(document: Document, span: _Span) -> bool:
    """Whether the name is "in", "out of" or "into": people are not."""
    return document.tokens[span.last - 1].feats.get("Case") in _knowledge()["place_cases"]


def _voted(document: Document, spans: Sequence[_Span]) -> list[_Span]:
    """Mentions of one name as the kind that most of them, weighed by their scores, were taken for."""
    votes: defaultdict[str, Counter[tuple[Kind, str]]] = defaultdict(Counter)
    for span in spans:
        if span.kind in _VOTING:
            votes[span.base_form.casefold()][span.kind, span.label] += (
                1.0 if span.score is None else span.score
            )
    return [_as_voted(document, span, votes[span.base_form.casefold()]) for span in spans]


def _as_voted(document: Document, span: _Span, votes: Counter[tuple[Kind, str]]) -> _Span:
    by_kind: Counter[Kind] = Counter()
    for (kind, _), weight in votes.items():
        by_kind[kind] += weight
    if span.kind not in by_kind or len(by_kind) == 1:
        return span
    (winner, weight), *_ = by_kind.most_common(1)
    if winner == span.kind or weight < _MAJORITY * by_kind.total():
        return span
    if winner == "person" and _in_place_case(document, span):
        return span
    label = max((weight, label) for (kind, label), weight in votes.items() if kind == winner)[1]
    return span.changed(label, winner, "agreement")


def _trimmed(document: Document, name: NameSpan) -> tuple[int, int] | None:
    first, last = name.first_token, name.last_token
    while first < last and document.tokens[first].upos in _PUNCTUATION:
        first += 1
    while first < last and document.tokens[last - 1].upos in _PUNCTUATION:
        last -= 1
    return (first, last) if first < last else None
