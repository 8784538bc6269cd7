"""What pictures and pages say, in Finnish or in English, and how they write numbers and dates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd

from luksia_nlp.display.charts.words import Words
from luksia_nlp.resources import packaged

Language = Literal["fi", "en"]
_MISSING = "–"


def wording(file: str, language: Language) -> Mapping[str, Any]:
    """The words of a packaged file in one language.

    Args:
        file: The file's name among the resources, such as `display.toml`.
        language: `"fi"` or `"en"`.

    Raises:
        SettingsError: The language is neither.

    Example:
        >>> wording("display.toml", "fi")["place"]
        'Paikka'
    """
    words: Mapping[str, Any] = packaged.toml(file)[Words(language).language]
    return words


def decimal(value: float, language: Language, places: int = 2) -> str:
    """A number with so many decimals; a dash where it is missing.

    Example:
        >>> decimal(0.934, "fi"), decimal(0.934, "en")
        ('0,93', '0.93')
    """
    if pd.isna(value):
        return _MISSING
    shown = f"{value:.{places}f}"
    return shown.replace(".", ",") if language == "fi" else shown


def count(value: int, language: Language) -> str:
    r"""A whole number, its thousands apart, as charts write it.

    Example:
        >>> count(12345, "fi"), count(12345, "en")
        ('12\xa0345', '12,345')
    """
    return Words(language).number(value)


def percentage(value: float, language: Language) -> str:
    r"""A share in hundreds, as charts write it; a dash where it is missing.

    Example:
        >>> percentage(0.123, "fi"), percentage(0.025, "en")
        ('12\xa0%', '2.5%')
    """
    return _MISSING if pd.isna(value) else Words(language).percent(value)


def day(value: object, language: Language) -> str:
    """A date, without its time of day; empty where it is missing.

    Example:
        >>> day(pd.Timestamp("2025-03-01"), "fi"), day(pd.Timestamp("2025-03-01"), "en")
        ('1.3.2025', '1 Mar 2025')
    """
    if not isinstance(value, pd.Timestamp):  # missing is a NaTType
        return ""
    if language == "fi":
        return f"{value.day}.{value.month}.{value.year}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def days(dates: pd.Series[pd.Timestamp], language: Language) -> str:
    """The first and the last of some dates; one where all are of a day, empty where there are none.

    Example:
        >>> days(pd.Series(pd.to_datetime(["2025-03-01", "2025-04-02"])), "fi")
        '1.3.2025 – 2.4.2025'
    """
    ends = dict.fromkeys([day(dates.min(), language), day(dates.max(), language)])
    return " – ".join(ends)


# English, whatever the machine's own language is.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
