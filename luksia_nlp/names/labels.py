"""What kind of thing the engines' labels stand for; `resources/labels.toml` says it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from luksia_nlp.records import KINDS, Kind
from luksia_nlp.resources import packaged


def kind_of(label: str) -> Kind | None:
    """The kind of a label; None for a label of times and amounts, `other` for an unknown one.

    Example:
        >>> kind_of("GPE"), kind_of("DATE")
        ('place', None)
    """
    kind = _kinds().get(label, "other")
    return next((known for known in KINDS if known == kind), None)


@cache
def _kinds() -> Mapping[str, str]:
    return {label: kind for kind, labels in packaged.toml("labels.toml").items() for label in labels}
