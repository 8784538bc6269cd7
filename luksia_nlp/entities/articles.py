"""The articles of a collection, read again for each step, and sets of them, four bytes an article."""

from __future__ import annotations

import datetime
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from luksia_nlp.records import Mention

T = TypeVar("T")
# From how many articles on sets are compared by numpy: calling it takes longer than looking at fewer ones.
_MANY = 500


class ArticleMentions(NamedTuple):
    """The mentions of one article, in the order of its text.

    `published` is its date; of all articles a date, or of all a datetime without a time zone (None: unknown).
    """

    article_id: str
    published: datetime.date | None
    mentions: Sequence[Mention]


# Each call begins a new pass over all articles of a collection: the same ones in the same order, once each.
Passes = Callable[[], Iterable[ArticleMentions]]


class Articles:
    """A set of articles, by their numbers in a pass: a mere array, so that an archive's fit in memory.

    Example:
        >>> lohja, vihti = Articles([1, 2, 5]), Articles([2, 5, 9, 11])
        >>> len(lohja), lohja.shared(vihti), len(Articles.of_any([lohja, vihti]))
        (3, 2, 5)
    """

    __slots__ = ("_numbers",)

    def __init__(self, ascending: Iterable[int] = ()) -> None:
        self._numbers = array("I", ascending)

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, number: int) -> None:
        """Take in an article; its number is the largest so far, or is the last one again."""
        if not self._numbers or self._numbers[-1] != number:
            self._numbers.append(number)

    def shared(self, other: Articles) -> int:
        """In how many articles it is the same as another set."""
        few, many = sorted((self._numbers, other._numbers), key=len)
        if len(few) < _MANY:
            last = len(many) - 1
            places = ((number, min(bisect_left(many, number), last)) for number in few)
            return sum(many[place] == number for number, place in places)
        import numpy as np

        found = np.asarray(many)[np.minimum(np.searchsorted(many, few), len(many) - 1)]
        return int((found == np.asarray(few)).sum())

    @classmethod
    def of_any(cls, sets: Collection[Articles]) -> Articles:
        """The articles that are in any of some sets."""
        if sum(map(len, sets)) < _MANY:
            return cls(sorted(set().union(*(one._numbers for one in sets))))
        import numpy as np

        found = cls()
        found._numbers.frombytes(np.unique(np.concatenate([one._numbers for one in sets])).tobytes())
        return found


def articles_of(mentions: Iterable[Mention]) -> list[ArticleMentions]:
    """Mentions by their articles, in the order of the articles' identifiers, without dates.

    Args:
        mentions: Mentions of any number of articles, in any order.

    Example:
        >>> maininta = Mention("1", 0, 0, 5, "Lohja", "GPE", "place", "Lohja", None, "lexicon")
        >>> [juttu.article_id for juttu in articles_of([maininta])]
        ['1']
    """
    found: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda mention: (mention.article_id, mention.start)):
        found.setdefault(mention.article_id, []).append(mention)
    return [ArticleMentions(article, None, own) for article, own in found.items()]


def without_broken(passes: Passes, work: Callable[[Passes], T]) -> tuple[T, dict[str, Exception]]:
    """What some work makes of all articles but those that break it.

    Where it fails, those are left out that break it by themselves; where none does, the one that it had just
    been given. An error of the articles' source goes through.

    Args:
        passes: The articles.
        work: Done with all of them.

    Returns:
        What the work gave, and for each article that was left out what was raised.
    """
    broken: dict[str, Exception] = {}
    while True:
        watched = _Watched(left_out(passes, broken))
        try:
            return work(watched), broken
        except Exception as error:
            found = dict(_breaking(left_out(passes, broken), work))
            if not found and watched.at is not None:
                found = {watched.at: error}
            if not found:
                raise
            broken |= found


def left_out(passes: Passes, broken: Mapping[str, object]) -> Passes:
    """The articles but some, by their identifiers."""
    return lambda: (article for article in passes() if article.article_id not in broken)


class _Watched:
    """Passes that know which article is looked at, None between articles."""

    def __init__(self, passes: Passes) -> None:
        self._passes = passes
        self.at: str | None = None

    def __call__(self) -> Iterator[ArticleMentions]:
        for article in self._passes():
            self.at = article.article_id
            yield article
            self.at = None


def _breaking(passes: Passes, work: Callable[[Passes], object]) -> Iterator[tuple[str, Exception]]:
    """The articles that break some work by themselves, each with what is raised."""
    for article in passes():
        try:
            work(_alone(article))
        except Exception as error:  # whatever it is, it is one article's
            yield article.article_id, error


def _alone(article: ArticleMentions) -> Passes:
    return lambda: [article]
