"""A small result with all that is awkward to publish, made without a model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from luksia_nlp import Analysis, Article, Failure
from luksia_nlp.analyzer import tables_of
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.reading.documents import each
from luksia_nlp.records import ArticleResult, Document
from luksia_nlp.tables.pieces import pieces_of
from luksia_nlp.tables.schemas import ENTITY_TABLES
from luksia_nlp.themes.definitions import load_themes
from luksia_nlp.themes.finder import ThemeFinder
from tests.quoted import scripted_quotes

NAMES = {"Lohjalla": "GPE", "Timo Virtanen": "PERSON", "Helsingin kaupungin": "ORG", "Kesäjuhlat": "EVENT"}
PUBLISHED = pd.Timestamp("2024-01-02T03:04:05.678901")
# Cells that a spreadsheet would run, that break CSV, or that an escape might take for its own.
AWKWARD = ("=1+1", "'=1", "''", "@SUM(A1)", "-5", "+358", "\t=x", "\r=x", "a\rb", "a\r\nb", 'a";"b',
           "ä;ö,å", "＝1", "=HYPERLINK(\"http://x\")", "\ufeff=1", "NA", "null", "1,5", " =1", "a\n=1",
           "\x0b\x1f x")  # fmt: skip


def result_of(*articles: Article | Failure, names: Mapping[str, str] = NAMES) -> Analysis:
    """The analysis of articles in which some names are found, and one theme by its words."""
    finder = ThemeFinder(theme for theme in load_themes() if theme.id == "vetovoima")

    def result(document: Document) -> ArticleResult:
        hits = finder.find(document)
        scores = finder.article_scores(document, hits, 0.1)
        mentions = tuple(find_mentions(document))
        quotes = tuple(scripted_quotes(document, mentions))
        return ArticleResult(document, mentions, tuple(hits), tuple(scores), quotes)

    documents = ScriptedEngine(names=names).documents(articles)
    return Analysis(tables_of(each(documents, result, "analysis")), {"engine": "scripted"})


def write_archive(folder: Path, result: Analysis, n_parts: int) -> None:
    """Write a result as an archive on the disk: in parts, as many articles in each."""
    ids = list(result.articles["article_id"])
    size = -(-len(ids) // n_parts)
    for name, table in result.tables.items():
        place = folder / "tables" / name
        place.mkdir(parents=True)
        if name in (*ENTITY_TABLES, "failures"):
            parts = [table, *([] if name in ENTITY_TABLES else [table.iloc[:0]] * (n_parts - 1))]
        else:
            own = [ids[first : first + size] for first in range(0, size * n_parts, size)]
            parts = [table[table["article_id"].isin(some)] for some in own]
        for number, part in enumerate(parts, 1):
            part.reset_index(drop=True).to_parquet(place / f"{number:06d}.parquet", index=False)
    pieces = pieces_of(result.tables, result.made_with)
    counts = {name: len(table) for name, table in result.tables.items()}
    manifest = {"made_with": dict(result.made_with), "carried": dict(pieces.carried), "n_rows": counts}
    (folder / "tables" / "tables.json").write_text(json.dumps(manifest), encoding="utf-8")


def awkward_result() -> Analysis:
    """Articles whose every text is awkward, with metadata of all types."""
    metadata = {"n": 1, "x": 0.1 + 0.2, "ok": True, "Title": "=1", "=sarake": "-x", "iso": 10**17}
    texts = (
        "Timo Virtanen puhui kouluissa Lohjalla. Alan vetovoima kasvaa ammattikoulussa. Kesäjuhlat alkavat!"
    )
    full = Article(texts, "1", title="=1+1", published=PUBLISHED, source="@x", metadata=metadata)
    odd = [
        Article(f"{text}. Lohjalla satoi.", f"a{n}", title=text, published=pd.Timestamp("2024-05-06"))
        for n, text in enumerate(AWKWARD)
    ]
    said = Article(
        "”Lohjalla\r\n=sataa”, sanoo Timo Virtanen. ”-5 astetta!” Hän lähti. ”Ei”, sanoo kuka.", "sanottua"
    )
    early = Article(
        "Vuonna 1891.", "-7", published=pd.Timestamp("1891-02-03"), metadata={"n": -2, "ok": False}
    )
    return result_of(
        full, *odd, said, early, Failure("=3", None, "check", "ArticleError", "Ei ole, tai\non.")
    )
