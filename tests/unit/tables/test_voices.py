"""Who is heard, and how much."""

from __future__ import annotations

import pandas as pd
import pytest

from luksia_nlp import Analysis, SettingsError
from luksia_nlp.tables.frames import table_of
from luksia_nlp.tables.schemas import SCHEMAS
from luksia_nlp.tables.voices import VoicesBy
from tests.unit.tables.interviews import interviews

_COUNTS = ["n_quotes", "n_direct", "n_indirect", "n_articles", "n_words"]
_MAIJA, _AINO = ["person-maija-virtanen", "Maija Virtanen"], ["person-aino-salo", "Aino Salo"]
_LUKSIA, _REST = ["organisation-luksia", "Luksia"], [None, None]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (
            "speaker",
            [
                [*_MAIJA, 3, 1, 2, 2, 10],
                [*_LUKSIA, 1, 0, 1, 1, 4],
                [*_AINO, 1, 1, 0, 1, 2],
                [*_REST, 2, 1, 1, 2, 3],
            ],
        ),
        ("person", [[*_MAIJA, 3, 1, 2, 2, 10], [*_AINO, 1, 1, 0, 1, 2], [*_REST, 3, 1, 2, 2, 7]]),
        ("organisation", [[*_LUKSIA, 4, 1, 3, 3, 14], [*_REST, 3, 2, 1, 2, 5]]),
        (
            "role",
            [[None, "rehtori", 3, 1, 2, 2, 10], [None, "opiskelija", 1, 0, 1, 1, 1], [*_REST, 3, 2, 1, 1, 8]],
        ),
    ],
)  # fmt: skip
def test_voices(by: VoicesBy, expected: list[list[object]]) -> None:
    found = interviews().voices(by)
    shown = found[["entity_id", "name", *_COUNTS]].astype(object)
    assert shown.where(shown.notna(), None).values.tolist() == expected
    assert found["share"].sum() == pytest.approx(1)
    assert found["share"].tolist() == [n / 19 for n in found["n_words"]]
    assert found["article_share"].tolist() == [n / 4 for n in found["n_articles"]]


def test_a_quote_is_of_the_kind_of_its_first_piece() -> None:
    tables = dict(interviews().tables)
    first = tables["quotes"]["quote_id"] == "1:0"
    tables["quotes"] = tables["quotes"].assign(kind=tables["quotes"]["kind"].mask(first, "indirect"))
    assert Analysis(tables).voices()[_COUNTS].iloc[0].tolist() == [3, 0, 3, 2, 10]


def test_voices_by_what_is_unknown() -> None:
    with pytest.raises(
        SettingsError, match=r"by = 'gender' must be one of: speaker, person, organisation, role"
    ):
        interviews().voices("gender")  # type: ignore[arg-type]


@pytest.mark.parametrize("by", ["speaker", "person", "organisation", "role"])
def test_nobody_is_heard_where_nothing_is_said(by: VoicesBy) -> None:
    empty = Analysis({name: table_of(schema, []) for name, schema in SCHEMAS.items()}).voices(by)
    full = interviews().voices(by)
    assert len(empty) == 0
    assert list(empty.columns) == list(full.columns)
    assert list(empty.dtypes) == list(full.dtypes)


def _with_speakers(texts: list[str | None], said: str = "Sataa") -> Analysis:
    """A quote each of unnamed speakers whom a text calls so."""
    tables = dict(interviews().tables)
    quotes = pd.concat([tables["quotes"].iloc[[6]]] * len(texts), ignore_index=True)
    full_text = f"{said} " + " ".join(text or "" for text in texts)
    articles = tables["articles"].iloc[:1].assign(full_text=full_text, n_characters=len(full_text))
    quotes = quotes.assign(
        article_id="1",
        quote_id=[f"1:{number}" for number in range(len(texts))],
        start=0,
        end=len(said),
        text=said,
        speaker_text=pd.Series(texts, dtype="str"),
        speaker_start=pd.array(
            [None if text is None else full_text.index(text) for text in texts], dtype="Int64"
        ),
    )
    empty = {name: table_of(schema, []) for name, schema in SCHEMAS.items()}
    return Analysis({**empty, "articles": articles, "quotes": quotes})


def test_unnamed_speakers_go_by_their_noun_and_pronouns_by_none() -> None:
    speakers = [
        "Luksian opiskelijat",
        "opiskelijoiden",
        "Poliisin",
        "poliisi",
        "hän",
        "He",
        "moni",
        "Zxcvb",
        None,
    ]
    found = _with_speakers(speakers).voices("role")
    assert found[["name", "n_quotes"]].fillna("-").values.tolist() == [
        ["opiskelija", 2], ["poliisi", 2], ["-", 5],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "n_words"),
    [("Sataa", 1), ("EU:n – ja vähän muu-", 4), ("”_Ei_ 1 000 euroa”, – … *", 4), ("– …", 0)],
)
def test_words_have_a_letter_or_a_number(said: str, n_words: int) -> None:
    assert _with_speakers([None], said).voices()["n_words"].tolist() == [n_words]
