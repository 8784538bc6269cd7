"""The tables of the articles that are asked for, by the conditions that archives take, too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from luksia_nlp.reading.where import Where, where_of
from luksia_nlp.tables.parts import part_of

Tables = Mapping[str, pd.DataFrame]


def selected(tables: Tables, where: Where | None, conditions: Mapping[str, Any]) -> Tables:
    """The tables of the articles that meet every condition; all of them where there is none.

    Args:
        tables: Table name -> table, all of them.
        where: Conditions; None for none.
        conditions: Name of a condition of `Where` -> its value; of the same one this counts.

    Raises:
        EntityError: There is no such entity, or several have the name.
        SettingsError: A condition is unknown or has a wrong value, or there is no such theme or article.
    """
    asked = where_of(where, conditions)
    if not asked:
        return tables
    articles = None if asked.articles is None else frozenset(asked.articles)
    return part_of(tables, (asked.start, asked.end), asked.theme, asked.entity, articles)
