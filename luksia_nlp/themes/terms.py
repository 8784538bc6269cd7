"""The words of themes in a text: which tokens are a theme's, by which rule, and whether they count."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from luksia_nlp.language.derivations import family
from luksia_nlp.language.morphology import CACHE_SIZE, readings
from luksia_nlp.language.negation import is_negated
from luksia_nlp.records import Document, Token
from luksia_nlp.themes.definitions import PARTS_OF_SPEECH, Theme

# The surest first: where several rules take the same words, the first one's hit stands.
EVIDENCE = ("term", "derivation", "pattern", "compound")
# A compound that the analyser cannot split is taken as one if at least so many letters are left beside the
# term: shorter rests are inflections or endings.
_SHORTEST_REST = 3
# *veto- ja pitovoima*: how many tokens after its half a compound's other half may end.
_FARTHEST_HALF = 4
_COORDINATORS = frozenset(["ja", "tai", "sekä", "eli", "eikä", "kuin", ","])
# Letters of a pattern by which it is looked up.
_PREFIX = 3
NEGATED = "negated"


class TermHit(NamedTuple):
    """Words of a theme: the tokens' places in the document, their term, and why they do not count."""

    places: tuple[int, ...]
    theme: str
    evidence: str
    term: str
    not_counted: str | None


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a term: a lemma, or a pattern of one, and a part of speech or none."""

    lemma: str
    pattern: re.Pattern[str] | None
    tag: str | None

    def fits(self, token: Token) -> bool:
        """Whether the token is this word: by its lemma, or as it stands (*puoleensa*)."""
        if self.tag is not None and token.upos != self.tag:
            return False
        if self.pattern is not None:
            return self.pattern.fullmatch(_lemma(token)) is not None
        return self.lemma in (_lemma(token), token.text.casefold())


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of a theme; `lacking` where its words say that the theme's thing is lacking."""

    words: tuple[_Word, ...]
    theme: str
    evidence: str
    text: str
    lacking: bool = False


