"""A short text of what an analysis found."""

from __future__ import annotations

from luksia_nlp.analysis import Analysis

# How many of the most mentioned things, and of failures, are named.
_SHOWN = 5


def summary(analysis: Analysis) -> str:
    """A short text of what was found: counts, the most named things, articles by theme, failures.

    Example:
        >>> from luksia_nlp import analyze
        >>> print(summary(analyze("Timo Virtanen opettaa Lohjalla.")).splitlines()[0])
        1 article, 1 sentence, 2 mentions of names
    """
    articles, failures = analysis.articles, analysis.failures
    lines = [
        ", ".join(
            (
                _count(len(articles), "article"),
                _count(len(analysis.sentences), "sentence"),
                f"{_count(len(analysis.mentions), 'mention')} of names",
            )
        )
    ]
    for title, table in (
        ("People", analysis.people),
        ("Organisations", analysis.organisations),
        ("Places", analysis.places),
    ):
        most = [
            f"{name} ({n})" for name, n in table[["name", "n_mentions"]].head(_SHOWN).itertuples(index=False)
        ]
        lines.append(f"{title + ':':<15}{len(table):>5}   {', '.join(most)}")
    present = analysis.article_themes.groupby("theme", sort=False)["present"].sum()
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


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
