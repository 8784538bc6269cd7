"""Who appears with whom: pairs of entities that share a sentence or an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import pandas as pd

from luksia_nlp.errors import SettingsError
from luksia_nlp.records import KINDS
from luksia_nlp.settings import nearest
from luksia_nlp.tables.schemas import CREDITS

Window = Literal["sentence", "article"]
_WINDOWS = {"sentence": ["article_id", "sentence_id"], "article": ["article_id"]}


def edges(mentions: pd.DataFrame, kinds: Iterable[str], window: Window) -> pd.DataFrame:
    """The pairs of entities that are mentioned together, the most frequent first.

    Credits and contact lines are left out: who took a picture appears with nobody.

    Args:
        mentions: The table of mentions.
        kinds: The kinds of entities to take.
        window: What two mentions must share.

    Returns:
        One row per pair: `source`, `target` (entity ids, the alphabetically first one is the source), their
        `_name` and `_kind`, `n_together` (windows that hold both) and `n_articles`.

    Raises:
        SettingsError: A kind or the window is unknown.
    """
    wanted = [kinds] if isinstance(kinds, str) else list(kinds)
    for kind in wanted:
        if kind not in KINDS:
            raise SettingsError(f"There is no kind {kind!r}.{nearest(str(kind), KINDS)}")
    if window not in _WINDOWS:
        raise SettingsError(f"There is no window {window!r}.{nearest(str(window), _WINDOWS)}")
    keys = _WINDOWS[window]
    chosen = mentions[mentions["kind"].isin(wanted) & ~mentions["position"].isin(CREDITS)]
    present = chosen[[*keys, "entity_id"]].drop_duplicates()
    pairs = present.merge(present, on=keys, suffixes=("_1", "_2"))
    pairs = pairs[pairs["entity_id_1"] < pairs["entity_id_2"]]
    counted = pairs.groupby(["entity_id_1", "entity_id_2"], as_index=False).agg(
        n_together=("article_id", "size"), n_articles=("article_id", "nunique")
    )
    known = chosen.drop_duplicates("entity_id").set_index("entity_id")
    columns: Mapping[str, pd.Series] = {
        f"{end}{suffix}": counted[place]
        if column is None
        else counted[place].map(known[column]).astype("str")
        for end, place in (("source", "entity_id_1"), ("target", "entity_id_2"))
        for suffix, column in (("", None), ("_name", "name"), ("_kind", "kind"))
    }
    found = pd.DataFrame(
        {**columns, "n_together": counted["n_together"], "n_articles": counted["n_articles"]}
    )
    order = ["n_together", "n_articles", "source", "target"]
    found = found.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    return found.astype({"n_together": "int64", "n_articles": "int64"})
