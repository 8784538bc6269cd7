from __future__ import annotations

import datetime
import json
from pathlib import Path

import pandas as pd
import pytest

from luksia_nlp import Article, Failure, SourceError, read_articles
from luksia_nlp.reading.encodings import decode
from luksia_nlp.reading.rows import from_frame


def _write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def _article(path: Path) -> Article:
    [article] = read_articles(path)
    assert isinstance(article, Article), article
    return article


def test_text_file(tmp_path: Path) -> None:
    path = _write(tmp_path / "2025-05-02-koulu.txt", "Koulu avattiin\n\nLohjalla juhlittiin.\n")
    article = _article(path)
    assert article.title == "Koulu avattiin"
    assert article.text == article.full_text == "Koulu avattiin\n\nLohjalla juhlittiin.\n"
    assert article.published == datetime.date(2025, 5, 2)
    assert article.article_id == "2025-05-02-koulu"
    assert article.source == str(path)


@pytest.mark.parametrize(
    "content", ["Rivi yksi.\nRivi kaksi.\n", "Vain rivi\n", "Vain rivi\n\n", "a" * 300 + "\n\nb"]
)
def test_text_file_without_title(tmp_path: Path, content: str) -> None:
    assert _article(_write(tmp_path / "a.txt", content)).title is None


def test_windows_line_ends_are_kept(tmp_path: Path) -> None:
    article = _article(_write(tmp_path / "a.txt", b"Otsikko\r\n\r\nTeksti.\r\n"))
    assert article.title == "Otsikko"
    assert article.text == "Otsikko\r\n\r\nTeksti.\r\n"


def test_front_matter(tmp_path: Path) -> None:
    head = '---\ntitle: "Avoimet ovet: Luksia"\npublished: 2024-03-05\nsource: Luksia\ntags: [koulu]\n---\n\n'
    article = _article(_write(tmp_path / "a.md", head + "Teksti.\n"))
    assert (article.title, article.published) == ("Avoimet ovet: Luksia", datetime.date(2024, 3, 5))
    assert (article.source, article.text) == ("Luksia", "Teksti.\n")
    assert article.full_text == "Avoimet ovet: Luksia\n\nTeksti.\n"
    assert article.metadata == {"tags": ["koulu"]}


@pytest.mark.parametrize("head", ["title: [", "vain rivi", "title: [a]"])
def test_broken_front_matter_is_a_failure(tmp_path: Path, head: str) -> None:
    [failure] = read_articles(_write(tmp_path / "a.md", f"---\n{head}\n---\nTeksti.\n"))
    assert isinstance(failure, Failure)
    assert (failure.article_id, failure.stage, failure.error) == ("a", "read", "ArticleError")
    assert str(tmp_path / "a.md") in failure.message


def test_markdown_without_front_matter(tmp_path: Path) -> None:
    assert _article(_write(tmp_path / "a.md", "Otsikko\n\nTeksti.\n")).title == "Otsikko"


def test_folder_is_read_in_order_and_passes_over_other_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.md", ".piilo.txt", "kuva.jpg", ".git/x.txt"):
        _write(tmp_path / name, "Teksti.")
    articles = [article for article in read_articles(tmp_path) if isinstance(article, Article)]
    assert [article.article_id for article in articles] == ["a", "b/1", "b/2"]


def test_date_of_the_folder(tmp_path: Path) -> None:
    article = _article(_write(tmp_path / "2024-01-31" / "a.txt", "Teksti."))
    assert article.published == datetime.date(2024, 1, 31)


def test_impossible_date_in_path(tmp_path: Path) -> None:
    assert _article(_write(tmp_path / "2024-02-31.txt", "Teksti.")).published is None


