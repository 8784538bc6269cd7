"""Sets of articles by their numbers, and work that is done without the articles that break it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luksia_nlp.entities.articles import ArticleMentions, Articles, Passes, without_broken

_NUMBERS = st.sets(st.integers(0, 60))


def _many(start: int, step: int) -> range:
    """So many numbers that they are compared by numpy."""
    return range(start, 6000, step)


@given(_NUMBERS, _NUMBERS, _NUMBERS)
def test_articles_are_sets_of_their_numbers(one: set[int], other: set[int], third: set[int]) -> None:
    sets = [Articles(sorted(numbers)) for numbers in (one, other, third)]
    assert [len(found) for found in sets] == [len(one), len(other), len(third)]
    assert sets[0].shared(sets[1]) == sets[1].shared(sets[0]) == len(one & other)
    assert Articles.of_any(sets).shared(sets[0]) == len(one)
    assert len(Articles.of_any(sets)) == len(one | other | third)


def test_sets_of_many_articles() -> None:
    every, even, third = (Articles(_many(0, step)) for step in (1, 2, 3))
    last = Articles([5, 5999, 70_000])
    assert (even.shared(third), third.shared(even), every.shared(last)) == (1000, 1000, 2)
    assert (len(Articles.of_any([even, third])), len(Articles.of_any([last, every]))) == (4000, 6001)
    assert Articles.of_any([even, third]).shared(even) == len(even) == 3000


def test_an_article_is_there_once() -> None:
    found = Articles()
    for number in (0, 0, 3, 3, 4):
        found.add(number)
    assert len(found) == 3


def _passes(*names: str) -> Passes:
    return lambda: [ArticleMentions(name, None, []) for name in names]


def _joined(passes: Passes) -> str:
    """Work that an article breaks by itself (`x`), or beside another one (`b` after `a`)."""
    found = ""
    for article in passes():
        if article.article_id == "x" or (found.endswith("a") and article.article_id == "b"):
            raise ValueError(article.article_id)
        found += article.article_id
    return found


def test_only_broken_articles_are_left_out() -> None:
    assert without_broken(_passes("a", "c"), _joined) == ("ac", {})
    found, broken = without_broken(_passes("a", "x", "b", "x"), _joined)
    # Without x, b stands beside a: nothing breaks by itself any more, so what is looked at is left out.
    assert (found, {name: str(error) for name, error in broken.items()}) == ("a", {"x": "x", "b": "b"})


def test_what_no_article_breaks_goes_through() -> None:
    def adding_up(passes: Passes) -> int:
        if len(list(passes())) > 1:
            raise ArithmeticError("No article's fault.")
        return 1

    with pytest.raises(ArithmeticError, match="No article's fault"):
        without_broken(_passes("a", "b"), adding_up)


def test_a_source_that_breaks_is_no_articles_fault() -> None:
    def passes() -> Iterator[ArticleMentions]:
        yield ArticleMentions("a", None, [])
        raise OSError("The disk is gone.")

    with pytest.raises(OSError, match="The disk is gone"):
        without_broken(passes, _joined)
