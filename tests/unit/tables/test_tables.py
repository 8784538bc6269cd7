from __future__ import annotations

import datetime
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from luksia_nlp import Analysis, Article, Failure, OutputError, TableError
from luksia_nlp.analyzer import tables_of
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.entities.aliases import Alias
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.reading.documents import each
from luksia_nlp.records import ArticleResult, Document, Kind, Mention, ThemeHit, Word
from luksia_nlp.tables.article_rows import article_rows, base_forms
from luksia_nlp.tables.checks import check
from luksia_nlp.tables.frames import table_of
from luksia_nlp.tables.schemas import SCHEMAS
from luksia_nlp.themes.definitions import load_themes
from luksia_nlp.themes.finder import ThemeFinder
from luksia_nlp.themes.scores import article_score, features, theme_score
from tests.quoted import scripted_quotes

# What breaks CSV writers and readers: separators, quotation marks, line ends, controls, odd spaces.
AWKWARD = 'Lohjalla "puhui", Timo; Virtanen\r\n\tNA\x0b\x1c\x85 \u2028a\u0308 👩‍👩‍👧 \ufeff \x01,\r x'

_PUBLISHED = pd.Timestamp("2024-01-02T03:04:05.678901")
_METADATA = {"n": 1, "x": 0.1 + 0.2, "ok": True, "tags": ["a"], "source": "s", "start": "a"}


_NAMES = {"Lohjalla": "GPE", "Timo": "PERSON"}


def _tables(*articles: Article | Failure, names: Mapping[str, str] = _NAMES) -> dict[str, pd.DataFrame]:
    finder = ThemeFinder(theme for theme in load_themes() if theme.id == "vetovoima")

    def result(document: Document) -> ArticleResult:
        hits = finder.find(document)
        scores = finder.article_scores(document, hits, 0.5)
        mentions = tuple(find_mentions(document))
        quotes = tuple(scripted_quotes(document, mentions))
        return ArticleResult(document, mentions, tuple(hits), tuple(scores), quotes)

    return tables_of(each(ScriptedEngine(names=names).documents(articles), result, "analysis"))


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
        columns = {column.name: column.dtype for column in SCHEMAS[name].columns}
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
        "sentences: 5 rows are there twice, such as article_id 1, sentence_id 0",
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
    said = "”Lohjalla sataa”, sanoo Timo. ”Se on sääli.” Timo lähti."
    also_said = "Aino lähti. Aino palasi. Aino jäi. ”Vihdissä ei”, sanoo rehtori."
    return _tables(
        Article(f"Timo kävi Lohjalla. Alan vetovoima kasvoi. SAK iloitsi. {said}", "1", published=_PUBLISHED),
        Article(
            f"Aino kävi Vihdissä. Alan vetovoima kasvoi. EK iloitsi. {also_said}", "2", published=_PUBLISHED
        ),
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
        f"{name}: column {column.name!r} has type {others[column.name]}, not {column.dtype}."
        for column in columns
    ]


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_only_optional_values_may_be_missing(full: Mapping[str, pd.DataFrame], name: str) -> None:
    # Of integers only those that are optional can be missing at all, of truths none.
    columns = [c for c in SCHEMAS[name].columns if c.dtype not in ("int64", "bool")]
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
    row: dict[Hashable, Any] = table.to_dict("records")[0]
    for column in key:
        table.loc[1, column] = row[column]
    first = ", ".join(f"{column} {row[column]}" for column in key)
    assert _problems({**full, name: table}) == [f"{name}: 1 rows are there twice, such as {first}."]


@pytest.mark.parametrize("name", ["sentences", "mentions", "quotes", "themes"])
@pytest.mark.parametrize(("column", "value"), [("start", 1), ("end", 1), ("text", "muu")])
def test_every_span_is_what_stands_there(
    full: Mapping[str, pd.DataFrame], name: str, column: str, value: int | str
) -> None:
    table = full[name].copy()
    row: dict[Hashable, Any] = table.to_dict("records")[0]
    row[column] = value if isinstance(value, str) else row[column] + value
    table.loc[0, column] = row[column]
    assert _problems({**full, name: table}) == [
        f"{name}: article '1' does not have {row['text']!r} at {row['start']}:{row['end']}."
    ]


