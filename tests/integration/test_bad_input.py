"""Bad input: each kind has one clear outcome, and the rest of the run is intact."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from luksia_nlp import (
    Analysis,
    Analyzer,
    Article,
    EngineError,
    LuksiaWarning,
    Settings,
    SourceError,
    analyze,
)
from luksia_nlp.cli import main

GOOD = "Rehtori Maija Virtanen puhui eilen Lohjalla."
ENGLISH = (
    "The city council decided on Tuesday that the new school will be built next to the railway station. "
    "According to the mayor, the project is important for the whole region and its families."
)
CHINESE = "市议会星期二决定在火车站旁边建造一所新学校。" * 5


def _between_good_ones(analyzer: Analyzer, *bad: Any) -> Analysis:
    """Analyse bad articles between two good ones, which must come out as ever."""
    source: Iterable[Any] = [Article(GOOD, "first"), *bad, Article(GOOD, "last")]
    analysis = analyzer.analyze(source)
    assert {"first", "last"} <= set(analysis.articles["article_id"])
    for article_id in ("first", "last"):
        of_article = analysis.mentions[analysis.mentions["article_id"] == article_id]
        assert list(of_article["name"]) == ["Maija Virtanen", "Lohja"]
    return analysis


def _failure(analysis: Analysis) -> tuple[str, str, str]:
    [(stage, error, message)] = analysis.failures[["stage", "error", "message"]].itertuples(index=False)
    return stage, error, message


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\n \u00a0\u2003"])
def test_empty_and_white_space(analyzer: Analyzer, text: str) -> None:
    stage, error, message = _failure(_between_good_ones(analyzer, text))
    assert (stage, error) == ("check", "ArticleError")
    assert message == "The article has no text: it is empty or all white space."


@pytest.mark.parametrize("text", [ENGLISH, "Stadsfullmäktige beslutade att skolan ska byggas. " + ENGLISH])
def test_no_finnish(analyzer: Analyzer, text: str) -> None:
    stage, _, message = _failure(_between_good_ones(analyzer, text))
    assert stage == "language"
    assert "does not look Finnish" in message
    assert "finnish_threshold" in message


def test_no_finnish_is_analysed_when_asked() -> None:
    any_language = Analyzer(Settings(finnish_threshold=0))
    analysis = any_language.analyze([ENGLISH, CHINESE])
    assert len(analysis.articles) == 2
    assert len(analysis.failures) == 0


@pytest.mark.parametrize(
    "text",
    [
        GOOD + " \x00\x01\x02 \x1b[31m \x7f",
        "👩‍👩‍👧 Lohjalla 🇫🇮 juhlittiin 🎉🎉 e\u0301 ja a\u0308iti.",
        "\ufeff" + GOOD,
        "Ettei Lohjalla! Miksei Lohjalla? Ellei...",
        "Lohjalla\u00ad sanottiin\u200b: Lohjalla.",
        "Rivi\rLohjalla\r\n\x0b\x0cLohjalla\u2028Lohjalla",
        "Lohjalla " + "sana, " * 5000,
        "A" * 5000 + " Lohjalla",
    ],
    ids=["controls", "emoji", "bom", "multi-word", "invisible", "line ends", "long sentence", "long word"],
)
def test_odd_text_keeps_its_offsets(analyzer: Analyzer, text: str) -> None:
    analysis = _between_good_ones(analyzer, Article(text, "odd"))
    assert list(analysis.articles["article_id"]) == ["first", "odd", "last"]
    odd = analysis.mentions[analysis.mentions["article_id"] == "odd"]
    assert "Lohja" in set(odd["name"]) or "Ettei" in text  # Analysis checked every offset
    assert analysis.articles["full_text"].iloc[1] == text


@pytest.mark.parametrize(
    ("line", "size"),
    # Half a megabyte of sentences: tests/benchmarks/test_load.py
    [("Rehtori Maija Virtanen puhui Lohjalla uudesta koulusta. ", 50_000), ("a", 2_000_000)],
    ids=["sentences", "one word"],
)
def test_long_texts_in_one_line(analyzer: Analyzer, line: str, size: int) -> None:
    text = (line * (size // len(line) + 1))[:size]
    analysis = _between_good_ones(analyzer, Article(text, "long"))
    row = analysis.articles[analysis.articles["article_id"] == "long"].iloc[0]
    assert row["n_characters"] == size
    if "Lohjalla" in line:
        of_long = analysis.mentions[analysis.mentions["article_id"] == "long"]
        assert len(of_long) > 2 * 0.9 * text.count("Lohjalla")


def test_half_a_character(analyzer: Analyzer) -> None:
    stage, _, message = _failure(_between_good_ones(analyzer, "Hyvä \ud83d päivä"))
    assert stage == "check"
    assert "index 5" in message


@pytest.mark.parametrize(
    "text",
    [
        "Rehtori Maija\tVirtanen avasi koulun.",
        "Pekka\t Korhonen tuli kokoukseen.",
        "Valittiin Virtanen\tMaija.",
        "Läsnä olivat\nVirtanen\tMaija\nKorhonen\tPekka",
        "Opettaja Ville\t\tSalo ja\x0bAino\u00a0Laine saivat palkinnon.",
        "Maija\u2028Virtanen, Maija\x85Virtanen ja Maija\x1cVirtanen puhuivat.",
    ],
)
def test_tabs_and_other_white_space_in_names(analyzer: Analyzer, text: str) -> None:
    analysis = _between_good_ones(analyzer, Article(text, "tab"))
    assert len(analysis.failures) == 0
    people = set(analysis.mentions.loc[analysis.mentions["article_id"] == "tab", "name"])
    assert people & {"Maija Virtanen", "Pekka Korhonen", "Virtanen Maija", "Ville Salo"}


@pytest.mark.parametrize(
    "metadata",
    [
        {"n": 2**63}, {"n": -(2**63) - 1}, {"n": 10**400}, {1: 2, "a": 3}, {"": "x"},
        {"title": "x", "given_title": "y"}, {"a": [1, {"b": None}]}, {"a": 1j}, {"a": float("inf")},
        {"a": b"x"}, {"notes": "x", "full_text": "y"},
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_odd_metadata_is_kept_and_written(
    analyzer: Analyzer, tmp_path: Path, metadata: dict[Any, Any], kind: str
) -> None:
    good = Article("Lohjalla satoi.", "b", metadata={"n": 1.5})
    analysis = analyzer.analyze([Article("Lohjalla satoi.", "a", metadata=metadata), good])
    assert len(analysis.articles) == 2
    carried = analysis.articles.iloc[0].drop(["article_id", "n_sentences", "n_tokens", "n_characters"])
    assert len(carried.dropna()) == len(metadata) + 1  # and the text
    getattr(analysis, f"to_{kind}")(tmp_path)
    assert Analysis.read(tmp_path).articles.equals(analysis.articles)


def test_large_numbers_stay_exact(analyzer: Analyzer) -> None:
    articles = [Article("Satoi.", str(n), metadata={"n": n}) for n in (2**53 + 1, 1, 2**64)]
    assert list(analyzer.analyze(articles).articles["n"]) == [str(2**53 + 1), "1", str(2**64)]
    mixed = [Article("Satoi.", str(n), metadata={"n": n}) for n in (2**53 + 1, 0.5)]
    assert list(analyzer.analyze(mixed).articles["n"]) == [str(2**53 + 1), "0.5"]


def test_lone_carriage_returns_come_back(analyzer: Analyzer, tmp_path: Path) -> None:
    texts = ["Otsikko\rjatkuu\n\nMaija Virtanen puhui Lohjalla.", "Maija\rVirtanen kävi Lohjalla."]
    articles = [Article(text, str(n), metadata={"m": "a\rb"}) for n, text in enumerate(texts)]
    analysis = analyzer.analyze(articles)
    analysis.to_csv(tmp_path)
    back = Analysis.read(tmp_path)
    for name, table in analysis.tables.items():
        pd.testing.assert_frame_equal(back.tables[name], table)


class _Unprintable:
    def __str__(self) -> str:
        raise RuntimeError("boom")


def test_what_no_table_can_hold_is_a_failure(analyzer: Analyzer) -> None:
    """Whatever one article does, it is a row of `failures`, and the run goes on."""
    analysis = _between_good_ones(analyzer, Article("Lohjalla satoi.", "odd", metadata={"a": _Unprintable()}))
    stage, _, message = _failure(analysis)
    assert stage in ("check", "analysis")
    assert "boom" in message


def test_where_every_article_fails_it_is_said_aloud(analyzer: Analyzer) -> None:
    with pytest.warns(
        LuksiaWarning, match="None of the 2 articles could be analysed; the first, 'article-1'"
    ):
        analysis = analyzer.analyze(["", " "])
    assert len(analysis.failures) == 2


def test_duplicate_ids(analyzer: Analyzer) -> None:
    analysis = _between_good_ones(analyzer, Article("Turussa satoi.", "first"))
    stage, _, message = _failure(analysis)
    assert stage == "check"
    assert "'first' belongs to an earlier article" in message
    assert "Turku" not in set(analysis.places["name"])


@pytest.mark.parametrize("item", [None, 3, b"Lohjalla", {"text": 3}, Article(3)])  # type: ignore[arg-type]
def test_wrong_types_among_articles(analyzer: Analyzer, item: Any) -> None:
    _, error, message = _failure(_between_good_ones(analyzer, item))
    assert error == "ArticleError"
    assert "must be" in message


def test_frame_with_bad_rows(analyzer: Analyzer) -> None:
    frame = pd.DataFrame(
        {"text": [GOOD, None, 3], "article_id": ["a", "b", "c"], "published": ["2024-01-02"] * 3}
    )
    analysis = analyzer.analyze(frame)
    assert list(analysis.articles["published"]) == [pd.Timestamp("2024-01-02")]
    assert list(analysis.failures["article_id"]) == ["b", "c"]


def test_frame_without_text(analyzer: Analyzer) -> None:
    with pytest.raises(SourceError, match="no column 'text'"):
        analyzer.analyze(pd.DataFrame({"kuvaus": [GOOD]}))


def test_mixed_encodings_in_a_folder(analyzer: Analyzer, tmp_path: Path) -> None:
    text = "Jyväskylässä juhlittiin."
    for encoding in ("utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"):
        (tmp_path / f"{encoding}.txt").write_bytes(text.encode(encoding))
    (tmp_path / "broken.txt").write_bytes(text.encode() + b" \xff\xc3")
    analysis = analyzer.analyze(tmp_path)
    assert len(analysis.failures) == 0
    assert list(analysis.places["name"]) == ["Jyväskylä"]
    assert analysis.places["n_articles"].iloc[0] == 6


def test_unreadable_file_in_a_folder(analyzer: Analyzer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "ei-ole.txt")
    analysis = analyzer.analyze(tmp_path)
    assert len(analysis.articles) == 1
    assert _failure(analysis)[0] == "read"


def test_unknown_model() -> None:
    with pytest.raises(EngineError, match="python -m spacy download fi_core_news_xx"):
        analyze(GOOD, Settings(model="fi_core_news_xx"))


def test_model_folder_that_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=str(tmp_path)):
        analyze(GOOD, Settings(model=str(tmp_path)))


def _fails(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """The one line that a failing command prints after its first words; no traceback."""
    assert main(["analyze", *map(str, arguments)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    first, *_, line = captured.err.strip().splitlines()
    assert first.startswith("luksia-nlp 0")
    assert line.startswith("luksia-nlp: ")
    return line


def test_command_line_errors(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(GOOD, encoding="utf-8")
    empty = tmp_path / "empty"
    empty.mkdir()
    settings = tmp_path / "s.toml"
    settings.write_text("modle = 'x'", encoding="utf-8")
    out = tmp_path / "out"
    assert "no such file or folder" in _fails(capsys, tmp_path / "ei", "--out", out)
    assert "holds no articles" in _fails(capsys, empty, "--out", out)
    assert "Did you mean 'model'?" in _fails(capsys, article, "--out", out, "--settings", settings)
    assert "is not a folder" in _fails(capsys, article, "--out", article)
    assert "is not a folder" in _fails(capsys, article, "--out", article / "out")
    assert not out.exists()


def test_folder_without_permission(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(GOOD, encoding="utf-8")
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    # The superuser may write to a locked folder, but nobody may make one in /proc.
    folder = Path("/proc") if os.geteuid() == 0 else locked
    assert main(["analyze", str(article), "--out", str(folder / "out")]) == 2
    assert "cannot be written there" in capsys.readouterr().err.splitlines()[-1]
