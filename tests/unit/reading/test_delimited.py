"""CSV as Excel, databases and mishaps write it, read in pieces."""

from __future__ import annotations

import csv
import io
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from luksia_nlp import Article, Failure, Settings, SourceError, read_articles
from luksia_nlp.reading.delimited import read_csv
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.kinds import count_of_input, reader_of

TEXT = "Rehtori Maija Virtanen avasi Lohjalla koulun, jossa on tilaa kaikille; väkeä riitti."
CP1252 = ("not UTF-8; read as Windows-1252",)


def _read(data: bytes | str, settings: Settings | None = None) -> list[Article | Failure]:
    written = data.encode() if isinstance(data, str) else data
    file = Input("a.csv", ".csv", lambda: io.BytesIO(written))
    return list(read_csv(file, "a", settings or Settings()))


def _texts(found: list[Article | Failure]) -> list[str | None]:
    return [item.text if isinstance(item, Article) else None for item in found]


def _messages(found: list[Article | Failure]) -> list[str]:
    return [item.message for item in found if isinstance(item, Failure)]


# Without capitals within words: "aÄ–" of Windows-1252 is "aĖ" in UTF-8, and nothing tells them apart.
_LETTERS = st.sampled_from("aäöåé–€ ,;\t|\"'\r\n\\=.")
_CELLS = st.text(_LETTERS, max_size=30).filter(lambda text: text.strip(" \t\r\n"))


@given(
    rows=st.lists(st.tuples(_CELLS, _CELLS, _CELLS), min_size=1, max_size=6),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"]),
    has_mark=st.booleans(),
)
@hypothesis_settings(max_examples=400, deadline=None)
def test_what_python_writes_comes_back(
    rows: list[tuple[str, str, str]], delimiter: str, quoting: int, encoding: str, has_mark: bool
) -> None:
    rows = [("Yötyö lisääntyy", "Jyväskylä", "Hämeenlinnassa häädetään."), *rows]  # tells the encoding
    written = io.StringIO(newline="")
    if has_mark:
        written.write(f"sep={delimiter}\r\n")
    writer = csv.writer(written, delimiter=delimiter, quoting=quoting, lineterminator="\r\n")  # type: ignore[arg-type]
    writer.writerows([["Otsikko", "Kunta", "Leipäteksti"], *rows])
    found = _read(written.getvalue().encode(encoding))
    assert [
        (item.title, item.metadata["Kunta"], item.text) for item in found if isinstance(item, Article)
    ] == rows


@given(
    body=st.binary(max_size=80)
    | st.text(st.sampled_from("id;teksti\n\"\\,'\x00ä"), max_size=80).map(str.encode),
    has_header=st.booleans(),
    name=st.sampled_from([".csv", ".tsv", ".jsonl", ".xlsx", ".xls", ".parquet"]),
)
@hypothesis_settings(max_examples=500, deadline=None)
def test_no_bytes_break_a_reader(body: bytes, has_header: bool, name: str) -> None:
    data = b"id;teksti\n" + body if has_header else body
    file = Input(f"a{name}", name, lambda: io.BytesIO(data))
    try:
        found = list(reader_of(name)(file, "a", Settings()))
    except SourceError:
        return
    assert len(found) == count_of_input(file, Settings())


def test_excel_of_finland(tmp_path: Path) -> None:
    table = 'Otsikko;Teksti;Pvm\r\nKoulu;"Rivi\nja ""toinen""; – 5 €";25.11.2026\r\n'
    for number, encoding in enumerate(["cp1252", "utf-8-sig", "utf-16", "utf-16-le", "iso8859-15"]):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(table.replace("–", "-").encode(encoding))
        [article] = read_articles(path)
        assert isinstance(article, Article)
        assert (article.text, str(article.published)) == ('Rivi\nja "toinen"; - 5 €', "2026-11-25")


def test_headings_above_the_header() -> None:
    found = _read(f'Uutiset 2026;;\n\nTulostettu 25.11.2026;;\nid;otsikko;teksti\n1;Koulu;"{TEXT}"\n')
    assert _texts(found) == [TEXT]
    with pytest.raises(SourceError, match="its columns are: tyyppi, kuvaus"):
        _read("tyyppi;kuvaus\nteksti;Koulu avattiin.\nteksti;Tie.\n")


@pytest.mark.parametrize(
    "table",
    [
        '"id", "otsikko", "teksti"\n"1", "Koulu", "Tie, silta."\n',
        'id, otsikko, teksti\n1, Koulu, "Tie, silta."\n',
        'id; otsikko; teksti\n1; Koulu; "Tie, silta."\n',
    ],
)
def test_spaces_after_the_delimiter(table: str) -> None:
    [article] = _read(table)
    assert isinstance(article, Article)
    assert (article.article_id, article.title, article.text) == ("1", "Koulu", "Tie, silta.")


def test_a_quotation_after_a_space_is_of_the_text() -> None:
    table = 'id,teksti\n1, "Koulu avattiin" sanoi Maija\n2,Tie\n'
    assert _texts(_read(table)) == [' "Koulu avattiin" sanoi Maija', "Tie"]
    assert _texts(_read('teksti;id\n"Tie; ""silta""";1\n Koulu;2\n')) == ['Tie; "silta"', " Koulu"]


@pytest.mark.parametrize("data", [b"PK\x03\x04rikki", b"\x1f\x8b\x08rikki", b"\xd0\xcf\x11\xe0rikki"])
def test_what_is_packed_is_no_text(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"a\.csv: is packed, whatever its name"):
        _read(data)


def test_line_breaks_in_the_header() -> None:
    [article] = _read('"Otsikko\n";"Teksti";"Kunta\n(koti)"\nKoulu;Avattiin.;Lohja\n')
    assert isinstance(article, Article)
    assert (article.title, article.text, article.metadata) == (
        "Koulu",
        "Avattiin.",
        {"Kunta\n(koti)": "Lohja"},
    )


