"""Dates as Finnish newspapers and their systems write them; never a guess between day and month."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Any

from luksia_nlp.errors import ArticleError
from luksia_nlp.resources import packaged

_TIME = r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
_ZONE = r"(?P<zone>Z|z|[+-]\d{2}(?::?\d{2})?)"
_ISO = re.compile(
    rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:(?:[Tt]|\s+){_TIME}\s*{_ZONE}?)?"
)
_ISO_BASIC = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_ISO_IN_PATH = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_RIGHT = "a date such as 2026-03-05, 2026-03-05T14:30 or 5.3.2026 klo 14.30"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], Mapping[str, int]]:
    """The patterns of dates, and the number of each month by its name."""
    known = packaged.toml("dates.toml")
    weekday = rf"(?:(?:{'|'.join(known['weekdays'])})\.?,?\s+)?"
    time = rf"(?:,?\s+(?:(?:{'|'.join(known['oclock'])})\.?\s*)?{_TIME})?"
    numbers = rf"{weekday}(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}}){time}"
    names = "|".join(known["months"])
    named = (
        rf"{weekday}(?P<day>\d{{1,2}})\.?\s+(?P<name>{names})(?:{'|'.join(known['month_endings'])})\s+"
        rf"(?P<year>\d{{4}}){time}"
    )
    finnish = (re.compile(pattern, re.IGNORECASE) for pattern in (numbers, named))
    return (_ISO, _ISO_BASIC, *finnish), {name: place for place, name in enumerate(known["months"], start=1)}


def parse_date(value: Any) -> date | datetime | None:
    """A date from what a table, a front matter or a program gives; None from an empty text.

    Args:
        value: A date, a datetime, a pandas Timestamp, or a text: ISO 8601 (*2026-11-25*,
            *2026-11-25T14:30:00+02:00*, *20261125*) or as Finns write it (*25.11.2026*, *ke 25.11.2026 klo
            14.30*, *25. marraskuuta 2026*). A time of day may have points (*14.30*).

    Returns:
        A datetime where there is a time of day, with its zone where it has one; else a date.

    Raises:
        ArticleError: The value is none of these, or there is no such day. Numbers are none: seconds,
            milliseconds and days of a spreadsheet look alike.

    Example:
        >>> parse_date("25.11.2026 klo 14.30"), parse_date("2026-03-05")
        (datetime.datetime(2026, 11, 25, 14, 30), datetime.date(2026, 3, 5))
    """
    if isinstance(value, date):  # a datetime and a pandas Timestamp are dates, too
        return value
    if isinstance(value, str):
        text = value.strip()
        if not text:
            return None
        patterns, months = _patterns()
        for pattern in patterns:
            if match := pattern.fullmatch(text):
                try:
                    return _date(match.groupdict(), months)
                except ValueError as error:
                    raise ArticleError(f"{value!r} is no date: {error}.") from None
    raise ArticleError(f"{value!r} is not {_RIGHT}.")


def _date(parts: Mapping[str, str | None], months: Mapping[str, int]) -> date | datetime:
    name = parts.get("name")
    month = months[name.lower()] if name else int(parts["month"] or 0)
    day = date(int(parts["year"] or 0), month, int(parts["day"] or 0))
    if not parts.get("hour"):
        return day
    hour, minute, second = (int(parts.get(unit) or 0) for unit in ("hour", "minute", "second"))
    microsecond = int((parts.get("fraction") or "").ljust(6, "0")[:6] or 0)
    return datetime(day.year, day.month, day.day, hour, minute, second, microsecond, _zone(parts.get("zone")))


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text in "Zz":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(offset if text[0] == "+" else -offset)


def date_in_path(path: str | None) -> date | None:
    """The last ISO date in a path: of the file's name before that of its folder.

    Example:
        >>> date_in_path("2025/2026-03-05-koulu.txt")
        datetime.date(2026, 3, 5)
    """
    for year, month, day in reversed(_ISO_IN_PATH.findall(path or "")):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None
