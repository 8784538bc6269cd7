"""What the words beside a name say of it: a person's role and organisation, an abbreviation's long form."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from luksia_nlp.language.morphology import KEPT_WORDS, readings
from luksia_nlp.records import Document, Mention, Token
from luksia_nlp.resources import packaged

# Words of a role before its head, at most; a longer run is a clause that was misread. Set by hand.
_MOST_ATTRIBUTES = 5
# Words after the name that are read as its role, at most; where no end comes among them, it is a clause and
# no role. Set by hand; not measured.
_LONGEST_ROLE = 8
# Letters of an agent's last compound part, at least: shorter words in -ja are seldom agents (kirja, sarja,
# suoja, and Kaja the given name). Set by hand, on such words.
_SHORTEST_AGENT = 6
_HYPHEN = "-"
# Words in brackets after a name, with the brackets, at most: "(kok., Lohja)". Set by hand.
_LONGEST_ASIDE = 7


def with_appositions(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each with what stands beside it in the text.

    A person's role is the noun before the name or after it between commas, with its attributes, where it
    names people by what they do (`resources/roles.toml`); the organisation is the one whose genitive comes
    before the role, or that follows the name as where the person comes from. An organisation's full name is
    the one that it stands in brackets behind, or that `eli` joins it with.

    Args:
        document: The document.
        mentions: Its mentions, in the order of the text.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> tekstit = {"Kehittämisyhdistys": ("ORG"), "KEY": "ORG"}
        >>> [asiakirja] = ScriptedEngine(names=tekstit).documents([Article("Kehittämisyhdistys (KEY).", "1")])
        >>> from luksia_nlp.names.mentions import find_mentions
        >>> [maininta.full_name for maininta in find_mentions(asiakirja)]
        [None, 'Kehittämisyhdistys']
    """
    return _Reader(document, mentions).read()


