"""Tables of articles: nothing of a text is lost without a word."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from luksia_nlp import Article, ArticleError, Failure, Settings, SourceError, read_articles
from luksia_nlp.reading.delimited import csv_rows
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.lines import TextFile
from luksia_nlp.reading.rows import Noted, from_frame

LONG = "Rehtori Maija Virtanen avasi Lohjalla koulun, jossa on tilaa kaikille; väkeä riitti."


def _read(tmp_path: Path, content: str, encoding: str = "utf-8") -> list[Article | Failure]:
    path = tmp_path / "a.csv"
    path.write_bytes(content.encode(encoding))
    return list(read_articles(path))


def _rows(data: bytes) -> list[Mapping[str, Any] | ArticleError]:
    """The rows of a CSV file that lies nowhere; none of them odd."""
    file = Input("a.csv", ".csv", lambda: io.BytesIO(data))
    rows = list(csv_rows(TextFile(file, Settings())))
    return [row.values if isinstance(row, Noted) else row for row in rows]


def _texts(found: list[Article | Failure]) -> list[str | None]:
    return [item.text if isinstance(item, Article) else None for item in found]


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
    with pytest.raises(SourceError, match="no column 'text'; its columns are: kuvaus, id"):
        list(from_frame(pd.DataFrame({"kuvaus": ["a"], "id": [1]})))


class _Unprintable:
    def __str__(self) -> str:
        raise RuntimeError("boom")


def test_whatever_a_row_holds_costs_that_row_alone() -> None:
    frame = pd.DataFrame({"text": ["Yksi.", "Kaksi."], "id": [_Unprintable(), 2]})
    broken, good = from_frame(frame)
    assert isinstance(broken, Failure)
    assert broken.message == "row 1: RuntimeError: boom"
    assert isinstance(good, Article)


def test_messages_name_the_columns_as_they_are_called() -> None:
    frame = pd.DataFrame(
        {"Leipäteksti": [3, "Koulu.", None], "Otsikko": ["Koulu", ["a"], "Tie"]}, dtype=object
    )
    messages = [item.message for item in from_frame(frame) if isinstance(item, Failure)]
    assert messages == [
        "row 1: 'Leipäteksti' must be a string, not int.",
        "row 2: 'Otsikko' must be a string, not list.",
        "row 3: has no text: its column 'Leipäteksti' is empty.",
    ]
    with pytest.raises(SourceError, match="The table: is empty"):
        list(from_frame(pd.DataFrame()))


def test_columns_of_one_name() -> None:
    frame = pd.DataFrame([["a", "b"]], columns=["text", "Text"])
    with pytest.raises(SourceError, match="column 'text' stands there twice"):
        from_frame(frame)


def test_nameless_columns_keep_their_values(tmp_path: Path) -> None:
    [article] = _read(tmp_path, "id;text;\n1;Koulu.;muu\n")
    assert isinstance(article, Article)
    assert article.metadata == {"column 3": "muu"}


@pytest.mark.parametrize(
    "content",
    [
        f'sep=;\r\nid;title;text\r\n1;Koulu;"{LONG}"\r\n',
        f'\n\nid;title;text\n1;Koulu;"{LONG}"\n',
        f'ID;Title;TEXT\n1;Koulu;"{LONG}"\n',
        f'"id","title","text"\n"1","Koulu","{LONG}"\n',
        f"id\ttitle\ttext\n1\tKoulu\t{LONG}\n",
        f"id|title|text\n1|Koulu|{LONG}\n",
        f"'id';'title';'text'\n'1';'Koulu';'{LONG}'\n",
        f'id;title;text\r1;Koulu;"{LONG}"\r',
        f'id;title;text;;\n1;Koulu;"{LONG}";;\n;;;;\n',
    ],
    ids=[
        "sep",
        "empty lines",
        "capitals",
        "quoted",
        "tabs",
        "bars",
        "single quotes",
        "old Mac",
        "Excel's ends",
    ],
)
def test_dialects(tmp_path: Path, content: str) -> None:
    [article] = _read(tmp_path, content)
    assert isinstance(article, Article), article
    assert (article.article_id, article.title, article.text) == ("1", "Koulu", LONG)


def test_old_mac_in_its_own_encoding(tmp_path: Path) -> None:
    [article] = _read(tmp_path, "id;text\r1;Väinö Mäkelä kävi Hämeenlinnassa.\r", "mac-roman")
    assert isinstance(article, Article)
    assert article.text == "Väinö Mäkelä kävi Hämeenlinnassa."


def test_one_column_needs_no_delimiter(tmp_path: Path) -> None:
    found = _read(tmp_path, 'text\nRehtori Maija Virtanen, Lohja.\n"Koulu; tie"\n')
    assert _texts(found) == ["Rehtori Maija Virtanen, Lohja.", "Koulu; tie"]


@pytest.mark.parametrize(
    ("content", "texts", "said"),
    [
        ("id;text\n1;Koulu; avattiin.\n2;Tie.\n", [None, "Tie."], "has 3 cells where the header has 2"),
        ("id\ttext\n1\tVirtanen.\tKorhonen.\n2\tTie.\n", [None, "Tie."], "has 3 cells"),
        ('id,text\n1,"Puhui." Korhonen, ja muut.\n2,Tie.\n', [None, "Tie."], "well-formed CSV"),
        (
            'id,text\n1,"Koulu avattiin\n2,Tie suljettiin.\n',
            [None, "Tie suljettiin."],
            "quotation mark missing",
        ),
        ('id,text\n1,"Koulu\n2,"Tie"\n3,Silta\n', [None, "Tie", "Silta"], "quotation mark missing"),
        ("id;text\n1\n2;Tie.\n", [None, "Tie."], "its column 'text' is empty"),
        ("id;text\n1;Eka rivi\ntoka rivi\n2;Tie.\n", ["Eka rivi", None, "Tie."], "line 3: has no text"),
    ],
    ids=[
        "too many",
        "tab in a cell",
        "after a quote",
        "unclosed",
        "two unclosed",
        "too few",
        "bare line end",
    ],
)
def test_a_broken_row_is_a_failure_of_its_own(
    tmp_path: Path, content: str, texts: list[str | None], said: str
) -> None:
    found = _read(tmp_path, content)
    assert _texts(found) == texts
    messages = [item.message for item in found if isinstance(item, Failure)]
    assert any(said in message for message in messages), messages
    assert all(str(tmp_path / "a.csv") in message for message in messages)


def test_backslashes_before_quotes(tmp_path: Path) -> None:
    content = 'id,text\n1,"Hän sanoi: \\"Koulu, tie\\", ja lähti."\n2,"Tie, \\"silta\\"."\n'
    assert _texts(_read(tmp_path, content)) == ['Hän sanoi: "Koulu, tie", ja lähti.', 'Tie, "silta".']


def test_backslashes_of_a_good_table_stay(tmp_path: Path) -> None:
    found = _read(tmp_path, 'id,text\n1,"Polku C:\\uutiset, ja ""lainaus""."\n')
    assert _texts(found) == ['Polku C:\\uutiset, ja "lainaus".']


def test_cells_of_megabytes(tmp_path: Path) -> None:
    text = "Koulu avattiin. " * 100_000
    assert _texts(_read(tmp_path, f'id;text\n1;"{text}"\n')) == [text]


def test_many_broken_rows_take_no_long(tmp_path: Path) -> None:
    found = _read(tmp_path, "id,text\n" + '1,"Koulu" avattiin\n' * 20_000)
    assert len(found) == 20_000
    assert all(isinstance(item, Failure) for item in found)


# Without "Ã", with which UTF-8 begins that was read as Windows-1252: such text is mended.
_TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00Ã"), min_size=1, max_size=40
)


@given(
    texts=st.lists(_TEXTS.filter(str.strip), min_size=1, max_size=6),
    delimiter=st.sampled_from(",;\t|"),
    mark=st.booleans(),
)
@hypothesis_settings(max_examples=200, deadline=None)
def test_any_text_comes_back_from_a_well_written_table(texts: list[str], delimiter: str, mark: bool) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([["id", "text"], *([number, text] for number, text in enumerate(texts))])
    rows = _rows(written.getvalue().encode("utf-8-sig" if mark else "utf-8"))
    assert [row["text"] for row in rows if not isinstance(row, ArticleError)] == texts


@given(st.text(st.sampled_from("ab,;\t\"'\\\n\r |=sep"), max_size=60))
@hypothesis_settings(max_examples=300, deadline=None)
def test_no_table_breaks_the_reader(body: str) -> None:
    """Whatever stands below the header, each letter is in an article or in a row that is a failure."""
    rows = _rows(f"id,text\n{body}".encode())
    kept = "".join(value for row in rows if not isinstance(row, ArticleError) for value in row.values())
    if not any(isinstance(row, ArticleError) for row in rows) and "\\" not in body:
        letters = [letter for letter in body if letter in "absep="]
        assert [letter for letter in kept if letter in "absep="] == letters
