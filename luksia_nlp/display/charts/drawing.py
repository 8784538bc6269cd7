"""Pictures of charts, made on this machine without a network."""

from __future__ import annotations

import hashlib
import importlib
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from luksia_nlp.errors import TableError
from luksia_nlp.extras import install_line

if TYPE_CHECKING:
    import altair

_EXTRA = "report"
# What names a part of a picture (a gradient, a shape that cuts), and what refers to one.
_NAMED = re.compile(r'(?<=\bid=")[^"]+(?=")|(?<=url\(#)[^)]+(?=\))|(?<=href="#)[^"]+(?=")')
_TAG = re.compile(r'<(?:[^<>"]|"[^"]*")+>')
# What no XML may hold, even escaped; a name from a broken file can. vl-convert ends the whole program at one.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# Digits that tell apart the pictures of one page: a thousand of them coincide once in a million million.
_DIGITS = 16


def svg_of(chart: altair.TopLevelMixin) -> str:
    """A chart as a picture of lines, which stays sharp at any size and can stand in a page as it is.

    It has the chart's description as its text for those who do not see it, no script and no style, and no
    name of a part that another picture on the page could have.

    Args:
        chart: Any chart of Altair's.

    Raises:
        TableError: vl-convert is not installed.
    """
    spec = clean(chart.to_dict())
    picture = _package("vl_convert").vegalite_to_svg(spec, allowed_base_urls=[])
    # vl-convert counts on from picture to picture; of one chart every picture is the same here.
    numbers: dict[str, int] = {}
    picture = _renamed(picture, lambda name: f"part{numbers.setdefault(name, len(numbers))}")
    own = hashlib.sha256(picture.encode()).hexdigest()[:_DIGITS]
    picture = _renamed(picture, lambda name: f"{name}-{own}")
    text = spec.get("description")
    label = f" aria-label={quoteattr(text)}" if text else ""
    return picture.replace("<svg ", f'<svg role="img"{label} ', 1)


def _renamed(picture: str, name_of: Callable[[str], str]) -> str:
    """A picture whose parts have other names; what stands between its tags is no name."""
    return _TAG.sub(lambda tag: _NAMED.sub(lambda name: name_of(name[0]), tag[0]), picture)


def png_of(chart: altair.TopLevelMixin, scale: float = 2.0) -> bytes:
    """A chart as a picture of points, as a PNG file holds it.

    Args:
        chart: Any chart of Altair's.
        scale: Points of the picture for one of the chart.

    Raises:
        TableError: vl-convert is not installed.
    """
    convert = _package("vl_convert").vegalite_to_png
    picture: bytes = convert(clean(chart.to_dict()), scale=scale, allowed_base_urls=[])
    return picture


def clean(spec: Any) -> Any:
    r"""A chart as Vega-Lite without characters that pictures cannot hold: a mark stands for each.

    Args:
        spec: The chart, or a part of it.

    Example:
        >>> clean({"name": "Aino\x01 Korpi"})
        {'name': 'Aino� Korpi'}
    """
    if isinstance(spec, str):
        return _FORBIDDEN.sub(_UNKNOWN, spec)
    if isinstance(spec, dict):
        return {key: clean(value) for key, value in spec.items()}
    return [clean(value) for value in spec] if isinstance(spec, list) else spec


def check_installed(*packages: str) -> None:
    """Check that what charts are made with can be imported.

    Args:
        packages: The packages' names in Python.

    Raises:
        TableError: One is not installed; the message says what to do.
    """
    for package in packages:
        _package(package)


def _package(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        package = "vl-convert-python" if name == "vl_convert" else name
        raise TableError(f"Charts need the package {package}: {install_line(_EXTRA)}") from None
