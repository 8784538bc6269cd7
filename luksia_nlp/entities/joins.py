"""Names over all articles that are one thing's, and which of them it goes by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from luksia_nlp.entities.articles import Articles
from luksia_nlp.entities.keys import Words


@dataclass(frozen=True, slots=True)
class Join:
    """Two names of one thing, and why.

    Args:
        name: One of them; where `described` says so, the one that the thing goes by.
        other: The other.
        rule: The rule that joins them.
        articles: In how many articles the text itself says so; 0 where it rests on other evidence.
        described: Whether `other` only describes the thing (*puolustusliitto Nato*), which never goes by it.
    """

    name: Words
    other: Words
    rule: str
    articles: int = 0
    described: bool = False


@dataclass(slots=True)
class Use:
    """How a name is used: in which articles, and how often."""

    articles: Articles = field(default_factory=Articles)
    mentions: int = 0


def count_use(used: dict[Words, Use], name: Words, article: int) -> None:
    """Count a mention of a name.

    Args:
        used: How each name is used so far.
        name: The words of the name.
        article: The number of the article, in the order of the articles.
    """
    use = used.get(name)
    if use is None:
        use = used[name] = Use()
    use.articles.add(article)
    use.mentions += 1


def called(joins: Iterable[Join], used: Mapping[Words, Use]) -> dict[Words, tuple[Words, Join | None]]:
    """For each joined name the one that its thing goes by, and the join that leads there (None: it itself).

    A thing goes by the name of most articles, not of most mentions, so that no single article renames it; of
    equals by the name of most mentions, then the longest, then the alphabetically first.

    Args:
        joins: The pairs of names that are one thing's.
        used: How each name is used.

    Example:
        >>> nato, liitto = ("nato",), ("pohjois", "atlantin", "liitto")
        >>> kaytto = {nato: Use(Articles([1, 2]), 2), liitto: Use(Articles([1]), 5)}
        >>> nimet = called([Join(liitto, nato, "abbreviation", 1)], kaytto)
        >>> [" ".join(nimi) for nimi, _ in nimet.values()]
        ['nato', 'nato']
    """
    near: dict[Words, list[tuple[Words, Join]]] = defaultdict(list)
    described: set[Words] = set()
    for join in sorted(joins, key=lambda join: (join.rule, join.name, join.other)):
        near[join.name].append((join.other, join))
        near[join.other].append((join.name, join))
        if join.described:
            described.add(join.other)
    found: dict[Words, tuple[Words, Join | None]] = {}
    for start in sorted(near):
        if start not in found:
            together = _reached(start, near)
            best = min(set(together) - described or together, key=lambda words: _rank(words, used.get(words)))
            found |= {words: (best, join) for words, join in _reached(best, near).items()}
    return found


# What each name over all articles stands for, and the join that leads there.
Called = Mapping[Words, tuple[Words, Join | None]]


def _reached(start: Words, near: Mapping[Words, list[tuple[Words, Join]]]) -> dict[Words, Join | None]:
    """All names that joins lead to from one, each with the join that led there first."""
    found: dict[Words, Join | None] = {start: None}
    waiting = [start]
    for words in waiting:
        for other, join in near[words]:
            if other not in found:
                found[other] = join
                waiting.append(other)
    return found


def _rank(words: Words, use: Use | None) -> tuple[int, int, int, Words]:
    """The less, the likelier a thing goes by the name."""
    use = use or Use()
    return -len(use.articles), -use.mentions, -len(" ".join(words)), words
