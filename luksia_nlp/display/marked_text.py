"""A text with its marks, as HTML that is readable without style or script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from luksia_nlp.display.marks import Mark, stretches
from luksia_nlp.errors import printable

_BLOCKS = {"title": "h4", "paragraph": "p"}
# Kind of a mark -> its class, which stands in a report some forty times an article and so is short.
CLASSES = {
    "person": "lk-p",
    "organisation": "lk-o",
    "place": "lk-l",
    "other": "lk-x",
    "quote": "lk-q",
    "theme": "lk-t",
}


def marked_text(text: str, marks: Iterable[Mark], is_short: bool = False) -> Markup:
    """The HTML of a text: a block for its headline and each paragraph, the marks in them.

    Args:
        text: The text.
        marks: Its marks, blocks among them; text outside all blocks is left out: white space.
        is_short: Whether marks take no focus, inner ones do not tell of the outer ones, and none repeats its
            own words: a third as long.

    Example:
        >>> teksti = "Lohjalla satoi."
        >>> print(marked_text(teksti, [Mark(0, 15, "paragraph"), Mark(0, 8, "place", "Lohja")], True))
        <p><mark class="lk-l" data-n="Lohja">Lohjalla</mark> satoi.</p>
    """
    written: list[str] = []
    opened: list[Mark] = []
    seen: set[Mark] = set()
    for stretch in stretches(len(text), marks):
        wanted = stretch.marks if stretch.marks and stretch.marks[0].kind in _BLOCKS else ()
        same = _same(opened, wanted)
        written += [_closing(mark) for mark in reversed(opened[same:])]
        del opened[same:]
        for mark in wanted[same:]:
            opened.append(mark)
            told = _told_shortly(mark, text) if is_short else _told(opened)
            written.append(_opening(mark, told, mark in seen, is_short))
            seen.add(mark)
        if wanted:
            written.append(str(escape(printable(text[stretch.start : stretch.end]))))
    written += [_closing(mark) for mark in reversed(opened)]
    return Markup("".join(written))


def _same(opened: Sequence[Mark], wanted: Sequence[Mark]) -> int:
    """How many of the outermost marks stay open."""
    number = 0
    for left, right in zip(opened, wanted, strict=False):
        if left is not right:
            break
        number += 1
    return number


def _told(opened: Sequence[Mark]) -> str:
    """What the innermost open mark tells, and the marks around it."""
    return "\n".join(mark.note for mark in reversed(opened) if mark.kind not in _BLOCKS)


def _told_shortly(mark: Mark, text: str) -> str:
    """What a mark tells; nothing where that is no more than its words."""
    return "" if mark.note == text[mark.start : mark.end] else mark.note


def _opening(mark: Mark, told: str, is_continued: bool, is_short: bool) -> str:
    """The tag of a mark; one that another mark cut takes the focus only where it begins."""
    if mark.kind in _BLOCKS:
        return f"<{_BLOCKS[mark.kind]}>"
    classes = CLASSES[mark.kind] + ("" if mark.counts else " lk-not") + (" lk-on" if is_continued else "")
    focus = "" if is_short or is_continued else ' tabindex="0"'
    note = f' data-n="{escape(printable(told))}"' if told else ""
    return f'<mark class="{classes}"{focus}{note}>'


def _closing(mark: Mark) -> str:
    return f"</{_BLOCKS.get(mark.kind, 'mark')}>"
