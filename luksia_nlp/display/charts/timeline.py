"""The chart of one entity's life in the news."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from luksia_nlp.display.charts.kinds import LayerChart, VConcatChart
from luksia_nlp.display.charts.periods import all_periods, freq_for, period_of
from luksia_nlp.display.charts.sheet import empty, of_counts, of_time, title, tooltips
from luksia_nlp.display.charts.style import ROW, WIDE
from luksia_nlp.display.charts.words import Words
from luksia_nlp.display.colours import COLOURS, PAGE
from luksia_nlp.tables.evidence import entity_id_of
from luksia_nlp.tables.quoted import REPEATED, first_pieces
from luksia_nlp.tables.schemas import CREDITS, ENTITY_TABLES

Tables = Mapping[str, pd.DataFrame]
# Heights of the plots of mentions and of quotes, and room between plots, in pixels. Set by hand.
_MENTIONS, _QUOTES, _GAP = 150, 80, 12
# More points than this run into each other. Set by hand.
_MOST_DOTS = 500
# Any number; always the same, so that the picture is.
_SEED = 7
# The least and the largest area of a point, in square pixels. Set by hand.
_DOTS = [40, 220]
_ARTICLE = ["article_id", "published", "title", "n_mentions", "n_quotes"]
_COUNTS = ["n_mentions", "n_quotes"]


def timeline(
    tables: Tables, whole: Tables, words: Words, person: str, freq: str | None
) -> VConcatChart | LayerChart:
    """When an entity is mentioned and quoted, by period, and in which articles.

    Args:
        tables: Table name -> table, of the articles that were asked for.
        whole: All tables, which say who there is.
        words: The language.
        person: The entity's identifier or name.
        freq: The period; None to choose.

    Raises:
        EntityError: There is no such entity, or several have the name.
        SettingsError: The period is unknown or too short.
    """
    entity_id, name, kind = _entity(whole, person)
    articles = _articles(tables, entity_id)
    dated = articles[articles["published"].notna()]
    freq = freq_for(dated["published"], freq)
    data = _counted(dated, freq, entity_id, name)
    called = words("timeline.title", name=" ".join(name.split()))
    counts = {key: int(articles[key].sum()) for key in _COUNTS}
    undated = {key: number - int(dated[key].sum()) for key, number in counts.items()}
    also = words.also([_said(words, "timeline.undated", undated)] if sum(undated.values()) else [])
    if data.empty:
        return empty(words, data, title(called, also), (WIDE, _MENTIONS + _QUOTES), called)
    below = _said(words, "timeline.subtitle", counts, how_often=words(f"how_often.{freq}"))
    part = words("timeline.dots_part", number=_MOST_DOTS) if len(dated) > _MOST_DOTS else ""
    most = data.iloc[int(data["n_mentions"].argmax())]
    text = _said(
        words,
        "timeline.alt",
        counts,
        name=name,
        time=words.stretch(data["period"], freq),
        period=words.period(most["period"], freq),
        most=words.count(int(most["n_mentions"]), "mention"),
    )
    bars = {"n_mentions": COLOURS[kind], "n_quotes": COLOURS["theme"]}
    chart = VConcatChart(
        data=data,
        vconcat=[
            *(_bars(data, words, freq, key, colour) for key, colour in bars.items() if data[key].any()),
            _dots(dated, data, words, freq, COLOURS[kind]),
        ],
        spacing=_GAP,
        title=title(called, ". ".join(filter(None, [below, also, part])) if also or part else below),
        description=text,
    )
    return chart.speaking(words)


def _entity(tables: Tables, person: str) -> tuple[str, str, str]:
    """Identifier, name and kind of who is asked for."""
    mentions = tables["mentions"]
    names = dict(zip(mentions["entity_id"], mentions["name"], strict=True))
    entity_id = entity_id_of(names, person)
    kinds = {
        name: kind for name, kind in ENTITY_TABLES.items() if entity_id in set(tables[name]["entity_id"])
    }
    return entity_id, names[entity_id], next(iter(kinds.values()), "other")


def _said(words: Words, key: str, counts: Mapping[str, int], **values: str) -> str:
    mentions, quotes = (words.count(counts[key], key.removeprefix("n_").rstrip("s")) for key in _COUNTS)
    return words(key, mentions=mentions, quotes=quotes, **values)


def _articles(tables: Tables, entity_id: str) -> pd.DataFrame:
    """The articles that mention or quote it: how often each does."""
    mentions, quotes = tables["mentions"], tables["quotes"]
    named = (mentions["entity_id"] == entity_id) & ~mentions["position"].isin(CREDITS)
    said = (quotes["speaker_entity_id"] == entity_id) & ~quotes["rule"].str.endswith(REPEATED)
    own = quotes[said].assign(quote=first_pieces(quotes)[said])
    counts = {
        "n_mentions": mentions[named].groupby("article_id").size(),
        "n_quotes": own.groupby("article_id")["quote"].nunique(),
    }
    found = tables["articles"].assign(
        **{
            key: tables["articles"]["article_id"].map(count).fillna(0).astype("int64")
            for key, count in counts.items()
        }
    )
    return found.loc[(found["n_mentions"] > 0) | (found["n_quotes"] > 0), _ARTICLE]


def _counted(dated: pd.DataFrame, freq: str, entity_id: str, name: str) -> pd.DataFrame:
    """A row per period, those without a mention too."""
    periods = all_periods(dated["published"], freq)
    counted = (
        dated.assign(period=period_of(dated["published"], freq))
        .groupby("period", as_index=False)
        .agg(
            n_mentions=("n_mentions", "sum"), n_quotes=("n_quotes", "sum"), n_articles=("article_id", "size")
        )
    )
    data = periods.merge(counted, on="period", how="left").assign(entity_id=entity_id, name=name)
    numbers = [*_COUNTS, "n_articles"]
    data[numbers] = data[numbers].fillna(0).astype("int64")
    return data[["entity_id", "name", "period", "period_end", *numbers]]


def _bars(data: pd.DataFrame, words: Words, freq: str, count: str, colour: str) -> alt.Chart:
    fields = {
        "period": "period",
        "n_mentions": "n_mentions",
        "n_quotes": "n_quotes",
        "n_articles": "n_articles",
    }
    marks = alt.Chart(data).mark_rect(color=colour, stroke=PAGE, strokeWidth=1)
    plot: alt.Chart = marks.encode(
        x=of_time(words, data, freq, WIDE, is_named=False),
        x2=alt.X2("period_end"),
        y=alt.Y(**of_counts(count, int(data[count].max()), words(count))),
        y2=alt.Y2Datum(0),
        tooltip=tooltips(words, fields, freq),
    )
    return plot.properties(width=WIDE, height=_MENTIONS if count == "n_mentions" else _QUOTES)


def _dots(dated: pd.DataFrame, data: pd.DataFrame, words: Words, freq: str, colour: str) -> alt.Chart:
    """A point for each article on its day, larger where it has more mentions."""
    # Of those with as many mentions, some from all times.
    mixed = dated.sample(frac=1, random_state=_SEED).sort_values("n_mentions", ascending=False, kind="stable")
    shown = mixed.head(_MOST_DOTS).sort_values("published", kind="stable")
    fields = {"title": "timeline.article_title", "published": "timeline.published"}
    fields |= {"n_mentions": "n_mentions", "n_quotes": "n_quotes", "article_id": "timeline.article_id"}
    most = max(int(shown["n_mentions"].max()), 2)
    area = alt.Scale(domain=[1, most], range=_DOTS)
    y = alt.YDatum(
        words("timeline.dots"), type="nominal", axis=alt.Axis(title=None, ticks=False, domain=False)
    )
    marks = alt.Chart(shown).mark_circle(color=colour, opacity=0.6, stroke=PAGE, strokeWidth=1)
    plot: alt.Chart = marks.encode(
        x=of_time(words, data, freq, WIDE, field="published"),
        y=y,
        size=alt.Size("n_mentions", type="quantitative", scale=area, legend=None),
        tooltip=tooltips(words, fields),
    )
    return plot.properties(width=WIDE, height=ROW)
