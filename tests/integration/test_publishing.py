"""`luksia-nlp analyze` to a workbook, a database and CSV for Excel."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from luksia_nlp import Analysis
from luksia_nlp.cli import main
from luksia_nlp.cli.command_line import build_parser
from tests.workbooks import sheets


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "uutiset").mkdir()
    (tmp_path / "uutiset" / "a.txt").write_text(
        "Lohjan kouluissa luetaan.\n\n=1+1 on kaksi.", encoding="utf-8"
    )
    settings = 'engine = "scripted"\nsimilarity = "none"\n'
    (tmp_path / "asetukset.toml").write_text(settings, encoding="utf-8")
    return tmp_path


def _analyze(place: Path, out: str, *options: str) -> int:
    arguments = ["analyze", place / "uutiset", "--settings", place / "asetukset.toml", "--out", place / out]
    return main([*map(str, arguments), *options])


def test_the_name_of_a_file_says_its_format(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _analyze(place, "tulokset.xlsx") == 0
    assert "Tables written to" in capsys.readouterr().out
    assert "mentions" in sheets(place / "tulokset.xlsx")
    assert _analyze(place, "uusi/tulokset.db") == 0
    with closing(sqlite3.connect(place / "uusi" / "tulokset.db")) as connection:
        query = "SELECT text FROM sentences_fts WHERE sentences_fts MATCH 'koulu'"
        assert connection.execute(query).fetchall() == [("Lohjan kouluissa luetaan.",)]


def test_a_file_that_is_there_is_kept_and_that_is_said_before_the_work(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "tulokset.xlsx").write_text("oma", encoding="utf-8")
    assert _analyze(place, "tulokset.xlsx", "--format", "xlsx") == 2
    shown = capsys.readouterr().err
    assert "tulokset.xlsx: is there already" in shown
    assert "Loading" not in shown
    assert (place / "tulokset.xlsx").read_text(encoding="utf-8") == "oma"
    assert _analyze(place, "tulokset.xlsx", "--overwrite") == 0
    assert "articles" in sheets(place / "tulokset.xlsx")


def test_csv_for_excel(place: Path) -> None:
    assert _analyze(place, "taulut", "--format", "csv", "--excel") == 0
    text = (place / "taulut" / "sentences.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("article_id;sentence_id;start;end;text;base_forms")
    assert "'=1+1 on kaksi." in text
    assert "=1+1 on kaksi." in set(Analysis.read(place / "taulut").sentences["text"])


@pytest.mark.parametrize(
    ("out", "options", "message"),
    [
        ("taulut", ["--format", "xlsx"], "For --format xlsx, --out must end with .xlsx: try"),
        ("taulut.v2", ["--format", "sqlite"], "try --out {place}/taulut.v2.sqlite."),
        ("t.sqlite", ["--format", "xlsx"], "try --out {place}/t.xlsx."),
        ("t.xlsx", ["--format", "csv"], "t.xlsx: is the name of a file, and the format csv is"),
        ("t.xlsx", ["--excel"], "t.xlsx: is the name of a file, and the format csv is"),
        ("taulut", ["--format", "parquet", "--excel"], "--excel is how CSV files are written"),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_told_before_the_work(
    place: Path, out: str, options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _analyze(place, out, *options) == 2
    shown = capsys.readouterr().err
    assert message.format(place=place) in shown
    assert "Loading" not in shown
    assert not (place / out).exists()


def test_an_archive_is_no_place_for_tables(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "arkisto" / "shards").mkdir(parents=True)
    (place / "arkisto" / "archive.json").write_text("{}", encoding="utf-8")
    assert _analyze(place, "arkisto", "--overwrite") == 2
    shown = capsys.readouterr().err
    assert "arkisto: holds an archive" in shown
    assert "Loading" not in shown


def test_a_folder_is_parquet_as_ever(place: Path) -> None:
    assert build_parser().parse_args(["analyze", "a", "--out", "o"]).format is None
    assert _analyze(place, "taulut") == 0
    assert (place / "taulut" / "mentions.parquet").exists()
