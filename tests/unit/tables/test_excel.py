"""Workbooks: texts are texts, dates dates, numbers numbers; what does not fit is told."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from luksia_nlp import Article, LuksiaWarning, OutputError
from luksia_nlp.tables.excel import write_excel
from luksia_nlp.tables.pieces import pieces_of
from luksia_nlp.tables.schemas import SCHEMAS
from tests.published import PUBLISHED, awkward_result, result_of
from tests.workbooks import rows, sheets, style_of, xml_of

_DAYS_FROM = pd.Timestamp("1899-12-30")  # Excel's day 0


def test_there_is_a_sheet_a_table_and_one_of_what_made_them(tmp_path: Path) -> None:
    result = awkward_result()
    result.to_excel(tmp_path / "uusi" / "tulokset.xlsx")
    found = sheets(tmp_path / "uusi" / "tulokset.xlsx")
    assert list(found) == [*SCHEMAS, "made_with"]
    assert {name: len(rows(xml)) for name, xml in found.items()} == {
        **{name: len(table) for name, table in result.tables.items()},
        "made_with": 1,
    }
    assert rows(found["made_with"]) == [{"name": ("inlineStr", "engine"), "value": ("inlineStr", "scripted")}]


def test_texts_are_never_formulas_or_links_and_stay_what_they_are(tmp_path: Path) -> None:
    result = awkward_result()
    result.to_excel(tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as packed:
        parts = {name: packed.read(name).decode("utf-8") for name in packed.namelist()}
    assert not [name for name, xml in parts.items() if "<f>" in xml or "<hyperlink" in xml]
    for name, xml in sheets(tmp_path / "t.xlsx").items():
        table = result.tables[name] if name in SCHEMAS else pd.DataFrame()
        for column in [str(key) for key, dtype in table.dtypes.items() if dtype == "str"]:
            cells = [row.get(column) for row in rows(xml)]
            texts = result.tables[name][column].fillna("")
            assert cells == [("inlineStr", text) if text else None for text in texts]


def test_dates_numbers_and_truths_are_what_they_are(tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    awkward_result().to_excel(file)
    xml = sheets(file)["articles"]
    first, second, *_, last = rows(xml)
    assert float(first["published"][1]) == pytest.approx((PUBLISHED - _DAYS_FROM) / pd.Timedelta(days=1))
    assert second["published"] == ("n", str((pd.Timestamp("2024-05-06") - _DAYS_FROM).days))
    assert last["published"] == ("inlineStr", "1891-02-03 00:00:00")  # before Excel's first day
    styles = [
        cell.attrib.get("s") for cell in ElementTree.fromstring(xml).iter() if cell.get("r") in ("C2", "C3")
    ]
    assert [style_of(file, int(style or 0))["numFmtId"] for style in styles] == ["22", "14"]
    assert (first["n_sentences"][0], first["x"], first["ok"]) == ("n", ("n", "0.3"), ("b", "1"))
    assert (first["n"], first["iso"]) == (("n", "1"), ("inlineStr", "1" + "0" * 17))  # beyond 15 digits


def test_headers_are_frozen_and_can_be_filtered_by(tmp_path: Path) -> None:
    result = awkward_result()
    result.to_excel(tmp_path / "t.xlsx")
    xml = sheets(tmp_path / "t.xlsx")["sentences"]
    assert f'<autoFilter ref="A1:F{len(result.sentences) + 1}"/>' in xml
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in xml
    widths = [
        float(column.attrib["width"])
        for column in ElementTree.fromstring(xml).iter()
        if "customWidth" in column.attrib
    ]
    assert len(widths) > 3
    assert 8 <= min(widths) < max(widths) <= 61
    assert "<b/>" in xml_of(tmp_path / "t.xlsx", "xl/styles.xml")


def test_a_table_with_more_rows_than_a_sheet_goes_on_in_the_next(tmp_path: Path) -> None:
    result = result_of(Article("Yksi. Kaksi. Kolme. Neljä. Viisi.", "1"), Article("Kuusi.", "2"))
    pieces = pieces_of(result.tables, result.made_with)
    told = "sentences: has more rows than the 3 of a sheet and goes on in sentences 2 to sentences 3"
    with pytest.warns(LuksiaWarning, match=told):
        write_excel(tmp_path / "t.xlsx", pieces, rows=3)
    found = sheets(tmp_path / "t.xlsx")
    assert [name for name in found if name.startswith("sentences")] == [
        "sentences",
        "sentences 2",
        "sentences 3",
    ]
    texts = [row["text"][1] for name in found if name.startswith("sentences") for row in rows(found[name])]
    assert texts == ["Yksi.", "Kaksi.", "Kolme.", "Neljä.", "Viisi.", "Kuusi."]
    assert "goes on in" in rows(found["made_with"])[-1]["value"][1]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_excel(tmp_path / "t.xlsx", pieces, overwrite=True, rows=7)


@pytest.mark.parametrize(
    ("text", "is_cut"), [("ä" * 32_767, False), ("ä" * 32_768, True), ("😀" * 16_384, True)]
)
def test_a_text_longer_than_a_cell_is_cut_and_that_is_told(tmp_path: Path, text: str, is_cut: bool) -> None:
    result = result_of(Article("Juttu.", "1", metadata={"pitkä": text}))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result.to_excel(tmp_path / "t.xlsx")
    [row] = rows(sheets(tmp_path / "t.xlsx")["articles"])
    shown = row["pitkä"][1]
    assert len(shown.encode("utf-16-le")) // 2 <= 32_767
    if not is_cut:
        assert (shown, caught) == (text, [])
        return
    assert shown.endswith(" … [cut]")
    assert text.startswith(shown.removesuffix(" … [cut]"))
    assert [str(one.message) for one in caught] == [
        f"{tmp_path / 't.xlsx'}: articles.pitkä: a cell holds 32,767 characters; texts that were cut: 1. "
        "They are whole in the analysis, in CSV and in SQLite."
    ]
    assert caught[0].filename == __file__
    assert rows(sheets(tmp_path / "t.xlsx")["made_with"])[-1]["name"][1] == "not whole"


@pytest.mark.parametrize("text", ["a\x00b\x01\x0b\x1fc", "a\ufffeb", "_x0041_", "a\rb", " a ", "<a>&"])
def test_characters_that_xml_refuses_break_nothing(tmp_path: Path, text: str) -> None:
    result_of(Article("Juttu.", "1", metadata={"outo": text})).to_excel(tmp_path / "t.xlsx")
    [row] = rows(sheets(tmp_path / "t.xlsx")["articles"])
    assert row["outo"][1].replace("_x0041_", "A") == text.replace("\ufffe", "\ufffd").replace("_x0041_", "A")


def test_an_empty_result_is_a_workbook_too(tmp_path: Path) -> None:
    result_of().to_excel(tmp_path / "t.xlsx")
    assert [rows(xml) for xml in sheets(tmp_path / "t.xlsx").values()][:-1] == [[]] * len(SCHEMAS)


def test_a_workbook_has_a_workbook_s_name(tmp_path: Path) -> None:
    with pytest.raises(
        OutputError, match=r"kansio: is no name of a workbook; name a file that ends with \.xlsx"
    ):
        result_of().to_excel(tmp_path / "kansio")
