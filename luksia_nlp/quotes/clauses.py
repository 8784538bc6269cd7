"""Reporting clauses: *Salo sanoo*, *sanoo rehtori Aino Salo*, *hän on kertonut*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luksia_nlp.names.appositions import names_people
from luksia_nlp.quotes.cues import can_be_finite, group, speech_verbs
from luksia_nlp.quotes.paragraphs import DASHES
from luksia_nlp.quotes.subjects import Subject, any_noun, subject_of
from luksia_nlp.quotes.words import Words

# Words before the verb of a reporting clause, at most: an organisation, a title and a name. Set by hand.
_LONGEST_SUBJECT = 16
# Words of a reporting clause whose verb is none of speech (*Elmeri virnistää*), and of a sentence that closes
# (*Näin kertoo Salo*), at most. Set by hand.
_LONGEST_OPEN = 14
# Words between an auxiliary and its participle, at most: *on tänään myös kertonut*. Set by hand.
_LONGEST_TENSE = 6
# Commas before a verb that are looked over for its subject: *Salo, 45, joka on rehtori, sanoo*.
_ASIDES = 3
# Words from a verb to the name after it, at most: *tinki kaveri Touko*. Set by hand.
_BEFORE_NAME = 3
# What a reporting clause can begin after, within a sentence.
_CUTS = frozenset([",", "?", "!", "…"]) | DASHES


@dataclass(frozen=True, slots=True)
class Clause:
    """A reporting clause: tokens `first:last`, its verb and who speaks."""

    first: int
    last: int
    verb: int
    subject: Subject


def reporting_clause(
    words: Words, first: int, last: int, *, open_class: bool = True, strict: bool = False
) -> Clause | None:
    """The reporting clause that tokens are, or None.

    Args:
        words: The document.
        first: The clause's first token.
        last: The token after its last one.
        open_class: Whether a verb that is none of speech may report, where a person is its subject.
        strict: Whether only nouns of people and organisations speak, as where no mark or dash tells of words.
    """
    while first < last and not words.is_word(first):
        first += 1
    if first >= last or words.is_one(first, "opening") or words.is_one(first, "question"):
        return None
    verb = _verb(words, first, last)
    if verb is None or _brings_clause(words, verb, last) or words.feature(verb, "Clitic") == "Ko":
        return None
    main = _main(words, verb)
    speaks = main != verb or words.verb_of_speech(verb) in group("speech")
    if not speaks and not (open_class and last - first <= _LONGEST_OPEN and _may_report(words, verb)):
        return None
    if words.subordinators(verb) & group("conditions"):
        return None
    end = _end_of_subject(words, verb, last)
    subject = subject_of(words, main, first, end) or subject_of(words, verb, first, end)
    if subject is None and speaks and not strict:
        subject = any_noun(words, main, first, end)
    if subject is None or not (speaks or _is_person(words, subject)):
        return None
    return Clause(first, last, main, subject)


def _verb(words: Words, first: int, last: int) -> int | None:
    """The first finite verb; None where something else than a subject stands before it."""
    for place in range(first, min(last, first + _LONGEST_SUBJECT)):
        if words.is_finite(place) or (place == first and _is_verb_before_name(words, place, last)):
            return place
        if words.tokens[place].upos == "SCONJ" or words.text(place) in (";", ":"):
            return None
    return None


def _is_verb_before_name(words: Words, place: int, last: int) -> bool:
    """Whether a word that the tagger takes for a noun is a verb: *huikkaa* Matti Hynninen."""
    near = range(place + 1, min(last, place + 1 + _BEFORE_NAME))
    named = any(words.kind(one) == "person" for one in near)
    return named and words.text(place).islower() and can_be_finite(words.text(place))


def _main(words: Words, verb: int) -> int:
    """The participle of a compound tense, or the verb itself: on *sanonut*."""
    if words.lemma(verb) != "olla":
        return verb
    near = range(verb + 1, min(verb + _LONGEST_TENSE, len(words.tokens)))
    found = (place for place in near if words.is_participle(place, "Past"))
    return next((place for place in found if words.lemma(place) in speech_verbs()), verb)


def _may_report(words: Words, verb: int) -> bool:
    """Whether a verb that is none of speech may stand beside words: *virnistää*, not *on* or *kävisi*."""
    return words.feature(verb, "Mood") in (None, "Ind") and words.lemma(verb) not in group("never")


def _brings_clause(words: Words, verb: int, last: int) -> bool:
    """Whether a reported clause follows: then what stands before is no quotation of this verb."""
    openers = group("that") | group("that_not") | group("question")
    commas = (
        place for place in range(verb + 1, _end_of_subject(words, verb, last) - 1) if words.text(place) == ","
    )
    return any(words.whole(comma + 1) in openers for comma in commas)


def _end_of_subject(words: Words, verb: int, last: int) -> int:
    """How far the subject may reach: to a relative clause after the verb."""
    commas = (place for place in range(verb + 1, last - 1) if words.text(place) == ",")
    return next((comma for comma in commas if words.is_one(comma + 1, "relative")), last)


def _is_person(words: Words, subject: Subject) -> bool:
    """Whether a speaker is one person: named, *hän*, or by a role (*kultaseppä*, not *lapset* or *osa*)."""
    if subject.mention is not None:
        return words.mentions[subject.mention].kind == "person"
    if subject.how == "pronoun":
        return words.pronoun(subject.first) != "thing"
    one = subject.how == "noun" and not words.is_plural(subject.last - 1)
    return one and names_people(words.lemma(subject.last - 1))


def closing_clause(words: Words, first: int, last: int) -> Clause | None:
    """The reporting clause that a whole sentence is of the one before: *Näin kertoo Tilastokeskus*.

    Args:
        words: The document.
        first: The sentence's first token.
        last: The token after its last one.
    """
    so = last - first <= _LONGEST_OPEN and words.is_one(first, "so")
    clause = reporting_clause(words, first + 1, last, open_class=False, strict=True) if so else None
    return clause if clause is not None and clause.verb < clause.subject.first else None


def clause_in_sentence(
    words: Words, first: int, last: int, *, open_class: bool = True, strict: bool = False
) -> tuple[int, Clause] | None:
    """Where a reporting clause cuts a sentence of somebody's words, and the clause; the last one there.

    Args:
        words: The document.
        first: The sentence's first token.
        last: The token after its last one.
        open_class: As for `reporting_clause`.
        strict: As for `reporting_clause`.

    Returns:
        The token that ends the words, and the clause.
    """
    cuts = [place for place in range(first, last - 1) if words.text(place) in _CUTS]
    for cut in reversed(cuts):
        comma = words.text(cut) == ","
        clause = reporting_clause(words, cut + 1, last, open_class=open_class and comma, strict=strict)
        if clause is None and comma:
            clause = _after_aside(words, first, cut, last)
        if clause is None or (words.text(cut) in DASHES and words.verb_of_speech(clause.verb) is None):
            continue
        start = clause.first - 1 if clause.first <= cut else cut
        whole = any(words.is_clause_verb(place) for place in range(first, start))
        end = _interruption(words, clause, last, whole=whole)
        ends_words = words.text(start) in (",", *DASHES)
        return start + (not ends_words), Clause(start + 1, end, clause.verb, clause.subject)
    return None


def _after_aside(words: Words, first: int, cut: int, last: int) -> Clause | None:
    """A clause whose subject an aside parts from its verb: *Salo, 45, sanoo*."""
    verb = cut + 1
    if not words.is_finite(verb) or words.verb_of_speech(verb) is None or _brings_clause(words, verb, last):
        return None
    commas = [place for place in range(first, cut) if words.text(place) == ","][-_ASIDES:]
    if not commas:
        return None
    ends = [*commas[1:], cut]
    for number, (comma, end) in enumerate(reversed(list(zip(commas, ends, strict=True)))):
        relative = words.is_one(comma + 1, "relative")
        subject = None if relative else subject_of(words, verb, comma + 1, cut)
        if subject is not None and subject.how != "noun":
            return Clause(comma + 1, last, verb, subject)
        if number and not relative and _has_verb(words, comma + 1, end):
            return None
    return None


def _has_verb(words: Words, first: int, last: int) -> bool:
    return any(words.is_finite(place) for place in range(first, last))


def _interruption(words: Words, clause: Clause, last: int, *, whole: bool) -> int:
    """Where a clause ends: with its sentence, or where the words go on: *hän sanoo, mutta ...*.

    Args:
        words: The document.
        clause: The clause.
        last: The token after the sentence's last one.
        whole: Whether the words before the clause have a verb of their own.
    """
    after = max(clause.verb, clause.subject.last - 1)
    for place in range(after + 1, last - 1):
        if words.text(place) != "," and words.text(place) not in DASHES:
            continue
        following = place + 1
        if words.is_one(following, "relative"):
            return last
        asks = words.feature(following, "Clitic") == "Ko"
        if whole and words.is_finite(following) and words.tokens[following].upos != "AUX" and not asks:
            return last  # sanoo Salo, taputtaa poikaa olalle
        if _is_clause(words, range(following, last)):
            return place
    return last


def _is_clause(words: Words, places: Sequence[int]) -> bool:
    """Whether a verb stands among words: they are a clause, and no title of the speaker."""
    verbs = (place for place in places if words.tokens[place].upos in ("VERB", "AUX"))
    return any(words.relation(place) not in ("acl", "amod") for place in verbs) or any(
        words.is_finite(place) for place in places
    )
