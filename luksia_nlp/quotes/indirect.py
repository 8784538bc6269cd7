"""What is told of somebody's words: *Salon mukaan*, *Salo kertoo, että*, *Näin kertoo Salo*, *Salo: ...*."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence

from luksia_nlp.quotes.clauses import closing_clause
from luksia_nlp.quotes.opinions import by_essive, by_postposition
from luksia_nlp.quotes.paragraphs import DOUBLE_MARKS, FINAL, SINGLE_MARKS, Paragraph
from luksia_nlp.quotes.quotation import Quotation, is_opened
from luksia_nlp.quotes.subjects import named
from luksia_nlp.quotes.told import by_participle, by_reported_clause, by_trailing_clause
from luksia_nlp.quotes.words import Words

# Words of a stretch that can hold a quotation and its cue, at least.
_FEWEST = 3
# Words of a source before the colon of a headline, at most: a title and a name. Set by hand.
_LONGEST_SOURCE = 8
# What may open a sentence's words though it is no word.
_OPENERS = DOUBLE_MARKS | SINGLE_MARKS | frozenset(["("])
# Each finds the quotations of one form among the tokens `first:last` of a sentence.
_FINDERS: tuple[Callable[[Words, int, int], Iterator[Quotation]], ...] = (
    by_postposition,
    by_participle,
    by_reported_clause,
    by_essive,
    by_trailing_clause,
)


def indirect_quotes(
    words: Words, paragraphs: Sequence[Paragraph], title_end: int, taken: Container[int]
) -> list[Quotation]:
    """The indirect quotations of a document.

    Args:
        words: The document.
        paragraphs: Its paragraphs.
        title_end: The token after the title's last one.
        taken: The tokens of direct quotations and their reporting clauses.
    """
    found: list[Quotation] = []
    for paragraph in paragraphs:
        before: tuple[int, int] | None = None  # a sentence that nobody said so far
        for sentence in paragraph.sentences:
            clause = None if before is None else closing_clause(words, *sentence)
            if before is not None and clause is not None:
                found.append(Quotation("indirect", (before,), "closing-clause").told_by(clause))
            stretches = [_trimmed(words, *stretch) for stretch in _free(*sentence, taken)]
            new = [said for stretch in stretches for said in _in_sentence(words, *stretch)]
            if not new and sentence[0] < title_end:
                new = [said for stretch in stretches for said in _of_headline(words, *stretch)]
            found += new
            whole = len(stretches) == 1 and not new and clause is None and words.is_word(sentence[0])
            before = stretches[0] if whole else None
    return found


def _of_headline(words: Words, first: int, last: int) -> Iterator[Quotation]:
    """What a headline says after the name of its source: *Ministeri Salo: Vero nousee*."""
    near = range(first + 1, min(first + _LONGEST_SOURCE, last - 1))
    colon = next((place for place in near if words.text(place) == ":"), None)
    number = None if colon is None else words.mention(colon - 1)
    if colon is None or number is None or words.mentions[number].kind not in ("person", "organisation"):
        return
    if not words.text(colon + 1)[:1].isupper():
        return
    if any(words.is_clause_verb(place) for place in range(colon + 1, last)):
        source = named(words, number)
        yield Quotation("indirect", ((colon + 1, last),), "headline", None, source, in_title=True)


def _free(first: int, last: int, taken: Container[int]) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence that no direct quotation holds."""
    start = first
    for place in range(first, last + 1):
        if place == last or place in taken:
            if place > start:
                yield start, place
            start = place + 1


def _trimmed(words: Words, first: int, last: int) -> tuple[int, int]:
    """A stretch without its final marks."""
    while last > first and not words.is_word(last - 1) and _is_mark(words, first, last - 1):
        last -= 1
    while first < last and not words.is_word(first) and words.text(first) not in _OPENERS:
        first += 1
    return first, last


def _is_mark(words: Words, first: int, place: int) -> bool:
    text = words.text(place)
    if text in DOUBLE_MARKS:
        return not is_opened(words, first, place)
    return text[-1:] in FINAL or text in ("*", "**")


def _in_sentence(words: Words, first: int, last: int) -> list[Quotation]:
    """The quotations of a sentence; of one inside another the outer one counts, whose cue comes first."""
    if last - first < _FEWEST:
        return []
    every = [said for finder in _FINDERS for said in finder(words, first, last)]
    found: list[Quotation] = []
    # Of one cue the form that comes first in _FINDERS counts.
    for said in sorted(every, key=lambda one: one.cue or 0):
        if not any(said.overlaps(other) for other in found):
            found.append(said)
    return found
