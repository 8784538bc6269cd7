"""People over all articles: which of their names are one person's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from luksia_nlp.entities.keys import Named, Words
from luksia_nlp.entities.people import followed, is_full
from luksia_nlp.entities.spellings import same_spelling

# For a full name that stands for another one: that one, and by which rule.
Meant = Mapping[Words, tuple[Words, str]]


@dataclass(slots=True)
class PeopleNames:
    """The names of the people of all articles, each as what it stands for in its own.

    Args:
        mentions: How often each full name is written.
        shortened: Names that leave out a middle name, with the full one of an article, and where that is
            first: the article's identifier, and the mention's number among its people.
        articles: In how many articles each person is, by the words of the name.
        given: The given names of people who are known in one article only.
    """

    mentions: Counter[Words] = field(default_factory=Counter)
    shortened: dict[tuple[Words, Words], tuple[str, int]] = field(default_factory=dict)
    articles: Counter[Words] = field(default_factory=Counter)
    given: set[str] = field(default_factory=set)

    def add(self, named: Sequence[Named]) -> None:
        """Take in the people of an article, in the order of its text."""
        for place, (mention, own, key, rule, _) in enumerate(named):
            if is_full(mention):
                self.mentions[own] += 1
            if key.article and len(key.words) > 1:
                self.given.add(key.words[0])
            if rule == "middle-name" and own != key.words:
                where = mention.article_id, place
                self.shortened[own, key.words] = min(where, self.shortened.get((own, key.words), where))
        self.articles.update({one.key.words for one in named if not one.key.article})

    def meant(self) -> Meant:
        """The names that stand for another one over all articles.

        Each person has one spelling, and one of the names with and without a middle name.
        """
        meant = {words: (other, "spelling") for words, other in same_spelling(self.mentions).items()}
        for short, long in sorted(self.shortened, key=self.shortened.__getitem__):
            # What they are called most often; where that is the same, in full.
            rarer, other = (short, long) if self.mentions[short] <= self.mentions[long] else (long, short)
            meant.setdefault(rarer, (other, "middle-name"))
        return meant

    def given_names(self, meant: Meant) -> frozenset[str]:
        """The first words of the full names of all people."""
        full = {words for name in self.articles if len(words := followed(name, meant)) > 1}
        return frozenset(self.given.union(words[0] for words in full))

    def in_several_articles(self, meant: Meant) -> frozenset[Words]:
        """The full names that are in more than one article."""
        articles: Counter[Words] = Counter()
        for name, count in self.articles.items():
            articles[followed(name, meant)] += count
        return frozenset(words for words, count in articles.items() if len(words) > 1 and count > 1)


def joined(one: Named, meant: Meant) -> Named:
    """A person of an article as who it is over all articles."""
    words = followed(one.key.words, meant)
    if words == one.key.words or one.key.article:
        return one
    rule = meant[one.key.words][1] if one.rule == "name" else one.rule
    return one._replace(key=one.key._replace(words=words), rule=rule)
