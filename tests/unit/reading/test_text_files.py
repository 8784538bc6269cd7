from __future__ import annotations

import time
from pathlib import Path

import pytest

from luksia_nlp import Analyzer, Article, read_articles


def _article(path: Path, text: str) -> Article:
    path.write_bytes(text.encode("utf-8"))
    [article] = read_articles(path)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# TV \\| Selkouutiset \\| *ke* 3.4. ##\n\nTeksti.\n", "TV | Selkouutiset | ke 3.4.", "Teksti.\n"),
        ("## [Koulu](https://a.example) **avattiin**\nTeksti.", "Koulu avattiin", "Teksti."),
        ("Iso otsikko\r\n===\r\n\r\nTeksti.", "Iso otsikko", "Teksti."),
        ("**Lihava otsikko**\n\nTeksti.", "Lihava otsikko", "Teksti."),
        ("Pelkkä otsikko\n\nTeksti.\n", "Pelkkä otsikko", "Pelkkä otsikko\n\nTeksti.\n"),
        ("![Tori](a.jpg)\n\n# Otsikko\n\nTeksti.", "Otsikko", "![Tori](a.jpg)\n\nTeksti."),
        ("# Vain otsikko\n", "Vain otsikko", "Vain otsikko"),
        ("![Tori](a.jpg)\n\nTeksti.", None, "![Tori](a.jpg)\n\nTeksti."),
        ("- yksi\n\n- kaksi", None, "- yksi\n\n- kaksi"),
        ("#\n\nTeksti.", None, "#\n\nTeksti."),
        ("---\ntitle: Radio \\| Lohja\n---\n# Radio | Lohja\n\nTeksti.", "Radio | Lohja", "Teksti."),
        ("---\ntitle: '**Lohja**'\n---\n## Sää\n\nTeksti.", "Lohja", "## Sää\n\nTeksti."),
        ("---\ntitle: 2026\n---\nTeksti.", "2026", "Teksti."),
        ("---\npublished: 2026-04-03\n---\n# C# ja Fortran\n\nTeksti.", "C# ja Fortran", "Teksti."),
    ],
)
@pytest.mark.parametrize("ending", [".md", ".markdown"])
def test_titles_of_markdown_have_no_marks(
    tmp_path: Path, text: str, title: str | None, body: str, ending: str
) -> None:
    article = _article(tmp_path / f"a{ending}", text)
    assert (article.title, article.text) == (title, body)
    if title:
        assert article.full_text.count(title) == 1


def test_tables_show_titles_without_marks(tmp_path: Path, analyzer: Analyzer) -> None:
    _article(tmp_path / "a.md", "# Radio \\| **Lohja**\n\nLohjalla satoi tiistaina, ja Vihdissä paistoi.\n")
    articles = analyzer.analyze(tmp_path).articles
    assert articles["title"].tolist() == ["Radio | Lohja"]
    assert articles["full_text"][0].startswith("Radio | Lohja\n\nLohjalla")


@pytest.mark.parametrize(
    "text",
    [" " * 300_000 + "x", "\n" * 300_000 + "x", "a" + " " * 300_000 + "b", "![\n" * 100_000, "#" * 300_000],
    ids=["spaces", "lines", "gap", "pictures", "marks"],
)
@pytest.mark.parametrize("ending", [".md", ".txt"])
def test_odd_beginnings_take_no_time(tmp_path: Path, text: str, ending: str) -> None:
    start = time.monotonic()
    _article(tmp_path / f"a{ending}", text)
    assert time.monotonic() - start < 5


def test_days_of_radio_news_have_titles(corpora: Path) -> None:
    titles = [
        article.title for article in read_articles(corpora / "radio-news") if isinstance(article, Article)
    ]
    assert len(titles) > 400
    assert [title for title in titles if not title or title[0] in "#*[!" or "\\" in title] == []
