from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from luksia_nlp import Article, Failure, Settings, read_articles

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_STYLES = f"""<w:styles {_W}>
<w:style w:styleId="Otsikko"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Otsikko1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Otsikko2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Kuvaotsikko"><w:name w:val="caption"/></w:style></w:styles>"""
_CORE = """<p:coreProperties xmlns:p="http://x.example" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Tiedoston oma nimi</dc:title><dc:creator>Ilona Kuusisto</dc:creator></p:coreProperties>"""
_ODT = """<o:document-content xmlns:o="urn:o" xmlns:t="urn:t" xmlns:s="urn:s">{}</o:document-content>"""


def _paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _packed(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return buffer.getvalue()


def _word(path: Path, body: str, **parts: str) -> Path:
    document = f"<w:document {_W} {_MC}><w:body>{body}</w:body></w:document>"
    named = {f"word/{name}.xml": part for name, part in parts.items()}
    known = {"word/document.xml": document, "word/styles.xml": _STYLES, "docProps/core.xml": _CORE}
    path.write_bytes(_packed(known | named))
    return path


def _article(path: Path) -> Article:
    [article] = read_articles(path)
    assert isinstance(article, Article), article
    return article


def _failure(path: Path, settings: Settings | None = None) -> str:
    [failure] = read_articles(path, settings)
    assert isinstance(failure, Failure)
    assert (failure.stage, failure.article_id) == ("read", path.stem)
    assert failure.message.startswith(str(path))
    return failure.message


def test_word_document(tmp_path: Path) -> None:
    body = (
        _paragraph("TIEDOTE")
        + _paragraph("Virkkalan lukio avasi ovensa", "Otsikko")
        + _paragraph("Rehtori Maija Salonen puhui.")
        + _paragraph("Salit", "Otsikko2")
        + f"<w:tbl><w:tr><w:tc>{_paragraph('Lohja')}</w:tc><w:tc>{_paragraph('46 000')}</w:tc></w:tr></w:tbl>"
        + _paragraph("Nauha katkeaa. Kuva: Heli Aho", "Kuvaotsikko")
    )
    article = _article(_word(tmp_path / "a.docx", body))
    assert article.title == "Virkkalan lukio avasi ovensa"
    assert article.text.split("\n\n") == [
        "TIEDOTE",
        "Rehtori Maija Salonen puhui.",
        "## Salit",
        "Lohja",
        "46 000",
        "![Nauha katkeaa. Kuva: Heli Aho]()",
    ]
    assert article.metadata == {"author": "Ilona Kuusisto"}
    assert (article.published, article.notes) == (None, ())


def test_title_of_the_properties_where_none_is_shown(tmp_path: Path) -> None:
    assert _article(_word(tmp_path / "a.docx", _paragraph("Lohjalla satoi."))).title == "Tiedoston oma nimi"


def test_changes_are_read_as_accepted(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Koulu </w:t></w:r><w:del><w:r><w:delText>suljettiin</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>avattiin</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t> pois</w:t></w:r></w:moveFrom></w:p>"
        '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>Yksi </w:t></w:r></w:p>'
        + _paragraph("kappale.")
    )
    article = _article(_word(tmp_path / "a.docx", body))
    assert article.text == "Koulu avattiin\n\nYksi kappale."
    assert article.notes == ("has tracked changes; read as if all were accepted",)


def test_text_boxes_links_and_hidden_words(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{_paragraph('Laatikossa.')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Katso </w:t></w:r><w:hyperlink><w:r><w:t>sivut</w:t></w:r></w:hyperlink>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>piilossa</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>.</w:t></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:br/><w:t>Rivi</w:t><w:tab/><w:t>kaksi</w:t></w:r>"
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert _article(_word(tmp_path / "a.docx", body)).text == "Katso sivut.\nRivi kaksi\n\nLaatikossa."


def test_footnotes_stand_at_the_end(tmp_path: Path) -> None:
    notes = (
        f'<w:footnotes {_W}><w:footnote w:type="separator">{_paragraph("-")}</w:footnote>'
        f'<w:footnote w:id="1">{_paragraph("Luku on arvio.")}</w:footnote></w:footnotes>'
    )
    path = _word(tmp_path / "a.docx", _paragraph("Väkeä oli tuhat.") + _paragraph("Satoi."), footnotes=notes)
    assert _article(path).text == "Väkeä oli tuhat.\n\nSatoi.\n\nLuku on arvio."


def test_open_document(tmp_path: Path) -> None:
    body = (
        '<o:automatic-styles><s:style s:name="P1" s:parent-style-name="Title"/></o:automatic-styles>'
        "<t:tracked-changes><t:p>Poistettu.</t:p></t:tracked-changes>"
        '<t:p t:style-name="P1">Lohja sai koulun</t:p>'
        "<t:p>Rehtori<t:s/><t:span>Salo</t:span> puhui.<t:note><t:note-citation>1</t:note-citation>"
        "<t:note-body><t:p>Alaviite.</t:p></t:note-body></t:note><o:annotation><t:p>Huomautus</t:p></o:annotation>"
        '</t:p><t:h t:outline-level="2">Salit</t:h><t:p t:style-name="Illustration">Kuva: Heli Aho</t:p>'
    )
    meta = '<m xmlns:meta="urn:m"><meta:initial-creator>Ilona</meta:initial-creator></m>'
    (tmp_path / "a.odt").write_bytes(_packed({"content.xml": _ODT.format(body), "meta.xml": meta}))
    article = _article(tmp_path / "a.odt")
    assert article.title == "Lohja sai koulun"
    assert article.text == "Rehtori Salo puhui.\n\nAlaviite.\n\n## Salit\n\n![Kuva: Heli Aho]()"
    assert article.metadata == {"author": "Ilona"}
    assert len(article.notes) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
            r"an old Word document \(\.doc\), or one with a password",
        ),
        (b"{\\rtf1 teksti}", r"is an RTF document by another name"),
        (b"Teksti.", "is no readable document"),
        (b"", "is no readable document"),
        (_packed({"muu.txt": "x"}), "the part that holds its text is missing"),
        (_packed({"word/document.xml": "<w:document"}), r"word/document\.xml: is not well-formed XML"),
        (_packed({"word/document.xml": f"<w:document {_W}/>"}), "holds no text"),
        (
            _packed({"word/document.xml": '<!DOCTYPE d [<!ENTITY a "lol">]><d>&a;</d>'}),
            "defines entities of its own",
        ),
    ],
)
def test_broken_documents_are_failures(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(AssertionError, match=message):
        raise AssertionError(_failure(tmp_path / "a.docx"))


def test_cut_and_damaged_documents(tmp_path: Path) -> None:
    whole = _word(
        tmp_path / "a.docx", "".join(_paragraph(f"Kappale {n}.") for n in range(2_000))
    ).read_bytes()
    for cut in (10, 100, len(whole) // 2, len(whole) - 5):
        (tmp_path / "a.docx").write_bytes(whole[:cut])
        assert "is no readable document" in _failure(tmp_path / "a.docx")
    (tmp_path / "a.docx").write_bytes(whole[:200] + b"\x00" * 50 + whole[250:])
    assert "word/document.xml: cannot be unpacked" in _failure(tmp_path / "a.docx")


def test_document_that_unpacks_to_more_than_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(_packed({"word/document.xml": b" " * 1_000_000}))
    assert path.stat().st_size < 10_000
    assert "would unpack to 1,000,000 bytes" in _failure(path, Settings(largest_file=500_000))
