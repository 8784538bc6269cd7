"""The network of who is mentioned with whom."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from luksia_nlp.display.charts.kinds import LayerChart
from luksia_nlp.display.charts.labelling import Point, axes, layers, placed
from luksia_nlp.display.charts.ranking import check_number, labels_of
from luksia_nlp.display.charts.sheet import empty, title, tooltips
from luksia_nlp.display.charts.style import WIDE
from luksia_nlp.display.charts.words import Words
from luksia_nlp.display.colours import COLOURS, PAGE
from luksia_nlp.records import KINDS
from luksia_nlp.tables.cooccurrence import Window, edges
from luksia_nlp.tables.schemas import CREDITS

Tables = Mapping[str, pd.DataFrame]
# The picture's width and height and the room at its rims, in pixels. Set by hand.
_WIDTH, _HEIGHT, _MARGIN = WIDE + 50, 480, 40
# More lines than this hide each other, and with the names they fit into what Altair takes.
_MOST_LINES = 400
# Areas of marks in square pixels, widths of lines in pixels, from the least to the most; and the number of
# mentions below which no mark is of the largest area. Set by hand.
_AREAS, _WIDTHS, _LARGE = [70, 900], [1, 7], 5
# So many entities fill the picture; fewer stand nearer to each other. Set by hand.
_FILLING = 20
# Any number; always the same, so that the picture is.
_SEED = 7
# How strongly a thread holds what has no other link to the rest, beside the strongest link; without it parts
# without a link drive each other to the rims. Set by hand, as is how often the springs give way.
_THREAD, _ROUNDS = 0.05, 200
# How many have their names beside them at most, where there is room. Set by hand.
_NAMED = 40
# What tells kinds apart besides their colours.
_SHAPES = {"person": "circle", "organisation": "square", "place": "triangle-up", "other": "diamond"}
_EDGES = [
    "source",
    "source_name",
    "source_kind",
    "target",
    "target_name",
    "target_kind",
    "n_together",
    "n_articles",
]


def network(tables: Tables, words: Words, kinds: Iterable[str], window: Window, n: int) -> LayerChart:
    """The entities most mentioned together with others, with a line between those that are.

    Args:
        tables: Table name -> table.
        words: The language.
        kinds: The kinds of entities to take.
        window: What two mentions must share: `sentence` or `article`.
        n: How many entities, those of the strongest links.

    Raises:
        SettingsError: A kind or the window is unknown, or the number is none.
    """
    check_number(n)
    found = edges(tables["mentions"], kinds, window)
    top = _strongest(found, n)
    data = found[found["source"].isin(top) & found["target"].isin(top)].head(_MOST_LINES)
    data = data[_EDGES].reset_index(drop=True)
    called = words("network.title")
    if data.empty:
        return empty(words, data, title(called), (_WIDTH, _HEIGHT), called)
    nodes = _nodes(data, tables["mentions"])
    first = data.iloc[0]
    text = words(
        "network.alt",
        names=words.count(len(nodes), "name"),
        links=words.count(len(data), "link"),
        source=first["source_name"],
        target=first["target_name"],
        together=words.count(int(first["n_together"]), f"shared_{window}"),
    )
    heading = title(called, words(f"network.subtitle_{window}"))
    plots = _layers(data, nodes, words, window)
    chart = LayerChart(data=data, layer=plots, width=_WIDTH, height=_HEIGHT)
    return chart.properties(title=heading, description=text).speaking(words)


def _strongest(found: pd.DataFrame, n: int) -> set[str]:
    """The ends of the strongest links, and of links as strong as each other those of the best linked ones."""
    ends = pd.concat([found["source"], found["target"]])
    linked = pd.concat([found["n_together"]] * 2).groupby(ends.to_numpy()).sum()
    both = found["source"].map(linked) + found["target"].map(linked)
    ordered = found.assign(both=both).sort_values(["n_together", "both"], ascending=False, kind="stable")
    top: set[str] = set()
    for pair in zip(ordered["source"], ordered["target"], strict=True):
        if len(top.union(pair)) <= n:
            top.update(pair)
    return top


def _nodes(data: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """A row per entity, the most frequent first: what it is, how often it is mentioned, where it stands."""
    ends = [
        data[[end, f"{end}_name", f"{end}_kind"]].set_axis(["entity_id", "name", "kind"], axis="columns")
        for end in ("source", "target")
    ]
    nodes = pd.concat(ends).drop_duplicates("entity_id")
    news = mentions.loc[~mentions["position"].isin(CREDITS), "entity_id"].value_counts()
    nodes["n_mentions"] = nodes["entity_id"].map(news).astype("int64")
    nodes = nodes.sort_values(["n_mentions", "entity_id"], ascending=[False, True], ignore_index=True)
    nodes["label"] = labels_of(nodes["name"])
    spots = _spots(data, list(nodes["entity_id"]))
    return nodes.assign(x=spots[:, 0], y=spots[:, 1])


def _spots(data: pd.DataFrame, nodes: list[str]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Where each entity stands, in pixels: those with strong links near each other, the same every time."""
    import networkx  # type: ignore[import-untyped]

    most = float(data["n_together"].max())
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(nodes)))
    number = {entity_id: place for place, entity_id in enumerate(nodes)}
    for source, target, together in data[["source", "target", "n_together"]].itertuples(index=False):
        graph.add_edge(number[source], number[target], weight=together / most)
    graph.add_edges_from(((len(nodes), place) for place in range(len(nodes))), weight=_THREAD)
    found = networkx.spring_layout(graph, seed=_SEED, iterations=_ROUNDS)
    spots = np.array([found[place] for place in range(len(nodes))], dtype="float64")
    low, high = spots.min(axis=0), spots.max(axis=0)
    part = (spots - low) / np.where(high > low, high - low, 1)
    part = (part - 1 / 2) * min(1, math.sqrt(len(nodes) / _FILLING)) + 1 / 2
    size = np.array([_WIDTH, _HEIGHT])
    # To a hundredth of a pixel, so that no machine's last digit changes the picture.
    spots = np.round(_MARGIN + part * (size - 2 * _MARGIN), 2)
    return np.asarray(spots)


