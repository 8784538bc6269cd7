"""The chart of who is named most, and when."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from luksia_nlp.display.charts.kinds import HConcatChart, LayerChart
from luksia_nlp.display.charts.periods import all_periods, freq_for, period_of
from luksia_nlp.display.charts.ranking import check_choice, check_number, labels_of
from luksia_nlp.display.charts.sheet import (
    WHOLE,
    empty,
    of_counts,
    of_names,
    of_time,
    shades,
    title,
    tooltips,
)
from luksia_nlp.display.charts.style import HEIGHT, LAND, NARROW, ROW, SHADES, WIDE
from luksia_nlp.display.charts.words import Words
from luksia_nlp.display.colours import COLOURS
from luksia_nlp.records import Kind
from luksia_nlp.tables.schemas import CREDITS, ENTITY_TABLES

Tables = Mapping[str, pd.DataFrame]
# Widths of the bars and of the periods beside them, in pixels: together as wide as one plot. Set by hand.
_BARS, _TREND = 170, NARROW - 190
# How much of its row a square fills, room between a bar and its number in pixels, and how far the axis goes
# beyond the longest bar, so that its number has room. Set by hand.
_BAND, _NUMBER, _BEYOND = 0.9, 4, 1.15
# The lightest shade of each colour.
_LIGHT = {"person": SHADES[0], "organisation": "#f8dcc8", "place": "#cdebe2"}


def most_named(
    tables: Tables, words: Words, kind: Kind, n: int, freq: str | None
) -> HConcatChart | LayerChart:
    """Bars of the most named, and beside each when it is named.

    Args:
        tables: Table name -> table.
        words: The language.
        kind: `person`, `organisation` or `place`.
        n: How many of them.
        freq: The period; None to choose.

    Raises:
        SettingsError: The kind or the period is unknown, the period is too short, or the number is none.
    """
    table = {known: name for name, known in ENTITY_TABLES.items()}
    check_choice("kind", kind, list(table))
    check_number(n)
    named = tables[table[kind]][["entity_id", "name", "n_mentions", "n_articles"]]
    named = named[named["n_mentions"] > 0]
    order = ["n_mentions", "n_articles", "entity_id"]
    top = named.sort_values(order, ascending=[False, False, True]).head(n).reset_index(drop=True)
    top.insert(2, "label", labels_of(top["name"]))
    heading = words(f"most_named.title_{kind}")
    dated, dates = _dated(tables, top), tables["articles"]["published"].dropna()
    freq = freq_for(dates, freq, len(top))
    if top.empty:
        return empty(words, top, title(heading), (WIDE, HEIGHT), heading)
    first = top.iloc[0]
    mentions = words.count(int(first["n_mentions"]), "mention")
    plots, below = [_bars(top, words, kind)], words("most_named.subtitle_undated")
    if len(dated):
        counts = _by_period(top, dated, freq)
        plots.append(_trend(top, counts, all_periods(dates, freq), words, kind, freq))
        darkest = words.count(int(counts["n_mentions"].max()), "mention")
        how_often = words(f"how_often.{freq}")
        below = words("most_named.subtitle", how_often=how_often, mentions=darkest)
    chart = HConcatChart(
        data=top,
        hconcat=plots,
        title=title(heading, below),
        description=words("most_named.alt", title=heading, name=first["label"], mentions=mentions),
    )
    return chart.speaking(words)


def _dated(tables: Tables, top: pd.DataFrame) -> pd.DataFrame:
    """The mentions in the news of those that are shown, with their dates."""
    mentions = tables["mentions"]
    chosen = mentions["entity_id"].isin(top["entity_id"]) & ~mentions["position"].isin(CREDITS)
    dates = tables["articles"][["article_id", "published"]].dropna()
    return mentions.loc[chosen, ["article_id", "entity_id"]].merge(dates, on="article_id")


def _bars(top: pd.DataFrame, words: Words, kind: str) -> alt.LayerChart:
    fields = {"name": f"kinds.{kind}", "n_mentions": "n_mentions", "n_articles": "n_articles"}
    plot = alt.Chart(top).encode(
        x=alt.X(**of_counts("n_mentions", int(top["n_mentions"].max()), words("n_mentions"), _BEYOND)),
        y=of_names(list(top["label"]), words(f"kinds.{kind}")),
        tooltip=tooltips(words, fields | {"entity_id": "identifier"}),
    )
    bars = plot.mark_bar(color=COLOURS[kind])
    numbers = plot.mark_text(align="left", baseline="middle", dx=_NUMBER).encode(
        text=alt.Text("n_mentions", type="quantitative", format=WHOLE)
    )
    return alt.LayerChart(layer=[bars, numbers], width=_BARS, height=alt.Step(ROW))


def _by_period(top: pd.DataFrame, dated: pd.DataFrame, freq: str) -> pd.DataFrame:
    """A row for each of them and each period in which it is named."""
    counted = (
        dated.assign(period=period_of(dated["published"], freq))
        .groupby(["entity_id", "period"], as_index=False)
        .size()
        .rename(columns={"size": "n_mentions"})
    )
    periods = all_periods(dated["published"], freq)
    return top[["entity_id", "name", "label"]].merge(counted, on="entity_id").merge(periods, on="period")


def _trend(
    top: pd.DataFrame, counts: pd.DataFrame, periods: pd.DataFrame, words: Words, kind: str, freq: str
) -> alt.LayerChart:
    """For each of them a row of periods, the darker the more it is named in each."""
    most = int(counts["n_mentions"].max())
    y = of_names(list(top["label"]), None)
    fields = {"name": f"kinds.{kind}", "period": "period", "n_mentions": "n_mentions"}
    shade = shades([0, most], [_LIGHT[kind], COLOURS[kind]])
    squares = (
        alt.Chart(counts)
        .mark_rect(height=alt.RelativeBandSize(_BAND))
        .encode(
            x=of_time(words, periods, freq, _TREND),
            x2=alt.X2("period_end"),
            y=y,
            color=alt.Color("n_mentions", type="quantitative", scale=shade, legend=None),
            tooltip=tooltips(words, fields, freq),
        )
    )
    ground = alt.Chart(top).mark_rect(color=LAND, opacity=0.5, height=alt.RelativeBandSize(_BAND))
    return alt.LayerChart(layer=[ground.encode(y=y), squares], width=_TREND, height=alt.Step(ROW))
