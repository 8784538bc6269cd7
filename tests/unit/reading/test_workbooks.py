"""Workbooks as people keep articles in them, and as somebody would make them to do harm."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from luksia_nlp import Article, Failure, LuksiaWarning, Settings, SourceError, read_articles
from luksia_nlp.reading.workbook_sizes import check_workbook

TEXT = "Rehtori Maija Virtanen avasi Lohjalla koulun."
DATA = Path(__file__).parents[2] / "data" / "tables"
NO_TEXT = "has no text: its column 'Teksti' is empty."
Rows = Sequence[Sequence[Any]]


def _book(sheets: Mapping[str, Rows]) -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"default_date_format": "d.m.yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    (sheet.write_datetime if isinstance(cell, date) else sheet.write)(number, column, cell)
    return written.getvalue()


def _read(
    tmp_path: Path, data: bytes | Mapping[str, Rows], name: str = "a.xlsx", settings: Settings | None = None
) -> list[Article | Failure]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else _book(data))
    return list(read_articles(path, settings))


def test_a_sheet(tmp_path: Path) -> None:
    first, second, third = _read(
        tmp_path,
        {
            "Taul1": [
                ["Uutiset 2026"],
                [],
                ["ID", "Otsikko", "Teksti", "Pvm", "Sivu", "hinta", "maksullinen"],
                [7, "Koulu", TEXT, date(2026, 11, 25), 3, 2.5, True],
                [],
                ["", 2026, TEXT, datetime(2026, 11, 25, 14, 30)],
                [9, "Tyhjä", ""],
            ],
            "Taul2": [],
        },
    )
    metadata = {"Sivu": 3, "hinta": 2.5, "maksullinen": True}
    source = str(tmp_path / "a.xlsx")
    assert first == Article(TEXT, "7", "Koulu", date(2026, 11, 25), source, metadata)
    assert second == Article(TEXT, "a-2", "2026", datetime(2026, 11, 25, 14, 30), source)
    assert isinstance(third, Failure)
    assert (third.article_id, third.message) == ("9", f"{source}, row 7: {NO_TEXT}")


def test_several_sheets(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "2024": [["id", "teksti"], [1, TEXT]],
        "Ohjeet": [["Täytä", "rivit"]],
        "2025": [["Teksti", "kunta"], [TEXT, "Lohja"], ["", "Vihti"], [" ", "Turku"]],
    }
    with pytest.warns(LuksiaWarning, match="a.xlsx: these sheets have no column of texts.*'Ohjeet'"):
        first, second, *others = _read(tmp_path, sheets)
    start = f"{tmp_path / 'a.xlsx'}, sheet '2025', row "
    messages = [item.message for item in others if isinstance(item, Failure)]
    assert messages == [f"{start}3: {NO_TEXT}", f"{start}4: {NO_TEXT}"]
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.article_id, first.metadata) == ("2024/1", {"sheet": "2024"})
    assert (second.article_id, second.metadata) == ("2025/a-1", {"sheet": "2025", "kunta": "Lohja"})


def test_no_sheet_of_texts(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {"Taul1": [["id", "kuvaus"], [1, TEXT]], "Taul2": []}
    with pytest.raises(SourceError) as caught:
        _read(tmp_path, sheets)
    assert "no sheet has a column 'text'. The sheets and their first rows are: " in str(caught.value)
    assert "'Taul1' (id, kuvaus); 'Taul2' (empty)." in str(caught.value)
    assert "Then give columns = 'text=kuvaus'" in str(caught.value)
    [article] = _read(tmp_path, sheets, settings=Settings(columns={"text": "kuvaus"}))
    assert isinstance(article, Article)
    assert article.text == TEXT


def test_a_text_that_excel_cut(tmp_path: Path) -> None:
    [article] = _read(tmp_path, {"A": [["teksti"], ["a" * 32_767]]})
    assert isinstance(article, Article)
    assert article.notes == ("has 32,767 characters, after which Excel cuts a text",)


def test_excel_97() -> None:
    [article] = read_articles(DATA / "uutiset.xls")
    assert isinstance(article, Article)
    assert (article.article_id, article.title, article.published) == (
        "7",
        "Koulu avattiin",
        date(2026, 11, 25),
    )
    assert (article.text, article.metadata) == (
        "Lohjalla avattiin uusi koulu. Väkeä riitti.",
        {"Kunta": "Lohja"},
    )


def test_a_password() -> None:
    with pytest.raises(SourceError, match=r"salasana.xlsx: needs a password; save it without one"):
        read_articles(DATA / "salasana.xlsx")


_CELL = (
    '<table:table-cell table:number-columns-repeated="{}" office:value-type="string">'
    "<text:p>{}</text:p></table:table-cell>"
)
_ROW = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
_NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)


def _ods(*rows: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        body = f'<table:table table:name="A">{"".join(rows)}</table:table>'
        packed.writestr(
            "content.xml",
            f"<office:document-content{_NAMES}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return written.getvalue()


def test_libreoffice(tmp_path: Path) -> None:
    header = _ROW.format(1, _CELL.format(1, "Otsikko") + _CELL.format(1, "Teksti"))
    row = _ROW.format(1, _CELL.format(1, "Koulu") + _CELL.format(1, TEXT))
    end = _ROW.format(1_048_574, '<table:table-cell table:number-columns-repeated="16384"/>')
    [article] = _read(tmp_path, _ods(header, row, end), "a.ods")
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Koulu", TEXT)
    with pytest.raises(SourceError, match="as far as row 1,048,576 and column 16,384, too many to hold"):
        _read(tmp_path, _ods(_ROW.format(1_048_576, _CELL.format(16_384, "a"))), "a.ods")


def _with_rows(rows: str) -> bytes:
    """A workbook whose sheet has some more rows, as XML."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_book({"A": [["teksti"], [TEXT]]}))) as packed,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for name in packed.namelist():
            data = packed.read(name)
            if name.startswith("xl/worksheets/"):
                data = data.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            changed.writestr(name, data)
    return written.getvalue()


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c s='1' r='xfd1048576'><v>1</v></c></row>",
        '<row r="1048576">' + "<c><v>1</v></c>" * 16_384 + "</row>",
    ],
)
def test_a_cell_in_the_last_corner_would_end_the_program(tmp_path: Path, rows: str) -> None:
    with pytest.raises(SourceError, match="as far as row 1,048,576 and column 16,384, too many to hold"):
        _read(tmp_path, _with_rows(rows))


