from __future__ import annotations

import datetime
import logging
import subprocess
import sys
import time
from pathlib import Path

import pytest

from luksia_nlp import Analyzer, Article, Failure, read_articles
from luksia_nlp.reading.page_facts import page_facts
from luksia_nlp.reading.pages import page_article
from luksia_nlp.reading.trees import decoded_markup, html_tree, text_of_html
from tests.conftest import ROOT

PAGES = ROOT / "tests" / "data" / "reading"
SENTENCE = "Lohjan kaupunki avasi uuden koulun Virkkalaan, ja rehtori Maija Salo puhui."
HEAD = datetime.timezone(datetime.timedelta(hours=3))


def _page(name: str) -> Article:
    [article] = read_articles(PAGES / name)
    assert isinstance(article, Article), article
    return article


def _of(html: str) -> Article:
    article = page_article(html, None, "sivu", None)
    assert isinstance(article, Article), article
    return article


def test_modern_page() -> None:
    article = _page("modern.html")
    assert article.article_id == "modern"
    assert article.title == "Virkkalan uusi lukio avasi ovensa"
    assert article.published == datetime.datetime(2026, 4, 3, 8, 15, tzinfo=HEAD)
    assert article.metadata == {
        "author": "Ilona Kuusisto, Aarne Lehto",
        "section": "Kotimaa",
        "url": "https://jarviseutu.example/uutiset/virkkalan-lukio",
    }
    begins = [paragraph[:30] for paragraph in article.text.split("\n\n")]
    assert begins == [
        "Lohjan kaupungin uusin koulu s",
        "![Rehtori Maija Salonen leikka",
        "Rehtori Maija Salonen muistutt",
        "Rakennuksen suunnitteli helsin",
        "## Oppilaat pitävät saleista",
        "Lukiolainen Toivo Nieminen ker",
        "![Salissa on tilaa kahdelle ko",
        "Koulun kirjasto avataan kuntal",
    ]
    for other in ("eväst", "Etusivu", "Nummelan", "Nimimerkki", "Päätoimittaja"):
        assert other not in article.full_text


def test_blog_page() -> None:
    article = _page("wordpress.html")
    assert article.title == "Kyläyhdistys kunnosti uimarannan"
    assert article.published == datetime.date(2026, 4, 3)
    assert article.metadata == {"author": "Leena Hakala"}
    assert "![Puheenjohtaja Veikko Lindqvist ja uusi laituri.]()" in article.text.split("\n\n")
    assert "- Laituri on 24 metriä pitkä.\n- Ranta on avoinna" in article.text
    for other in ("Arkisto", "talkoolaisille", "Kevätjuhla"):
        assert other not in article.full_text


def test_page_laid_out_by_a_table_in_a_declared_encoding() -> None:
    article = _page("old.html")
    assert article.title == "Kerhon vuosikokous Jyväskylässä"
    assert article.text.startswith("Kerhon vuosikokous pidettiin Jyväskylän työväentalolla")
    assert "Äijö Öhman" in article.text
    assert "Jäsenet" not in article.text
    assert (article.published, article.notes) == (datetime.date(2004, 3, 12), ())


def test_page_without_an_article_is_a_failure() -> None:
    [failure] = read_articles(PAGES / "cookie_wall.html")
    assert isinstance(failure, Failure)
    assert failure.stage == "read"
    assert "cookie_wall.html: is a web page in which no article is found" in failure.message


def test_short_article_is_no_whole_page() -> None:
    """Of a short one the extractor takes all words of its page, unless told that it may be short."""
    figure = "<figure><figcaption>Maija Salo torilla.</figcaption></figure>"
    page = f"<nav><a href='/'>Etusivu</a></nav><article><h1>Koulu</h1>{figure}<p>{SENTENCE}</p></article>"
    assert _of(f"{page}<p>Lehti Oy</p>").full_text == f"Koulu\n\n![Maija Salo torilla.]()\n\n{SENTENCE}"


def test_consent_is_no_article() -> None:
    asked = "<p>Me ja kumppanimme käytämme evästeitä palvelun tuottamiseen ja mainonnan kohdentamiseen.</p>"
    assert isinstance(page_article(f"<div id='consent-modal'>{asked}</div>", None, "a", None), Failure)
    article = _of(f"<body><div class='cookie-page'><article><h1>Koulu</h1><p>{SENTENCE}</p></article></div>")
    assert article.text == SENTENCE


