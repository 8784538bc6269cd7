"""The tile map of Finland's regions."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from luksia_nlp.display.charts.kinds import LayerChart
from luksia_nlp.display.charts.sheet import WHOLE, empty, shades, title, tooltips
from luksia_nlp.display.charts.style import LINE, SHADES
from luksia_nlp.display.charts.words import Words
from luksia_nlp.display.colours import INK, PAGE
from luksia_nlp.resources.packaged import toml

Tables = Mapping[str, pd.DataFrame]
# The side of a square and room between squares, in pixels: the longest short name fits. Set by hand.
_SIDE, _GAP = 86, 4
# How far a region's name and its number are from the middle of its square, and the number's size, in pixels.
_UP, _DOWN, _NUMBER = 16, 12, 20
# The size of a name's letters, in pixels; larger ones do not fit.
_LETTERS = 11
# Of the largest number, from which part on a square is so dark that its number is white.
_DARK = 0.5
_COLUMNS = ["region", "short", "column", "row", "n_mentions", "n_places"]


def regions(tables: Tables, words: Words) -> LayerChart:
    """The regions of Finland as squares, the darker the more often places in them are mentioned.

    Args:
        tables: Table name -> table.
        words: The language.
    """
    named = tables["places"][tables["places"]["n_mentions"] > 0]
    data = _squares(named)
    size = tuple(int(data[side].max() + 1) * _SIDE for side in ("column", "row"))
    called = words("regions.title")
    without = int(named["n_mentions"].sum() - data["n_mentions"].sum())
    also = words.also([words("regions.without", mentions=words.count(without, "mention"))] if without else [])
    if not data["n_mentions"].sum():
        return empty(words, data.iloc[:0], title(called, also, size[0]), (size[0], size[1]), called)
    first = data.iloc[int(data["n_mentions"].argmax())]
    text = words(
        "regions.alt",
        name=first["region"],
        mentions=words.count(int(first["n_mentions"]), "mention"),
        number=int((data["n_mentions"] > 0).sum()),
    )
    heading = title(called, " ".join(filter(None, [words("regions.subtitle"), also])), size[0])
    chart = LayerChart(data=data, layer=_layers(data, words), width=size[0], height=size[1])
    return chart.properties(title=heading, description=text).speaking(words)


def _squares(named: pd.DataFrame) -> pd.DataFrame:
    """A row per region, those without a mention too."""
    tiles = pd.DataFrame([{"region": name, **tile} for name, tile in toml("regions.toml")["tiles"].items()])
    counted = named.groupby("region").agg(n_mentions=("n_mentions", "sum"), n_places=("entity_id", "size"))
    counts = counted.reindex(tiles["region"], fill_value=0).astype("int64").reset_index(drop=True)
    return pd.concat([tiles, counts], axis="columns")[_COLUMNS]


def _layers(data: pd.DataFrame, words: Words) -> list[alt.Chart]:
    most = int(data["n_mentions"].max())
    columns, rows = (list(range(int(data[side].max()) + 1)) for side in ("column", "row"))
    padding = _GAP / _SIDE
    plot = alt.Chart(data).encode(
        x=alt.X(
            "column",
            type="ordinal",
            axis=None,
            scale=alt.Scale(domain=columns, paddingInner=padding, paddingOuter=0),
        ),
        y=alt.Y(
            "row",
            type="ordinal",
            axis=None,
            scale=alt.Scale(domain=rows, paddingInner=padding, paddingOuter=0),
        ),
        tooltip=tooltips(
            words, {"region": "regions.region", "n_mentions": "n_mentions", "n_places": "regions.n_places"}
        ),
    )
    shade, dark = shades([0, 1, max(most, 2)], [PAGE, *SHADES]), max(most, 2) * _DARK
    ink = alt.condition(alt.datum.n_mentions > dark, alt.value(PAGE), alt.value(INK))
    squares = plot.mark_rect(stroke=LINE, strokeWidth=1).encode(
        color=alt.Color("n_mentions", type="quantitative", scale=shade, legend=None)
    )
    names = plot.mark_text(align="center", baseline="middle", dy=-_UP, fontSize=_LETTERS).encode(
        text=alt.Text("short", type="nominal"), color=ink
    )
    numbers = plot.mark_text(align="center", baseline="middle", dy=_DOWN, fontSize=_NUMBER).encode(
        text=alt.Text("n_mentions", type="quantitative", format=WHOLE), color=ink
    )
    return [squares, names, numbers]
