from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pandas as pd
import pytest

from luksia_nlp import ArticleError
from luksia_nlp.reading.dates import date_in_path, parse_date

DAY, TIME = date(2026, 11, 25), datetime(2026, 11, 25, 14, 30)


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("2026-11-25", DAY),
        (" 2026-11-25 ", DAY),
        ("20261125", DAY),
        ("25.11.2026", DAY),
        ("25. 11. 2026", DAY),
        ("ke 25.11.2026", DAY),
        ("Keskiviikkona 25.11.2026", DAY),
        ("25. marraskuuta 2026", DAY),
        ("keskiviikko 25. marraskuuta 2026", DAY),
        ("5.3.2026", date(2026, 3, 5)),
        ("2026-11-25T14:30", TIME),
        ("2026-11-25 14:30:00", TIME),
        ("2026-11-25 14.30", TIME),
        ("2026-01-05 07.45", datetime(2026, 1, 5, 7, 45)),
        ("25.11.2026 klo 14.30", TIME),
        ("25.11.2026 kello 14:30", TIME),
        ("25.11.2026 14:30", TIME),
        ("25.11.2026, 14.30", TIME),
        ("25. marraskuuta 2026 klo 14.30", TIME),
        ("2026-11-25T14:30:15.250", datetime(2026, 11, 25, 14, 30, 15, 250_000)),
        ("2026-11-25T14:30Z", TIME.replace(tzinfo=UTC)),
        ("2026-11-25T14:30:00+02:00", TIME.replace(tzinfo=timezone(timedelta(hours=2)))),
        ("2026-11-25 14:30 -0330", TIME.replace(tzinfo=timezone(-timedelta(hours=3, minutes=30)))),
        ("2026/11/25", DAY),
        ("25.11.2026 klo 14", datetime(2026, 11, 25, 14)),
        ("25.11.2026 kl. 14.30", TIME),
        ("25.11.2026 14:30 +02:00", TIME.replace(tzinfo=timezone(timedelta(hours=2)))),
        ("25.11.2026\u00a0klo\u00a014.30", TIME),
        ("2026-11-25 14:30:00 UTC", TIME.replace(tzinfo=UTC)),
        ("2026-11-25T14:30+02:00[Europe/Helsinki]", TIME.replace(tzinfo=timezone(timedelta(hours=2)))),
        ("20261125T143000Z", TIME.replace(tzinfo=UTC)),
        ("Wed, 25 Nov 2026 14:30:00 +0200", TIME.replace(tzinfo=timezone(timedelta(hours=2)))),
        ("Wed, 25 Nov 2026 14:30:00 GMT", TIME.replace(tzinfo=UTC)),
        ("25 Nov 2026 14:30 EET", TIME.replace(tzinfo=timezone(timedelta(hours=2)))),
        ("25 November 2026", DAY),
        ("November 25, 2026", DAY),
        ("Nov. 25, 2026", DAY),
        ("onsdag den 25 november 2026 kl. 14.30", TIME),
        ("5 maj 2026", date(2026, 5, 5)),
        ("1 mars 2026", date(2026, 3, 1)),
        (DAY, DAY),
        (pd.Timestamp(TIME), TIME),
        ("", None),
        ("  ", None),
    ],
)
def test_dates(value: Any, right: date | None) -> None:
    found = parse_date(value)
    assert found == right
    assert isinstance(found, datetime) == isinstance(right, datetime)


@pytest.mark.parametrize(
    "value",
    [
        "1764081000000", "1510012800", 1764081000000, 20261125, 1.5, "14.30", "huomenna", "11/25/2026",
        "25/11/2026", "25.11.26", "2026-02-31", "31.2.2026", "2026-13-01", "25. foobarkuuta 2026",
        "1/2/2026", "25-11-2026", "11-25-2026", "2026-1-2", "2026/11-25", "Nov 2026", "25 Nov 26",
        "Wed, 31 Feb 2026 10:00:00 +0200", "25.11.2026 14", "25.11.", "25.11.2026 14.30 EST",
        "25.11.2026" * 9, "0000-00-00", "2026-11-25T24:00", 46351.0, "46351",
        "2026-11-25 25:00", "2026-11-25 14:61", "25.11.2026 klo", "2026", ["2026-11-25"], True,
    ],
)  # fmt: skip
def test_what_is_no_date_is_never_guessed(value: Any) -> None:
    with pytest.raises(ArticleError, match=r"is no date|is not a date such as 2026-03-05"):
        parse_date(value)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("6.13.2026", "there is no month 13"),
        ("2026-00-05", "there is no month 0"),
        ("31.4.2026", "April 2026 has no day 31"),
        ("29. helmikuuta 2026", "February 2026 has no day 29"),
        ("0.3.2026", "March 2026 has no day 0"),
        ("0000-01-01", "there is no year 0"),
        ("2026-11-25 24:00", "there is no hour 24"),
        ("25.11.2026 klo 14.61", "there is no minute 61"),
        ("2026-11-25T14:30:60", "there is no second 60"),
        ("2026-11-25T14:30+24:00", "there is no zone +24:00"),
    ],
)
def test_why_it_is_no_date_is_said_in_words_of_our_own(value: str, told: str) -> None:
    with pytest.raises(ArticleError) as caught:
        parse_date(value)
    assert str(caught.value) == f"{value!r} is no date: {told}."


def test_date_in_a_path() -> None:
    assert date_in_path("2024-01-31/2025-02-01-koulu.txt") == date(2025, 2, 1)
    assert date_in_path("2024-01-31/2025-02-31-koulu.txt") == date(2024, 1, 31)
    assert date_in_path("12024-01-31.txt") is None
    assert date_in_path(None) is None
