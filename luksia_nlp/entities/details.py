"""What is known of a person, an organisation or a place beside its name and its mentions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from luksia_nlp.names.organisations import organisation_type
from luksia_nlp.names.places import locate
from luksia_nlp.records import Entity


def detailed(entities: Sequence[Entity]) -> list[Entity]:
    """The entities with their details.

    A person's are role and organisation, an organisation's its type, a place's where it lies; a place is
    looked for among those of its name by the other places of its articles.

    Args:
        entities: All entities of a collection.
    """
    around = _places_of_articles(entities)
    return [replace(entity, details=_details(entity, around)) for entity in entities]


def _places_of_articles(entities: Iterable[Entity]) -> Mapping[str, set[str]]:
    """The names of the places of each article."""
    found: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        if entity.kind == "place":
            for mention in entity.mentions:
                found[mention.article_id].add(entity.name)
    return found


def _details(entity: Entity, around: Mapping[str, set[str]]) -> dict[str, Any]:
    """The columns that only entities of this kind have."""
    if entity.kind == "person":
        return {
            "role": _most_frequent(mention.role for mention in entity.mentions),
            "organisation": _most_frequent(mention.organisation for mention in entity.mentions),
        }
    if entity.kind == "organisation":
        names = [entity.name, *(mention.base_form for mention in entity.mentions)]
        return {"type": next(filter(None, map(organisation_type, dict.fromkeys(names))), None)}
    if entity.kind != "place":
        return {}
    articles = {mention.article_id for mention in entity.mentions}
    others = {name for article in articles for name in around[article]} - {entity.name}
    located = locate(entity.name, sorted(others))
    if located is None:
        return {}
    place = located.place
    columns = ("place_type", "municipality", "region", "country", "latitude", "longitude", "source")
    return {**{column: getattr(place, column) for column in columns}, "score": round(located.score, 4)}


def _most_frequent(values: Iterable[str | None]) -> str | None:
    """The most frequent value that is not None; of equally frequent ones the alphabetically first."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value), default=None)
