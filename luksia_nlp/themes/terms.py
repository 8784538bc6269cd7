"""The words of themes in a text: which tokens are a theme's, by which rule, and whether they count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from luksia_nlp.language.compounds import compound_ends, is_half
from luksia_nlp.language.derivations import family
from luksia_nlp.language.morphology import knowledge, readings
from luksia_nlp.language.negation import is_negated
from luksia_nlp.records import Document, Token
from luksia_nlp.themes.definitions import Theme
from luksia_nlp.themes.judgements import EXCLUDED, NEGATED
from luksia_nlp.themes.patterns import Structure, Term, plain_lemma, plain_word, term_of, word_of

# The surest first: where several rules take the same words, the first one's hit stands.
EVIDENCE = ("term", "derivation", "pattern", "compound")
# *Veto- ja pitovoima*: how many tokens after its half a compound's other half may end. Another half, a comma
# and a conjunction between them come to four: *veto-, pito- ja ostovoima*.
_FARTHEST_HALF = 4
# Letters of a pattern by which it is looked up: with fewer, too many patterns would be tried at every token.
_PREFIX = 3


class TermHit(NamedTuple):
    """Words of a theme: the tokens' places in the document, their term, and why they do not count.

    `excluded_by` are the words of the theme's `exclude` that hold them in another sense.
    """

    places: tuple[int, ...]
    theme: str
    evidence: str
    term: str
    not_counted: str | None = None
    excluded_by: str | None = None


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
        self._single: dict[str, list[Term]] = defaultdict(list)
        self._joint: dict[str, list[tuple[Term, int]]] = defaultdict(list)
        self._by_prefix: dict[str, list[tuple[Term, int]]] = defaultdict(list)
        self._excluded: dict[str, list[tuple[Term, int]]] = defaultdict(list)
        self._excluded_by_prefix: dict[str, list[tuple[Term, int]]] = defaultdict(list)
        for theme in themes:
            own = [word for text in theme.terms for word in [plain_word(text)] if word]
            for text in theme.terms:
                self._add(term_of(text, theme.id, "term"))
            for text in theme.derivations:
                self._add(term_of(text, theme.id, "derivation"))
            known = {*own, *theme.derivations}
            for word in own:
                derived = family(word)
                for lacking, words in ((False, derived.derived), (True, derived.lacking)):
                    for new in words:
                        if new not in known:
                            self._add(Term((word_of(new),), theme.id, "derivation", word, lacking))
            for text in theme.exclude:
                _file(term_of(text, theme.id, "exclude"), self._excluded, self._excluded_by_prefix)

    def find(self, document: Document, sentence: int) -> list[TermHit]:
        """The hits of a sentence, in its order; no token is in two hits of one theme.

        Args:
            document: A document.
            sentence: The sentence's number in it.
        """
        within = document.sentences[sentence]
        places = range(within.first_token, within.last_token)
        lemmas = {place: plain_lemma(document.tokens[place]) for place in places}
        children: dict[int, list[int]] = defaultdict(list)
        for place in places:
            if document.tokens[place].head != place:
                children[document.tokens[place].head].append(place)
        read = Structure(document.tokens, lemmas, children)
        senses = self._other_senses(read)
        taken: set[tuple[int, str]] = set()
        hits: list[TermHit] = []
        # The longest and surest first, so that *oma polku* is not two hits.
        for found, term, evidence in sorted(set(self._found(read)), key=_order):
            spot = {(place, term.theme) for place in found}
            if taken & spot:
                continue
            taken |= spot
            hit = TermHit(found, term.theme, evidence, term.text)
            if excluded_by := next((senses[at] for at in sorted(spot) if at in senses), None):
                hit = hit._replace(not_counted=EXCLUDED, excluded_by=excluded_by)
            elif term.lacking or is_negated(document.tokens, found[-1], children):
                hit = hit._replace(not_counted=NEGATED)
            hits.append(hit)
        return sorted(hits, key=lambda hit: (hit.places, hit.theme))

    def _add(self, term: Term) -> None:
        if len(term.words) == 1 and term.words[0].pattern is None and term.words[0].tag is None:
            self._single[term.words[0].lemma].append(term)
        else:
            _file(term, self._joint, self._by_prefix)

    def _found(self, read: Structure) -> Iterator[tuple[tuple[int, ...], Term, str]]:
        for place, lemma in read.lemmas.items():
            for whole in (lemma, *self._other_lemmas(read.tokens[place], lemma)):
                for term in self._single.get(whole, ()):
                    yield (place,), term, term.evidence
            for part in compound_ends(lemma):
                for term in self._single.get(part, ()):
                    yield (place,), term, "compound"
            if is_half(read.tokens, place):
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

    def _halves(self, read: Structure, place: int) -> Iterator[tuple[tuple[int, ...], Term, str]]:
        """A compound whose end stands after a later word: *veto-* of *veto- ja pitovoima*."""
        half = read.lemmas[place]
        later = [at for at in range(place + 1, place + 1 + _FARTHEST_HALF) if at in read.lemmas]
        seen = False
        for at in later:
            seen = seen or read.lemmas[at] in knowledge()["coordinators"]
            if not seen or is_half(read.tokens, at):
                continue
            for end in compound_ends(read.lemmas[at]):
                for term in self._single.get(half + end, ()):
                    yield (place, at), term, term.evidence

    def _other_senses(self, read: Structure) -> dict[tuple[int, str], str]:
        """Which tokens are excluded for which theme, and by which words."""
        return {
            (place, term.theme): term.text
            for at_place in read.lemmas
            for term, at in _candidates(read.tokens[at_place], self._excluded, self._excluded_by_prefix)
            for place in read.match(term.words, at, at_place)
        }


def _order(found: tuple[tuple[int, ...], Term, str]) -> tuple[int, int, tuple[int, ...], str, str]:
    places, term, evidence = found
    return -len(places), EVIDENCE.index(evidence), places, term.theme, term.text


def _candidates(
    token: Token,
    joint: Mapping[str, list[tuple[Term, int]]],
    by_prefix: Mapping[str, list[tuple[Term, int]]],
) -> Iterator[tuple[Term, int]]:
    lemma, form = plain_lemma(token), token.text.casefold()
    yield from joint.get(lemma, ())
    if form != lemma:
        yield from joint.get(form, ())
    if by_prefix:
        yield from by_prefix.get(lemma[:_PREFIX], ())
        yield from by_prefix.get("", ())


def _file(
    term: Term, joint: dict[str, list[tuple[Term, int]]], by_prefix: dict[str, list[tuple[Term, int]]]
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
