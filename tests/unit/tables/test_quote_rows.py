"""The table of quotes: what its rows say, what its check finds, and what it survives."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from luksia_nlp import Analysis, Article, TableError
from luksia_nlp.analyzer import tables_of
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.entities import Alias
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.records import ArticleResult, Document, Quote
from luksia_nlp.tables.checks import check
from luksia_nlp.tables.pieces import pieces_of
from luksia_nlp.tables.sqlite import write_sqlite
from tests.conftest import ROOT
from tests.quoted import scripted_quotes
from tests.workbooks import rows, sheets

_NAMES = {"Aino Salo": "PERSON", "Salo": "PERSON", "Lohjan kaupunki": "ORG"}
_TEXT = (
    "Rehtori Aino Salo tuli. ”Sataa”, sanoo Salo. ”Paljon”. "
    "”Ei sada”, sanoo Lohjan kaupunki. ”Sataapa”, sanoo opettaja."
)
_COLUMNS = ["quote_id", "text", "continues", "speaker", "speaker_entity_id", "speaker_text"]


def _result(article_id: str = "a:1", text: str = _TEXT, **changes: Any) -> ArticleResult:
    """An article with what is said in it, its first quote changed."""
    [document] = ScriptedEngine(names=_NAMES).documents([Article(text, article_id)])
    assert isinstance(document, Document)
    mentions = tuple(find_mentions(document))
    first, *others = scripted_quotes(document, mentions)
    return ArticleResult(document, mentions, (), (), (replace(first, **changes), *others))


def _analysis(*results: ArticleResult, aliases: Sequence[Alias] = ()) -> Analysis:
    return Analysis(tables_of(results, aliases), {"engine": "scripted"})


def _listed(table: pd.DataFrame, columns: Sequence[str]) -> list[list[Any]]:
    return [[None if pd.isna(value) else value for value in row] for row in table[list(columns)].to_numpy()]


def test_a_row_says_who_said_it_by_the_name_of_the_whole() -> None:
    quotes = _analysis(_result()).quotes
    assert _listed(quotes, _COLUMNS) == [
        ["a:1:0", "Sataa", None, "Aino Salo", "person-aino-salo", "Salo"],
        ["a:1:1", "Paljon", "a:1:0", "Aino Salo", "person-aino-salo", None],
        ["a:1:2", "Ei sada", None, "Lohjan kaupunki", "organisation-lohjan-kaupunki", "Lohjan kaupunki"],
        ["a:1:3", "Sataapa", None, None, None, "opettaja"],
    ]
    first, second = quotes.to_dict("records")[:2]
    assert _TEXT[first["cue_start"] : first["cue_end"]] == first["cue"] == "sanoo"
    assert _TEXT[first["speaker_start"] :].startswith("Salo. ")
    assert pd.isna(second["cue_end"])


def test_where_there_is_no_mention_nobody_is_named() -> None:
    quotes = _analysis(_result(speaker_mention=3)).quotes
    assert _listed(quotes, _COLUMNS)[0] == ["a:1:0", "Sataa", None, None, None, "Salo"]


def test_a_users_alias_decides_who_speaks() -> None:
    alias = Alias("Aino Korpi", None, frozenset({"aino korpi", "aino salo"}), ())
    quotes = _analysis(_result(), aliases=[alias]).quotes
    assert _listed(quotes, ["speaker", "speaker_entity_id"])[0] == ["Aino Korpi", "person-aino-korpi"]


def test_what_is_said_in_a_broken_article_goes_with_it() -> None:
    broken = [_result("2", score="varma"), _result("3", start=2**64), _result("4", cue_start="x")]
    nameless = _result("5")
    mentions = tuple(replace(mention, base_form=" ") for mention in nameless.mentions)
    analysis = _analysis(_result("1"), *broken, replace(nameless, mentions=mentions), _result("6"))
    assert list(analysis.failures["article_id"]) == ["2", "3", "4", "5"]
    assert list(analysis.quotes["article_id"]) == ["1"] * 4 + ["6"] * 4
    expected = _analysis(_result("1"), _result("6"))
    pd.testing.assert_frame_equal(analysis.quotes, expected.quotes)


@pytest.mark.parametrize(
    ("row", "changes", "problem"),
    [
        (0, {"kind": "ehkä"}, "there is no kind 'ehkä'."),
        (0, {"score": 1.5}, "the score 1.5 does not lie between 0 and 1."),
        (0, {"score": -0.1}, "the score -0.1 does not lie between 0 and 1."),
        (0, {"text": "muu"}, "article 'a:1' does not have 'muu' at 25:30."),
        (0, {"cue": "sanoi"}, "article 'a:1' does not have cue 'sanoi' at 33:38."),
        (0, {"cue_end": 39}, "article 'a:1' does not have cue 'sanoo' at 33:39."),
        (0, {"cue_start": pd.NA}, "of 'a:1:0' either cue or where it stands is missing."),
        (0, {"cue_end": pd.NA}, "of 'a:1:0' either cue or where it stands is missing."),
        (0, {"cue": None}, "of 'a:1:0' either cue or where it stands is missing."),
        (0, {"speaker_start": 40}, "article 'a:1' does not have speaker_text 'Salo' at 40:44."),
        (0, {"speaker_start": pd.NA}, "of 'a:1:0' either speaker_text or where it stands is missing."),
        (1, {"speaker_start": 40}, "of 'a:1:1' either speaker_text or where it stands is missing."),
        (3, {"quote_id": "muu:3"}, "'muu:3' is not made of the article 'a:1' and a number."),
        (3, {"quote_id": "a:1:x"}, "'a:1:x' is not made of the article 'a:1' and a number."),
        (1, {"continues": "a:1:9"}, "'a:1:1' carries on 'a:1:9', which is no earlier quote of the article."),
        (1, {"continues": "b:0"}, "'a:1:1' carries on 'b:0', which is no earlier quote of the article."),
        (1, {"continues": "a:1:1"}, "'a:1:1' carries on 'a:1:1', which is no earlier quote of the article."),
        (0, {"speaker": None}, "of who says 'a:1:0' only the name or only the entity is there."),
        (0, {"speaker_entity_id": None}, "of who says 'a:1:0' only the name or only the entity is there."),
        (
            0,
            {"speaker_entity_id": "person-x"},
            "'a:1:0' is said by 'person-x', Aino Salo, whom the article does not mention.",
        ),
        (
            0,
            {"speaker": "Salo"},
            "'a:1:0' is said by 'person-aino-salo', Salo, whom the article does not mention.",
        ),
        (
            4,
            {"speaker": "Aino Salo", "speaker_entity_id": "person-aino-salo"},
            "'b:0' is said by 'person-aino-salo', Aino Salo, whom the article does not mention.",
        ),
    ],
)
def test_every_contradiction_is_found(row: int, changes: dict[str, Any], problem: str) -> None:
    tables = dict(_analysis(_result(), _result("b", "”Sataa”, sanoo opettaja.")).tables)
    quotes = tables["quotes"].copy()
    for column, value in changes.items():
        quotes.loc[row, column] = value
    with pytest.raises(TableError) as caught:
        check({**tables, "quotes": quotes})
    assert str(caught.value) == f"1 problems in the tables:\nquotes: {problem}"


@pytest.mark.parametrize("has_some", [True, False])
@pytest.mark.parametrize("form", ["parquet", "csv", "excel"])
def test_missing_integers_survive_files(tmp_path: Path, form: str, has_some: bool) -> None:
    text = _TEXT if has_some else "”Sataa”."  # a column without any number
    analysis = _analysis(_result(text=text))
    if form == "parquet":
        analysis.to_parquet(tmp_path)
    else:
        analysis.to_csv(tmp_path, excel=form == "excel")
    back = Analysis.read(tmp_path).quotes
    pd.testing.assert_frame_equal(back, analysis.quotes)
    assert str(back["cue_start"].dtype) == "Int64"
    assert bool(back["cue_start"].notna().any()) is has_some
    separator = {"csv": ",", "excel": ";"}
    if form in separator:  # a whole number, not 33.0
        assert (
            "sanoo;33;38;sanoa".replace(";", separator[form]) in (tmp_path / "quotes.csv").read_text("utf-8")
        ) is has_some


def test_missing_integers_are_empty_cells_of_a_workbook(tmp_path: Path) -> None:
    _analysis(_result()).to_excel(tmp_path / "t.xlsx")
    first, second, *_ = rows(sheets(tmp_path / "t.xlsx")["quotes"])
    assert first["cue_start"] == ("n", "33")
    assert "cue_start" not in second


def test_a_database_has_quotes_with_their_references_and_a_search(tmp_path: Path) -> None:
    _analysis(_result()).to_sqlite(tmp_path / "t.sqlite")
    with closing(sqlite3.connect(tmp_path / "t.sqlite")) as database:
        keys = {(row[2], row[3], row[4]) for row in database.execute("PRAGMA foreign_key_list(quotes)")}
        assert keys == {
            ("articles", "article_id", "article_id"), ("sentences", "article_id", "article_id"),
            ("sentences", "sentence_id", "sentence_id"), ("entities", "speaker_entity_id", "entity_id"),
            ("quotes", "continues", "quote_id"),
        }  # fmt: skip
        cues = database.execute("SELECT cue_start, cue_end, typeof(cue_start) FROM quotes").fetchall()
        assert cues[:2] == [(33, 38, "integer"), (None, None, "null")]

        def found(query: str) -> list[Any]:
            sql = "SELECT text FROM quotes_fts WHERE quotes_fts MATCH ?"
            return [row[0] for row in database.execute(sql, [query])]

        assert found("sataa") == ["Sataa"]
        assert found("sata*") == ["Sataa", "Sataapa"]
        assert found("speaker: salo AND text: paljon") == ["Paljon"]
        assert found("sanoo") == []
        page = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
        in_base_forms = page.partition("```sql\n")[2].partition("```")[0].replace("koulu'", "sataa'")
        assert database.execute(in_base_forms).fetchall() == [("Lohjan kaupunki", "Ei sada")]
        database.execute("INSERT INTO quotes_fts(quotes_fts, rank) VALUES ('integrity-check', 1)")
        beside = "SELECT speaker, text, cue, sentence FROM quotes_in_articles WHERE speaker_entity_id = ?"
        assert database.execute(beside, ["person-aino-salo"]).fetchall() == [
            ("Aino Salo", "Sataa", "sanoo", "”Sataa”, sanoo Salo."),
            ("Aino Salo", "Paljon", None, "”Paljon”."),
        ]  # fmt: skip


def test_a_speaker_that_is_no_entity_is_told(tmp_path: Path) -> None:
    tables = dict(_analysis(_result()).tables)
    tables["quotes"] = tables["quotes"].assign(speaker_entity_id="person-x")
    with pytest.raises(TableError, match="quotes: row 1 names no row of entities"):
        write_sqlite(tmp_path / "t.sqlite", pieces_of(tables, {}))


def test_without_texts_it_is_left_who_speaks_and_where(tmp_path: Path) -> None:
    analysis = _analysis(_result())
    analysis.to_csv(tmp_path / "csv", texts=False)
    columns = pd.read_csv(tmp_path / "csv" / "quotes.csv").columns
    assert set(analysis.quotes.columns) - set(columns) == {"text", "cue", "speaker_text"}
    analysis.to_sqlite(tmp_path / "t.sqlite", texts=False)
    content = (tmp_path / "t.sqlite").read_bytes()
    assert [word for word in ("Paljon", "sanoo", "opettaja", "quotes_fts") if word.encode() in content] == []
    with closing(sqlite3.connect(tmp_path / "t.sqlite")) as database:
        said = database.execute("SELECT speaker, score FROM quotes_in_articles").fetchall()
    assert said[0] == ("Aino Salo", 0.9)


def test_tables_of_a_version_without_quotes_are_told(tmp_path: Path) -> None:
    _analysis(_result()).to_csv(tmp_path)
    manifest = tmp_path / "analysis.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"quotes.csv",', ""), encoding="utf-8")
    with pytest.raises(TableError, match=r"analysis\.json: there is no table 'quotes': another version"):
        Analysis.read(tmp_path)


def test_parts_of_an_article_keep_all_that_was_said() -> None:
    whole = _result()
    first, *others = whole.quotes
    parts = [replace(whole, quotes=(first,)), replace(whole, mentions=(), quotes=tuple(others))]
    tables = tables_of(parts)
    pd.testing.assert_frame_equal(tables["quotes"], _analysis(whole).quotes)


def test_a_quote_that_nobody_says() -> None:
    nobody = Quote("1", 0, 0, "indirect", 0, 5, "Sataa", None, None, None, None, None, None, None, 0.1, "x")
    [document] = ScriptedEngine().documents([Article("Sataa.", "1")])
    assert isinstance(document, Document)
    [row] = _analysis(ArticleResult(document, (), (), (), (nobody,))).quotes.to_dict("records")
    assert {name for name, value in row.items() if pd.isna(value)} == {
        "continues", "cue", "cue_start", "cue_end", "cue_base_form", "speaker", "speaker_entity_id",
        "speaker_text", "speaker_start",
    }  # fmt: skip
