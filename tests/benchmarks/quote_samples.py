"""Gold and found quotes of a small text, made by hand, to judge the judges by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from luksia_nlp.tables.schemas import SCHEMAS
from tests.benchmarks.quote_scoring import GoldArticle, Piece

TEXT = "– Sade jatkuu vielä viikon, Maija Virtanen sanoo.\n\nPekka Lahden mukaan lunta tulee pian lisää."
DIRECT, INDIRECT = "Sade jatkuu vielä viikon", "lunta tulee pian lisää"


def at(words: str, kind: str = "direct", *speakers: str, **told: Any) -> Piece:
    return Piece(kind, TEXT.index(words), TEXT.index(words) + len(words), speakers, **told)


def article(pieces: Sequence[Piece], optional: Sequence[Piece] = ()) -> GoldArticle:
    return GoldArticle("a", TEXT, pieces, optional)


def span(words: str, kind: str = "direct", speaker: str | None = None, **told: Any) -> dict[str, Any]:
    unknown = dict.fromkeys(("cue", "cue_start", "speaker_text", "speaker_start"))
    start = TEXT.index(words)
    return {"kind": kind, "text": words, "start": start, "part": 1, "speaker": speaker, **unknown, **told}


def row(
    spans: Sequence[Mapping[str, Any]], optional_spans: Sequence[Mapping[str, Any]] = (), **told: Any
) -> dict[str, Any]:
    return {"id": "a", "text": TEXT, "quote_spans": spans, "quote_spans_optional": optional_spans, **told}


def table(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """A table of quotes as an analysis has it, with what is not told missing."""
    schema = SCHEMAS["quotes"]
    whole = [{column.name: each.get(column.name) for column in schema.columns} for each in rows]
    frame = pd.DataFrame(whole, columns=[column.name for column in schema.columns])
    integers = ["start", "end", "cue_start", "cue_end", "speaker_start"]
    return frame.astype(dict.fromkeys(integers, "Int64"))


def found_row(words: str, number: int, **told: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    place = {"article_id": "a", "quote_id": f"a:{number}", "start": start, "end": start + len(words)}
    return {**place, "kind": "direct", "text": words, "score": 0.7, "rule": "marks, name", **told}
