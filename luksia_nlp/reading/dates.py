"""Dates as Finnish newspapers and their systems write them; never a guess between day and month."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta, timezone
from functools import cache
from textwrap import shorten
from typing import Any, NamedTuple

from luksia_nlp.errors import ArticleError
from luksia_nlp.resources import packaged

_TIME = r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
_HOUR = r"(?P<only_hour>\d{1,2})"
_OFFSET = r"[+-]\d{2}(?::?\d{2})?"
_ISO_IN_PATH = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
# What Java adds to its zone: 2026-11-25T14:30+02:00[Europe/Helsinki].
_NAME_OF_ZONE = re.compile(r"\[[A-Za-z_/+-]{1,40}\]$")
_RIGHT = "a date such as 2026-03-05, 2026-03-05T14:30 or 5.3.2026 klo 14.30"
# More characters than any date has.
_LONGEST = 80


# As messages call the months, in the order of the year.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
# The largest of each part of a time of day.
_LAST = {"hour": 23, "minute": 59, "second": 59}


class _NoSuchError(ValueError):
    """The calendar or the clock has no such day or time."""


class _Known(NamedTuple):
    """The patterns of dates, the number of each month by its name, and the hours of zones."""

    patterns: tuple[re.Pattern[str], ...]
    months: Mapping[str, int]
    zones: Mapping[str, int]


@cache
def _known() -> _Known:
    known = packaged.toml("dates.toml")
    zone = rf"(?:\s*(?P<zone>{_OFFSET}|(?:{'|'.join(known['zones'])})\b))?"
    oclock = rf"(?:{'|'.join(known['oclock'])})\.?"
    weekday = rf"(?:(?:{'|'.join(known['weekdays'])})\.?,?\s+)?"
    time = rf"(?:,?\s+(?:(?:{oclock}\s*)?{_TIME}|{oclock}\s*{_HOUR}){zone})?"
    numbers = r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})"
    named = rf"(?P<day>\d{{1,2}})\.?\s+(?P<name>{'|'.join(known['months'])})"
    named += rf"(?:{'|'.join(known['month_endings'])})\s+(?P<year>\d{{4}})"
    months = {name: place for place, name in enumerate(known["months"], start=1)}
    others = {
        name: place for names in known["other_months"].values() for place, name in enumerate(names, start=1)
    }
    other_weekday = rf"(?:(?:{'|'.join(known['other_weekdays'])})\.?,?\s+(?:den\s+)?)?"
    month = rf"(?P<name>{'|'.join(sorted(others, key=len, reverse=True))})\.?"
    day = r"(?P<day>\d{1,2})"
    iso = r"(?P<year>\d{4})(?P<apart>[-/])(?P<month>\d{2})(?P=apart)(?P<day>\d{2})"
    patterns = (
        rf"{iso}(?:(?:T|\s+){_TIME}{zone})?",
        rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})"
        rf"(?:T(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?{zone})?",
        rf"{weekday}{numbers}{time}",
        rf"{weekday}{named}{time}",
        rf"{other_weekday}{day}\s+{month},?\s+(?P<year>\d{{4}}){time}",
        rf"{other_weekday}{month}\s+{day},?\s+(?P<year>\d{{4}}){time}",
    )
    compiled = tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    return _Known(compiled, months | others, known["zones"])


def parse_date(value: Any) -> date | datetime | None:
    """A date from what a table, a front matter or a program gives; None from an empty text.

    Args:
        value: A date, a datetime, a pandas Timestamp, or a text: ISO 8601 (*2026-11-25*,
            *2026-11-25T14:30:00+02:00*, *20261125*), as Finns write it (*25.11.2026*, *ke 25.11.2026 klo
            14.30*, *25. marraskuuta 2026*), or with a month of letters in English or Swedish, as feeds do
            (*Wed, 25 Nov 2026 14:30:00 +0200*). A time of day may have points (*14.30*).

    Returns:
        A datetime where there is a time of day, with its zone where it has one; else a date.

    Raises:
        ArticleError: The value is none of these, or there is no such day. Numbers are none: seconds,
            milliseconds and days of a spreadsheet look alike; nor are *1/2/2026*, whose day and month
            change places from country to country, and years of two digits.

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
        known = _known()
        text = _NAME_OF_ZONE.sub("", text[:_LONGEST])
        for pattern in known.patterns if len(value) < _LONGEST else ():
            if match := pattern.fullmatch(text):
                try:
                    return _date(match.groupdict(), known)
                except _NoSuchError as error:
                    raise ArticleError(f"{value!r} is no date: {error}.") from None
    raise ArticleError(f"{_shown(value)} is not {_RIGHT}.")


def _shown(value: object) -> str:
    return shorten(repr(value), _LONGEST, placeholder="...")


def _date(parts: Mapping[str, str | None], known: _Known) -> date | datetime:
    written = parts.get("name")
    month = known.months[written.lower()] if written else int(parts["month"] or 0)
    day = _day(int(parts["year"] or 0), month, int(parts["day"] or 0))
    first = parts.get("hour") or parts.get("only_hour")
    if not first:
        return day
    hour, minute, second = int(first), int(parts.get("minute") or 0), int(parts.get("second") or 0)
    for value, (name, last) in zip((hour, minute, second), _LAST.items(), strict=True):
        if value > last:
            raise _NoSuchError(f"there is no {name} {value}")
    microsecond = int((parts.get("fraction") or "").ljust(6, "0")[:6] or 0)
    zone = _zone(parts.get("zone"), known)
    return datetime(day.year, day.month, day.day, hour, minute, second, microsecond, zone)


def _day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= len(_MONTHS):
        raise _NoSuchError(f"there is no month {month}")
    if not MINYEAR <= year <= MAXYEAR:
        raise _NoSuchError(f"there is no year {year}")
    if not 1 <= day <= monthrange(year, month)[1]:
        raise _NoSuchError(f"{_MONTHS[month - 1]} {year} has no day {day}")
    return date(year, month, day)


def _zone(text: str | None, known: _Known) -> timezone | None:
    if not text:
        return None
    if text.upper() in known.zones:
        hours = known.zones[text.upper()]
        return timezone(timedelta(hours=hours)) if hours else UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset >= timedelta(days=1):
        raise _NoSuchError(f"there is no zone {text}")
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
