"""Names that the packaged table of places holds: of two ways to read a form, such a name is the likelier.

The language room knows them as words only; which place one means, `luksia_nlp.names.places` says.
"""

from __future__ import annotations

from functools import cache

from luksia_nlp.resources import packaged


def is_known_name(name: str) -> bool:
    """Whether a name, of one word or many, is in the table of places, capitals aside.

    Example:
        >>> is_known_name("Sri Lanka"), is_known_name("Sri Lankka")
        (True, False)
    """
    return name.casefold() in _names()


@cache
def _names() -> frozenset[str]:
    """The names and other names of all places."""
    found: set[str] = set()
    rows = [line for line in packaged.text("places.tsv").splitlines() if not line.startswith("#")]
    for row in rows[1:]:
        name, others, *_ = row.split("\t")
        found.add(name.casefold())
        found.update(filter(None, others.casefold().split("|")))
    return frozenset(found)
