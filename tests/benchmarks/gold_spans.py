"""An analysis in which the names are gold: what stays wrong is not the recognizer's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from luksia_nlp import Analysis, Analyzer, Article, Failure, Settings
from luksia_nlp.engines import Engine
from luksia_nlp.records import Document, NameSpan
from tests.gold import gold_articles

_LABELS = {"person": "PERSON", "organisation": "ORG", "place": "GPE", "other": "PRODUCT"}


def analysis_of_gold(mentions: Path, settings: Settings | None = None) -> Analysis:
    """Analyse the articles beside a file of gold mentions, taking its spans and kinds for found.

    Args:
        mentions: The file of `article_id, start, end, text, kind, name, optional`, beside `articles.jsonl`.
        settings: The options; None for the defaults.
    """
    articles = gold_articles(mentions.with_name("articles.jsonl"))
    analyzer = Analyzer(settings)
    analyzer._engine = _GoldNames(analyzer._engine, pd.read_csv(mentions, keep_default_na=False))
    return analyzer.analyze(articles)


class _GoldNames:
    """An engine whose names are those of a table."""

    def __init__(self, engine: Engine, gold: pd.DataFrame) -> None:
        self._engine = engine
        self._spans = {str(article): rows for article, rows in gold.groupby("article_id")}

    @property
    def name(self) -> str:
        return f"{self._engine.name}, names by hand"

    def documents(self, articles: Iterable[Article | Failure]) -> Iterator[Document | Failure]:
        for document in self._engine.documents(articles):
            yield (
                replace(document, names=self._names(document)) if isinstance(document, Document) else document
            )

    def documents_from_tokens(self, sentences: Iterable[Sequence[str]]) -> Iterator[Document]:
        return self._engine.documents_from_tokens(sentences)

    def _names(self, document: Document) -> tuple[NameSpan, ...]:
        rows = self._spans.get(
            document.article.article_id or "", pd.DataFrame(columns=["start", "end", "kind"])
        )
        names = []
        for start, end, kind in zip(rows["start"], rows["end"], rows["kind"], strict=True):
            inside = [n for n, token in enumerate(document.tokens) if token.start < end and start < token.end]
            names.append(NameSpan(inside[0], inside[-1] + 1, _LABELS[kind], 1.0))
        return tuple(names)