def test_a_format_in_the_last_corner_is_harmless(tmp_path: Path) -> None:
    [article] = _read(tmp_path, _with_rows('<row r="1048576"><c r="XFD1048576" s="0"/></row>'))
    assert isinstance(article, Article)


def test_what_is_packed_to_do_harm(tmp_path: Path) -> None:
    data = _with_rows(" " * 50_000_000)
    assert len(data) < 60_000
    with pytest.raises(SourceError, match=r"unpacks to \d{3} times its size|unpacks to 1,0\d\d times"):
        _read(tmp_path, data)
    with pytest.raises(SourceError, match="more than 1,000, the setting largest_file"):
        check_workbook(_book({"A": [["teksti"]]}), "a.xlsx", 1_000)
    with pytest.raises(SourceError, match="is larger than 1,000 bytes"):
        _read(tmp_path, {"A": [["teksti"]]}, settings=Settings(largest_file=1_000))


def test_cells_of_binary_sheets_are_counted() -> None:
    def record(kind: int, payload: int) -> bytes:
        return bytes([kind, 8]) + payload.to_bytes(4, "little") + bytes(4)

    def packed(rows: int, columns: int) -> bytes:
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as book:
            sheet = (
                b"\x81\x01\x00" + record(0, 0) + record(7, 0) + record(0, rows - 1) + record(7, columns - 1)
            )
            book.writestr("xl/worksheets/sheet1.bin", sheet)
        return written.getvalue()

    check_workbook(packed(100, 16_384), "a.xlsb", 10_000)
    with pytest.raises(SourceError, match="as far as row 1,048,576 and column 16,384"):
        check_workbook(packed(1_048_576, 16_384), "a.xlsb", 10_000)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><table>", "is not a workbook, whatever its name; it looks like a web page"),
        (b"id;teksti\n", "it looks like plain text"),
        (b"", r"is empty\.$"),
        (_book({"A": [], "B": []}), r"is empty\.$"),
        (b"PK\x03\x04rikki", "is not a readable workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is not a readable workbook"),
        (_book({"A": [["teksti"], ["a"]]})[:-300], "is not a readable workbook"),
        (
            _book({"A": [["teksti"], ["a"]]}).replace(b"PK\x03\x04", b"PK\x03\x05"),
            "is not a readable workbook",
        ),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, data: bytes, said: str) -> None:
    for name in ("a.xlsx", "a.xls"):
        with pytest.raises(SourceError, match=said):
            _read(tmp_path, data, name)


def test_a_workbook_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"rikki")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _read(tmp_path, {"A": [["teksti"], [TEXT]]})
    good, broken = read_articles(tmp_path)
    assert isinstance(good, Article)
    assert isinstance(broken, Failure)
    assert "is not a workbook" in broken.message
