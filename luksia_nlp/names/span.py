"""A name as it is on its way to a mention: its tokens, and what is known of it so far."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from luksia_nlp.language.morphology import readings
from luksia_nlp.records import Document, Kind, Sentence

PUNCTUATION = frozenset({"PUNCT", "SYM"})
# Below this score the recognizer is not sure of a name's label: of bodies of such scores whose names are
# surely a place's nearly all were places on TurkuONE's development part.
_UNSURE = 0.6


@dataclass(frozen=True, slots=True)
class Span:
    """A name's tokens `first:last`, the engine's label, its kind and score.

    `body` is what in its own words makes it a body's name: `organisation-head` (*Lohjan kaupunki*) or `club`
    (*Nokian Nousu*); else None. `called` is its base form where that is more than its own words say (*Itä-*
    of *Itä- ja Länsi-Uusimaa*), and the rule that says so; `rule` is what its kind rests on.
    """

    first: int
    last: int
    label: str
    kind: Kind
    score: float | None
    body: str | None = None
    called: tuple[str, str] | None = None
    rule: str = "label"

    @property
    def unsure(self) -> bool:
        """Whether the recognizer was not sure of it; an engine without scores is as sure as can be."""
        return self.score is not None and self.score < _UNSURE


def sentence_openers(document: Document) -> set[int]:
    """The first word of each sentence, after dashes and quotation marks.

    Args:
        document: The document.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> [asiakirja] = ScriptedEngine().documents([Article("Satoi. Lohjalla paistoi.", "1")])
        >>> sorted(sentence_openers(asiakirja))
        [0, 2]
    """
    found: set[int] = set()
    for sentence in document.sentences:
        words = range(sentence.first_token, sentence.last_token)
        found.update(next(([n] for n in words if document.tokens[n].upos not in PUNCTUATION), ()))
    return found


def possible_forms(document: Document, span: Span) -> set[str]:
    """What the words of a name can be forms of, in small letters, and the words themselves.

    Args:
        document: The document.
        span: Where the name stands.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> [asiakirja] = ScriptedEngine().documents([Article("Lohjalla satoi.", "1")])
        >>> {"lohja", "lohjalla"} <= possible_forms(asiakirja, Span(0, 1, "GPE", "place", None))
        True
    """
    words = [token.text for token in document.tokens[span.first : span.last]]
    lemmas = {reading.lemma.casefold() for word in words for reading in readings(word)}
    return lemmas | {word.casefold() for word in words}


def sentence_at(document: Document, place: int) -> Sentence | None:
    """The sentence that a token stands in, or None where there is no such token.

    Args:
        document: The document.
        place: The token's place among the document's.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> [asiakirja] = ScriptedEngine().documents([Article("Satoi. Lohjalla paistoi.", "1")])
        >>> sentence_at(asiakirja, 3).first_token, sentence_at(asiakirja, 9)
        (2, None)
    """
    number = bisect_right(document.sentences, place, key=lambda sentence: sentence.first_token) - 1
    if number < 0 or place >= document.sentences[number].last_token:
        return None
    return document.sentences[number]
