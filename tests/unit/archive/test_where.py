"""Conditions on the articles: which they take, and what is said of those that cannot be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest

from luksia_nlp import Analysis, EntityError, SettingsError
from luksia_nlp.archive.opening import Archive
from luksia_nlp.reading.where import Where, where_of
from luksia_nlp.tables.schemas import ENTITY_TABLES, SCHEMAS

_TAKEN: list[tuple[dict[str, Any], list[str]]] = [
    ({"since": "1.3.2025"}, ["6", "7 %*'", "8"]),
    ({"since": date(2025, 3, 1)}, ["6", "7 %*'", "8"]),
    ({"since": "2025-03-01T00:00:01"}, ["8"]),
    ({"until": "2024-12-31"}, ["a-1"]),
    ({"until": "1. tammikuuta 2025"}, ["a-1", "a-2", "b/3"]),  # to the end of the day
    ({"until": datetime(2025, 1, 1, 14, 30)}, ["a-1", "a-2", "b/3"]),
    ({"until": datetime(2025, 1, 1, 14, 29, 59)}, ["a-1", "a-2"]),
    ({"until": datetime(2025, 1, 1, 14, 30, tzinfo=UTC)}, ["a-1", "a-2", "b/3"]),  # its zone is dropped
    ({"since": pd.Timestamp("2025-01-01"), "until": "2025-02-28"}, ["a-2", "b/3", "5"]),
    ({"since": "2025-01-01", "until": "2025-01-01"}, ["a-2", "b/3"]),
    ({"since": "2025", "until": "2025-01"}, ["a-2", "b/3"]),
    ({"until": " 2024 "}, ["a-1"]),
    ({"theme": "vetovoima"}, ["a-2", "6"]),
    ({"theme": "vaikuttavuus"}, []),  # known, and present nowhere
    ({"entity": "Lohja"}, ["a-1", "4", "7 %*'"]),
    ({"entity": "kiilan  KOULU"}, ["a-1", "6"]),
    ({"entity": "person-ville-salo"}, ["b/3", "5"]),  # once as who took the picture
    ({"entity": "Pohjoistuuli"}, ["7 %*'"]),  # of a kind that has no table
    ({"articles": "7 %*'"}, ["7 %*'"]),
    ({"articles": iter(["8", "a-1"])}, ["a-1", "8"]),
    ({"articles": pd.Series(["4", "4"])}, ["4"]),
    ({"articles": ["9"]}, []),  # one that failed
    ({"articles": []}, []),
    ({"since": "1.1.2025", "theme": "vetovoima", "entity": "Kiilan koulu"}, ["6"]),
    ({"theme": "vetovoima", "articles": ["a-1", "6"]}, ["6"]),
]


@pytest.mark.parametrize(("conditions", "expected"), _TAKEN)
def test_the_articles_that_are_taken(
    opened: Archive, whole: Analysis, conditions: dict[str, Any], expected: list[str]
) -> None:
    where = Where(**conditions)
    assert list(opened.table("articles", where=where)["article_id"]) == expected
    for name in sorted(SCHEMAS.keys() - ENTITY_TABLES.keys() - {"failures"}):
        table = whole.tables[name]
        rows = table[table["article_id"].isin(expected)].reset_index(drop=True)
        pd.testing.assert_frame_equal(opened.table(name, where=where), rows)
        pd.testing.assert_frame_equal(pd.concat(opened.pieces(name, where=where), ignore_index=True), rows)


def test_failures_are_taken_by_their_identifier_alone(opened: Archive) -> None:
    assert list(opened.table("failures", articles=["a-1", "8"])["error"]) == ["ArticleError"]
    assert list(opened.table("failures", articles=["9"])["article_id"]) == ["9"]
    assert not len(opened.table("failures", articles=["9"], since="1.1.2000"))
    assert not len(opened.table("failures", theme="vetovoima"))
    assert len(opened.analysis(articles=["9", "a-2"]).failures) == 1


def test_keywords_add_to_a_where(opened: Archive) -> None:
    where = Where(since="1.1.2025", theme="vetovoima")
    assert where_of(where, {"since": "2.1.2025"}) == Where(since=date(2025, 1, 2), theme="vetovoima")
    assert list(opened.table("articles", "article_id", where, since="2.1.2025")["article_id"]) == ["6"]


_WRONG: list[tuple[dict[str, Any], str]] = [
    ({"sinse": "1.1.2025"}, "There is no condition 'sinse'. Did you mean 'since'?"),
    ({"since": "eilen"}, "since: 'eilen' is not a date such as 2026-03-05"),
    ({"since": "31.2.2025"}, "since: '31.2.2025' is no date"),
    ({"since": "2025-13"}, "since: '2025-13-01' is no date: there is no month 13"),
    ({"since": "2025-02", "until": "2025-01"}, "until = 2025-01-31 lies before since = 2025-02-01"),
    ({"until": ""}, "until = '' is no date"),
    ({"until": pd.NaT}, "until = NaT is no date"),
    ({"until": 2025}, "until: 2025 is not a date"),
    ({"since": "2.1.2025", "until": "1.1.2025"}, "until = 2025-01-01 lies before since = 2025-01-02"),
    ({"theme": "vetovoma"}, "The archive has no theme 'vetovoma'. Did you mean 'vetovoima'?"),
    ({"theme": ["vetovoima"]}, "must be the identifier of one"),
    ({"entity": " "}, "must be the identifier of one"),
    ({"articles": ["a-9", "8"]}, "The archive has no article 'a-9'. Did you mean 'a-"),
    ({"articles": ["x", "y"]}, "no article 'x', nor 1 more of those that were given. Take one"),
    ({"articles": 5}, "articles = 5 must be identifiers"),
    ({"where": {"since": "1.1.2025"}}, r"where must be a Where, such as Where\(since='1.3.2025'\), not dict"),
]


@pytest.mark.parametrize(("conditions", "message"), _WRONG)
def test_what_cannot_be_asked(opened: Archive, conditions: dict[str, Any], message: str) -> None:
    for ask in (opened.table, opened.pieces, opened.dataset):
        with pytest.raises(SettingsError, match=message):
            ask("articles", **conditions)
    with pytest.raises(SettingsError, match=message):
        opened.analysis(**conditions)


def test_an_entity_that_is_none_or_several(opened: Archive) -> None:
    with pytest.raises(EntityError, match=r"no entity 'Kiilan koula'\. Did you mean 'Kiilan koulu'\?"):
        opened.analysis(entity="Kiilan koula")
    with pytest.raises(EntityError, match="Take one from the column entity_id"):
        opened.table("mentions", entity="zzzzz")
