from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from luksia_nlp import Analysis, Article, Failure, OutputError, TableError
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.mentions import find_mentions
from luksia_nlp.records import ArticleResult, Document
from luksia_nlp.schemas import DTYPES, SCHEMAS
from luksia_nlp.tables import TableBuilder, check, table_of
from luksia_nlp.themes import ThemeFinder, load_themes

# What breaks CSV writers and readers: separators, quotation marks, line ends, controls, odd spaces.
AWKWARD = 'Lohjalla "puhui", Timo; Virtanen\r\n\tNA\x0b\x1c\x85 \u2028a\u0308 👩‍👩‍👧 \ufeff \x01,\r x'

_PUBLISHED = pd.Timestamp("2024-01-02T03:04:05.678901")
_METADATA = {"n": 1, "x": 0.1 + 0.2, "ok": True, "tags": ["a"], "source": "s", "start": "a"}


_NAMES = {"Lohjalla": "GPE", "Timo": "PERSON"}


def _tables(
    *articles: Article | Failure, names: Mapping[str, str] = _NAMES, threshold: float = 0.5
) -> dict[str, pd.DataFrame]:
    builder = TableBuilder(["vetovoima"], threshold)
    engine = ScriptedEngine(names=names)
    for article in articles:
        if isinstance(article, Failure):
            builder.add(article)
            continue
        [document] = engine.documents([article])
        assert isinstance(document, Document)
        hits = ThemeFinder(load_themes()).find(document)
        builder.add(ArticleResult(document, tuple(find_mentions(document)), tuple(hits)))
    return builder.tables()


def _analysis() -> Analysis:
    return Analysis(
        _tables(
            Article(AWKWARD, "1", title="null", published=_PUBLISHED, metadata=_METADATA),
            Article("Alan vetovoima.", "NA", metadata={"n": 2, "ok": False, "x": 1e-320}),
            Failure("3", None, "check", "ArticleError", "Ei ole, tai\non."),
        ),
        {"engine": "scripted"},
    )


def test_empty_tables_have_all_columns_and_types() -> None:
    for name, table in _tables().items():
        columns = {column.name: DTYPES[column.type] for column in SCHEMAS[name].columns}
        assert {str(key): str(dtype) for key, dtype in table.dtypes.items()} == columns


def test_types_do_not_depend_on_the_rows() -> None:
    full, empty = _analysis(), _tables()
    for name in SCHEMAS:
        own = [column.name for column in SCHEMAS[name].columns]
        assert list(full.tables[name][own].dtypes) == list(empty[name].dtypes)


@pytest.mark.parametrize("form", ["parquet", "csv"])
@pytest.mark.parametrize("full", [True, False])
def test_round_trip_is_exact(tmp_path: Path, form: str, full: bool) -> None:
    analysis = _analysis() if full else Analysis(_tables())
    (analysis.to_csv if form == "csv" else analysis.to_parquet)(tmp_path / "uusi" / "kansio")
    back = Analysis.read(tmp_path / "uusi" / "kansio")
    assert back.made_with == analysis.made_with
    for name in SCHEMAS:
        pd.testing.assert_frame_equal(back.tables[name], analysis.tables[name])


def test_carried_columns_follow_and_keep_their_types() -> None:
    articles = _analysis().articles
    carried = list(articles.columns[len(SCHEMAS["articles"].columns) :])
    assert carried == ["given_source", "n", "ok", "start", "tags", "x"]
    assert [str(articles[name].dtype) for name in ("n", "ok", "tags", "x")] == [
        "Int64",
        "boolean",
        "str",
        "float64",
    ]


def test_tables_cannot_be_changed_from_outside() -> None:
    analysis = _analysis()
    for articles in (analysis.articles, analysis.tables["articles"]):
        articles.loc[0, "title"] = "muu"
        articles.insert(0, "uusi", 1)
    assert list(analysis.articles["title"].fillna("")) == ["null", ""]
    assert "uusi" not in analysis.articles


def test_check_names_every_problem() -> None:
    tables = dict(_analysis().tables)
    del tables["themes"]
    tables["articles"] = tables["articles"].drop(columns=["title"]).astype({"n_tokens": "float64"})
    tables["sentences"] = pd.concat([tables["sentences"]] * 2, ignore_index=True)
    with pytest.raises(TableError) as caught:
        check(tables)
    message = str(caught.value)
    for part in (
        "no table 'themes'",
        "articles: column 'title' is missing",
        "'n_tokens' has type float64, not int64",
        "sentences: 3 rows are there twice, such as article_id 1, sentence_id 0",
    ):
        assert part in message


@pytest.mark.parametrize(
    ("table", "column", "value", "message"),
    [
        ("mentions", "start", 1, "does not have 'Lohjalla' at 1:14"),
        ("mentions", "kind", "paikka", "no kind 'paikka'"),
        ("mentions", "entity_id", "place-x", "'place-lohja' has no mention"),
        ("sentences", "article_id", "muu", "no article 'muu'"),
    ],
)
def test_check_finds_contradictions(table: str, column: str, value: int | str, message: str) -> None:
    tables = dict(_analysis().tables)
    changed = tables[table].copy()
    changed.loc[0, column] = value
    with pytest.raises(TableError, match=message):
        check({**tables, table: changed})


