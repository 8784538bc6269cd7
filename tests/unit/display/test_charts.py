"""Every chart, with nothing to show, one thing, some and very many: what it says, shows and hands out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from luksia_nlp.display.charts.charts import Charts
from luksia_nlp.display.charts.drawing import png_of, svg_of
from luksia_nlp.errors import EntityError, LuksiaError, SettingsError
from luksia_nlp.reading.where import Where
from luksia_nlp.tables.recount import recounted
from tests.unit.archive.sample import sample
from tests.unit.display import made

altair = pytest.importorskip("altair", reason='altair is missing: pip install ".[report]"')
pytest.importorskip("networkx", reason='networkx is missing: pip install ".[report]"')
pytest.importorskip("vl_convert", reason='vl-convert is missing: pip install ".[report]"')

Drawn = Callable[..., Any]
CHARTS: Mapping[str, Drawn] = {
    "themes_over_time": lambda charts, **given: charts.themes_over_time(**given),
    "themes_by": lambda charts, **given: charts.themes_by(**given),
    "themes_by speaker": lambda charts, **given: charts.themes_by("speaker", **given),
    "most_named": lambda charts, **given: charts.most_named(**given),
    "most_named place": lambda charts, **given: charts.most_named("place", **given),
    "voices": lambda charts, **given: charts.voices(**given),
    "voices role": lambda charts, **given: charts.voices("role", **given),
    "network": lambda charts, **given: charts.network(**given),
    "places": lambda charts, **given: charts.places(**given),
    "regions": lambda charts, **given: charts.regions(**given),
}
WITH_ENTITY = {**CHARTS, "timeline": lambda charts, **given: charts.timeline("person-0", **given)}
# What may break nothing: quotes, brackets, marks of Vega's fields and expressions and of HTML, letters from
# right to left, what no XML may hold.
STRANGE = (
    'O\'Neil "Big" [x].y:z\\n',
    "<script>alert(1)</script> & </text>",
    "datum['name'] ${x} #{y} {}",
    "\u202eאבג\u202c \u200f",
    "  rivin\nvaihto\tja   välejä ",
    "x" * 300,
    "Kontrolli \x0b\x01",
    "null",
    "😀" * 60,
    "i" + "😀" * 60,
    "\x00\ufffe",
)


def _charts(tables: Mapping[str, pd.DataFrame]) -> Any:
    """Charts whose types nobody checks: tests also give what they do not take."""
    return Charts(tables)


@pytest.fixture(scope="module")
def one() -> Any:
    return _charts(made.tables(1))


@pytest.fixture(scope="module")
def some() -> Any:
    return _charts(made.tables(24, days=9))


@pytest.fixture(scope="module")
def many() -> Any:
    return _charts(made.many_mentions(10_000, 300))


def _spec(chart: Any) -> dict[str, Any]:
    spec: dict[str, Any] = chart.to_dict()
    return spec


def _title(chart: Any) -> str:
    return " ".join(_spec(chart)["title"]["text"])


def _rows(chart: Any) -> int:
    """The most rows of any table in the chart."""
    return max((len(rows) for rows in _spec(chart)["datasets"].values()), default=0)


def _check_drawn(chart: Any, points: bool = False) -> str:
    svg = svg_of(chart)
    width = float(svg.partition(' width="')[2].partition('"')[0])
    assert 300 < width < 680  # a column of text
    if points:
        png = png_of(chart, 1)
        assert png.startswith(b"\x89PNG")
        assert int.from_bytes(png[16:20], "big") == pytest.approx(width, abs=1)
    assert "undefined" not in svg
    assert "NaN" not in svg
    return svg


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_to_show(name: str) -> None:
    charts = _charts(made.tables(0))
    for language, nothing in (("fi", "Ei näytettävää"), ("en", "Nothing to show")):
        chart = CHARTS[name](charts, language=language)
        svg = _check_drawn(chart)
        assert f">{nothing}</text>" in svg
        assert chart.description.endswith(f"{nothing}.")
        assert isinstance(chart.data, pd.DataFrame)
        assert chart.data.empty
        assert len(chart.data.columns) > 3
        assert _title(chart)


@pytest.mark.parametrize("name", WITH_ENTITY)
def test_one_thing(name: str, one: Any) -> None:
    chart = WITH_ENTITY[name](one)
    svg = _check_drawn(chart, points=True)
    assert "Ei näytettävää" not in svg
    assert len(chart.data) >= 1


@pytest.mark.parametrize("name", WITH_ENTITY)
def test_some_things_in_both_languages(name: str, some: Any) -> None:
    finnish, english = (WITH_ENTITY[name](some, language=language) for language in ("fi", "en"))
    assert "Ei näytettävää" not in _check_drawn(finnish)
    assert _title(finnish) != _title(english)
    assert finnish.description != english.description
    data = [chart.data.drop(columns="label", errors="ignore") for chart in (finnish, english)]
    pd.testing.assert_frame_equal(*data)  # labels name the rest of all voices; all else is the same
    assert finnish.to_dict()["config"]["locale"]["number"]["decimal"] == ","
    assert english.to_dict()["config"]["locale"]["number"]["decimal"] == "."


@pytest.mark.parametrize("name", WITH_ENTITY)
def test_very_many_things(name: str, many: Any) -> None:
    chart = WITH_ENTITY[name](many)
    _check_drawn(chart, points=True)
    assert 1 <= _rows(chart) <= 5000
    assert len(chart.data) <= 5000


@pytest.mark.parametrize("name", WITH_ENTITY)
def test_no_text_of_an_article_is_handed_out(name: str, some: Any) -> None:
    chart = WITH_ENTITY[name](some)
    assert "SALAINEN" not in json.dumps(_spec(chart))
    assert "full_text" not in chart.data


@pytest.mark.parametrize("name", WITH_ENTITY)
def test_every_axis_has_a_name_and_every_mark_more_to_tell(name: str, some: Any) -> None:
    spec = json.dumps(_spec(WITH_ENTITY[name](some)), ensure_ascii=False)
    assert '"tooltip"' in spec
    for field in ("n_mentions", "label", "entity_id", "share", "period"):  # no bare field names as titles
        assert f'"title": "{field}"' not in spec


@pytest.mark.parametrize("name", WITH_ENTITY)
def test_the_sample_archive(name: str) -> None:
    if name != "timeline":
        _check_drawn(WITH_ENTITY[name](_charts(sample().tables)))


@pytest.mark.parametrize("name", WITH_ENTITY)
def test_strange_names(name: str) -> None:
    charts = _charts(made.tables(len(STRANGE) * 2, names=STRANGE * 2))
    svg = _check_drawn(WITH_ENTITY[name](charts), points=True)
    assert "<script" not in svg
    assert "\x0b" not in svg
    for field, _ in _encodings(_spec(WITH_ENTITY[name](charts))):
        assert field.isidentifier()


def test_strange_names_beside_a_chart_of_another_kind() -> None:
    charts = _charts(made.tables(len(STRANGE), names=STRANGE))
    assert svg_of(altair.vconcat(charts.most_named(), altair.Chart().mark_point())).startswith("<svg ")


def _encodings(value: Any) -> list[tuple[str, Any]]:
    """Every field that is named anywhere."""
    if isinstance(value, list):
        return [pair for part in value for pair in _encodings(part)]
    if not isinstance(value, dict):
        return []
    own = [(str(value["field"]), value)] if "field" in value else []
    return own + [pair for key, part in value.items() if key != "datasets" for pair in _encodings(part)]


def test_equal_names_have_rows_of_their_own() -> None:
    charts = _charts(made.tables(3, names=["Matti Virtanen"] * 3))
    for chart in (charts.most_named(), charts.voices(), charts.themes_by()):
        assert chart.data.groupby("label")["entity_id"].nunique().max() == 1
        assert chart.data["label"].nunique() == chart.data["entity_id"].nunique() == 3
    svg = svg_of(charts.most_named())
    assert [svg.count(f">{name}</text>") for name in ("Matti Virtanen", "Matti Virtanen (2)")] == [1, 1]


def test_themes_over_time_counts_articles(some: Any) -> None:
    data = some.themes_over_time("MS").data
    first = data[data["period"] == pd.Timestamp("2025-03-01")].set_index("theme")
    assert first.loc["vetovoima", ["n_articles", "n_present"]].tolist() == [4, 4]
    assert first.loc["vaikuttavuus", ["n_articles", "n_present", "share"]].tolist() == [4, 2, 0.5]


def test_a_period_without_articles_is_a_gap() -> None:
    tables = made.tables(2, days=70)
    data = _charts(tables).themes_over_time("MS").data
    shares = data[data["theme"] == "vetovoima"]["share"]
    assert shares.isna().tolist() == [False, True, False]


def test_many_themes_have_plots_of_their_own() -> None:
    themes = [f"teema {number}" for number in range(30)]
    chart = _charts(made.tables(40, themes=themes)).themes_over_time()
    assert chart.data["theme"].nunique() == 24
    assert "24 teemaa" in " ".join(_spec(chart)["title"]["subtitle"])
    svg = _check_drawn(chart)
    assert ">teema 23</text>" in svg
    assert ">teema 24</text>" not in svg


def test_a_freq_that_makes_too_many_rows_is_refused() -> None:
    charts = _charts(made.tables(30, days=400))
    for chart in (charts.themes_over_time, charts.most_named):
        with pytest.raises(SettingsError, match=r"periods from 2025-03-03 to .*freq = '(W|MS|QS)' fits"):
            chart(freq="D")
        svg_of(chart())


def test_most_named_leaves_credits_out() -> None:
    tables = made.tables(2)
    mentions = tables["mentions"].copy()
    mentions.loc[mentions["entity_id"] == "person-1", "position"] = "credit"
    tables["mentions"] = mentions
    tables["people"] = recounted("people", tables["people"], mentions, tables["articles"])
    assert _charts(tables).most_named().data["entity_id"].tolist() == ["person-0"]
    mentions.loc[mentions["entity_id"] == "person-1", "entity_id"] = "person-0"  # once in the news, once not
    chart = _charts({**tables, "mentions": mentions}).most_named()
    assert chart.hconcat[1].layer[1].data["n_mentions"].tolist() == [1]


def test_the_first_one_is_first_and_named_in_the_text(many: Any) -> None:
    chart = many.most_named(n=7)
    assert len(chart.data) == 7
    assert chart.data["n_mentions"].is_monotonic_decreasing
    first = chart.data.iloc[0]
    assert chart.description == (
        f"Eniten mainitut henkilöt. Eniten mainittu on {first['name']}, {first['n_mentions']} mainintaa."
    )


def test_undated_articles_have_bars_and_no_trend() -> None:
    tables = made.tables(2)
    tables["articles"] = tables["articles"].assign(published=pd.to_datetime(pd.Series([None, None])))
    charts = _charts(tables)
    assert len(charts.most_named().hconcat) == 1
    assert charts.themes_over_time().data.empty
    assert "Lisäksi ilman päiväystä 1 maininta ja 1 sitaatti." in json.dumps(
        _spec(charts.timeline("person-0")), ensure_ascii=False
    )


def test_voices_tell_direct_from_indirect_and_name_the_rest(some: Any) -> None:
    data = some.voices(n=2).data
    assert data["share"].sum() == pytest.approx(1)
    assert data["label"].tolist()[::2] == ["Henkilö 0", "Henkilö 1", "muut (22)"]
    words = data.pivot(index="label", columns="way", values="n_words")
    assert words.loc["Henkilö 0"].tolist() == [3, 0]
    assert words.loc["Henkilö 1"].tolist() == [0, 3]
    assert words.loc["muut (22)"].tolist() == [33, 33]
    assert ">others (22)</text>" in svg_of(some.voices(n=2, language="en"))
    assert data["share_all"].iloc[-1] == pytest.approx(22 / 24)


def test_the_rest_of_voices_has_a_scale_of_its_own_where_it_hides_the_first_ones(some: Any) -> None:
    few, most = some.voices(n=2), some.voices(n=22)
    assert [len(plot.layer) for plot in few.vconcat] == [2, 2]
    assert ">yllä olevat yhteensä</text>" in svg_of(few)
    assert len(most.layer) == 2
    assert ">muut (2)</text>" in svg_of(most)


def test_voices_whose_speakers_are_all_unknown() -> None:
    tables = made.tables(2)
    tables["quotes"] = (
        tables["quotes"]
        .assign(speaker=None, speaker_entity_id=None)
        .astype({"speaker": "str", "speaker_entity_id": "str"})
    )
    chart = _charts(tables).voices()
    assert "Puhujia ei tiedetä." in chart.description
    assert ">tuntemattomat</text>" in _check_drawn(chart)


def test_voices_that_are_not_shown_and_unknown_ones_are_told_apart(some: Any) -> None:
    tables = dict(some.tables)
    unknown = tables["quotes"].index == 0
    tables["quotes"] = tables["quotes"].assign(
        speaker=tables["quotes"]["speaker"].mask(unknown),
        speaker_entity_id=tables["quotes"]["speaker_entity_id"].mask(unknown),
    )
    assert _charts(tables).voices(n=2).data["label"].iloc[-1] == "muut (21) ja tuntemattomat"
    assert _charts(tables).voices(n=99, language="en").data["label"].iloc[-1] == "unknown"


def test_timeline_by_name_and_identifier(some: Any) -> None:
    by_name, by_identifier = some.timeline("Yhdistys 3"), some.timeline("organisation-3")
    pd.testing.assert_frame_equal(by_name.data, by_identifier.data)
    assert by_name.data["n_mentions"].sum() == 1
    assert ">Yhdistys 3 uutisissa</text>" in svg_of(by_name)
    titles = json.dumps(_spec(by_name)["datasets"], ensure_ascii=False)
    assert "Otsikko 3" in titles
    with pytest.raises(EntityError, match="Did you mean"):
        some.timeline("Henkilo 3")


def test_timeline_of_very_many_articles() -> None:
    tables = made.tables(1200)
    mentions = tables["mentions"].copy()
    mentions.loc[mentions["kind"] == "person", ["entity_id", "name"]] = ["person-0", "Henkilö 0"]
    chart = _charts({**tables, "mentions": mentions}).timeline("person-0")
    dots = chart.vconcat[-1].data
    assert len(dots) == 500
    assert dots["published"].max() - dots["published"].min() > pd.Timedelta(days=1150)  # from all times
    assert "näytetään 500" in " ".join(_spec(chart)["title"]["subtitle"])


def test_timeline_of_a_part_that_does_not_have_the_person(some: Any) -> None:
    chart = some.timeline("person-3", until="2025-03-04")
    assert chart.data.empty
    assert chart.description == "Henkilö 3 uutisissa. Ei näytettävää."


def test_the_network_is_the_same_every_time(some: Any) -> None:
    assert svg_of(some.network()) == svg_of(_charts(some.tables).network())
    data = some.network(n=6).data
    assert len({*data["source"], *data["target"]}) == 6
    assert len(data) == 6
    assert some.network(kinds="person").data.empty


def test_the_network_takes_the_strongest_links(many: Any) -> None:
    data = many.network(n=10).data
    assert data["n_together"].is_monotonic_decreasing
    everything = many.network(n=100).data
    assert everything["n_together"].max() == data["n_together"].max()
    assert len(everything) <= 400


def test_places_elsewhere_are_told(some: Any) -> None:
    chart = some.places()
    assert "Lisäksi 6 paikkaa Suomen ulkopuolella ja 6 paikkaa ilman tarkkaa sijaintia." in chart.description
    assert sorted({name.split()[0] for name in chart.data["name"]}) == ["Lohja", "Rovaniemi"]
    assert ">Lohja</text>" in svg_of(chart)
    assert "Not shown: 6 places outside Finland and 6 places" in some.places(language="en").description
    assert "Kartalla 5 paikkaa" in " ".join(_spec(some.places(n=5))["title"]["subtitle"])


def test_regions_show_zero(some: Any) -> None:
    chart = some.regions()
    counts = dict(zip(chart.data["region"], chart.data["n_mentions"], strict=True))
    assert (counts["Uusimaa"], counts["Lappi"], counts["Kainuu"]) == (6, 6, 0)
    assert svg_of(chart).count(">0</text>") == 17
    assert "Lisäksi 12 mainintaa paikoista, joilla ei ole maakuntaa." in " ".join(
        _spec(chart)["title"]["subtitle"]
    )


@pytest.mark.parametrize("name", CHARTS)
def test_conditions(name: str, some: Any) -> None:
    part = _charts(made.tables(24, days=9))
    none = CHARTS[name](part, since="2030")
    assert none.data.empty
    fewer = CHARTS[name](part, where=Where(theme="ratkaisukeskeisyys"), until="2025-05-31")
    assert len(fewer.data) > 0
    same = CHARTS[name](part, until="2025-05-31", theme="ratkaisukeskeisyys")
    pd.testing.assert_frame_equal(fewer.data, same.data)
    named = CHARTS[name](part, entity="person-0")
    assert 0 < len(named.data) <= len(CHARTS[name](part).data)
    with pytest.raises(SettingsError, match="Did you mean"):
        CHARTS[name](some, untill="2025")


@pytest.mark.parametrize("name", WITH_ENTITY)
def test_an_unknown_language(name: str, some: Any) -> None:
    for language in ("sv", "FI", None, 3):
        with pytest.raises(SettingsError, match='must be "fi"'):
            WITH_ENTITY[name](some, language=language)


@pytest.mark.parametrize("n", [0, -1, 101, 2.0, "5", True, None])
def test_a_wrong_number(n: Any, some: Any) -> None:
    for chart in (some.themes_by, some.most_named, some.voices, some.network, some.places):
        with pytest.raises(SettingsError, match="whole number from 1 to 100"):
            chart(n=n)


def test_wrong_words(some: Any) -> None:
    wrong: list[Callable[[], Any]] = [
        lambda: some.themes_by("thing"),
        lambda: some.most_named("other"),
        lambda: some.most_named(["person"]),
        lambda: some.voices("sex"),
        lambda: some.network(kinds=["person", "persons"]),
        lambda: some.network(window="book"),
        lambda: some.themes_over_time("2W"),
        lambda: some.most_named(freq="fortnight"),
        lambda: some.timeline("person-0", freq="M"),
    ]
    for call in wrong:
        with pytest.raises(LuksiaError):
            call()


def test_charts_beside_each_other_keep_their_colours_and_language(some: Any) -> None:
    above = some.themes_over_time() & some.voices(n=3)
    beside = some.themes_over_time(language="en") | some.regions(language="en")
    assert above.resolve.to_dict()["scale"]["color"] == "independent"
    assert "\xa0%" in svg_of(above)  # as Finnish writes it
    assert "\xa0%" not in svg_of(beside)
    assert "image/svg+xml" in above._repr_mimebundle_()
    assert set(_spec(above)["config"]) >= {"locale", "axis"}
