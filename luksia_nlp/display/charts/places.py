"""The map of places."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from luksia_nlp.display.charts.kinds import HConcatChart, LayerChart
from luksia_nlp.display.charts.labelling import Point, axes, layers, placed
from luksia_nlp.display.charts.ranking import check_number, labels_of
from luksia_nlp.display.charts.sheet import empty, title, tooltips
from luksia_nlp.display.charts.style import LAND
from luksia_nlp.display.charts.views import View, closer, whole
from luksia_nlp.display.charts.words import Words
from luksia_nlp.display.colours import COLOURS, INK, PAGE

Tables = Mapping[str, pd.DataFrame]
# Width and height of a map alone, of one with another beside it, and of that one, in pixels. Set by hand.
_ALONE, _BESIDE, _DETAIL = (420, 600), (270, 510), (330, 400)
# The largest circle's area in square pixels, and room between two maps in pixels. Set by hand.
_AREA, _GAP = 600, 20
# How many places have their names beside them at most, where there is room. Set by hand.
_NAMED = 30
# Places that are no point: neither their capital nor their middle is where something happened.
_WIDE = ("region", "country", "continent", "area")
_COUNTS = ["n_mentions", "n_articles"]
_COLUMNS = ["entity_id", "name", "label", "municipality", "region", "latitude", "longitude", *_COUNTS]


def places(tables: Tables, words: Words, n: int) -> HConcatChart | LayerChart:
    """A map of Finland with a circle for each place, and a closer one where many are near each other.

    Args:
        tables: Table name -> table.
        words: The language.
        n: How many places, the most frequent ones.

    Raises:
        SettingsError: The number is none.
    """
    check_number(n)
    named = tables["places"][tables["places"]["n_mentions"] > 0]
    on_map = _on_map(named)
    data = on_map.head(n).reset_index(drop=True)
    data = data.assign(label=labels_of(data["name"]))[_COLUMNS]
    also = words.also(_others(words, named, on_map))
    called = words("places.title")
    if data.empty:
        return empty(words, data, title(called, also, _ALONE[0]), _ALONE, called)
    part = words("places.part", places=words.count(n, "place")) if len(on_map) > n else ""
    below = " ".join(filter(None, [words("places.subtitle"), part, also]))
    first = data.iloc[0]
    text = words(
        "places.alt",
        places=words.count(len(data), "place"),
        name=first["label"],
        mentions=words.count(int(first["n_mentions"]), "mention"),
    )
    near = closer(data, _DETAIL)
    chart: HConcatChart | LayerChart
    if near is None:
        plots, width, height = _map(data, words, whole(_ALONE)), *_ALONE
        chart = LayerChart(
            data=data, layer=plots, width=width, height=height, title=title(called, below, width)
        )
    else:
        view = whole(_BESIDE)
        sides = [
            _sized([*_map(data, words, view, near), _frame(view, near)], view),
            _sized(_map(data, words, near), near),
        ]
        chart = HConcatChart(data=data, hconcat=sides, spacing=_GAP, title=title(called, below))
    return chart.properties(description=f"{text} {also}".strip()).speaking(words)


def _on_map(named: pd.DataFrame) -> pd.DataFrame:
    """The places in Finland that are a point, the most frequent first."""
    is_point = named["latitude"].notna() & named["longitude"].notna() & ~named["place_type"].isin(_WIDE)
    chosen = named[is_point & (named["country"] == "FI")]
    return chosen.sort_values(["n_mentions", "entity_id"], ascending=[False, True])


def _others(words: Words, named: pd.DataFrame, on_map: pd.DataFrame) -> list[str]:
    """How many places cannot be on the map."""
    elsewhere = named["country"].notna() | (named["place_type"] == "continent")
    abroad = int((elsewhere & (named["country"] != "FI")).sum())
    counts = {"abroad": abroad, "nowhere": len(named) - len(on_map) - abroad}
    return [
        words(f"places.{key}", places=words.count(count, "place")) for key, count in counts.items() if count
    ]


def _map(data: pd.DataFrame, words: Words, view: View, left_out: View | None = None) -> list[alt.Chart]:
    """The land, the circles and the names; without the names in a part that another map shows."""
    most = int(data["n_mentions"].max())
    spots = [view.pixels(*spot) for spot in data[["latitude", "longitude"]].itertuples(index=False)]
    points = data.assign(x=[spot[0] for spot in spots], y=[spot[1] for spot in spots])
    shown = points[_are_in(data, view)]
    labels = shown["label"].where(~_are_in(shown, left_out), "") if left_out else shown["label"]
    radii = [Point.radius_of(_AREA * mentions / most) for mentions in shown["n_mentions"]]
    names = [Point(*point) for point in zip(shown["x"], shown["y"], radii, labels, strict=True)]
    return [
        _land(view),
        _circles(shown, most, view, words),
        *layers(placed(names, _NAMED, view.size), view.size),
    ]


def _are_in(data: pd.DataFrame, view: View) -> pd.Series[bool]:
    """Which places are on a picture."""
    spots = data[["latitude", "longitude"]].itertuples(index=False)
    return pd.Series([view.holds(*spot) for spot in spots], index=data.index, dtype="bool")


def _land(view: View) -> alt.Chart:
    x, y = axes(view.size)
    marks = alt.Chart(view.land()).mark_line(
        fill=LAND, stroke=INK, strokeWidth=0.5, clip=True, interpolate="linear-closed"
    )
    order, ring = alt.Order("number", type="quantitative"), alt.Detail("ring", type="nominal")
    plot: alt.Chart = marks.encode(x=x, y=y, order=order, detail=ring)
    return plot


def _circles(shown: pd.DataFrame, most: int, view: View, words: Words) -> alt.Chart:
    x, y = axes(view.size)
    fields = {"name": "kinds.place", "n_mentions": "n_mentions", "n_articles": "n_articles"}
    fields |= {"municipality": "places.municipality", "region": "regions.region", "entity_id": "identifier"}
    area = alt.Scale(domain=[0, most], range=[0, _AREA])
    size = alt.Size("n_mentions", type="quantitative", legend=None, scale=area)
    marks = alt.Chart(shown).mark_circle(color=COLOURS["place"], opacity=0.6, stroke=PAGE, strokeWidth=0.8)
    plot: alt.Chart = marks.encode(x=x, y=y, size=size, tooltip=tooltips(words, fields))
    return plot


def _frame(view: View, near: View) -> alt.Chart:
    """Where on a map the other one lies."""
    rim = alt.Chart(alt.InlineData([{"label": ""}])).mark_rect(fill=None, stroke=INK, strokeWidth=1)
    rims = {
        name: alt.value(value)
        for name, value in zip(("x", "y", "x2", "y2"), view.frame_of(near), strict=True)
    }
    plot: alt.Chart = rim.encode(**rims)
    return plot


def _sized(plots: list[alt.Chart], view: View) -> alt.LayerChart:
    width, height = view.size
    return alt.LayerChart(layer=plots, width=width, height=height, view=alt.ViewBackground(stroke=LAND))