def test_lines_of_the_source_are_no_lines_of_the_text() -> None:
    wrapped = SENTENCE.replace(" ", "\n  ")
    article = _of(
        f"<article><h1>Koulu</h1><p>{wrapped}<br>Uusi rivi.</p><div>{wrapped}<br><br>Loppu.</div></article>"
    )
    assert article.text == f"{SENTENCE}\nUusi rivi.\n\n{SENTENCE}\n\nLoppu."


def test_captions_stand_where_their_pictures_do(analyzer: Analyzer) -> None:
    article = _page("gallery.html")
    paragraphs = article.text.split("\n\n")
    assert paragraphs[1:4] == [
        "![Kauppias Seppo Virta myi karamelleja. Kuva: Heli Aho]()",
        "![Anni ja Eino Laakso tulivat Karkkilasta (perheensä kanssa).]()",
        "![Kuvassa torivalvoja Jorma Kettunen.]()",
    ]
    assert (article.published, article.notes) == (None, ())  # 04/03/2026: a day in March or in April
    mentions = analyzer.analyze(article).mentions
    positions = dict(zip(mentions["text"], mentions["position"], strict=True))
    assert positions["Seppo Virta"] == positions["Jorma Kettunen"] == "caption"
    assert positions["Heli Aho"] == "credit"


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            '<meta property="article:published_time" content="2026-04-03T08:15:00Z">',
            "2026-04-03 08:15:00+00:00",
        ),
        ('<meta name="dc.date" content="3.4.2026">', "2026-04-03"),
        ('<meta name="date" content="03/04/2026">', "None"),
        (
            '<script type="application/ld+json">{"@type":"Report","datePublished":"2026-04-03"}</script>',
            "2026-04-03",
        ),
        ('<script type="application/ld+json">{rikki</script>', "None"),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", "None"),
    ],
)
def test_dates_that_machines_are_told(head: str, published: str) -> None:
    article = _of(f"<html><head>{head}</head><body><h1>Koulu</h1><p>{SENTENCE}</p></body></html>")
    assert str(article.published) == published
    assert article.notes == ()


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        ("<time>3.4.2026</time>", "2026-04-03"),
        ('<time datetime="2026-04-03T10:00">eilen</time>', "2026-04-03 10:00:00"),
        ('<span class="julkaistu">Julkaistu 3.4.2026 klo 9.15</span>', "2026-04-03 09:15:00"),
        ("<div>12.3.2004</div>", "2004-03-12"),
        ("<div>4/3/2026</div>", "None"),
        ('<div class="event-date">3.4.2026</div>', "None"),
        ('<ul><li>Muut jutut <time datetime="2026-04-03">3.4.</time></li></ul>', "None"),
        ("<p>Näytös on 3.4.2026 kello 18, ja liput maksavat viisi euroa.</p>", "None"),
    ],
)
def test_dates_that_readers_see(shown: str, published: str) -> None:
    assert (
        str(page_facts(html_tree(f"<h1>Koulu avattiin</h1>{shown}<p>{SENTENCE}</p>")).published) == published
    )


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Koulu avattiin | Uutiset</title>", "Koulu avattiin"),
        (
            '<title>Koulu avattiin - Uutiset - Lehti</title><meta property="og:site_name" content="Lehti">',
            "Koulu avattiin",
        ),
        ("<h1>Lehti</h1><article><h1>Koulu  avattiin</h1></article>", "Koulu avattiin"),
        ('<meta property="og:title" content="Koulu avattiin"><h1>Lehti</h1>', "Koulu avattiin"),
        ("<h1>Yksi</h1><h1>Kaksi</h1>", None),
    ],
)
def test_titles(html: str, title: str | None) -> None:
    assert page_facts(html_tree(html)).title == title


def test_given_address_counts_before_the_page_s_own() -> None:
    html = f'<link rel="canonical" href="https://oma.example/a"><h1>Koulu</h1><p>{SENTENCE}</p>'
    article = page_article(html, "https://arkisto.example/a", "a", None)
    assert isinstance(article, Article)
    assert article.metadata["url"] == "https://arkisto.example/a"


def test_headline_in_the_text_is_not_doubled() -> None:
    article = _of(f"<body><div><h1>Koulu avattiin</h1><p>{SENTENCE}</p></div></body>")
    assert article.full_text.count("Koulu avattiin") == 1