def _layers(data: pd.DataFrame, nodes: pd.DataFrame, words: Words, window: str) -> list[Any]:
    places = nodes.set_index("entity_id")
    lines = data.assign(
        **{
            axis + end: data[name].map(places[axis])
            for end, name in (("", "source"), ("2", "target"))
            for axis in "xy"
        }
    )
    x, y = axes((_WIDTH, _HEIGHT))
    most = int(data["n_together"].max())
    fields = {"source_name": "network.source", "target_name": "network.target"}
    fields |= {"n_together": f"network.n_together_{window}", "n_articles": "n_articles"}
    strokes = (
        alt.Chart(lines)
        .mark_rule(color=COLOURS["other"], opacity=0.5)
        .encode(
            x=x,
            y=y,
            x2="x2",
            y2="y2",
            strokeWidth=alt.StrokeWidth(
                "n_together",
                type="quantitative",
                legend=None,
                scale=alt.Scale(domain=[1, max(most, 2)], range=_WIDTHS),
            ),
            tooltip=tooltips(words, fields),
        )
    )
    dots = _dots(nodes, words).encode(x=x, y=y)
    named = int(nodes["n_mentions"].max())
    radii = [
        Point.radius_of(float(np.interp(mentions, [1, max(named, _LARGE)], _AREAS)))
        for mentions in nodes["n_mentions"]
    ]
    points = [Point(*point) for point in zip(nodes["x"], nodes["y"], radii, nodes["label"], strict=True)]
    size = (_WIDTH, _HEIGHT)
    return [strokes, dots, *layers(placed(points, _NAMED, size), size)]


def _dots(nodes: pd.DataFrame, words: Words) -> alt.Chart:
    kinds = [kind for kind in KINDS if kind in set(nodes["kind"])]
    called = [words(f"kinds.{kind}") for kind in kinds]
    named = int(nodes["n_mentions"].max())
    drawn = nodes.assign(kind=nodes["kind"].map(dict(zip(kinds, called, strict=True))).astype("str"))
    alike: dict[str, Any] = {"type": "nominal", "title": words("network.kind")}
    plot: alt.Chart = (
        alt.Chart(drawn)
        .mark_point(filled=True, opacity=1, stroke=PAGE, strokeWidth=1)
        .encode(
            size=alt.Size(
                "n_mentions",
                type="quantitative",
                legend=None,
                scale=alt.Scale(domain=[1, max(named, _LARGE)], range=_AREAS),
            ),
            color=alt.Color(
                "kind", scale=alt.Scale(domain=called, range=[COLOURS[kind] for kind in kinds]), **alike
            ),
            shape=alt.Shape(
                "kind", scale=alt.Scale(domain=called, range=[_SHAPES[kind] for kind in kinds]), **alike
            ),
            tooltip=tooltips(
                words,
                {
                    "name": "name",
                    "kind": "network.kind",
                    "n_mentions": "n_mentions",
                    "entity_id": "identifier",
                },
            ),
        )
    )
    return plot
