"""Who appears with whom."""

from __future__ import annotations

import pandas as pd
import pytest

from luksia_nlp.errors import SettingsError
from luksia_nlp.tables.cooccurrence import edges

_MENTIONS = pd.DataFrame(
    [
        ("1", 0, "person-a", "A", "person"),
        ("1", 0, "person-a", "A", "person"),
        ("1", 0, "place-l", "L", "place"),
        ("1", 1, "organisation-o", "O", "organisation"),
        ("2", 0, "person-a", "A", "person"),
        ("2", 0, "place-l", "L", "place"),
        ("2", 0, "organisation-o", "O", "organisation"),
        ("2", 3, "person-a", "A", "person"),
        ("2", 3, "place-l", "L", "place"),
        ("3", 0, "person-b", "B", "person"),
    ],
    columns=["article_id", "sentence_id", "entity_id", "name", "kind"],
).assign(position="body")


def test_by_sentence() -> None:
    found = edges(_MENTIONS, ("person", "organisation", "place"), "sentence")
    assert found[["source_name", "target_name", "n_together", "n_articles"]].values.tolist() == [
        ["A", "L", 3, 2],
        ["O", "A", 1, 1],
        ["O", "L", 1, 1],
    ]
    assert list(found["source_kind"]) == ["person", "organisation", "organisation"]


def test_who_took_the_picture_appears_with_nobody() -> None:
    for position in ("credit", "contact"):
        mentions = _MENTIONS.assign(position=_MENTIONS["position"].mask(_MENTIONS["name"] == "L", position))
        assert set(edges(mentions, ["person", "place", "organisation"], "article")["target_name"]) == {"A"}
    assert len(edges(_MENTIONS.assign(position="caption"), ["person", "place"], "article")) == 1


def test_by_article_and_kind() -> None:
    found = edges(_MENTIONS, ["person", "organisation"], "article")
    assert found[["source", "target", "n_together", "n_articles"]].values.tolist() == [
        ["organisation-o", "person-a", 2, 2]
    ]


def test_nobody_with_anybody_has_the_same_columns() -> None:
    full, empty = (edges(_MENTIONS, kinds, "sentence") for kinds in (("person", "place"), ("other",)))
    assert len(empty) == 0
    assert list(empty.columns) == list(full.columns)
    assert list(empty.dtypes) == list(full.dtypes)


def test_unknown_kind_and_window() -> None:
    with pytest.raises(SettingsError, match=r"no kind 'people'\. Did you mean 'person'\?|There are"):
        edges(_MENTIONS, ["people"], "sentence")
    with pytest.raises(SettingsError, match="no window 'paragraph'"):
        edges(_MENTIONS, "person", "paragraph")  # type: ignore[arg-type]


def test_of_equally_frequent_pairs_those_of_more_articles_come_first() -> None:
    rows = [("1", 0, "a"), ("1", 0, "b"), ("1", 1, "a"), ("1", 1, "b")]
    rows += [("1", 2, "c"), ("1", 2, "d"), ("2", 0, "c"), ("2", 0, "d")]
    mentions = pd.DataFrame(rows, columns=["article_id", "sentence_id", "entity_id"]).assign(position="body")
    found = edges(mentions.assign(name=mentions["entity_id"], kind="other"), "other", "sentence")
    assert found[["source", "target", "n_together", "n_articles"]].values.tolist() == [
        ["c", "d", 2, 2], ["a", "b", 2, 1],
    ]  # fmt: skip
