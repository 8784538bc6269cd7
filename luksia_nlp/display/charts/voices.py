"""The chart of who is quoted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from luksia_nlp.display.charts.kinds import LayerChart, VConcatChart
from luksia_nlp.display.charts.ranking import check_choice, check_number, labels_of
from luksia_nlp.display.charts.sheet import AXIS_PERCENT, empty, of_names, title, tooltips
from luksia_nlp.display.charts.style import HEIGHT, NARROW, ROW, WIDE
from luksia_nlp.display.charts.words import Words
from luksia_nlp.display.colours import SERIES
from luksia_nlp.tables.voices import voices

Tables = Mapping[str, pd.DataFrame]
# Whose voices can be asked for.
BY = ("speaker", "person", "organisation", "role")
_KEY = ["entity_id", "name"]
_COUNTS = ["n_quotes", "n_direct", "n_indirect", "n_words", "share"]
_WAYS = ("direct", "indirect")
# Direct words are dark, indirect ones light, so that they are told apart without colours, too.
_SHADES = (SERIES[0], "#9cc6e3")
# Room between a bar and its number in pixels, and how far the axis goes beyond the longest bar, so that its
# number has room. Set by hand.
_NUMBER, _BEYOND = 4, 1.15
# How many times as much as the first one all others must be to have a scale of their own. Set by hand.
_FAR = 2


def voices_chart(tables: Tables, words: Words, by: str, n: int) -> LayerChart | VConcatChart:
    """How much of all that is quoted is whose, what is quoted directly and what is not told apart.

    Args:
        tables: Table name -> table.
        words: The language.
        by: `speaker`, `person`, `organisation` or `role`.
        n: How many of them; all others are one row.

    Raises:
        SettingsError: `by` is none of these, or the number is none.
    """
    check_choice("by", by, BY)
    check_number(n)
    rows = _rows(tables, words, by, n)
    data = _by_way(rows)
    name = words(f"voices.title_{by}")
    if data.empty:
        return empty(words, data, title(name), (WIDE, HEIGHT), name)
    plots = _plots(data, rows, words, by)
    chart: LayerChart | VConcatChart
    if len(plots) == 1:
        chart = LayerChart(data=data, layer=plots[0].layer, width=NARROW, height=alt.Step(ROW))
    else:
        chart = VConcatChart(data=data, vconcat=plots)
    return chart.properties(title=title(name), description=_told(rows, words)).speaking(words)


def _told(rows: pd.DataFrame, words: Words) -> str:
    """The alternative text."""
    known, rest = rows[rows["name"].notna()], rows[rows["name"].isna()]
    if known.empty:
        return words("voices.alt_unknown")
    first = known.iloc[0]
    told = {"name": first["label"], "share": words.percent(float(first["share"]))}
    if rest.empty:
        return words("voices.alt", **told)
    last = rest.iloc[0]
    return words("voices.alt_rest", **told, label=last["label"], rest=words.percent(float(last["share"])))


def _called(words: Words, n_others: int, has_unknown: bool) -> str:
    """What the last row is of: those that are not shown, those that nobody knows, or both."""
    if not n_others:
        return words("voices.unknown")
    return words("voices.both" if has_unknown else "voices.others", n=words.number(n_others))


def _rows(tables: Tables, words: Words, by: Any, n: int) -> pd.DataFrame:
    """The first ones, and all others as the last row, which has no name."""
    heard = voices(tables, by)
    quotes = tables["quotes"]
    # Of a quote in pieces, some can be direct and some not; its words are counted where they stand.
    direct = voices({**tables, "quotes": quotes[quotes["kind"] == "direct"]}, by)
    of_each = direct[[*_KEY, "n_words"]].rename(columns={"n_words": "direct"})
    heard = heard.merge(of_each, on=_KEY, how="left").fillna({"direct": 0, "share": 0.0})
    heard["direct"] = heard["direct"].astype("int64")
    named = heard[heard["name"].notna()]
    unknown = heard[heard["name"].isna() & (heard["n_words"] > 0)]
    first, others = named.head(n), pd.concat([named.iloc[n:], unknown])
    rest = others[[*_COUNTS, "direct"]].sum().to_frame().T.assign(entity_id=None, name=None)
    rows = pd.concat([first, rest.astype(first[[*_KEY, *_COUNTS]].dtypes)]) if len(others) else first
    rows = rows[[*_KEY, *_COUNTS, "direct"]].astype({"direct": "int64"}).reset_index(drop=True)
    rows["label"] = labels_of(rows["name"].fillna(_called(words, len(named.iloc[n:]), len(unknown) > 0)))
    return rows


def _by_way(rows: pd.DataFrame) -> pd.DataFrame:
    """A row for what each says directly, and one for what indirectly."""
    total = int(rows["n_words"].sum())
    counts = {"direct": rows["direct"], "indirect": rows["n_words"] - rows["direct"]}
    parts = [
        rows.drop(columns="direct")
        .rename(columns={"n_words": "n_words_all", "share": "share_all"})
        .assign(way=way, order=order, n_words=counts[way], share=counts[way] / max(total, 1))
        for order, way in enumerate(_WAYS)
    ]
    data = pd.concat(parts).sort_index(kind="stable").reset_index(drop=True)
    return data[
        [
            "entity_id",
            "name",
            "label",
            "way",
            "order",
            "n_words",
            "share",
            "n_words_all",
            "share_all",
            "n_quotes",
            "n_direct",
            "n_indirect",
        ]
    ]


def _plots(data: pd.DataFrame, rows: pd.DataFrame, words: Words, by: str) -> list[alt.LayerChart]:
    """The bars; in two scales where all others are so many that the first ones would hardly be seen."""
    is_rest = rows["name"].isna()
    known, rest = rows[~is_rest], rows[is_rest]
    if known.empty or rest.empty or rest["share"].sum() <= _FAR * known["share"].max():
        return [_bars(data, rows, words, by)]
    sums = (
        data.assign(is_rest=data["name"].isna())
        .groupby(["is_rest", "way", "order"], as_index=False)
        .sum(numeric_only=True)
    )
    labels = {False: words("voices.shown"), True: rest["label"].iloc[0]}
    sums["label"] = sums["is_rest"].map(labels).astype("str")
    totals = sums.groupby(["is_rest", "label"]).agg({"share": "sum"}).reset_index()
    return [
        _bars(data[data["name"].notna()], known, words, by),
        _bars(sums, totals, words, ""),
    ]


def _bars(data: pd.DataFrame, rows: pd.DataFrame, words: Words, by: str) -> alt.LayerChart:
    """Bars with their numbers; of names, or where `by` is empty of all words."""
    called = [words(f"voices.{way}") for way in _WAYS]
    drawn = data.assign(way=data["way"].map(dict(zip(_WAYS, called, strict=True))).astype("str"))
    head = words(f"kinds.{by}") if by else ""
    fields = {"label": f"kinds.{by}" if by else "name", "way": "voices.way", "n_words": "n_words"}
    fields |= {"share": "share", "n_words_all": "voices.n_words_all", "share_all": "voices.share_all"}
    fields |= {"n_quotes": "n_quotes"}
    most = float(rows["share"].max()) * _BEYOND or 1
    scale = alt.Scale(domain=[0, most if by else _BEYOND], nice=False)
    # A few numbers are enough to read a bar by that has its own beside it.
    axis = alt.Axis(title=words("voices.x"), format=AXIS_PERCENT, tickCount=5)
    y = of_names(list(rows["label"]), head)
    colour = alt.Scale(domain=called, range=list(_SHADES))
    bars = (
        alt.Chart(drawn)
        .mark_bar()
        .encode(
            x=alt.X("share", type="quantitative", axis=axis, scale=scale),
            y=y,
            order=alt.Order("order", type="quantitative"),
            color=alt.Color("way", type="nominal", title=words("voices.way"), scale=colour),
            tooltip=tooltips(words, fields),
        )
    )
    numbers = (
        alt.Chart(rows[["label", "share"]].assign(shown=rows["share"].map(words.percent)))
        .mark_text(align="left", baseline="middle", dx=_NUMBER)
        .encode(
            x=alt.X("share", type="quantitative", scale=scale),
            y=y,
            text=alt.Text("shown", type="nominal"),
        )
    )
    return alt.LayerChart(layer=[bars, numbers], width=NARROW, height=alt.Step(ROW))
