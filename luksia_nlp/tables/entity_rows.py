"""The rows of the things that all articles name, and of their mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from luksia_nlp.records import Entity
from luksia_nlp.tables.article_rows import Row
from luksia_nlp.tables.schemas import ALIAS_SEPARATOR, CREDITS, ENTITY_TABLES


def entity_rows(entities: Sequence[Entity], articles: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows of the tables `mentions`, `people`, `organisations` and `places`.

    Args:
        entities: What the articles name, with their mentions and details.
        articles: The rows of the articles, in the order in which the mentions are to stand.

    Returns:
        Table name -> rows; of entities the most mentioned come first.
    """
    order = {row["article_id"]: place for place, row in enumerate(articles)}
    published = {row["article_id"]: row["published"] for row in articles}
    mentions = [row for entity in entities for row in _mention_rows(entity)]
    rows = {"mentions": sorted(mentions, key=lambda row: (order[row["article_id"]], row["start"]))}
    for name, kind in ENTITY_TABLES.items():
        found = [_entity_row(entity, published) for entity in entities if entity.kind == kind]
        rows[name] = sorted(found, key=lambda row: (-row["n_mentions"], row["entity_id"]))
    return rows


def _entity_row(entity: Entity, published: Mapping[str, Any]) -> Row:
    news = [mention for mention in entity.mentions if mention.position not in CREDITS]
    articles = {mention.article_id for mention in news}
    dates = [published[article] for article in articles if published[article] is not None]
    return {
        "entity_id": entity.entity_id,
        "name": entity.name,
        "n_mentions": len(news),
        "n_articles": len(articles),
        "n_credits": len(entity.mentions) - len(news),
        "first_published": min(dates, default=None),
        "last_published": max(dates, default=None),
        "aliases": ALIAS_SEPARATOR.join(_other_names(entity)),
        **entity.details,
    }


def _other_names(entity: Entity) -> list[str]:
    """Its base forms that are not its name, capitals aside, the most frequent first."""
    forms = Counter(" ".join(mention.base_form.split()) for mention in entity.mentions)
    once: dict[str, str] = {entity.name.casefold(): entity.name}
    for form in sorted(forms, key=lambda form: (-forms[form], form)):
        once.setdefault(form.casefold(), form)
    return list(once.values())[1:]


def _mention_rows(entity: Entity) -> list[Row]:
    return [
        {
            "article_id": mention.article_id,
            "sentence_id": mention.sentence_id,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "label": mention.label,
            "kind": mention.kind,
            "base_form": mention.base_form,
            "entity_id": entity.entity_id,
            "name": entity.name,
            "score": mention.score,
            "base_form_rule": mention.base_form_rule,
            "kind_rule": mention.kind_rule,
            "position": mention.position,
            "joined_by": joined_by,
            "joined_in": joined_in,
            "role": mention.role,
            "organisation": mention.organisation,
            "full_name": mention.full_name,
            "municipality": mention.municipality,
        }
        for mention, joined_by, joined_in in zip(
            entity.mentions, entity.joined_by, entity.joined_in, strict=True
        )
    ]
