"""Cases: small inputs, each for a kind of fault, with what must be found in them.

A case is a line of JSON: `id`, `kind`, `text`, and `check`, which holds any of

* `people`, `organisations`, `places`: base forms that must be names in that table;
* `not_people`, `not_organisations`, `not_places`: names that must not be there;
* `base_form`: surface to the base form of its mention.

`extra` holds what other columns must say: `role`, `organisation`, `type`, `type_not`, `municipality` (each
name to value), `position` (surface to position), `entity` (surface to the names its entity may have),
`n_sentences`, `sentences`. Capitals and small letters are alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from luksia_nlp import Analysis, Analyzer, Article
from tests.gold import gold_rows

FOLDER = Path(__file__).parent / "data" / "cases"
_TABLES = ("people", "organisations", "places")
_COLUMNS = {"role": "people", "organisation": "people", "type": "organisations", "municipality": "places"}


def cases_of(path: Path) -> list[dict[str, Any]]:
    """The cases of a file of JSON Lines, or of all such files of a folder, that can be run."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    rows = [row for file in files for row in gold_rows(file)]
    return [row for row in rows if "text" in row and "error" not in row["check"]]


def faults(analyzer: Analyzer, case: Mapping[str, Any]) -> list[str]:
    """What is wrong with the analysis of a case, alone in its run; nothing where all is right."""
    analysis = analyzer.analyze([Article(case["text"], "case")])
    failed = [f"failed: {message}" for message in analysis.failures["message"]]
    return [*failed, *_of_check(case["check"], analysis), *_of_extra(case.get("extra", {}), analysis)]


def _of_check(check: Mapping[str, Any], analysis: Analysis) -> Iterator[str]:
    for table in _TABLES:
        names = {name.casefold() for name in getattr(analysis, table)["name"]}
        yield from (f"{table} miss {name}" for name in check.get(table, ()) if name.casefold() not in names)
        wrong = check.get(f"not_{table}", ())
        yield from (f"{table} hold {name}" for name in wrong if name.casefold() in names)
    texts, found = analysis.mentions["text"], analysis.mentions["base_form"].str.casefold()
    forms = set(zip(texts, found, strict=True))
    for surface, form in check.get("base_form", {}).items():
        if (surface, form.casefold()) not in forms:
            yield f"{surface} is not called {form}"


def _of_extra(extra: Mapping[str, Any], analysis: Analysis) -> Iterator[str]:
    for column, table in _COLUMNS.items():
        values = getattr(analysis, table).set_index("name")[column].to_dict()
        for name, value in extra.get(column, {}).items():
            found = values.get(name)
            if (None if pd.isna(found) else found) != value:
                yield f"{column} of {name} is {found!r}, not {value!r}"
    types = analysis.organisations.set_index("name")["type"].to_dict()
    for name, value in extra.get("type_not", {}).items():
        if types.get(name) == value:
            yield f"type of {name} is {value!r}"
    yield from _of_mentions(extra, analysis)
    sentences = list(analysis.sentences["text"])
    if extra.get("n_sentences", len(sentences)) != len(sentences):
        yield f"{len(sentences)} sentences"
    if extra.get("sentences", sentences) != sentences:
        yield f"sentences are {sentences}"


def _of_mentions(extra: Mapping[str, Any], analysis: Analysis) -> Iterator[str]:
    for row in analysis.mentions.to_dict("records"):
        text, name, position = row["text"], row["name"], row["position"]
        if name not in extra.get("entity", {}).get(text, [name]):
            yield f"{text} is of the entity {name}"
        if position != extra.get("position", {}).get(text, position):
            yield f"{text} stands in the {position}"
