"""An archive that is read back holds the tables of the analysis that it was, whole and in parts."""

from __future__ import annotations

import pickle
from pathlib import Path

import pandas as pd
import pytest

from luksia_nlp import Analysis, SettingsError
from luksia_nlp.archive.opening import Archive, open_archive
from luksia_nlp.tables.frames import table_of
from luksia_nlp.tables.schemas import SCHEMAS
from tests.unit.archive.sample import write_archive


def _assert_same(found: Analysis, expected: Analysis) -> None:
    for name in SCHEMAS:
        pd.testing.assert_frame_equal(found.tables[name], expected.tables[name])


def test_it_says_what_it_holds(opened: Archive, whole: Analysis) -> None:
    assert repr(opened) == "<Archive: 8 articles, 2 people, 2 organisations, 3 places, 2 failures>"
    assert opened.tables == tuple(SCHEMAS)
    assert opened.n_rows == {name: len(whole.tables[name]) for name in SCHEMAS}
    assert opened.made_with == {"engine": "scripted"}
    opened.made_with["engine"] = opened.n_rows["articles"] = "muu"  # type: ignore[assignment]
    assert (opened.made_with["engine"], opened.n_rows["articles"]) == ("scripted", 8)


def test_the_whole_is_the_analysis_exactly(opened: Archive, whole: Analysis) -> None:
    found = opened.analysis()
    _assert_same(found, whole)
    assert found.made_with == whole.made_with
    assert list(found.tables) == list(whole.tables)
    for name in SCHEMAS:
        pd.testing.assert_frame_equal(opened.table(name), whole.tables[name])


def test_pieces_are_the_table_cut(opened: Archive, whole: Analysis) -> None:
    pieces = list(opened.pieces("mentions", ["name", "article_id"]))
    assert [len(piece) for piece in pieces] == [7, 7, 2]
    joined = pd.concat(pieces, ignore_index=True)
    pd.testing.assert_frame_equal(joined, whole.mentions[["name", "article_id"]])
    assert len(list(opened.pieces("people"))) == 1
    assert [len(piece) for piece in opened.pieces("failures")] == [2]  # empty parts are passed over


def test_a_column_may_be_named_alone(opened: Archive) -> None:
    assert list(opened.table("articles", "osasto").columns) == ["osasto"]
    assert str(opened.table("articles", "sivu")["sivu"].dtype) == "Int64"


def test_where_nothing_is_the_types_stay(opened: Archive) -> None:
    for name in SCHEMAS:
        [piece] = opened.pieces(name, articles=[])
        assert not len(piece)
        assert {c.name: str(piece[c.name].dtype) for c in SCHEMAS[name].columns} == {
            c.name: c.dtype for c in SCHEMAS[name].columns
        }


def test_an_archive_of_nothing(tmp_path: Path) -> None:
    nothing = Analysis({name: table_of(schema, []) for name, schema in SCHEMAS.items()})
    archive = open_archive(write_archive(nothing, tmp_path))
    _assert_same(archive.analysis(), nothing)
    _assert_same(archive.analysis(since="1.1.2025"), nothing)
    with pytest.raises(SettingsError, match=r"no theme 'vetovoima'\. No article of it was analysed"):
        archive.analysis(theme="vetovoima")


def test_an_analysis_that_was_written_is_an_archive_of_one_part(whole: Analysis, tmp_path: Path) -> None:
    whole.to_parquet(tmp_path)
    archive = open_archive(tmp_path)
    _assert_same(archive.analysis(), whole)
    assert archive.n_rows == {name: len(whole.tables[name]) for name in SCHEMAS}
    assert list(archive.table("articles", "article_id", theme="vetovoima")["article_id"]) == ["a-2", "6"]


def test_an_archive_travels_to_another_process(opened: Archive) -> None:
    assert repr(pickle.loads(pickle.dumps(opened))) == repr(opened)


def test_an_archive_stays_open_when_one_goes_elsewhere(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    archive = open_archive(folder.name)
    monkeypatch.chdir(tmp_path)
    assert len(archive.table("people")) == 2


def test_a_data_set_has_the_rows_of_the_table(opened: Archive, whole: Analysis) -> None:
    for name in SCHEMAS:
        assert opened.dataset(name).count_rows() == len(whole.tables[name])
        columns = opened.dataset(name).schema.names
        assert columns == list(whole.tables[name].columns)  # nothing of the folder's name
        part = opened.dataset(name, theme="vetovoima").to_table().to_pandas()
        assert len(part) == len(opened.table(name, theme="vetovoima"))
    assert opened.dataset("failures", articles="9").to_table().num_rows == 1


@pytest.mark.parametrize("ask", ["table", "pieces", "dataset"])
def test_a_table_that_is_none(opened: Archive, ask: str) -> None:
    with pytest.raises(SettingsError, match=r"There is no table 'mention'\. Did you mean 'mentions'\?"):
        getattr(opened, ask)("mention")


@pytest.mark.parametrize("ask", ["table", "pieces"])
def test_a_column_that_is_none(opened: Archive, ask: str) -> None:
    with pytest.raises(SettingsError, match=r"'people' has no column 'nmae'\. Did you mean 'name'\?"):
        getattr(opened, ask)("people", ["entity_id", "nmae"])
