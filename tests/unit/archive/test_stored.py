"""Folders that hold no archive, half of one, a broken one, or one that changes under its reader."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from luksia_nlp import Analysis, TableError
from luksia_nlp.archive.opening import open_archive
from tests.unit.archive.sample import write_archive


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    """A copy of the sample archive, to be broken."""
    return shutil.copytree(folder, tmp_path / "arkisto")


def _no_manifest(folder: Path) -> None:
    (folder / "tables" / "tables.json").unlink()


def _no_tables(folder: Path) -> None:
    shutil.rmtree(folder / "tables")
    (folder / "archive.json").write_text("{}", encoding="utf-8")


def _nothing(folder: Path) -> None:
    shutil.rmtree(folder / "tables")


def _manifest_of(text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "tables" / "tables.json").write_text(text, encoding="utf-8")

    return write


def _without(*parts: str) -> Callable[[Path], None]:
    def remove(folder: Path) -> None:
        for part in parts:
            (folder / "tables" / part).unlink()

    return remove


def _without_a_column(folder: Path) -> None:
    path = folder / "tables" / "mentions" / "000001.parquet"
    pd.read_parquet(path).drop(columns="position").to_parquet(path, index=False)


def _damaged(folder: Path) -> None:
    (folder / "tables" / "themes" / "000001.parquet").write_bytes(b"PAR1 ja muuta")


_BROKEN: list[tuple[Callable[[Path], None], str]] = [
    (_nothing, "{folder}: holds no archive: tables/tables.json is missing."),
    (_no_tables, "{folder}: has no tables yet: its run is not finished. Run it again"),
    (_no_manifest, "{folder}: holds half an archive: tables/tables.json is missing. Remove the folder "),
    (_manifest_of("{"), "tables.json: cannot be read: "),
    (_manifest_of("[]"), "tables.json: has another format than this version reads. Remove the folder"),
    (_manifest_of('{"format": 2}'), "has another format than this version reads (KeyError"),
    (
        _manifest_of('{"n_rows": {"articles": 1}, "made_with": {}}'),
        "there is no table 'sentences': another version",
    ),
    (_without("mentions/000002.parquet"), "mentions: part 000002 is missing. Remove the folder"),
    (_without("articles/000003.parquet"), "articles: part 000003 is missing."),
    (_without("people/000001.parquet"), "people: every part is missing."),
    (_without_a_column, "column 'position' is missing: another version of luksia_nlp made the archive."),
    (_damaged, "000001.parquet: cannot be read: "),
]


@pytest.mark.parametrize(("breaking", "message"), _BROKEN)
def test_what_cannot_be_opened(copied: Path, breaking: Callable[[Path], None], message: str) -> None:
    breaking(copied)
    with pytest.raises(TableError, match=re.escape(message.format(folder=copied))):
        open_archive(copied)


def test_where_no_folder_is(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"ei-ole: there is no such folder\."):
        open_archive(tmp_path / "ei-ole")
    (tmp_path / "tiedosto").write_text("x", encoding="utf-8")
    with pytest.raises(TableError, match="tiedosto: is a file, not the folder of an archive"):
        open_archive(str(tmp_path / "tiedosto"))


def test_the_folder_within_is_not_the_archive(folder: Path) -> None:
    with pytest.raises(TableError, match=re.escape(f"open the folder above it, {folder}.")):
        open_archive(folder / "tables")


def test_an_analysis_as_csv_is_no_archive(whole: Analysis, tmp_path: Path) -> None:
    whole.to_csv(tmp_path)
    with pytest.raises(TableError, match=r"holds an analysis as CSV: read it with Analysis\.read"):
        open_archive(tmp_path)


def test_a_part_of_an_analysis_that_is_gone(whole: Analysis, tmp_path: Path) -> None:
    whole.to_parquet(tmp_path)
    (tmp_path / "people.parquet").unlink()
    with pytest.raises(TableError, match=r"people\.parquet: cannot be read: .* Analyse again\."):
        open_archive(tmp_path)


def test_a_part_that_is_damaged_or_lost_after_opening(copied: Path) -> None:
    archive = open_archive(copied)
    place = copied / "tables" / "mentions"
    content = bytearray((place / "000002.parquet").read_bytes())
    content[8:200] = bytes(192)  # the footer stays whole
    (place / "000002.parquet").write_bytes(content)
    with pytest.raises(TableError, match=r"000002\.parquet: cannot be read: .*Remove the folder"):
        archive.table("mentions")
    (place / "000002.parquet").unlink()
    with pytest.raises(TableError, match=r"000002\.parquet: this part is missing\."):
        archive.table("mentions")
    with pytest.raises(TableError, match="mentions: cannot be read: "):
        archive.dataset("mentions")
    assert len(archive.table("sentences")) == 12  # the others can still be read


def test_parts_that_all_tables_lack(copied: Path) -> None:
    """No table tells of another's loss: only their numbers of rows do."""
    for name in ("articles", "sentences", "mentions", "themes", "article_themes", "failures"):
        (copied / "tables" / name / "000003.parquet").unlink()
    archive = open_archive(copied)
    message = "articles has 6 rows, not 8: parts are missing or not its own. Remove the folder"
    with pytest.raises(TableError, match=message):
        archive.analysis()
    with pytest.raises(TableError, match=message):
        list(archive.pieces("articles"))


def test_a_manifest_of_other_tables(copied: Path) -> None:
    manifest = copied / "tables" / "tables.json"
    values = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**values, "n_rows": {**values["n_rows"], "people": 3}}), encoding="utf-8")
    with pytest.raises(TableError, match="people has 2 rows, not 3"):
        open_archive(copied).table("people")


def _replace_tables(folder: Path, analysis: Analysis, size: int) -> None:
    """As a run does that brings an archive up to date: new tables lie ready and take the place of the old."""
    write_archive(analysis, folder / "uusi", size)
    (folder / "tables").rename(folder / "vanha")
    (folder / "uusi" / "tables").rename(folder / "tables")
    shutil.rmtree(folder / "vanha")


@pytest.mark.parametrize("size", [3, 8])
def test_tables_that_are_replaced_while_they_are_read(copied: Path, whole: Analysis, size: int) -> None:
    """Also where every part that was there is there again: the identifiers of entities may be others."""
    archive = open_archive(copied)
    pieces = archive.pieces("mentions")
    next(pieces)
    _replace_tables(copied, whole, size)
    message = "was brought up to date meanwhile; open it again"
    with pytest.raises(TableError, match=message):
        list(pieces)
    for ask in (archive.table, archive.dataset):
        with pytest.raises(TableError, match=message):
            ask("people")
    with pytest.raises(TableError, match=message):
        archive.analysis(since="1.1.2025")
    assert len(open_archive(copied).table("mentions")) == len(whole.mentions)


def test_an_archive_that_is_removed_while_it_is_read(copied: Path) -> None:
    archive = open_archive(copied)
    shutil.rmtree(copied)
    with pytest.raises(TableError, match="the archive is no longer there"):
        archive.table("places")
