"""The rows of a table, each with its columns as attributes."""

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
