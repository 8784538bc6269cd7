"""Texts and identifiers that nobody writes by hand: they end fast, as failures, and write nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from luksia_nlp import Analyzer, Article, Failure, Settings, SourceError, read_articles
from luksia_nlp.reading.files import count_articles
from luksia_nlp.reading.sources import articles_of, count_of

# Seconds of computing that no text of 20 MB may need to be refused; they need about one.
_LONGEST = 10


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sana.txt", b"a" * 50_000_000),
        ("välit.txt", b"a" + b" " * 10_000_000 + b"b"),
        ("rivit.txt", b"\r\n \n" * 5_000_000 + b"a"),
        ("viivat.md", b"---\n" * 5_000_000),
        ("avaimet.md", b"---\n" + b"a: b\n" * 3_000_000 + b"---\nx"),
        ("tavut.txt", b"\xe4" * 10_000_000),
    ],
)
def test_a_monstrous_text_ends_fast(tmp_path: Path, name: str, text: bytes) -> None:
    (tmp_path / name).write_bytes(text)
    started = time.process_time()
    [found] = articles_of(tmp_path)
    assert time.process_time() - started < _LONGEST
    assert isinstance(found, Failure)
    assert (
        "more than 2,000,000, the setting largest_article" in found.message or "front matter" in found.message
    )


def test_the_setting_of_the_largest_article() -> None:
    found = list(articles_of(["Lohja", "Lohjalla"], Settings(largest_article=5)))
    assert [type(article) for article in found] == [Article, Failure]
    [found_title] = articles_of([Article("Lohja", title="Lohjalla")], Settings(largest_article=12))
    assert isinstance(found_title, Failure)
    assert "has 13 characters, more than 12" in found_title.message


@pytest.mark.parametrize(
    "head",
    [
        "a: " + "[" * 50_000,
        "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
        ),
    ],
)  # fmt: skip
def test_front_matter_that_grows(tmp_path: Path, head: str) -> None:
    (tmp_path / "a.md").write_text(f"---\n{head}\n---\nLohja")
    [found] = articles_of(tmp_path)
    assert isinstance(found, Failure)
    assert "front matter" in found.message


def test_nothing_is_written_by_an_identifier(tmp_path: Path, analyzer: Analyzer) -> None:
    names = ["../../etc/passwd", "/etc/passwd", "..\\a", "C:\\a", "a\x00b", ".", ""]
    before = sorted(tmp_path.rglob("*"))
    analysis = analyzer.analyze([Article("Lohjalla satoi.", name) for name in names])
    assert list(analysis.articles["article_id"])[:3] == names[:3]
    assert sorted(tmp_path.rglob("*")) == before
    analysis.to_csv(tmp_path / "taulut")
    outside = [path for path in tmp_path.rglob("*") if path.parent != tmp_path / "taulut"]
    assert outside == [tmp_path / "taulut"]


def test_identifiers_are_told_apart() -> None:
    found = list(articles_of([Article("Lohja", "a"), Article("Turku", "b"), Article("Vihti", "a")]))
    assert [type(article) for article in found] == [Article, Article, Failure]
    assert isinstance(found[2], Failure)
    assert "The identifier 'a' belongs to an earlier article" in found[2].message


def test_where_an_identifier_comes_from_twice_is_told(tmp_path: Path) -> None:
    for year in ("2025", "2026"):
        (tmp_path / f"{year}.csv").write_text("id;teksti\n1;Lohjalla satoi.\n", encoding="utf-8")
    first, second = articles_of(tmp_path)
    assert isinstance(first, Article)
    assert isinstance(second, Failure)
    assert f"{tmp_path}/2026.csv: the identifier '1' belongs to an earlier article" in second.message
    assert "give the folder above both; give rows of tables ids of their own" in second.message


def test_paths_in_a_list_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Yksi."}\n{"text": "Kaksi."}\n', encoding="utf-8")
    sources = [str(tmp_path / "a.jsonl"), str(tmp_path), "Lohjalla satoi.", str(tmp_path / "ei.txt")]
    assert count_of(sources) == len(list(articles_of(sources))) == 6


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("Lohja")
    first, second = read_articles(tmp_path)
    assert count_articles(tmp_path) == 2
    assert isinstance(first, Failure)
    assert "a.txt: is no file but a pipe, a device or the like" in first.message
    assert isinstance(second, Article)
    with pytest.raises(SourceError, match="is no file"):
        list(read_articles(tmp_path / "a.txt"))
