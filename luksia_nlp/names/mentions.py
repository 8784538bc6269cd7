"""Document -> the names in it, each with its kind and base form."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from luksia_nlp.language.morphology import readings
from luksia_nlp.names.appositions import with_appositions
from luksia_nlp.names.base_forms import settled
from luksia_nlp.names.organisations import is_legal_form, without_legal_form
from luksia_nlp.names.places import candidates
from luksia_nlp.names.spans import Span, is_common_word, knowledge, name_spans
from luksia_nlp.records import Document, Kind, Mention

# Kinds that are taken for each other, and the share of the votes that settles which one a name is.
_VOTING = frozenset({"person", "organisation", "place"})
_MAJORITY = 0.6
_Votes = defaultdict[tuple[Kind, str], float]


def find_mentions(document: Document) -> list[Mention]:
    """The mentions of a document, in the order of the text.

    Punctuation that the engine left at an end of a name is cut off. Labels of times and amounts are no names
    (`resources/labels.toml` says which label is what). A place with a word after it that makes it a body's
    name (*Lohjan kaupunki*) is an organisation, a name of one word that is the surname of a person of the
    article is that person's, unless its case speaks for a place (`resources/names.toml`), and an
    organisation's short name is the organisation's; `rule` then says so. What stands beside a name
    (*rehtori*, *(AMKE)*) is kept with it.

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
    for span in _agreeing(document, name_spans(document)):
        tokens = document.tokens[span.first : span.last]
        start, end = tokens[0].start, tokens[-1].end
        last = tokens[-1].text.removesuffix(".")
        if is_legal_form(last):  # without the full stop of the sentence: Skills Finland ry.
            end = tokens[-1].start + len(last)
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
    return with_appositions(document, _of_organisations(settled(mentions)))


def _of_organisations(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions; what was taken for a person or place, but is an organisation's short name, as that.

    An organisation's short name is its name without the legal form and the last or first word of that
    (*Lepola* of *Rakennus Lepola Oy*), or a common word after a genitive (*Veto* of *Virkkalan Veto*).
    """
    surnames = {
        mention.base_form.split()[-1].casefold()
        for mention in mentions
        if mention.kind == "person" and " " in mention.base_form
    }
    shorts = {
        short.casefold(): short
        for mention in mentions
        if mention.kind == "organisation"
        for short in _short_names(mention.base_form)
        if short.casefold() not in surnames
    }
    return [_of_organisation(mention, shorts) for mention in mentions]


def _short_names(name: str) -> Iterable[str]:
    words = name.split()
    size = len(without_legal_form(name))
    if size < len(words) and is_legal_form(words[-1]):
        own = words[:-1]
        return (" ".join(own), own[-1], own[0])
    return words[-1:] if len(words) == 2 and is_common_word(words[-1]) else ()


def _of_organisation(mention: Mention, shorts: Mapping[str, str]) -> Mention:
    if mention.kind not in ("person", "place") or not shorts:
        return mention
    forms = [mention.base_form]
    if " " not in mention.base_form:
        forms += [form for reading in readings(mention.text) for form in (reading.lemma, f"{reading.lemma}t")]
    short = next((shorts[form.casefold()] for form in forms if form.casefold() in shorts), None)
    if short is None or (mention.kind == "place" and candidates(short)):
        return mention
    rule = f"{mention.rule}, organisation-of-article"
    return replace(mention, kind="organisation", label="ORG", base_form=short, rule=rule)


def _agreeing(document: Document, spans: Sequence[Span]) -> list[Span]:
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


def _is_surname(document: Document, span: Span, surnames: set[str]) -> bool:
    if span.kind == "person" or span.last - span.first != 1:
        return False
    return span.base_form.casefold() in surnames and not _in_place_case(document, span)


def _in_place_case(document: Document, span: Span) -> bool:
    """Whether the name is "in", "out of" or "into": people are not."""
    return document.tokens[span.last - 1].feats.get("Case") in knowledge()["place_cases"]


def _voted(document: Document, spans: Sequence[Span]) -> list[Span]:
    """Mentions of one name as the kind that most of them, weighed by their scores, were taken for."""
    votes: defaultdict[str, _Votes] = defaultdict(lambda: defaultdict(float))
    for span in spans:
        if span.kind in _VOTING:
            votes[span.base_form.casefold()][span.kind, span.label] += (
                1.0 if span.score is None else span.score
            )
    return [_as_voted(document, span, votes[span.base_form.casefold()]) for span in spans]


def _as_voted(document: Document, span: Span, votes: _Votes) -> Span:
    by_kind: defaultdict[Kind, float] = defaultdict(float)
    for (kind, _), weight in votes.items():
        by_kind[kind] += weight
    if span.kind not in by_kind or len(by_kind) == 1:
        return span
    winner = max(by_kind, key=lambda kind: by_kind[kind])
    if winner == span.kind or by_kind[winner] < _MAJORITY * sum(by_kind.values()):
        return span
    if winner == "person" and _in_place_case(document, span):
        return span
    label = max((weight, label) for (kind, label), weight in votes.items() if kind == winner)[1]
    return span.changed(label, winner, "agreement")