def test_jsonl(tmp_path: Path) -> None:
    rows = [
        {"id": 7, "text": "Yksi.", "published": "2024-01-02T03:04:05", "osasto": "kunta"},
        {"text": "Kaksi."},
        {"id": "x", "text": 3},
        ["ei"],
        {"id": "z"},
    ]
    lines = [json.dumps(row) for row in rows]
    path = _write(tmp_path / "a.jsonl", "\n".join([*lines[:2], "{rikki", "", *lines[2:]]))
    first, second, broken, *others = read_articles(path)
    assert isinstance(first, Article)
    assert (first.article_id, first.metadata) == ("7", {"osasto": "kunta"})
    assert first.published == datetime.datetime(2024, 1, 2, 3, 4, 5)
    assert isinstance(second, Article)
    assert second.article_id == "a-2"
    assert isinstance(broken, Failure)
    assert "row 3: is not JSON" in broken.message
    messages = {item.article_id: item.message for item in others if isinstance(item, Failure)}
    assert len(messages) == 3
    assert "'text' must be a string, not int" in messages["x"]
    assert "must be a JSON object" in messages["a-5"]
    assert "'text' is missing" in messages["z"]


def test_csv(tmp_path: Path) -> None:
    content = 'id;text;published;muu\n1;"Rivi\r\nja ""toinen"".";2024-01-02;\n2;;;x\n'
    first, second = read_articles(_write(tmp_path / "a.csv", content.encode("utf-8-sig")))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.text == 'Rivi\r\nja "toinen".'
    assert (first.published, first.metadata) == (datetime.date(2024, 1, 2), {})
    assert (second.text, second.metadata) == ("", {"muu": "x"})


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pd.DataFrame({"text": ["Yksi.", None], "n": [1, 2]}).to_parquet(path)
    first, second = read_articles(path)
    assert isinstance(first, Article)
    assert first.metadata == {"n": 1}
    assert isinstance(second, Failure)


def test_frame() -> None:
    frame = pd.DataFrame(
        {
            "text": ["Yksi.", "Kaksi.", float("nan")],
            "id": [1.0, None, 3.0],
            "published": [pd.Timestamp("2024-01-02")] * 3,
        }
    )
    first, second, third = from_frame(frame)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(third, Failure)
    assert [first.article_id, second.article_id, third.article_id] == ["1", "row-2", "3"]
    assert first.published == pd.Timestamp("2024-01-02")


def test_missing_column() -> None:
    with pytest.raises(SourceError, match="no column 'text'; its columns are: teksti, id"):
        list(from_frame(pd.DataFrame({"teksti": ["a"], "id": [1]})))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"teksti,id\na,1\n", "no column 'text'; its columns are: teksti, id"),
        ("a.csv", b"", "no column 'text'; its columns are: none"),
        ("a.parquet", b"rikki", "not a readable Parquet file"),
        ("a.docx", b"", "is not a file of articles; those end in .csv, .jsonl, .md, .parquet, .txt"),
    ],
)
def test_unreadable_file(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = _write(tmp_path / name, content)
    with pytest.raises(SourceError, match=message) as caught:
        list(read_articles(path))
    assert str(path) in str(caught.value)


def test_broken_file_in_a_folder_is_a_failure(tmp_path: Path) -> None:
    _write(tmp_path / "a.parquet", b"rikki")
    (tmp_path / "b.txt").symlink_to(tmp_path / "ei-ole.txt")
    _write(tmp_path / "c.txt", "Teksti.")
    broken, missing, good = read_articles(tmp_path)
    assert isinstance(broken, Failure)
    assert (broken.article_id, broken.error) == ("a", "SourceError")
    assert isinstance(missing, Failure)
    assert "b.txt: cannot be read: No such file" in missing.message
    assert isinstance(good, Article)


def test_no_such_path(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        read_articles(tmp_path / "ei")


def test_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no articles"):
        read_articles(tmp_path)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Jyväskylä – ”hyvä”".encode(), "Jyväskylä – ”hyvä”"),
        ("Jyväskylä".encode("utf-8-sig"), "Jyväskylä"),
        ("Jyväskylä".encode("utf-16"), "Jyväskylä"),
        ("Jyväskylä".encode("latin-1"), "Jyväskylä"),
        ("Jyväskylä – 5 €".encode("cp1252"), "Jyväskylä – 5 €"),
        (b"\x81\xe4", "\x81ä"),
        ("Äänekoskella työtä".encode() + b"\xff", "Äänekoskella työtä\ufffd"),
        (b"a\x00b", "a\ufffdb"),
        (b"", ""),
    ],
)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data).text == text