def test_data_table_keeps_its_rows() -> None:
    rows = "<tr><td>Lohja</td><td>46 000</td></tr><tr><td>Vihti</td><td>29 000</td></tr>"
    article = _of(
        f"<article><h1>Väkiluvut</h1><p>{SENTENCE}</p><table>{rows}</table><p>{SENTENCE}</p></article>"
    )
    assert "Lohja | 46 000\nVihti | 29 000" in article.text


@pytest.mark.parametrize(
    ("data", "text", "noted"),
    [
        ('<meta charset="iso-8859-1">Jyväskylä – “ä”'.encode("cp1252"), "Jyväskylä – “ä”", False),
        ('<meta charset="koi8-r">Пётр'.encode("koi8-r"), "Пётр", False),
        ('<?xml version="1.0" encoding="ISO-8859-15"?>€ ä'.encode("iso-8859-15"), "€ ä", False),
        ('<meta charset="iso-8859-1">Jyväskylä'.encode(), "Jyväskylä", False),  # says what it is not
        ('<meta charset="\x00\xff">Jyväskylä'.encode("cp1252"), "Jyväskylä", True),
        ('<meta charset="unicode_escape">Jyväskylä \\x41'.encode("cp1252"), "Jyväskylä \\x41", True),
        ('<meta charset="olematon">Jyväskylä'.encode("cp1252"), "Jyväskylä", True),
    ],
)
def test_declared_encodings(data: bytes, text: str, *, noted: bool) -> None:
    decoded = decoded_markup(data)
    assert decoded.text.endswith(text)
    assert bool(decoded.note) == noted


def test_trees_nested_deeply_fail_fast() -> None:
    """The parser would leave out all that is too deep, in silence; in a process of its own, lest it crash."""
    code = (
        "from luksia_nlp.reading.pages import page_article\n"
        f"for depth in (300, 1_500, 100_000):\n"
        f"    for tag in ('div', 'blockquote', 'b', 'ul><li', 'table><tr><td'):\n"
        f"        print(depth, tag, page_article(f'<{{tag}}>' * depth + '<p>{SENTENCE}', None, 'a', None))\n"
    )
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = done.stdout.splitlines()
    assert all(
        "<Article" in line for line in lines if line.startswith(("300 div", "300 blockquote", "300 b"))
    )
    assert "more than 500 within each other. Save its text as .txt" in lines[5]
    assert all("cannot be read as a whole" in line for line in lines if line.startswith("100000"))
    assert time.monotonic() - start < 60


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<p>" + "a" * 50_000_000, id="one word"),
        pytest.param("<p>Lohja" * 200_000, id="paragraphs"),
        "",
        pytest.param("\ufffd" * 100, id="nothing readable"),
        "<html></html>",
        "<!-- vain kommentti -->",
        "\ud800<p>",
    ],
)
def test_pages_that_are_refused(html: str) -> None:
    start = time.monotonic()
    failure = page_article(html, None, "a", "sivu.html")
    assert isinstance(failure, Failure)
    assert failure.message.startswith("sivu.html: ")
    assert time.monotonic() - start < 10


def test_long_word_is_read() -> None:
    assert len(_of("<h1>Otsikko</h1><p>" + "a" * 3_000_000).text) == 3_000_000


def test_the_extractor_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert isinstance(page_article("<p>lyhyt", None, "a", None), Failure)
    assert [record for record in caplog.records if record.name.startswith("trafilatura")] == []


def test_pieces_of_html() -> None:
    assert text_of_html("Satoi &amp; <i>tuuli</i>.<br>Rivi") == "Satoi & tuuli.\nRivi"
    assert text_of_html("<h2>Sää</h2><ul><li>a</li><li>b</li></ul><script>x</script>") == "## Sää\n\na\n\nb"
    assert text_of_html("  ") == ""


def test_page_on_the_disk_keeps_its_name_and_source(tmp_path: Path) -> None:
    path = tmp_path / "2026-04-03-koulu.HTM"
    path.write_text(f"<h1>Koulu</h1><p>{SENTENCE}</p>", encoding="utf-8")
    [article] = read_articles(path)
    assert isinstance(article, Article)
    assert (article.article_id, article.source) == ("2026-04-03-koulu", str(path))
    assert article.published == datetime.date(2026, 4, 3)  # from its path
