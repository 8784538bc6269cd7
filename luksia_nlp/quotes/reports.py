"""Verbs and phrases that report: where one is, whose it is, and how far what it reports goes."""

from __future__ import annotations

from luksia_nlp.quotes.cues import can_be_finite, group, is_own_participle
from luksia_nlp.quotes.paragraphs import DASHES
from luksia_nlp.quotes.subjects import Subject, genitive_before, named, phrase_start, subject_of
from luksia_nlp.quotes.words import Words

# Words between a verb and the comma before what it reports, at most: *sanoi Ylelle maanantaina, että*. Set by
# hand.
_LONGEST_GAP = 9
# Words after a verb in which the participle that it governs comes, at most. Set by hand.
_LONGEST_BEFORE_PARTICIPLE = 14
# Words before a verb in which its negation or auxiliary stands, at most. Set by hand.
_BEFORE_VERB = 7
# Words from *nimetty* to *mukaan*, at most: *nimetty Paavo Nurmen mukaan*. Set by hand.
_NEAR_NAMED = 5
# Words after a comma and conjunction in which another report begins, at most. Set by hand.
_NEXT_REPORT = 10
# Relations of a participle that describes a noun: *kasvavan yrityksen*.
_DESCRIBES = frozenset(["amod", "acl", "acl:relcl", "nmod:poss"])


def reporting_verb(words: Words, place: int, which: str) -> str | None:
    """The base form of a token that is a verb of a list in the third person, or its participle with *on*."""
    lemma = words.verb_of_speech(place)
    if lemma is not None:
        return lemma if lemma in group(which) else None
    lemma = words.lemma(place)
    if lemma not in group(which) or not words.is_participle(place, "Past"):
        return None
    before = range(place - 1, max(place - 1 - _BEFORE_VERB, -1), -1)
    return lemma if any(words.lemma(one) in ("olla", "ei") for one in before) else None


def is_negated(words: Words, verb: int, first: int) -> bool:
    """Whether a negation stands before a verb: *ei kerro*; not *ei kiistä mutta huomauttaa*."""
    negations = [
        place for place in range(max(first, verb - _BEFORE_VERB), verb) if words.lemma(place) == "ei"
    ]
    if words.is_parsed:
        return any(words.tokens[place].head == verb for place in negations)
    return bool(negations)


def opener(words: Words, verb: int, last: int) -> int | None:
    """The word that opens the clause that a verb reports: *että*, *ettei*, *miten*, *onko*; or None."""
    sure = group("that") | group("that_not")
    for place in range(verb + 1, min(last - 1, verb + _LONGEST_GAP)):
        text = words.text(place)
        if words.whole(place) in sure:  # a comma is forgotten
            return place
        if text == ",":
            if words.low(place - 1) in group("of_manner"):
                return None
            if words.whole(place + 1) in sure or is_yes_no(words, place + 1):
                return place + 1
            if words.whole(place + 1) in group("question"):
                return None if _may_be_relative(words, verb, place) else place + 1
            if not words.is_one(place + 1, "relative"):
                return None
        elif text in (";", ":") or (place > verb + 1 and words.is_finite(place)):
            return None
    return None


def _may_be_relative(words: Words, verb: int, comma: int) -> bool:
    """Whether *mikä* after a comma can speak of what stands before it: kertoi *totuuden, mikä* yllätti."""
    if words.whole(comma + 1) not in group("relative_questions"):
        return False
    told = range(verb + 1, comma)
    return any(
        words.relation(place) == "obj" or words.feature(place, "Case") in ("Par", "Gen", "Ela")
        for place in told
    )


def is_supposed(words: Words, verb: int) -> bool:
    """Whether a verb asks or supposes: *Sanooko Salo, että*; *Jos Salo sanoo, että*."""
    return words.feature(verb, "Clitic") == "Ko" or bool(words.subordinators(verb) & group("conditions"))


def is_yes_no(words: Words, place: int) -> bool:
    """Whether a word asks by its ending: *onko*, *tuleeko*."""
    if words.feature(place, "Clitic") == "Ko":
        return True
    word = words.low(place)
    ending = next((end for end in group("asking_endings") if word.endswith(end)), None)
    if ending is None or words.tokens[place].upos not in ("VERB", "AUX", "X"):
        return False
    return can_be_finite(word.removesuffix(ending))


def participle(words: Words, verb: int, last: int) -> int | None:
    """The participle that a verb governs in its own clause: arvioi kasvun *hidastuvan*, sanoo *tulleensa*."""
    for place in range(verb + 1, min(last, verb + _LONGEST_BEFORE_PARTICIPLE)):
        if words.text(place) in (",", ";", ":"):
            return None
        if is_own_participle(words.low(place)):
            return place
        if words.is_finite(place):
            return None
        describes = words.relation(place) in _DESCRIBES and not _has_subject(words, place)
        governed = words.feature(place, "VerbForm") == "Part" and not describes
        governed = governed and words.lemma(verb) in group("with_participle")
        if governed and (
            words.feature(place, "Case") == "Gen" or words.feature(place, "Person[psor]") == "3"
        ):
            return place
    return None


def _has_subject(words: Words, place: int) -> bool:
    return any(words.relation(child).startswith("nsubj") for child in words.children(place))


