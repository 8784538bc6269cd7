from __future__ import annotations

import datetime
import gzip
import json
import os
from pathlib import Path

import pandas as pd
import pytest

from luksia_nlp import Analyzer, Article, Failure, LuksiaWarning, SourceError, read_articles
from luksia_nlp.reading.files import count_articles, read_paths


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


def test_folder_is_read_in_order_and_counts_other_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.md", ".piilo.txt", "kuva.jpg", "b/kuva.JPG", ".git/x.txt"):
        _write(tmp_path / name, "Teksti.")
    with pytest.warns(LuksiaWarning, match=r"2 files of other kinds are not read \(2 \.jpg\)") as warned:
        articles = list(read_articles(tmp_path))
    assert [article.article_id for article in articles] == ["a", "b/1", "b/2"]
    assert len(warned) == 1
    assert "Articles are read from texts, web pages, Word and " in str(warned[0].message)


def test_documents_of_other_kinds_are_failures_that_say_what_would_read_them(tmp_path: Path) -> None:
    for name in ("a.txt", "b.rtf", "c.pdf", "d.rtf", "e.pptx"):
        _write(tmp_path / name, "Teksti.")
    good, *others = read_articles(tmp_path)  # they are told once: no warning counts them, too
    assert isinstance(good, Article)
    assert [article.article_id for article in others] == ["b", "c", "d", "e"]
    messages = [article.message for article in others if isinstance(article, Failure)]
    assert "b.rtf: is an RTF document; save it as .docx or .txt" in messages[0]
    assert "is a PDF" in messages[1]
    assert "is a presentation" in messages[3]
    assert count_articles(tmp_path) == 5


def test_folder_of_documents_only(tmp_path: Path) -> None:
    _write(tmp_path / "a.rtf", "x")
    told = f"{tmp_path}: holds no articles: a.rtf is an RTF document; save it as .docx or .txt. "
    with pytest.raises(SourceError) as caught:
        read_articles(tmp_path)
    assert str(caught.value).startswith(f"{told}Articles are read from texts, web pages, Word")
    assert len(str(caught.value)) < len(told) + 200
    for name in ("b.rtf", "c.pdf", "kuva.jpg"):
        _write(tmp_path / name, "x")
    with pytest.raises(SourceError) as caught:
        read_articles(tmp_path)
    assert f"{told}3 files of other kinds are not read (1 .jpg, 1 .rtf, 1 .pdf). " in str(caught.value)


def test_tables_of_an_analysis_are_no_articles(tmp_path: Path, analyzer: Analyzer) -> None:
    _write(tmp_path / "a.txt", "Lohjalla satoi.")
    analyzer.analyze(tmp_path).to_csv(tmp_path / "taulut")
    analyzer.analyze(tmp_path).to_parquet(tmp_path, overwrite=True)  # even beside the articles
    assert [article.article_id for article in read_articles(tmp_path)] == ["a"]
    with pytest.raises(SourceError, match=r"holds the tables of an analysis, which Analysis\.read reads"):
        read_articles(tmp_path / "taulut")
    with pytest.raises(SourceError, match="is a table of an analysis"):
        read_articles(tmp_path / "taulut" / "mentions.csv")


def test_several_paths_keep_their_articles_apart(tmp_path: Path) -> None:
    for name in ("x/a.txt", "y/a.txt", "z/b/c.jsonl"):
        _write(tmp_path / name, '{"text": "Teksti."}')
    found = read_paths([tmp_path / "x", tmp_path / "y" / "a.txt", tmp_path / "z"])
    names = [article.article_id for article in found]
    assert names == [f"{tmp_path}/x/a", f"{tmp_path}/y/a", f"{tmp_path}/z/b/c-1"]
    with pytest.raises(SourceError, match="no such file"):  # before the first is read
        read_paths([tmp_path / "x", tmp_path / "ei"])


def test_articles_are_counted_as_they_are_read(tmp_path: Path) -> None:
    _write(tmp_path / "a.txt", "Teksti.")
    _write(tmp_path / "b.md", "Teksti.")
    _write(tmp_path / "c.jsonl", '{"text": "Yksi."}\n\nrikki\n')
    _write(tmp_path / "d.csv", 'id;text\n1;"Rivi\nja toinen"\n2;Kaksi;liikaa\n\n')
    _write(tmp_path / "e.csv", "ei;mitään\n1;2\n")
    pd.DataFrame({"text": ["Yksi.", "Kaksi.", "Kolme."]}).to_parquet(tmp_path / "f.parquet")
    _write(tmp_path / "g.parquet", b"rikki")
    assert count_articles(tmp_path) == len(list(read_articles(tmp_path))) == 11
    assert count_articles(tmp_path / "f.parquet") == 3


