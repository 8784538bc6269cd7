"""An analysis at a glance: how much of what, when, who and what is named most, themes over time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from luksia_nlp.display.charts.periods import all_periods, freq_for, period_of
from luksia_nlp.display.charts.words import Words
from luksia_nlp.display.colours import COLOURS
from luksia_nlp.display.pages import Shown, filled
from luksia_nlp.display.rows import rows_of
from luksia_nlp.display.sparkline import sparkline
from luksia_nlp.display.summary import summary
from luksia_nlp.display.wording import Language, count, days, percentage, wording
from luksia_nlp.tables.quoted import n_quotes
from luksia_nlp.tables.schemas import ENTITY_TABLES

Tables = Mapping[str, pd.DataFrame]
# How many of the most named are listed: what fits beside each other without scrolling. Set by hand.
_LISTED = 7


def overview(tables: Tables, language: Language) -> Shown:
    """Counts, period, the most named and themes over time.

    Args:
        tables: Table name -> table.
        language: `"fi"` or `"en"`.

    Raises:
        SettingsError: The language is neither.
    """
    words = wording("display.toml", language)
    dates = tables["articles"]["published"].dropna()
    counts = [
        (words["articles"], len(tables["articles"])),
        *((words[name], int((tables[name]["n_mentions"] > 0).sum())) for name in ENTITY_TABLES),
        (words["quotes"], n_quotes(tables["quotes"])),
    ]
    if len(tables["failures"]):
        counts.append((words["failures"], len(tables["failures"])))
    html = filled(
        "overview.html",
        language=language,
        words=words,
        period=days(dates, language),
        counts=[(name, count(number, language)) for name, number in counts],
        lists=[{"name": words[name], "rows": _most(tables[name], language)} for name in ENTITY_TABLES],
        themes=_themes(tables, words, language),
        has_dates=len(dates) > 0,
    )
    return Shown(html, summary(tables), words["overview"], language)


def _most(entities: pd.DataFrame, language: Language) -> list[tuple[str, str]]:
    columns = entities[["name", "n_mentions"]].head(_LISTED)
    return [(name, count(number, language)) for name, number in rows_of(columns) if number]


def _themes(tables: Tables, words: Mapping[str, str], language: Language) -> list[dict[str, Any]]:
    """Each theme with how many articles it shows in, and its line over time."""
    of_theme = tables["article_themes"]
    present = of_theme.groupby("theme", sort=False)["present"].agg(["sum", "size"])
    shares, freq = _shares(tables)
    spoken = Words(language)
    lines = shares.set_axis([spoken.period(period, freq) for period in shares.index])
    rows = []
    for theme, number, total in rows_of(present.reset_index()):
        rows.append(
            {
                "name": theme,
                "n": words["of_articles"].format(n=count(number, language), all=count(total, language)),
                "line": "" if shares.empty else _line(str(theme), lines[theme], words, language),
            }
        )
    return rows


def _shares(tables: Tables) -> tuple[pd.DataFrame, str]:
    """The share of articles with each theme: a row per period, a column per theme; and what a period is."""
    dated = tables["articles"][["article_id", "published"]].dropna()
    freq = freq_for(dated["published"], None)
    found = tables["article_themes"].merge(dated, on="article_id")
    found["period"] = period_of(found["published"], freq)
    shares = found.pivot_table(index="period", columns="theme", values="present", aggfunc="mean")
    return shares.reindex(all_periods(dated["published"], freq)["period"]), freq


def _line(theme: str, own: pd.Series[float], words: Mapping[str, str], language: Language) -> str:
    shares = [None if pd.isna(share) else float(share) for share in own]
    known = [(when, share) for when, share in zip(own.index, shares, strict=True) if share is not None]
    told = words["sparkline"].format(
        theme=theme,
        first=known[0][0],
        start=percentage(known[0][1], language),
        last=known[-1][0],
        end=percentage(known[-1][1], language),
        most=percentage(max(share for _, share in known), language),
    )
    return sparkline(shares, told, COLOURS["theme"])
