"""A name as it is on its way to a mention: its tokens, and what is known of it so far."""

from __future__ import annotations

from dataclasses import dataclass

from luksia_nlp.records import Document, Kind

PUNCTUATION = frozenset({"PUNCT", "SYM"})


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


def sentence_openers(document: Document) -> set[int]:
    """The first word of each sentence, after dashes and quotation marks."""
    found: set[int] = set()
    for sentence in document.sentences:
        words = range(sentence.first_token, sentence.last_token)
        found.update(next(([n] for n in words if document.tokens[n].upos not in PUNCTUATION), ()))
    return found
