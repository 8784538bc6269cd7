"""What all charts share: words, periods, labels, spots on the map and where names go."""

from __future__ import annotations

import csv
import string
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from luksia_nlp.display.charts.periods import all_periods, freq_for, period_of
from luksia_nlp.display.charts.ranking import labels_of
from luksia_nlp.display.charts.words import Words
from luksia_nlp.errors import SettingsError
from luksia_nlp.resources.packaged import text, toml

pytest.importorskip("altair", reason='altair is missing: pip install ".[report]"')

from luksia_nlp.display.charts.labelling import Point, placed
from luksia_nlp.display.charts.sheet import of_counts
from luksia_nlp.display.charts.views import closer, outline, whole


def _flat(words: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in words.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, value


def _places(value: str) -> set[str | None]:
    return {place for _, place, _, _ in string.Formatter().parse(value) if place is not None}


def test_both_languages_say_the_same_things() -> None:
    finnish, english = (dict(_flat(toml("charts.toml")[language])) for language in ("fi", "en"))
    assert list(finnish) == list(english)
    assert set(toml("charts.toml")) == {"fi", "en"}
    for key, value in finnish.items():
        if isinstance(value, list):
            assert len(value) == len(english[key]) == 2
        else:
            assert _places(value) == _places(english[key]), key


@pytest.mark.parametrize(
    ("share", "finnish", "english"),
    [
        (0.0, "0 %", "0%"),
        (0.0004, "alle 0,1 %", "under 0.1%"),
        (0.0125, "1,2 %", "1.2%"),
        (0.0996, "10 %", "10%"),
        (0.5, "50 %", "50%"),
        (1.0, "100 %", "100%"),
    ],
)
def test_shares(share: float, finnish: str, english: str) -> None:
    said = [Words(language).percent(share).replace("\N{NO-BREAK SPACE}", " ") for language in ("fi", "en")]
    assert said == [finnish, english]


def test_periods_in_text() -> None:
    day = pd.Timestamp("2025-04-07")
    said = {freq: Words("fi").period(day, freq) for freq in ("D", "W", "MS", "QS", "YS")}
    assert said == {
        "D": "7.4.2025",
        "W": "7.4.2025 alkava viikko",
        "MS": "4/2025",
        "QS": "2. neljännes 2025",
        "YS": "2025",
    }
    assert Words("en").stretch(pd.Series([day]), "YS") == "2025"
    assert Words("en").stretch(pd.Series([day, day + pd.Timedelta(days=400)]), "YS") == "2025 – 2026"


def _dates(*dates: str) -> pd.Series[Any]:
    return pd.Series(pd.to_datetime(list(dates), format="ISO8601").astype("datetime64[us]"))


@pytest.mark.parametrize(
    ("freq", "start", "number"),
    [("D", "2025-03-16", 367), ("W", "2025-03-10", 54), ("MS", "2025-03-01", 13), ("QS", "2025-01-01", 5)],
)
def test_periods_begin_and_follow_each_other(freq: str, start: str, number: int) -> None:
    dates = _dates("2025-03-16 23:59:59", "2026-03-17")
    assert period_of(dates, freq)[0] == pd.Timestamp(start)
    periods = all_periods(dates, freq)
    assert len(periods) == number
    assert periods["period"].iloc[1:].tolist() == periods["period_end"].iloc[:-1].tolist()
    assert len(all_periods(dates[:0], freq)) == 0


def test_old_dates_are_counted() -> None:
    dates = _dates("1899-12-31", "1900-01-01")
    assert all_periods(dates, "YS")["period"].dt.year.tolist() == [1899, 1900]
    assert period_of(dates, "W").nunique() == 2  # a Sunday and a Monday


@pytest.mark.parametrize(
    ("days", "number", "freq"),
    [
        (1, 1, "D"),
        (30, 300, "D"),
        (300, 300, "W"),
        (1200, 3000, "MS"),
        (4000, 3000, "QS"),
        (20_000, 300, "YS"),
    ],
)
def test_the_period_fits_the_time(days: int, number: int, freq: str) -> None:
    start = pd.Timestamp("2001-01-01")
    dates = pd.Series([start + pd.Timedelta(days=days * part // number) for part in range(number)])
    assert freq_for(dates, None) == freq
    assert len(all_periods(dates, freq)) <= 60


def test_few_dates_make_longer_periods() -> None:
    start = pd.Timestamp("2023-01-01")
    sparse = pd.Series([start + pd.Timedelta(days=40 * part) for part in range(28)])
    assert freq_for(sparse, None) == "YS"
    assert freq_for(pd.concat([sparse] * 4), None) == "QS"
    assert freq_for(pd.concat([sparse] * 8), None) == "MS"


def test_too_many_periods() -> None:
    dates = _dates("0900-01-01", "2025-01-01")
    with pytest.raises(SettingsError, match=r"freq = 'D' makes 410,.*freq = 'QS' fits"):
        freq_for(dates, "D")
    with pytest.raises(SettingsError, match="take a shorter time by since and until"):
        freq_for(dates, None, series=15)
    for wrong in ("M", "2D", "", 7, ["D"]):
        with pytest.raises(SettingsError, match="D, W, MS, QS, YS"):
            freq_for(dates, wrong)  # type: ignore[arg-type]


def test_labels() -> None:
    names = pd.Series(["A", "A", "A (2)", "A", " A\n", "B"])
    labels = labels_of(names)
    assert len(set(labels)) == len(names)
    assert (labels[0], labels[2], labels[5]) == ("A", "A (2)", "B")


def test_counts_have_whole_steps() -> None:
    for most, ticks in (
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (5, [0, 2, 4, 6]),
        (192, [0, 50, 100, 150, 200]),
    ):
        axis = of_counts("n", most, "x")
        assert axis["axis"]["values"] == ticks
        assert axis["scale"]["domain"] == [0, ticks[-1]]
    assert of_counts("n", 10**9, "x")["scale"]["domain"][1] == 10**9


def test_names_do_not_cover_each_other() -> None:
    crowd = [Point(100 + part, 100, 4, f"Nimi {part}") for part in range(40)]
    names = placed(crowd, 40, (300, 200))
    assert 3 <= len(names) < 12
    assert names["label"].iloc[0] == "Nimi 0"
    apart = [Point(150, 20 * part + 10, 4, f"Nimi {part}") for part in range(9)]
    assert len(placed(apart, 40, (300, 200))) == 9
    assert len(placed(apart, 4, (300, 200))) == 4
    assert placed([Point(295, 100, 4, "Reunalla")], 1, (300, 200))["align"].tolist() == ["right"]
    assert placed([Point(5, 5, 4, "")], 1, (300, 200)).empty


def test_the_outline_is_finland() -> None:
    rings = [polygon[0] for polygon in outline()["coordinates"]]
    assert len(text("finland.json")) < 12_000
    spots = [spot for ring in rings for spot in ring]
    assert (min(x for x, _ in spots), max(x for x, _ in spots)) == pytest.approx((19.5, 31.5), abs=0.3)
    assert (min(y for _, y in spots), max(y for _, y in spots)) == pytest.approx((59.9, 70.1), abs=0.3)
    for ring in rings:
        assert ring[0] == ring[-1]
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
        assert area < 0  # clockwise: otherwise d3-geo fills all the rest of the globe
    aland = [ring for ring in rings if all(x < 21.2 and y < 60.7 for x, y in ring)]
    assert aland


def test_places_are_where_they_are() -> None:
    view = whole((420, 600))
    (helsinki, utsjoki, vaasa, joensuu) = (
        view.pixels(*spot) for spot in ((60.17, 24.94), (69.91, 27.03), (63.1, 21.62), (62.6, 29.76))
    )
    assert utsjoki[1] < vaasa[1] < helsinki[1]
    assert vaasa[0] < helsinki[0] < joensuu[0]
    assert view.holds(60.17, 24.94)
    assert not view.holds(59.91, 10.75)  # Oslo
    # A degree of latitude is 111 kilometres, and one of longitude half of that in the south of Finland.
    up = view.pixels(61, 27)[1] - view.pixels(62, 27)[1]
    across = view.pixels(60, 28)[0] - view.pixels(60, 27)[0]
    assert across / up == pytest.approx(0.5, abs=0.01)
    # Parallels bend: six degrees aside, 60 degrees north is as high as tan(60) / cos(6) in the middle.
    assert view.pixels(60, 21)[1] == pytest.approx(view.pixels(60.1359, 27)[1], abs=0.02)


def test_a_closer_map_is_where_most_mentions_are() -> None:
    near = [(60.2 + part / 50, 24.1, 1) for part in range(9)]
    far = [(66.5, 25.7, 5), (65.0, 25.5, 1)]
    data = pd.DataFrame(near + far, columns=["latitude", "longitude", "n_mentions"])
    view = closer(data, (330, 400))
    assert view is not None
    assert [view.holds(*spot[:2]) for spot in near + far] == [True] * 9 + [False] * 2
    assert closer(data.iloc[5:], (330, 400)) is None
    assert closer(data.iloc[:0], (330, 400)) is None


def test_the_tiles_are_the_regions_of_the_places() -> None:
    rows = csv.reader((line for line in text("places.tsv").splitlines() if line[0] != "#"), delimiter="\t")
    header = next(rows)
    named = {row[header.index("region")] for row in rows} - {""}
    tiles = toml("regions.toml")["tiles"]
    assert set(tiles) == named
    assert len({(tile["column"], tile["row"]) for tile in tiles.values()}) == len(tiles) == 19
    assert max(len(tile["short"]) for tile in tiles.values()) <= 11
