"""The terms of a theme file, and where their words stand in a sentence.

A term is one word or several; each is a base form, or a pattern of one (`houkut*`), and may ask for a part of
speech (`/VERB`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from luksia_nlp.records import Token
from luksia_nlp.themes.definitions import PARTS_OF_SPEECH


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a term: a lemma, or a pattern of one, and a part of speech or none."""

    lemma: str
    pattern: re.Pattern[str] | None
    tag: str | None

    def fits(self, token: Token) -> bool:
        """Whether the token is this word: by its lemma, or as it stands (*puoleensa*)."""
        if self.tag is not None and token.upos != self.tag:
            return False
        if self.pattern is not None:
            return self.pattern.fullmatch(plain_lemma(token)) is not None
        return self.lemma in (plain_lemma(token), token.text.casefold())


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a theme; `lacking` where its words say that the theme's thing is lacking."""

    words: tuple[Word, ...]
    theme: str
    evidence: str
    text: str
    lacking: bool = False


def plain_word(text: str) -> str | None:
    """The lemma of a term that is one plain word; None for any other."""
    words = term_of(text, "", "").words
    return words[0].lemma if len(words) == 1 and words[0].pattern is None and words[0].tag is None else None


def term_of(text: str, theme: str, evidence: str) -> Term:
    """A term as a theme file writes it; one with a pattern or a part of speech has that for evidence."""
    words = tuple(map(word_of, text.split()))
    is_pattern = any(word.pattern is not None or word.tag is not None for word in words)
    return Term(words, theme, "pattern" if is_pattern and evidence == "term" else evidence, text)


def word_of(text: str) -> Word:
    """One word of a term as a theme file writes it: `houkutella`, `houkut*/VERB`."""
    letters, slash, tag = text.rpartition("/")
    has_tag = bool(slash) and tag in PARTS_OF_SPEECH
    lemma = (letters if has_tag else text).casefold()
    pattern = re.compile(".*".join(map(re.escape, lemma.split("*")))) if "*" in lemma else None
    return Word(lemma.partition("*")[0], pattern, tag if has_tag else None)


class Structure(NamedTuple):
    """A sentence: all tokens of the document, the sentence's lemmas by place, and who hangs on whom."""

    tokens: Sequence[Token]
    lemmas: Mapping[int, str]
    children: Mapping[int, Sequence[int]]

    def match(self, words: Sequence[Word], at: int, place: int) -> tuple[int, ...]:
        """Where a term's words are, its word number `at` being the token at `place`; empty if not all are.

        Each further word must stand beside the ones before in the term's order, or hang together with one of
        them in the sentence's structure: *vetää nuoria puoleensa*.
        """
        if not words[at].fits(self.tokens[place]):
            return ()
        found = {at: place}
        for number in (*range(at - 1, -1, -1), *range(at + 1, len(words))):
            step = 1 if number < at else -1
            beside = found[number + step] - step
            near = [beside, *self._linked(found.values())]
            next_place = next(
                (p for p in near if p not in found.values() and self._fits(words[number], p)), None
            )
            if next_place is None:
                return ()
            found[number] = next_place
        return tuple(sorted(found.values()))

    def _fits(self, word: Word, place: int) -> bool:
        return place in self.lemmas and word.fits(self.tokens[place])

    def _linked(self, places: Iterable[int]) -> Iterator[int]:
        """What hangs together with the places; a particle stands for the word that it leans on.

        *Otetaan heti mukaan suunnitteluun*: *mukaan* leans on *suunnitteluun*, which hangs on *otetaan*.
        """
        for place in tuple(places):
            head = self.tokens[place].head
            yield head
            if self._leans(place):
                yield self.tokens[head].head
            for child in self.children.get(place, ()):
                yield child
                yield from (below for below in self.children.get(child, ()) if self._leans(below))

    def _leans(self, place: int) -> bool:
        return self.tokens[place].deprel == "case"


def plain_lemma(token: Token) -> str:
    """A token's base form in small letters, without the hyphen of a half compound."""
    lemma = token.lemma.casefold()
    return lemma.rstrip("-") or lemma
