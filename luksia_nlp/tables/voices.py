"""Who is heard: how much of what is quoted is whose, by speaker, person, organisation or role."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

import pandas as pd

from luksia_nlp.errors import SettingsError
from luksia_nlp.language.base_forms import lemma_of
from luksia_nlp.language.morphology import is_common_word, readings
from luksia_nlp.tables.quoted import first_pieces, said_once

Tables = Mapping[str, pd.DataFrame]
VoicesBy = Literal["speaker", "person", "organisation", "role"]
# What stands between spaces and has a letter or a number in it: *EU:n* is one word, a dash none.
_WORD = re.compile(r"(?<!\S)(?:[^\w\s]|_)*[^\W_]")
_KEY = ["entity_id", "name"]
_COUNTS = ["n_quotes", "n_direct", "n_indirect", "n_articles", "n_words", "share", "article_share"]


def voices(tables: Tables, by: VoicesBy = "speaker") -> pd.DataFrame:
    """Who is quoted, and how much of all that is quoted is theirs: a row each, most words first.

    What a headline takes from the text counts once.

    Args:
        tables: Table name -> table.
        by: What a row is of: a `speaker`, a `person`, an `organisation` or a `role`.

    Returns:
        Columns: `entity_id` (missing for roles), `name`, `n_quotes`, `n_direct`, `n_indirect`, `n_articles`,
        `n_words`, `share` and `article_share`. The last row, without a name, is all the rest.

    Raises:
        SettingsError: `by` is none of these.
    """
    if not isinstance(by, str) or by not in _WHOSE:
        raise SettingsError(f"by = {by!r} must be one of: {', '.join(_WHOSE)}.")
    quotes = said_once(tables["quotes"])
    tables = {**tables, "quotes": quotes}
    quote = first_pieces(quotes)
    kinds = quote.map(dict(zip(quotes["quote_id"], quotes["kind"], strict=True)))
    told = pd.DataFrame(
        {
            **_WHOSE[by](tables),
            "article_id": quotes["article_id"],
            "quote": quote,
            "direct": quote.where(kinds == "direct"),
            "n_words": [len(_WORD.findall(text)) for text in quotes["text"]],
        }
    ).astype({"entity_id": "str", "name": "str", "n_words": "int64"})
    found = told.groupby(_KEY, as_index=False, dropna=False).agg(
        n_quotes=("quote", "nunique"),
        n_direct=("direct", "nunique"),
        n_articles=("article_id", "nunique"),
        n_words=("n_words", "sum"),
    )
    found["n_indirect"] = found["n_quotes"] - found["n_direct"]
    found["share"] = found["n_words"] / found["n_words"].sum()
    found["article_share"] = found["n_articles"] / len(tables["articles"])
    found["rest"] = found["name"].isna()
    order = {"rest": True, "n_words": False, "n_quotes": False, "name": True, "entity_id": True}
    ordered = found.sort_values(list(order), ascending=list(order.values()), ignore_index=True)
    return ordered[[*_KEY, *_COUNTS]]


def _by_speaker(tables: Tables) -> Mapping[str, pd.Series[str]]:
    quotes = tables["quotes"]
    return {"entity_id": quotes["speaker_entity_id"], "name": quotes["speaker"]}


def _by_person(tables: Tables) -> Mapping[str, pd.Series[str]]:
    quotes = tables["quotes"]
    is_person = quotes["speaker_entity_id"].isin(tables["people"]["entity_id"])
    return {name: whose.where(is_person) for name, whose in _by_speaker(tables).items()}


def _by_organisation(tables: Tables) -> Mapping[str, pd.Series[str]]:
    people, organisations = tables["people"], tables["organisations"]
    names = dict(zip(organisations["entity_id"], organisations["name"], strict=True))
    owners = dict(zip(people["entity_id"], people["organisation_entity_id"], strict=True))
    whose = {**owners, **{entity: entity for entity in names}}
    entity_id = tables["quotes"]["speaker_entity_id"].map(whose)
    return {"entity_id": entity_id, "name": entity_id.map(names)}


def _by_role(tables: Tables) -> Mapping[str, pd.Series[str]]:
    """The role of each known speaker; of an unnamed one the noun that the text calls them by."""
    quotes, people = tables["quotes"], tables["people"]
    roles = dict(zip(people["entity_id"], people["role"], strict=True))
    known = quotes["speaker_entity_id"].map(roles).astype("str")
    unnamed = quotes["speaker_text"].where(quotes["speaker_entity_id"].isna())
    nouns = {text: _noun(text) for text in unnamed.dropna().unique()}
    return {
        "entity_id": pd.Series(None, quotes.index, dtype="str"),
        "name": known.fillna(unnamed.map(nouns).astype("str")),
    }


def _noun(speaker: str) -> str | None:
    """The base form of the last word of an unnamed speaker; None of a name or a pronoun.

    Example:
        >>> _noun("Luksian opiskelijoiden"), _noun("Rehtori"), _noun("Hänen"), _noun("Virtasen")
        ('opiskelija', 'rehtori', None, None)
    """
    words = speaker.split()
    if not words or (words[-1][0].isupper() and not is_common_word(words[-1])):
        return None
    if any(reading.part_of_speech.startswith("pronoun") for reading in readings(words[-1].lower())):
        return None
    return lemma_of(words[-1], "NOUN", {})[0]


_WHOSE: Mapping[VoicesBy, Callable[[Tables], Mapping[str, pd.Series[str]]]] = {
    "speaker": _by_speaker,
    "person": _by_person,
    "organisation": _by_organisation,
    "role": _by_role,
}
