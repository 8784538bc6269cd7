"""Folders: whatever lies in them and however it is linked, each article is read once."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from luksia_nlp import Article, Failure, LuksiaWarning, SourceError, read_articles
from luksia_nlp.reading.files import count_articles
from luksia_nlp.reading.folders import walk
from luksia_nlp.records import ARCHIVE_MANIFEST


def _write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Lohjalla satoi.", encoding="utf-8")


def _ids(folder: Path) -> list[str | None]:
    found = list(read_articles(folder))
    assert count_articles(folder) == len(found)
    return [article.article_id for article in found]


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    _write(tmp_path, "b/2.txt", "b/10.txt", "a.txt", "b.txt", "B/x.TXT", "c/d/e/f.md", "c/a.txt")
    paths = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert [found.path for found in walk(tmp_path)] == list(map(str, paths))
    assert _ids(tmp_path) == ["B/x", "a", "b/10", "b/2", "b", "c/a", "c/d/e/f"]


def test_links_lead_in_no_circles(tmp_path: Path) -> None:
    folder = tmp_path / "uutiset"
    _write(folder, "a.txt", "b/c.txt")
    _write(tmp_path, "muualla.txt", "kansio/d.txt")
    (folder / "b" / "ylös").symlink_to(folder)
    (folder / "itse").symlink_to(folder / "itse")
    (folder / "toinen.txt").symlink_to(folder / "a.txt")
    (folder / "muualta.txt").symlink_to(tmp_path / "muualla.txt")
    (folder / "kansio").symlink_to(tmp_path / "kansio")
    said = r"\(2 links to folders, 1 without ending, 1 links to files of the same folder\)"
    with pytest.warns(LuksiaWarning, match=said):
        assert _ids(folder) == ["a", "b/c", "muualta"]
    (tmp_path / "linkki").symlink_to(folder)
    with pytest.warns(LuksiaWarning, match=said):
        assert _ids(tmp_path / "linkki") == ["a", "b/c", "muualta"]


def test_files_that_a_hidden_store_keeps_are_read_by_their_links(tmp_path: Path) -> None:
    _write(tmp_path, ".git/annex/x1.txt", "b.txt")
    (tmp_path / "a.txt").symlink_to(tmp_path / ".git" / "annex" / "x1.txt")
    assert _ids(tmp_path) == ["a", "b"]


def test_what_programs_leave_behind_is_passed_without_a_word(tmp_path: Path) -> None:
    _write(
        tmp_path, "a.txt", "~$tiedote.docx", "b/~$taulu.xlsx", "b/.~lock.a.odt#", ".DS_Store", "b/Thumbs.db"
    )
    _write(tmp_path, "__MACOSX/x.txt", "desktop.ini")
    assert _ids(tmp_path) == ["a"]


def test_files_that_differ_in_their_endings_alone_keep_them(tmp_path: Path) -> None:
    _write(
        tmp_path, "a.txt", "a.md", "b.txt", "b/a.txt", "c.txt", "c.jpg", "d.txt", "d.pdf", "e.txt", "e.txt.md"
    )
    with pytest.warns(LuksiaWarning, match=r"1 \.jpg"):
        found = _ids(tmp_path)
    assert found == ["a.md", "a.txt", "b/a", "b", "c", "d.pdf", "d.txt", "e", "e.txt.md"]
    assert len(set(found)) == len(found)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, for tests that must not be the superuser, who may read all."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    superuser = os.name == "posix" and os.geteuid() == 0
    try:
        yield folder
    finally:
        if superuser:
            os.seteuid(0)
        for path in (folder, *folder.iterdir()):
            path.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_what_may_not_be_read_is_a_failure(open_folder: Path) -> None:
    _write(open_folder, "a.txt", "kielletty/b.txt", "c.txt", "d/e.txt")
    (open_folder / "a.txt").chmod(0)
    (open_folder / "kielletty").chmod(0)
    (open_folder / "d").chmod(0o555)
    open_folder.chmod(0o555)  # and nothing may be written: nothing is
    if os.geteuid() == 0:
        os.seteuid(65534)  # nobody
    first, second, third, fourth = read_articles(open_folder)
    assert count_articles(open_folder) == 4
    assert isinstance(first, Failure)
    assert "a.txt: cannot be read: Permission denied" in first.message
    assert isinstance(second, Article)
    assert isinstance(third, Article)
    assert isinstance(fourth, Failure)
    assert (fourth.article_id, fourth.stage) == ("kielletty", "read")
    assert "kielletty: cannot be listed: Permission denied" in fourth.message
    with pytest.raises(SourceError, match="kielletty: cannot be listed: Permission denied"):
        read_articles(open_folder / "kielletty")
    with pytest.raises(SourceError, match=r"b\.txt: cannot be looked up: Permission denied"):
        read_articles(open_folder / "kielletty" / "b.txt")


def test_the_results_of_an_archive_run_are_no_articles(tmp_path: Path) -> None:
    _write(
        tmp_path,
        "a.txt",
        "tulos/shards/000001/x.jsonl",
        "tulos/tables/articles/1.csv",
        f"tulos/{ARCHIVE_MANIFEST}",
    )
    _write(tmp_path, f"b/{ARCHIVE_MANIFEST}.txt")
    assert _ids(tmp_path) == ["a", f"b/{ARCHIVE_MANIFEST}"]
    with pytest.raises(SourceError, match=r"holds no articles.*It holds the results of an archive run"):
        read_articles(tmp_path / "tulos")
