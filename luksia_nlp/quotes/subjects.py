"""Who speaks, in the words of the text: a name, a pronoun, a noun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from luksia_nlp.quotes.cues import group
from luksia_nlp.quotes.nouns import is_speaker_noun
from luksia_nlp.quotes.words import Words

How = Literal["name", "pronoun", "noun", "unknown"]
# Words of an aside between commas after a name, at most: *Salon, 45, mukaan*. Set by hand.
_LONGEST_ASIDE = 8
# Steps from a word up its heads that are looked at: a title's attributes are three or four deep. Set by hand.
_DEEPEST = 12
_TITLE_WORDS = frozenset(["NOUN", "ADJ", "PROPN", "NUM"])
_NO_TITLE = frozenset(["VERB", "AUX", "ADV", "CCONJ", "SCONJ"])


@dataclass(frozen=True, slots=True)
class Subject:
    """Who speaks: tokens `first:last`.

    `how` says what these are: a `name` (of the mention of that number), a `pronoun`, a `noun` (*rehtori*,
    *yhtiö*), or `unknown`, a word with a capital that no mention covers.
    """

    first: int
    last: int
    how: How
    mention: int | None = None


def named(words: Words, number: int) -> Subject:
    """The speaker whom a mention names.

    Args:
        words: The document.
        number: The mention's number.
    """
    return Subject(words.first_of[number], words.last_of[number], "name", number)


def subject_of(words: Words, verb: int, first: int, last: int, *, scans: bool = True) -> Subject | None:
    """Who does what a verb says, among the tokens `first:last` of its clause.

    Args:
        words: The document.
        verb: The verb's token.
        first: The clause's first token.
        last: The token after its last one.
        scans: Whether the clause is looked through where no parser says who it is.
    """
    told = [
        child
        for child in words.children(verb)
        if first <= child < last and words.relation(child).startswith("nsubj")
    ]
    subjects = [found for place in told if (found := _at(words, place, last, sure=True)) is not None]
    if subjects:  # Toisen miehen avustaja, asianajaja Aino Salo: the name counts
        return next((found for found in subjects if found.how == "name"), subjects[0])
    if any(words.tokens[place].upos != "PROPN" for place in told) and not _has_name(words, first, last):
        return None  # the parser knows the subject, and it is nobody who speaks
    places = (*range(verb - 1, first - 1, -1), *range(verb + 1, last)) if scans else ()
    found_there = (_at(words, place, last, sure=False) for place in places)
    return next((found for found in found_there if found is not None), None)


def any_noun(words: Words, verb: int, first: int, last: int) -> Subject | None:
    """The subject of a verb that only people have, whatever it is: *nimimerkki*, *joku*; no *tutkimus*.

    Args:
        words: The document.
        verb: The verb's token.
        first: The clause's first token.
        last: The token after its last one.
    """
    for child in words.children(verb):
        noun = words.tokens[child].upos == "NOUN" or words.feature(child, "VerbForm") == "Part"
        fits = noun or words.lemma(child) in group("pronouns.somebody")
        nominative = fits and words.feature(child, "Case") == "Nom"
        if first <= child < last and nominative and words.relation(child).startswith("nsubj"):
            tells = words.lemma(child).endswith(tuple(group("things_that_tell")))
            return None if tells else Subject(child, child + 1, "noun")
    return None


def _has_name(words: Words, first: int, last: int) -> bool:
    return any(words.mention(place) is not None for place in range(first, last))


def _at(words: Words, place: int, last: int, *, sure: bool) -> Subject | None:
    """The speaker that a token is or belongs to; `sure` where a parser says that it is the subject."""
    number = words.mention(place)
    if number is not None:
        return _named(words, number, sure=sure)
    if not words.is_word(place):
        return None
    if (number := words.surname(place)) is not None and words.can_be(place, "Nom"):
        return Subject(place, place + 1, "name", number)
    nominative = words.feature(place, "Case") in (None, "Nom")
    if words.lemma(place) in group("relative_pronouns"):
        return antecedent(words, place, 0) if nominative and sure else None
    pronoun = words.pronoun(place)
    if pronoun is not None:
        fits = nominative and (sure or pronoun in ("one", "many"))
        return Subject(place, place + 1, "pronoun") if fits else None
    return _noun_at(words, place, last, sure=sure) if words.can_be(place, "Nom") else None


def _noun_at(words: Words, place: int, last: int, *, sure: bool) -> Subject | None:
    """The speaker that a noun is, or that it is the title of: *rehtori Aino Salo*."""
    speaks = is_speaker_noun(words.lemma(place))
    following = words.mention(place + 1) if place + 1 < last else None
    if speaks and following is not None and words.mentions[following].kind == "person":
        titled = _named(words, following, sure=sure)
        if titled is not None:
            return titled
    for child in words.children(place):  # suurin omistaja, Eläkeyhtiö Kaarna
        number = words.mention(child)
        if words.relation(child) == "appos" and child < last and number is not None:
            return _named(words, number, sure=True)
    if speaks and words.tokens[place].upos not in ("VERB", "AUX", "ADV"):
        return Subject(place, place + 1, "noun")
    if sure and words.tokens[place].upos == "PROPN" and words.text(place)[:1].isupper():
        end = place + 1
        while end < last and words.relation(end).startswith("flat"):
            end += 1
        return Subject(place, end, "unknown")
    return None


def _named(words: Words, number: int, *, sure: bool) -> Subject | None:
    """The one whom a mention names, unless it stands in brackets or in another case."""
    kind, first, last = words.mentions[number].kind, words.first_of[number], words.last_of[number]
    if kind == "other" or (kind == "place" and not sure) or words.text(max(first - 1, 0)) == "(":
        return None
    nominative = words.can_be(last - 1, "Nom") or words.can_be(first, "Nom")
    if not sure and not (nominative and words.feature(last - 1, "Case") in (None, "Nom")):
        return None
    return named(words, number)


def genitive_before(words: Words, place: int, first: int) -> Subject | None:
    """Who stands in the genitive right before a postposition: *Salon* mukaan, *hänen* mielestään.

    Args:
        words: The document.
        place: The postposition's token.
        first: The first token that may belong to the phrase.
    """
    at = place - 1
    if at < first:
        return None
    if words.lemma(at) in group("relative_pronouns"):
        return antecedent(words, at, first)
    at = _before_aside(words, at, first)
    number = words.mention(at)
    if number is not None:
        places = range(words.first_of[number], words.last_of[number])
        fits = words.mentions[number].kind != "other" and any(words.can_be(one, "Gen") for one in places)
        return named(words, number) if fits else None
    pronoun = words.pronoun(at)
    if pronoun is not None:
        return Subject(at, at + 1, "pronoun") if pronoun != "thing" else None
    if not words.is_word(at) or not words.can_be(at, "Gen"):
        return None
    if (number := words.surname(at)) is not None:
        return Subject(at, at + 1, "name", number)
    if words.is_one(at, "words_of_somebody"):  # poliisin tietojen mukaan
        while at > first and words.is_one(at, "words_of_somebody"):
            at -= 1
        return None if words.is_one(at, "words_of_somebody") else genitive_before(words, at + 1, first)
    if is_speaker_noun(words.lemma(at)):
        return Subject(at, at + 1, "noun")
    looks_named = words.tokens[at].upos == "PROPN" and words.text(at)[:1].isupper()
    return Subject(at, at + 1, "unknown") if looks_named else None


def antecedent(words: Words, place: int, first: int) -> Subject | None:
    """Whom a relative pronoun stands for: the name or noun right before its comma.

    Args:
        words: The document.
        place: The pronoun's token.
        first: The first token that may belong to it.
    """
    if place - 1 <= first or words.text(place - 1) != ",":
        return None
    at = _before_aside(words, place - 2, first)
    number = words.mention(at)
    if number is not None:
        speaks = words.mentions[number].kind != "other"
        return named(words, number) if speaks else None
    return Subject(at, at + 1, "noun") if is_speaker_noun(words.lemma(at)) else None


def _before_aside(words: Words, at: int, first: int) -> int:
    """The last token of a name before an aside: Salon (kok.), Salon, 45,."""
    if words.text(at) == ")":
        while at > first and words.text(at) != "(":
            at -= 1
        return max(at - 1, first)
    if words.text(at) == ",":
        before = at - 1
        while before > first and words.text(before) != ",":
            before -= 1
        if before > first and at - before <= _LONGEST_ASIDE:
            return before - 1
    return at


def phrase_start(words: Words, subject: Subject, first: int) -> int:
    """Where the phrase of a speaker in the genitive begins: its title and attributes belong to it.

    Args:
        words: The document.
        subject: The speaker.
        first: The first token that may belong to the phrase.
    """
    start, inside = subject.first, set(range(subject.first, subject.last))
    while start > first and _belongs(words, start - 1, inside):
        start -= 1
        inside.add(start)
    return start


def _belongs(words: Words, place: int, inside: set[int]) -> bool:
    """Whether a word before a phrase belongs to it."""
    if not words.is_word(place):
        return words.text(place) in ("(", ")", "*", "**")
    if words.feature(place, "Case") == "Gen" and words.tokens[place].upos in _TITLE_WORDS:
        return True
    number = words.mention(place)
    if number is not None and not inside.isdisjoint(range(words.first_of[number], words.last_of[number])):
        return True
    if words.low(place) in group("joining_names"):  # Aino Salon ja Matti Lahden mukaan
        return (
            place > 0
            and words.kind(place - 1) in ("person", "organisation")
            and words.can_be(place - 1, "Gen")
        )
    if words.feature(place, "Person[psor]") == "3" and words.low(max(place - 1, 0)) in group(
        "pronouns.owner"
    ):
        return True  # hänen veljensä Matti Salon mukaan
    if words.is_parsed or words.is_finite(place):
        return _leads_into(words, place, inside)
    return words.tokens[place].upos in (*_TITLE_WORDS, "X")


def _leads_into(words: Words, place: int, inside: set[int]) -> bool:
    """Whether a word that can belong to a title depends on a phrase."""
    if words.tokens[place].upos in _NO_TITLE and words.relation(place) not in ("amod", "acl"):
        return False
    at = place
    for _ in range(_DEEPEST):
        head = words.tokens[at].head
        if head in inside:
            return True
        if head == at:
            return False
        at = head
    return False
