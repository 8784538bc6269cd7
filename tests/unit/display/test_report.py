"""The report: its figures are true, each leads to its articles, and what may not be shown is left out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pandas as pd
import pytest
from lxml import html

from luksia_nlp import Analysis, Article, OutputError, SettingsError, TableError
from luksia_nlp.display.report import listing
from luksia_nlp.display.report.page import report_page
from luksia_nlp.resources import packaged
from luksia_nlp.tables.frames import table_of
from luksia_nlp.tables.schemas import SCHEMAS
from tests.unit.archive.sample import sample
from tests.unit.display.scripted import scripted

_EMPTY = {name: table_of(schema, []) for name, schema in SCHEMAS.items()}


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return sample()


@pytest.fixture(scope="module")
def page(analysis: Analysis) -> html.HtmlElement:
    return html.fromstring(report_page(analysis.tables, analysis.made_with, "fi", True, None))


def _numbers(page: html.HtmlElement) -> dict[str, str]:
    """Number on the page -> identifier of the article."""
    found = page.xpath("//div[@id='list']/details")
    return {one.get("id")[1:]: one.xpath("string(p/bdi)") for one in found}


def _rows(page: html.HtmlElement, section: str) -> Iterator[tuple[list[str], set[str]]]:
    """The cells of a section's tables, and the articles that the last one leads to."""
    numbers = _numbers(page)
    for row in page.xpath(f"//section[@id='{section}']//tbody/tr"):
        cells = [cell.text_content() for cell in row.xpath("td")]
        yield cells[:-1], {numbers[link.get("href")[2:]] for link in row.xpath("td[last()]//a")}


def test_the_articles_are_listed_newest_first(page: html.HtmlElement, analysis: Analysis) -> None:
    assert list(_numbers(page).values()) == ["8", "6", "7 %*'", "5", "b/3", "a-2", "a-1", "4"]
    texts = {one.text_content().strip() for one in page.xpath("//div[@id='list']//div[@class='lk-text']")}
    assert texts == set(analysis.articles["full_text"])


def test_every_figure_leads_to_its_articles(page: html.HtmlElement) -> None:
    people = [(cells[0], cells[2:], articles) for cells, articles in _rows(page, "people")]
    assert people == [("Aino Korpi", ["3", "2"], {"a-1", "a-2"}), ("Ville Salo", ["1", "1"], {"5"})]
    places = [(cells[0], articles) for cells, articles in _rows(page, "map")]
    assert ("Lohja", {"a-1", "4", "7 %*'"}) in places
    assert ("Uusimaa", {"a-1", "4", "7 %*'"}) in places
    voices = {cells[0]: articles for cells, articles in _rows(page, "voices")}
    assert voices == {"Aino Korpi": {"a-2"}, "tuntemattomat": {"4"}}
    network = [(cells[:4], articles) for cells, articles in _rows(page, "network")]
    assert (["Kiilan koulu", "organisaatio", "Aino Korpi", "henkilö"], {"a-1"}) in network
    themes = [(cells[1], cells[2:4], articles) for cells, articles in _rows(page, "themes_over_time")]
    shown = [row for row in themes if row[1][0] != "0"]
    assert {article for _, _, articles in shown for article in articles} == {"a-2", "6"}
    assert all(len(articles) == int(counts[0]) for _, counts, articles in themes)


@pytest.mark.parametrize("section", ["themes_over_time", "people", "organisations", "map"])
def test_as_many_links_as_articles(section: str, archive: Analysis) -> None:
    page = html.fromstring(report_page(archive.tables, archive.made_with, "fi", True, None))
    rows = list(_rows(page, section))
    assert rows
    for cells, articles in rows:
        number = int(cells[2] if section == "themes_over_time" else cells[-1])
        assert len(articles) == number, cells


def test_quotes_stand_under_the_theme_they_speak_of(archive: Analysis) -> None:
    page = html.fromstring(report_page(archive.tables, archive.made_with, "fi", True, None))
    parts = page.xpath("//section[@id='quotes_by_theme']")[0]
    titles = [title.text_content() for title in parts.xpath("h3")]
    said = {theme: archive.quotes_by(theme=theme) for theme in ("vetovoima", "vaikuttavuus")}
    for theme, quotes in said.items():
        first = quotes[quotes["continues"].isna() & ~quotes["rule"].str.endswith("repeated")]
        assert f"{theme} ({len(first)})" in titles
        assert quotes["text"].iloc[-1] in parts.text_content()


