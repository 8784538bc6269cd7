"""Why an entity is one thing, and a quote somebody's: each place in the text with what it rests on."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import pandas as pd

from luksia_nlp.errors import EntityError
from luksia_nlp.tables.quoted import first_pieces

_WHERE = ["article_id", "sentence_id"]
# The columns with the types of both: mentions have the first ones, quotes `rule`, `cue` and `speaker_text`.
_TYPES = {
    **dict.fromkeys(["article_id", "text", "base_form", "base_form_rule", "kind_rule", "joined_by"], "str"),
    "joined_in": "Int64",
    **dict.fromkeys(["sentence", "of", "quote_id", "rule", "cue", "speaker_text"], "str"),
    "score": "float64",
}
# How many entities of one name a message lists; an archive of many years can have more.
_SHOWN = 10


def explained(tables: Mapping[str, pd.DataFrame], entity: str) -> pd.DataFrame:
    """The mentions of an entity and what it says, or the pieces of a quote, each with its evidence.

    Args:
        tables: Table name -> table.
        entity: The entity's identifier, or its name where only one entity has it; or a quote's identifier.

    Raises:
        EntityError: There is no such entity, or several have the name.
    """
    mentions, quotes = tables["mentions"], tables["quotes"]
    if isinstance(entity, str) and entity in set(quotes["quote_id"]):
        first = first_pieces(quotes)
        chosen = first == first[quotes["quote_id"] == entity].iloc[0]
        return _evidence(mentions.iloc[:0], quotes[chosen], tables["sentences"])
    names = dict(zip(mentions["entity_id"], mentions["name"], strict=True))
    entity_id = entity_id_of(names, entity)
    named, said = mentions["entity_id"] == entity_id, quotes["speaker_entity_id"] == entity_id
    return _evidence(mentions[named], quotes[said], tables["sentences"])


def _evidence(mentions: pd.DataFrame, quotes: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Rows of mentions, then rows of quotes, each with its sentence: of a quote the one that it begins in."""
    texts = sentences[[*_WHERE, "text"]].rename(columns={"text": "sentence"})
    rows = [
        table.assign(of=of).merge(texts, on=_WHERE, how="left").reindex(columns=[*_TYPES]).astype(_TYPES)
        for of, table in (("mention", mentions), ("quote", quotes))
    ]
    return pd.concat(rows, ignore_index=True)


def entity_id_of(names: Mapping[str, str], entity: str, kind: str = "entity") -> str:
    """The identifier of an entity that is called by it or by its name.

    Args:
        names: Identifier -> name, of all entities.
        entity: The entity's identifier, or its name where only one entity has it.
        kind: What a message calls what these are.

    Raises:
        EntityError: There is no such entity, or several have the name.

    Example:
        >>> entity_id_of({"place-lohja": "Lohja"}, "lohja")
        'place-lohja'
    """
    if not isinstance(entity, str):
        raise EntityError(f"{entity!r} is no {kind}: give one name or identifier, a text.")
    if entity in names:
        return entity
    wanted = " ".join(entity.split()).casefold()
    called = sorted(known for known, name in names.items() if name.casefold() == wanted)
    if len(called) == 1:
        return called[0]
    if called:
        shown = ", ".join(called[:_SHOWN])
        more = f" or {len(called) - _SHOWN:,} more" if len(called) > _SHOWN else ""
        raise EntityError(f"{entity!r} is the name of several entities; give one of: {shown}{more}.")
    raise EntityError(f"There is no {kind} {entity!r}. {_nearest(names, entity)}")


def _nearest(names: Mapping[str, str], entity: str) -> str:
    """What may be meant: all names that hold it as a word (a surname of several); else the nearest."""
    wanted = f" {' '.join(entity.split()).casefold()} "
    holding = sorted({name for name in names.values() if wanted in f" {name.casefold()} "})
    close = holding or difflib.get_close_matches(entity, [*names, *names.values()], n=1)
    if not close:
        return "Take one from the column entity_id of a table."
    shown = " or ".join(map(repr, close[:_SHOWN]))
    more = f", or one of {len(close) - _SHOWN:,} more" if len(close) > _SHOWN else ""
    return f"Did you mean {shown}{more}?"
