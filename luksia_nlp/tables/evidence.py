"""Why an entity is one thing: its mentions with what each rests on."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import pandas as pd

from luksia_nlp.errors import EntityError

_EVIDENCE = ["base_form", "base_form_rule", "kind_rule", "joined_by", "joined_in"]
# How many entities of one name a message lists; an archive of many years can have more.
_SHOWN = 10


def explained(mentions: pd.DataFrame, sentences: pd.DataFrame, entity: str) -> pd.DataFrame:
    """The mentions of an entity, each with its sentence and its evidence.

    Args:
        mentions: The table `mentions`.
        sentences: The table `sentences`.
        entity: The entity's identifier, or its name where only one entity has it.

    Raises:
        EntityError: There is no such entity, or several have the name.
    """
    names = dict(zip(mentions["entity_id"], mentions["name"], strict=True))
    found = mentions[mentions["entity_id"] == entity_id_of(names, entity)]
    where = ["article_id", "sentence_id"]
    texts = sentences[[*where, "text"]].rename(columns={"text": "sentence"})
    columns = found[[*where, "text", *_EVIDENCE]]
    return columns.merge(texts, on=where, how="left").drop(columns="sentence_id")


def entity_id_of(names: Mapping[str, str], entity: str) -> str:
    """The identifier of an entity that is called by it or by its name.

    Args:
        names: Identifier -> name, of all entities.
        entity: The entity's identifier, or its name where only one entity has it.

    Raises:
        EntityError: There is no such entity, or several have the name.

    Example:
        >>> entity_id_of({"place-lohja": "Lohja"}, "lohja")
        'place-lohja'
    """
    if entity in names:
        return entity
    wanted = " ".join(str(entity).split()).casefold()
    called = sorted(known for known, name in names.items() if name.casefold() == wanted)
    if len(called) == 1:
        return called[0]
    if called:
        shown = ", ".join(called[:_SHOWN])
        more = f" or {len(called) - _SHOWN:,} more" if len(called) > _SHOWN else ""
        raise EntityError(f"{entity!r} is the name of several entities; give one of: {shown}{more}.")
    close = difflib.get_close_matches(entity, [*names, *names.values()], n=1)
    hint = f"Did you mean {close[0]!r}?" if close else "Take one from the column entity_id of a table."
    raise EntityError(f"There is no entity {entity!r}. {hint}")
