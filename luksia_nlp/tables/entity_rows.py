"""The rows of the things that all articles name, and of their mentions."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from luksia_nlp.entities import EntityFacts, Resolved
from luksia_nlp.tables.article_rows import Row
from luksia_nlp.tables.columns import ALIAS_SEPARATOR
from luksia_nlp.tables.frames import table_of
from luksia_nlp.tables.schemas import ENTITY_TABLES, SCHEMAS


def entity_rows(facts: Iterable[EntityFacts]) -> dict[str, list[Row]]:
    """The rows of the tables `people`, `organisations` and `places`.

    Args:
        facts: What is known of all things that the articles name.

    Returns:
        Table name -> rows, the most mentioned entities first.
    """
    tables = {kind: name for name, kind in ENTITY_TABLES.items()}
    rows: dict[str, list[Row]] = {name: [] for name in ENTITY_TABLES}
    for one in facts:
        if one.kind in tables:
            rows[tables[one.kind]].append(_entity_row(one))
    for found in rows.values():
        found.sort(key=lambda row: (-row["n_mentions"], row["entity_id"]))
    return rows


def entity_tables(facts: Iterable[EntityFacts]) -> dict[str, pd.DataFrame]:
    """The tables `people`, `organisations` and `places`.

    Args:
        facts: What is known of all things that the articles name.

    Example:
        >>> oulu = EntityFacts("place-oulu", "place", "Oulu", 2, 1, 0, None, None, (), {"country": "FI"})
        >>> entity_tables([oulu])["places"][["name", "n_mentions", "country"]].values.tolist()
        [['Oulu', 2, 'FI']]
    """
    return {name: table_of(SCHEMAS[name], rows) for name, rows in entity_rows(facts).items()}


def mention_row(resolved: Resolved) -> Row:
    """The row of a mention in the table `mentions`.

    Args:
        resolved: The mention and the entity that it names.

    Example:
        >>> from luksia_nlp.records import Mention
        >>> maininta = Mention("1", 0, 0, 7, "Oulussa", "GPE", "place", "Oulu", None, "lexicon")
        >>> rivi = mention_row(Resolved(maininta, "place-oulu", "Oulu", "name", 0))
        >>> rivi["text"], rivi["entity_id"], rivi["joined_by"]
        ('Oulussa', 'place-oulu', 'name')
    """
    mention = resolved.mention
    return {
        "article_id": mention.article_id,
        "sentence_id": mention.sentence_id,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "label": mention.label,
        "kind": mention.kind,
        "base_form": mention.base_form,
        "entity_id": resolved.entity_id,
        "name": resolved.name,
        "score": mention.score,
        "base_form_rule": mention.base_form_rule,
        "kind_rule": mention.kind_rule,
        "position": mention.position,
        "joined_by": resolved.joined_by,
        "joined_in": resolved.joined_in,
        "role": mention.role,
        "organisation": mention.organisation,
        "full_name": mention.full_name,
        "municipality": mention.municipality,
    }


def _entity_row(facts: EntityFacts) -> Row:
    return {
        "entity_id": facts.entity_id,
        "name": facts.name,
        "n_mentions": facts.n_mentions,
        "n_articles": facts.n_articles,
        "n_credits": facts.n_credits,
        "first_published": facts.first_published,
        "last_published": facts.last_published,
        "aliases": ALIAS_SEPARATOR.join(facts.aliases),
        **facts.details,
    }