def test_direct_and_indirect_quotes_are_told_apart(archive: Analysis) -> None:
    page = html.fromstring(report_page(archive.tables, archive.made_with, "fi", True, None))
    said = page.xpath("//section[@id='quotes_by_speaker']")[0]
    quotes = archive.quotes_by("Riikka Hyttinen")
    shown = [piece.text_content() for piece in said.xpath(".//blockquote/p")]
    for text, kind in quotes[["text", "kind"]].itertuples(index=False):
        assert (f"”{text}”" if kind == "direct" else f"{text} (epäsuora)") in shown
    named = [title.text_content().rpartition(" (")[0] for title in said.xpath("h3")]
    assert named == archive.voices()["name"].head(15).to_list()


def test_many_links_are_folded_and_none_is_lost() -> None:
    articles = [Article(f"Aino Korpi kävi Lohjalla {number}.", str(number)) for number in range(40)]
    page = html.fromstring(report_page(scripted(articles).tables, {}, "fi", True, None))
    (cell,) = page.xpath("//section[@id='people']//tbody/tr/td[last()]")
    assert len(cell.xpath("bdi/a")) == 24
    assert cell.xpath("string(.//summary)") == "+ 16"
    assert len({link.get("href") for link in cell.xpath(".//a")}) == 40


def test_a_headline_that_repeats_a_quote_counts_once(analysis: Analysis) -> None:
    tables = dict(analysis.tables)
    again = tables["quotes"].iloc[[0]].assign(quote_id="a-2:9", rule="marks, name, repeated")
    tables["quotes"] = pd.concat([tables["quotes"], again], ignore_index=True)
    page = html.fromstring(report_page(tables, {}, "fi", True, None))
    assert page.xpath("string(//dd[../dt='Sitaatit'])") == "2"
    (row,) = [cells for cells, _ in _rows(page, "voices") if cells[0] == "Aino Korpi"]
    assert row[1] == "1"


def test_what_no_page_may_hold_is_replaced() -> None:
    page = report_page(scripted([Article("Lohja\x00 ja\x01 \x85Salo.", "1")]).tables, {}, "fi", True, None)
    assert not re.search("[\x00\x01\x85]", page)


def test_without_texts_no_words_of_them_are_shown(archive: Analysis, tmp_path: Path) -> None:
    archive.to_html(tmp_path / "r.html", texts=False)
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    titles = set(archive.articles["title"].dropna())
    for sentence in archive.sentences["text"]:
        if not any(sentence in title for title in titles):
            assert sentence not in page
    said = archive.quotes["text"]
    for words in said:
        is_short = len(words.split()) < 4  # the page's own words may be these
        assert is_short or words not in page or any(words in title for title in titles)
    assert "Artikkelien tekstejä ja sitaattien sanoja ei ole tällä sivulla." in page
    assert "Eeva Niskanen" in page


def test_only_addresses_of_the_web_are_links() -> None:
    bad = [
        "https://user:pw@evil.fi",
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.fi",
        "ftp://x.fi",
        "https://",
        "http://[x",
        5,
    ]
    good = ["https://lohja.fi/?a=1&b=\"'", "http://xn--4ca.fi/ä"]
    articles = [
        Article("Lohjalla satoi.", str(number), metadata={"url": url})
        for number, url in enumerate([*bad, *good])
    ]
    tables = scripted(articles).tables
    page = html.fromstring(report_page(tables, {}, "en", True, None))
    links = page.xpath("//div[@id='list']//a")
    assert [link.get("href") for link in links] == good
    assert {link.get("rel") for link in links} == {"noopener noreferrer nofollow"}


def test_an_empty_analysis_has_a_report() -> None:
    page = html.fromstring(report_page(_EMPTY, {}, "fi", True, "Tyhjä <b>"))
    assert page.xpath("string(//h1)") == "Tyhjä <b>"
    assert len(page.xpath("//figure[@class='chart']")) == 10
    assert page.text_content().count("Ei näytettävää.") >= 10


def test_what_a_reader_must_know_is_told() -> None:
    first = Article("Lohjalla satoi eilen kovasti koko päivän.", "1", published=date(2025, 3, 1))
    tables = dict(scripted([first, Article("Lohjalla satoi.", "2")]).tables)
    repeats = pd.Series([None, "1"], dtype="str")
    tables["articles"] = tables["articles"].assign(duplicate_of=repeats)
    made_with = {"engine": "kone 1", "part": "since 2025"}
    page = html.fromstring(report_page(tables, made_with, "en", True, None)).text_content()
    assert "Only these articles: since 2025." in page
    assert "Published 1 Mar 2025." in page
    assert "Articles without a date: 1. They are not in the charts over time." in page
    assert "Articles that repeat another: 1." in page
    assert "language engine: kone 1" in page


