"""Which name of the article a speaker's words stand for."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from luksia_nlp.names.appositions import names_people
from luksia_nlp.quotes.cues import group
from luksia_nlp.quotes.nouns import is_body_noun
from luksia_nlp.quotes.paragraphs import Paragraph
from luksia_nlp.quotes.people import People
from luksia_nlp.quotes.quotation import Quotation
from luksia_nlp.quotes.words import Words

# The share of a headline's words that a quotation of the text must have for both to be the same. Set by hand:
# a headline leaves words out and changes few.
_SAME_WORDS = 0.6
# Tokens from the end of a question to the beginning of its answer, at most: a reporting clause and the marks.
# Set by hand.
_LONGEST_TURN = 12


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the mention of that number, None where none is known, and by which rule."""

    mention: int | None
    rule: str


_UNKNOWN = Speaker(None, "unknown")
# The text says who, but by no name that was found: *opiskelijat*, *he*.
_UNNAMED = Speaker(None, "unnamed")


def speakers_of(
    words: Words, paragraphs: Sequence[Paragraph], said: Sequence[Quotation], inside: Container[int]
) -> list[Speaker]:
    """Who speaks, quotation by quotation.

    Args:
        words: The document.
        paragraphs: Its paragraphs.
        said: The quotations, in the order of the text.
        inside: The tokens of direct quotations: whom they name is no sign of who speaks.
    """
    reader = _Reader(words, paragraphs, inside)
    speakers: list[Speaker] = []
    for place, one in enumerate(said):
        speakers.append(reader.speaker(one, said[place - 1] if place else None))
    return [
        _of_headline(words, one, speaker, said, speakers) for one, speaker in zip(said, speakers, strict=True)
    ]


class _Reader:
    """Reads an article from its beginning and says who speaks, one quotation after the other."""

    def __init__(self, words: Words, paragraphs: Sequence[Paragraph], inside: Container[int]) -> None:
        self._words, self._inside = words, inside
        self._people = People(words)
        self._sentences = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
        self._read = 0  # sentences that were read
        self._questions = _questions(words, paragraphs, inside)
        self._interviewed: int | None = None

    def speaker(self, one: Quotation, before: Quotation | None) -> Speaker:
        """Who says a quotation, the one after another."""
        self._read_to(one)
        found = self._told(one)
        if one.subject is None and before is not None and _answers(self._words, before, one):
            found = _known(self._people.other, "answer")
        if not self._questions.isdisjoint((one.first - 1, one.first - 2)):  # with its mark or without
            if one.subject is None and not one.in_title:
                asked = self._people.person if self._interviewed is None else self._interviewed
                found = _known(asked, "answer")
            self._interviewed = found.mention
        self._people.hear(found.mention)
        if found.mention is None and _is_unnamed(self._words, one):
            self._people.person = None
        return found

    def _read_to(self, one: Quotation) -> None:
        """Take in what the writer says before a quotation."""
        while self._read < len(self._sentences) and self._sentences[self._read][1] <= one.first:
            self._take(*self._sentences[self._read])
            self._read += 1
        begun = self._read < len(self._sentences) and self._sentences[self._read][0] < one.first
        if begun and one.kind == "direct" and one.subject is None:
            self._take(self._sentences[self._read][0], one.first)

    def _take(self, first: int, last: int) -> None:
        self._people.read([place for place in range(first, last) if place not in self._inside])

    def _told(self, one: Quotation) -> Speaker:
        """Who its own clause says, else the one last spoken of."""
        if one.subject is None:
            return _UNKNOWN if one.in_title else _known(self._people.person, "context")
        found = _speaker(self._words, self._people, one)
        return _UNNAMED if found.mention is None else found


def _speaker(words: Words, people: People, one: Quotation) -> Speaker:
    subject = one.subject
    if subject is None:
        return _UNKNOWN
    if subject.how == "name":
        return _known(people.whole(subject.mention), "name")
    if subject.how == "pronoun":
        return _of_pronoun(people, words.pronoun(subject.first))
    if subject.how == "noun":
        return _of_noun(words, people, subject.last - 1, direct=one.kind == "direct")
    return _UNKNOWN


def _questions(words: Words, paragraphs: Sequence[Paragraph], inside: Container[int]) -> set[int]:
    """The last tokens of paragraphs that are the writer's questions to somebody."""
    ends = (paragraph.last - 1 for paragraph in paragraphs)
    found: set[int] = set()
    for end in ends:
        while end > 0 and words.text(end) in ("*", "**"):
            end -= 1
        if words.text(end) == "?" and end - 1 not in inside:
            found.add(end)
    return found


def _answers(words: Words, before: Quotation, one: Quotation) -> bool:
    """Whether a quotation with no clause follows on another's question: the other one answers."""
    end = before.pieces[-1][1]
    between = range(end, one.first)
    asks = before.kind == "direct" and words.text(end - 1) == "?"
    near = len(between) <= _LONGEST_TURN
    return asks and near and (before.cue in between or not words.any_word(between))


def _known(number: int | None, rule: str) -> Speaker:
    return _UNKNOWN if number is None else Speaker(number, rule)


def _of_pronoun(people: People, which: str | None) -> Speaker:
    if which == "one":
        return _known(people.person, "pronoun")
    if which == "other":
        return _known(people.latter, "pronoun")
    return _known(people.body, "pronoun") if which == "thing" else _UNKNOWN


def _of_noun(words: Words, people: People, place: int, *, direct: bool) -> Speaker:
    """Whom a noun stands for: the person of that role, the organisation of that kind."""
    lemma, start = words.lemma(place), words.tokens[place].start
    plural = words.is_plural(place)
    if plural and not is_body_noun(lemma):
        return _UNKNOWN  # tutkijat are more than the one who has a name
    if (number := people.of_role(lemma, start)) is not None:
        return Speaker(number, "role")
    if is_body_noun(lemma):
        body = people.of_body(lemma, start, plural=plural)
        return _UNKNOWN if body is None else Speaker(*body)
    if lemma in group("groups.unnamed") and direct:
        return _known(people.person, "noun")
    others = group("groups.people") | group("groups.kin")
    if names_people(lemma) and lemma not in others and people.may_be(people.person, lemma):
        return _known(people.person, "noun")
    return _known(people.of_later_role(lemma), "role")


def _is_unnamed(words: Words, one: Quotation) -> bool:
    """Whether somebody without a name speaks: *hän* in the next sentence is they."""
    subject = one.subject
    return (
        subject is not None
        and subject.how == "noun"
        and words.lemma(subject.last - 1) in group("groups.unnamed")
    )


def _of_headline(
    words: Words, one: Quotation, speaker: Speaker, said: Sequence[Quotation], speakers: Sequence[Speaker]
) -> Speaker:
    """Words of a headline that the text has, too: whose the headline says, else whose they are there."""
    if not one.in_title:
        return speaker
    own = _bases(words, one)
    shares = [
        (len(own & _bases(words, other)) / max(len(own), 1), -place)
        for place, (other, whose) in enumerate(zip(said, speakers, strict=True))
        if not other.in_title and whose.mention is not None
    ]
    best, place = max(shares, default=(0.0, 0))
    if best < _SAME_WORDS:
        return speaker
    return Speaker(speakers[-place].mention if speaker.mention is None else speaker.mention, "repeated")


def _bases(words: Words, one: Quotation) -> set[str]:
    """The base forms of a quotation's words."""
    return {
        words.lemma(place)
        for first, last in one.pieces
        for place in range(first, last)
        if words.is_word(place)
    }
