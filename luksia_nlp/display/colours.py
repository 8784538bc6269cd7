"""The colours of pictures, told apart by the colour-blind, on a light page and on a dark one.

They are the darker half of the palette that Masataka Okabe and Kei Ito made for all kinds of colour vision
("Color Universal Design", 2008). Each stands out at least 3 : 1, as WCAG 2.2 asks of graphics, from white and
from the dark grey of notebooks (`#1e1e1e`).
"""

from __future__ import annotations

from collections.abc import Mapping

# What is marked or drawn -> its colour.
COLOURS: Mapping[str, str] = {
    "person": "#0072b2",
    "organisation": "#d55e00",
    "place": "#009e73",
    "other": "#8a8a8a",
    "quote": "#8a8a8a",
    "theme": "#c46a9a",
}
# Series that have no meaning of their own (themes), in the order in which they are taken.
SERIES = ("#0072b2", "#d55e00", "#009e73", "#c46a9a", "#8a8a8a")
# Text and lines of axes, and what lies behind them, so that charts are readable wherever they are shown.
INK, PAGE = "#404040", "#ffffff"
