"""The parts of a report: pictures, and under each the table of its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from luksia_nlp.display.charts.charts import Charts
from luksia_nlp.display.charts.drawing import svg_of
from luksia_nlp.display.report.figures import Counted, Figures
from luksia_nlp.tables.theme_summaries import ThemesBy


@dataclass(frozen=True)
class Picture:
    """A chart as it stands on a page.

    Args:
        svg: The drawing.
        told: What it shows, in words.
    """

    svg: Markup
    told: str


@dataclass(frozen=True)
class Section:
    """A part of a report.

    Args:
        name: Its anchor, and the key of its words.
        pictures: Its charts.
        figures: The tables under them.
    """

    name: str
    pictures: Sequence[Picture]
    figures: Sequence[Figures]


def sections(counted: Counted) -> Iterator[Section]:
    """The parts that have pictures, in order.

    Args:
        counted: The tables of figures.

    Raises:
        TableError: What draws the charts is not installed.
    """
    charts, language = Charts(counted.tables), counted.language
    kinds: tuple[ThemesBy, ...] = ("person", "organisation", "speaker")
    over_time = charts.themes_over_time(language=language)
    yield _section("themes_over_time", [over_time], [counted.themes_over_time(over_time.data)])
    by = {kind: charts.themes_by(kind, language=language) for kind in kinds}
    yield _section("themes_by", [*by.values()], [counted.themes_by(kind, by[kind].data) for kind in kinds])
    people = charts.most_named("person", language=language)
    yield _section("people", [people], [counted.named("people", "role")])
    organisations = charts.most_named("organisation", language=language)
    yield _section("organisations", [organisations], [counted.named("organisations", "type")])
    yield _section("voices", [charts.voices(language=language)], [counted.voices()])
    yield _section(
        "map",
        [charts.places(language=language), charts.regions(language=language)],
        [counted.named("places", "region"), counted.regions()],
    )
    network = charts.network(language=language)
    yield _section("network", [network], [counted.network(network.data)])


def _section(name: str, charts: Sequence[Any], figures: Sequence[Figures]) -> Section:
    return Section(name, [_picture(chart) for chart in charts], figures)


def _picture(chart: Any) -> Picture:
    """A chart whose words stand once: the shapes' own, which Vega writes, would be read out one by one."""
    drawn = svg_of(chart).replace("<svg ", '<svg aria-hidden="true" ', 1)
    return Picture(Markup(drawn), chart.description)
