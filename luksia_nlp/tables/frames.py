"""Rows -> DataFrames: the same columns and types whatever is in them, an empty table included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from luksia_nlp.tables.schemas import DTYPES, Schema

# The whole numbers that a column of integers holds, and the largest up to which a float holds them all.
_LEAST_INTEGER, _MOST_INTEGER, _MOST_EXACT = -(2**63), 2**63 - 1, 2**53


def table_of(schema: Schema, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """A table with the schema's columns and types; columns that only the rows have follow as they are.

    Args:
        schema: The table's schema.
        rows: Column name -> value, for each row.
    """
    names = [column.name for column in schema.columns]
    extra = sorted({key for row in rows for key in row}.difference(names))
    data: dict[str, pd.Series[Any]] = {}
    for column in schema.columns:
        values = [row.get(column.name) for row in rows]
        data[column.name] = pd.Series(values, dtype=DTYPES[column.type])
    for name in extra:
        data[name] = _carried_column([row.get(name) for row in rows])
    return pd.DataFrame(data, index=pd.RangeIndex(len(rows)))


def _carried_column(values: Sequence[Any]) -> pd.Series[Any]:
    """A column of metadata: of one simple type where all its values are and fit, else of texts."""
    present = [value for value in values if value is not None]
    kinds = {bool if isinstance(value, bool) else type(value) for value in present}
    if present and kinds == {bool}:
        return pd.Series(values, dtype="boolean")
    if present and kinds == {int} and all(_LEAST_INTEGER <= value <= _MOST_INTEGER for value in present):
        return pd.Series(values, dtype="Int64")
    if present and kinds <= {int, float} and all(_is_exact(value) for value in present):
        return pd.Series(values, dtype="float64")
    return pd.Series([None if value is None else str(value) or None for value in values], dtype="str")


def _is_exact(value: float) -> bool:
    """Whether a number stays what it is as a float."""
    return isinstance(value, float) or abs(value) <= _MOST_EXACT
