"""A part of the tables in memory: those of the articles that meet every condition that is given."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches

import pandas as pd

from luksia_nlp.errors import SettingsError
from luksia_nlp.settings import nearest
from luksia_nlp.tables.evidence import entity_id_of
from luksia_nlp.tables.recount import recounted
from luksia_nlp.tables.schemas import ENTITY_TABLES, SCHEMAS

Tables = Mapping[str, pd.DataFrame]
_OF_ARTICLES = tuple(name for name in SCHEMAS if name not in ENTITY_TABLES)
# The first moment of publication that is taken, and the first one that is taken no more.
Between = tuple[pd.Timestamp | None, pd.Timestamp | None]


def part_of(
    tables: Tables,
    between: Between = (None, None),
    theme: str | None = None,
    entity: str | None = None,
    articles: Collection[str] | None = None,
) -> dict[str, pd.DataFrame]:
    """The tables of some articles.

    Identifiers, names and details of entities stay those of all articles; counts, dates and aliases are of
    the part. Failures, which have no date, theme or names, are left out unless `articles` alone names them.

    Args:
        tables: Table name -> table, all of them.
        between: The first moment of publication, and the first one that is too late. With either, articles
            without a date are left out.
        theme: A theme that is present in the article, by its identifier.
        entity: An entity that the article names, credits included: its identifier or name.
        articles: Identifiers of articles.

    Raises:
        EntityError: There is no such entity, or several have the name.
        SettingsError: There is no such theme or article.
    """
    found = tables["articles"]
    start, end = between
    if start is not None:
        found = found[found["published"] >= start]
    if end is not None:
        found = found[found["published"] < end]
    if articles is not None:
        _check_articles(tables, articles)
        found = found[found["article_id"].isin(list(articles))]
    if theme is not None:
        check_theme(tables, theme)
        of_theme = tables["article_themes"]
        present = of_theme.loc[of_theme["present"] & (of_theme["theme"] == theme), "article_id"]
        found = found[found["article_id"].isin(present)]
    if entity is not None:
        mentions = tables["mentions"]
        names = dict(zip(mentions["entity_id"], mentions["name"], strict=True))
        naming = mentions.loc[mentions["entity_id"] == entity_id_of(names, entity), "article_id"]
        found = found[found["article_id"].isin(naming)]
    ids = found["article_id"]
    part = {
        name: tables[name].loc[tables[name]["article_id"].isin(ids)].reset_index(drop=True)
        for name in _OF_ARTICLES
    }
    if articles is None or any(value is not None for value in (start, end, theme, entity)):
        part["failures"] = part["failures"].iloc[:0]
    else:
        failures = tables["failures"]
        named = failures["article_id"].isin(list(articles))
        part["failures"] = failures.loc[named].reset_index(drop=True)
    for name in ENTITY_TABLES:
        part[name] = recounted(name, tables[name], part["mentions"], part["articles"])
    return {name: part[name] for name in SCHEMAS}


def check_theme(tables: Tables, theme: str) -> None:
    """Check that a theme was looked for.

    Args:
        tables: Table name -> table.
        theme: The theme's identifier.

    Raises:
        SettingsError: It was not; the message names the nearest one.
    """
    known = set(tables["article_themes"]["theme"])  # each article has a row of every theme
    if not isinstance(theme, str) or theme not in known:
        hint = nearest(str(theme), known) if known else " No article was analysed for themes."
        raise SettingsError(f"There is no theme {theme!r}.{hint}")


def _check_articles(tables: Tables, articles: Collection[str]) -> None:
    known = {*tables["articles"]["article_id"], *tables["failures"]["article_id"]}
    unknown = sorted(set(articles) - known)
    if unknown:
        more = f", nor {len(unknown) - 1:,} more of those that were given" if len(unknown) > 1 else ""
        close = get_close_matches(unknown[0], known, n=1)
        hint = f" Did you mean {close[0]!r}?" if close else " Take one from the column article_id of a table."
        raise SettingsError(f"There is no article {unknown[0]!r}{more}.{hint}")
