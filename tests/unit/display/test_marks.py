"""Marks that overlap are split: every character once, in order, under every mark that covers it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from luksia_nlp.display.marked_text import CLASSES, marked_text
from luksia_nlp.display.marks import Mark, stretches

_KINDS = ("quote", "theme", "other", "place", "organisation", "person")
_LETTERS = st.characters(exclude_characters="\r\n\x00", exclude_categories=["Cs", "Cc"])
_TEXTS = st.text(st.one_of(_LETTERS, st.sampled_from("\n<>&\"'")), min_size=1, max_size=60)


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(_TEXTS)
    places = st.integers(0, len(text) + 2)
    marks = []
    for number in range(draw(st.integers(0, 8))):
        start, end = sorted((draw(places), draw(places)))
        marks.append(Mark(start, end, draw(st.sampled_from(_KINDS)), f"{number}: {draw(_TEXTS)}"))
    return text, marks


@given(_marked())
def test_stretches_cover_the_text_once(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    found = list(stretches(len(text), marks))
    assert "".join(text[one.start : one.end] for one in found) == text
    for one in found:
        for place in range(one.start, one.end):
            covering = {mark for mark in marks if mark.start <= place < mark.end}
            assert set(one.marks) == covering
        assert list(one.marks) == sorted(one.marks, key=lambda mark: mark.order)


@given(_marked())
def test_the_page_shows_the_text_and_each_mark_whole(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    block = Mark(0, len(text), "paragraph")
    tree = html.fromstring(f"<div>{marked_text(text, [*marks, block])}</div>")
    assert tree.text_content() == text
    assert not tree.xpath("//script | //img | //a")
    for mark in {mark for mark in marks if mark.start < min(mark.end, len(text))}:
        own = tree.xpath(f"//mark[contains(concat(' ', @class, ' '), ' {CLASSES[mark.kind]} ')]")
        pieces = [one for one in own if one.get("data-n").split("\n")[0] == mark.note.split("\n")[0]]
        assert text[mark.start : mark.end] == "".join(one.text_content() for one in pieces)
    focused = tree.xpath("//mark[@tabindex]")
    assert len(focused) == len({mark for mark in marks if mark.start < min(mark.end, len(text))})


def test_a_quote_and_a_name_that_cross_are_split_and_not_broken() -> None:
    text = "abcdefgh"
    marks = [Mark(0, 8, "paragraph"), Mark(0, 5, "quote", "Q"), Mark(3, 8, "theme", "T")]
    assert marked_text(text, marks, is_short=True) == (
        '<p><mark class="lk-q" data-n="Q">abc<mark class="lk-t" data-n="T">de</mark></mark>'
        '<mark class="lk-t lk-on" data-n="T">fgh</mark></p>'
    )


def test_inner_marks_tell_of_the_outer_ones() -> None:
    marks = [Mark(0, 5, "paragraph"), Mark(0, 5, "quote", "Q"), Mark(1, 2, "person", "P", counts=True)]
    page = marked_text("abcde", marks)
    assert '<mark class="lk-p" tabindex="0" data-n="P\nQ">b</mark>' in page


def test_what_does_not_count_is_told_apart() -> None:
    page = marked_text("ab", [Mark(0, 2, "paragraph"), Mark(0, 2, "theme", "T", counts=False)])
    assert 'class="lk-t lk-not"' in page


def test_white_space_outside_the_blocks_is_left_out() -> None:
    marks = [Mark(0, 1, "title"), Mark(3, 4, "paragraph"), Mark(0, 4, "quote", "Q")]
    assert marked_text("a\n\nb", marks, is_short=True) == (
        '<h4><mark class="lk-q" data-n="Q">a</mark></h4><p><mark class="lk-q lk-on" data-n="Q">b</mark></p>'
    )
