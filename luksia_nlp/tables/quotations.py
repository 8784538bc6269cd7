"""Who said what: quotes by person, organisation, theme and time."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from luksia_nlp.tables.evidence import entity_id_of
from luksia_nlp.tables.parts import check_theme
from luksia_nlp.tables.quoted import first_pieces, said_themes

Tables = Mapping[str, pd.DataFrame]


def quotations(
    tables: Tables,
    person: str | None = None,
    organisation: str | None = None,
    theme: str | None = None,
    between: tuple[pd.Timestamp | None, pd.Timestamp | None] = (None, None),
) -> pd.DataFrame:
    """The pieces of quotes that meet every condition that is given, in order of date and text.

    Args:
        tables: Table name -> table.
        person: A person's identifier or name.
        organisation: An organisation's identifier or name, or a place's that speaks (*Lohja haluaa, että*).
        theme: A theme's identifier.
        between: The first moment of publication, and the first one that is too late.

    Returns:
        The rows of `quotes` with a column `published`.

    Raises:
        EntityError: There is no such person or organisation, or several have the name.
        SettingsError: There is no such theme.
    """
    quotes = tables["quotes"]
    wanted = pd.Series(True, index=quotes.index)
    if person is not None:
        wanted &= quotes["speaker_entity_id"] == _one_of(tables["people"], person, "person")
    if organisation is not None:
        wanted &= quotes["speaker_entity_id"].isin(_voices_of(tables, organisation))
    if theme is not None:
        check_theme(tables, theme)
        said = said_themes(quotes, tables["themes"])
        wanted &= first_pieces(quotes).isin(said.loc[said["theme"] == theme, "quote"])
    # How many articles came before, since articles of one date follow each other as the table has them.
    articles = tables["articles"][["article_id", "published"]].reset_index(names="place")
    found = quotes[wanted].merge(articles, on="article_id")
    start, end = between
    if start is not None:
        found = found[found["published"] >= start]
    if end is not None:
        found = found[found["published"] < end]
    ordered = found.sort_values(["published", "place", "start"], ignore_index=True)
    return ordered[[*quotes.columns, "published"]]


def _one_of(entities: pd.DataFrame, entity: str, kind: str) -> str:
    """The identifier of an entity of one kind."""
    return entity_id_of(dict(zip(entities["entity_id"], entities["name"], strict=True)), entity, kind)


def _voices_of(tables: Tables, organisation: str) -> list[str]:
    """The identifiers of an organisation, or a place that speaks as one, and of its people."""
    bodies = pd.concat([tables[name][["entity_id", "name"]] for name in ("organisations", "places")])
    found = _one_of(bodies, organisation, "organisation")
    people = tables["people"]
    return [found, *people.loc[people["organisation_entity_id"] == found, "entity_id"]]