class TermFinder:
    """Finds the words of themes in documents.

    All themes' words are looked up together by their lemmas, so that many themes cost little more than few.

    Args:
        themes: The themes.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> from luksia_nlp.themes.definitions import load_themes
        >>> [asiakirja] = ScriptedEngine().documents([Article("Luksian vetovoimaa lisää uusi kampus.", "1")])
        >>> [osuma] = TermFinder(load_themes()).find(asiakirja, 0)
        >>> osuma.places, osuma.theme, osuma.evidence, osuma.term
        ((1,), 'vetovoima', 'term', 'vetovoima')
    """

    def __init__(self, themes: Iterable[Theme]) -> None:
        self._single: dict[str, list[_Term]] = defaultdict(list)
        self._joint: dict[str, list[tuple[_Term, int]]] = defaultdict(list)
        self._by_prefix: dict[str, list[tuple[_Term, int]]] = defaultdict(list)
        self._excluded: dict[str, list[tuple[_Term, int]]] = defaultdict(list)
        self._excluded_by_prefix: dict[str, list[tuple[_Term, int]]] = defaultdict(list)
        for theme in themes:
            own = [word for text in theme.terms for word in [_plain(text)] if word]
            for text in theme.terms:
                self._add(_term(text, theme.theme, "term"))
            for text in theme.derivations:
                self._add(_term(text, theme.theme, "derivation"))
            known = {*own, *theme.derivations}
            for word in own:
                derived = family(word)
                for lacking, words in ((False, derived.derived), (True, derived.lacking)):
                    for new in words:
                        if new not in known:
                            self._add(_Term((_word(new),), theme.theme, "derivation", word, lacking))
            for text in theme.exclude:
                _file(_term(text, theme.theme, "exclude"), self._excluded, self._excluded_by_prefix)

    def find(self, document: Document, sentence: int) -> list[TermHit]:
        """The hits of a sentence, in its order; no token is in two hits of one theme.

        Args:
            document: A document.
            sentence: The sentence's number in it.
        """
        within = document.sentences[sentence]
        places = range(within.first_token, within.last_token)
        lemmas = {place: _lemma(document.tokens[place]) for place in places}
        children: dict[int, list[int]] = defaultdict(list)
        for place in places:
            if document.tokens[place].head != place:
                children[document.tokens[place].head].append(place)
        read = _Read(document.tokens, lemmas, children)
        senses = self._other_senses(read)
        taken: set[tuple[int, str]] = set()
        hits: list[TermHit] = []
        # The longest and surest first, so that *oma polku* is not two hits.
        for found, term, evidence in sorted(set(self._found(read)), key=_order):
            spot = {(place, term.theme) for place in found}
            if taken & spot:
                continue
            taken |= spot
            reason = next((senses[at] for at in sorted(spot) if at in senses), None)
            if reason is None and (term.lacking or is_negated(document.tokens, found[-1], children)):
                reason = NEGATED
            hits.append(TermHit(found, term.theme, evidence, term.text, reason))
        return sorted(hits, key=lambda hit: (hit.places, hit.theme))

    def _add(self, term: _Term) -> None:
        if len(term.words) == 1 and term.words[0].pattern is None and term.words[0].tag is None:
            self._single[term.words[0].lemma].append(term)
        else:
            _file(term, self._joint, self._by_prefix)

    def _found(self, read: _Read) -> Iterator[tuple[tuple[int, ...], _Term, str]]:
        for place, lemma in read.lemmas.items():
            for whole in (lemma, *self._other_lemmas(read.tokens[place], lemma)):
                for term in self._single.get(whole, ()):
                    yield (place,), term, term.evidence
            for part in compound_ends(lemma):
                for term in self._single.get(part, ()):
                    yield (place,), term, "compound"
            if _is_half(read.tokens, place):
                yield from self._halves(read, place)
            for term, at in _candidates(read.tokens[place], self._joint, self._by_prefix):
                if found := read.match(term.words, at, place):
                    yield found, term, term.evidence

    def _other_lemmas(self, token: Token, lemma: str) -> Iterator[str]:
        """A theme's compound that the tagger took for another word: *vetovoimaan* for a verb's form."""
        if lemma not in self._single:
            for reading in readings(token.text):
                if len(reading.parts) > 1 and reading.lemma.casefold() in self._single:
                    yield reading.lemma.casefold()
                    return

    def _halves(self, read: _Read, place: int) -> Iterator[tuple[tuple[int, ...], _Term, str]]:
        """A compound whose end stands after a later word: *veto-* of *veto- ja pitovoima*."""
        half = read.lemmas[place]
        later = [at for at in range(place + 1, place + 1 + _FARTHEST_HALF) if at in read.lemmas]
        seen = False
        for at in later:
            seen = seen or read.lemmas[at] in _COORDINATORS
            if not seen or _is_half(read.tokens, at):
                continue
            for end in compound_ends(read.lemmas[at]):
                for term in self._single.get(half + end, ()):
                    yield (place, at), term, term.evidence

    def _other_senses(self, read: _Read) -> dict[tuple[int, str], str]:
        """Which tokens are excluded for which theme, and by which words."""
        return {
            (place, term.theme): f"excluded: {term.text}"
            for at_place in read.lemmas
            for term, at in _candidates(read.tokens[at_place], self._excluded, self._excluded_by_prefix)
            for place in read.match(term.words, at, at_place)
        }


class _Read(NamedTuple):
    """A sentence: all tokens of the document, the sentence's lemmas by place, and who hangs on whom."""

    tokens: Sequence[Token]
    lemmas: Mapping[int, str]
    children: Mapping[int, Sequence[int]]

    def match(self, words: Sequence[_Word], at: int, place: int) -> tuple[int, ...]:
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

    def _fits(self, word: _Word, place: int) -> bool:
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


