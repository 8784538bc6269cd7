"""A line no higher than a word, as SVG, that tells in words what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup, escape

# Width and height in pixels: some twenty words' room, two lines high. Set by hand.
_WIDTH, _HEIGHT = 240, 34
# The room around the line, so that its ends are not cut.
_EDGE = 3


def sparkline(values: Sequence[float | None], told: str, colour: str) -> Markup:
    """A line of values from 0 to 1 over equal steps; a missing one is a gap, one alone a dot.

    Args:
        values: The values; None where there is none.
        told: What it shows, in words.
        colour: The line's colour.

    Example:
        >>> "<polyline" in sparkline([0.1, 0.4, 0.2], "Osuus kasvoi ja laski.", "#0072b2")
        True
    """
    step = (_WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    points = [
        None if value is None else (_EDGE + place * step, _HEIGHT - _EDGE - value * (_HEIGHT - 2 * _EDGE))
        for place, value in enumerate(values)
    ]
    drawn = []
    for is_gap, run in groupby(points, key=lambda point: point is None):
        if not is_gap:
            drawn.append(_line([point for point in run if point is not None], colour))
    base = _HEIGHT - _EDGE
    return Markup(
        f'<svg class="lk-spark" role="img" aria-label="{escape(told)}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}"><title>{escape(told)}</title>'
        f'<path d="M0 {base}H{_WIDTH}" stroke="currentColor" stroke-opacity=".35" fill="none"/>'
        f"{''.join(drawn)}</svg>"
    )


def _line(points: Sequence[tuple[float, float]], colour: str) -> str:
    if len(points) == 1:
        return f'<circle cx="{points[0][0]:.1f}" cy="{points[0][1]:.1f}" r="2.5" fill="{colour}"/>'
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    style = f'fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"'
    return f'<polyline points="{path}" {style}/>'
