"""Articles analysed by rules alone, without a model: small tables for what shows them."""

from __future__ import annotations

from collections.abc import Iterable

from luksia_nlp import Analysis, Article, Failure
from luksia_nlp.analyzer import tables_of
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.records import ArticleResult, Document, Quote
from luksia_nlp.similarity import load_embedder
from luksia_nlp.themes.definitions import load_themes
from luksia_nlp.themes.finder import ThemeFinder

NAMES = {"Lohja": "GPE", "Lohjalla": "GPE", "Aino Korpi": "PERSON"}
# What an unnamed speaker says.
SAID = "Koe oli pitkä, opiskelijat sanovat."


def scripted(articles: Iterable[Article]) -> Analysis:
    """The analysis of some articles."""
    engine, finder = ScriptedEngine(names=NAMES), ThemeFinder(load_themes(None), load_embedder("none"))
    results: list[ArticleResult | Failure] = []
    for document in engine.documents(articles):
        assert isinstance(document, Document), document
        hits = tuple(finder.find(document))
        scores = tuple(finder.article_scores(document, hits, 0.5))
        mentions = tuple(find_mentions(document))
        results.append(ArticleResult(document, mentions, hits, scores, tuple(_quotes(document))))
    return Analysis(tables_of(results), {"engine": "scripted"})


def _quotes(document: Document) -> Iterable[Quote]:
    if document.text == SAID:
        speaker = SAID.index("opiskelijat")
        who = ("sanovat", SAID.index("sanovat"), "sanoa", "opiskelijat", speaker, None)
        yield Quote("1", 0, 0, "direct", 0, 13, SAID[:13], None, *who, 0.9, "sample")
