"""SQL over the tables of an archive."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from luksia_nlp import Analysis, SettingsError, TableError
from luksia_nlp.archive.opening import Archive, open_archive
from luksia_nlp.tables.schemas import SCHEMAS

duckdb = pytest.importorskip("duckdb", reason='duckdb is missing: pip install ".[duckdb]"')


def test_every_table_has_its_name(opened: Archive, whole: Analysis) -> None:
    for name in SCHEMAS:
        found = opened.sql(f"select * from {name}").df()
        assert list(found.columns) == list(whole.tables[name].columns)  # nothing of the folder's name
        assert len(found) == len(whole.tables[name])


def test_tables_are_joined(opened: Archive) -> None:
    query = """
        select name, count(distinct article_id) as n from mentions join articles using (article_id)
        where published >= $since and kind = 'organisation' group by name order by name
    """
    assert opened.sql(query, {"since": "2025-01-01"}).fetchall() == [("Kiilan koulu", 1), ("Rautapaja", 2)]
    assert opened.sql("select ? + ?", [1, 2]).fetchall() == [(3,)]


def test_what_was_said_is_asked_with_what_is_missing(opened: Archive) -> None:
    query = "select quote_id, speaker, cue_start, cue_end - cue_start from quotes order by quote_id"
    assert opened.sql(query).fetchall() == [("4:0", None, None, None), ("a-2:0", "Aino Korpi", 25, 6)]
    joined = "select people.name, quotes.text from quotes join people on entity_id = speaker_entity_id"
    assert opened.sql(joined).fetchall() == [("Aino Korpi", "Aino Korpi jatkaa")]


def test_an_analysis_that_was_written_is_asked_too(whole: Analysis, tmp_path: Path) -> None:
    whole.to_parquet(tmp_path)
    assert open_archive(tmp_path).sql("select count(*) from people").fetchall() == [(2,)]


def test_a_result_stays_when_more_is_asked(opened: Archive) -> None:
    first = opened.sql("select name from people order by name")
    opened.sql("select name from places")
    assert first.fetchall() == [("Aino Korpi",), ("Ville Salo",)]


def test_pivots_are_queries(opened: Archive) -> None:
    found = opened.sql("pivot mentions on position using count(*) group by kind order by kind").df()
    assert found.set_index("kind").loc["person"].to_dict() == {"body": 4, "credit": 1}
    assert "READ_PARQUET" in str(opened.sql("explain select * from mentions").fetchall())


@pytest.mark.parametrize(
    "query",
    [
        "",
        "drop view people",
        "create table x as select 1",
        "select 1; drop view people",
        "copy (select 1) to 'x.csv'",
        "set threads = 1",
        "attach 'x.db'",
    ],
)
def test_an_archive_is_only_read(
    opened: Archive, query: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match=r"An archive is only read: give one query"):
        opened.sql(query)
    assert list(tmp_path.iterdir()) == []
    assert len(opened.sql("select * from people").fetchall()) == 2


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("select * from peopel", "peopel does not exist"),
        ("select nmae from people", 'Referenced column "nmae" not found'),
        ("selekt 1", "syntax error"),
        ("select * from people where name = $nimi", "Values were not provided"),
        ("select * from query", "query does not exist"),  # a variable of the code that asks is no table
    ],
)
def test_a_wrong_query_says_how(opened: Archive, query: str, message: str) -> None:
    with pytest.raises(SettingsError, match=f"The query cannot be run: (.|\n)*{message}"):
        opened.sql(query)


def test_without_the_package(opened: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(TableError, match="SQL over an archive needs the package duckdb: pip install"):
        opened.sql("select 1")


def test_parts_that_change_or_are_lost(folder: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(folder, tmp_path / "arkisto")
    archive = open_archive(copied)
    archive.sql("select 1")
    place = copied / "tables" / "mentions"
    for path in place.iterdir():
        path.unlink()
    with pytest.raises(TableError, match="arkisto: cannot be read: "):
        archive.sql("select * from mentions")
    (copied / "tables" / "tables.json").touch()
    with pytest.raises(TableError, match="was brought up to date meanwhile; open it again"):
        archive.sql("select 1")
    (place / "000001.parquet").write_bytes(b"PAR1")
    for number in ("000002", "000003"):
        (place / f"{number}.parquet").write_bytes(b"PAR1")
    with pytest.raises(TableError, match="cannot be read: "):
        open_archive(copied)
