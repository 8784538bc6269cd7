"""The rows of a table, each with its columns as attributes, and what a cell says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def rows_of(table: pd.DataFrame) -> Iterator[Any]:
    """The rows of a table, in order.

    Args:
        table: The table; the names of its columns are identifiers of Python.

    Example:
        >>> [rivi.name for rivi in rows_of(pd.DataFrame({"name": ["Lohja"]}))]
        ['Lohja']
    """
    return table.itertuples(index=False)


def text_of(value: object) -> str:
    """What a cell of text says; nothing where it is missing.

    Args:
        value: The cell's value.

    Example:
        >>> text_of("Lohja"), text_of(float("nan"))
        ('Lohja', '')
    """
    return value if isinstance(value, str) else ""
