"""The report and the marked article in a real browser: by mouse and keyboard, on a desktop and a phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from luksia_nlp import Analysis, Article
from luksia_nlp.display.marked_text import CLASSES
from tests.browser import SIZES, browser, faults_of, opened
from tests.extras import need
from tests.unit.display.scripted import scripted

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from luksia_nlp.display.wording import Language

pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning")  # of the browser's driver

_LONG = "sana" * 50
_HOSTILE = (
    f'<script>alert(1)</script> "><img src=x onerror=alert(2)> \u202eoikealta\u202c \u200f {_LONG} '
    "<a href='javascript:alert(3)'>Lohja</a> </script><style>*{display:none}</style> ${7*7} {{7*7}}\n\n"
    "Aino Korpi puhui Lohjalla. Alan vetovoima kasvoi."
)


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    need("browser")
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def article(archive: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "artikkeli.html"
    archive.show("2024-10-31-luksian-ohjaus").save(path)
    return path


@pytest.fixture(scope="module")
def report(archive: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "raportti å.html"
    archive.to_html(path)
    return path


@pytest.fixture(scope="module")
def hostile() -> Analysis:
    metadata = {"url": "javascript:alert(4)"}
    articles = [
        Article(_HOSTILE, "</details>'\"", _HOSTILE[:40], date(2025, 3, 1), "<b>lähde", metadata=metadata),
        Article("Aino Korpi kävi Lohjalla.", "2", metadata={"url": "https://lohja.fi/uutinen?a=1&b=2"}),
    ]
    return scripted(articles)


def _note(page: Page, selector: str) -> str:
    """What a mark tells beside itself; `none` while it does not."""
    script = "mark => getComputedStyle(mark, '::after').content"
    return str(page.locator(selector).first.evaluate(script))


def _background(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("mark => getComputedStyle(mark).backgroundColor"))


_CLEAR = "rgba(0, 0, 0, 0)"


def test_a_mark_tells_what_it_is_to_mouse_and_keyboard(running: Browser, article: Path) -> None:
    with opened(running, article) as found:
        page, name = found.page, ".lk-text mark.lk-p"
        assert _note(page, name) == "none"
        page.locator(name).first.hover()
        assert "Henkilö · Annukka Salo" in _note(page, name)
        page.mouse.move(0, 0)
        page.locator(".lk-text mark").first.focus()
        seen = []
        for _ in range(40):
            page.keyboard.press("Tab")
            focused = page.evaluate("document.activeElement.dataset.n || ''")
            seen.append(focused.split("\n")[0].split(" · ")[0])
        assert {"Henkilö", "Organisaatio", "Paikka", "Sitaatti, suora", "Teema"} <= set(seen)
        assert (found.complaints, found.requests) == ([], [])


@pytest.mark.parametrize("kind", ["person", "organisation", "place", "quote"])
def test_the_legend_hides_and_shows(running: Browser, article: Path, kind: str) -> None:
    with opened(running, article) as found:
        page, mark = found.page, f".lk-text mark.{CLASSES[kind]}"
        assert _background(page, mark) != _CLEAR
        page.locator(f".lk-t-{kind}").focus()
        page.keyboard.press("Space")
        assert _background(page, mark) == _CLEAR
        page.locator(f"label:has(.lk-t-{kind})").click()
        assert _background(page, mark) != _CLEAR


def test_a_report_is_searched(running: Browser, report: Path) -> None:
    with opened(running, report) as found:
        page = found.page
        shown = page.locator("#list > details:visible")
        assert shown.count() == 28
        page.get_by_label("Hae artikkeleista").fill("hyttisen LÄHIHOITAJAN")
        assert page.locator("#shown").text_content() == str(shown.count()) == "1"
        # A name is found by its base form, which may not stand in the text.
        page.get_by_label("Hae artikkeleista").fill("lohja siuntio annukka")
        assert shown.count() == 1
        page.get_by_label("Hae artikkeleista").fill("ei tätä missään")
        assert page.locator("#shown").text_content() == "0"
        page.get_by_label("Hae artikkeleista").fill("")
        page.get_by_label("Teema", exact=True).select_option("vaikuttavuus")
        assert 0 < shown.count() < 28
        assert (found.complaints, found.requests) == ([], [])


def test_a_figure_leads_to_its_article_by_mouse_and_keyboard(running: Browser, report: Path) -> None:
    with opened(running, report) as found:
        page = found.page
        page.locator("#people details.numbers summary").click()
        link = page.locator("#people td.links a").first
        number = link.text_content()
        article, is_open = page.locator(f"#a{number}"), f"document.getElementById('a{number}').open"
        assert not page.evaluate(is_open)
        link.click()
        page.wait_for_function(is_open)
        article.locator("summary").press("Enter")
        page.wait_for_function(f"!{is_open}")
        link.press("Enter")  # the same place once more
        page.wait_for_function(is_open)
        # In an open article the keyboard goes from mark to mark.
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "MARK"
        name = page.evaluate("document.activeElement.dataset.n")
        assert name
        # A search that hid the article gives way.
        page.get_by_label("Hae artikkeleista").fill("ei tätä missään")
        assert not article.is_visible()
        link.click()
        article.wait_for(state="visible")


def test_a_report_is_readable_without_script(running: Browser, report: Path) -> None:
    with opened(running, report, java_script_enabled=False) as found:
        page = found.page
        assert not page.locator("#search").is_visible()
        page.locator("#a1 summary").click()
        assert page.locator("#a1 .lk-text").is_visible()
        page.locator("label:has(.lk-t-place)").click()
        assert page.locator("figure.chart svg").count() == 10


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["article", "report"])
def test_a_page_fits_and_is_accessible(
    name: str, scheme: str, size: str, running: Browser, request: pytest.FixtureRequest
) -> None:
    with opened(running, request.getfixturevalue(name), size, color_scheme=scheme) as found:
        page = found.page
        page.evaluate("for (const one of document.querySelectorAll('.numbers, #a1, #a2')) one.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        assert faults_of(page) == []


@pytest.mark.parametrize("language", ["fi", "en"])
def test_hostile_articles_show_as_text(
    hostile: Analysis, language: Language, running: Browser, tmp_path: Path
) -> None:
    hostile.to_html(tmp_path / "report.html", language=language, title=_HOSTILE[:60])
    hostile.show("</details>'\"").save(tmp_path / "article.html")
    for name in ("report.html", "article.html"):
        with opened(running, tmp_path / name, "phone") as found:
            page = found.page
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            text = page.locator(".lk-text").first.evaluate("text => text.textContent")
            assert _HOSTILE.replace("\n", "") in text.replace("\n", "")
            assert page.locator("img, b, main script, main style:not(.luksia > style)").count() == 0
            assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"][0]
            assert (found.complaints, found.requests) == ([], [])
            if name == "report.html":
                links = page.locator("#list .lk-meta a").evaluate_all("links => links.map(link => link.href)")
                assert links == ["https://lohja.fi/uutinen?a=1&b=2"]
                assert faults_of(page) == []


def test_the_policy_of_a_page_stops_what_slipped_in(running: Browser, report: Path, tmp_path: Path) -> None:
    page_text = report.read_text(encoding="utf-8")
    slipped = tmp_path / "slipped.html"
    bad = "<img src='https://example.org/x.png'><script>document.title = 'run'</script><p onclick='x()'>"
    slipped.write_text(page_text.replace("</main>", f"{bad}</main>"), encoding="utf-8")
    with opened(running, slipped) as found:
        assert found.page.title() == "Raportti uutisista"
        assert found.requests == []
        assert any("Content Security Policy" in complaint for complaint in found.complaints)
