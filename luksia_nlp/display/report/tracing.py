"""From every figure of a report to the articles that it was counted from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup


@dataclass(frozen=True)
class Numbered:
    """The articles that a page lists, each with its number there.

    Args:
        numbers: Identifier -> number, in the order of the list; of those that are not listed too.
        n_listed: How many are listed; the numbers above it have no place on the page.
    """

    numbers: Mapping[str, int]
    n_listed: int

    def links(self, article_ids: Iterable[str]) -> Markup:
        """Links to some articles, in the order of the list, each once; plain numbers where one is not listed.

        Args:
            article_ids: The articles' identifiers.

        Example:
            >>> print(Numbered({"a": 1, "b": 2}, 1).links(["b", "a", "a"]))
            <a href="#a1">1</a> 2
        """
        numbers = sorted({self.numbers[article_id] for article_id in article_ids})
        shown = (
            f'<a href="#a{number}">{number}</a>' if number <= self.n_listed else str(number)
            for number in numbers
        )
        return Markup(" ".join(shown))


def numbered(articles: pd.DataFrame, most: int) -> Numbered:
    """Articles numbered from 1, the newest first, those without a date last.

    Args:
        articles: The table `articles`.
        most: How many the page lists at most.

    Example:
        >>> päivät = pd.to_datetime(["2025-01-01", None, "2025-02-01"])
        >>> numbered(pd.DataFrame({"article_id": ["a", "b", "c"], "published": päivät}), 10).numbers
        {'c': 1, 'a': 2, 'b': 3}
    """
    ordered = articles.sort_values("published", ascending=False, kind="stable", na_position="last")
    numbers = {article_id: number for number, article_id in enumerate(ordered["article_id"], start=1)}
    return Numbered(numbers, min(most, len(numbers)))
