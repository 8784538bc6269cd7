"""A stretch of time that is asked for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from luksia_nlp import SettingsError
from luksia_nlp.reading.stretch import Stretch


@pytest.mark.parametrize(
    ("since", "until", "start", "end"),
    [
        (None, None, None, None),
        ("2023", "2023", "2023-01-01", "2024-01-01"),
        ("2023-05", "2024-02", "2023-05-01", "2024-03-01"),  # of a leap year
        ("2023-05-04", "2023-05-04", "2023-05-04", "2023-05-05"),
        ("4.5.2023", None, "2023-05-04", None),
        (date(2023, 5, 4), datetime(2023, 5, 4, 12), "2023-05-04", "2023-05-04T12:00:00.000001"),
    ],
)
def test_a_day_a_month_and_a_year_count_to_their_ends(
    since: Any, until: Any, start: str | None, end: str | None
) -> None:
    stretch = Stretch(since, until)
    assert stretch.start == (None if start is None else pd.Timestamp(start))
    assert stretch.end == (None if end is None else pd.Timestamp(end))
    assert str(Stretch(until="9999").end) == "10000-01-01 00:00:00"


@pytest.mark.parametrize(
    ("since", "until", "message"),
    [
        (2023, None, "since: 2023 is not a date"),
        ("23", None, "since: '23' is not a date"),
        ("2023-00", None, "there is no month 0"),
        ("0000", None, "there is no year 0"),
        (None, " ", "until = ' ' is no date; give one such as 2025-03-01, 1.3.2025, 2025-03 or 2025"),
        ("2024", "2023", "until = 2023-12-31 lies before since = 2024-01-01"),
    ],
)
def test_what_is_no_stretch(since: Any, until: Any, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        Stretch(since, until)
