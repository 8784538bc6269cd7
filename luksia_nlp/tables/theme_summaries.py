"""Themes over a whole collection: by article, over time, and who is mentioned or speaks where one shows."""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd

from luksia_nlp.errors import SettingsError
from luksia_nlp.records import Kind
from luksia_nlp.tables.quoted import first_pieces, said_once, said_themes
from luksia_nlp.tables.schemas import CREDITS, ENTITY_TABLES

MatrixValue = Literal["score", "present", "n_hits"]
ThemesBy = Literal["person", "organisation", "place", "speaker"]
_VALUES = ("score", "present", "n_hits")
# A week as it is counted in Finland, as pandas names it.
_FROM_MONDAY = "W-MON"


def matrix(article_themes: pd.DataFrame, value: MatrixValue = "score") -> pd.DataFrame:
    """Articles by themes.

    Args:
        article_themes: The table `article_themes`.
        value: The column that fills the matrix: `score`, `present` or `n_hits`.

    Raises:
        SettingsError: The value is none of these.
    """
    if value not in _VALUES:
        raise SettingsError(f"value = {value!r} must be one of: {', '.join(_VALUES)}.")
    articles = article_themes["article_id"].drop_duplicates()
    themes = article_themes["theme"].drop_duplicates()
    wide = article_themes.pivot(index="article_id", columns="theme", values=value)
    return wide.reindex(index=articles, columns=list(themes)).rename_axis(columns="theme")


def over_time(articles: pd.DataFrame, article_themes: pd.DataFrame, freq: str = "MS") -> pd.DataFrame:
    """How much each theme shows in each stretch of time; articles without a date are left out.

    Args:
        articles: The table `articles`.
        article_themes: The table `article_themes`.
        freq: The stretch, as pandas names it: `D`, `W` (from its Monday), `MS` (months), `QS` (quarters),
            `YS` (years).

    Returns:
        A row per period and theme: `period` (its first day), `theme`, `n_articles` (published in it),
        `n_present` (with the theme), `share` (of articles, 0 to 1), `mean_score` and `n_hits`. A period
        without articles has no share and no mean.

    Raises:
        SettingsError: pandas knows no such stretch.
    """
    dated = articles[["article_id", "published"]].dropna()
    joined = article_themes.merge(dated, on="article_id")
    try:
        pd.tseries.frequencies.to_offset(freq)
        # By itself pandas calls a week by its last Sunday.
        sides: dict[str, Any] = {"closed": "left", "label": "left"} if freq == "W" else {}
        counted = [
            group.resample(_FROM_MONDAY if freq == "W" else freq, on="published", **sides)
            .agg(
                n_articles=("article_id", "size"),
                n_present=("present", "sum"),
                mean_score=("score", "mean"),
                n_hits=("n_hits", "sum"),
            )
            .assign(theme=theme)
            .reset_index(names="period")
            for theme, group in joined.groupby("theme", sort=False)
        ]
    except (ValueError, TypeError) as error:
        message = f"freq = {freq!r} is no stretch of time; there are D, W, MS, QS and YS (days to years)."
        raise SettingsError(message) from error
    columns = ["period", "theme", "n_articles", "n_present", "share", "mean_score", "n_hits"]
    if not counted:
        return pd.DataFrame({column: [] for column in columns})
    table = pd.concat(counted, ignore_index=True).sort_values("period", kind="stable", ignore_index=True)
    table["share"] = table["n_present"] / table["n_articles"].where(table["n_articles"] > 0)
    return table[columns].astype({"n_articles": "int64", "n_present": "int64", "n_hits": "int64"})


def by_entity(mentions: pd.DataFrame, themes: pd.DataFrame, kind: Kind) -> pd.DataFrame:
    """Who or what is mentioned in sentences of which theme, the most frequent first, credits left out.

    Args:
        mentions: The table `mentions`.
        themes: The table `themes`.
        kind: `person`, `organisation` or `place`.

    Returns:
        A row per entity and theme: `entity_id`, `name`, `theme`, `n_sentences` (with both) and `n_articles`.

    Raises:
        SettingsError: The kind is unknown.
    """
    if kind not in ENTITY_TABLES.values():
        known = ", ".join([*ENTITY_TABLES.values(), "speaker"])
        raise SettingsError(f"kind = {kind!r} must be one of: {known}.")
    where = ["article_id", "sentence_id"]
    chosen = (mentions["kind"] == kind) & ~mentions["position"].isin(CREDITS)
    named = mentions.loc[chosen, [*where, "entity_id", "name"]].drop_duplicates()
    shown = themes.loc[themes["not_counted"].isna(), [*where, "theme"]].drop_duplicates()
    return _counted(named.merge(shown, on=where))


def by_speaker(quotes: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Who speaks of which theme, the most frequent first; unknown speakers are left out.

    What a headline repeats from the text counts once.

    Args:
        quotes: The table `quotes`.
        themes: The table `themes`.

    Returns:
        A row per speaker and theme: `entity_id`, `name`, `theme`, `n_sentences` (where the theme shows in
        what the speaker says) and `n_articles`.
    """
    quotes = said_once(quotes)
    speakers = pd.DataFrame(
        {
            "quote": first_pieces(quotes),
            "entity_id": quotes["speaker_entity_id"],
            "name": quotes["speaker"],
        }
    )
    told = said_themes(quotes, themes).merge(speakers.dropna().drop_duplicates(), on="quote")
    return _counted(told.drop_duplicates(["entity_id", "theme", "article_id", "sentence_id"]))


def _counted(sentences: pd.DataFrame) -> pd.DataFrame:
    """Sentences of an entity and a theme, counted, the most frequent first."""
    table = sentences.groupby(["entity_id", "name", "theme"], as_index=False).agg(
        n_sentences=("sentence_id", "size"), n_articles=("article_id", "nunique")
    )
    ordered = table.sort_values(["n_sentences", "entity_id", "theme"], ascending=[False, True, True])
    return ordered.reset_index(drop=True)
