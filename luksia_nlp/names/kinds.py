"""What a name is: a person, an organisation, a place or another thing.

The evidence, in order; a later one overrules an earlier one, and leaves its rule with the mention
(`kind_rule`):

1. `label`: what the engine took it for (`resources/labels.toml` says which label is what; each mention comes
   here as that);
2. `organisation-head`, `club`: its own words make it a body's name (*Lohjan kaupunki*, *Nokian Nousu*;
   `spans` saw it when it said which words are the name);
3. `well-known`, `business`, `place-case`: it is a body that is known by its name (*Wolt*), it has what only a
   company has (*osinko*), or something is in it (*Gazassa*; `bodies` says so);
4. `surname-of-article`: a name of one word that is the surname of a person of the article is that person's;
5. `agreement`: it is what most mentions of the same name were taken for;
6. `organisation-of-article`: an organisation's short name is the organisation's;
7. `thing`, `place-case`: it bears a person's name and is none (`things`);
8. `alias`: a user's file says what it is (when entities are made, in `entities.resolution`).

What `people` finds comes with a kind of its own: `family`, `owner` (*Liisa Ahosen* talo), `street`,
`hometown`.

Nobody is "in", "out of" or "into" a person: in such a case (`resources/names.toml`) a name never becomes one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from luksia_nlp.language.morphology import is_common_word, readings
from luksia_nlp.language.plurals import singulars_of
from luksia_nlp.names.bodies import body_by_words, body_of, bracketed_party, company_of, place_of
from luksia_nlp.names.organisations import is_legal_form, without_legal_form
from luksia_nlp.names.places import candidates
from luksia_nlp.names.span import Span
from luksia_nlp.records import Document, Kind, Mention
from luksia_nlp.resources import packaged

# Kinds that are taken for each other.
_VOTING = frozenset({"person", "organisation", "place"})
# The share of the votes that settles which one a name is: three of five, so that where the votes are nearly
# even each mention stays what it was taken for. Set by hand.
_MAJORITY = 0.6
# Words of a body's name of which the last alone is short for it.
_PAIR = 2
_Votes = defaultdict[tuple[Kind, str], float]


@dataclass(frozen=True, slots=True)
class _Name:
    """A mention, its span, and whether its case is one in which no person stands."""

    mention: Mention
    span: Span
    in_place_case: bool

    def changed(self, label: str, kind: Kind, rule: str, base_form: str | None = None) -> _Name:
        """The same name as one of another kind, and by another name where one is given."""
        mention = replace(self.mention, label=label, kind=kind, kind_rule=rule)
        if base_form is not None:
            mention = replace(mention, base_form=base_form, base_form_rule=rule)
        return replace(self, mention=mention)

    def called(self, base_form: str, rule: str) -> _Name:
        """The same name by another name, of the kind that it is."""
        return replace(self, mention=replace(self.mention, base_form=base_form, base_form_rule=rule))


def with_kinds(document: Document, spans: Sequence[Span], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each as what all evidence says that it is.

    Args:
        document: The document.
        spans: Where the names stand.
        mentions: The mention of each span, with its base form, and the kind of its label.
    """
    place_cases = packaged.toml("names.toml")["place_cases"]
    names = [
        _Name(mention, span, document.tokens[span.last - 1].feats.get("Case") in place_cases)
        for span, mention in zip(spans, mentions, strict=True)
    ]
    surnames = _surnames_of(names)
    names = [_as_known(document, name, surnames) for name in _own_words(names)]
    for evidence in (_surnames, _agreement, _short_names):
        names = evidence(names)
    return [name.mention for name in names]


def _own_words(names: Sequence[_Name]) -> list[_Name]:
    return [
        name if name.span.body is None else name.changed("ORG", "organisation", name.span.body)
        for name in names
    ]


def _as_known(document: Document, name: _Name, surnames: Container[str]) -> _Name:
    """A name as what `bodies` knows of it; a party's letters in brackets as the party (*kok.*)."""
    mention, span = name.mention, name.span
    if span.called is not None or span.body is not None:
        return name
    if (party := bracketed_party(document, span)) is not None:
        return name.changed("ORG", "organisation", "party", party)
    if (rule := body_by_words(document, span, mention)) is not None:
        return name.changed("ORG", "organisation", rule)
    if (body := body_of(document, span, mention)) is not None:
        # KELA stays KELA; SANOMILLE is Sanomat's.
        called = None if mention.base_form.casefold() == body.name.casefold() else body.name
        if mention.kind != "organisation":
            return name.changed("ORG", "organisation", "well-known", called)
        return name if called is None else name.called(called, "well-known")
    if company_of(document, span, mention):
        return name.changed("ORG", "organisation", "business")
    place = None if mention.base_form.casefold() in surnames else place_of(document, span, mention)
    if place is not None:
        return name.changed("GPE", "place", "place-case", None if place == mention.base_form else place)
    return name


