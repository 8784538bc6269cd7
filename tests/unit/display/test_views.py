"""An article marked, words in context, the overview: what a notebook and a terminal show."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from lxml import html

from luksia_nlp import Analysis, Article, OutputError, SettingsError
from luksia_nlp.tables.frames import table_of
from luksia_nlp.tables.schemas import SCHEMAS
from tests.unit.archive.sample import sample
from tests.unit.display.scripted import SAID, scripted


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return sample()


@pytest.fixture(scope="module")
def nothing() -> Analysis:
    return Analysis({name: table_of(schema, []) for name, schema in SCHEMAS.items()})


def _tree(page: str) -> html.HtmlElement:
    return html.fromstring(page)


def test_an_article_shows_its_text_with_everything_marked(analysis: Analysis) -> None:
    shown = analysis.show("a-2")
    tree = _tree(shown.html)
    (text,) = tree.xpath("//div[@class='lk-text']")
    assert text.text_content().strip() == "Vetovoima kasvoi. Korven mukaan Aino Korpi jatkaa."
    kinds = [mark.get("class") for mark in text.iter("mark")]
    assert kinds == ["lk-t", "lk-p", "lk-q", "lk-p"]
    notes = [mark.get("data-n") for mark in text.iter("mark")]
    assert notes[0].startswith("Teema · vetovoima")
    assert notes[1].startswith("Henkilö · Aino Korpi · Korpi ·")
    assert notes[2] == "Sitaatti, epäsuora · Aino Korpi · sample, johtoilmaus mukaan · 0,50"
    assert notes[3].split("\n")[1] == notes[2]  # what is said is around the name
    rows = tree.xpath("//tbody/tr")
    assert [row.xpath("string(td[1])") for row in rows] == [
        "Vetovoima", "Korven", "Aino Korpi jatkaa", "Aino Korpi",
    ]  # fmt: skip
    legend = [label.text_content().split() for label in tree.xpath("//fieldset/label")]
    assert legend[0] == ["Henkilöt", "2"]
    assert legend[-1] == ["Teemat", "1"]
    assert str(shown) == "Vetovoima kasvoi. Korven [Aino Korpi] mukaan Aino Korpi jatkaa."


def test_an_article_is_shown_in_english(analysis: Analysis) -> None:
    page = analysis.show("a-2", language="en").html
    assert "Person · Aino Korpi" in page
    assert "0.50" in page
    assert "1 Jan 2025" in page
    with pytest.raises(SettingsError, match="language = 'sv' must be"):
        analysis.show("a-2", language="sv")  # type: ignore[arg-type]


def test_which_article_must_be_told(analysis: Analysis, nothing: Analysis) -> None:
    with pytest.raises(SettingsError, match="8 articles: name one by its article_id, such as 'a-1'"):
        analysis.show()
    with pytest.raises(SettingsError, match="There are 0 articles: name one by its article_id\\."):
        nothing.show()
    with pytest.raises(SettingsError, match=r"no article 'a-3'\. Did you mean 'a-2'"):
        analysis.show("a-3")
    with pytest.raises(SettingsError, match="article = 3 must be the article's identifier"):
        analysis.show(3)  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="'9' could not be analysed: The article has no text"):
        analysis.show("9")


def test_a_title_is_a_heading_and_paragraphs_are_blocks() -> None:
    shown = scripted([Article("Yksi.\n\nKaksi.\nKolme.", "1", title="Otsikko  täällä")]).show()
    (text,) = _tree(shown.html).xpath("//div[@class='lk-text']")
    assert [(block.tag, block.text_content()) for block in text] == [
        ("h4", "Otsikko  täällä"), ("p", "Yksi."), ("p", "Kaksi."), ("p", "Kolme."),
    ]  # fmt: skip


def test_a_headline_of_two_lines_and_one_that_only_begins_like_the_text() -> None:
    shown = scripted([Article("Lohjalla satoi.", "1", title="Otsikko\nkahdella rivillä")]).show()
    (text,) = _tree(shown.html).xpath("//div[@class='lk-text']")
    assert [block.tag for block in text] == ["h4", "h4", "p"]
    shown = scripted([Article("Sää on hyvä Lohjalla.", "1", title="Sää")]).show()
    (text,) = _tree(shown.html).xpath("//div[@class='lk-text']")
    assert [block.text_content() for block in text if block.tag == "h4"] in ([], ["Sää"])


def test_hostile_text_shows_as_text() -> None:
    text = '<script>alert(1)</script> "><img src=x onerror=alert(2)> {{ 7*7 }} \u202eoikea\u202c ' + "ä" * 200
    analysis = scripted([Article(text, "<b>\"'&", title="<h1>&amp;", source="</style><script>")])
    for page in (analysis.show().html, analysis.context("oikea").to_html_part(), analysis.overview().html):
        tree = _tree(page)
        assert not tree.xpath("//script | //img | //b | //h1")
    shown = _tree(analysis.show().html)
    assert text in shown.xpath("string(//div[@class='lk-text'])")
    assert "<b>\"'&" in shown.xpath("string(//p[@class='lk-meta'])")


def test_a_page_of_its_own_lets_nothing_else_in(analysis: Analysis, tmp_path: Path) -> None:
    path = tmp_path / "uusi" / "artikkeli.html"
    analysis.show("a-2").save(path)
    page = path.read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "<title>a-2</title>" in page
    analysis.show("a-1").save(path)  # a page is looked at and made again
    assert "<title>a-1</title>" in path.read_text(encoding="utf-8")
    with pytest.raises(OutputError, match="is a folder"):
        analysis.show("a-2").save(tmp_path)


def test_a_name_in_context_in_any_form(analysis: Analysis) -> None:
    table = analysis.context("Aino Korpi").table
    assert list(table["text"]) == ["Aino Korpi", "Korven", "Aino Korpi"]
    assert list(table["of"]) == ["mention"] * 3
    assert list(analysis.context("korpi").table["of"]) == ["word", "mention", "word"]
    assert len(analysis.context("person-aino-korpi")) == 3
    sentences = table["before"] + table["text"] + table["after"]
    assert list(sentences) == [
        "Kiilan koulun rehtori Aino Korpi puhui Lohjalla.",
        "Korven mukaan Aino Korpi jatkaa.",
        "Korven mukaan Aino Korpi jatkaa.",
    ]
    assert table["speaker"].to_list()[2] == "Aino Korpi"
    assert table["speaker"].isna().to_list() == [True, True, False]


def test_a_theme_is_its_hits_and_the_word_besides() -> None:
    analysis = scripted([Article("Alan vetovoima kasvoi. Kuun vetovoima nosti vettä.", "1")])
    table = analysis.context("vetovoima").table
    assert list(table["of"]) == ["theme", "word"]
    assert list(table["start"]) == [5, 28]


def test_words_that_follow_each_other_in_base_form() -> None:
    analysis = scripted([Article("Uudessa koulussa oltiin auki. Koulu on uusi, vanha koulu.", "1")])
    found = analysis.context("Koulu  olla").table
    assert list(found["text"]) == ["koulussa oltiin", "Koulu on"]
    assert len(analysis.context("koulu")) == 3
    assert len(analysis.context("koul")) == 0


def test_what_is_written_is_found_as_it_is_written() -> None:
    analysis = scripted([Article("Lohjalla oli koulussa. KOULUSSA!", "1")])
    assert list(analysis.context("lohjalla").table["of"]) == ["mention"]
    assert list(analysis.context("koulussa").table["text"]) == ["koulussa", "KOULUSSA"]
    assert list(analysis.context("”Koulussa!”").table["text"]) == ["koulussa", "KOULUSSA"]
    assert len(analysis.context("koulus")) == 0
    assert len(analysis.context("!?")) == 0


def test_context_takes_the_filters_of_tables(analysis: Analysis) -> None:
    assert len(analysis.context("Lohja")) == 3
    assert list(analysis.context("Lohja", since="2025").table["article_id"]) == ["7 %*'"]
    assert list(analysis.context("Lohja", entity="Pohjoistuuli").table["article_id"]) == ["7 %*'"]
    with pytest.raises(SettingsError, match="no theme"):
        analysis.context("Lohja", theme="sää")
    for nothing in ("", "  ", 5, None):
        with pytest.raises(SettingsError, match="is nothing to look for"):
            analysis.context(nothing)  # type: ignore[arg-type]


def test_context_is_in_order_of_time_and_types_hold_when_empty(analysis: Analysis) -> None:
    full, empty = analysis.context("Lohja").table, analysis.context("eikukaan").table
    assert list(full["article_id"]) == ["a-1", "7 %*'", "4"]  # the undated last
    assert empty.empty
    pd.testing.assert_series_equal(full.dtypes, empty.dtypes)


def test_context_shows_whole_sentences_in_notebook_and_terminal() -> None:
    long = "Lohjalla " + "hyvin " * 120 + "satoi."
    context = scripted([Article(long, "1", title="Sää", published=date(2025, 3, 1))]).context("Lohja")
    assert long in _tree(context.to_html_part()).text_content()
    assert str(context).splitlines()[1:] == ["1.3.2025 · 1", f"    [Lohjalla] {long[9:]}"]


def test_context_tells_how_much_it_does_not_show() -> None:
    context = scripted([Article("Lohja. " * 120, "1")]).context("Lohja")
    assert len(context) == 120
    tree = _tree(context.to_html_part())
    assert len(tree.xpath("//tbody/tr")) == 100
    assert "Näkyvissä 100 ensimmäistä" in tree.text_content()
    assert "100 ensimmäistä" in str(context)
    assert "Ei osumia." in scripted([Article("Satoi.", "1")]).context("Lohja").to_html_part()


def test_the_overview_tells_counts_period_and_the_most_named(analysis: Analysis) -> None:
    tree = _tree(analysis.overview().html)
    counts = dict(zip(tree.xpath("//dt/text()"), tree.xpath("//dd/text()"), strict=True))
    assert counts == {
        "Artikkelit": "8", "Henkilöt": "2", "Organisaatiot": "2", "Paikat": "3", "Sitaatit": "2",
        "Ei analysoitu": "2",
    }  # fmt: skip
    assert "31.12.2024 – 4.5.2026" in tree.xpath("string(//h3)")
    first = tree.xpath("//ol")[0].text_content()
    assert first.startswith("Aino Korpi 3")
    (row,) = [row for row in tree.xpath("//tr") if "vetovoima" in row.text_content()]
    assert "2 / 8 artikkelia" in row.text_content()
    assert "vetovoima: osuus" in row.xpath("string(.//*[local-name()='svg']/@aria-label)")
    assert "8 articles" in analysis.overview("en").text
    assert analysis._repr_html_() == analysis.overview().html


def test_the_overview_of_nothing_and_of_undated_articles(nothing: Analysis) -> None:
    page = nothing.overview().html
    assert "Teemoja ei etsitty." in page
    assert page.count("Ei yhtään.") == 3
    undated = scripted([Article("Alan vetovoima kasvoi.", "1")]).overview("en").html
    assert "The articles have no dates." in undated
    assert "<svg" not in undated


def test_results_are_frozen(analysis: Analysis) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        analysis.show("a-2").html = ""  # type: ignore[misc]


def test_a_speaker_without_a_name_is_called_by_their_words() -> None:
    analysis = scripted([Article(SAID, "1")])
    assert "opiskelijat" in analysis.show().html
    assert list(analysis.context("pitkä").table["speaker"]) == ["opiskelijat"]