def test_a_thousand_articles_are_under_five_megabytes(archive: Analysis, tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    page = report_page(_many(archive.tables, 36), archive.made_with, "fi", True, None)
    path.write_text(page, encoding="utf-8")
    assert path.stat().st_size < 5_000_000
    found = html.fromstring(page)
    assert len(found.xpath("//div[@id='list']/details")) == 28 * 36
    assert len(found.xpath("//div[@id='list']//div[@class='lk-text']")) == 28 * 36


def test_what_does_not_fit_is_told(archive: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luksia_nlp.display.report.page.MOST_ARTICLES", 10)
    monkeypatch.setattr(listing, "MOST_CHARACTERS", 5_000)
    page = html.fromstring(report_page(archive.tables, archive.made_with, "fi", True, None))
    listed = page.xpath("//div[@id='list']/details")
    texts = page.xpath("//div[@id='list']//div[@class='lk-text']")
    assert len(listed) == 10
    assert 0 < len(texts) < 10
    words = page.text_content()
    assert "Luettelossa ovat 10 uusinta artikkelia 28 artikkelista" in words
    assert f"vain {len(texts)} uusinta artikkelia näkyy kokonaan" in words
    assert all(link.get("href") in {f"#a{n}" for n in range(1, 11)} for link in page.xpath("//td//a"))


def test_to_html_tells_what_is_wrong(
    analysis: Analysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r.html"
    analysis.to_html(path)
    with pytest.raises(OutputError, match="is there already"):
        analysis.to_html(path)
    analysis.to_html(path, overwrite=True, language="en")
    assert "<title>Report on news</title>" in path.read_text(encoding="utf-8")
    with pytest.raises(OutputError, match=r"name it r\.html"):
        analysis.to_html(tmp_path / "r.pdf")
    with pytest.raises(OutputError, match=r"is a folder; name a file in it, such as .*report\.html"):
        analysis.to_html(tmp_path)
    with pytest.raises(SettingsError, match="texts = 'no' must be True or False"):
        analysis.to_html(tmp_path / "x.html", texts="no")  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="language = 'ru'"):
        analysis.to_html(path, overwrite=True, language="ru")  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(TableError, match="need the package vl-convert-python: pip install"):
        analysis.to_html(path, overwrite=True)
    assert "<title>Report on news</title>" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", ["display.toml", "report.toml"])
def test_both_languages_say_the_same_things(file: str) -> None:
    words: Mapping[str, Mapping[str, Any]] = packaged.toml(file)
    assert list(_flat(words["fi"])) == list(_flat(words["en"]))
    for key, text in _flat(words["fi"]).items():
        assert _fields(text) == _fields(_flat(words["en"])[key]), key


def test_every_word_is_used() -> None:
    folder = Path(packaged.__file__).parents[1] / "display"
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    code += "\n".join(path.read_text(encoding="utf-8") for path in packaged.path("pages").iterdir())
    for file in ("display.toml", "report.toml"):
        for key in packaged.toml(file)["fi"]:
            plain = key.removesuffix("_text").removesuffix("_themes")
            assert re.search(rf"\b{plain}\b", code), f"{file}: {key}"


def _flat(words: Mapping[str, Any]) -> dict[str, str]:
    """The words, those of a table within them too."""
    within = {
        f"{key}.{one}": text for key, of in words.items() if isinstance(of, dict) for one, text in of.items()
    }
    return {key: text for key, text in words.items() if isinstance(text, str)} | within


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _many(tables: Mapping[str, pd.DataFrame], copies: int) -> dict[str, pd.DataFrame]:
    """The tables with each article so many times."""
    entities = ("people", "organisations", "places")
    found = {name: tables[name] for name in entities}
    for name in tables:
        if name not in entities:
            parts = []
            for number in range(copies):
                part = tables[name].copy()
                for column in ("article_id", "quote_id", "continues"):
                    if column in part:
                        part[column] = f"{number}-" + part[column]
                parts.append(part)
            found[name] = pd.concat(parts, ignore_index=True)
    return found
