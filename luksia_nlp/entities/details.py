"""What is known of a person, an organisation or a place beside its name and its mentions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from luksia_nlp.entities.keys import Words, naming_words
from luksia_nlp.entities.places import Surroundings
from luksia_nlp.names.organisations import organisation_type
from luksia_nlp.records import Entity, Mention


def detailed(entities: Sequence[Entity]) -> list[Entity]:
    """The entities with their details.

    A person's are role and organisation, an organisation's its type, a place's where it lies; a place is
    looked for among those of its name by the other places of its articles.

    Args:
        entities: All entities of a collection.
    """
    owners = _Organisations(entities)
    around = Surroundings(entities)
    return [replace(entity, details=_details(entity, owners, around)) for entity in entities]


class _Organisations:
    """The organisations of a collection, by what people's mentions call them."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._of_article: dict[tuple[str, str], Entity] = {}
        names: dict[Words, set[str]] = defaultdict(set)
        self._by_id: dict[str, Entity] = {}
        for entity in entities:
            if entity.kind != "organisation":
                continue
            self._by_id[entity.entity_id] = entity
            names[naming_words("organisation", entity.name)].add(entity.entity_id)
            for mention in entity.mentions:
                self._of_article.setdefault((mention.article_id, mention.base_form.casefold()), entity)
                names[naming_words("organisation", mention.base_form)].add(entity.entity_id)
        self._only = {words: min(ids) for words, ids in names.items() if len(ids) == 1}

    def of(self, mention: Mention) -> Entity | None:
        """The organisation that a person's mention speaks of: of its article, else the only one so called."""
        if mention.organisation is None:
            return None
        own = self._of_article.get((mention.article_id, mention.organisation.casefold()))
        only = self._only.get(naming_words("organisation", mention.organisation), "")
        return own or self._by_id.get(only)


def _details(entity: Entity, owners: _Organisations, around: Surroundings) -> dict[str, Any]:
    """The columns that only entities of this kind have."""
    if entity.kind == "person":
        return {"role": _most_frequent(mention.role for mention in entity.mentions), **_owner(entity, owners)}
    if entity.kind == "organisation":
        names = [entity.name, *(mention.base_form for mention in entity.mentions)]
        return {"type": next(filter(None, map(organisation_type, dict.fromkeys(names))), None)}
    if entity.kind != "place":
        return {}
    located = around.located(entity)
    if located is None:
        return {}
    place = located.place
    columns = ("place_type", "municipality", "region", "country", "latitude", "longitude", "source")
    return {**{column: getattr(place, column) for column in columns}, "score": round(located.score, 4)}


def _owner(person: Entity, owners: _Organisations) -> dict[str, str | None]:
    """A person's organisation: the one that most mentions mean, as its table calls it, else as they do."""
    meant = [(owners.of(mention), mention.organisation) for mention in person.mentions]
    named = [(found.name if found else text, found.entity_id if found else None) for found, text in meant]
    counts = Counter((name, identifier or "") for name, identifier in named if name is not None)
    name, identifier = min(counts, key=lambda one: (-counts[one], one), default=(None, ""))
    return {"organisation": name, "organisation_entity_id": identifier or None}


def _most_frequent(values: Iterable[str | None]) -> str | None:
    """The most frequent value that is not None; of equally frequent ones the alphabetically first."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value), default=None)