def reporter(words: Words, verb: int, first: int, last: int) -> Subject | None:
    """Who says what a verb reports; the subject may stand at a verb that it is joined to."""
    found = subject_of(words, verb, first, last, scans=False)
    head = words.tokens[verb].head
    joined = words.is_parsed and words.relation(verb) in ("conj", "aux", "cop") and first <= head < last
    if found is None and joined:
        found = subject_of(words, head, first, last, scans=False)
    if found is None:
        found = subject_of(words, verb, _clause_first(words, verb, first), last)
    if found is None and joined:
        found = subject_of(words, verb, first, verb)
    return found


def _clause_first(words: Words, verb: int, first: int) -> int:
    """Where the clause of a verb begins, asides after its subject taken in: *Salo, 45, kertoo*."""
    for place in range(verb - 1, first - 1, -1):
        text = words.text(place)
        if text in (";", ":") or text in DASHES:
            return place + 1
        if text == "," and any(_is_more_than_aside(words, one) for one in range(place + 1, verb)):
            return place + 1
    return first


def _is_more_than_aside(words: Words, place: int) -> bool:
    nominal = words.tokens[place].upos in ("NOUN", "PROPN", "PRON", "CCONJ", "SCONJ", "X")
    return words.is_word(place) and (nominal or words.mention(place) is not None)


def phrase(words: Words, place: int, first: int, last: int) -> tuple[int, Subject | None] | None:
    """The phrase that a postposition ends, *Salon mukaan* or *hänen mielestään*: its first token and who."""
    low, before = words.low(place), place - 1
    if low in group("suffixed_after_pronoun") and not _is_along(words, place, first, last):
        if before >= first and words.low(before) in group("pronouns.owner"):
            return before, Subject(before, before + 1, "pronoun")
        if low not in group("suffixed"):
            return None
        subject = _nearest_subject(words, place, first, last)
        return None if subject is None else (place, subject)
    if low not in group("postpositions") or _is_along(words, place, first, last):
        return None
    if words.low(before) in group("own_words"):  # omien sanojensa mukaan
        start = before - (before > first and words.low(before - 1) in group("own"))
        return start, _nearest_subject(words, place, first, last)
    subject = genitive_before(words, place, first)
    if subject is None:
        return None
    if words.lemma(before) in group("relative_pronouns"):
        return before, subject
    start = phrase_start(words, subject, first)
    return start, _first_of_two(words, start, subject)


def _first_of_two(words: Words, start: int, subject: Subject) -> Subject:
    """The first of two names that are joined: *Aino Salon* ja Matti Lahden mukaan."""
    joined = any(words.low(place) in group("joining_names") for place in range(start, subject.first))
    number = words.mention(start) if joined else None
    if number is None or words.kind(start) != words.kind(subject.first):
        return subject
    return named(words, number)


def _nearest_subject(words: Words, place: int, first: int, last: int) -> Subject | None:
    """The subject of the verb that is nearest to a token."""
    verbs = (one for one in range(first, last) if words.is_finite(one))
    nearest = min(verbs, key=lambda one: abs(one - place), default=None)
    return None if nearest is None else subject_of(words, nearest, first, last)


def _is_along(words: Words, place: int, first: int, last: int) -> bool:
    """Whether *mukaan* says after whom something is named, or along with whom somebody goes."""
    around = range(max(first, place - _NEAR_NAMED), min(last, place + 2))
    if any(words.lemma(one) in group("named_after") for one in around):
        return True
    return place + 1 < last and words.lemma(place + 1) in group("goes_along") and words.is_finite(place + 1)


def report_end(words: Words, begin: int, last: int, verb: int) -> int:
    """Where a reported clause ends: where its verb goes on, another report begins, or at `last`."""
    for place in range(begin + 2, last):
        comma = words.text(place - 1) == ","
        if words.low(place) in group("joining") and _goes_on(words, place, last, verb):
            return place - comma
        if comma and words.low(place) in group("joining") and _reports_anew(words, place, last):
            return place - 1
        if words.text(place) == ";" and _reports_anew(words, place, last):
            return place
    return last


def _goes_on(words: Words, conjunction: int, last: int, verb: int) -> bool:
    """Whether a conjunction joins another verb to the reporting one: *sanoi, että ..., ja lähti*.

    A comma parts clauses of different subjects, so that a verb right after it that has none goes on with the
    reporter.
    """
    begin = conjunction + (words.low(conjunction) not in group("joining_negations"))
    end = next((place for place in range(begin, last) if words.text(place) == ","), last)
    joined = [place for place in range(begin, end) if words.relation(place) == "conj"]
    own = (
        place for place in joined if words.tokens[place].head == verb and words.tokens[place].upos == "VERB"
    )
    if any(words.is_finite(place) or words.is_participle(place, "Past") for place in own):
        return True
    return (
        words.text(conjunction - 1) == ","
        and begin in joined
        and words.tokens[begin].upos == "VERB"
        and words.is_finite(begin)
        and words.feature(begin, "Person") == "3"
        and words.feature(begin, "Number") == words.feature(verb, "Number")
        and not _has_subject(words, begin)
    )


def _reports_anew(words: Words, conjunction: int, last: int) -> bool:
    """Whether another report with a speaker of its own begins after a conjunction."""
    first = conjunction + 1
    for place in range(first, min(last, first + _NEXT_REPORT)):
        if words.text(place) == ",":
            return False
        if phrase(words, place, first, last) is not None:
            return True
        if reporting_verb(words, place, "reporting") is not None and (
            opener(words, place, last) is not None or participle(words, place, last) is not None
        ):
            return subject_of(words, place, first, last) is not None
    return False
