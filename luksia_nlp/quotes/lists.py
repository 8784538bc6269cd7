"""Lists with dashes: their items are nobody's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luksia_nlp.quotes.paragraphs import DASHES, Paragraph, ends_in_final
from luksia_nlp.quotes.reporting import clause_in_sentence
from luksia_nlp.quotes.words import Words

# Tokens of a paragraph that a dash opens, at least: the dash, a word and its mark.
_FEWEST = 3


def begins_with_dash(words: Words, paragraph: Paragraph) -> bool:
    """Whether a dash opens a paragraph."""
    return words.text(paragraph.first) in DASHES and paragraph.last - paragraph.first >= _FEWEST


def list_items(words: Words, paragraphs: Sequence[Paragraph]) -> Iterator[int]:
    """The numbers of the paragraphs that are items of a list with dashes.

    Lines that follow closely on each other are a list where none has a reporting clause and most end in no
    final mark, or the line before them ends in a colon.
    """
    run: list[Paragraph] = []
    for paragraph in paragraphs:
        dashed = begins_with_dash(words, paragraph)
        if run and dashed and (paragraph.follows_closely or not _ends(words, paragraph)):
            run.append(paragraph)
            continue
        yield from _items(words, run, paragraphs)
        run = [paragraph] if dashed else []
    yield from _items(words, run, paragraphs)


def _items(words: Words, run: Sequence[Paragraph], paragraphs: Sequence[Paragraph]) -> Iterator[int]:
    if not run or any(_has_clause(words, paragraph) for paragraph in run):
        return
    unended = sum(not _ends(words, paragraph) for paragraph in run)
    before = paragraphs[run[0].number - 1] if run[0].number else None
    headed = before is not None and len(run) > 1 and words.text(before.last - 1) == ":"
    if unended * 2 > len(run) or headed:
        yield from (paragraph.number for paragraph in run)


def _ends(words: Words, paragraph: Paragraph) -> bool:
    return ends_in_final(words, paragraph.first, paragraph.last)


def _has_clause(words: Words, paragraph: Paragraph) -> bool:
    return any(clause_in_sentence(words, first, last) is not None for first, last in paragraph.sentences)
