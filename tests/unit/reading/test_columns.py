"""Columns by the names that people give them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from luksia_nlp import Article, ArticleError, Failure, Settings, SettingsError, SourceError, read_articles
from luksia_nlp.reading.columns import field_of, held_fields, table_columns
from luksia_nlp.reading.fields import from_fields
from luksia_nlp.reading.rows import from_frame
from luksia_nlp.reading.sources import articles_of
from luksia_nlp.resources import packaged

TEXT = "Lohjalla avattiin koulu."


def test_a_name_means_one_field() -> None:
    fields: dict[str, list[str]] = packaged.toml("columns.toml")["fields"]
    for field, names in fields.items():
        assert names[0] == field
        assert [field_of(name) for name in names] == [field] * len(names)
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Leipäteksti", "text"),
        ("LEIPATEKSTI", "text"),
        ("leipa\u0308teksti", "text"),
        ("julkaisu-aika", "published"),
        ("Julkaisu Aika", "published"),
        ("publishedAt", "published"),
        ("Otsikko:", "title"),
        ("kunta", None),
        ("...", None),
        ("", None),
    ],
)
def test_names_are_known_however_they_are_written(name: str, field: str | None) -> None:
    assert field_of(name) == field


@pytest.mark.parametrize(
    ("names", "held"),
    [
        (("teksti", "leipäteksti"), {"text": "leipäteksti"}),
        (("leipäteksti", "text"), {"text": "text"}),
        (("id", "article_id"), {"article_id": "article_id"}),
        (("Text", "text"), {"text": "text"}),
        (("pvm", "julkaistu", "teksti"), {"text": "teksti", "published": "julkaistu"}),
        (("toimittaja", "kirjoittaja"), {"author": "kirjoittaja"}),
    ],
)
def test_of_several_names_one_is_taken(names: tuple[str, ...], held: dict[str, str]) -> None:
    assert held_fields(names) == held


def test_an_article_of_finnish_names() -> None:
    article = from_fields(
        {
            "Otsikko": "Koulu", "Ingressi": "Lohja sai koulun.", "Leipäteksti": TEXT, "Pvm": "25.11.2026",
            "Tunniste": 7, "Lähde": "Luksia", "Toimittaja": ["A", "B"], "Osasto": "kotimaa", "Linkki": "x",
            "teksti": "muu", "lukijoita": 3,
        }
    )  # fmt: skip
    assert article == Article(
        f"Lohja sai koulun.\n\n{TEXT}",
        "7",
        "Koulu",
        date(2026, 11, 25),
        "Luksia",
        {"author": ["A", "B"], "section": "kotimaa", "url": "x", "teksti": "muu", "lukijoita": 3},
    )


@pytest.mark.parametrize(
    ("values", "text", "notes"),
    [
        ({"lead": "Lohjalla avattiin", "text": TEXT}, TEXT, ()),
        ({"lead": "Lohjalla\n avattiin ", "text": TEXT}, TEXT, ()),
        ({"lead": "Lohja", "text": TEXT}, f"Lohja\n\n{TEXT}", ()),
        ({"lead": "", "text": TEXT}, TEXT, ()),
        ({"lead": 3, "text": TEXT}, TEXT, ()),
        ({"lead": "Lohja.", "text": ""}, "Lohja.", ("has a lead and no other text",)),
        ({"lead": "Lohja."}, "Lohja.", ("has a lead and no other text",)),
    ],
)
def test_lead(values: dict[str, Any], text: str, notes: tuple[str, ...]) -> None:
    article = from_fields(values)
    assert (article.text, article.notes) == (text, notes)
    assert article.metadata == ({"given_lead": 3} if values["lead"] == 3 else {})


def test_what_does_not_fit_a_name_stays_metadata() -> None:
    article = from_fields({"text": TEXT, "headline": {"full": "Koulu"}, "date": "keväällä", "lead": ["x"]})
    assert article.title is None
    assert article.metadata == {"headline": {"full": "Koulu"}, "date": "keväällä", "given_lead": ["x"]}
    assert "'keväällä' is not a date" in article.notes[0]
    with pytest.raises(ArticleError, match=r"'text' is missing.*Is it 'kuvaus', whose texts are the longest"):
        from_fields({"content": ["x"], "kuvaus": "pitkä", "otsikko": "pitempi kuin se"})


def test_columns_that_are_given() -> None:
    given = Settings(columns="text=kuvaus, otsikko=nimi")
    frame = pd.DataFrame(
        {"Kuvaus": [TEXT, None], "nimi": ["a", "b"], "text": ["muu", "muu"], "otsikko": [1, 2]}
    )
    first, second = articles_of(frame, given)
    assert isinstance(first, Article)
    assert (first.text, first.title) == (TEXT, "a")
    assert first.metadata == {"given_text": "muu", "otsikko": 1}
    assert isinstance(second, Failure)  # not the text of another column in silence
    [found] = articles_of([{"kuvaus": TEXT, "text": "muu"}], given)
    assert isinstance(found, Article)
    assert (found.text, found.metadata) == (TEXT, {"given_text": "muu"})
    [missing] = articles_of([{"text": TEXT}], given)
    assert isinstance(missing, Failure)
    assert "its 'kuvaus' is missing" in missing.message


def test_a_given_column_that_is_not_there() -> None:
    with pytest.raises(
        SourceError, match=r"no column 'kuvas' for columns = 'text=kuvas'. Did you mean 'kuvaus'"
    ):
        table_columns(["id", "kuvaus"], "a.csv", (("text", "kuvas"),))
    with pytest.raises(SourceError, match="Its columns are: id, kuvaus"):
        table_columns(["id", "kuvaus"], "a.csv", (("text", "zzz"),))


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("teksi=kuvaus", "'teksi' is nothing that a column holds"),
        ("tekst=kuvaus", "Did you mean 'text'"),
        ("text=a,text=b", "names two columns for 'text'"),
        ("text", "must be such as"),
    ],
)
def test_columns_that_cannot_be(columns: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        Settings(columns=columns)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["id", "teksit"], r"Is it 'teksit', whose name is nearest\? Then give columns = 'text=teksit'"),
        (["nimi", "kuvaus"], r"Is it 'kuvaus', whose texts are the longest"),
        (["nimi", "koko kuvaus"], r'--columns "text=koko kuvaus"'),
    ],
)
def test_a_table_without_texts_names_the_likeliest(names: list[str], said: str) -> None:
    with pytest.raises(SourceError, match=said):
        table_columns(names, "a.csv", examples=[["a", "pitkä"], ["abcdef", "pitkähkö"]])


def test_columns_of_one_name() -> None:
    assert table_columns(["teksti", "muu", "muu", "", ""], "a.csv") == [
        "text", "muu", "muu 2", "column 4", "column 5",
    ]  # fmt: skip
    with pytest.raises(SourceError, match="column 'Otsikko' stands there twice"):
        table_columns(["teksti", "Otsikko", "otsikko"], "a.csv")


def test_the_same_names_everywhere(tmp_path: Path) -> None:
    row = {"otsikko": "Koulu", "leipäteksti": TEXT, "osasto": "kotimaa", "tunniste": "7"}
    frame = pd.DataFrame([row])
    frame.to_csv(tmp_path / "a.csv", index=False)
    frame.to_parquet(tmp_path / "a.parquet")
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    head = "".join(f"{key}: {value}\n" for key, value in row.items() if key != "leipäteksti")
    (tmp_path / "a.md").write_text(f"---\n{head}---\n{TEXT}", encoding="utf-8")
    found = [*from_frame(frame), *articles_of([row])]
    found += [article for path in sorted(tmp_path.iterdir()) for article in read_articles(path)]
    assert len(found) == 6
    for article in found:
        assert isinstance(article, Article)
        assert (article.title, article.text, article.article_id) == ("Koulu", TEXT, "7")
        assert article.metadata == {"section": "kotimaa"}
