"""Lists with dashes: their items are nobody's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from luksia_nlp.quotes.clauses import clause_in_sentence, reporting_clause
from luksia_nlp.quotes.paragraphs import DASHES, Paragraph, ends_in_final
from luksia_nlp.quotes.words import Words

# Tokens of a paragraph that a dash opens, at least: the dash, a word and its mark.
_FEWEST = 3


def begins_with_dash(words: Words, paragraph: Paragraph) -> bool:
    """Whether a dash opens a paragraph."""
    return words.text(paragraph.first) in DASHES and paragraph.last - paragraph.first >= _FEWEST


def list_items(words: Words, paragraphs: Sequence[Paragraph]) -> Iterator[int]:
    """The numbers of the paragraphs that are items of a list with dashes.

    Paragraphs with dashes in a row, of which most have no reporting clause, are a list where they follow
    closely on each other in a text whose paragraphs do not, where a line that ends in a colon heads them, or
    where most end in no final mark.
    """
    spaced = sum(not paragraph.follows_closely for paragraph in paragraphs) * 2 > len(paragraphs)
    for is_dashed, group in groupby(paragraphs, key=lambda paragraph: begins_with_dash(words, paragraph)):
        run = list(group)
        before = paragraphs[run[0].number - 1] if run[0].number else None
        if is_dashed and _is_list(words, run, before, spaced=spaced):
            yield from (one.number for one in run if len(run) == 1 or not _speaks(words, one))


def _is_list(words: Words, run: Sequence[Paragraph], before: Paragraph | None, *, spaced: bool) -> bool:
    if sum(_has_clause(words, paragraph) for paragraph in run) * 2 >= len(run):
        return False
    unended = sum(not ends_in_final(words, paragraph.first, paragraph.last) for paragraph in run)
    if len(run) == 1:
        verbs = (words.is_clause_verb(place) for place in range(run[0].first, run[0].last))
        return unended == 1 and not any(verbs)
    closely = spaced and all(paragraph.follows_closely for paragraph in run[1:])
    return closely or unended * 2 > len(run) or (before is not None and _heads(words, before))


def _heads(words: Words, paragraph: Paragraph) -> bool:
    """Whether a line ends in a colon and brings nobody's words."""
    first = paragraph.sentences[-1][0]
    colon = words.text(paragraph.last - 1) == ":"
    return colon and reporting_clause(words, first, paragraph.last - 1) is None


def _has_clause(words: Words, paragraph: Paragraph) -> bool:
    return any(clause_in_sentence(words, first, last) is not None for first, last in paragraph.sentences)


def _speaks(words: Words, paragraph: Paragraph) -> bool:
    """Whether a paragraph right after a list is no item: a whole sentence that somebody says."""
    if paragraph.follows_closely or not ends_in_final(words, paragraph.first, paragraph.last):
        return False
    cuts = (clause_in_sentence(words, *sentence, open_class=False) for sentence in paragraph.sentences)
    return any(cut is not None for cut in cuts)
