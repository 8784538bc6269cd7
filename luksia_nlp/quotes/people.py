"""The people and organisations of an article as a reader follows them: who was last spoken of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from luksia_nlp.names.organisations import organisation_type
from luksia_nlp.names.positions import CREDITS
from luksia_nlp.quotes.cues import group, knowledge
from luksia_nlp.quotes.nouns import is_person_noun
from luksia_nlp.quotes.words import Words
from luksia_nlp.records import Mention

# A noun of fewer letters ends many words that have nothing to do with it.
_SHORTEST_NOUN = 4
# Cases of somebody to whom, at whom or with whom a subject does something.
_OBLIQUE = frozenset(["All", "Par", "Gen", "Ade", "Abl"])


class People:
    """Who was last spoken of, sentence by sentence; people and organisations by the numbers of mentions.

    Attributes:
        person: The person last spoken of; None where nobody was, or somebody without a name.
        other: The person before that one.
        body: The organisation last spoken of.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._full_names = _full_names(words.mentions)
        numbered = list(enumerate(words.mentions))
        people = [(number, one.role) for number, one in numbered if one.kind == "person" and one.role]
        bodies = [(number, one.base_form) for number, one in numbered if one.kind == "organisation"]
        self._roles, self._bodies = _Nouns(words.mentions, people), _Nouns(words.mentions, bodies)
        self.person: int | None = None
        self.other: int | None = None
        self.body: int | None = None
        self._beside: int | None = None  # somebody else than the subject of the last sentence

    @property
    def latter(self) -> int | None:
        """Whom *tämä* means: the one beside the subject of the last sentence, else the person of it."""
        return self.person if self._beside is None else self._beside

    def hear(self, number: int | None) -> None:
        """Take in who has just spoken."""
        number = self.whole(number)
        if number is None:
            return
        if self._words.mentions[number].kind == "person":
            self._turn_to(number)
        else:
            self.body = number

    def read(self, places: Sequence[int]) -> None:
        """Take in the writer's own words of a sentence, by their tokens."""
        people = dict(self._named(places, "person"))
        if people:
            named = next((number for number, place in people.items() if self._is_subject(place)), None)
            if named is None and not self._has_pronoun_subject(places):
                noun = self._subject_noun(places)
                named = next(iter(people)) if noun is None else noun
            if named is not None:
                self._turn_to(named)
            others = [number for number in people if not self.is_same(number, self.person)]
            self.other = others[-1] if others else self.other
            self._beside = others[-1] if others else self._noun_beside(places)
        else:
            noun = self._subject_noun(places)
            noun = self._role_noun(places) if noun is None else noun
            self.person = self.person if noun is None else noun
        if not people and self._is_of_unnamed(places):
            self.person = None
        bodies = dict(self._named(places, "organisation"))
        if bodies:
            subjects = (number for number, place in bodies.items() if self._is_subject(place))
            self.body = next(subjects, next(iter(bodies)))

    def _noun_beside(self, places: Iterable[int]) -> int | None:
        """The other person where a noun of people stands beside the subject: Salo soitti *kirjailijalle*."""
        words = self._words
        nouns = [
            place
            for place in places
            if words.feature(place, "Case") in _OBLIQUE and words.tokens[place].upos == "NOUN"
        ]
        beside = any(words.mention(place) is None and is_person_noun(words.lemma(place)) for place in nouns)
        return self.other if beside else None

    def whole(self, number: int | None) -> int | None:
        """The mention of the full name that a name alone stands for: the first person's of that surname."""
        if number is None:
            return None
        mention = self._words.mentions[number]
        if len(mention.base_form.split()) != 1:
            return number
        name = mention.base_form if mention.kind == "person" else mention.text  # a surname that was misread
        return self._full_names.get(name.casefold(), number)

    def is_same(self, one: int | None, other: int | None) -> bool:
        """Whether two mentions can be of one person."""
        if one is None or other is None:
            return False
        first, second = (self._words.mentions[number].base_form.casefold().split() for number in (one, other))
        if len(first) > 1 and len(second) > 1:
            return first == second
        return first == second or first[0] in second or second[0] in first

    def of_role(self, lemma: str, start: int) -> int | None:
        """The person whose role a noun names, the last one before an offset."""
        return self._roles.nearest(lemma, start)

    def of_later_role(self, lemma: str) -> int | None:
        """The first person of the article whose role a noun names: *Rehtori* in a headline."""
        return self._roles.first(lemma)

    def may_be(self, person: int | None, lemma: str) -> bool:
        """Whether a noun can be of a person: no role is known of them, or one that is alike."""
        roles = [last for number, last in self._roles.named if self.is_same(number, person)]
        return person is not None and (not roles or any(_likeness(role, lemma) for role in roles))

    def of_body(self, lemma: str, start: int, *, plural: bool) -> tuple[int, str] | None:
        """The organisation that a noun stands for, and by what: the end of its name, or its type."""
        found = self._bodies.nearest(lemma, start)
        found = self._bodies.first(lemma) if found is None else found
        if found is not None or plural:
            return None if found is None else (found, "name-head")
        mentions = self._words.mentions
        types = {number: organisation_type(mentions[number].base_form) for number, _ in self._bodies.named}
        before = [number for number in types if mentions[number].start < start][::-1]
        after = [number for number in types if mentions[number].start >= start]
        wanted = knowledge()["stands_for"].get(lemma, ())
        if (typed := next((one for one in (*before, *after) if types[one] in wanted), None)) is not None:
            return typed, "organisation-type"
        any_body = lemma in group("groups.any_body")  # Säteilyturvakeskus says no type: it is the virasto
        untyped = next((one for one in before if any_body and types[one] is None), None)
        return None if untyped is None else (untyped, "organisation")

    def _turn_to(self, number: int) -> None:
        if self.person is not None and not self.is_same(self.person, number):
            self.other = self.person
        self.person = number

    def _named(self, places: Iterable[int], kind: str) -> Iterator[tuple[int, int]]:
        """The named ones of a kind among tokens, by their full names, each with a token of its name there."""
        for place in places:
            own = self._words.mention(place)
            number = self.whole(own)
            if own is None or number is None:
                continue
            mention = self._words.mentions[number]
            if mention.kind == kind and mention.position not in CREDITS:
                yield number, place

    def _is_subject(self, place: int) -> bool:
        """Whether the name that a token belongs to is a sentence's subject."""
        words, own = self._words, self._words.mention(place)
        places = range(place, place + 1) if own is None else range(words.first_of[own], words.last_of[own])
        if words.is_parsed:
            return any(words.relation(one).startswith("nsubj") for one in places)
        return any(words.can_be(one, "Nom") for one in places)

    def _has_pronoun_subject(self, places: Iterable[int]) -> bool:
        words = self._words
        return any(
            words.pronoun(place) == "one" and words.feature(place, "Case") == "Nom" for place in places
        )

    def _subject_nouns(self, places: Iterable[int]) -> Iterator[int]:
        words = self._words
        for place in places:
            subject = words.mention(place) is None and words.relation(place).startswith("nsubj")
            if subject and is_person_noun(words.lemma(place)):
                yield place

    def _subject_noun(self, places: Iterable[int]) -> int | None:
        """The person whose role the subject is: *Kirjailija* ei väitä vastaan."""
        place = next(self._subject_nouns(places), None)
        words = self._words
        return None if place is None else self.of_role(words.lemma(place), words.tokens[place].start)

    def _role_noun(self, places: Iterable[int]) -> int | None:
        """The person whose role any noun of a sentence names: *Lossikuskilla* on vastaus."""
        words = self._words
        for place in places:
            one = words.feature(place, "Number") == "Sing" and words.tokens[place].upos == "NOUN"
            if one and words.mention(place) is None and is_person_noun(words.lemma(place)):
                return self.of_role(words.lemma(place), words.tokens[place].start)
        return None

    def _is_of_unnamed(self, places: Iterable[int]) -> bool:
        """Whether a sentence is of somebody who has no name in the article: *Mies myönsi teon*."""
        place = next(self._subject_nouns(places), next(iter(places), None))
        if place is None or self._words.lemma(place) not in group("groups.unnamed"):
            return False
        return self.of_role(self._words.lemma(place), self._words.tokens[place].start) is None


