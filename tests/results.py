"""The tables of results that a test made itself, by the steps that the analyzer takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from luksia_nlp.entities import Alias, resolve_all
from luksia_nlp.records import ArticleResult, Failure
from luksia_nlp.tables.builder import TableBuilder


def tables_of(
    results: Iterable[ArticleResult | Failure], aliases: Sequence[Alias] = ()
) -> dict[str, pd.DataFrame]:
    """All tables of some results."""
    builder = TableBuilder()
    for result in results:
        builder.add(result)
    entities, broken = resolve_all(builder.mentions, aliases)
    builder.drop(broken)
    return builder.tables(entities)
