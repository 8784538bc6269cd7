"""A stretch of time that is asked for: from a day, month or year to another, both of them in it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd

from luksia_nlp.errors import ArticleError, SettingsError
from luksia_nlp.reading.dates import parse_date

_YEAR_OR_MONTH = re.compile(r"\s*(\d{4})(?:-(\d{2}))?\s*")


@dataclass(frozen=True)
class Stretch:
    """A stretch of time; without `since` from the first article on, without `until` to the last.

    Args:
        since: The first day or time, or the month or year with whose first day it begins: a date, or a text
            such as *2025-03-01*, *1.3.2025*, *2025-03* or *2025*.
        until: The last one; a day, a month and a year count to their ends.

    Raises:
        SettingsError: A value is no date, or `until` lies before `since`.

    Example:
        >>> kevät = Stretch("2025-03", "2025-05")
        >>> print(kevät.since, kevät.until)
        2025-03-01 2025-05-31
    """

    since: date | str | None = None
    until: date | str | None = None

    def __post_init__(self) -> None:
        """Read the dates."""
        object.__setattr__(self, "since", _day("since", self.since))
        object.__setattr__(self, "until", _day("until", self.until))
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise SettingsError(f"until = {self.until} lies before since = {self.since}.")

    @property
    def start(self) -> pd.Timestamp | None:
        """The first moment that is in it."""
        return None if self.since is None else _moment(self.since)

    @property
    def end(self) -> pd.Timestamp | None:
        """The first moment that is in it no more."""
        if self.until is None:
            return None
        # A day lasts a day; a time of day counts itself, in microseconds as the tables hold it.
        length = timedelta(microseconds=1) if isinstance(self.until, datetime) else timedelta(days=1)
        return _moment(self.until) + length


def _day(name: str, value: object) -> date | datetime | None:
    """The day or time that a bound names; of a month or year the first one, for `until` the last one."""
    if value is None:
        return None
    short = _YEAR_OR_MONTH.fullmatch(value) if isinstance(value, str) else None
    if short:
        year, month = short[1], short[2] or ("12" if name == "until" else "01")
        value = f"{year}-{month}-01"
    try:
        found = parse_date(value)
    except ArticleError as error:
        raise SettingsError(f"{name}: {error}") from None
    if found is None or pd.isna(found):
        message = f"{name} = {value!r} is no date; give one such as 2025-03-01, 1.3.2025, 2025-03 or 2025."
        raise SettingsError(message)
    if short and name == "until":
        return found.replace(day=monthrange(found.year, found.month)[1])
    return found


def _moment(day: date | str) -> pd.Timestamp:
    """A date as the tables hold it: as given, time zone dropped."""
    return pd.Timestamp(day).tz_localize(None)
