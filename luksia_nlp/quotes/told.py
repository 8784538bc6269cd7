"""Indirect quotations by a verb: *kertoo, että ...*, *sanoo tulleensa*, *..., hän lisää*."""

from __future__ import annotations

from collections.abc import Iterator

from luksia_nlp.quotes.clauses import clause_in_sentence
from luksia_nlp.quotes.cues import group
from luksia_nlp.quotes.nouns import is_body_noun, is_speaker_noun
from luksia_nlp.quotes.paragraphs import DASHES, DOUBLE_MARKS
from luksia_nlp.quotes.quotation import Quotation, indirect_piece
from luksia_nlp.quotes.reports import (
    is_negated,
    is_supposed,
    is_yes_no,
    opener,
    participle,
    report_end,
    reporter,
    reporting_verb,
)
from luksia_nlp.quotes.subjects import Subject, any_noun, named
from luksia_nlp.quotes.words import Words

# Words before a stance in which its "on" stands, at most: *on tästä kovin huolissaan*. Set by hand.
_BEFORE_STANCE = 6
# Words of what is said, at least, unless it is a verb: *ennustaa, että sataa*.
_FEWEST = 2
# Relations of what stands beside a verb: *sanoi eilen*, *kertoi Ylelle*.
_BESIDE_VERB = frozenset(["obl", "advmod"])
# Relations of a verb whose clause is part of another: what stands before it is no quotation.
_SUBORDINATE = frozenset(["acl:relcl", "advcl", "acl"])


def by_reported_clause(words: Words, first: int, last: int) -> Iterator[Quotation]:
    """Quotations that a word opens after a verb or a stance: *kertoo, että*, *on huolissaan siitä, ettei*."""
    until = first  # what one reports reports nothing by itself
    for place in range(first, last):
        if place < until:
            continue
        verb = place if _is_reporting(words, place) else _stance_verb(words, place, first)
        opened = None if verb is None else opener(words, place, last)
        if (
            verb is None
            or opened is None
            or is_supposed(words, verb)
            or not _brings(words, place, opened, first, verb=verb)
        ):
            continue
        passive = words.feature(verb, "Voice") == "Pass"
        subject = _source(words, verb, first) if passive else reporter(words, verb, first, opened - 1)
        if subject is None and not passive and words.lemma(place) not in group("of_things_too"):
            subject = any_noun(words, verb, first, opened - 1)
        if subject is None:
            continue
        begin = opened + (words.whole(opened) in group("that"))
        end = report_end(words, begin, last, place)
        pieces = indirect_piece(words, begin, end)
        if pieces and (pieces[0][1] - pieces[0][0] >= _FEWEST or words.is_clause_verb(pieces[0][0])):
            until = end
            yield Quotation("indirect", tuple(pieces), "reported-clause", place, subject)


def _is_reporting(words: Words, place: int) -> bool:
    """Whether a token is a verb that reports, the passive of one taken in: *kerrotaan*."""
    if reporting_verb(words, place, "reporting") is not None:
        return True
    passive = words.feature(place, "Voice") == "Pass" and words.feature(place, "VerbForm") == "Fin"
    return passive and words.lemma(place) in group("reporting")


def _stance_verb(words: Words, place: int, first: int) -> int | None:
    """The verb of a stance: *on* tyytyväinen."""
    if not words.is_one(place, "stances") or words.is_one(max(place - 1, first), "other_stances"):
        return None
    near = range(place - 1, max(first, place - _BEFORE_STANCE) - 1, -1)
    return next((one for one in near if words.lemma(one) == "olla" and words.is_finite(one)), None)


def _brings(words: Words, place: int, opened: int, first: int, *, verb: int) -> bool:
    """Whether a word brings what is opened after it: not *ei kerro, miksi*, nor *pyytää katsomaan, mitä*."""
    negated = is_negated(words, place, first)
    asks = words.whole(opened) in group("question") or is_yes_no(words, opened)
    if not asks:
        return not negated
    return not negated and verb == place and reporting_verb(words, place, "asking") is not None


def _source(words: Words, verb: int, first: int) -> Subject | None:
    """The organisation that something is told from: *Nuorisopalveluista* kerrotaan, että."""
    for place in range(verb - 1, first - 1, -1):
        if words.feature(place, "Case") not in ("Ela", "Abl"):
            continue
        number = words.mention(place)
        if number is None:
            return Subject(place, place + 1, "noun") if is_body_noun(words.lemma(place)) else None
        if words.mentions[number].kind == "organisation":
            return named(words, number)
    return None


def by_participle(words: Words, first: int, last: int) -> Iterator[Quotation]:
    """Quotations that a participle carries: *arvioi kasvun hidastuvan*, *sanoo tulleensa*."""
    for verb in range(first, last):
        known = any(reporting_verb(words, verb, which) for which in ("reporting", "with_participle"))
        if not known or is_supposed(words, verb):
            continue
        governed = participle(words, verb, last)
        if governed is None:
            continue
        subject = reporter(words, verb, first, governed)
        if subject is None and words.lemma(verb) not in group("of_things_too"):
            subject = any_noun(words, verb, first, governed)
        if subject is None or subject.first == governed:
            continue
        begin = _participle_begin(words, verb, governed, subject)
        borders = (place for place in range(governed + 1, last - 1) if _borders(words, place))
        end = report_end(words, begin, next(borders, last), verb)
        if pieces := indirect_piece(words, begin, end):
            yield Quotation("indirect", tuple(pieces), "participle", verb, subject)


def _participle_begin(words: Words, verb: int, governed: int, subject: Subject) -> int:
    """Where the clause of a participle begins: after its verb, and after what belongs to that alone.

    *ilmoitti* torstaina / *irtisanovansa*, *sanoo* / koulun *olevan* hyvä.
    """
    begin = subject.last if subject.first > verb else verb + 1
    while begin < governed and words.tokens[begin].head == verb and words.relation(begin) in _BESIDE_VERB:
        begin += 1
    return begin


def _borders(words: Words, place: int) -> bool:
    """Whether the clause of a participle ends: at another main clause."""
    if words.text(place) in (";", ":"):
        return True
    return words.text(place) == "," and words.low(place + 1) in group("joining")


def by_trailing_clause(words: Words, first: int, last: int) -> Iterator[Quotation]:
    """Quotations without marks before their reporting clause: *Vahingot jäivät pieniksi, hän lisää*."""
    cut = clause_in_sentence(words, first, last, open_class=False, strict=True)
    if cut is None or words.tokens[first].upos == "SCONJ":
        return
    end, clause = cut
    if words.lemma(clause.verb) not in group("without_marks") or _has_object(words, clause.verb):
        return
    said = [*range(first, end), *range(clause.last, last)]
    marked = words.text(first) in DOUBLE_MARKS
    if marked or words.text(end) in DASHES or words.relation(clause.verb) in _SUBORDINATE:
        return  # a headline's two parts; a clause of somebody's
    if not any(words.is_clause_verb(place) for place in said):
        return
    pieces = [*indirect_piece(words, first, end), *indirect_piece(words, clause.last, last)]
    yield Quotation("indirect", tuple(pieces), "trailing-clause", clause.verb, clause.subject)


def _has_object(words: Words, verb: int) -> bool:
    """Whether a verb has an object that cannot speak: *esitti suunnitelman*, not *neuvoi seuraajaansa*."""
    objects = (child for child in words.children(verb) if words.relation(child) == "obj")
    return not all(words.kind(one) == "person" or is_speaker_noun(words.lemma(one)) for one in objects)
