"""The tables of entities of a part say what a recount of its mentions says."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luksia_nlp import Analysis
from luksia_nlp.archive.opening import Archive
from luksia_nlp.tables.frames import table_of
from luksia_nlp.tables.recount import recounted
from luksia_nlp.tables.schemas import ENTITY_TABLES, SCHEMAS
from tests.unit.archive.sample import ARTICLES

_COUNTS = ["n_mentions", "n_articles", "n_credits", "first_published", "last_published", "aliases"]
_IDS = [article.article_id for article in ARTICLES]


def _counted_by_hand(analysis_mentions: pd.DataFrame, articles: pd.DataFrame, kind: str) -> list[list[Any]]:
    """Identifier and counts of every entity of a kind, in the order of their table, mention by mention."""
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    rows = []
    mentions = analysis_mentions[analysis_mentions["kind"] == kind].to_dict("records")
    for entity in {row["entity_id"]: row["name"] for row in mentions}.items():
        own = [row for row in mentions if row["entity_id"] == entity[0]]
        news = [row for row in own if row["position"] not in {"credit", "contact", "link"}]
        named_in = {row["article_id"] for row in news}
        dates = [published[one] for one in named_in if not pd.isna(published[one])]
        forms = Counter(" ".join(row["base_form"].split()) for row in own)
        aliases: list[str] = []
        for form in sorted(forms, key=lambda form: (-forms[form], form)):
            if form.casefold() not in {entity[1].casefold(), *map(str.casefold, aliases)}:
                aliases.append(form)
        dated = [min(dates, default=None), max(dates, default=None)]
        counts = [len(news), len(named_in), len(own) - len(news)]
        rows.append([entity[0], *counts, *dated, " | ".join(aliases)])
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _rows(table: pd.DataFrame) -> list[list[Any]]:
    found = table[["entity_id", *_COUNTS]].astype(object)
    return found.where(found.notna(), None).to_numpy().tolist()


@given(st.sets(st.sampled_from(_IDS)))
@settings(
    max_examples=15,  # each reads some thirty small files
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_articles_make_an_analysis_that_counts_itself(
    opened: Archive, whole: Analysis, ids: set[str]
) -> None:
    part = opened.analysis(articles=ids)  # an Analysis checks itself when it is made
    assert set(part.articles["article_id"]) == ids
    for name, kind in ENTITY_TABLES.items():
        assert _rows(part.tables[name]) == _counted_by_hand(part.mentions, part.articles, kind)
        kept = [c.name for c in SCHEMAS[name].columns if c.name not in (*_COUNTS, "organisation_entity_id")]
        of_whole = whole.tables[name].set_index("entity_id", drop=False)[kept]
        expected = of_whole.loc[list(part.tables[name]["entity_id"])].reset_index(drop=True)
        pd.testing.assert_frame_equal(part.tables[name][kept], expected)
        pd.testing.assert_frame_equal(opened.table(name, articles=ids), part.tables[name])


def test_all_articles_by_name_are_the_whole(opened: Archive, whole: Analysis) -> None:
    part = opened.analysis(articles=_IDS)
    for name in SCHEMAS.keys() - {"failures"}:
        pd.testing.assert_frame_equal(part.tables[name], whole.tables[name])
    assert part.made_with == {"engine": "scripted", "part": "articles 8 given"}


def test_an_organisation_that_the_part_does_not_name_keeps_its_name(opened: Archive) -> None:
    columns = ["name", "role", "organisation", "organisation_entity_id"]
    part = opened.analysis(articles=["a-2", "5"]).people
    [aino, ville] = part[columns].astype(object).where(part[columns].notna(), None).to_numpy().tolist()
    assert aino == ["Aino Korpi", "rehtori", "Kiilan koulu", None]
    assert ville == ["Ville Salo", "toimitusjohtaja", "Rautapaja", "organisation-rautapaja"]
    assert list(opened.table("people", articles="a-2")["organisation_entity_id"].isna()) == [True]


_FORMS = ["Aho", "AHO", "aho", "Äijälä", "Aho  Ltd", "Zeniitti", "aho\tltd", "Åman"]
_MENTIONS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3"]),
        st.sampled_from(["place-aho", "place-Zed", "place-äijälä"]),
        st.sampled_from(_FORMS),
        st.sampled_from(["body", "title", "credit", "contact", "link"]),
    )
)


@given(_MENTIONS)
@settings(deadline=None)
def test_odd_names_are_counted_as_by_hand(rows: list[tuple[str, str, str, str]]) -> None:
    columns = ["article_id", "entity_id", "base_form", "position"]
    mentions = pd.DataFrame(rows, columns=columns, dtype="str").assign(kind="place")
    mentions["name"] = mentions["entity_id"].map({"place-aho": "Aho", "place-Zed": "ZED"}).fillna("Äijälä")
    days = pd.Series(["2025-01-02", None, "2025-01-01T10:00"], dtype="datetime64[us]")
    articles = pd.DataFrame({"article_id": ["1", "2", "3"], "published": days})
    names = {"place-aho": "Aho", "place-Zed": "ZED", "place-äijälä": "Äijälä"}
    blank = {column.name: 0 for column in SCHEMAS["places"].columns if column.type in ("integer", "number")}
    entities = [{**blank, "entity_id": one, "name": name, "aliases": ""} for one, name in names.items()]
    found = recounted("places", table_of(SCHEMAS["places"], entities), mentions, articles)
    assert _rows(found) == _counted_by_hand(mentions, articles, "place")
    assert list(found.dtypes) == list(table_of(SCHEMAS["places"], []).dtypes)


@pytest.mark.parametrize("table", sorted(ENTITY_TABLES))
def test_a_column_of_a_part(opened: Archive, table: str) -> None:
    assert list(opened.table(table, ["n_credits"], since="1.1.2025").columns) == ["n_credits"]
