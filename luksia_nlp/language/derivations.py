"""The family of a word: what is regularly derived from it (vetovoima: vetovoimainen, vetovoimaisesti)."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from luksia_nlp.resources import packaged

# Of a shorter stem an ending makes mostly other words.
_SHORTEST_STEM = 3


class Family(NamedTuple):
    """Words derived from a word, and words that say that it is lacking; some may not exist."""

    derived: tuple[str, ...]
    lacking: tuple[str, ...]


def family(lemma: str) -> Family:
    """The regular derivations of a word in base form, by the endings of `resources/derivations.toml`.

    Args:
        lemma: The word in base form, lower case.

    Returns:
        Candidates in base form: some may be words that nobody uses.

    Example:
        >>> perhe = family("vetovoima")
        >>> "vetovoimainen" in perhe.derived, "vetovoimaton" in perhe.lacking
        (True, True)
    """
    for ending, gives, without in _rules():
        stem = lemma.removesuffix(ending)
        if stem != lemma and len(stem) >= _SHORTEST_STEM:
            return Family(tuple(stem + new for new in gives), tuple(stem + new for new in without))
    return Family((), ())


@cache
def _rules() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """The rules, the longest ending first."""
    rules: list[dict[str, Any]] = packaged.toml("derivations.toml")["rules"]
    found = [(rule["ending"], tuple(rule["gives"]), tuple(rule["without"])) for rule in rules]
    return tuple(sorted(found, key=lambda rule: -len(rule[0])))
