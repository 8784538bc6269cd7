"""Charts of themes: how much each shows as time goes by, and in whose sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from luksia_nlp.display.charts.kinds import Chart, LayerChart
from luksia_nlp.display.charts.periods import all_periods, freq_for, period_of
from luksia_nlp.display.charts.ranking import check_choice, check_number, labels_of
from luksia_nlp.display.charts.sheet import (
    AXIS_PERCENT,
    WHOLE,
    empty,
    of_names,
    of_time,
    shades,
    title,
    tooltips,
)
from luksia_nlp.display.charts.style import HEIGHT, NARROW, ROW, SHADES, WIDE
from luksia_nlp.display.charts.words import Words
from luksia_nlp.display.colours import INK, PAGE, SERIES
from luksia_nlp.tables import theme_summaries

Tables = Mapping[str, pd.DataFrame]
# Who can be asked for.
BY = ("person", "organisation", "place", "speaker")
# Themes of which a chart has room: rows of three small plots, or columns of names. Set by hand.
_MOST = 24
# What tells lines apart besides their colours, in the order of `SERIES`: dashes and gaps, in pixels.
_DASHES = ([1, 0], [6, 3], [2, 2], [10, 3], [8, 3, 2, 3])
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
# Areas of points in square pixels, each smaller, so that one on top of another hides none. Set by hand.
_POINTS = (140, 90, 50, 36, 20)
# Small plots in a row, the height of each, room between them, the size of points. Pixels, set by hand.
_COLUMNS, _SMALL, _GAP, _SMALL_POINT = 3, 90, 24, 20
# The share up to which the axis reaches where all are small, and what it is rounded up to.
_LEAST_TOP = 0.1
# Of the largest number, from which part on a square is so dark that its number is white.
_DARK = 0.5
# The most that a square of a theme is wide, and what a letter of its name is, in pixels. Set by hand.
_SQUARE, _LETTER = 125, 6.5
_OVER_TIME = ["period", "theme", "n_articles", "n_present", "share"]


def themes_over_time(tables: Tables, words: Words, freq: str | None) -> Chart | LayerChart:
    """The share of articles in which each theme is present, by period.

    Args:
        tables: Table name -> table.
        words: The language.
        freq: The period; None to choose.

    Raises:
        SettingsError: The period is unknown or too short.
    """
    found = tables["article_themes"].merge(
        tables["articles"][["article_id", "published"]].dropna(), on="article_id"
    )
    present = found.groupby("theme", sort=False)["present"].mean()
    shown = present.nlargest(_MOST, keep="all").index[:_MOST]
    themes = [str(theme) for theme in present.index if theme in set(shown)]
    dates = found.drop_duplicates("article_id")["published"]
    freq = freq_for(dates, freq, len(themes))
    data = _shares(found, themes, all_periods(dates, freq), freq)
    how_often = words(f"how_often.{freq}")
    subtitle = words("themes_over_time.subtitle", how_often=how_often)
    if len(present) > len(themes):
        count = words.count(len(themes), "theme")
        subtitle = words("themes_over_time.subtitle_part", how_often=how_often, themes=count)
    heading = title(words("themes_over_time.title"), subtitle)
    if data.empty:
        heading = title(words("themes_over_time.title"))
        return empty(words, data, heading, (WIDE, HEIGHT), words("themes_over_time.title"))
    top = str(present.idxmax())
    text = words(
        "themes_over_time.alt",
        how_often=how_often,
        time=words.stretch(data["period"], freq),
        theme=top,
        share=words.percent(float(present[top])),
    )
    drawn = _lines if len(themes) <= len(SERIES) else _small_plots
    return drawn(data, words, themes, freq).properties(title=heading, description=text).speaking(words)


def _shares(found: pd.DataFrame, themes: Sequence[str], periods: pd.DataFrame, freq: str) -> pd.DataFrame:
    """A row per period and theme; a period without articles has no share."""
    counted = (
        found.assign(period=period_of(found["published"], freq))
        .groupby(["period", "theme"])
        .agg(n_articles=("article_id", "size"), n_present=("present", "sum"))
    )
    every = pd.MultiIndex.from_product([periods["period"], themes], names=["period", "theme"])
    data = counted.reindex(every, fill_value=0).astype("int64").reset_index()
    data["share"] = data["n_present"] / data["n_articles"].where(data["n_articles"] > 0)
    return data[_OVER_TIME]


def _parts(
    data: pd.DataFrame, words: Words, freq: str, width: float
) -> tuple[alt.X, alt.Y, list[alt.Tooltip]]:
    """The axes and what shows beside the pointer."""
    periods = all_periods(data["period"], freq)
    x = of_time(words, periods, freq, width)
    top = max(np.ceil(data["share"].max() / _LEAST_TOP) * _LEAST_TOP, _LEAST_TOP)
    scale = alt.Scale(domain=[0, round(float(top), 1)], nice=False)
    # Four steps of a share are enough to read it by; whole hundredths.
    axis = alt.Axis(format=AXIS_PERCENT, tickCount=4, title=words("themes_over_time.y"))
    y = alt.Y("share", type="quantitative", axis=axis, scale=scale)
    fields = {"theme": "theme", "period": "period", "share": "share"}
    fields |= {"n_present": "themes_over_time.n_present", "n_articles": "n_articles"}
    return x, y, tooltips(words, fields, freq)


def _lines(data: pd.DataFrame, words: Words, themes: Sequence[str], freq: str) -> LayerChart:
    """All themes in one plot, told apart by colour, dashes and points."""
    x, y, beside = _parts(data, words, freq, WIDE)
    number = len(themes)
    # A legend is in one piece where all its scales have one domain and one title.
    alike: dict[str, Any] = {"type": "nominal", "title": words("theme")}
    colour = alt.Scale(domain=themes, range=SERIES[:number])
    dashes = alt.Scale(domain=list(range(number)), range=_DASHES[:number])
    shapes = alt.Scale(domain=themes, range=_SHAPES[:number])
    # By a number of their own, so that the legend shows the points alone: one domain is one legend.
    places = dict(zip(themes, range(number), strict=True))
    drawn = data.assign(place=data["theme"].map(places))
    plot = alt.Chart(drawn).encode(x=x, y=y, color=alt.Color("theme", scale=colour, **alike))
    strokes = plot.mark_line(strokeWidth=2, strokeJoin="round").encode(
        strokeDash=alt.StrokeDash("place", scale=dashes, type="nominal", legend=None)
    )
    sizes = alt.Scale(domain=list(range(number)), range=_POINTS[:number])
    points = plot.mark_point(filled=True, opacity=1).encode(
        shape=alt.Shape("theme", scale=shapes, **alike),
        size=alt.Size("place", scale=sizes, type="nominal", legend=None),
        tooltip=beside,
    )
    return LayerChart(data=data, layer=[strokes, points], width=WIDE, height=HEIGHT)


def _small_plots(data: pd.DataFrame, words: Words, themes: Sequence[str], freq: str) -> Chart:
    """A small plot for each theme, all on the same scales."""
    width = round(WIDE / _COLUMNS) - _GAP
    x, y, beside = _parts(data, words, freq, width)
    y["axis"] = alt.Axis(format=AXIS_PERCENT, tickCount=2, title=words("share"))
    facet = alt.Facet("theme", type="nominal", columns=_COLUMNS, title=None, sort=list(themes), spacing=_GAP)
    marks = Chart(data).mark_line(
        color=SERIES[0], strokeWidth=1.5, strokeJoin="round", point={"size": _SMALL_POINT, "color": SERIES[0]}
    )
    chart: Chart = marks.encode(x=x, y=y, facet=facet, tooltip=beside).properties(width=width, height=_SMALL)
    return chart


def themes_by(tables: Tables, words: Words, kind: str, n: int) -> LayerChart:
    """Whose sentences show which theme, as a table whose squares are the darker the more there are.

    Args:
        tables: Table name -> table.
        words: The language.
        kind: `person`, `organisation` or `place`: who is mentioned; `speaker`: who speaks.
        n: How many entities, the most frequent ones.

    Raises:
        SettingsError: The kind is unknown, or the number is none.
    """
    check_choice("kind", kind, BY)
    check_number(n)
    if kind == "speaker":
        found = theme_summaries.by_speaker(tables["quotes"], tables["themes"])
    else:
        found = theme_summaries.by_entity(tables["mentions"], tables["themes"], kind)  # type: ignore[arg-type]
    data = _squares(found, n, list(tables["article_themes"]["theme"].drop_duplicates()))
    name = words(f"themes_by.title_{kind}")
    subtitle = words("themes_by.subtitle_speaker" if kind == "speaker" else "themes_by.subtitle")
    if data.empty:
        return empty(words, data, title(name), (WIDE, HEIGHT), name)
    most = data.iloc[int(data["n_sentences"].argmax())]
    text = words(
        "themes_by.alt",
        title=name,
        names=words.count(data["label"].nunique(), "name"),
        name=most["label"],
        theme=most["theme"],
        sentences=words.count(int(most["n_sentences"]), "sentence"),
    )
    chart = _table(data, words, kind)
    return chart.properties(title=title(name, subtitle), description=text).speaking(words)


def _squares(found: pd.DataFrame, n: int, order: Sequence[str]) -> pd.DataFrame:
    """A row per entity and theme, zeros too: those with most sentences first, themes in their order."""
    totals = found.groupby(["entity_id", "name"]).agg({"n_sentences": "sum"}).reset_index()
    totals = totals.sort_values(["n_sentences", "entity_id"], ascending=[False, True]).head(n)
    totals["label"] = labels_of(totals["name"])
    shown = found[found["entity_id"].isin(totals["entity_id"])]
    by_theme = shown.groupby("theme")["n_sentences"].sum().sort_values(ascending=False, kind="stable")
    most = set(by_theme.index[:_MOST])
    themes = pd.DataFrame({"theme": [theme for theme in order if theme in most]}).astype("str")
    every = totals[["entity_id", "name", "label"]].merge(themes, how="cross")
    data = every.merge(shown.drop(columns="name"), on=["entity_id", "theme"], how="left")
    counts = ["n_sentences", "n_articles"]
    data[counts] = data[counts].fillna(0).astype("int64")
    return data


def _table(data: pd.DataFrame, words: Words, kind: str) -> LayerChart:
    themes, labels = list(data["theme"].unique()), list(data["label"].unique())
    most = int(data["n_sentences"].max())
    column = min(_SQUARE, NARROW / len(themes))
    # Names that do not fit beside each other stand aslant.
    angle = 0 if max(map(len, themes)) * _LETTER <= column else -45
    axis = alt.Axis(orient="top", title=words("theme"), labelAngle=angle, domain=False, ticks=False)
    x = alt.X("theme", type="nominal", axis=axis, scale=alt.Scale(domain=themes))
    shade, dark = shades([0, 1, max(most, 2)], [PAGE, *SHADES]), max(most, 2) * _DARK
    fields = {"name": f"kinds.{kind}", "theme": "theme", "n_sentences": "themes_by.n_sentences"}
    fields |= {"n_articles": "n_articles", "entity_id": "identifier"}
    plot = alt.Chart(data).encode(x=x, y=of_names(labels, words(f"kinds.{kind}")))
    squares = plot.mark_rect(stroke=PAGE, strokeWidth=2).encode(
        color=alt.Color("n_sentences", type="quantitative", scale=shade, legend=None),
        tooltip=tooltips(words, fields),
    )
    ink = alt.condition(alt.datum.n_sentences > dark, alt.value(PAGE), alt.value(INK))
    numbers = plot.mark_text(baseline="middle", align="center").encode(
        text=alt.Text("n_sentences", type="quantitative", format=WHOLE), color=ink
    )
    width = column * len(themes)
    return LayerChart(data=data, layer=[squares, numbers], width=width, height=alt.Step(ROW))
