"""What is around every plot: title, axes, what shows beside the pointer; and an empty sheet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import altair as alt
import pandas as pd

from luksia_nlp.display.charts.kinds import LayerChart
from luksia_nlp.display.charts.style import SUBTITLE_WIDTH, TITLE_WIDTH, WIDE
from luksia_nlp.display.charts.words import Words, lines

# Vega's formats, which follow the language: whole numbers with their thousands apart, shares in hundreds.
WHOLE, PERCENT, AXIS_PERCENT = ",d", ".1%", "~%"
# Letters of what an empty sheet says, in pixels: as large as a title.
_NOTHING = 17
# Room between names and what they name, in pixels. Set by hand.
_ABOVE = 6
# Steps of an axis of whole numbers, and how many there are at most. Set by hand.
_STEPS, _TICKS = (1, 2, 5), 4
# The pixels that a date on an axis needs, by its period, and the least number of periods that an axis has
# room for, so that one alone does not fill it. Set by hand.
_DATES, _LEAST = {"D": 75, "W": 75, "MS": 65, "QS": 65, "YS": 40}, 6


def title(text: str, subtitle: str = "", width: float = WIDE) -> alt.Title:
    """A title with a smaller line below, broken to fit.

    Args:
        text: The title.
        subtitle: What stands below it.
        width: The plot's width in pixels.
    """
    part = width / WIDE
    below = lines(subtitle, round(SUBTITLE_WIDTH * part)) if subtitle else alt.Undefined
    return alt.Title(lines(text, round(TITLE_WIDTH * part)), subtitle=below)


def empty(
    words: Words, data: pd.DataFrame, heading: alt.Title, size: tuple[float, float], subject: str
) -> LayerChart:
    """A sheet that says that there is nothing to show.

    Args:
        words: The language.
        data: The chart's data, which have no rows.
        heading: Its title.
        size: Width and height in pixels.
        subject: What the alternative text is about.
    """
    width, height = size
    text = (
        alt.Chart(alt.InlineData([{"text": words("nothing")}]))
        .mark_text(fontSize=_NOTHING, align="center", baseline="middle")
        .encode(text=alt.Text("text", type="nominal"), x=alt.value(width / 2), y=alt.value(height / 2))
    )
    chart = LayerChart(data=data, layer=[text], width=width, height=height, title=heading)
    chart = chart.properties(description=words("nothing_alt", title=subject))
    return chart.speaking(words)


def tooltips(words: Words, fields: Mapping[str, str], freq: str | None = None) -> list[alt.Tooltip]:
    """What shows beside the pointer: a line for each field, each called by its name in the language.

    Args:
        words: The language.
        fields: Field -> key of its name. Fields of shares and dates are known by their names.
        freq: The period, which says how dates are written; None for days.
    """
    return [_tooltip(words, field, words(key), freq) for field, key in fields.items()]


def _tooltip(words: Words, field: str, name: str, freq: str | None) -> alt.Tooltip:
    kind: Literal["nominal", "temporal", "quantitative"] = "nominal"
    shape: Any = alt.Undefined
    if field in ("period", "published"):
        kind, shape = "temporal", words(f"axis_dates.{freq or 'D'}")
    elif "share" in field:
        kind, shape = "quantitative", PERCENT
    elif field.startswith("n_"):
        kind, shape = "quantitative", WHOLE
    return alt.Tooltip(field, type=kind, title=name, format=shape)


def of_time(
    words: Words, periods: pd.DataFrame, freq: str, width: float, is_named: bool = True, field: str = "period"
) -> alt.X:
    """The axis of time, over all periods, with dates at some of their beginnings.

    Args:
        words: The language.
        periods: The periods, as `all_periods` gives them; at least one.
        freq: The period.
        width: The plot's width in pixels.
        is_named: Whether the axis has its name and dates; else it only is in line with another one below.
        field: The column of dates.
    """
    starts, end = periods["period"], periods["period_end"].iloc[-1]
    missing = max(_LEAST - len(starts), 0)
    around = (periods["period_end"].iloc[0] - starts.iloc[0]) * missing / 2
    every = math.ceil(len(starts) / max(width // _DATES[freq], 1))
    axis = alt.Axis(
        values=moments(starts.iloc[::every]),
        format=words(f"axis_dates.{freq}"),
        title=words("period") if is_named else None,
        labels=is_named,
        ticks=is_named,
        grid=False,
        labelFlush=False,
        labelOverlap="greedy",
    )
    domain = moments(pd.Series([starts.iloc[0] - around, end + around]))
    return alt.X(field, type="temporal", axis=axis, scale=alt.Scale(domain=domain))


def moments(dates: pd.Series[Any]) -> Sequence[alt.DateTime]:
    """Dates as Vega-Lite writes them, in the same time zone as those of the data: the reader's own."""
    return [
        alt.DateTime(year=date.year, month=date.month, date=date.day, hours=date.hour, minutes=date.minute)
        for date in dates
    ]


def of_names(labels: Sequence[str], name: str | None) -> alt.Y:
    """The axis of names, in their order from the top.

    Args:
        labels: The labels, in the column `label`.
        name: The axis' name, which can be empty; None for an axis that is seen on another plot beside.
    """
    # The name stands on top of the labels like the head of a table's column, a few pixels from them.
    head = alt.Axis(
        title=name or None,
        titleAngle=0,
        titleAlign="right",
        titleBaseline="bottom",
        titleX=-_ABOVE,
        titleY=-_ABOVE,
        grid=False,
        ticks=False,
        domain=False,
        labelPadding=_ABOVE,
    )
    axis = None if name is None else head
    return alt.Y("label", type="nominal", axis=axis, scale=alt.Scale(domain=list(labels)))


def of_counts(field: str, most: int, name: str, beyond: float = 1) -> Mapping[str, Any]:
    """An axis of whole numbers from zero, with a few of them.

    Args:
        field: The column.
        most: The largest number.
        name: The axis' name.
        beyond: How many times as far as the largest number the axis goes.
    """
    most = max(most, 1)
    step = next(
        number * 10**zeros
        for zeros in range(len(str(most)) + 1)
        for number in _STEPS
        if number * 10**zeros * _TICKS >= most
    )
    ticks = list(range(0, most + step, step))
    axis = alt.Axis(title=name, format=WHOLE, values=ticks)
    scale = alt.Scale(domain=[0, max(ticks[-1], most * beyond)], nice=False)
    return {"shorthand": field, "type": "quantitative", "axis": axis, "scale": scale}


def shades(domain: Sequence[float], colours: Sequence[str]) -> alt.Scale:
    """Colours of numbers, each between its neighbours; Vega's own way between them goes by way of others.

    Args:
        domain: Numbers.
        colours: The colour of each.
    """
    return alt.Scale(domain=list(domain), range=list(colours), interpolate="rgb")
