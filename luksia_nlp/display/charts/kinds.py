"""The kinds of charts that are handed out: Altair's own, which also show themselves without a network.

Altair's default way to show a chart loads its scripts from the network. These show a picture instead where
nobody chose another way (`altair.renderers.enable`). How they look goes along as a theme does: below all that
a user configures, and not as a part of the chart, so that charts can be put beside each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair

from luksia_nlp.display.charts.drawing import clean, svg_of
from luksia_nlp.display.charts.style import STYLE
from luksia_nlp.display.charts.words import Words
from luksia_nlp.errors import TableError

if TYPE_CHECKING:
    from typing import Self

    import pandas as pd

    _Base = altair.TopLevelMixin
else:
    _Base = object

# What charts that are put beside each other do not share.
_APART: dict[str, Any] = dict.fromkeys(("color", "shape", "size", "strokeDash", "strokeWidth"), "independent")


class Displayed(_Base):
    """What all of them are besides a kind of chart of Altair's."""

    if TYPE_CHECKING:
        data: pd.DataFrame  # of any chart Altair says only that it has some data
    _language: str = "fi"

    def speaking(self, words: Words) -> Self:
        """The same chart, with numbers as a language writes them.

        Args:
            words: The language.
        """
        object.__setattr__(self, "_language", words.language)
        return self

    def __and__(self, other: Any) -> VConcatChart:
        """This chart above another one, each with its own colours and legend, both in this one's language."""
        made: VConcatChart = VConcatChart(vconcat=[_chart(self), other]).resolve_scale(**_APART)
        return made._like(self)

    def __or__(self, other: Any) -> HConcatChart:
        """This chart to the left of another one, as `&` puts it above."""
        made: HConcatChart = HConcatChart(hconcat=[_chart(self), other]).resolve_scale(**_APART)
        return made._like(self)

    def copy(self, *arguments: Any, **options: Any) -> Self:
        """A copy, as Altair makes it."""
        made: Self = super().copy(*arguments, **options)  # type: ignore[misc]
        return made._like(self)

    def _like(self, other: Displayed) -> Self:
        object.__setattr__(self, "_language", other._language)
        return self

    def to_dict(self, *arguments: Any, **options: Any) -> dict[str, Any]:
        """The chart as Vega-Lite, as Altair makes it."""
        made: dict[str, Any] = super().to_dict(*arguments, **options)
        if (options.get("context") or {}).get("top_level", True) and options.get("format") != "vega":
            style = {**STYLE, "locale": Words(self._language).locale}
            made["config"] = _merged(style, made.get("config", {}))
            made = clean(made)
        return made

    def _repr_mimebundle_(self, *arguments: Any, **options: Any) -> Any:
        """A picture and its text where nobody chose a renderer, else what that one makes."""
        if altair.renderers.active == "default":
            try:
                text = getattr(self, "description", None)
                return {"image/svg+xml": svg_of(self), "text/plain": str(text)}
            except TableError:  # nothing to draw with, but a browser may have a network
                pass
        return super()._repr_mimebundle_(*arguments, **options)


class Chart(Displayed, altair.Chart):
    """One plot."""


class LayerChart(Displayed, altair.LayerChart):  # type: ignore[misc]
    """Plots on top of each other."""


class HConcatChart(Displayed, altair.HConcatChart):  # type: ignore[misc]
    """Plots side by side."""


class VConcatChart(Displayed, altair.VConcatChart):  # type: ignore[misc]
    """Plots one below the other."""


def _chart(shown: Any) -> Any:
    """What a chart is to Altair's types, which know of no chart that is not one of its kinds."""
    return shown


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Two configurations in one; where both say something, the second one counts."""
    made = {**below, **above}
    for key in below.keys() & above.keys():
        if isinstance(below[key], dict) and isinstance(above[key], dict):
            made[key] = _merged(below[key], above[key])
    return made
