"""A short text of what an analysis found."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from luksia_nlp.tables.quoted import n_quotes
from luksia_nlp.tables.voices import voices

# How many of the most mentioned things, and of failures, are named.
_SHOWN = 5


def summary(tables: Mapping[str, pd.DataFrame]) -> str:
    """A short text of what was found: counts, the most named and most quoted, articles by theme, failures.

    Args:
        tables: Table name -> table.

    Example:
        >>> from luksia_nlp import analyze
        >>> print(summary(analyze("Timo Virtanen opettaa Lohjalla.").tables).splitlines()[0])
        1 article, 1 sentence, 2 mentions of names
    """
    articles, mentions, quotes = tables["articles"], tables["mentions"], tables["quotes"]
    failures, heard = tables["failures"], voices(tables, "speaker")
    lines = [
        ", ".join(
            (
                _count(len(articles), "article"),
                _count(len(tables["sentences"]), "sentence"),
                f"{_count(len(mentions), 'mention')} of names",
            )
        )
    ]
    for title, table in (
        ("People", tables["people"]),
        ("Organisations", tables["organisations"]),
        ("Places", tables["places"]),
    ):
        lines.append(_line(title, len(table), table[["name", "n_mentions"]]))
    known = heard.dropna(subset="name").sort_values("n_quotes", ascending=False, kind="stable")
    lines.append(_line("Quotes", n_quotes(quotes), known[["name", "n_quotes"]]))
    present = tables["article_themes"].groupby("theme", sort=False)["present"].sum()
    shown = ", ".join(f"{theme} {n}" for theme, n in present.items())
    lines.append(f"Articles by theme:     {shown}")
    if len(failures):
        lines.append(f"Not analysed:  {len(failures):>5}")
        columns = failures[["article_id", "stage", "message"]].head(_SHOWN)
        lines += [
            f"  {name} ({stage}): {message}" for name, stage, message in columns.itertuples(index=False)
        ]
        if len(failures) > _SHOWN:
            lines.append(f"  ... and {len(failures) - _SHOWN} more in the table failures")
    return "\n".join(lines)


def _line(title: str, number: int, most: pd.DataFrame) -> str:
    """A line of how many there are and of who is first among them."""
    named = (f"{name} ({n})" for name, n in most.head(_SHOWN).itertuples(index=False))
    return f"{title + ':':<15}{number:>5}   {', '.join(named)}".rstrip()


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