def _order(found: tuple[tuple[int, ...], _Term, str]) -> tuple[int, int, tuple[int, ...], str, str]:
    places, term, evidence = found
    return -len(places), EVIDENCE.index(evidence), places, term.theme, term.text


def _candidates(
    token: Token,
    joint: Mapping[str, list[tuple[_Term, int]]],
    by_prefix: Mapping[str, list[tuple[_Term, int]]],
) -> Iterator[tuple[_Term, int]]:
    lemma, form = _lemma(token), token.text.casefold()
    yield from joint.get(lemma, ())
    if form != lemma:
        yield from joint.get(form, ())
    if by_prefix:
        yield from by_prefix.get(lemma[:_PREFIX], ())
        yield from by_prefix.get("", ())


def _file(
    term: _Term, joint: dict[str, list[tuple[_Term, int]]], by_prefix: dict[str, list[tuple[_Term, int]]]
) -> None:
    """Put a term where its rarest word, which is mostly its longest, will be looked up."""
    plain = [(len(word.lemma), at) for at, word in enumerate(term.words) if word.pattern is None]
    if plain:
        _, at = max(plain)
        joint[term.words[at].lemma].append((term, at))
        return
    prefixes = [(len(word.lemma), at) for at, word in enumerate(term.words)]
    length, at = max(prefixes)
    by_prefix[term.words[at].lemma[:_PREFIX] if length >= _PREFIX else ""].append((term, at))


def _plain(text: str) -> str | None:
    """The lemma of a term that is one plain word; None for any other."""
    words = _term(text, "", "").words
    return words[0].lemma if len(words) == 1 and words[0].pattern is None and words[0].tag is None else None


def _term(text: str, theme: str, evidence: str) -> _Term:
    words = tuple(map(_word, text.split()))
    is_pattern = any(word.pattern is not None or word.tag is not None for word in words)
    return _Term(words, theme, "pattern" if is_pattern and evidence == "term" else evidence, text)


def _word(text: str) -> _Word:
    letters, slash, tag = text.rpartition("/")
    has_tag = bool(slash) and tag in PARTS_OF_SPEECH
    lemma = (letters if has_tag else text).casefold()
    pattern = re.compile(".*".join(map(re.escape, lemma.split("*")))) if "*" in lemma else None
    return _Word(lemma.partition("*")[0], pattern, tag if has_tag else None)


def _is_half(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word is cut at a hyphen before a space: *veto- ja pitovoima*, in one token or two."""
    token = tokens[place]
    if len(token.text) > 1 and token.text.endswith("-"):
        return True
    following = tokens[place + 1 : place + 3]
    return (
        len(following) == 2
        and following[0].text == "-"
        and following[0].start == token.end
        and following[1].start > following[0].end
    )


def _lemma(token: Token) -> str:
    lemma = token.lemma.casefold()
    return lemma.rstrip("-") or lemma


@lru_cache(maxsize=CACHE_SIZE)
def compound_ends(lemma: str) -> tuple[str, ...]:
    """What a compound in base form can begin or end with, itself left out.

    Example:
        >>> "vetovoima" in compound_ends("vetovoimatekijä")
        True
    """
    if len(lemma) < 2 * _SHORTEST_REST:
        return ()
    splits = {
        reading.parts
        for reading in readings(lemma)
        if len(reading.parts) > 1 and reading.lemma.casefold() == lemma
    }
    ends: set[str] = set()
    for parts in splits:
        for cut in range(1, len(parts)):
            ends |= {"".join(parts[:cut]).casefold(), "".join(parts[cut:]).casefold()}
    if "-" in lemma:
        cuts = [index for index, letter in enumerate(lemma) if letter == "-"]
        ends |= {end for cut in cuts for end in (lemma[:cut], lemma[cut + 1 :])}
    elif not splits:
        rests = range(_SHORTEST_REST, len(lemma) - _SHORTEST_REST + 1)
        ends = {end for cut in rests for end in (lemma[:cut], lemma[cut:])}
    return tuple(sorted(ends))
