"""Who said what: by person, organisation, theme and time; why a quote is somebody's."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from luksia_nlp import Analysis, EntityError, SettingsError
from luksia_nlp.display.summary import summary
from luksia_nlp.tables.frames import table_of
from luksia_nlp.tables.quoted import first_pieces, said_themes
from luksia_nlp.tables.schemas import SCHEMAS
from tests.unit.tables.interviews import interviews

_EMPTY = Analysis({name: table_of(schema, []) for name, schema in SCHEMAS.items()})


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, ["2:0", "2:1", "2:2", "1:0", "1:1", "1:2", "1:3", "3:0"]),  # by date, the undated last
        ({"person": "Maija Virtanen"}, ["1:0", "1:1", "1:2", "3:0"]),
        ({"person": "person-aino-salo"}, ["2:1"]),
        ({"organisation": "luksia"}, ["2:0", "1:0", "1:1", "1:2", "3:0"]),
        ({"organisation": "Luksia", "person": "Aino Salo"}, []),
        ({"theme": "vetovoima"}, ["1:0", "1:1"]),  # all of the quote; not what is denied
        ({"theme": "kasvu"}, ["2:0", "1:0", "1:1"]),  # over who says it
        ({"theme": "johto"}, []),  # it stands beside the quote
        ({"theme": "apu"}, ["1:2"]),  # most of a sentence, not words that only begin in a quote
        ({"theme": "kasvu", "person": "Maija Virtanen"}, ["1:0", "1:1"]),
        ({"since": "2023-06"}, ["1:0", "1:1", "1:2", "1:3"]),
        ({"since": date(2023, 5, 4), "until": "4.5.2023"}, ["2:0", "2:1", "2:2"]),
        ({"until": datetime(2023, 6, 1, 7)}, ["2:0", "2:1", "2:2"]),
        ({"since": "2023", "until": "2023", "person": "Maija Virtanen"}, ["1:0", "1:1", "1:2"]),
        ({"until": "2023-05-03"}, []),
    ],
)
def test_quotes_by(conditions: dict[str, Any], expected: list[str]) -> None:
    analysis = interviews()
    found = analysis.quotes_by(**conditions)
    assert list(found["quote_id"]) == expected
    everything = analysis.quotes_by()
    assert list(found.columns) == [*analysis.quotes.columns, "published"]
    assert list(found.dtypes) == list(everything.dtypes)
    assert found["published"].dtype == analysis.articles["published"].dtype


def test_articles_of_one_date_follow_each_other() -> None:
    tables = dict(interviews().tables)
    tables["articles"] = tables["articles"].assign(published=pd.Timestamp("2023-05-04").as_unit("us"))
    found = Analysis(tables).quotes_by()
    assert list(found["quote_id"]) == ["1:0", "1:1", "1:2", "1:3", "2:0", "2:1", "2:2", "3:0"]


@pytest.mark.parametrize(
    ("conditions", "error", "message"),
    [
        ({"person": "Virtanen"}, EntityError, "no person 'Virtanen'. Did you mean 'Maija Virtanen'"),
        ({"person": "Luksia"}, EntityError, "There is no person 'Luksia'"),
        ({"organisation": "Luksi"}, EntityError, "no organisation 'Luksi'. Did you mean 'Luksia'"),
        ({"theme": "vetovoma"}, SettingsError, "no theme 'vetovoma'. Did you mean 'vetovoima'"),
        ({"since": "eilen"}, SettingsError, "since: 'eilen' is not a date"),
        ({"since": "2024", "until": "2023"}, SettingsError, "until = 2023-12-31 lies before"),
    ],
)
def test_what_cannot_be_asked(conditions: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        interviews().quotes_by(**conditions)


def test_nothing_is_said_where_there_is_nothing() -> None:
    assert len(_EMPTY.quotes_by(since="2020")) == 0
    assert len(_EMPTY.themes_by("speaker")) == 0
    with pytest.raises(SettingsError, match=r"no theme 'vetovoima'\. No article was analysed for themes"):
        _EMPTY.quotes_by(theme="vetovoima")


def test_themes_by_speaker() -> None:
    maija, luksia = ["person-maija-virtanen", "Maija Virtanen"], ["organisation-luksia", "Luksia"]
    assert interviews().themes_by("speaker").values.tolist() == [
        [*luksia, "kasvu", 1, 1], [*maija, "apu", 1, 1], [*maija, "kasvu", 1, 1], [*maija, "vetovoima", 1, 1],
    ]  # fmt: skip
    with pytest.raises(SettingsError, match="person, organisation, place, speaker"):
        interviews().themes_by("speakers")  # type: ignore[arg-type]


def test_a_sentence_with_two_hits_and_two_pieces_is_one() -> None:
    pieces = [("1", "1:0", None, 0, 10), ("1", "1:1", "1:0", 20, 30)]
    quotes = pd.DataFrame(pieces, columns=["article_id", "quote_id", "continues", "start", "end"])
    hits = [(2, 4, "term"), (22, 24, "term"), (0, 35, "similarity")]
    themes = pd.DataFrame(hits, columns=["start", "end", "evidence"])
    themes = themes.assign(article_id="1", sentence_id=0, theme="apu", not_counted=None)
    assert said_themes(quotes, themes).values.tolist() == [["1:0", "1", 0, "apu"]] * 3
    # Half of a sentence is not most of it; of two quotes each has its own words.
    assert len(said_themes(quotes, themes.assign(end=[4, 24, 40]))) == 2
    apart = quotes.assign(continues=None)
    assert list(said_themes(apart, themes)["quote"]) == ["1:0", "1:1"]


def test_pieces_are_one_quote_in_any_order() -> None:
    continues = {"1:2": "1:1", "1:0": None, "1:1": "1:0", "1:3": None, "2:0": None, "1:9": "1:8"}
    quotes = pd.DataFrame({"quote_id": continues.keys(), "continues": continues.values()})
    assert list(first_pieces(quotes)) == ["1:0", "1:0", "1:0", "1:3", "2:0", "1:8"]
    round_about = pd.DataFrame({"quote_id": ["1:0", "1:1"], "continues": ["1:1", "1:0"]})
    assert len(set(first_pieces(round_about))) == 1  # which no check lets in


def test_explain_tells_why_a_speaker_speaks() -> None:
    found = interviews().explain("Maija Virtanen")
    assert list(found["of"]) == ["mention"] * 2 + ["quote"] * 4
    mentions, quotes = (rows.reset_index(drop=True) for _, rows in found.groupby("of"))
    assert list(mentions["joined_by"]) == ["name", "name"]
    assert mentions[["quote_id", "rule", "cue", "speaker_text"]].isna().all(axis=None)
    assert quotes[["base_form", "kind_rule", "joined_by", "joined_in"]].isna().all(axis=None)
    told = quotes[["quote_id", "text", "rule", "cue", "speaker_text", "score"]].values.tolist()
    assert told[2] == ["1:2", "hakijoita on paljon", "pronoun", "mukaansa", "Hänen", 0.9]
    assert quotes["sentence"][2] == "Hänen mukaansa hakijoita on paljon."
    silent = interviews().explain("Lohja")
    assert list(silent["of"]) == ["mention"]
    assert list(silent.dtypes) == list(found.dtypes)


@pytest.mark.parametrize(("piece", "pieces"), [("1:1", ["1:0", "1:1"]), ("2:2", ["2:2"])])
def test_explain_takes_a_quote(piece: str, pieces: list[str]) -> None:
    found = interviews().explain(piece)
    assert list(found["quote_id"]) == pieces
    assert set(found["of"]) == {"quote"}


def test_explain_knows_no_such_quote() -> None:
    with pytest.raises(EntityError, match="There is no entity '1:17'"):
        interviews().explain("1:17")


def test_a_result_tells_how_many_quotes_it_has() -> None:
    assert repr(interviews()) == (
        "<Analysis: 4 articles, 2 people, 1 organisation, 1 place, 7 quotes, 0 failures>"
    )
    quoted = "\nQuotes:            7   Maija Virtanen (3), Luksia (1), Aino Salo (1)\n"
    assert quoted in summary(interviews().tables)
    assert "\nQuotes:            0\n" in summary(_EMPTY.tables)
