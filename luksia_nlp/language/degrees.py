"""Comparatives and superlatives in their base form: *korkeimmassa* is *korkein*, not *korkea*."""

from __future__ import annotations

import re

from luksia_nlp.language.reading import knowledge

_BACK_VOWELS = frozenset("aou")


def in_degree(form: str, degree: str | None, *, plural: bool = False) -> str | None:
    """The nominative of an inflected comparative or superlative; None where a form is none.

    Args:
        form: The adjective as it stands.
        degree: The tagger's `Degree`, `Cmp` or `Sup`, or None.
        plural: Whether the plural is asked for.

    Example:
        >>> in_degree("Korkeimmassa", "Sup"), in_degree("suuremmille", "Cmp", plural=True)
        ('Korkein', 'suuremmat')
    """
    rule = knowledge()["degrees"].get(degree)
    match = re.match(rule["inflected"], form) if rule else None
    if match is None:
        return None
    stem = match[1]
    vowel = "a" if _BACK_VOWELS & set(stem.lower()) else "ä"
    pattern: str = rule["plural" if plural else "singular"]
    return pattern.replace("{stem}", stem).replace("A", vowel)
