"""Tables of any size, made without reading a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from luksia_nlp.tables.frames import table_of
from luksia_nlp.tables.recount import recounted
from luksia_nlp.tables.schemas import ENTITY_TABLES, SCHEMAS

THEMES = ("vetovoima", "vaikuttavuus", "ratkaisukeskeisyys")
KINDS = ("person", "organisation", "place")
# Towns with their regions and points: in the south near each other, in the north, abroad and nowhere.
TOWNS = (
    ("Lohja", "Uusimaa", "FI", 60.25, 24.07),
    ("Rovaniemi", "Lappi", "FI", 66.5, 25.73),
    ("Tukholma", None, "SE", 59.33, 18.07),
    ("Peräkylä", None, None, None, None),
)
DAY = pd.Timestamp("2025-03-03")


def tables(
    n: int, themes: Sequence[str] = THEMES, names: Sequence[str] = (), days: int = 1
) -> dict[str, pd.DataFrame]:
    """The tables of so many articles, each with a person, an organisation and a place of its own.

    Args:
        n: How many articles.
        themes: The themes; article number i has those whose number divides i.
        names: The people's names; *Henkilö 0* and so on beyond them.
        days: Days from one article to the next.
    """
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
    for number in range(n):
        _article(rows, number, themes, names, days)
    made = {name: table_of(schema, rows[name]) for name, schema in SCHEMAS.items()}
    for name in ENTITY_TABLES:
        made[name] = recounted(name, made[name], made["mentions"], made["articles"])
    return made


def _article(
    rows: Mapping[str, list[dict[str, Any]]],
    number: int,
    themes: Sequence[str],
    names: Sequence[str],
    days: int,
) -> None:
    article = {"article_id": f"a{number}"}
    text = {"n_sentences": 1, "n_tokens": 9, "n_characters": 40, "full_text": "SALAINEN"}
    published = DAY + pd.Timedelta(days=number * days)
    rows["articles"].append({**article, "title": f"Otsikko {number}", "published": published, **text})
    town, region, country, latitude, longitude = TOWNS[number % len(TOWNS)]
    called = {
        "person": names[number] if number < len(names) else f"Henkilö {number}",
        "organisation": f"Yhdistys {number}",
        "place": town if number < len(TOWNS) else f"{town} {number}",
    }
    details: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    details["place"] = {"region": region, "country": country, "place_type": "municipality"}
    if latitude is not None and longitude is not None:
        shift = number % 97 / 400  # places of a town stand beside each other
        details["place"] |= {"latitude": latitude + shift, "longitude": longitude + shift}
    for place, (kind, table) in enumerate(zip(KINDS, ENTITY_TABLES, strict=True)):
        entity = {"entity_id": f"{kind}-{number}", "name": called[kind]}
        span = {"sentence_id": 0, "start": 10 * place, "end": 10 * place + 5, "text": called[kind]}
        rules = {
            "label": "X",
            "base_form_rule": "x",
            "kind_rule": "label",
            "joined_by": "name",
            "joined_in": 0,
        }
        of = {"kind": kind, "base_form": called[kind], "position": "body", "joined_in": 0}
        rows["mentions"].append({**article, **span, **rules, **of, **entity})
        counts = {"n_mentions": 0, "n_articles": 0, "n_credits": 0, "aliases": ""}
        rows[table].append({**entity, **counts, **details[kind]})
    said = {"sentence_id": 0, "quote_id": f"a{number}:0", "kind": ("direct", "indirect")[number % 2]}
    speaker = {"speaker": called["person"], "speaker_entity_id": f"person-{number}", "speaker_text": "x"}
    words = {"start": 30, "end": 40, "text": "Alan vetovoima kasvaa", "score": 1.0, "rule": "marks"}
    rows["quotes"].append({**article, **said, **speaker, **words})
    for place, theme in enumerate(themes, start=1):
        present = number % place == 0
        score = {"score": float(present), "present": present, "n_hits": int(present), "n_by_similarity": 0}
        rows["article_themes"].append({**article, "theme": theme, **score})
        if present:
            hit = {"sentence_id": 0, "start": 31, "end": 35, "text": "x", "lemma": "x", "matched": "x"}
            rows["themes"].append({**article, **hit, "theme": theme, "evidence": "term", "score": 1.0})


def many_mentions(n: int, n_people: int) -> dict[str, pd.DataFrame]:
    """The tables of so many articles in which so many people are named again and again, by chance.

    Args:
        n: How many articles.
        n_people: How many people.
    """
    made = tables(n)
    chance = np.random.default_rng(7)
    again = made["mentions"][made["mentions"]["kind"] == "person"].copy()
    who = np.minimum(chance.geometric(4 / n_people, len(again)) - 1, n_people - 1)
    again["entity_id"] = pd.Series([f"person-{number}" for number in who], index=again.index, dtype="str")
    names = dict(zip(made["people"]["entity_id"], made["people"]["name"], strict=True))
    again["name"] = again["entity_id"].map(names).astype("str")
    again["start"], again["end"] = again["start"] + 100, again["end"] + 100
    mentions = pd.concat([made["mentions"], again], ignore_index=True)
    made["mentions"] = mentions
    made["people"] = recounted("people", made["people"], mentions, made["articles"])
    return made
