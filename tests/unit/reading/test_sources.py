"""What an analysis can be given, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from luksia_nlp import Article, Failure, SourceError
from luksia_nlp.reading.sources import articles_of, count_of

TEXT = "Lohjalla avattiin koulu."


def _all(source: Any) -> list[tuple[str | None, str | None]]:
    """The identifier and text of each article, None for the text of a failure."""
    found = articles_of(source)
    return [(item.article_id, item.text if isinstance(item, Article) else None) for item in found]


@pytest.mark.parametrize(
    "source",
    [
        "omat/puuttuu.txt", "puuttuu.txt", "./uutiset", "../uutiset", "/ei/ole", "~/ei/ole", "C:\\uutiset",
        "uutiset\\a.csv", "Uutiset 2024.csv", "https://esimerkki.fi/uutinen", "www.esimerkki.fi",
    ],
)  # fmt: skip
def test_a_path_or_address_of_nothing_is_no_text(source: str) -> None:
    with pytest.raises(SourceError, match=r"give Article\(\.\.\.\)"):
        articles_of(source)
    assert _all([TEXT, source, TEXT]) == [("article-1", TEXT), ("article-2", None), ("article-3", TEXT)]
    assert _all(Article(source)) == [("article-1", source)]


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Lohja",
        "Hinta nousi 5/6 verran ja/tai enemmän.",
        "Lue lisää osoitteesta www.esimerkki.fi",
        "~30 ihmistä osallistui juhlaan.",
        "/ Kuva: Maija Virtanen",
        "/kuva: Virtanen/ Koulu avattiin eilen.",
        "Koulun ohje.pdf on luettavissa verkossa",
        "Otsikko\n\nvuosi/2024",
    ],
)
def test_texts_are_no_paths(text: str) -> None:
    assert _all(text) == [("article-1", text)]


def test_home_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert _all("~/a.txt") == [("a", TEXT)]
    assert count_of("~/a.txt") == 1


def test_mappings() -> None:
    assert _all({"text": TEXT, "id": 7, "osasto": "koulu"}) == [("7", TEXT)]
    assert _all({"a": TEXT, "b": Article("Sataa."), "c": {"text": "Tuulee."}}) == [
        ("a", TEXT), ("b", "Sataa."), ("c", "Tuulee."),
    ]  # fmt: skip
    assert _all({"text": [TEXT, "Sataa."], "id": [1, 2]}) == [("1", TEXT), ("2", "Sataa.")]
    with pytest.raises(SourceError, match="no table"):
        articles_of({"text": [TEXT], "id": [1, 2]})
    [found] = articles_of({"text": TEXT, "published": "25.11.2026", "osasto": "koulu"})
    assert isinstance(found, Article)
    assert (found.published, found.metadata) == (date(2026, 11, 25), {"section": "koulu"})


def test_lists_of_mappings_and_paths(tmp_path: Path) -> None:
    for name in ("x/a.txt", "y/a.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    files = sorted(tmp_path.glob("*/*.txt"))
    assert _all(files) == [(f"{tmp_path}/x/a", TEXT), (f"{tmp_path}/y/a", TEXT)]
    assert _all([str(files[0]), {"text": "Sataa."}, {"kuvaus": "x"}, tmp_path / "ei.txt"]) == [
        (f"{tmp_path}/x/a", TEXT), ("article-2", "Sataa."), ("article-3", None), ("article-4", None),
    ]  # fmt: skip
    assert _all(iter(files)) == _all(files)


@pytest.mark.parametrize("source", [None, 3, b"Lohjalla", 1.5])
def test_wrong_types(source: Any) -> None:
    with pytest.raises(SourceError, match=f"not {type(source).__name__}"):
        articles_of(source)


@pytest.mark.parametrize(
    ("article", "said"),
    [
        (Article(TEXT, title=5), "title must be a string, not int"),  # type: ignore[arg-type]
        (Article(TEXT, metadata=[1]), "metadata must be a mapping, not list"),  # type: ignore[arg-type]
        (Article(TEXT, metadata={"a": "\ud83d"}), "metadata 'a' holds half a character"),
        (Article(TEXT, metadata={"\ud83d": 1}), "holds half a character"),
        (Article(TEXT, title="\ud83d"), "holds half a character"),
        (Article(TEXT, source="\ud83d"), "source holds half a character"),
        (Article(TEXT, "\ud83d"), "article_id holds half a character"),
    ],
)
def test_odd_articles_are_failures_that_can_be_written(article: Article, said: str) -> None:
    [found] = articles_of([article])
    assert isinstance(found, Failure)
    assert said in found.message
    "".join([found.article_id, found.source or "", found.message]).encode("utf-8")


def test_a_date_given_as_text() -> None:
    first, second = articles_of([Article(TEXT, published="25.11.2026"), Article(TEXT, published="eilen")])  # type: ignore[arg-type]
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.published, first.notes) == (date(2026, 11, 25), ())
    assert (second.published, second.notes) == (None, second.notes)
    assert "'eilen' is not a date" in second.notes[0]


def test_count(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Yksi."}\n{"text": "Kaksi."}\n', encoding="utf-8")

    def endless() -> Iterator[str]:
        while True:
            yield TEXT

    sources: list[tuple[Any, int | None]] = [
        (TEXT, 1), (Article(TEXT), 1), ([TEXT, TEXT], 2), (pd.DataFrame({"text": [TEXT] * 3}), 3),
        (tmp_path, 2), (str(tmp_path), 2), ([tmp_path, TEXT, tmp_path / "ei"], 4), ({"text": TEXT}, 1),
        ({"text": [TEXT, TEXT]}, 2), ({"a": TEXT}, 1), (endless(), None),
    ]  # fmt: skip
    for source, number in sources:
        assert count_of(source) == number, source