def _full_names(mentions: Sequence[Mention]) -> dict[str, int]:
    """The first full name of each surname and given name, by the mention's number; credits come last."""
    people = [
        (mention.position in CREDITS, number, mention.base_form.casefold().split())
        for number, mention in enumerate(mentions)
        if mention.kind == "person" and len(mention.base_form.split()) > 1
    ]
    found: dict[str, int] = {}
    for _, number, parts in sorted(people):
        found.setdefault(parts[-1], number)
    for _, number, parts in sorted(people):
        found.setdefault(parts[0], number)
    return found


class _Nouns:
    """What mentions are called by, the last word of a role or name, and which of them a noun stands for.

    Args:
        mentions: The mentions of the article.
        called: A mention's number with its role or name, in the order of the text.
    """

    def __init__(self, mentions: Sequence[Mention], called: Iterable[tuple[int, str]]) -> None:
        self._mentions = mentions
        self.named = [(number, next(iter(name.casefold().split()[-1:]), "")) for number, name in called]
        self._known: dict[str, list[tuple[int, int]]] = {}

    def first(self, lemma: str) -> int | None:
        """The first one that a noun stands for."""
        return next((number for _, number in self._alike(lemma)), None)

    def nearest(self, lemma: str, start: int) -> int | None:
        """The last one before an offset of those that a noun stands for best."""
        before = (one for one in self._alike(lemma) if self._mentions[one[1]].start < start)
        return max(before, default=(0, None))[1]

    def _alike(self, lemma: str) -> list[tuple[int, int]]:
        """Those that a noun stands for, each after how well it does."""
        if lemma not in self._known:
            alike = ((_likeness(last, lemma), number) for number, last in self.named)
            self._known[lemma] = [one for one in alike if one[0]]
        return self._known[lemma]


def _likeness(last: str, lemma: str) -> int:
    """How well a noun stands for a name's or role's last word: 3 is it, 2 its end, 1 has a part of it, 0."""
    if last == lemma:
        return 3
    if len(lemma) < _SHORTEST_NOUN:
        return 0
    if last.endswith(lemma):
        return 2
    return int((len(last) > _SHORTEST_NOUN and lemma.endswith(last)) or last.startswith(lemma))
