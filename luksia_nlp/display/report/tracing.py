"""From every figure of a report to the articles that it was counted from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

# Links that a cell shows at once: three lines on a desktop. Set by hand.
_AT_ONCE = 24


@dataclass(frozen=True)
class Numbered:
    """The articles that a page lists, each with its number there.

    Args:
        numbers: Identifier -> number, in the order of the list; of those that are not listed too.
        n_listed: How many are listed; the numbers above it have no place on the page.
        unlisted: What is said of `{n}` that are not listed.
    """

    numbers: Mapping[str, int]
    n_listed: int
    unlisted: str

    def links(self, article_ids: Iterable[str]) -> Markup:
        """Links to some articles, the newest first, each once; of many the rest folded away.

        Args:
            article_ids: The articles' identifiers.

        Returns:
            The links, and how many more there are that the page does not list.

        Example:
            >>> print(Numbered({"a": 1, "b": 2}, 1, "+ {n} muuta").links(["b", "a", "a"]))
            <a href="#a1">1</a> + 1 muuta
        """
        numbers = sorted({self.numbers[article_id] for article_id in article_ids})
        listed = [f'<a href="#a{number}">{number}</a>' for number in numbers if number <= self.n_listed]
        first, folded = listed[:_AT_ONCE], listed[_AT_ONCE:]
        shown = " ".join(first)
        if folded:
            shown += f" <details><summary>+ {len(folded)}</summary>{' '.join(folded)}</details>"
        if len(listed) < len(numbers):
            shown = f"{shown} {self.unlisted.format(n=len(numbers) - len(listed))}".strip()
        return Markup(shown)


def numbered(articles: pd.DataFrame, most: int, unlisted: str) -> Numbered:
    """Articles numbered from 1, the newest first, those without a date last.

    Args:
        articles: The table `articles`.
        most: How many the page lists at most.
        unlisted: What is said of `{n}` that are not listed.

    Example:
        >>> päivät = pd.to_datetime(["2025-01-01", None, "2025-02-01"])
        >>> numbered(pd.DataFrame({"article_id": ["a", "b", "c"], "published": päivät}), 10, "").numbers
        {'c': 1, 'a': 2, 'b': 3}
    """
    ordered = articles.sort_values("published", ascending=False, kind="stable", na_position="last")
    numbers = {article_id: number for number, article_id in enumerate(ordered["article_id"], start=1)}
    return Numbered(numbers, min(most, len(numbers)), unlisted)
