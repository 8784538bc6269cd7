"""Charts as pictures, in notebooks and beside each other; what is missing is told."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from luksia_nlp.display.charts.charts import Charts
from luksia_nlp.display.charts.drawing import png_of, svg_of
from luksia_nlp.errors import TableError
from luksia_nlp.extras import install_line
from tests.unit.display import made

altair = pytest.importorskip("altair", reason='altair is missing: pip install ".[report]"')
pytest.importorskip("networkx", reason='networkx is missing: pip install ".[report]"')
pytest.importorskip("vl_convert", reason='vl-convert is missing: pip install ".[report]"')


@pytest.fixture(scope="module")
def charts() -> Charts:
    return Charts(made.tables(12))


def _all(charts: Charts) -> list[Any]:
    return [
        charts.themes_over_time(),
        charts.themes_by(),
        charts.most_named(),
        charts.voices(),
        charts.timeline("person-1"),
        charts.network(),
        charts.places(),
        charts.regions(),
    ]


def test_a_picture_has_nothing_that_a_strict_page_forbids(charts: Charts) -> None:
    for chart in _all(charts):
        svg = svg_of(chart)
        root = ElementTree.fromstring(svg)
        for element in root.iter():
            assert element.tag.rpartition("}")[2] not in ("script", "style", "image", "a", "foreignObject")
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert name not in ("style", "href", "{http://www.w3.org/1999/xlink}href")
                assert "http" not in value
                assert "url(" not in value or re.fullmatch(r"url\(#[\w-]+\)", value)


def test_a_picture_has_its_text(charts: Charts) -> None:
    chart = charts.most_named().properties(description='Kuka "on" <tämä> & tuo')
    root = ElementTree.fromstring(svg_of(chart))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == 'Kuka "on" <tämä> & tuo'
    assert "aria-label" not in ElementTree.fromstring(svg_of(altair.Chart().mark_point())).attrib


def test_parts_of_two_pictures_have_different_names(charts: Charts) -> None:
    names = []
    for chart in (charts.places(), charts.places(language="en")):
        svg = svg_of(chart)
        own = set(re.findall(r'\bid="([^"]+)"', svg))
        assert own
        assert all(re.fullmatch(r"part\d+-[0-9a-f]{16}", name) for name in own)
        assert svg_of(chart) == svg  # the same every time
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= own
        names.append(own)
    assert not names[0] & names[1]


def test_sizes_of_points(charts: Charts) -> None:
    widths = [int.from_bytes(png_of(charts.regions(), scale)[16:20], "big") for scale in (1, 2)]
    assert widths[1] == 2 * widths[0]


def test_a_notebook_shows_a_picture(charts: Charts) -> None:
    for chart in _all(charts):
        shown = chart.properties(name="x").copy()._repr_mimebundle_()
        assert set(shown) == {"image/svg+xml", "text/plain"}
        assert shown["image/svg+xml"].startswith("<svg ")
        assert shown["text/plain"] == chart.description


def test_another_renderer_is_heeded(charts: Charts) -> None:
    with altair.renderers.enable("json"):
        shown = charts.regions()._repr_mimebundle_()
    data = shown[0] if isinstance(shown, tuple) else shown
    assert "application/json" in data


def test_without_vl_convert_altair_shows_as_it_does(charts: Charts, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = charts.regions()
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    shown = chart._repr_mimebundle_()
    assert shown is not None
    assert "text/html" in shown


def test_they_are_altairs_own(charts: Charts, tmp_path: Path) -> None:
    chart = charts.regions(language="en")
    assert isinstance(chart, altair.LayerChart)
    wider = chart.properties(width=500).configure_axis(labelColor="red").configure_title(fontSize=30)
    spec = wider.to_dict()
    assert spec["width"] == 500
    assert spec["config"]["axis"]["labelColor"] == "red"
    assert spec["config"]["title"]["fontSize"] == 30
    assert spec["config"]["title"]["anchor"] == "start"  # what is not configured stays
    assert spec["config"]["locale"]["number"]["decimal"] == "."  # and so does the language
    assert copy.deepcopy(chart).to_dict() == chart.to_dict()
    wider.save(str(tmp_path / "chart.png"))
    wider.save(str(tmp_path / "chart.svg"))
    wider.save(str(tmp_path / "chart.html"))
    assert {path.stat().st_size > 1000 for path in tmp_path.iterdir()} == {True}


def test_they_stand_beside_each_other(charts: Charts) -> None:
    one, *others = _all(charts)
    for other in others:
        both = altair.vconcat(one, other)
        assert isinstance(both.to_dict(), dict)
        assert svg_of(both).startswith("<svg ")
    assert (one | charts.regions()).to_dict()["hconcat"]


def test_a_page_of_paper_and_ink(charts: Charts) -> None:
    for chart in _all(charts):
        svg = svg_of(chart)
        assert re.search(r'<rect width="[\d.]+" height="[\d.]+" fill="#ffffff"', svg)
        assert 'fill="#404040"' in svg
        assert "sans-serif" in svg


@pytest.mark.parametrize("package", ["altair", "networkx", "vl_convert"])
def test_what_is_missing_is_told(package: str, charts: Charts, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = charts.regions()
    monkeypatch.setitem(sys.modules, package, None)
    name = package.replace("vl_convert", "vl-convert-python")
    needed = re.escape(f"Charts need the package {name}: {install_line('report')}")
    with pytest.raises(TableError, match=needed):
        svg_of(chart) if package == "vl_convert" else charts.network()


def test_the_face_loads_nothing_heavy() -> None:
    code = (
        "import sys, luksia_nlp.display.charts.charts, luksia_nlp.display.charts.drawing\n"
        "print([name for name in ('altair', 'networkx', 'vl_convert') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