@pytest.mark.parametrize("name", ["sentences", "mentions", "quotes", "themes", "article_themes"])
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
    left_out = str(full[name].loc[0, "entity_id"])
    assert _problems({**full, name: without}) == [f"{name}: {left_out!r} is mentioned but has no row."]
    mentions = full["mentions"]
    kept = mentions[mentions["entity_id"] != left_out].reset_index(drop=True)
    assert left_out.startswith(entity)
    assert _problems({**full, "mentions": kept}) == [f"{name}: {left_out!r} has no mention."]


def test_a_persons_organisation_has_a_row(full: Mapping[str, pd.DataFrame]) -> None:
    people = full["people"].copy()
    people.loc[0, "organisation_entity_id"] = "organisation-x"
    assert _problems({**full, "people": people}) == ["people: there is no organisation 'organisation-x'."]


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


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    _analysis().to_csv(tmp_path)
    (tmp_path / "places.csv").unlink()
    with pytest.raises(TableError, match=r"places\.csv: cannot be read: .*Analyse again"):
        Analysis.read(tmp_path)


@pytest.mark.parametrize("content", ["", "[]", "1", '{"format": "csv"}', '{"carried": {}, "made_with": {}}'])
def test_a_damaged_manifest_is_named(tmp_path: Path, content: str) -> None:
    _analysis().to_csv(tmp_path)
    (tmp_path / "analysis.json").write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match=r"analysis\.json: cannot be read: .*Analyse again"):
        Analysis.read(tmp_path)


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_a_folder_whose_writing_was_cut_off_holds_no_analysis(tmp_path: Path, form: str) -> None:
    analysis = _analysis()
    write = analysis.to_csv if form == "csv" else analysis.to_parquet
    write(tmp_path)
    write(tmp_path, overwrite=True)
    assert Analysis.read(tmp_path).articles.equals(analysis.articles)
    last = tmp_path / f"{list(SCHEMAS)[-1]}.{form}"
    last.unlink()
    last.mkdir()
    with pytest.raises(OutputError, match="cannot be written there"):
        write(tmp_path, overwrite=True)
    with pytest.raises(TableError, match=r"analysis\.json is missing"):
        Analysis.read(tmp_path)


def test_csv_files_may_have_their_columns_in_another_order(tmp_path: Path) -> None:
    analysis = _analysis()
    analysis.to_csv(tmp_path)
    path = tmp_path / "mentions.csv"
    assert b"\r" not in path.read_bytes()
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    table[table.columns[::-1]].to_csv(path, index=False)
    pd.testing.assert_frame_equal(Analysis.read(tmp_path).mentions, analysis.mentions)


def test_base_forms_are_of_words_not_of_marks() -> None:
    [document] = ScriptedEngine().documents(
        [Article("Kouluissa luetaan - 3,5 % kirjasta; \u00adSote-uudistus!", "1")]
    )
    assert isinstance(document, Document)
    forms = article_rows(ArticleResult(document, (), ()))["sentences"][0]["base_forms"]
    assert forms == "koulu lukea 3 5 kirja sote-uudistus"
    both = (Word("että", "että", "SCONJ", {}, 0, "mark"), Word("ei", "Ei", "AUX", {}, 0, "aux"))
    token = replace(document.tokens[0], text="ettei", lemma="ei", words=both)
    assert base_forms([token, *document.tokens[1:2]]) == "että ei lukea"
    assert base_forms(document.tokens[-1:]) == ""


def _mention(article: str, start: int, text: str, base_form: str, kind: Kind) -> Mention:
    return Mention(article, 0, start, start + len(text), text, "X", kind, base_form, None, "lexicon")


def _document(article: Article) -> Document:
    [document] = ScriptedEngine().documents([article])
    assert isinstance(document, Document)
    return document


