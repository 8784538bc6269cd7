"""Rows -> DataFrames: the same columns and types whatever is in them, an empty table included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

import pandas as pd

from luksia_nlp.tables.columns import Schema

# The whole numbers that a column of integers holds, and the largest up to which a float holds them all.
_LEAST_INTEGER, _MOST_INTEGER, _MOST_EXACT = -(2**63), 2**63 - 1, 2**53
# Types of carried columns, and the kinds of values that each holds.
_CARRIED_TYPES = {
    "boolean": {"truth"},
    "Int64": {"whole", "large"},
    "float64": {"whole", "number"},
}


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
        data[column.name] = pd.Series(values, dtype=column.dtype)
    for name in extra:
        data[name] = _carried_column([row.get(name) for row in rows])
    return pd.DataFrame(data, index=pd.RangeIndex(len(rows)))


def kind_of_value(value: Any) -> str:
    """The kind of a carried value, of which the type of its column depends.

    Args:
        value: Any value but None.

    Returns:
        `truth`; `whole` for a whole number, `large` where no float is exactly it, `huge` where no column of
        whole numbers holds it; `number`; or `text`, which all else becomes.

    Example:
        >>> kind_of_value(True), kind_of_value(3), kind_of_value(2**60), kind_of_value("Lohja")
        ('truth', 'whole', 'large', 'text')
    """
    if isinstance(value, bool):
        return "truth"
    if type(value) is int:
        if abs(value) <= _MOST_EXACT:
            return "whole"
        return "large" if _LEAST_INTEGER <= value <= _MOST_INTEGER else "huge"
    return "number" if type(value) is float else "text"


def carried_type(kinds: Set[str]) -> str:
    """The pandas type of a carried column: a simple one where all its values are of that and fit, else text.

    Args:
        kinds: The kinds of its values.

    Example:
        >>> carried_type({"whole", "number"}), carried_type({"whole", "text"}), carried_type(set())
        ('float64', 'str', 'str')
    """
    if not kinds:
        return "str"
    for dtype, fitting in _CARRIED_TYPES.items():
        if kinds <= fitting:
            return dtype
    return "str"


def carried_column(values: Sequence[Any], dtype: str) -> pd.Series[Any]:
    """A column of carried values.

    Args:
        values: The values; None where one is missing.
        dtype: The column's type, as `carried_type` gives it.
    """
    if dtype == "str":
        return pd.Series([None if value is None else str(value) or None for value in values], dtype="str")
    return pd.Series(values, dtype=dtype)


def _carried_column(values: Sequence[Any]) -> pd.Series[Any]:
    present = [value for value in values if value is not None]
    return carried_column(values, carried_type({kind_of_value(value) for value in present}))
