"""The tables of entities of a part of an archive: its own counts, the names and details of the whole."""

from __future__ import annotations

import pandas as pd

from luksia_nlp.tables.columns import ALIAS_SEPARATOR
from luksia_nlp.tables.schemas import CREDITS, ENTITY_TABLES

# What of the mentions the counts are made of.
COUNTED = ("article_id", "kind", "entity_id", "base_form", "position")


def recounted(
    table: str, whole: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """A table of entities as a part of its articles would have it.

    Counts, dates and aliases are those of the part. Identifiers, names and details (role, organisation,
    place data) stay those of the whole. A person's organisation that the part does not name keeps its name
    and loses its identifier, which would point at no row.

    Args:
        table: The table's name: `people`, `organisations` or `places`.
        whole: The table of all articles.
        mentions: The mentions of the part, with the columns `COUNTED`.
        articles: The articles of the part, with `article_id` and `published`.
    """
    own = mentions[mentions["kind"] == ENTITY_TABLES[table]]
    is_news = ~own["position"].isin(CREDITS)
    news = own[is_news]
    found = whole[whole["entity_id"].isin(own["entity_id"])].reset_index(drop=True)
    ids = found["entity_id"]
    published = articles.set_index("article_id")["published"].reindex(news["article_id"])
    dates = published.set_axis(news.index).groupby(news["entity_id"])
    by_entity = news.groupby("entity_id")
    counts = {
        "n_mentions": by_entity.size(),
        "n_articles": by_entity["article_id"].nunique(),
        "n_credits": own[~is_news].groupby("entity_id").size(),
    }
    for column, count in counts.items():
        found[column] = count.reindex(ids, fill_value=0).to_numpy(dtype="int64")
    for column, date in {"first_published": dates.min(), "last_published": dates.max()}.items():
        found[column] = date.reindex(ids).to_numpy(dtype="datetime64[us]")
    found["aliases"] = _aliases(own, found).reindex(ids, fill_value="").astype("str").to_numpy()
    found["aliases"] = found["aliases"].astype("str")
    if "organisation_entity_id" in found:
        named = mentions.loc[mentions["kind"] == "organisation", "entity_id"]
        owners = found["organisation_entity_id"]
        found["organisation_entity_id"] = owners.where(owners.isin(named))
    return found.sort_values(["n_mentions", "entity_id"], ascending=[False, True], ignore_index=True)


def _aliases(own: pd.DataFrame, entities: pd.DataFrame) -> pd.Series[str]:
    """The other base forms of each entity that has some, capitals aside, the most frequent first."""
    forms = own["base_form"].drop_duplicates()
    in_one_line = dict(zip(forms, (" ".join(form.split()) for form in forms), strict=True))
    counted = (
        own.assign(form=own["base_form"].map(in_one_line)).groupby(["entity_id", "form"]).size().rename("n")
    )
    rows = counted.reset_index()
    names = entities.set_index("entity_id")["name"].str.casefold()
    rows["folded"] = rows["form"].str.casefold()
    rows = rows[rows["folded"] != rows["entity_id"].map(names)]
    rows = rows.sort_values(["entity_id", "n", "form"], ascending=[True, False, True])
    rows = rows.drop_duplicates(["entity_id", "folded"])
    return rows.groupby("entity_id")["form"].agg(ALIAS_SEPARATOR.join)
