"""Quotations that a dash opens, at the beginning of a paragraph or after a sentence in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from luksia_nlp.quotes.clauses import Clause, clause_in_sentence, reporting_clause
from luksia_nlp.quotes.paragraphs import DASHES, Paragraph
from luksia_nlp.quotes.quotation import Piece, Quotation, direct_piece
from luksia_nlp.quotes.reports import phrase
from luksia_nlp.quotes.words import Words

# Words of a sentence in which its verb is looked for, and after that the comma of what it reports. Set by
# hand, on "Hän painotti, että" and "Salo kertoo myös, että".
_NEAR_VERB, _NEAR_COMMA = 8, 5
# After these a reporting clause follows with no comma.
_CRIES = frozenset("?!…")


def dash_quotes(words: Words, paragraph: Paragraph, dash: int, clauses: set[int]) -> list[Quotation]:
    """The quotations of a paragraph from a dash on.

    Args:
        words: The document.
        paragraph: The paragraph.
        dash: The dash that opens the first quotation.
        clauses: Takes in the tokens of their reporting clauses.
    """
    dashes = [
        dash,
        *(first for first, _ in paragraph.sentences if first > dash and words.text(first) in DASHES),
    ]
    found: list[Quotation] = []
    narrated = False
    for number, (start, end) in enumerate(zip(dashes, [*dashes[1:], paragraph.last], strict=True)):
        stretch = _Stretch(words, reopened=number + 1 < len(dashes))
        stretch.read(list(paragraph.sentences_in(start + 1, end)))
        clauses |= stretch.clauses
        if stretch.pieces:
            rule = "dash" if dash == paragraph.first else "dash-within"
            said = Quotation("direct", tuple(stretch.pieces), rule).told_by(stretch.clause)
            if found and said.subject is None and not narrated:
                found[-1] = found[-1].joined(said)
            else:
                found.append(said)
        narrated = stretch.narrated
    return found


@dataclass
class _Stretch:
    """What stands from one dash to the next: somebody's words, reporting clauses, the writer's own sentences.

    After a reporting clause the words go on, unless another dash reopens them (`reopened`).
    """

    words: Words
    reopened: bool
    pieces: list[Piece] = field(default_factory=list)
    clause: Clause | None = None
    clauses: set[int] = field(default_factory=set)
    narrated: bool = False
    open_class: bool = True

    def read(self, sentences: Sequence[tuple[int, int]]) -> None:
        """Take in the sentences; a verb that is none of speech reports where no verb of speech does."""
        cuts = (clause_in_sentence(self.words, first, last, open_class=False) for first, last in sentences)
        self.open_class = not any(cut is not None and cut[1].first > sentences[0][0] for cut in cuts)
        start: int | None = None
        last = 0
        for first, last in sentences:
            if self.narrated:
                return
            if start is None:
                start = first
            if self.clause is not None and (
                self._is_over(first) or self._is_writers(first, last, self.clause)
            ):
                self.pieces += direct_piece(self.words, start, first)
                self.narrated = True
                return
            start = self._cut(start, first, last)
        if start is not None:
            self.pieces += direct_piece(self.words, start, last)

    def _is_over(self, first: int) -> bool:
        """Whether the words ended with the last sentence's reporting clause."""
        return self.reopened and first - 1 in self.clauses

    def _cut(self, start: int, first: int, last: int) -> int:
        """Cut the reporting clauses out of a sentence; where the words after them begin."""
        at = first
        if (clause := self._whole(start, first, last)) is not None:
            self.pieces += direct_piece(self.words, start, first)
            self._take(first, clause)
            return last
        while at < last and (cut := self._clause(at, last)) is not None:
            end, found = cut
            if found.first <= at:
                break
            self.pieces += direct_piece(self.words, start, end)
            self._take(end, found)
            start = at = found.last
        return start

    def _clause(self, first: int, last: int) -> tuple[int, Clause] | None:
        return clause_in_sentence(self.words, first, last, open_class=self.open_class)

    def _take(self, first: int, clause: Clause) -> None:
        self.clauses.update(range(first, clause.last))
        self.clause = self.clause or clause

    def _whole(self, start: int, first: int, last: int) -> Clause | None:
        """The reporting clause that a whole sentence after a cry is: Hienoa! *huudahti Salo*."""
        words = self.words
        if first <= start or words.text(first - 1)[-1:] not in _CRIES:
            return None
        clause = reporting_clause(words, first, last, open_class=words.text(first).islower())
        new_sentence = words.text(first)[:1].isupper()
        if clause is None or (new_sentence and clause.subject.how not in ("name", "pronoun")):
            return None
        before = range(first, min(clause.verb, clause.subject.first))
        return None if any(words.text(place) == "," for place in before) else clause

    def _is_writers(self, first: int, last: int, clause: Clause) -> bool:
        """Whether a sentence after a reporting clause reports anew: *Hän painotti, että*, *Salon mukaan*."""
        words = self.words
        near = range(first, min(last, first + _NEAR_VERB))
        phrases = (phrase(words, place, first, last) for place in near)
        if any(found is not None and found[1] is not None and found[1].how != "noun" for found in phrases):
            return True
        verb = next((place for place in near if words.is_finite(place)), None)
        if verb is None or words.verb_of_speech(verb) is None:
            return False
        after = range(verb + 1, min(last, verb + _NEAR_COMMA))
        if not any(words.text(place) in (",", ":") for place in after):
            return False
        speaker = words.lemma(clause.subject.last - 1)
        return any(
            words.pronoun(place) == "one" or words.mention(place) is not None or words.lemma(place) == speaker
            for place in range(first, verb)
        )
