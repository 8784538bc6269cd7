"""SQLite files: whole, with references that hold, and a search in base forms."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from luksia_nlp import Article, OutputError, TableError
from luksia_nlp.tables.pieces import pieces_of
from luksia_nlp.tables.schemas import SCHEMAS
from luksia_nlp.tables.sqlite import write_sqlite
from tests.published import awkward_result, result_of

_TYPES = {"str": "TEXT", "bool": "INTEGER", "float64": "REAL", "datetime64[us]": "TEXT"}
_TYPES |= {"int64": "INTEGER", "Int64": "INTEGER"}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "uusi" / "tulokset.sqlite"
    awkward_result().to_sqlite(path)
    return path


@pytest.fixture
def database(file: Path) -> Iterator[sqlite3.Connection]:
    """A copy in memory, which a test may change."""
    with closing(sqlite3.connect(":memory:")) as copy:
        with closing(sqlite3.connect(file)) as connection:
            connection.backup(copy)
        yield copy


def _column(database: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    return [row[0] for row in database.execute(query, values)]


def test_the_file_is_sound(database: sqlite3.Connection, file: Path) -> None:
    assert _column(database, "PRAGMA integrity_check") == ["ok"]
    assert _column(database, "PRAGMA foreign_key_check") == []
    assert _column(database, "PRAGMA freelist_count") == [0]
    for search in ("sentences_fts", "quotes_fts"):
        database.execute(f"INSERT INTO {search}({search}, rank) VALUES ('integrity-check', 1)")
    assert [path.name for path in file.parent.iterdir()] == ["tulokset.sqlite"]  # nothing lies beside it
    assert database.execute("SELECT * FROM made_with").fetchall() == [("engine", "scripted")]


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_every_table_is_there_with_its_types_key_and_rows(database: sqlite3.Connection, name: str) -> None:
    columns = database.execute(f"PRAGMA table_info({name})").fetchall()
    own = SCHEMAS[name].columns
    assert [(column[1], column[2], column[3]) for column in columns[: len(own)]] == [
        (column.name, _TYPES[column.dtype], int(not column.optional)) for column in own
    ]
    assert (
        tuple(column[1] for column in sorted(columns, key=lambda c: c[5]) if column[5]) == SCHEMAS[name].key
    )
    table = awkward_result().tables[name]
    rows = database.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()
    assert len(rows) == len(table)
    for place, column in enumerate(table.columns):
        values = table[column]
        if str(values.dtype).startswith("datetime"):
            values = values.map(lambda time: str(time).removesuffix(" 00:00:00"), na_action="ignore")
        expected = [None if pd.isna(value) else value for value in values]
        assert [row[place] for row in rows] == expected, column


def test_carried_columns_are_told_apart_without_their_capitals(database: sqlite3.Connection) -> None:
    names = {row[1]: row[2] for row in database.execute("PRAGMA table_info(articles)")}
    carried = {
        name: kind
        for name, kind in names.items()
        if name not in {c.name for c in SCHEMAS["articles"].columns}
    }
    assert carried == {
        "=sarake": "TEXT", "given_Title": "TEXT", "iso": "INTEGER", "n": "INTEGER", "ok": "INTEGER",
        "x": "REAL",
    }  # fmt: skip
    assert database.execute("SELECT x, ok, given_Title FROM articles").fetchone() == (0.1 + 0.2, 1, "=1")


def test_every_mention_names_an_entity_and_other_kinds_have_one_too(database: sqlite3.Connection) -> None:
    keys = {(row[2], row[3]) for row in database.execute("PRAGMA foreign_key_list(mentions)")}
    assert keys == {
        ("articles", "article_id"), ("sentences", "article_id"), ("sentences", "sentence_id"),
        ("entities", "entity_id"),
    }  # fmt: skip
    kinds = dict(database.execute("SELECT name, kind FROM entities"))
    assert kinds == {"Lohja": "place", "Timo Virtanen": "person", "Kesäjuhlat": "other"}
    counted = "SELECT entity_id, name, n_mentions, n_articles FROM"
    assert set(database.execute(f"{counted} places").fetchall()) <= set(
        database.execute(f"{counted} entities").fetchall()
    )


def test_the_search_finds_base_forms_and_words_as_they_stand(database: sqlite3.Connection) -> None:
    def found(query: str) -> list[str]:
        return _column(database, "SELECT text FROM sentences_fts WHERE sentences_fts MATCH ?", query)

    schools = ["Timo Virtanen puhui kouluissa Lohjalla."]
    assert found("koulu") == found("KOULU") == found("kouluissa") == found("koulu lohja") == schools
    assert found("base_forms: kouluissa") == []
    assert found("koulussa") == []  # a form that no text has: one searches by the base form
    assert found("ammattikoulu") == found("ammatti*") == ["Alan vetovoima kasvaa ammattikoulussa."]
    assert found("kesajuhlat") == []  # ä is a letter, no a with dots
    assert found("kesäjuhla") == ["Kesäjuhlat alkavat!"]
    words = "SELECT term FROM sentences_words WHERE col = 'base_forms' AND term LIKE ?"
    assert _column(database, words, "%koulu") == ["ammattikoulu", "koulu"]
    joined = (
        "SELECT article_id, sentence_id FROM sentences_fts JOIN sentences "
        "ON sentences.rowid = sentences_fts.rowid WHERE sentences_fts MATCH 'vetovoima'"
    )
    assert database.execute(joined).fetchall() == [("1", 2)]


def test_the_search_still_fits_after_a_vacuum(database: sqlite3.Connection) -> None:
    database.execute("VACUUM")
    for search in ("sentences_fts", "quotes_fts"):
        database.execute(f"INSERT INTO {search}({search}, rank) VALUES ('integrity-check', 1)")


def test_views_set_what_was_found_beside_its_article(database: sqlite3.Connection) -> None:
    query = "SELECT name, published, sentence FROM mentions_in_articles WHERE kind = 'person'"
    assert database.execute(f"{query} AND article_id = '1'").fetchall() == [
        ("Timo Virtanen", "2024-01-02 03:04:05.678901", "Timo Virtanen puhui kouluissa Lohjalla.")
    ]
    assert _column(database, "SELECT sentence FROM themes_in_articles") == [
        "Alan vetovoima kasvaa ammattikoulussa."
    ]
    months = database.execute(
        "SELECT month, theme, n_articles, n_present, share FROM themes_by_month"
    ).fetchall()
    assert ("2024-01", "vetovoima", 1, 1, 1.0) in months
    assert [row[0] for row in months] == ["1891-02", "2024-01", "2024-05"]


def test_what_people_ask_by_is_indexed(database: sqlite3.Connection) -> None:
    database.executescript("DROP TABLE sqlite_stat1; ANALYZE sqlite_schema")  # so few rows need no index
    for query in (
        "SELECT * FROM mentions WHERE entity_id = 'x'",
        "SELECT * FROM mentions_in_articles WHERE entity_id = 'x'",
        "SELECT * FROM themes WHERE theme = 'x'",
        "SELECT * FROM quotes WHERE speaker = 'x'",
        "SELECT * FROM quotes_in_articles WHERE speaker_entity_id = 'x'",
        "SELECT * FROM sentences JOIN quotes USING (article_id, sentence_id) WHERE article_id = 'x'",
        "SELECT * FROM articles WHERE published >= '2024'",
        "SELECT * FROM entities WHERE name = 'x'",
    ):
        plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {query}")]
        assert not [step for step in plan if step.startswith("SCAN")], (query, plan)


def test_a_reference_that_does_not_hold_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    tables = dict(result_of(Article("Timo Virtanen puhui.", "1")).tables)
    tables["mentions"] = tables["mentions"].assign(sentence_id=7)
    with pytest.raises(TableError, match="mentions: row 1 names no row of sentences"):
        write_sqlite(tmp_path / "t.sqlite", pieces_of(tables, {}))
    tables["sentences"] = pd.concat([tables["sentences"]] * 2)
    with pytest.raises(TableError, match=r"t\.sqlite: the tables contradict each other: UNIQUE"):
        write_sqlite(tmp_path / "t.sqlite", pieces_of(tables, {}))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_kept_unless_one_says_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "t.sqlite"
    file.write_text("oma", encoding="utf-8")
    with pytest.raises(OutputError, match=r"t\.sqlite: is there already\. Name another file"):
        result_of().to_sqlite(file)
    assert file.read_text(encoding="utf-8") == "oma"
    result_of(Article("Lohjalla satoi.", "1")).to_sqlite(file, overwrite=True)
    with closing(sqlite3.connect(file)) as connection:
        assert _column(connection, "SELECT name FROM places") == ["Lohja"]
    with pytest.raises(OutputError, match="is a folder; name a file in it"):
        result_of().to_sqlite(tmp_path)
    with pytest.raises(OutputError, match="is not a folder"):
        result_of().to_sqlite(file / "t.sqlite")
