"""Lines that were broken at a width, joined again; lines that stand by themselves, parted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from luksia_nlp.language.morphology import is_known, knowledge
from luksia_nlp.views.text_view import Edit, TextView

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_ENDS_SENTENCE = re.compile(r"[.!?…][”\"’')\]»]*$")
# What opens a line that goes on from no other: a dash of speech or of a list, a number of a list.
_OPENS = re.compile(r"[-–—•] |\d{1,3}[.)] |[»”\"“]")
_DIVIDED = re.compile(r"(?P<before>[^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# Text that a program or a person wraps has lines of some 40 to 130 characters; where one is longer, its lines
# are paragraphs.
_WIDEST = 160


def joined_lines(view: TextView) -> TextView:
    r"""A text whose line breaks within a sentence are spaces, and whose other ones end a paragraph.

    A line was broken at a width where the next line's first word had no room in it. A word that is divided at
    a line's end becomes whole.

    Example:
        >>> joined_lines(TextView.of("Asiasta kertoi Helsingin\nSanomat eilen Hämeen-\nlinnassa.")).text
        'Asiasta kertoi Helsingin Sanomat eilen Hämeenlinnassa.'
        >>> joined_lines(TextView.of("Koulu avattiin\nRehtori Maija Virtanen puhui Lohjalla.")).text
        'Koulu avattiin\n\nRehtori Maija Virtanen puhui Lohjalla.'
    """
    if "\n" not in view.text:
        return view
    edits = (
        edit for match in _PARAGRAPH.finditer(view.text) for edit in _edits(match.group(), match.start())
    )
    return view.edited(edits)


def _edits(paragraph: str, offset: int) -> Iterator[Edit]:
    if "\n" not in paragraph:
        return
    lines = paragraph.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    is_prose = bool(_ENDS_SENTENCE.search(lines[-1].rstrip()))
    place = offset
    for line, following in pairwise(lines):
        end = place + len(line)
        before, after = line.rstrip(), following.lstrip()
        start, stop = place + len(before), end + 1 + len(following) - len(after)
        if _goes_on(before, after, width, is_prose=is_prose):
            kept, gap = _join(before, after)
            yield place + kept, stop, gap
        else:
            yield start, stop, "\n\n"
        place = end + 1


def _goes_on(before: str, after: str, width: int, *, is_prose: bool) -> bool:
    """Whether a line goes on in the next."""
    if _OPENS.match(after):
        return False
    words: Sequence[str] = after.split()
    if _DIVIDED.search(before) and after[0].isalpha():
        return True
    had_room = len(before) + 1 + len(words[0]) <= width
    if _ENDS_SENTENCE.search(before):
        return not had_room and width <= _WIDEST
    if after[0].islower() and not before.endswith(":"):
        return True
    return is_prose and not had_room and width <= _WIDEST


def _join(before: str, after: str) -> tuple[int, str]:
    """How many of a line's characters stay, and what stands between them and the next line."""
    divided, word = _DIVIDED.search(before), _FIRST_WORD.match(after)
    if divided is None or word is None or before[-2:-1].isdigit():
        return len(before), " "
    if word.group() in knowledge()["coordinators"]:  # maa- / ja metsätalous
        return len(before), " "
    with_hyphen = f"{divided['before']}-{word.group()}"
    whole = divided["before"] + word.group()
    first = word.group()[0].casefold()
    same = divided["before"][-1].casefold() == first and first in "aeiouyäö"  # linja-auto keeps its hyphen
    keeps = word.group()[:1].isupper() or same or (is_known(with_hyphen) and not is_known(whole))
    return len(before) - (not keeps), ""
