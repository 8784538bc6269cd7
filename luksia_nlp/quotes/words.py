"""A document as this room reads it: what each token can be, with a tagger and a parser or without."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from luksia_nlp.language.morphology import readings
from luksia_nlp.quotes.cues import can_be_finite, group, speech_verb, speech_verbs
from luksia_nlp.records import Document, Mention

# The part of speech that an engine without a tagger gives, and the relation of one without a parser.
_UNTAGGED, _UNPARSED = "X", frozenset(["", "dep"])
_VERBS = frozenset(["VERB", "AUX"])
_PRONOUNS = ("one", "many", "other", "thing")


class Words:
    """The tokens of a document, each by its place, and the mentions that they belong to, by their numbers.

    Args:
        document: The document.
        mentions: Its mentions, in the order of the text.

    Attributes:
        first_of: The first token of each mention.
        last_of: The token after the last one of each mention.
        is_parsed: Whether a parser said what depends on what.
    """

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self.document, self.mentions, self.tokens = document, mentions, document.tokens
        self.is_parsed = any(token.deprel not in _UNPARSED for token in self.tokens)
        starts = [token.start for token in self.tokens]
        self.first_of = [max(bisect_right(starts, mention.start) - 1, 0) for mention in mentions]
        self.last_of = [
            max(bisect_left(starts, mention.end), first + 1)
            for mention, first in zip(mentions, self.first_of, strict=True)
        ]
        self._mention_at = {
            place: number
            for number in reversed(range(len(mentions)))
            for place in range(self.first_of[number], self.last_of[number])
        }
        self._surnames: dict[str, int] = {}
        for number, mention in enumerate(mentions):
            *given, surname = mention.base_form.casefold().split() or [""]
            if given and mention.kind == "person":
                self._surnames.setdefault(surname, number)
        self._children: dict[int, list[int]] = {}
        for place, token in enumerate(self.tokens if self.is_parsed else ()):
            if token.head != place:
                self._children.setdefault(token.head, []).append(place)

    def text(self, place: int) -> str:
        """A token's word as it was read."""
        return self.tokens[place].text

    def low(self, place: int) -> str:
        """A token's word in small letters."""
        return self.tokens[place].text.casefold()

    def whole(self, place: int) -> str:
        """A word in small letters, also where the engine cut it in two: *ettei* as *ett* and *ei*."""
        token = self.tokens[place]
        if token.space_after or place + 1 == len(self.tokens) or not token.text.isalpha():
            return token.text.casefold()
        following = self.tokens[place + 1].text
        return (token.text + following).casefold() if following.isalpha() else token.text.casefold()

    def lemma(self, place: int) -> str:
        """A token's base form in small letters."""
        return self.tokens[place].lemma.casefold()

    def feature(self, place: int, name: str) -> str | None:
        """What the tagger says of a token, as Universal Dependencies names it (`Case`)."""
        return self.tokens[place].feats.get(name)

    def relation(self, place: int) -> str:
        """How a token depends on its head."""
        return self.tokens[place].deprel

    def children(self, place: int) -> Sequence[int]:
        """The tokens that depend on a token; none without a parser."""
        return self._children.get(place, ())

    def subordinators(self, place: int) -> set[str]:
        """The words that open the clause of a verb: *jos*, *kun*."""
        return {self.low(child) for child in self.children(place) if self.relation(child) == "mark"}

    def mention(self, place: int) -> int | None:
        """The number of the mention that a token belongs to, or None."""
        return self._mention_at.get(place)

    def surname(self, place: int) -> int | None:
        """The mention of the full name whose surname a token is that no mention covers: *Palo* oikaisee."""
        token = self.tokens[place]
        if not token.text[:1].isupper() or self.mention(place) is not None:
            return None
        return self._surnames.get(token.text.casefold(), self._surnames.get(token.lemma.casefold()))

    def kind(self, place: int) -> str | None:
        """The kind of the mention that a token belongs to, or None."""
        number = self.mention(place)
        return None if number is None else self.mentions[number].kind

    def is_word(self, place: int) -> bool:
        """Whether a token has letters or figures."""
        return any(character.isalnum() for character in self.tokens[place].text)

    def any_word(self, places: Iterable[int]) -> bool:
        """Whether any of some tokens has letters or figures."""
        return any(self.is_word(place) for place in places)

    def is_one(self, place: int, name: str) -> bool:
        """Whether a token's word or base form is in a list of `resources/cues.toml`."""
        words = group(name)
        return self.low(place) in words or self.lemma(place) in words

    def may_be_one(self, place: int, name: str) -> bool:
        """Whether a token can be of a list in any of its readings, whatever the tagger took it for."""
        words = group(name)
        return self.is_one(place, name) or any(one.lemma in words for one in readings(self.low(place)))

    def is_clause_verb(self, place: int) -> bool:
        """Whether a token is a finite verb of any person or voice: what makes a clause."""
        return self.feature(place, "VerbForm") == "Fin" or self.is_finite(place)

    def is_finite(self, place: int) -> bool:
        """Whether a token is an active verb in the third person, as far as can be told."""
        token = self.tokens[place]
        if token.upos in _VERBS:
            told = token.feats
            third = told.get("VerbForm") == "Fin" and told.get("Person", "3") in ("3", "0")
            return third and told.get("Voice") != "Pass" and "Connegative" not in told
        if not token.text.islower():
            return False
        if token.upos == _UNTAGGED:
            return can_be_finite(token.text)
        return token.upos in ("NOUN", "ADJ", "PROPN", "ADV") and speech_verb(token.text) is not None

    def verb_of_speech(self, place: int) -> str | None:
        """The base form of a token that is a verb of speech in the third person, or None."""
        token = self.tokens[place]
        if token.upos not in _VERBS:
            return speech_verb(token.text) if token.text.islower() else None
        if not self.is_finite(place):
            return None
        lemma = self.lemma(place)
        return lemma if lemma in speech_verbs() else speech_verb(token.text.lower())

    def is_participle(self, place: int, tense: str) -> bool:
        """Whether a token is an active participle, `Past` or `Pres`, in the nominative: on *kertonut*."""
        told = self.tokens[place].feats
        active = told.get("VerbForm") == "Part" and told.get("Voice") != "Pass"
        return active and told.get("PartForm") == tense and told.get("Case", "Nom") == "Nom"

    def can_be(self, place: int, case: str) -> bool:
        """Whether a token can be in a case, by the tagger, or the analyser where that says nothing sure."""
        token = self.tokens[place]
        if token.feats.get("Case") == case:
            return True
        unsure = token.upos in (_UNTAGGED, "PROPN") or (
            "Case" not in token.feats and token.upos in ("NOUN", "ADJ")
        )
        return unsure and any(reading.case == case.lower() for reading in readings(token.text))

    def is_plural(self, place: int) -> bool:
        """Whether a token is a plural, by the tagger, or the analyser where that says nothing."""
        number = self.feature(place, "Number")
        if number is None and self.tokens[place].upos == _UNTAGGED:
            return readings(self.text(place).lower())[0].number == "pl"
        return number == "Plur"

    def pronoun(self, place: int) -> str | None:
        """Which group of pronouns a token is of (`one`, `many`, `other`, `thing`), or None."""
        lemma = self.lemma(place)
        return next((name for name in _PRONOUNS if lemma in group(f"pronouns.{name}")), None)
