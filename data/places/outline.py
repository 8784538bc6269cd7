"""Write the outline of Finland, Åland included, that maps are drawn on, out of a file of world-atlas.

Run it from the root of the repository (README.md says where the file comes from)::

    python data/places/outline.py countries-50m.json --out luksia_nlp/resources/finland.json

world-atlas is TopoJSON: borders that countries share are written once, as arcs of whole numbers, each point
as its distance from the one before.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
# The codes of ISO 3166-1 by which world-atlas names Finland and Åland.
CODES = ("246", "248")
# A hundredth of a degree is about a kilometre: less than a pixel of a map of the whole country.
DECIMALS = 2


def outline(topology: dict[str, Any]) -> dict[str, Any]:
    """The outline as a geometry of GeoJSON: a polygon for the mainland and each island, the biggest first."""
    arcs = [points_of(arc, topology["transform"]) for arc in topology["arcs"]]
    found = {country.get("id"): country for country in topology["objects"]["countries"]["geometries"]}
    polygons: list[list[list[Point]]] = []
    for code in CODES:
        of_country = found[code]["arcs"] if found[code]["type"] == "MultiPolygon" else [found[code]["arcs"]]
        polygons += [[ring_of(ring, arcs) for ring in polygon] for polygon in of_country]
    wound = [[wound_of(ring, hole=place > 0) for place, ring in enumerate(polygon)] for polygon in polygons]
    wound.sort(key=lambda polygon: area_of(polygon[0]))
    return {"type": "MultiPolygon", "coordinates": wound}


def points_of(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    """The degrees of the points of an arc."""
    x = y = 0
    points = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        east, north = (
            value * scale + start
            for value, scale, start in zip((x, y), transform["scale"], transform["translate"], strict=True)
        )
        points.append((round(east, DECIMALS), round(north, DECIMALS)))
    return points


def ring_of(numbers: Sequence[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """A ring out of its arcs; one of a negative number, `~number`, is followed backwards."""
    ring: list[Point] = []
    for number in numbers:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += points
    # Rounded points that are the same follow each other; the last one closes the ring.
    return [point for place, point in enumerate(ring) if place == 0 or point != ring[place - 1]]


def area_of(ring: Sequence[Point]) -> float:
    """The area within a ring, in square degrees: negative where it runs clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def wound_of(ring: list[Point], hole: bool) -> list[Point]:
    """The ring as d3-geo wants it: clockwise around land; otherwise all the rest of the globe is filled."""
    return ring if (area_of(ring) > 0) == hole else ring[::-1]


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("atlas", type=Path, help="world-atlas' countries-50m.json")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    arguments = parser.parse_args()
    made = outline(json.loads(arguments.atlas.read_text(encoding="utf-8")))
    arguments.out.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