def test_missing_path_names_the_nearest(tmp_path: Path) -> None:
    _write(tmp_path / "uutiset.csv", "text\nx\n")
    with pytest.raises(SourceError, match=r"no such file or folder\. Did you mean '.*uutiset\.csv'\?"):
        read_articles(tmp_path / "uutinen.csv")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("title: Lohja: uusi koulu avattiin", "Lohja: uusi koulu avattiin"),
        ("title: Virtanen: ”Koulu on valmis”", "Virtanen: ”Koulu on valmis”"),
        ("title: - Koulu on valmis", "- Koulu on valmis"),
        ("title: 2026", "2026"),
        ("title: yes", "yes"),
        ("title: 2026-02-03", "2026-02-03"),
        ("title: '100 % suomalaista: näin'", "100 % suomalaista: näin"),
        ("title: @luksia somessa", "@luksia somessa"),
        ("title:", None),
    ],
)
def test_titles_that_yaml_reads_as_something_else(tmp_path: Path, head: str, title: str | None) -> None:
    article = _article(_write(tmp_path / "a.md", f"---\n{head}\nsivu: 3\n---\nTeksti.\n"))
    assert (article.title, article.text) == (title, "Teksti.\n")
    assert str(article.metadata["sivu"]) == "3"


@pytest.mark.parametrize("date", ["2024-02-31", "31.2.2024", "huomenna"])
def test_a_date_that_is_none_costs_only_the_date(tmp_path: Path, date: str) -> None:
    article = _article(_write(tmp_path / "2023-01-01.md", f"---\npublished: {date}\n---\nTeksti.\n"))
    assert (article.published, article.text) == (None, "Teksti.\n")
    assert len(article.notes) == 1
    assert date in article.notes[0]


def test_encoding_is_noted(tmp_path: Path) -> None:
    _write(tmp_path / "a.txt", "Jyväskylä".encode("mac-roman"))
    _write(tmp_path / "b.csv", "text\nJyväskylä\nTurku\n".encode("cp1252"))
    notes = [article.notes for article in read_articles(tmp_path) if isinstance(article, Article)]
    assert notes == [("not UTF-8; read as Mac Roman",), ("not UTF-8; read as Windows-1252",), ()]


def test_file_names_of_broken_encoding(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/J\xe4nis.txt"
    try:
        with open(name, "wb") as file:
            file.write(b"Teksti.")
    except OSError:
        pytest.skip("this file system takes no such names")
    [article] = read_articles(tmp_path)
    assert article.article_id == "J\\udce4nis"
    assert str(article.source).endswith("J\\udce4nis.txt")


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
    assert (first.article_id, first.metadata) == ("7", {"section": "kunta"})
    assert first.published == datetime.datetime(2024, 1, 2, 3, 4, 5)
    assert isinstance(second, Article)
    assert second.article_id == "a-2"
    assert isinstance(broken, Failure)
    assert "line 3: is not JSON" in broken.message
    messages = {item.article_id: item.message for item in others if isinstance(item, Failure)}
    assert len(messages) == 3
    assert "'text' must be a string, not int" in messages["x"]
    assert "must be a JSON object" in messages["a-5"]
    assert "'text' is missing" in messages["z"]


def test_csv(tmp_path: Path) -> None:
    content = 'id;text;published;muu\n1;"Rivi\r\nja ""toinen"".";2024-01-02;\n2;;;x\n'
    first, second = read_articles(_write(tmp_path / "a.csv", content.encode("utf-8-sig")))
    assert isinstance(first, Article)
    assert isinstance(second, Failure)
    assert first.text == 'Rivi\r\nja "toinen".'
    assert (first.published, first.metadata) == (datetime.date(2024, 1, 2), {})
    assert "a.csv, line 4: has no text: its column 'text' is empty." in second.message


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pd.DataFrame({"text": ["Yksi.", None], "n": [1, 2]}).to_parquet(path)
    first, second = read_articles(path)
    assert isinstance(first, Article)
    assert first.metadata == {"n": 1}
    assert isinstance(second, Failure)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"kuvaus,id\na,1\n", "no column 'text'; its columns are: kuvaus, id"),
        ("a.csv", b"", r"is empty\.$"),
        ("a.tsv", b"\n", r"is empty\.$"),
        ("a.jsonl", b"\n\n", r"is empty\.$"),
        ("a.jpg", b"", r"is not a file of articles, which are texts, web pages, .*\.csv"),
        ("a.parquet", b"rikki", "not a readable Parquet file"),
        ("a.rtf", b"", r"a\.rtf: is an RTF document; save it as \.docx or \.txt\.$"),
    ],
)
def test_unreadable_file(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = _write(tmp_path / name, content)
    with pytest.raises(SourceError, match=message) as caught:
        list(read_articles(path))
    assert str(path) in str(caught.value)


def test_empty_tables_of_a_folder_are_failures(tmp_path: Path) -> None:
    names = ("a.csv", "b.tsv", "c.jsonl", "d.ndjson", "e.xlsx", "f.json")
    for name in names:
        _write(tmp_path / name, "")
    (tmp_path / "g.jsonl.gz").write_bytes(gzip.compress(b""))
    messages = [item.message for item in read_articles(tmp_path) if isinstance(item, Failure)]
    assert messages == [f"{tmp_path / name}: is empty." for name in (*names, "g.jsonl.gz")]
    assert count_articles(tmp_path) == len(messages)


def test_rows_without_texts_name_their_places(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.jsonl", '\n{"sisältö": " "}\n{"text": "Koulu."}\n')
    failure, _ = read_articles(path)
    assert isinstance(failure, Failure)
    assert failure.message == f"{path}, line 2: has no text: its 'sisältö' is empty."
    assert count_articles(tmp_path) == 2


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
