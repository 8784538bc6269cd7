"""Which words between quotation marks are somebody's, and which are a title, a nickname or a sign."""

from __future__ import annotations

from dataclasses import replace

from luksia_nlp.quotes.clauses import Clause, clause_in_sentence, reporting_clause
from luksia_nlp.quotes.cues import group
from luksia_nlp.quotes.marks import Marked, marked
from luksia_nlp.quotes.paragraphs import CLOSING, DASHES, DOUBLE_MARKS, FINAL, Paragraph
from luksia_nlp.quotes.quotation import Quotation, direct_piece
from luksia_nlp.quotes.subjects import Subject, named, subject_of
from luksia_nlp.quotes.words import Words

# Words of a reporting clause before its own subject and verb begin, at most: "”...”, Lohjalla asuva Salo
# sanoo". Set by hand: a longer way is another clause.
_LONGEST_LEAD = 10
# Words between a verb and an opening mark without a colon, at most: *kysyi hän "..."*. Set by hand.
_NEAR = 3


class MarkedQuotes:
    """Finds the quotations between marks, paragraph by paragraph in the order of the text.

    Args:
        words: The document.
        title_end: The token after the title's last one.
        clauses: Takes in the tokens of reporting clauses.
    """

    def __init__(self, words: Words, title_end: int, clauses: set[int]) -> None:
        self._words, self._title_end, self._clauses = words, title_end, clauses
        self._goes_on = False  # whether the last paragraph's quotation was not closed
        self._said_until: int | None = None  # where the last quotation of the paragraph and its clause end

    def of(
        self, paragraph: Paragraph, introduction: Clause | None, before: Quotation | None
    ) -> list[Quotation]:
        """The quotations of a paragraph.

        Args:
            paragraph: The paragraph.
            introduction: The reporting clause that ends the paragraph before in a colon, if one does.
            before: The last quotation of the paragraphs before; where this paragraph carries it on, it comes
                first among the ones that are returned, joined.
        """
        found: list[Quotation] = []
        goes_on, self._goes_on, self._said_until = self._goes_on, False, None
        spans = marked(self._words, paragraph)
        for number, span in enumerate(spans):
            limit = spans[number + 1].first - 1 if number + 1 < len(spans) else paragraph.last
            opens = span.first <= paragraph.first + 1
            said, clause = self._said(paragraph, span, limit)
            if said is None:
                continue
            if goes_on and opens and before is not None:
                found.append(before.joined(said))
            elif found and self._follows(span) and (found[-1].subject is None or clause is None):
                found[-1] = found[-1].joined(said)
            else:
                alone = self._by_itself(paragraph, span, said, introduction if opens else None)
                if alone is None:
                    continue
                found.append(alone)
            if clause is not None:
                self._clauses.update(range(clause.first, clause.last))
            self._said_until = clause.last if clause else span.last + 1
            self._goes_on = not span.closed and opens and clause is None
        return found

    def _said(self, paragraph: Paragraph, span: Marked, limit: int) -> tuple[Quotation | None, Clause | None]:
        """The words between two marks as a quotation, and the reporting clause after them."""
        last, clause = span.last, None
        if span.closed:
            clause = self._clause_after(paragraph, span, limit)
        elif (cut := self._clause_within(paragraph, span)) is not None:
            last, clause = cut
        pieces = direct_piece(self._words, span.first, last)
        if not pieces or (not span.closed and self._has_glued_mark(span.first, last)):
            return None, None
        found = Quotation("direct", tuple(pieces), "marks", in_title=span.first < self._title_end)
        return found.told_by(clause), clause

    def _has_glued_mark(self, first: int, last: int) -> bool:
        """Whether the engine left a mark in a word (*alkaa”,sanoo*): where the words end cannot be told."""
        texts = (self._words.text(place) for place in range(first, last))
        return any(len(text) > 1 and not DOUBLE_MARKS.isdisjoint(text) for text in texts)

    def _clause_within(self, paragraph: Paragraph, span: Marked) -> tuple[int, Clause] | None:
        """The first reporting clause after an opening mark whose closing mark is missing."""
        for first, last in paragraph.sentences_in(span.first, paragraph.last):
            cut = clause_in_sentence(self._words, first, last, open_class=False)
            if cut is not None and cut[1].first > span.first:
                return cut
        return None

    def _clause_after(self, paragraph: Paragraph, span: Marked, limit: int) -> Clause | None:
        """The reporting clause right after a closing mark."""
        words, start = self._words, span.last + 1
        comma = start < paragraph.last and (words.text(start) == "," or words.text(start) in DASHES)
        start += comma
        if start >= limit:
            return None
        end = min(paragraph.sentence_at(start)[1], limit)
        ended = words.text(span.last - 1)[-1:] in FINAL
        clause = reporting_clause(words, start, end, open_class=comma or ended)
        if clause is None and comma:
            cut = clause_in_sentence(words, start - 1, end, open_class=False)
            if cut is not None and cut[1].first - start < _LONGEST_LEAD:
                clause = replace(cut[1], first=start, last=end)
        if clause is None or comma:
            return clause
        if not ended:
            return clause if words.verb_of_speech(start) is not None else None
        if words.text(start)[:1].islower():
            return clause
        cries = words.text(span.last - 1)[-1:] != "."
        known = words.lemma(clause.verb) in group("without_marks")
        return clause if known or (cries and words.verb_of_speech(clause.verb) is not None) else None

    def _follows(self, span: Marked) -> bool:
        """Whether nothing but marks parts some words from the last quotation and its clause."""
        if self._said_until is None:
            return False
        return not self._words.any_word(range(self._said_until, span.first - 1))

    def _is_part_of_sentence(self, paragraph: Paragraph, span: Marked) -> bool:
        """Whether marks stand within a sentence of the writer's: *Kaupunki on ”lamassa”, Salo sanoo*."""
        words, mark = self._words, span.first - 1
        if not span.opened or mark <= paragraph.first or paragraph.begins_sentence(mark):
            return False
        before = words.text(mark - 1)
        if before[-1:] in FINAL or before == ":" or before in DASHES or before in CLOSING:
            return False
        return not (before == "," and mark - 2 in self._clauses)

    def _by_itself(
        self, paragraph: Paragraph, span: Marked, said: Quotation, introduction: Clause | None
    ) -> Quotation | None:
        """Words between marks, if they are a quotation: with a clause beside them, or standing alone."""
        if said.subject is not None:
            return None if self._is_part_of_sentence(paragraph, span) else said
        if not span.opened:
            return None
        clause = introduction or self._introduction(paragraph, span)
        if clause is not None:
            return said.told_by(clause)
        if (signed := self._signature(paragraph, span)) is not None:
            return replace(said, subject=signed)
        if (name := self._headline_name(span)) is not None:
            return replace(said, subject=name)
        if not span.closed and span.first > paragraph.first + 1:
            return None
        return said if self._stands_alone(paragraph, span) else None

    def _introduction(self, paragraph: Paragraph, span: Marked) -> Clause | None:
        """The reporting clause before an opening mark: *Salo sanoo: "..."*, *Salo kysyi "..."*."""
        words, mark = self._words, span.first - 1
        if mark <= paragraph.first or words.text(mark - 1) == ",":
            return None
        colon = words.text(mark - 1) == ":"
        if self._is_titled(mark - colon) or not (colon or self._is_sentence(span)):
            return None
        first = paragraph.sentence_at(mark)[0]
        first = max([first, *(place + 1 for place in range(first, mark - 1) if place in self._clauses)])
        clause = self._clause_before(first, mark - colon, open_class=colon)
        near = clause is not None and (colon or clause.verb >= mark - _NEAR)
        return clause if near else None

    def _is_titled(self, place: int) -> bool:
        """Whether the word before a colon or a mark names what is read: *oveen lapun: "..."*."""
        return place > 0 and self._words.may_be_one(place - 1, "no_speech.before")

    def _clause_before(self, first: int, last: int, *, open_class: bool) -> Clause | None:
        """The reporting clause that ends before a colon or a mark, the nearest one."""
        words = self._words
        joining = group("joining")
        cuts = (
            place for place in range(first, last) if words.text(place) == "," or words.low(place) in joining
        )
        for start in reversed([first, *(cut + 1 for cut in cuts)]):
            clause = reporting_clause(words, start, last, open_class=open_class and start == first)
            if clause is not None:
                return clause
        for place in range(last - 1, first, -1):
            if words.is_finite(place) and words.verb_of_speech(place) is not None:
                subject = subject_of(words, place, first, last)
                if subject is not None:
                    return Clause(first, last, place, subject)
        return None

    def _headline_name(self, span: Marked) -> Subject | None:
        """The name before a colon in the title: *Rehtori Aino Salo: "..."*."""
        words, mark = self._words, span.first - 1
        if mark < 2 or mark >= self._title_end or words.text(mark - 1) != ":":
            return None
        number = words.mention(mark - 2)
        if number is None or words.mentions[number].kind == "other":
            return None
        return named(words, number)

    def _signature(self, paragraph: Paragraph, span: Marked) -> Subject | None:
        """The name after a dash that signs a quotation by itself: *"..." – Aino Salo, rehtori*."""
        words, dash = self._words, span.last + 1
        if span.first > paragraph.first + 1 or dash + 1 >= paragraph.last or words.text(dash) not in DASHES:
            return None
        number = words.mention(dash + 1)
        rest = range(dash + 1, paragraph.last)
        if number is None or words.mentions[number].kind == "other" or any(map(words.is_clause_verb, rest)):
            return None
        return named(words, number)

    def _is_sentence(self, span: Marked) -> bool:
        """Whether words look like a sentence: a capital and a verb, or a final mark."""
        words = self._words
        places = [place for place in range(span.first, span.last) if words.is_word(place)]
        if not places or not words.text(places[0])[:1].isupper():
            return False
        if words.text(span.last - 1)[-1:] in FINAL:
            return True
        return len(places) > 1 and any(words.is_clause_verb(place) for place in places)

    def _stands_alone(self, paragraph: Paragraph, span: Marked) -> bool:
        """Whether words are whole sentences: from a sentence's beginning to a sentence's end."""
        if not self._is_sentence(span):
            return False
        words, mark, after = self._words, span.first - 1, span.last + 1
        in_title = span.first < self._title_end
        begins = (
            mark <= paragraph.first or paragraph.begins_sentence(mark) or words.text(mark - 1)[-1:] in FINAL
        )
        if in_title:
            begins = begins or words.text(mark - 1) in (*DASHES, ":")
        if not begins:
            return False
        if not span.closed or after >= paragraph.last or words.text(after) in FINAL:
            return True
        if in_title and words.text(after) in DASHES:
            return True
        ended = words.text(span.last - 1)[-1:] in FINAL and words.text(after)[:1].isupper()
        return ended and words.low(after) not in group("no_speech.after")
