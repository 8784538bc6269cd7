"""Resolution over the sample archive, with the real pipeline."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest

from luksia_nlp import Analysis, Analyzer, Article, EntityError, Settings, read_articles
from luksia_nlp.analyzer import tables_of
from tests.conftest import ARTICLES


def test_one_by_one_and_merged_is_the_same_as_together(analyzer: Analyzer) -> None:
    articles = [article for article in read_articles(ARTICLES) if isinstance(article, Article)]
    together = tables_of(analyzer.stream(articles))
    alone = [next(iter(analyzer.stream(article))) for article in articles]
    random.Random(3).shuffle(alone)
    merged = tables_of(alone)
    for name in ("people", "organisations", "places"):
        pd.testing.assert_frame_equal(merged[name], together[name])
    order = ["article_id", "start"]
    pd.testing.assert_frame_equal(
        merged["mentions"].sort_values(order, ignore_index=True),
        together["mentions"].sort_values(order, ignore_index=True),
    )


def test_every_mention_belongs_to_exactly_one_entity(archive: Analysis) -> None:
    mentions = archive.mentions
    for table, kind in (("people", "person"), ("organisations", "organisation"), ("places", "place")):
        rows = archive.tables[table]
        counts = mentions[mentions["kind"] == kind].groupby("entity_id").size()
        named = rows["n_mentions"] + rows["n_credits"]
        assert dict(zip(rows["entity_id"], named, strict=True)) == counts.to_dict()


def test_luksia_is_one_row(archive: Analysis) -> None:
    names = archive.organisations["name"]
    assert not set(names) & {"Luksian kuntayhtymä", "Länsi-Uudenmaan ammattiopisto Luksia", "Luksit", "Luksi"}
    [luksia] = archive.organisations[names == "Luksia"].to_dict("records")
    assert luksia["entity_id"] == "organisation-luksia"
    assert luksia["aliases"] == "Luksian kuntayhtymä | Länsi-Uudenmaan ammattiopisto Luksia"
    assert luksia["n_articles"] >= 10


def test_places_are_on_the_map(archive: Analysis) -> None:
    places = archive.places.set_index("name")
    lohja = places.loc["Lohja"]
    assert (lohja["place_type"], lohja["region"], lohja["country"]) == ("municipality", "Uusimaa", "FI")
    assert lohja["latitude"] == pytest.approx(60.25, abs=0.1)
    assert lohja["longitude"] == pytest.approx(24.07, abs=0.1)
    assert lohja["score"] > 0.9
    unknown = places[places["place_type"].isna()]
    assert unknown[["latitude", "longitude", "country"]].isna().all(axis=None)


def test_roles(archive: Analysis) -> None:
    people = archive.people.set_index("name")
    assert people.loc["Esa Hyttinen", "role"] == "rehtori"
    assert people["role"].notna().sum() >= 30


def test_explanation_and_network(archive: Analysis) -> None:
    explained = archive.explain("organisation-luksia").query("of == 'mention'")
    assert {"name", "owner"} <= set(explained["joined_by"])
    texts = zip(explained["text"], explained["sentence"], strict=True)
    assert all(text in sentence for text, sentence in texts)
    with pytest.raises(EntityError, match="Did you mean 'organisation-luksia'"):
        archive.explain("organisation-luksi")


def test_explain_takes_a_name_where_it_is_plain_whose(archive: Analysis) -> None:
    for name in ("Eeva Niskanen", " eeva  NISKANEN"):
        assert archive.explain(name).equals(archive.explain("person-eeva-niskanen"))
    with pytest.raises(EntityError, match=r"Did you mean 'Eeva Niskanen'\?"):
        archive.explain("Eva Niskanen")
    by_sentence, by_article = archive.network(), archive.network(window="article")
    assert 0 < len(by_sentence) < len(by_article)
    assert (by_article["n_together"] == by_article["n_articles"]).all()


def test_corrections_by_a_file(tmp_path: Path) -> None:
    path = tmp_path / "nimet.toml"
    path.write_text('[[entity]]\nname = "Koulu"\nkind = "organisation"\naliases = ["Lohja"]', "utf-8")
    settings = tmp_path / "asetukset.toml"
    settings.write_text('aliases = "nimet.toml"', "utf-8")
    analysis = Analyzer(Settings.from_toml(settings)).analyze("Lohjalla satoi. Lohjan kadut kastuivat.")
    assert list(analysis.organisations["name"]) == ["Koulu"]
    assert set(analysis.mentions["joined_by"]) == {"alias"}
    assert analysis.places.empty
