"""What spreadsheets ask of a table: texts that they do not run, times that they know, no more than fits."""

from __future__ import annotations

from typing import Any

import pandas as pd

# Excel's limits: rows of a sheet, its header included, and UTF-16 units of a cell.
MOST_ROWS, MOST_CHARACTERS = 1_048_576, 32_767
# What a spreadsheet takes for the beginning of a formula, as OWASP lists it; and what marks that it is none.
_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ESCAPE = "'"


def escaped(text: str) -> str:
    """A text that no spreadsheet runs as a formula; `unescaped` gives the text back.

    Example:
        >>> [escaped(teksti) for teksti in ("=1+1", "'lainaus", "Lohja")]
        ["'=1+1", "''lainaus", 'Lohja']
    """
    return _ESCAPE + text if text.startswith((_ESCAPE, *_FORMULA_BEGINS)) else text


def unescaped(text: str) -> str:
    """The text that `escaped` was given.

    Example:
        >>> unescaped("'=1+1")
        '=1+1'
    """
    return text.removeprefix(_ESCAPE)


def iso_times(column: pd.Series[Any]) -> pd.Series[Any]:
    """Times as ISO 8601 writes them, with a space between; only the date where one is a midnight.

    Args:
        column: Times, some of which may be missing.

    Example:
        >>> iso_times(pd.Series(pd.to_datetime(["2026-05-04 12:30:00.5", None]))).fillna("").tolist()
        ['2026-05-04 12:30:00.500000', '']
    """
    texts = column.map(lambda time: time.isoformat(" ").removesuffix(" 00:00:00"), na_action="ignore")
    return texts.astype("str")
