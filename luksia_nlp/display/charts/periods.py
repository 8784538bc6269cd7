"""Stretches of time: which ones make a legible picture, and in which one a date lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from luksia_nlp.errors import SettingsError

Numbers = np.ndarray[Any, np.dtype[np.int64]]
# The most periods that a picture is given by itself, each then a dozen pixels wide. Set by hand.
_LEGIBLE = 48
# Longer periods are taken while so many are left, and there are fewer dates in each than this: a share of two
# or three articles swings from nothing to all. Set by hand.
_FEW, _SPARSE = 3, 5
# Altair takes 5,000 rows; some are left for what stands beside the periods.
MOST_ROWS = 4_800
# The week of the first of January 1970, from which days are counted, began three days before; days of a week,
# months of a quarter.
_MONDAY, _WEEK, _QUARTER = 3, 7, 3


def _units(dates: pd.Series[Any], unit: str) -> Numbers:
    return np.asarray(dates.to_numpy().astype(f"datetime64[{unit}]").astype(np.int64))


def _times(numbers: Numbers, unit: str) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(numbers.astype(f"datetime64[{unit}]").astype("datetime64[us]"))


# Name of a period, as pandas has it, the shortest first -> the number of each date's, counted from 1970.
_NUMBERS: Mapping[str, Callable[[pd.Series[Any]], Numbers]] = {
    "D": lambda dates: _units(dates, "D"),
    "W": lambda dates: (_units(dates, "D") + _MONDAY) // _WEEK,
    "MS": lambda dates: _units(dates, "M"),
    "QS": lambda dates: _units(dates, "M") // _QUARTER,
    "YS": lambda dates: _units(dates, "Y"),
}
# And from the numbers to the first moments.
_STARTS: Mapping[str, Callable[[Numbers], pd.DatetimeIndex]] = {
    "D": lambda numbers: _times(numbers, "D"),
    "W": lambda numbers: _times(numbers * _WEEK - _MONDAY, "D"),
    "MS": lambda numbers: _times(numbers, "M"),
    "QS": lambda numbers: _times(numbers * _QUARTER, "M"),
    "YS": lambda numbers: _times(numbers, "Y"),
}


def period_of(dates: pd.Series[Any], freq: str) -> pd.Series[Any]:
    """The first moment of the period in which each date lies; weeks begin on Mondays.

    Args:
        dates: Dates, none missing.
        freq: The period.

    Example:
        >>> list(period_of(pd.Series(pd.to_datetime(["2025-03-16"])), "W"))
        [Timestamp('2025-03-10 00:00:00')]
    """
    return pd.Series(_STARTS[freq](_NUMBERS[freq](dates)), index=dates.index)


def all_periods(dates: pd.Series[Any], freq: str) -> pd.DataFrame:
    """Every period from the first date to the last one: `period`, its first moment, and `period_end`.

    Args:
        dates: Dates, none missing.
        freq: The period.

    Example:
        >>> len(all_periods(pd.Series(pd.to_datetime(["2025-03-16", "2025-05-01"])), "MS"))
        3
    """
    numbers = _NUMBERS[freq](dates)
    first, last = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, -1)
    every = np.arange(first, last + 1, dtype=np.int64)
    return pd.DataFrame({"period": _STARTS[freq](every), "period_end": _STARTS[freq](every + 1)})


def freq_for(dates: pd.Series[Any], freq: str | None, series: int = 1) -> str:
    """The period to count by: the one that was asked for, or the one that makes the picture legible.

    Args:
        dates: Dates, none missing.
        freq: `D`, `W`, `MS`, `QS` or `YS`; None to choose.
        series: How many rows each period will have.

    Raises:
        SettingsError: There is no such period, or there would be more of them than a chart can hold.
    """
    if freq is not None and (not isinstance(freq, str) or freq not in _NUMBERS):
        raise SettingsError(
            f"freq = {freq!r} must be one of: {', '.join(_NUMBERS)} (days to years), or None."
        )
    numbers = {name: _number_of(dates, name) for name in _NUMBERS}
    chosen = freq or _legible(numbers, len(dates))
    if numbers[chosen] * max(series, 1) > MOST_ROWS:
        fitting = [name for name, number in numbers.items() if number * max(series, 1) <= MOST_ROWS]
        hint = f"freq = {fitting[0]!r} fits" if fitting else "take a shorter time by since and until"
        raise SettingsError(
            f"freq = {chosen!r} makes {numbers[chosen]:,} periods from {dates.min():%Y-%m-%d} to "
            f"{dates.max():%Y-%m-%d}, more than a chart can hold; {hint}."
        )
    return chosen


def _number_of(dates: pd.Series[Any], freq: str) -> int:
    numbers = _NUMBERS[freq](dates)
    return int(numbers.max() - numbers.min()) + 1 if len(numbers) else 0


def _legible(numbers: Mapping[str, int], size: int) -> str:
    """The shortest period of which there are few enough, with enough dates in each."""
    names: Sequence[str] = list(numbers)
    place = next((place for place, name in enumerate(names) if numbers[name] <= _LEGIBLE), len(names) - 1)
    while place + 1 < len(names):
        longer = numbers[names[place + 1]]
        if numbers[names[place]] * _SPARSE <= size or longer < _FEW:
            break
        place += 1
    return names[place]
