"""What charts say: titles, names of axes and alternative texts, in Finnish or in English."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from luksia_nlp.errors import SettingsError
from luksia_nlp.resources.packaged import toml

_FILE = "charts.toml"
# Months of a quarter.
_QUARTER = 3
# The least share that is written as a number; and below which whole hundredths are too coarse to tell shares
# apart. Set by hand, the second one so that it is written as ten hundredths at most.
_LEAST, _COARSE = 0.001, 0.0995


@dataclass(frozen=True)
class Words:
    """The texts of one language.

    Args:
        language: `fi` or `en`.

    Raises:
        SettingsError: There is no such language.

    Example:
        >>> Words("fi").count(2, "mention")
        '2 mainintaa'
    """

    language: str

    def __post_init__(self) -> None:
        """Check the language."""
        known = list(toml(_FILE))
        if not isinstance(self.language, str) or self.language not in known:
            raise SettingsError(
                f'language = {self.language!r} must be "fi" (Finnish) or "en" (English), of what is shown '
                "around the texts."
            )

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, `section.key` where it stands in a section, its places filled.

        Example:
            >>> Words("fi")("timeline.title", name="Aino Korpi")
            'Aino Korpi uutisissa'
        """
        return str(self._found(key)).format(**values)

    def count(self, number: int, noun: str) -> str:
        """A number of things.

        Example:
            >>> Words("en").count(1, "mention"), Words("en").count(1200, "mention")
            ('1 mention', '1,200 mentions')
        """
        one, many = self._found(f"nouns.{noun}")
        return f"{self.number(number)} {one if number == 1 else many}"

    def number(self, number: int) -> str:
        """A whole number, its thousands apart."""
        return f"{number:,}".replace(",", self._found("numbers.thousands"))

    def percent(self, share: float) -> str:
        """A share in hundreds, with a decimal where it is small; one that this would make nothing as such.

        Example:
            >>> Words("en").percent(0.5), Words("en").percent(0.012), Words("en").percent(0.0001)
            ('50%', '1.2%', 'under 0.1%')
        """
        if 0 < share < _LEAST:
            return self("bounds.under", percent=self.percent(_LEAST))
        shown = f"{100 * share:.{1 if 0 < share < _COARSE else 0}f}"
        return shown.replace(".", self._found("numbers.decimal")) + str(self._found("numbers.percent"))

    def period(self, start: pd.Timestamp, freq: str) -> str:
        """A period in running text.

        Example:
            >>> Words("fi").period(pd.Timestamp("2025-04-01"), "QS")
            '2. neljännes 2025'
        """
        quarter = (start.month - 1) // _QUARTER + 1
        pattern = f"dates.{freq}"
        return self(pattern, day=start.day, month=start.month, year=start.year, quarter=quarter)

    def stretch(self, periods: pd.Series[Any], freq: str) -> str:
        """The time from the first of some periods to the last one."""
        start, end = (self.period(period, freq) for period in (periods.iloc[0], periods.iloc[-1]))
        return start if start == end else self("bounds.from_to", start=start, end=end)

    def also(self, things: Sequence[str]) -> str:
        """What is not in the picture, as a sentence; empty where nothing is.

        Example:
            >>> Words("en").also(["3 places", "1 mention"])
            'Not shown: 3 places and 1 mention.'
        """
        if not things:
            return ""
        last = things[-1] if len(things) == 1 else f"{', '.join(things[:-1])} {self('and')} {things[-1]}"
        return self("also", things=last)

    @property
    def locale(self) -> Mapping[str, Any]:
        """How Vega writes numbers, as d3-format's locales say it."""
        numbers = self._found("numbers")
        return {"number": {**numbers, "grouping": [3], "currency": ["", ""]}}

    def _found(self, key: str) -> Any:
        found: Any = toml(_FILE)[self.language]
        for part in key.split("."):
            found = found[part]
        return found


def lines(text: str, width: int) -> list[str]:
    """A text in lines, which Vega does not break itself.

    Args:
        text: The text, of any white space.
        width: How many characters fit.

    Example:
        >>> lines("Eniten mainitut henkilöt", 16)
        ['Eniten mainitut', 'henkilöt']
    """
    return textwrap.wrap(text, width) or [""]
