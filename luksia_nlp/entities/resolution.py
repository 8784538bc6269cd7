"""Mentions across articles -> the real-world things they name."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from luksia_nlp.entities.aliases import Alias, Corrections
from luksia_nlp.entities.articles import ArticleMentions, Passes, articles_of, left_out, without_broken
from luksia_nlp.entities.details import Details
from luksia_nlp.entities.groups import Group, Groups, only_there
from luksia_nlp.entities.keys import Key, Named, grouped, identifier_of
from luksia_nlp.entities.steps import Steps
from luksia_nlp.records import Entity, Kind, Mention


class Resolved(NamedTuple):
    """A mention and the entity that it names.

    `joined_by` says why it belongs to it; `joined_in` in how many articles the texts themselves say so.
    """

    mention: Mention
    entity_id: str
    name: str
    joined_by: str
    joined_in: int


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """What a collection says of one real-world thing, without its mentions.

    Args:
        entity_id: Its identifier.
        kind: What it is.
        name: What it is called.
        n_mentions: How often it is named in the news.
        n_articles: In how many articles that is.
        n_credits: How often it is named elsewhere: in credits, contact lines and links.
        first_published: The earliest date of these articles, as the articles have it.
        last_published: The latest.
        aliases: Its other names, the most frequent first.
        details: What only its kind has, by the columns of its table: a person's role, a place's region.
    """

    entity_id: str
    kind: Kind
    name: str
    n_mentions: int
    n_articles: int
    n_credits: int
    first_published: datetime.date | None
    last_published: datetime.date | None
    aliases: tuple[str, ...]
    details: Mapping[str, Any]


class Resolution:
    """What the articles of a collection name, found in several passes over them.

    It holds no mentions, only what grows with the names and with what is said of them (the roles and places
    of people of one full name, the other places of a place), and four bytes each time that an article has the
    name of an organisation or a place. The result does not depend on the order of articles.

    Args:
        passes: Begins a new pass over the articles each time it is called: the same ones in the same order,
            each identifier once.
        aliases: A user's corrections, applied last; of several that mean a mention the last one counts.

    Attributes:
        broken: The articles that cannot be resolved, with what was raised: they are left out.

    Example:
        >>> koko = Mention("1", 0, 0, 13, "Aino Lehtosen", "PER", "person", "Aino Lehtonen", None, "lexicon")
        >>> suku = Mention("1", 1, 20, 28, "Lehtoselle", "PERSON", "person", "Lehtonen", None, "lexicon")
        >>> juttu = ArticleMentions("1", datetime.date(2024, 3, 1), [koko, suku])
        >>> tulos = Resolution(lambda: [juttu])
        >>> [(maininta.entity_id, maininta.joined_by) for _, loput in tulos.articles() for maininta in loput]
        [('person-aino-lehtonen', 'name'), ('person-aino-lehtonen', 'surname')]
        >>> [(olio.name, olio.n_mentions, olio.last_published) for olio in tulos.facts()]
        [('Aino Lehtonen', 2, datetime.date(2024, 3, 1))]
    """

    def __init__(self, passes: Passes, aliases: Sequence[Alias] = ()) -> None:
        self._known, broken = without_broken(passes, lambda articles: _Known(articles, aliases))
        self._passes = left_out(passes, broken) if broken else passes
        self._facts: dict[Key, EntityFacts] | None = None
        self.broken: Mapping[str, Exception] = broken

    def articles(self) -> Iterator[tuple[str, list[Resolved]]]:
        """Each article's identifier with its mentions, in the order of the text."""
        for article, named, names in self._named():
            yield (
                article.article_id,
                [
                    Resolved(one.mention, identifier_of(one.key), names[one.key], one.rule, one.told or 0)
                    for one in named
                ],
            )

    def facts(self) -> Iterable[EntityFacts]:
        """What is known of each thing, in no order.

        Takes a pass of its own unless one over `articles` has come to its end.
        """
        return self._by_key().values()

    def entities(self) -> list[Entity]:
        """The things with all their mentions, sorted by identifier: what is held in memory."""
        groups: dict[Key, list[Named]] = {}
        for _, named, _ in self._named():
            for key, group in grouped(named).items():
                groups.setdefault(key, []).extend(group)
        facts = self._by_key()
        entities = (_entity(facts[key], group) for key, group in groups.items())
        return sorted(entities, key=lambda entity: entity.entity_id)

    def _named(self) -> Iterator[tuple[ArticleMentions, list[Named], Mapping[Key, str]]]:
        """Each article with its mentions as what they stand for, and what that is called."""
        facts: dict[Key, EntityFacts] = {}
        details, groups = self._known.details, self._known.groups
        around = details.settle(groups)
        for article in self._passes():
            named = self._known.named(article)
            names = groups.names(named)
            around.add(one.key for one in named if one.key.kind == "place")
            for key, group in grouped(named).items():
                if key.article:
                    counted = only_there(group, article.published)
                    facts[key] = _facts(counted, names[key], details.only_there(group, named, names))
            yield article, named, names
        for key, found in groups.by_key.items():
            facts[key] = _facts(found, groups.called[key], details.of(key, around))
        self._facts = facts

    def _by_key(self) -> Mapping[Key, EntityFacts]:
        """What is known of each thing, by what stands for it."""
        if self._facts is None:
            for _ in self._named():
                pass
        return self._facts or {}


