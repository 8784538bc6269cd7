"""CSV files: plain ones for programs, and those that Excel opens, both read back as they were."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luksia_nlp import Analysis, LuksiaWarning, TableError
from luksia_nlp.tables import csv_files
from luksia_nlp.tables.columns import Column, ColumnType, Schema
from luksia_nlp.tables.csv_files import DIALECTS, read_csv, write_csv
from luksia_nlp.tables.schemas import SCHEMAS
from luksia_nlp.tables.spreadsheets import escaped, unescaped
from tests.published import AWKWARD, PUBLISHED, awkward_result

_KINDS: dict[str, tuple[ColumnType, bool]] = {
    "id": ("text", False),
    "text": ("text", True),
    "whole": ("integer", False),
    "place": ("integer", True),
    "number": ("number", True),
    "truth": ("truth", False),
    "time": ("time", True),
}
_SCHEMA = Schema(
    "koe", "rivi", tuple(Column(name, kind, name, optional) for name, (kind, optional) in _KINDS.items()), ()
)
_TYPES = {column.name: column.dtype for column in _SCHEMA.columns} | {
    "=oma": "Int64",
    "-tosi": "boolean",
}
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n")

_texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.sampled_from("=+-@'\"\t\r\n;, aä1.\ufeff\u2028\x0b"), min_size=1, max_size=6),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8),
)
_times = st.datetimes(pd.Timestamp("1700-01-01").to_pydatetime(), pd.Timestamp("2200-01-01").to_pydatetime())
_midnights = st.dates().filter(lambda day: 1700 < day.year < 2200).map(pd.Timestamp)
_rows = st.fixed_dictionaries(
    {
        "id": st.one_of(_texts, st.just("")),
        "text": st.one_of(_texts, st.none()),
        "whole": st.integers(-(2**63), 2**63 - 1),
        "place": st.one_of(st.integers(-(2**63), 2**63 - 1), st.none()),
        "number": st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.none()),
        "truth": st.booleans(),
        "time": st.one_of(_times, _midnights, st.none()),
        "=oma": st.one_of(st.integers(-(2**63), 2**63 - 1), st.none()),
        "-tosi": st.one_of(st.booleans(), st.none()),
    }
)  # fmt: skip


def _table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    data = {name: pd.Series([row[name] for row in rows], dtype=dtype) for name, dtype in _TYPES.items()}
    return pd.DataFrame(data, index=pd.RangeIndex(len(rows)))


@pytest.mark.parametrize("name", list(DIALECTS))
@given(pieces=st.lists(st.lists(_rows, max_size=4), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_in_pieces_is_read_back_exactly(
    tmp_path: Path, name: str, pieces: list[list[dict[str, Any]]]
) -> None:
    file = tmp_path / "koe.csv"
    write_csv(file, (_table(rows) for rows in pieces), DIALECTS[name])
    whole = _table([row for rows in pieces for row in rows])
    pd.testing.assert_frame_equal(read_csv(file, _SCHEMA, _TYPES, DIALECTS[name]), whole, check_exact=True)


@given(st.one_of(_texts, st.just("")))
def test_an_escape_is_undone_exactly_and_leaves_nothing_to_run(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not escaped(text).startswith(_RUN)
    assert (escaped(text) == text) == (not text.startswith((*_RUN, "'", "＝", "＋", "－", "＠")))


def _cells(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))


def test_excel_finds_what_it_knows_and_nothing_to_run(tmp_path: Path) -> None:
    result = awkward_result()
    result.to_csv(tmp_path, excel=True)
    assert (tmp_path / "places.csv").read_bytes().startswith(b"\xef\xbb\xbfentity_id;name;")
    assert (tmp_path / "places.csv").read_bytes().count(b"\r\n") == len(result.places) + 1
    for name in SCHEMAS:
        header, *rows = _cells(tmp_path / f"{name}.csv")
        assert not [cell for cell in header if cell.startswith(_RUN)]
        texts = [place for place, key in enumerate(header) if key not in ("n", "latitude", "longitude")]
        assert not [row[place] for row in rows for place in texts if row[place].startswith(_RUN)]
    header, first, second, *_ = _cells(tmp_path / "articles.csv")
    shown = dict(zip(header, first, strict=True))
    assert (shown["title"], shown["published"]) == ("'=1+1", "2024-01-02 03:04:05.678901")
    assert (shown["x"], shown["n"], shown["ok"], shown["'=sarake"]) == (
        "0,30000000000000004",
        "1",
        "1",
        "'-x",
    )
    assert dict(zip(header, second, strict=True))["published"] == "2024-05-06"
    header, place = _cells(tmp_path / "places.csv")[:2]
    assert dict(zip(header, place, strict=True))["latitude"].startswith("60,")


@pytest.mark.parametrize("excel", [True, False])
def test_an_analysis_of_awkward_texts_is_read_back_equal(tmp_path: Path, excel: bool) -> None:
    result = awkward_result()
    result.to_csv(tmp_path, excel=excel)
    back = Analysis.read(tmp_path)
    assert back.made_with == result.made_with
    for name in SCHEMAS:
        pd.testing.assert_frame_equal(back.tables[name], result.tables[name], check_exact=True)


def test_a_plain_file_holds_each_text_as_it_is(tmp_path: Path) -> None:
    result = awkward_result()
    result.to_csv(tmp_path)
    articles = pd.read_csv(tmp_path / "articles.csv", dtype="str", keep_default_na=False)
    assert [title for title in articles["title"] if title] == list(result.articles["title"].dropna())


def test_an_older_manifest_names_no_dialect(tmp_path: Path) -> None:
    result = awkward_result()
    result.to_csv(tmp_path)
    manifest = tmp_path / "analysis.json"
    text = manifest.read_text(encoding="utf-8")
    assert '"dialect": "plain",\n' in text
    manifest.write_text(text.replace('  "dialect": "plain",\n', ""), encoding="utf-8")
    pd.testing.assert_frame_equal(Analysis.read(tmp_path).articles, result.articles)
    manifest.write_text(text.replace('"plain"', '"muu"'), encoding="utf-8")
    with pytest.raises(TableError, match=r"analysis\.json: cannot be read"):
        Analysis.read(tmp_path)


def test_what_excel_cannot_show_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = pd.DataFrame({"id": ["1", "2"], "text": ["a" * 32_767, "a" * 32_768]}, dtype="str")
    with pytest.warns(LuksiaWarning, match=r"koe\.csv: has 1 cells of more than 32,767 characters"):
        write_csv(tmp_path / "koe.csv", iter([table]), DIALECTS["excel"])
    write_csv(tmp_path / "koe.csv", iter([table]), DIALECTS["plain"])
    monkeypatch.setattr(csv_files, "MOST_ROWS", 2)
    with pytest.warns(LuksiaWarning, match=r"has 2 rows, where a sheet has 2; the file is whole"):
        write_csv(tmp_path / "koe.csv", iter([table[["id"]]]), DIALECTS["excel"])
    write_csv(tmp_path / "koe.csv", iter([table[["id"]][:1]]), DIALECTS["excel"])


def test_without_texts_it_is_no_whole_analysis(tmp_path: Path) -> None:
    awkward_result().to_csv(tmp_path, texts=False)
    with pytest.raises(TableError, match="was written without texts"):
        Analysis.read(tmp_path)


def test_times_before_excel_s_first_day_stay_texts(tmp_path: Path) -> None:
    awkward_result().to_csv(tmp_path, excel=True)
    assert any(row[2] == "1891-02-03" for row in _cells(tmp_path / "articles.csv"))
    assert PUBLISHED in set(Analysis.read(tmp_path).articles["published"])
