"""All that is one thing: how often articles name it, when, and by which names, without the mentions."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from luksia_nlp.entities.articles import ArticleMentions
from luksia_nlp.entities.keys import Key, Named, Words, grouped, naming_words
from luksia_nlp.names.positions import CREDITS

# Rules by which a name is another's because its article says so.
_TOLD = frozenset({"surname", "given-name", "abbreviation", "short-name"})


@dataclass(slots=True)
class Group:
    """What stands for one thing, and what is counted of it.

    Args:
        key: What stands for it.
        forms: For each name as it is written in base form, in how many articles it is, and how often.
        articles: In how many articles it is.
        mentions: How often it is named.
        news_articles: In how many articles it is named in the news, not in a credit or the like.
        news: How often that is.
        first: The earliest date of these articles; None where no date is known.
        last: The latest.
        is_plural: Whether only names for its members (*perussuomalainen*) stand for it.
    """

    key: Key
    forms: dict[str, tuple[int, int]] = field(default_factory=dict)
    articles: int = 0
    mentions: int = 0
    news_articles: int = 0
    news: int = 0
    first: datetime.date | None = None
    last: datetime.date | None = None
    is_plural: bool = True

    def add(self, published: datetime.date | None, named: Sequence[Named]) -> None:
        """Take in its mentions in an article.

        Args:
            published: The article's date.
            named: All of its mentions there.
        """
        counts: dict[str, int] = {}
        news = 0
        for one in named:
            form = one.mention.base_form
            counts[form] = counts.get(form, 0) + 1
            news += one.mention.position not in CREDITS
            self.is_plural &= one.rule == "plural"
        for form, count in counts.items():
            articles, mentions = self.forms.get(form, (0, 0))
            self.forms[form] = articles + 1, mentions + count
        self.articles += 1
        self.mentions += len(named)
        self.news += news
        self.news_articles += bool(news)
        if news and published is not None:
            self.first = published if self.first is None else min(self.first, published)
            self.last = published if self.last is None else max(self.last, published)

    def name(self, given: str | None) -> str:
        """What it is called: by its own name as most articles write it.

        Of equals that of most mentions counts, then the longest, then the alphabetically first.

        Args:
            given: What it is called whatever articles write; None where they decide.
        """
        if given:
            return given
        kind, words = self.key.kind, self.key.words
        own = [form for form in self.forms if naming_words(kind, form) == words]
        if not own and self.is_plural:
            return " ".join(words).capitalize()
        return min(own or self.forms, key=self._rank)

    def _rank(self, form: str) -> tuple[int, int, int, str]:
        """The less, the likelier it is called so."""
        articles, mentions = self.forms[form]
        return -articles, -mentions, -len(form), form

    def other_names(self, name: str) -> tuple[str, ...]:
        """Its base forms that are not its name, capitals aside, the most frequent first."""
        counts: Counter[str] = Counter()
        for form, (_, mentions) in self.forms.items():
            counts[" ".join(form.split())] += mentions
        once: dict[str, str] = {name.casefold(): name}
        for form in sorted(counts, key=lambda form: (-counts[form], form)):
            once.setdefault(form.casefold(), form)
        return tuple(once.values())[1:]


class Groups:
    """All that the articles of a collection name, but for what is known in one article only.

    First `add` all articles, then `settle` what each thing is called.
    """

    def __init__(self) -> None:
        self.by_key: dict[Key, Group] = {}
        self.called: Mapping[Key, str] = {}
        self._told: dict[tuple[Key, Words], int] = {}

    def add(self, article: ArticleMentions, named: Sequence[Named]) -> None:
        """Take in an article.

        Args:
            article: The article.
            named: Its mentions, each as what it stands for over all articles.
        """
        for key, group in grouped(named).items():
            if not key.article:
                found = self.by_key.get(key)
                if found is None:
                    found = self.by_key[key] = Group(key)
                found.add(article.published, group)
        for told in {(one.key, one.own) for one in named if _is_told(one) and not one.key.article}:
            self._told[told] = self._told.get(told, 0) + 1

    def settle(self, given: Mapping[Key, str]) -> None:
        """See what each thing is called.

        Args:
            given: What some are called whatever articles write.
        """
        self.called = {key: group.name(given.get(key)) for key, group in self.by_key.items()}

    def names(self, named: Iterable[Named]) -> dict[Key, str]:
        """What the things that an article names are called.

        Args:
            named: The mentions of an article that was added.
        """
        found = list(named)
        names = {one.key: self.called[one.key] for one in found if not one.key.article}
        return names | names_only_there(found)

    def forget_counts(self) -> None:
        """Keep only what things are called, and in how many articles what is told."""
        self.by_key = {}

    def counted(self, named: Iterable[Named]) -> list[Named]:
        """The mentions of an article; what only its article joins knows in how many articles that is so."""
        return [
            one._replace(told=1 if one.key.article else self._told[one.key, one.own])
            if _is_told(one)
            else one
            for one in named
        ]


def names_only_there(named: Iterable[Named]) -> dict[Key, str]:
    """What the things that are known in one article only are called.

    Args:
        named: The mentions of the article.
    """
    own = grouped(one for one in named if one.key.article)
    return {key: only_there(group).name(None) for key, group in own.items()}


def only_there(named: Sequence[Named], published: datetime.date | None = None) -> Group:
    """What is known in one article only.

    Args:
        named: All of its mentions.
        published: The article's date.
    """
    group = Group(named[0].key)
    group.add(published, named)
    return group


def _is_told(one: Named) -> bool:
    return one.told is None and one.rule in _TOLD