def _built(
    *mentions: Mention, articles: Sequence[Article] = (), aliases: Sequence[Alias] = ()
) -> dict[str, pd.DataFrame]:
    """The tables of mentions in articles, whose texts say nothing."""
    ids = dict.fromkeys(mention.article_id for mention in mentions)
    results = []
    for article in articles or [Article("Juttu.", one) for one in ids]:
        own = [mention for mention in mentions if mention.article_id == article.article_id]
        results.append(ArticleResult(_document(article), tuple(own), ()))
    return tables_of(results, aliases)


def test_a_row_of_an_entity_tells_of_all_its_mentions() -> None:
    articles = [
        Article("Juttu.", "a", published=datetime.date(2024, 3, 1)),
        Article("Juttu.", "b", published=datetime.date(2024, 1, 5)),
        Article("Juttu.", "c", published=datetime.date(2024, 2, 7)),
        Article("Juttu.", "d"),
    ]
    forms = [("a", "Luksian"), ("a", "Luksialle"), ("b", "LUKSIA"), ("c", "Luksia"), ("d", "Luksian")]
    mentions = [_mention(one, 9 * i, form, "Luksia", "organisation") for i, (one, form) in enumerate(forms)]
    mentions.append(_mention("d", 90, "Lohjan\n kaupunki", "Lohjan kaupunki", "organisation"))
    luksia, town = _built(*mentions, articles=articles)["organisations"].to_dict("records")
    assert (luksia["n_mentions"], luksia["n_articles"]) == (5, 4)
    assert (luksia["first_published"], luksia["last_published"]) == (
        pd.Timestamp("2024-01-05"), pd.Timestamp("2024-03-01"),
    )  # fmt: skip
    assert luksia["aliases"] == town["aliases"] == ""
    assert (luksia["n_credits"], town["n_credits"]) == (0, 0)
    assert pd.isna(town["first_published"])
    assert pd.isna(town["last_published"])


def test_aliases_are_base_forms_other_than_the_name_each_once_most_frequent_first() -> None:
    forms = [("Luksian", "Luksia"), ("Luksialle", "Luksia"), ("LUKSIA", "LUKSIA"), ("Luksia Oy", "Luksia Oy")]
    forms += [("Luksian\n kuntayhtymän", "Luksian\n kuntayhtymä")] * 2
    mentions = [_mention(str(i), 0, *names, "organisation") for i, names in enumerate(forms)]
    joined = Alias("Luksia", None, frozenset({"luksia", "luksian\n kuntayhtymä"}), ())
    [luksia] = _built(*mentions, aliases=[joined])["organisations"].to_dict("records")
    assert (luksia["name"], luksia["aliases"]) == ("Luksia", "Luksian kuntayhtymä | Luksia Oy")


def test_an_article_that_no_table_can_hold_is_a_failure() -> None:
    whole = [_mention(one, 0, "Luksia", "Luksia", "organisation") for one in "13"]
    nameless = replace(whole[0], article_id="2", base_form=" ")  # cannot be resolved
    sure = replace(whole[0], article_id="4", score="varma")  # type: ignore[arg-type]
    built = _built(whole[0], nameless, whole[1], sure)
    expected = _built(*whole)
    for name in ("articles", "organisations", "mentions"):
        pd.testing.assert_frame_equal(built[name], expected[name])
    assert built["failures"]["article_id"].tolist() == ["2", "4"]
    told = built["failures"]["message"].str.partition(": ")
    assert set(told[0]) == {"No table can hold what was found in it"}
    assert told[2].str.partition(": ")[0].tolist() == ["IndexError", "ValueError"]


def test_parts_of_an_article_are_resolved_together() -> None:
    full, short = (_mention("1", 0, name, name, "person") for name in ("Aino Salo", "Salo"))
    document = _document(Article("Juttu.", "1"))
    parts = [ArticleResult(document, (one,), ()) for one in (full, replace(short, start=40))]
    built = tables_of(parts)
    assert built["mentions"]["joined_by"].tolist() == ["name", "surname"]


