"""The words of somebody: after a dash, between marks, or after a colon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luksia_nlp.quotes.clauses import Clause, closing_clause, reporting_clause
from luksia_nlp.quotes.cues import group
from luksia_nlp.quotes.dash_quotes import dash_quotes
from luksia_nlp.quotes.lists import begins_with_dash, list_items
from luksia_nlp.quotes.marked_quotes import MarkedQuotes
from luksia_nlp.quotes.paragraphs import DASHES, Paragraph
from luksia_nlp.quotes.quotation import Quotation, direct_piece
from luksia_nlp.quotes.words import Words


def direct_quotes(
    words: Words, paragraphs: Sequence[Paragraph], title_end: int
) -> tuple[list[Quotation], set[int]]:
    """The direct quotations of a document.

    Args:
        words: The document.
        paragraphs: Its paragraphs.
        title_end: The token after the title's last one.

    Returns:
        The quotations in the order of the text, and the tokens of their reporting clauses.
    """
    items = set(list_items(words, paragraphs))
    clauses: set[int] = set()
    between_marks = MarkedQuotes(words, title_end, clauses)
    found: list[Quotation] = []
    for paragraph in paragraphs:
        if paragraph.number in items:
            continue
        introduction = _introduction(words, paragraphs, paragraph.number)
        if begins_with_dash(words, paragraph):
            new = dash_quotes(words, paragraph, paragraph.first, clauses)
            if new and new[0].subject is None:
                new[0] = new[0].told_by(introduction)
            if new and new[-1].subject is None:
                new[-1] = new[-1].told_by(_closing(words, paragraphs, paragraph.number))
        else:
            new = between_marks.of(paragraph, introduction, found[-1] if found else None)
            if new and found and new[0].first == found[-1].first:
                found.pop()
            new = new or _dashes_within(words, paragraph, clauses) or list(_after_colons(words, paragraph))
        found += new
    return found, clauses


def _after_colons(words: Words, paragraph: Paragraph) -> Iterator[Quotation]:
    """The quotations without marks that a colon brings: *Salo toteaa: Koulu alkaa*."""
    for first, last in paragraph.sentences:
        colon = next((place for place in range(first + 1, last - 1) if words.text(place) == ":"), None)
        if colon is None or not words.text(colon + 1)[:1].isupper():
            continue
        clause = reporting_clause(words, first, colon, open_class=False, strict=True)
        pieces = direct_piece(words, colon + 1, last)
        said = any(words.is_clause_verb(place) for place in range(colon + 1, last))
        if clause is not None and said and words.lemma(clause.verb) in group("without_marks"):
            yield Quotation("direct", tuple(pieces), "colon").told_by(clause)


def _introduction(words: Words, paragraphs: Sequence[Paragraph], number: int) -> Clause | None:
    """The reporting clause that ends the paragraph before in a colon: *Salo sanoo:*."""
    before = paragraphs[number - 1] if number else None
    if before is None or words.text(before.last - 1) != ":":
        return None
    return reporting_clause(words, before.sentences[-1][0], before.last - 1)


def _closing(words: Words, paragraphs: Sequence[Paragraph], number: int) -> Clause | None:
    """The reporting clause that opens the paragraph after: *Näin riemuitsee Salo*."""
    after = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
    return None if after is None else closing_clause(words, *after.sentences[0])


def _dashes_within(words: Words, paragraph: Paragraph, clauses: set[int]) -> list[Quotation]:
    """The quotations that a dash opens after a sentence of a paragraph, or after a clause and a colon."""
    starts = (first for first, _ in paragraph.sentences if first > paragraph.first)
    dash = next((first for first in starts if words.text(first) in DASHES), None)
    if dash is not None:
        return dash_quotes(words, paragraph, dash, clauses)
    for place in range(paragraph.first + 2, paragraph.last - 1):  # Salo sanoo: – ...
        if (
            words.text(place) in DASHES
            and words.text(place - 1) == ":"
            and words.text(place + 1)[:1].isupper()
        ):
            clause = reporting_clause(words, paragraph.sentence_at(place)[0], place - 1)
            found = [] if clause is None else dash_quotes(words, paragraph, place, clauses)
            return [one if one.subject is not None else one.told_by(clause) for one in found]
    return []
