"""Where in its article a name stands: in the title, the lead, the body, or in what is no running text.

`title` is a headline or a heading, `lead` the first paragraph, `caption` what a picture shows, `credit` whose
picture or text it is, `contact` whom to ask, `link` what leads elsewhere, and `body` all the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from luksia_nlp.records import Document, Mention
from luksia_nlp.resources import packaged

# Positions of mentions that are no news: who took the picture, whom to call, what to read next. They are
# counted apart.
CREDITS = frozenset({"credit", "contact", "link"})
# A line and what ends it; a lone carriage return ends one, too.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_IMAGE = re.compile(r"\s*!\[|\s*<(?:figcaption|img)\b", re.IGNORECASE)
_HEADING = re.compile(r"\s{0,3}#{1,6}\s|\s*<h[1-6]\b", re.IGNORECASE)
# What may stand before the words of a line.
_MARKS = r"[\s#*_>!\[\]()–—•·|\-]*(?:<[^<>]*>\s*)*"
_ADDRESS = re.compile(r"[\w.+-]+(?:@|\(at\)|\(a\))[\w-]+\.\w+|(?:\+358|\b0\d{1,2})[\s()\d-]{5,}\d")
_ENDS_SENTENCE = re.compile(r"[.!?…][”\"’')\]*_]*\s*$")
# What parts the names of a byline.
_BETWEEN_NAMES = re.compile(r"(?:[\s,;/&|*_()<>\[\]–—#:-]|\b(?:ja|sekä|och|STT)\b)*")
# A byline stands within so many paragraphs of the beginning or the end. Set by hand: after title and lead,
# and before a last line of contact.
_NEAR_END = 3
# And has so many lines, at most: writer, photographer, paper. A longer run of lines with names is a list.
_LONGEST_BYLINE = 3
# Characters of a caption before its credit, at most. Set by hand: longer ones are a paragraph of the text
# that ends with a credit.
_LONGEST_CAPTION = 400


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a text that has words, its paragraph, and the paragraph's number from the end."""

    start: int
    text: str
    paragraph: int


