"""Cut a text into blocks that an engine reads one by one: paragraphs, and parts of overlong ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PARAGRAPH_BREAK = re.compile(r"\r?\n[^\S\r\n]*\r?\n\s*")
# A paragraph of a news text has some 300 characters. One of more than this is a text without line breaks;
# reading it whole would cost memory without making any sentence clearer.
LONGEST_BLOCK = 10_000
# An overlong block is cut after the last sentence end in it, else at the last white space, else anywhere.
_SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]*\s+")
_SPACE = re.compile(r"\s+")


def blocks(text: str) -> Iterator[tuple[int, int]]:
    r"""The blocks of a text as (start, end): without white space around them, none empty, in order.

    Headlines and list items end without a full stop, so a paragraph break is the surest sentence border
    that news text has; a single line break is none, since some texts break their lines at a fixed width.

    Example:
        >>> list(blocks("Otsikko\n\nLeipäteksti.\n"))
        [(0, 7), (9, 21)]
    """
    start = 0
    for match in _PARAGRAPH_BREAK.finditer(text):
        yield from _parts(text, start, match.start())
        start = match.end()
    yield from _parts(text, start, len(text))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while True:
        while start < end and text[start].isspace():
            start += 1
        if end - start <= LONGEST_BLOCK:
            break
        cut = _cut(text, start, start + LONGEST_BLOCK)
        yield start, start + len(text[start:cut].rstrip())
        start = cut
    stripped = start + len(text[start:end].rstrip())
    if start < stripped:
        yield start, stripped


def _cut(text: str, start: int, end: int) -> int:
    """Where to cut `text[start:end]`, in its second half."""
    middle = (start + end) // 2
    for pattern in (_SENTENCE_END, _SPACE):
        matches = list(pattern.finditer(text, middle, end))
        if matches:
            return matches[-1].end()
    return end
