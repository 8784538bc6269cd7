"""The sample archive and its gold tables agree with each other."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from luksia_nlp import Analysis, Article, read_articles
from tests.conftest import ARTICLES, GOLD
from tests.gold import gold_rows

_KINDS = {"people": "person", "organisations": "organisation", "places": "place"}


def _gold() -> list[dict[str, object]]:
    return gold_rows(GOLD / "articles.jsonl")


def test_archive_is_what_the_gold_describes() -> None:
    articles = [article for article in read_articles(ARTICLES) if isinstance(article, Article)]
    assert len(articles) >= 24
    texts = {article.article_id: article.full_text for article in articles}
    assert {row["id"]: row["text"] for row in _gold()} == texts
    years = {article.published.year for article in articles if article.published}
    assert max(years) - min(years) >= 2
    for table in ("mentions", "themes"):
        rows = pd.read_csv(GOLD / f"{table}.csv", keep_default_na=False)
        for row in rows.to_dict("records"):
            assert texts[row["article_id"]][row["start"] : row["end"]] == row["text"], row


def test_gold_tables_and_articles_agree() -> None:
    mentions = pd.read_csv(GOLD / "mentions.csv", keep_default_na=False)
    themes = pd.read_csv(GOLD / "themes.csv", keep_default_na=False)
    quotes = pd.read_csv(GOLD / "quotes.csv", keep_default_na=False)
    sure = mentions[~mentions["optional"]]
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for article, kind, name in sure[["article_id", "kind", "name"]].itertuples(index=False):
        names[article, kind].add(name)
    shown = {
        article: sorted(set(rows["theme"]))
        for article, rows in themes[~themes["optional"]].groupby("article_id")
    }
    said = {article: len(rows) for article, rows in quotes.groupby("article_id")}
    for row in _gold():
        article = str(row["id"])
        for table, kind in _KINDS.items():
            things = row[table]
            assert isinstance(things, list)
            assert {thing[0] for thing in things} == names[article, kind], (article, table)
        assert row["themes"] == shown.get(article, [])
        row_quotes = row["quotes"]
        assert isinstance(row_quotes, list)
        assert len(row_quotes) == said.get(article, 0)


def test_every_article_is_analysed(archive: Analysis) -> None:
    assert len(archive.failures) == 0
    assert list(archive.articles["article_id"]) == sorted(str(row["id"]) for row in _gold())
    assert archive.articles["published"].notna().all()
    assert archive.articles["title"].notna().all()