def _surnames(names: Sequence[_Name]) -> list[_Name]:
    surnames = _surnames_of(names)

    def as_surname(name: _Name) -> _Name:
        mention = name.mention
        # As it stands, too: Sonko beside Cheikh Sonko, not "a son?".
        form = next((f for f in (mention.base_form, mention.surface) if f.casefold() in surnames), "")
        if mention.kind == "person" or " " in mention.base_form or not form or name.in_place_case:
            return name
        # In the plural it is a family, or a club: Kärpät beside Matti Kärppä.
        if form.casefold() in singulars_of(mention.surface):
            return name
        called = None if form == mention.base_form else surnames[form.casefold()]
        return name.changed("PERSON", "person", "surname-of-article", called)

    return [as_surname(name) for name in names]


def _surnames_of(names: Sequence[_Name]) -> dict[str, str]:
    """The surnames of the article's people by their small letters: the last words of their full names."""
    people = (name.mention.base_form for name in names if name.mention.kind == "person")
    return {person.split()[-1].casefold(): person.split()[-1] for person in people if " " in person}


def _agreement(names: Sequence[_Name]) -> list[_Name]:
    """Mentions of one name as the kind that most of them, weighed by their scores, were taken for."""
    votes: defaultdict[str, _Votes] = defaultdict(lambda: defaultdict(float))
    for name in names:
        mention = name.mention
        if mention.kind in _VOTING:
            weight = 1.0 if mention.score is None else mention.score
            votes[mention.base_form.casefold()][mention.kind, mention.label] += weight
    return [_as_voted(name, votes[name.mention.base_form.casefold()]) for name in names]


def _as_voted(name: _Name, votes: _Votes) -> _Name:
    by_kind: defaultdict[Kind, float] = defaultdict(float)
    for (kind, _), weight in votes.items():
        by_kind[kind] += weight
    if name.mention.kind not in by_kind or len(by_kind) == 1:
        return name
    winner = max(by_kind, key=lambda kind: by_kind[kind])
    if winner == name.mention.kind or by_kind[winner] < _MAJORITY * sum(by_kind.values()):
        return name
    if winner == "person" and name.in_place_case:
        return name
    label = max((weight, label) for (kind, label), weight in votes.items() if kind == winner)[1]
    return name.changed(label, winner, "agreement")


def _short_names(names: Sequence[_Name]) -> list[_Name]:
    """What was taken for a person or place, but is an organisation's short name, as the organisation.

    An organisation's short name is its name without the legal form and the last or first word of that
    (*Lepola* of *Rakennus Lepola Oy*), a common word after a genitive (*Veto* of *Virkkalan Veto*), or any
    word after letters (*Jaro* of *FF Jaro*).
    """
    surnames = _surnames_of(names)
    shorts = {
        short.casefold(): short
        for name in names
        if name.mention.kind == "organisation"
        for short in _short_names_of(name.mention.base_form)
        if short.casefold() not in surnames
    }
    single = [short for short in shorts.values() if " " not in short]
    plurals = {singular: short for short in single for singular in singulars_of(short)}
    return [_of_organisation(name, shorts, plurals) for name in names]


def _short_names_of(name: str) -> Iterable[str]:
    words = name.split()
    size = len(without_legal_form(name))
    if size < len(words) and is_legal_form(words[-1]):
        own = words[:-1]
        return (" ".join(own), own[-1], own[0])
    short = len(words) == _PAIR and (is_common_word(words[-1]) or words[0].isupper())
    return words[-1:] if short else ()


def _of_organisation(name: _Name, shorts: Mapping[str, str], plurals: Mapping[str, str]) -> _Name:
    mention = name.mention
    if mention.kind not in ("person", "place") or not shorts:
        return name
    meant = [shorts.get(mention.base_form.casefold())]
    if " " not in mention.base_form:
        for reading in readings(mention.surface):
            meant.append(shorts.get(reading.lemma.casefold()))
            meant.append(plurals.get(reading.lemma.casefold()) if reading.number == "pl" else None)
    short = next(filter(None, meant), None)
    if short is None or (mention.kind == "place" and candidates(short)):
        return name
    return name.changed("ORG", "organisation", "organisation-of-article", short)