def test_credits_and_contact_lines_are_counted_apart() -> None:
    articles = [
        Article("Juttu.", "a", published=datetime.date(2024, 3, 1)),
        Article("Juttu.", "b", published=datetime.date(2024, 1, 5)),
    ]
    aino = _mention("a", 0, "Aino Salo", "Aino Salo", "person")
    eero = _mention("a", 20, "Eero Mäki", "Eero Mäki", "person")
    mentions = [aino, replace(aino, article_id="b", position="contact"), replace(eero, position="credit")]
    built = _built(*mentions, articles=articles)
    columns = ["name", "n_mentions", "n_articles", "n_credits"]
    assert built["people"][columns].values.tolist() == [["Aino Salo", 1, 1, 1], ["Eero Mäki", 0, 0, 1]]
    assert built["people"]["first_published"].tolist()[0] == pd.Timestamp("2024-03-01")
    assert pd.isna(built["people"]["first_published"].tolist()[1])
    assert built["mentions"]["position"].tolist() == ["body", "credit", "contact"]


def test_a_persons_organisation_is_an_entity() -> None:
    aino = _mention("1", 30, "Aino Salo", "Aino Salo", "person")
    built = _built(
        _mention("1", 0, "NuKi", "NuKi", "organisation"),
        replace(aino, organisation="NuKi"),
        replace(_mention("2", 0, "NuKi", "NuKi", "organisation"), full_name="Nummelan Kiekko"),
        *(_mention(one, 40, "Nummelan Kiekko", "Nummelan Kiekko", "organisation") for one in "234"),
        replace(_mention("5", 0, "Eero Mäki", "Eero Mäki", "person"), organisation="NUKI"),
        replace(_mention("5", 20, "Ulla Mäki", "Ulla Mäki", "person"), organisation="Vieras"),
    )
    rows = built["people"].set_index("name")[["organisation", "organisation_entity_id"]].T.to_dict("list")
    assert rows["Aino Salo"] == rows["Eero Mäki"] == ["Nummelan Kiekko", "organisation-nummelan-kiekko"]
    assert rows["Ulla Mäki"][0] == "Vieras"
    assert pd.isna(rows["Ulla Mäki"][1])


def test_entities_come_most_mentioned_first_then_by_identifier() -> None:
    names = ["Espoo", "Vihti", "Vihti", "Askola"]
    mentions = [_mention("1", 9 * i, name, name, "place") for i, name in enumerate(names)]
    places = _built(*mentions)["places"]
    assert places["entity_id"].tolist() == ["place-vihti", "place-askola", "place-espoo"]


def test_a_person_is_what_most_mentions_say() -> None:
    said = [("rehtori", None), ("valmentaja", "Vihti"), ("valmentaja", "Kärpät"), ("kuvaaja", None)]
    mentions = [
        replace(_mention("1", 20 * i, "Aino Salo", "Aino Salo", "person"), role=role, organisation=whose)
        for i, (role, whose) in enumerate(said)
    ]
    [person] = _built(*mentions)["people"].to_dict("records")
    assert (person["role"], person["organisation"]) == ("valmentaja", "Kärpät")
    [nobody] = _built(_mention("1", 0, "Aino Salo", "Aino Salo", "person"))["people"].to_dict("records")
    assert pd.isna(nobody["role"])


def test_any_of_its_names_tells_an_organisations_type() -> None:
    by_mention = _built(
        _mention("1", 0, "Luksia", "Luksia", "organisation"),
        _mention("1", 9, "Luksian kuntayhtymä", "Luksian kuntayhtymä", "organisation"),
    )
    assert by_mention["organisations"][["name", "type"]].values.tolist() == [
        ["Luksia", "joint_municipal_authority"]
    ]
    alias = Alias("Vihdin lukio", None, frozenset({"vilu"}), ())
    by_name = _built(_mention("1", 0, "Vilu", "Vilu", "organisation"), aliases=[alias])
    assert by_name["organisations"][["name", "type"]].values.tolist() == [["Vihdin lukio", "school"]]


