"""Names beside points: where each has room, the most important first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt
import pandas as pd

from luksia_nlp.display.charts.style import TEXT
from luksia_nlp.display.colours import INK, PAGE

# The width of a letter as a part of its size, on the safe side of most; room around a name and between it and
# its point, in pixels; how much of a name is written. Set by hand.
_LETTER, _ROOM, _APART, _LONGEST = 0.56, 1, 4, 28
# So many of the most important points have their names even where these cover something. Set by hand.
_SURE = 3
# The part of a way aslant that each axis has.
_DIAGONAL = math.sqrt(0.5)
# The ways to align a name: beside its point to the right and to the left, above or below it.
_Side = Literal["left", "right", "center"]
_SIDES: Sequence[_Side] = ("left", "right", "center")


@dataclass(frozen=True)
class Point:
    """A point of a picture, in pixels from its upper left corner, and its name."""

    x: float
    y: float
    radius: float
    label: str

    @staticmethod
    def radius_of(area: float) -> float:
        """The radius of a circle."""
        return math.sqrt(area / math.pi)


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        """Whether two boxes share any place."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, width: float, height: float) -> bool:
        """Whether all of it is in the picture."""
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


def placed(points: Sequence[Point], most: int, size: tuple[float, float]) -> pd.DataFrame:
    """Where names go: a row for each that has room, and for the most important ones.

    Args:
        points: The points, the most important first; no name covers another or one of them, even one that has
            an empty name.
        most: How many names at most.
        size: Width and height of the picture.

    Returns:
        Columns `label`, `x`, `y` (of the side that `align` names, and the middle of the height) and `align`.

    Example:
        >>> placed([Point(50, 50, 5, "Lohja"), Point(52, 50, 5, "Vihti")], 2, (100, 100))["align"].tolist()
        ['left', 'right']
    """
    taken = [_Box(p.x - p.radius, p.y - p.radius, p.x + p.radius, p.y + p.radius) for p in points]
    rows: list[tuple[str, float, float, str]] = []
    for number, point in enumerate(points):
        if len(rows) >= most:
            break
        if not point.label:
            continue
        label = point.label if len(point.label) <= _LONGEST else f"{point.label[: _LONGEST - 1]}…"
        others = [other for place, other in enumerate(taken) if place != number]
        spots = [(*spot, _box(*spot, label)) for spot in _spots(point)]
        inside = [spot for spot in spots if spot[-1].within(*size)]
        free = [spot for spot in inside if not any(spot[-1].meets(other) for other in others)]
        for x, y, align, box in free[:1] or (inside[:1] if number < _SURE else []):
            taken.append(box)
            rows.append((label, x, y, align))
    return pd.DataFrame(rows, columns=["label", "x", "y", "align"])


def axes(size: tuple[float, float]) -> tuple[alt.X, alt.Y]:
    """Axes of pixels from the upper left corner, which do not show, of the columns `x` and `y`.

    Args:
        size: Width and height of the picture.
    """
    width, height = size
    return (
        alt.X("x", type="quantitative", axis=None, scale=alt.Scale(domain=[0, width], nice=False)),
        alt.Y("y", type="quantitative", axis=None, scale=alt.Scale(domain=[height, 0], nice=False)),
    )


def layers(names: pd.DataFrame, size: tuple[float, float]) -> list[alt.Chart]:
    """The names as plots, with a rim of the page's colour so that lines below do not cross them.

    Args:
        names: What `placed` gave.
        size: Width and height of the picture.
    """
    x, y = axes(size)
    made = []
    for side in _SIDES:
        of_side = names[names["align"] == side]
        if len(of_side):
            plot = alt.Chart(of_side).encode(x=x, y=y, text=alt.Text("label", type="nominal"))
            rim = plot.mark_text(
                align=side,
                baseline="middle",
                stroke=PAGE,
                strokeWidth=3,
                strokeOpacity=0.8,
                strokeJoin="round",
            )
            made += [rim, plot.mark_text(align=side, baseline="middle", color=INK)]
    return made


def _spots(point: Point) -> Iterator[tuple[float, float, str]]:
    """Where a point's name can stand, the best first."""
    apart, half = point.radius + _APART, TEXT / 2
    yield point.x + apart, point.y, "left"
    yield point.x - apart, point.y, "right"
    yield point.x, point.y - apart - half, "center"
    yield point.x, point.y + apart + half, "center"
    # Aslant, the radius and what is apart from it are as long on both axes together.
    aside = apart * _DIAGONAL
    for down in (-1, 1):
        yield point.x + aside, point.y + down * (aside + half), "left"
        yield point.x - aside, point.y + down * (aside + half), "right"


def _box(x: float, y: float, align: str, label: str) -> _Box:
    width = len(label) * TEXT * _LETTER
    left = {"left": x, "right": x - width, "center": x - width / 2}[align]
    half = TEXT / 2
    return _Box(left - _ROOM, y - half - _ROOM, left + width + _ROOM, y + half + _ROOM)
