"""A small archive on the disk, made of a script, in the layout that a run leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pyarrow
import pyarrow.parquet as parquet

from luksia_nlp import Analysis, Article, Failure
from luksia_nlp.analyzer import tables_of
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.records import ArticleResult, Document, Mention, Quote, QuoteKind
from luksia_nlp.similarity import load_embedder
from luksia_nlp.tables.schemas import ENTITY_TABLES, SCHEMAS
from luksia_nlp.themes.definitions import load_themes
from luksia_nlp.themes.finder import ThemeFinder

NAMES = {
    "Aino Korpi": "PERSON",
    "Korven": "PERSON",
    "Ville Salo": "PERSON",
    "Kiilan koulu": "ORG",
    "Kiilan koulun": "ORG",
    "KIILAN KOULU": "ORG",
    "Rautapaja": "ORG",
    "Rautapajan": "ORG",
    "Lohja": "GPE",
    "Lohjalla": "GPE",
    "Ähtärissä": "GPE",
    "Åbo": "GPE",
    "Pohjoistuuli": "MISC",
}
# What the words beside a person say, in the article of the key: role and organisation.
BESIDE = {
    ("a-1", "Aino Korpi"): ("rehtori", "Kiilan koulu"),
    ("5", "Ville Salo"): ("toimitusjohtaja", "Rautapaja"),
}
# What is said in the article of the key, what says so, and who: texts that stand there.
SAID = {"a-2": ("Aino Korpi jatkaa", "mukaan", "Korven"), "4": ("Åbo kuivui", None, None)}
ARTICLES = [
    Article("Kiilan koulun rehtori Aino Korpi puhui Lohjalla.", "a-1", published=date(2024, 12, 31)),
    Article("Vetovoima kasvoi. Korven mukaan Aino Korpi jatkaa.", "a-2", published=date(2025, 1, 1)),
    Article("Rautapaja palkkasi väkeä. Kuva: Ville Salo", "b/3", published=datetime(2025, 1, 1, 14, 30)),
    Article("Lohjalla satoi. Åbo kuivui.", "4", metadata={"osasto": "sää", "sivu": 3}),
    Article("Rautapajan toimitusjohtaja Ville Salo kävi Ähtärissä.", "5", published=date(2025, 2, 28)),
    Article("KIILAN KOULU on avoinna. Kiilan koulun vetovoima kasvoi.", "6", published=date(2025, 3, 1)),
    Article("Pohjoistuuli nousi Lohjalla.", "7 %*'", published=date(2025, 3, 1), metadata={"osasto": "sää"}),
    Article("Ei mitään nimiä.", "8", published=date(2026, 5, 4)),
]
FAILURES = [
    Failure("9", "arkisto/9.txt", "check", "ArticleError", "The article has no text."),
    Failure("a-1", None, "check", "ArticleError", "The identifier 'a-1' belongs to an earlier article."),
]


def sample() -> Analysis:
    """The analysis of the articles as a whole."""
    engine, finder = ScriptedEngine(names=NAMES), ThemeFinder(load_themes(None), load_embedder("none"))
    results: list[ArticleResult | Failure] = [*FAILURES]
    for document in engine.documents(ARTICLES):
        assert isinstance(document, Document)
        hits = tuple(finder.find(document))
        scores = tuple(finder.article_scores(document, hits, 0.5))
        mentions = tuple(map(_with_beside, find_mentions(document)))
        results.append(ArticleResult(document, mentions, hits, scores, tuple(_quotes(document))))
    return Analysis(tables_of(results), {"engine": "scripted"})


def _with_beside(mention: Mention) -> Mention:
    role, organisation = BESIDE.get((mention.article_id, mention.text), (None, None))
    return replace(mention, role=role, organisation=organisation)


def _quotes(document: Document) -> Iterator[Quote]:
    article_id, text = str(document.article.article_id), document.text
    if article_id in SAID:
        said, cue, speaker = SAID[article_id]
        start = text.index(said)
        cue_start, speaker_start = (None if one is None else text.index(one) for one in (cue, speaker))
        kind: QuoteKind = "indirect" if cue else "direct"
        who = (cue, cue_start, cue, speaker, speaker_start, speaker_start)
        yield Quote(article_id, 1, 0, kind, start, start + len(said), said, None, *who, 0.5, "sample")


def write_archive(analysis: Analysis, folder: Path, size: int = 3) -> Path:
    """Write the tables of an analysis as an archive of parts of so many articles; failures go to the last."""
    ids = list(analysis.articles["article_id"])
    groups = [ids[start : start + size] for start in range(0, len(ids), size)] or [[]]
    for name in SCHEMAS:
        place = folder / "tables" / name
        place.mkdir(parents=True)
        for number, part in enumerate(_parts(name, analysis.tables[name], groups), start=1):
            schema = pyarrow.Schema.from_pandas(analysis.tables[name], preserve_index=False)
            table = pyarrow.Table.from_pandas(part, schema=schema, preserve_index=False)
            parquet.write_table(table, place / f"{number:06d}.parquet", compression="zstd")
    manifest = {
        "made_with": dict(analysis.made_with),
        "carried": {},
        "n_rows": {name: len(analysis.tables[name]) for name in SCHEMAS},
    }
    (folder / "tables" / "tables.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def _parts(name: str, table: pd.DataFrame, groups: Sequence[Sequence[str]]) -> list[pd.DataFrame]:
    if name in ENTITY_TABLES:
        return [table]
    if name == "failures":
        return [*(table.iloc[:0] for _ in groups[1:]), table]
    return [table[table["article_id"].isin(part)].reset_index(drop=True) for part in groups]
