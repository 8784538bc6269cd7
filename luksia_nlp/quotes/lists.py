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

    Lines that follow closely on each other, in a text of paragraphs that do not, are a list unless most have
    a reporting clause; other lines where most end in no final mark.
    """
    spaced = sum(not paragraph.follows_closely for paragraph in paragraphs) * 2 > len(paragraphs)
    run: list[Paragraph] = []
    for paragraph in [*paragraphs, None]:
        dashed = paragraph is not None and begins_with_dash(words, paragraph)
        if paragraph is not None and run and dashed and _continues(words, paragraph):
            run.append(paragraph)
            continue
        if _is_list(words, run, spaced=spaced):
            yield from (one.number for one in run)
        run = [paragraph] if paragraph is not None and dashed else []


def _continues(words: Words, paragraph: Paragraph) -> bool:
    return paragraph.follows_closely or not _ends(words, paragraph)


def _is_list(words: Words, run: Sequence[Paragraph], *, spaced: bool) -> bool:
    if sum(_has_clause(words, paragraph) for paragraph in run) * 2 >= max(len(run), 1):
        return False
    unended = sum(not _ends(words, paragraph) for paragraph in run)
    closely = spaced and len(run) > 1 and all(paragraph.follows_closely for paragraph in run[1:])
    return closely or unended * 2 > len(run)


def _ends(words: Words, paragraph: Paragraph) -> bool:
    return ends_in_final(words, paragraph.first, paragraph.last)


def _has_clause(words: Words, paragraph: Paragraph) -> bool:
    return any(clause_in_sentence(words, first, last) is not None for first, last in paragraph.sentences)
