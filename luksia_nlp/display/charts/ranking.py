"""Who comes first: the top of a table of entities, each with a label of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from luksia_nlp.errors import SettingsError

# Rows of names beyond this cannot be read, and rows by periods would be more than Altair takes.
MOST = 100
# Characters such as pictures of faces, which are two of JavaScript's, and the length of a label that is not
# cut even where it has nothing else. Set by hand.
_WIDE, _SHORT = re.compile("[\U00010000-\U0010ffff]"), 8


def check_number(n: object) -> int:
    """Check how many rows are asked for.

    Args:
        n: A number.

    Raises:
        SettingsError: It is no whole number from 1 to 100.
    """
    if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= MOST:
        raise SettingsError(f"n = {n!r} must be a whole number from 1 to {MOST}.")
    return n


def check_choice(name: str, value: object, known: Sequence[str]) -> None:
    """Check a setting that is one of some words.

    Args:
        name: The setting's name.
        value: Its value.
        known: What it may be.

    Raises:
        SettingsError: It is none of these.
    """
    if not isinstance(value, str) or value not in known:
        raise SettingsError(f"{name} = {value!r} must be one of: {', '.join(known)}.")


def labels_of(names: pd.Series[Any]) -> list[str]:
    """A label for each name, in one line, no two of which are the same.

    Args:
        names: Names, the most important first.

    Example:
        >>> labels_of(pd.Series(["Matti Virtanen", "Aino Korpi", "Matti Virtanen"]))
        ['Matti Virtanen', 'Aino Korpi', 'Matti Virtanen (2)']
    """
    plain = [_safe(" ".join(str(name).split())) for name in names]
    taken, labels = set(plain), []
    seen: set[str] = set()
    for name in plain:
        label, number = name, 1
        while label in seen or (number > 1 and label in taken):
            number += 1
            label = f"{name} ({number})"
        seen.add(label)
        labels.append(label)
    return labels


def _safe(label: str) -> str:
    """The label; a long one with a mark for each character that Vega could cut in two and then not draw."""
    return label if len(label) <= _SHORT else _WIDE.sub("\N{REPLACEMENT CHARACTER}", label)