class _Reader:
    """One document with its mentions, by their tokens."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._tokens = document.tokens
        starts = [token.start for token in document.tokens]
        self._mentions = mentions
        self._first = [bisect_right(starts, mention.start) - 1 for mention in mentions]
        self._last = [bisect_right(starts, mention.end - 1) for mention in mentions]
        self._mention_of = {
            place: number
            for number, (first, last) in enumerate(zip(self._first, self._last, strict=True))
            for place in range(first, last)
        }
        sentences = [sentence.first_token for sentence in document.sentences]
        self._sentence = [bisect_right(sentences, place) for place in range(len(starts))]

    def read(self) -> list[Mention]:
        found = list(self._mentions)
        for number, mention in enumerate(found):
            if mention.kind == "person":
                role, organisation = self._role_of(number)
                found[number] = replace(mention, role=role, organisation=organisation)
            elif mention.kind == "organisation" and (longer := self._explained(number)) is not None:
                short, long = longer
                found[short] = replace(found[short], full_name=found[long].base_form)
        return found

    def _text(self, place: int) -> str:
        return self._tokens[place].text if 0 <= place < len(self._tokens) else ""

    def _explained(self, number: int) -> tuple[int, int] | None:
        """This organisation and the next, the shorter one first, where the text says that they are one."""
        after = number + 1
        if after >= len(self._mentions) or self._mentions[after].kind != "organisation":
            return None
        gap = [self._text(place) for place in range(self._last[number], self._first[after])]
        bracketed = gap == ["("] and self._text(self._last[after]) == ")"
        if not bracketed and not (len(gap) == 1 and gap[0] in _knowledge()["or_rather"]):
            return None
        pair = (number, after)
        short, long = sorted(pair, key=lambda one: len(self._mentions[one].base_form))
        return short, long

    def _role_of(self, number: int) -> tuple[str | None, str | None]:
        first, last = self._first[number], self._after_marks(self._last[number])
        role, organisation = self._role_before(first)
        if role is None and self._text(after := self._after_aside(last)) == ",":
            role, organisation = self._role_after(after + 1)
        if organisation is None and (follower := self._mention_of.get(last)) is not None:
            case = self._tokens[self._last[follower] - 1].feats.get("Case")
            if self._mentions[follower].kind == "organisation" and case in _knowledge()["origin"]:
                organisation = self._mentions[follower].base_form
        return role, organisation

    def _role_before(self, place: int) -> tuple[str | None, str | None]:
        """The role right before a place in its sentence, and the organisation in the genitive before it."""
        head = self._before_marks(place)
        apart = self._sentence[head] != self._sentence[place]
        if head < 0 or (apart and head == place - 1):  # marks may end a sentence for the engine
            return None, None
        return self._role_with_head(head)

    def _role_after(self, place: int) -> tuple[str | None, str | None]:
        """The role from a place to the mark that ends it, or its sentence (..., *Luksian johtaja*, ...)."""
        end = place
        while end < len(self._tokens) and self._sentence[end] == self._sentence[place - 1]:
            if self._text(end) in _knowledge()["ends"]:
                break
            if end - place == _LONGEST_ROLE:
                return None, None
            end += 1
        return self._role_with_head(end - 1) if end > place else (None, None)

    def _after_aside(self, place: int) -> int:
        """A place, or the one after a party in brackets or an age: Petteri Orpo (kok.); Aino Salo, 45."""
        if self._text(place) == "(":
            within = range(place, place + _LONGEST_ASIDE)
            return next((at + 1 for at in within if self._text(at) == ")"), place)
        age = self._text(place) == "," and self._text(place + 1).isdigit()
        return place + 2 if age else place

    def _before_marks(self, place: int) -> int:
        """The place before another one, markup left out: rehtori **Maija Virtanen**."""
        before = place - 1
        while self._text(before) in _knowledge()["markup"]:
            before -= 1
        return before

    def _after_marks(self, place: int) -> int:
        """A place, or the first one after it that is no markup."""
        while self._text(place) in _knowledge()["markup"]:
            place += 1
        return place

    def _role_with_head(self, head: int) -> tuple[str | None, str | None]:
        """The role of a head with its attributes, and the organisation in the genitive before it."""
        if not self._is_head(head):
            return None, None
        first = head
        while first > 0 and head - first < _MOST_ATTRIBUTES and self._is_attribute(first - 1, head):
            first -= 1
        while first < head and self._tokens[first].upos == "CCONJ":
            first += 1
        return self._phrase(first, head), self._owner(first)

    def _is_head(self, place: int) -> bool:
        token = self._tokens[place]
        if (
            place in self._mention_of
            or token.feats.get("Case") != "Nom"
            or token.feats.get("Number") == "Plur"
        ):
            return False
        starts = place == 0 or self._sentence[place - 1] != self._sentence[place]
        return (token.text.islower() or starts) and names_people(token.lemma)

    def _is_attribute(self, place: int, head: int) -> bool:
        token = self._tokens[place]
        if self._sentence[place] != self._sentence[head] or token.upos not in _knowledge()["attributes"]:
            return False
        number = self._mention_of.get(place)
        if number is not None and (not token.text.islower() or self._is_joined(number)):
            return False  # a name is none, but what makes it a body's is: Luksian "kuntayhtymän johtaja"
        if token.upos == "CCONJ":
            return token.text in _knowledge()["joining"]
        if self._text(place + 1) == _HYPHEN and self._tokens[place + 1].start == token.end:
            return True  # the half that the hyphen stands for the rest of: sosiaali- ja terveysministeri
        case = token.feats.get("Case")
        if token.upos == "ADJ":
            return case in ("Nom", "Gen") and "VerbForm" not in token.feats
        return case == "Gen" or token.text.endswith("-")

    def _is_joined(self, number: int) -> bool:
        """Whether a mention is of one word, or its words cannot be parted: työ- ja elinkeinoministeriö."""
        words = [token.text for token in self._tokens[self._first[number] : self._last[number]]]
        return len(words) == 1 or not _knowledge()["joining"].isdisjoint(words)

    def _owner(self, place: int) -> str | None:
        """The organisation whose genitive ends right before a place, or reaches into the role from there."""
        for at in (place, place - 1):
            number = self._mention_of.get(at)
            if number is not None and self._mentions[number].kind == "organisation":
                in_genitive = self._tokens[self._last[number] - 1].feats.get("Case") == "Gen"
                return self._mentions[number].base_form if in_genitive else None
        return None

    def _phrase(self, first: int, head: int) -> str:
        """The words of a role; one that opens a sentence is written small like any other."""
        words: list[Token] = list(self._tokens[first : head + 1])
        starts = first == 0 or self._sentence[first - 1] != self._sentence[first]
        opening = words[0].text
        if starts and opening[:1].isupper() and opening[1:].islower() and words[0].upos != "PROPN":
            opening = opening.lower()
        parts = [opening, *(word.text for word in words[1:])]
        gaps = [" " * word.space_after for word in words[:-1]]
        return "".join(part + gap for part, gap in zip(parts, [*gaps, ""], strict=True))


@cache
def _knowledge() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in packaged.toml("roles.toml").items()}


@lru_cache(maxsize=KEPT_WORDS)
def names_people(lemma: str) -> bool:
    """Whether a noun names people by what they do or are.

    Example:
        >>> names_people("kaupunginjohtaja"), names_people("kirja")
        (True, False)
    """
    word = lemma.lower()
    last = readings(word)[0].parts[-1].lower().rsplit("-", 1)[-1]
    if {word, last} & _knowledge()["heads"]:
        return True
    return word.endswith(tuple(_knowledge()["agent_endings"])) and len(last) >= _SHORTEST_AGENT
