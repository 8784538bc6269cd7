"""Make the pictures of the pages anew from the sample archive: `python docs/pictures.py`.

Needs the extras `browser` and `report`, and Chromium.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from luksia_nlp import Analysis, Analyzer
from luksia_nlp.display.charts.drawing import svg_of
from tests.browser import browser, opened

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
ARTICLE = "2025-09-18-luksia-tallinna"


def charts(analysis: Analysis) -> None:
    """The charts, as drawings."""
    drawn = {
        "themes-over-time": analysis.charts.themes_over_time("YS", language="en"),
        "themes-by-organisation": analysis.charts.themes_by("organisation", language="en"),
        "most-named": analysis.charts.most_named("organisation", n=8, language="en"),
        "voices": analysis.charts.voices(n=8, language="en"),
        "timeline": analysis.charts.timeline("Luksia", language="en"),
        "network": analysis.charts.network(n=25, language="en"),
        "places": analysis.charts.places(language="en"),
        "regions": analysis.charts.regions(language="en"),
    }
    for name, chart in drawn.items():
        (IMAGES / f"{name}.svg").write_text(svg_of(chart), encoding="utf-8")


def pages(analysis: Analysis, folder: Path) -> None:
    """The pages as a browser shows them, on a desktop and a phone."""
    analysis.show(ARTICLE, language="en").save(folder / "article.html")
    analysis.overview(language="en").save(folder / "overview.html")
    analysis.to_html(folder / "report.html", language="en", title="Luksia in the news")
    with browser() as running:
        for name in ("article", "overview"):
            with opened(running, folder / f"{name}.html") as found:
                if name == "article":
                    found.page.locator(".lk-text mark.lk-p").nth(1).hover()
                found.page.locator(".luksia").screenshot(path=IMAGES / f"{name}.png")
        for size in ("desktop", "phone"):
            with opened(running, folder / "report.html", size) as found:
                found.page.screenshot(path=IMAGES / f"report-{size}.png")
                found.page.locator("#a1 summary").click()
                found.page.evaluate("document.getElementById('articles').scrollIntoView()")
                found.page.screenshot(path=IMAGES / f"report-articles-{size}.png")


def main() -> None:
    """Make all pictures."""
    analysis = Analyzer().analyze(ROOT / "data" / "articles")
    IMAGES.mkdir(exist_ok=True)
    charts(analysis)
    with TemporaryDirectory() as folder:
        pages(analysis, Path(folder))


if __name__ == "__main__":
    main()