def with_positions(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    r"""The mentions, each with where it stands.

    Args:
        document: The document.
        mentions: Its mentions.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.names.mentions import find_mentions
        >>> from luksia_nlp.records import Article
        >>> teksti = "Tori avattiin\n\nLohjalla satoi.\n\nMuualla paistoi. Kuva: Heli Aho"
        >>> moottori = ScriptedEngine(names={"Lohjalla": "GPE", "Heli Aho": "PERSON"})
        >>> [asiakirja] = moottori.documents([Article(teksti, "1")])
        >>> [maininta.position for maininta in find_mentions(asiakirja)]
        ['lead', 'credit']
    """
    if not mentions:
        return []
    lines = list(_lines(document.text))
    starts = [line.start for line in lines]
    positions = _Positions(document, lines, mentions)
    return [
        replace(mention, position=positions.at(bisect_right(starts, mention.start) - 1, mention.start))
        for mention in mentions
    ]


def _lines(text: str) -> Iterator[_Line]:
    """The lines of a text that have words."""
    paragraph, blank = -1, True
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if words:
            paragraph += blank
            yield _Line(match.start(), match.group(), paragraph)
        blank = not words


class _Positions:
    """The positions in one text."""

    def __init__(self, document: Document, lines: Sequence[_Line], mentions: Sequence[Mention]) -> None:
        self._lines = lines
        self._credits = [list(_credits(line)) for line in lines]  # a line may be a whole text: looked at once
        self._n_paragraphs = lines[-1].paragraph + 1 if lines else 0
        self._names = [(mention.start, mention.end) for mention in mentions if mention.kind != "place"]
        self._of_line = [self._furniture(number) for number in range(len(lines))]
        self._title_end = self._end_of_title(document)
        running = [
            line.paragraph
            for line, of_line in zip(lines, self._of_line, strict=True)
            if of_line is None and line.start >= self._title_end
        ]
        alone = self._n_paragraphs == 1 or not running
        self._lead = None if alone else running[0]

    def at(self, number: int, place: int) -> str:
        """The position of what begins at a place in a line."""
        line, of_line = self._lines[number], self._of_line[number]
        if place < self._title_end:
            return "title"
        if any(start <= place < end for start, end in self._credits[number]):
            return "credit"
        if of_line is not None:
            return of_line
        if self._is_caption(number):
            return "caption"
        return "lead" if line.paragraph == self._lead else "body"

    def _is_caption(self, number: int) -> bool:
        """Whether a credit ends a line that is no running text: no paragraph with the credit in brackets."""
        line, span = self._lines[number], next(iter(self._credits[number]), None)
        if span is None or self._n_paragraphs == 1 or len(line.text) > _LONGEST_CAPTION:
            return False
        start, end = (place - line.start for place in span)
        return not (line.text[:start].endswith("(") and end + 1 < len(line.text.rstrip()))

    def _furniture(self, number: int) -> str | None:
        """What a line is, where it is no running text and no title; else None."""
        line = self._lines[number]
        if _HEADING.match(line.text):
            return "title"
        if _IMAGE.match(line.text) or _begins("captions").match(line.text):
            return "caption"
        if _begins("links").match(line.text):
            return "link"
        if self._is_contact(number):
            return "contact"
        if _opening_credit().match(line.text):
            return "credit"
        return "credit" if self._is_byline(line.paragraph) else None

    def _is_contact(self, number: int) -> bool:
        line = self._lines[number]
        if _begins("contacts").match(line.text) or _ADDRESS.search(line.text):
            return True
        if number == 0 or _ENDS_SENTENCE.search(line.text):
            return False
        before = self._lines[number - 1]
        heads = _begins("contacts").match(before.text) and before.text.rstrip(" *_\r\n").endswith(":")
        following = self._lines[number + 1] if number + 1 < len(self._lines) else None
        in_card = following is not None and following.paragraph == line.paragraph
        addressed = in_card and following is not None and _ADDRESS.search(following.text)
        return bool(heads or (addressed and not _ENDS_SENTENCE.search(line.text)))

    def _is_byline(self, paragraph: int) -> bool:
        """Whether a paragraph holds nothing but names, near the beginning or the end."""
        near = paragraph <= _NEAR_END or self._n_paragraphs - paragraph <= _NEAR_END
        if paragraph == 0 or not near:
            return False
        lines = [line for line in self._lines if line.paragraph == paragraph]
        if len(lines) > _LONGEST_BYLINE:
            return False
        text, start = "".join(line.text for line in lines), lines[0].start
        end = start + len(text)
        names = [(max(at, start), min(to, end)) for at, to in self._names if at < end and to > start]
        rest, at = [], start
        for name_start, name_end in names:
            rest.append(text[at - start : name_start - start])
            at = name_end
        return bool(names) and all(_BETWEEN_NAMES.fullmatch(part) for part in [*rest, text[at - start :]])

    def _end_of_title(self, document: Document) -> int:
        """Where the title ends: the article's own, or a first line that is no sentence."""
        if end := document.end_of_title:
            return end
        first = self._lines[0] if self._lines else None
        if first is None or self._n_paragraphs == 1 or _IMAGE.match(first.text):
            return 0
        alone = len(self._lines) > 1 and self._lines[1].paragraph > 0
        is_title = self._of_line[0] is None and not self._credits[0]
        if not is_title or not alone or _ENDS_SENTENCE.search(first.text):
            return 0
        return first.start + len(first.text)


def _credits(line: _Line) -> Iterator[tuple[int, int]]:
    """The parts of a line that say whose something is."""
    for match in _credit().finditer(line.text):
        bracketed = line.text[: match.start()].rstrip().endswith("(")
        end = line.text.find(")" if bracketed else "](", match.end())
        yield line.start + match.start(), line.start + (end if end >= 0 else len(line.text))


@cache
def _credit() -> re.Pattern[str]:
    words = _any_of(packaged.toml("positions.toml")["credits"])
    return re.compile(rf"(?<!\w)(?:{words})\s*[:/]", re.IGNORECASE)


@cache
def _opening_credit() -> re.Pattern[str]:
    return re.compile(_MARKS + _credit().pattern, re.IGNORECASE)


@cache
def _begins(group: str) -> re.Pattern[str]:
    """A line that begins as a group of the data says."""
    return re.compile(rf"{_MARKS}(?:{_any_of(packaged.toml('positions.toml')[group])})(?!\w)", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