class _Known:
    """What all articles say of what each mention stands for, and of what that is."""

    def __init__(self, passes: Passes, aliases: Sequence[Alias]) -> None:
        self._steps = Steps(passes)
        self._corrections = Corrections(aliases)
        self._uncorrected = self.groups = Groups()
        self.details = Details()
        for article in passes():
            named = self._steps.named(article)
            self._uncorrected.add(article, named)
            if not aliases:
                self.details.add(named)
        self._uncorrected.settle(self._steps.written)
        if aliases:
            self.groups = Groups()
            for article in passes():
                named = self.named(article)
                self.groups.add(article, named)
                self.details.add(named)
            self.groups.settle({**self._steps.written, **self._corrections.called()})
            self._uncorrected.forget_counts()

    def named(self, article: ArticleMentions) -> list[Named]:
        """The mentions of an article, in the order of its text, each as what it stands for in the end."""
        named = self._uncorrected.counted(self._steps.named(article))
        return self._corrections.corrected(named, self._uncorrected.names(named))


def _facts(group: Group, name: str, details: Mapping[str, Any]) -> EntityFacts:
    return EntityFacts(
        identifier_of(group.key),
        group.key.kind,
        name,
        group.news,
        group.news_articles,
        group.mentions - group.news,
        group.first,
        group.last,
        group.other_names(name),
        details,
    )


def resolve(mentions: Iterable[Mention], aliases: Sequence[Alias] = ()) -> list[Entity]:
    """Group mentions into entities, sorted by identifier, with what is known of each.

    Within an article, a person's surname or given name alone is the one person of that full name; a short
    name or abbreviation of an organisation is the one organisation whose name holds it, or that the text
    gives it for. Across articles, one kind and one name, capitals, hyphens and legal forms (*Oy*) aside, is
    one entity; a short name is joined across articles only where it can stand for nothing else in all of
    them. The result does not depend on the order of articles, and identifiers are made of kind and name.

    Args:
        mentions: Mentions of any number of articles, all of them in memory; for archives see `Resolution`.
        aliases: A user's corrections, applied last; of several that mean a mention the last one counts.

    Returns:
        Entities; `joined_by` says for each mention why it belongs: `name`; `surname`, `given-name`;
        `short-name`, `abbreviation`, `owner`; `alias`; or `ambiguous-surname` and the like where several
        could be meant, and the mention stays on its own in its article.

    Raises:
        Exception: What the first broken article raised, if any is.

    Example:
        >>> from luksia_nlp.records import Mention
        >>> koko = Mention("1", 0, 0, 13, "Aino Lehtosen", "PER", "person", "Aino Lehtonen", None, "lexicon")
        >>> suku = Mention("1", 1, 20, 28, "Lehtoselle", "PERSON", "person", "Lehtonen", None, "lexicon")
        >>> [(olio.entity_id, olio.joined_by) for olio in resolve([koko, suku])]
        [('person-aino-lehtonen', ('name', 'surname'))]
    """
    articles = articles_of(mentions)
    resolution = Resolution(lambda: articles, aliases)
    for error in resolution.broken.values():
        raise error
    return resolution.entities()


def _entity(facts: EntityFacts, group: Sequence[Named]) -> Entity:
    return Entity(
        facts.entity_id,
        facts.kind,
        facts.name,
        tuple(one.mention for one in group),
        tuple(one.rule for one in group),
        tuple(one.told or 0 for one in group),
        facts.details,
    )
