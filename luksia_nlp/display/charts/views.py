"""What part of Finland a map shows, and where on it a place is."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from luksia_nlp.resources.packaged import text

Spot = tuple[float, float]
# The meridian in the middle of Finland, which stands upright.
_MERIDIAN = 27
# Room around what is shown, in pixels: points at the rims are whole. Set by hand.
_MARGIN = 20
# The width of a closer map, in radians of the globe: some 130 kilometres. Set by hand.
_CLOSE = 0.02
# A closer map is worth its room where so many places are on it, and so large a part of them all. Set by hand.
_MANY, _PART = 6, 0.3


@dataclass(frozen=True)
class View:
    """A part of the globe on a picture, in a transverse Mercator projection.

    Places are put on the picture here and not by Vega-Lite, which takes one projection for all maps that
    stand beside each other.

    Args:
        size: The picture's width and height in pixels.
        scale: Pixels of a radian.
        middle: What is in its middle: to the east of the meridian and from the equator, in radians.
    """

    size: tuple[int, int]
    scale: float
    middle: Spot

    def pixels(self, latitude: float, longitude: float) -> Spot:
        """Where on the picture a place is, from its upper left corner."""
        return self._shown(_flat(latitude, longitude))

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a place is on the picture."""
        x, y = self.pixels(latitude, longitude)
        return 0 <= x <= self.size[0] and 0 <= y <= self.size[1]

    def frame_of(self, other: View) -> tuple[float, float, float, float]:
        """Where on this picture the rims of another one are: left, top, right, bottom."""
        x, y = self._shown(other.middle)
        part = self.scale / other.scale / 2
        return (
            x - part * other.size[0],
            y - part * other.size[1],
            x + part * other.size[0],
            y + part * other.size[1],
        )

    def land(self) -> pd.DataFrame:
        """The outline of Finland on the picture: a row per point, with its ring and its number there."""
        rows = [
            (ring, number, *self.pixels(north, east))
            for ring, polygon in enumerate(outline()["coordinates"])
            for number, (east, north) in enumerate(polygon[0])
        ]
        decimals = {"x": 1, "y": 1}  # a tenth of a pixel is finer than a line
        return pd.DataFrame(rows, columns=["ring", "number", "x", "y"]).round(decimals)

    def _shown(self, flat: Spot) -> Spot:
        east, north = (self.scale * (one - other) for one, other in zip(flat, self.middle, strict=True))
        return self.size[0] / 2 + east, self.size[1] / 2 - north


def whole(size: tuple[int, int]) -> View:
    """All Finland.

    Args:
        size: The picture's width and height in pixels.
    """
    land = [_flat(north, east) for polygon in outline()["coordinates"] for east, north in polygon[0]]
    across, up = [spot[0] for spot in land], [spot[1] for spot in land]
    wide, tall = max(across) - min(across), max(up) - min(up)
    scale = min((size[0] - 2 * _MARGIN) / wide, (size[1] - 2 * _MARGIN) / tall)
    return View(size, scale, _middle(land))


def closer(data: pd.DataFrame, size: tuple[int, int]) -> View | None:
    """The part of Finland with most mentions; None where the places are not that near each other.

    Args:
        data: Places, with `latitude`, `longitude` and `n_mentions`.
        size: The picture's width and height in pixels.
    """
    spots = [_flat(*spot) for spot in data[["latitude", "longitude"]].itertuples(index=False)]
    weights = list(data["n_mentions"])
    scale = (size[0] - 2 * _MARGIN) / _CLOSE
    best: list[int] = []
    for spot in spots:
        view = View(size, scale, spot)
        near = [place for place, other in enumerate(spots) if _is_in(view, other)]
        if sum(weights[place] for place in near) > sum(weights[place] for place in best):
            best = near
    if len(best) < max(_MANY, _PART * len(spots)):
        return None
    return View(size, scale, _middle([spots[place] for place in best]))


@cache
def outline() -> Mapping[str, Any]:
    """The outline of Finland, as GeoJSON."""
    found: Mapping[str, Any] = json.loads(text("finland.json"))
    return found


def _is_in(view: View, spot: Spot) -> bool:
    return all(
        abs(one - other) * view.scale <= side / 2 - _MARGIN
        for one, other, side in zip(spot, view.middle, view.size, strict=True)
    )


def _middle(spots: Sequence[Spot]) -> Spot:
    across, up = [spot[0] for spot in spots], [spot[1] for spot in spots]
    return (max(across) + min(across)) / 2, (max(up) + min(up)) / 2


def _flat(latitude: float, longitude: float) -> Spot:
    """A place on the map before scale and shift: the sphere's transverse Mercator."""
    turned, north = math.radians(longitude - _MERIDIAN), math.radians(latitude)
    east = math.atanh(math.sin(turned) * math.cos(north))
    return east, math.atan2(math.sin(north), math.cos(turned) * math.cos(north))
