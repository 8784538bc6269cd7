"""How all charts look: paper, ink, letters, room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luksia_nlp.display.colours import INK, PAGE

# The width of a chart's plot with names beside it and without, and how much of a name shows beside it, in
# pixels: with its axis some 640, the width of a column of text. Set by hand.
NARROW, WIDE, NAME = 430, 560, 170
# The height of a row of bars, and of a plot that has no rows, in pixels. Set by hand.
ROW, HEIGHT = 24, 300
# Lines of grids, and squares and land without anything in them.
LINE, LAND = "#dddddd", "#ececea"
# Characters of a title and of a line below it that fit on 600 pixels of their size.
TITLE_WIDTH, SUBTITLE_WIDTH = 64, 92
_LETTERS = "Arial, Helvetica, sans-serif"
# Sizes of letters, in pixels: of all text, and of titles. Smaller ones cannot be read on a phone. Set by han
TEXT, _TITLE = 12, 17
_BESIDE = {"labelColor": INK, "titleColor": INK, "labelFontSize": TEXT, "titleFontSize": TEXT}
# The shades of counts, from few to many: one hue, so that they also tell themselves apart without colours.
SHADES = ("#d6e6f2", "#0072b2")
# What Vega-Lite calls a configuration; what a chart says itself goes before it. Pixels, set by hand.
STYLE: Mapping[str, Any] = {
    "background": PAGE,
    "padding": 8,
    "font": _LETTERS,
    "axis": {
        **_BESIDE,
        "titleFontWeight": "normal",
        "gridColor": LINE,
        "domainColor": INK,
        "tickColor": INK,
        "labelLimit": NAME,
        "titlePadding": 8,
    },
    "legend": {
        **_BESIDE,
        "titleFontWeight": "normal",
        "titleOrient": "left",
        "orient": "top",
        "labelLimit": NAME,
    },
    "header": {**_BESIDE, "labelLimit": NAME, "labelFontWeight": "bold", "labelAnchor": "start"},
    "title": {
        "anchor": "start",
        "color": INK,
        "fontSize": _TITLE,
        "subtitleColor": INK,
        "subtitleFontSize": TEXT,
        "subtitlePadding": 6,
        "offset": 14,
    },
    "view": {"stroke": None},
    "text": {"color": INK, "fontSize": TEXT},
}
