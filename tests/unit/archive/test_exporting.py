"""An archive's parts give what the whole result gives."""

from __future__ import annotations

import argparse
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from luksia_nlp import Analysis, OutputError, SettingsError, TableError
from luksia_nlp.archive.exporting import export
from luksia_nlp.cli import archive_export
from luksia_nlp.tables.schemas import SCHEMAS
from tests.published import awkward_result, write_archive
from tests.workbooks import sheets


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("arkisto")
    write_archive(folder, awkward_result(), 3)
    return folder


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_the_parts_of_an_archive_make_the_files_of_the_whole(archive: Path, tmp_path: Path) -> None:
    result = awkward_result()
    for texts in (True, False):
        export(archive, tmp_path / f"a{texts}.sqlite", "sqlite", texts=texts)
        result.to_sqlite(tmp_path / f"b{texts}.sqlite", texts=texts)
        assert _dump(tmp_path / f"a{texts}.sqlite") == _dump(tmp_path / f"b{texts}.sqlite")
        export(archive, tmp_path / f"a{texts}.xlsx", "xlsx", texts=texts)
        result.to_excel(tmp_path / f"b{texts}.xlsx", texts=texts)
        assert sheets(tmp_path / f"a{texts}.xlsx") == sheets(tmp_path / f"b{texts}.xlsx")


@pytest.mark.parametrize("kind", ["csv", "excel"])
def test_csv_of_an_archive_is_read_back_as_an_analysis(archive: Path, tmp_path: Path, kind: str) -> None:
    export(archive, tmp_path, "csv" if kind == "csv" else "excel")
    back, result = Analysis.read(tmp_path), awkward_result()
    assert back.made_with == result.made_with
    for name in SCHEMAS:
        pd.testing.assert_frame_equal(back.tables[name], result.tables[name])


def test_what_is_no_archive_is_told(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"holds no tables of an archive: tables/tables\.json is missing"):
        export(tmp_path, tmp_path / "t.sqlite", "sqlite")
    with pytest.raises(SettingsError, match=r"no kind 'exel' of export\. Did you mean 'excel'\?"):
        export(archive, tmp_path / "t.sqlite", "exel")  # type: ignore[arg-type]
    with pytest.raises(OutputError, match=r"t\.xls: is no name of a workbook"):
        export(archive, tmp_path / "t.xls", "xlsx")
    assert list(tmp_path.iterdir()) == []


def test_an_archive_of_a_version_without_quotes_is_told(tmp_path: Path) -> None:
    write_archive(tmp_path / "a", awkward_result(), 2)
    manifest = tmp_path / "a" / "tables" / "tables.json"
    values = json.loads(manifest.read_text(encoding="utf-8"))
    del values["n_rows"]["quotes"]
    manifest.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(TableError, match=r"tables\.json: there is no table 'quotes': another version"):
        export(tmp_path / "a", tmp_path / "t.sqlite", "sqlite")


def test_a_damaged_part_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    write_archive(tmp_path / "a", awkward_result(), 2)
    part = tmp_path / "a" / "tables" / "sentences" / "000002.parquet"
    pd.read_parquet(part).drop(columns="base_forms").to_parquet(part)
    with pytest.raises(
        TableError, match=r"000002\.parquet: cannot be read: .*base_forms.*Remove the folder tables"
    ):
        export(tmp_path / "a", tmp_path / "t.sqlite", "sqlite")
    part.write_bytes(b"PAR1")
    with pytest.raises(TableError, match=r"000002\.parquet: cannot be read"):
        export(tmp_path / "a", tmp_path / "t.xlsx", "xlsx")
    for path in part.parent.iterdir():
        path.unlink()
    with pytest.raises(TableError, match="sentences: holds no part"):
        export(tmp_path / "a", tmp_path / "csv", "csv")
    (tmp_path / "a" / "tables" / "tables.json").write_text("[]", encoding="utf-8")
    with pytest.raises(TableError, match=r"tables\.json: cannot be read"):
        export(tmp_path / "a", tmp_path / "t.sqlite", "sqlite")
    assert [path.name for path in tmp_path.iterdir()] == ["a"] or not list((tmp_path / "csv").iterdir())


def _options(*arguments: str | Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    archive_export.add_export(parser.add_subparsers())
    return parser.parse_args(["export", *map(str, arguments)])


def test_the_command(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.sqlite"
    assert archive_export.export(_options(archive, "--sqlite", file, "--no-texts")) == 0
    shown = capsys.readouterr()
    assert shown.out == f"Tables written to {file}\n"
    assert shown.err == f"Writing the tables of {archive} to {file}\n"
    assert not any("full_text" in line or "fts5" in line for line in _dump(file))
    left = ["--leave-out", "x", "--leave-out", "iso", "--overwrite"]
    assert archive_export.export(_options(archive, "--sqlite", file, *left)) == 0
    with closing(sqlite3.connect(file)) as connection:
        names = {row[1] for row in connection.execute("PRAGMA table_info(articles)")}
    assert (names & {"x", "iso", "n", "ok"}) == {"n", "ok"}
    assert archive_export.export(_options(archive, "--csv", tmp_path / "csv", "--excel")) == 0
    assert (tmp_path / "csv" / "places.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert archive_export.export(_options(archive, "--xlsx", tmp_path / "t.xlsx")) == 0
    with pytest.raises(OutputError, match="is there already"):
        archive_export.export(_options(archive, "--xlsx", tmp_path / "t.xlsx"))
    assert archive_export.export(_options(archive, "--xlsx", tmp_path / "t.xlsx", "--overwrite")) == 0
    with pytest.raises(SettingsError, match="--excel is how CSV files are written"):
        archive_export.export(_options(archive, "--sqlite", tmp_path / "u.sqlite", "--excel"))


@pytest.mark.parametrize("arguments", [["a"], ["a", "--sqlite", "x", "--csv", "y"]])
def test_one_kind_is_asked_for(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        _options(*arguments)
