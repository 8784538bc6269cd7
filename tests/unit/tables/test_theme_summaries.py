"""Tables over a collection: themes by article, time and entity."""

from __future__ import annotations

import pandas as pd
import pytest

from luksia_nlp import SettingsError
from luksia_nlp.tables.theme_summaries import by_entity, matrix, over_time

ARTICLE_THEMES = pd.DataFrame(
    {
        "article_id": ["b", "b", "a", "a", "c", "c"],
        "theme": ["veto", "apu"] * 3,
        "n_hits": [2, 0, 1, 1, 0, 0],
        "score": [0.9, 0.0, 0.6, 0.6, 0.0, 0.0],
        "present": [True, False, True, True, False, False],
    }
)
ARTICLES = pd.DataFrame(
    {
        "article_id": ["b", "a", "c", "d"],
        "published": pd.to_datetime(pd.Series(["2025-01-05", "2025-03-31", "2025-03-01", None], dtype="str")),
    }
)


def test_matrix_keeps_the_order_of_articles_and_themes() -> None:
    table = matrix(ARTICLE_THEMES)
    assert list(table.index) == ["b", "a", "c"]
    assert list(table.columns) == ["veto", "apu"]
    assert table.loc["a", "apu"] == 0.6
    assert list(matrix(ARTICLE_THEMES, "present").loc["b", :]) == [True, False]


def test_matrix_of_another_value() -> None:
    with pytest.raises(SettingsError, match="score, present, n_hits"):
        matrix(ARTICLE_THEMES, "votes")  # type: ignore[arg-type]


def test_over_time_has_a_row_for_a_month_without_articles() -> None:
    table = over_time(ARTICLES, ARTICLE_THEMES, "MS")
    assert pd.DatetimeIndex(table["period"]).month.tolist() == [1, 1, 2, 2, 3, 3]
    assert list(table["theme"]) == ["veto", "apu"] * 3
    veto = table[table["theme"] == "veto"]
    assert veto["n_articles"].tolist() == [1, 0, 2]
    assert veto["n_present"].tolist() == [1, 0, 1]
    assert veto["n_hits"].tolist() == [2, 0, 1]
    assert veto["share"].fillna(-1).tolist() == [1.0, -1.0, 0.5]
    assert veto["mean_score"].fillna(-1).tolist() == [0.9, -1.0, 0.3]


def test_a_week_begins_on_its_monday() -> None:
    days = pd.to_datetime(pd.Series(["2025-01-05", "2025-01-06", "2025-01-12", None], dtype="str"))
    table = over_time(ARTICLES.assign(published=days), ARTICLE_THEMES, "W")
    veto = table[table["theme"] == "veto"]
    assert veto["period"].dt.date.astype(str).tolist() == ["2024-12-30", "2025-01-06"]
    assert veto["n_articles"].tolist() == [1, 2]


def test_over_time_without_dates_is_empty() -> None:
    none = ARTICLES.assign(published=pd.to_datetime(pd.Series([None] * 4, dtype="str")))
    assert over_time(none, ARTICLE_THEMES).empty


def test_over_time_in_unknown_stretches() -> None:
    with pytest.raises(SettingsError, match="no stretch of time"):
        over_time(ARTICLES, ARTICLE_THEMES, "fortnight")


def test_by_entity_counts_sentences_with_both_once_and_only_what_counts() -> None:
    mentions = pd.DataFrame(
        {
            "article_id": ["a", "a", "a", "b"],
            "sentence_id": [0, 0, 1, 0],
            "kind": ["person", "person", "person", "place"],
            "entity_id": ["p", "p", "p", "l"],
            "name": ["Timo", "Timo", "Timo", "Lohja"],
            "position": "body",
        }
    )
    themes = pd.DataFrame(
        {
            "article_id": ["a", "a", "a", "b"],
            "sentence_id": [0, 0, 1, 0],
            "theme": ["veto", "veto", "apu", "veto"],
            "not_counted": [None, None, "negated", None],
        }
    )
    assert by_entity(mentions, themes, "person").values.tolist() == [["p", "Timo", "veto", 1, 1]]
    assert by_entity(mentions, themes, "place")["name"].tolist() == ["Lohja"]
    assert by_entity(mentions, themes, "organisation").empty
    assert by_entity(mentions.assign(position="credit"), themes, "person").empty
    with pytest.raises(SettingsError, match="person, organisation, place"):
        by_entity(mentions, themes, "other")


def test_by_entity_has_the_most_frequent_first() -> None:
    rows = [("a", 0, "p"), ("a", 1, "p"), ("a", 2, "q"), ("b", 0, "q"), ("b", 1, "q"), ("b", 2, "o")]
    mentions = pd.DataFrame(rows, columns=["article_id", "sentence_id", "entity_id"]).assign(kind="person")
    mentions["position"] = "body"
    shown = [*((article, sentence, "veto") for article, sentence, _ in rows), ("b", 2, "apu")]
    themes = pd.DataFrame(shown, columns=["article_id", "sentence_id", "theme"]).assign(not_counted=None)
    table = by_entity(mentions.assign(name=mentions["entity_id"].str.upper()), themes, "person")
    assert table.values.tolist() == [
        ["q", "Q", "veto", 3, 2], ["p", "P", "veto", 2, 1], ["o", "O", "apu", 1, 1], ["o", "O", "veto", 1, 1],
    ]  # fmt: skip