@pytest.fixture(scope="module")
def full() -> Mapping[str, pd.DataFrame]:
    """Tables with a row each, two at least where rows have a key."""
    names = {
        "Lohjalla": "GPE",
        "Vihdissä": "GPE",
        "Timo": "PERSON",
        "Aino": "PERSON",
        "SAK": "ORG",
        "EK": "ORG",
    }
    return _tables(
        Article("Timo kävi Lohjalla. Alan vetovoima kasvoi. SAK iloitsi.", "1", published=_PUBLISHED),
        Article("Aino kävi Vihdissä. Alan vetovoima kasvoi. EK iloitsi.", "2", published=_PUBLISHED),
        Failure("3", None, "check", "ArticleError", "Ei ole."),
        Failure("3", None, "check", "ArticleError", "Ei ole."),
        names=names,
    )


def _problems(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    with pytest.raises(TableError) as caught:
        check(tables)
    first, *problems = str(caught.value).splitlines()
    assert first == f"{len(problems)} problems in the tables:"
    return problems


def test_tables_in_order_have_no_problem(full: Mapping[str, pd.DataFrame]) -> None:
    assert {name: len(table) > 1 for name, table in full.items()} == dict.fromkeys(SCHEMAS, True)
    check(full)


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_every_table_must_be_there(full: Mapping[str, pd.DataFrame], name: str) -> None:
    tables = {other: table for other, table in full.items() if other != name}
    assert _problems(tables) == [f"There is no table {name!r}."]


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_every_column_must_be_there_and_of_its_type(full: Mapping[str, pd.DataFrame], name: str) -> None:
    columns, table = SCHEMAS[name].columns, full[name]
    assert _problems({**full, name: table[[]]}) == [
        f"{name}: column {column.name!r} is missing." for column in columns
    ]
    others = {column.name: "str" if column.type == "number" else "float64" for column in columns}
    changed = {
        column: pd.Series(["0"] if other == "str" else [0.0], index=table.index[:1], dtype=other)
        for column, other in others.items()
    }
    assert _problems({**full, name: pd.DataFrame(changed)}) == [
        f"{name}: column {column.name!r} has type {others[column.name]}, not {DTYPES[column.type]}."
        for column in columns
    ]


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_only_optional_values_may_be_missing(full: Mapping[str, pd.DataFrame], name: str) -> None:
    # Integers and truths cannot be missing.
    columns = [column for column in SCHEMAS[name].columns if column.type not in ("integer", "truth")]
    optional, required = full[name].copy(), full[name].copy()
    for column in columns:
        (optional if column.optional else required).loc[1, column.name] = None
    check({**full, name: optional})
    assert _problems({**full, name: required}) == [
        f"{name}: column {column.name!r} has 1 missing values." for column in columns if not column.optional
    ]


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_a_row_of_one_key_stands_once(full: Mapping[str, pd.DataFrame], name: str) -> None:
    key = SCHEMAS[name].key
    table = full[name].copy()
    if not key:  # an article can fail twice
        check(full)
        return
    for column in key:
        table.loc[1, column] = table.loc[0, column]
    first = ", ".join(f"{column} {table.loc[0, column]}" for column in key)
    assert _problems({**full, name: table}) == [f"{name}: 1 rows are there twice, such as {first}."]


@pytest.mark.parametrize("name", ["sentences", "mentions", "themes"])
@pytest.mark.parametrize(("column", "value"), [("start", 1), ("end", 1), ("text", "muu")])
def test_every_span_is_what_stands_there(
    full: Mapping[str, pd.DataFrame], name: str, column: str, value: int | str
) -> None:
    table = full[name].copy()
    table.loc[0, column] = value if isinstance(value, str) else int(table.loc[0, column]) + value
    row = table.loc[0]
    assert _problems({**full, name: table}) == [
        f"{name}: article '1' does not have {row['text']!r} at {row['start']}:{row['end']}."
    ]


@pytest.mark.parametrize("name", ["sentences", "mentions", "themes", "article_themes"])
def test_every_row_is_of_an_article(full: Mapping[str, pd.DataFrame], name: str) -> None:
    table = full[name].copy()
    table.loc[0, "article_id"] = "muu"
    assert f"{name}: there is no article 'muu'." in _problems({**full, name: table})


@pytest.mark.parametrize(
    ("name", "entity"), [("people", "person"), ("organisations", "organisation"), ("places", "place")]
)
def test_every_entity_is_mentioned_and_every_mentioned_entity_has_a_row(
    full: Mapping[str, pd.DataFrame], name: str, entity: str
) -> None:
    without = full[name].iloc[1:].reset_index(drop=True)
    left_out = full[name].loc[0, "entity_id"]
    assert _problems({**full, name: without}) == [f"{name}: {left_out!r} is mentioned but has no row."]
    mentions = full["mentions"]
    kept = mentions[mentions["entity_id"] != left_out].reset_index(drop=True)
    assert left_out.startswith(entity)
    assert _problems({**full, "mentions": kept}) == [f"{name}: {left_out!r} has no mention."]


def test_missing_value_is_a_problem() -> None:
    tables = {name: table_of(schema, []) for name, schema in SCHEMAS.items()}
    tables["failures"] = table_of(SCHEMAS["failures"], [{"article_id": "1", "source": None}])
    with pytest.raises(TableError, match="failures: column 'message' has 1 missing values"):
        check(tables)


def test_read_of_no_analysis(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"analysis\.json is missing"):
        Analysis.read(tmp_path)


@pytest.mark.parametrize("broken", ["analysis.json", "mentions.csv"])
def test_read_of_damaged_files(tmp_path: Path, broken: str) -> None:
    _analysis().to_csv(tmp_path)
    (tmp_path / broken).write_text("{}", encoding="utf-8")
    with pytest.raises(TableError, match=broken):
        Analysis.read(tmp_path)


def test_unwritable_folder(tmp_path: Path) -> None:
    (tmp_path / "tiedosto").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written there"):
        _analysis().to_parquet(tmp_path / "tiedosto")