def test_only_the_places_of_its_articles_tell_which_place_is_meant() -> None:
    georgia = _mention("1", 0, "Georgia", "Georgia", "place")

    def type_of(*others: Mention) -> str:
        places = _built(georgia, *others)["places"].set_index("name")
        return str(places.loc["Georgia", "place_type"])

    states = _mention("1", 20, "Yhdysvallat", "Yhdysvallat", "place")
    assert type_of(states) == "region"
    assert type_of(replace(states, article_id="2")) == "country"
    assert type_of(replace(states, kind="organisation")) == "country"


def test_mentions_stand_in_the_order_of_articles_and_of_their_text() -> None:
    mentions = [
        _mention("b", 0, "Vihti", "Vihti", "place"),
        _mention("b", 9, "Espoo", "Espoo", "place"),
        _mention("a", 5, "Askola", "Askola", "place"),
    ]
    table = _built(*mentions)["mentions"]
    assert table[["article_id", "text"]].values.tolist() == [["b", "Vihti"], ["b", "Espoo"], ["a", "Askola"]]
    evidence = table[["base_form_rule", "kind_rule", "joined_by"]].drop_duplicates()
    assert evidence.values.tolist() == [["lexicon", "label", "name"]]


def test_a_row_of_an_article_counts_what_is_in_its_full_text() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=3))
    published = datetime.datetime(2024, 6, 1, 1, 30, tzinfo=zone)
    article = Article("Lohjalla satoi. Tuuli.", "1", title="Sää", published=published)
    [row] = _built(articles=[article])["articles"].to_dict("records")
    assert row["full_text"] == "Sää\n\nLohjalla satoi. Tuuli."
    assert (row["n_sentences"], row["n_tokens"], row["n_characters"]) == (3, 6, len(row["full_text"]))
    assert row["published"] == pd.Timestamp("2024-06-01 01:30")


def test_carried_values_of_several_types() -> None:
    values = [{"luku": 1, "tosi": True, "teksti": ""}, {"luku": 0.5, "tosi": 3, "teksti": "a"}]
    articles = [Article("Juttu.", str(i), metadata=each) for i, each in enumerate(values)]
    table = _built(articles=articles)["articles"]
    assert table["luku"].tolist() == [1.0, 0.5]
    assert table["tosi"].tolist() == ["True", "3"]
    assert table["teksti"].isna().tolist() == [True, False]


def test_only_what_counts_makes_a_theme_present() -> None:
    document = _document(Article("Vetovoima kasvoi. Ala veti. Vetovoima ei kasvanut. Apua saa.", "1"))

    def hit(sentence: int, theme: str, evidence: str, score: float, reason: str | None = None) -> ThemeHit:
        span = document.sentences[sentence]
        text = document.text[span.start : span.end]
        return ThemeHit("1", sentence, theme, span.start, span.end, text, "", evidence, "", score, reason)

    counted = [hit(0, "veto", "term", 0.8), hit(1, "veto", "similarity", 0.6)]
    hits = [*counted, hit(2, "veto", "term", 0.0, "negated"), hit(3, "apu", "term", 0.8)]
    sentences = {"veto": [0.8, 0.6, 0.0, 0.0], "apu": [0.0, 0.0, 0.0, 0.8], "muu": [0.0] * 4}
    score = article_score(features(document, hits[:3], sentences["veto"]))

    def rows(threshold: float) -> list[list[object]]:
        scores = [
            theme_score(theme, hits, document, sentences[theme], threshold, "sanat") for theme in sentences
        ]
        tables = tables_of([ArticleResult(document, (), tuple(hits), tuple(scores))])
        columns = ["theme", "n_hits", "n_by_similarity", "present", "embedder"]
        return tables["article_themes"][columns].values.tolist()

    assert rows(score) == [
        ["veto", 2, 1, True, "sanat"], ["apu", 1, 0, False, "sanat"], ["muu", 0, 0, False, "sanat"],
    ]  # fmt: skip
    # What is not there at all is not present, however low the threshold.
    assert [row[3] for row in rows(0.0)] == [True, True, False]