def test_a_header_alone() -> None:
    assert _read("id;teksti\n") == []
    for nothing in ("", "\ufeff", " \n\n", "sep=;\n\n"):
        with pytest.raises(SourceError, match=r"a\.csv: is empty\.$"):
            _read(nothing)


def test_a_row_is_named_by_the_line_where_it_begins() -> None:
    rows = [
        "Uutiset 2026;", "", '"Id', '";Leipäteksti', '1;"Koulu', 'avattiin."', "", "2;", ";;", "3;   ",
        '4;"Auki', "5;Tie.", "6;a;b",
    ]  # fmt: skip
    found = _read("\n".join(rows))
    assert _texts(found) == ["Koulu\navattiin.", None, None, None, "Tie.", None]
    empty, blank, broken, wide = _messages(found)
    assert empty == "a.csv, line 8: has no text: its column 'Leipäteksti' is empty."
    assert blank == "a.csv, line 10: has no text: its column 'Leipäteksti' is empty."
    assert broken.startswith("a.csv, line 11: is not well-formed CSV")
    assert wide.startswith("a.csv, line 13: has 3 cells where the header has 2")
    assert [item.article_id for item in found][-1] == "a-6"


def test_lines_of_two_encodings() -> None:
    first, second, third = (f"{number};Jyväskylä – {number}\n" for number in range(3))
    data = b"id;teksti\n" + first.encode() + second.encode("cp1252") + third.encode()
    found = _read(data)
    assert _texts(found) == ["Jyväskylä – 0", "Jyväskylä – 1", "Jyväskylä – 2"]
    assert [item.notes for item in found if isinstance(item, Article)] == [(), CP1252, ()]


def test_the_encoding_of_the_others_is_one() -> None:
    """A line with one letter tells little; all such lines together tell."""
    letters = "Jyväskylä ja Hämeenlinna, Mäntsälä ja Äänekoski"
    data = "".join(f"{number};{text}\n" for number, text in enumerate([letters, "Å", "kävi"]))
    found = _read(b"id;teksti\n" + data.encode("mac-roman"))
    assert _texts(found) == [letters, "Å", "kävi"]
    assert {item.notes for item in found if isinstance(item, Article)} == {("not UTF-8; read as Mac Roman",)}


def test_nul_and_broken_bytes_are_marked_and_noted() -> None:
    found = _read(b"id;teksti\n1;Lohja\x00n koulu\n" + "2;työtä Äänekoskella".encode() + b"\xff\n")
    assert _texts(found) == ["Lohja\ufffdn koulu", "työtä Äänekoskella\ufffd"]
    notes = [item.notes[0] for item in found if isinstance(item, Article)]
    assert notes == ["NUL characters, marked \ufffd: 1", "bytes that could not be read, marked \ufffd: 1"]


def test_notes_of_a_cell_of_many_lines_stand_once() -> None:
    [article] = _read('id;teksti\n1;"yötä\näitejä\nöljyä"\n'.encode("cp1252"))
    assert isinstance(article, Article)
    assert (article.text, article.notes) == ("yötä\näitejä\nöljyä", CP1252)


def test_a_word_of_50_megabytes() -> None:
    data = b"id;teksti\n1;Koulu.\n2;" + b"a" * 50_000_000 + b"\n3;Tie.\n"
    started = time.perf_counter()
    found = _read(data)
    assert time.perf_counter() - started < 5
    assert _texts(found) == ["Koulu.", None, "Tie."]
    assert "line 3: has a line of more than 8,000,000 characters" in _messages(found)[0]
    assert _texts(_read(data, Settings(largest_article=50_000_000)))[1] == "a" * 50_000_000


def test_an_open_quotation_mark_costs_its_row_alone() -> None:
    rows = [f"{number};{TEXT.replace(';', ',')}\n" for number in range(40_000)]
    rows[3] = '3;"Auki\n'
    rows[39_000] = '39000;"Auki\n'
    started = time.perf_counter()
    found = _read("id;teksti\n" + "".join(rows), Settings(largest_article=1_000))
    assert time.perf_counter() - started < 30
    assert len(found) == 40_000
    failed = [item.article_id for item in found if isinstance(item, Failure)]
    assert failed == ["a-4", "a-39001"]
    assert "no end within 1,000,000 characters" in _messages(found)[0]
    assert "unexpected end of data" in _messages(found)[1]


def test_a_long_table_is_read_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("id;teksti\n")
        file.writelines(f'{number};"{TEXT}\n{TEXT}"\n' for number in range(100_000))
    size = path.stat().st_size
    tracemalloc.start()
    try:
        count = sum(isinstance(item, Article) for item in _some(read_articles(path), 20_000))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 20_000
    assert most < size / 2


def _some(found: Iterator[Article | Failure], most: int) -> Iterator[Article | Failure]:
    for _, item in zip(range(most), found, strict=False):
        yield item


def test_tsv(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(f"otsikko\tteksti\nKoulu\t{TEXT}\n", encoding="utf-8")
    [article] = read_articles(tmp_path / "a.tsv")
    assert isinstance(article, Article)
    assert article.text == TEXT


def test_a_file_that_breaks_off() -> None:
    class Broken(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            data = super().read1(size)
            if not data:
                raise OSError("CRC check failed")
            return data

    data = ("id;teksti\n" + f'1;"{TEXT}"\n' * 20_000).encode()
    found = list(read_csv(Input("a.csv", ".csv", lambda: Broken(data)), "a", Settings()))
    assert len(found) == 20_001
    assert "all that follow it are lost: a.csv: cannot be read: CRC check failed" in _messages(found)[0]
