"""What a compound is made of, and compounds that share a half: *veto- ja pitovoima*."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from luksia_nlp.language.morphology import readings
from luksia_nlp.records import Token

# Words whose ends are kept, some 1 kB each. Of 480,000 running words of news, with 44,000 distinct base
# forms, 5,000 are then looked up again.
_KEPT = 20_000
# A compound that the analyser cannot split is taken as one if at least so many letters are left beside the
# part: shorter rests are inflections or endings.
_SHORTEST_REST = 3


@lru_cache(maxsize=_KEPT)
def compound_ends(lemma: str) -> tuple[str, ...]:
    """What a compound in base form can begin or end with, itself left out.

    Example:
        >>> "vetovoima" in compound_ends("vetovoimatekijä")
        True
    """
    if len(lemma) < 2 * _SHORTEST_REST:
        return ()
    splits = {
        reading.parts
        for reading in readings(lemma)
        if len(reading.parts) > 1 and reading.lemma.casefold() == lemma
    }
    ends: set[str] = set()
    for parts in splits:
        for cut in range(1, len(parts)):
            ends |= {"".join(parts[:cut]).casefold(), "".join(parts[cut:]).casefold()}
    if "-" in lemma:
        cuts = [index for index, letter in enumerate(lemma) if letter == "-"]
        ends |= {end for cut in cuts for end in (lemma[:cut], lemma[cut + 1 :])}
    elif not splits:
        rests = range(_SHORTEST_REST, len(lemma) - _SHORTEST_REST + 1)
        ends = {end for cut in rests for end in (lemma[:cut], lemma[cut:])}
    return tuple(sorted(ends))


def is_half(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word is cut at a hyphen before a space: *veto- ja pitovoima*, in one token or two."""
    token = tokens[place]
    if len(token.text) > 1 and token.text.endswith("-"):
        return True
    following = tokens[place + 1 : place + 3]
    return (
        len(following) == 2
        and following[0].text == "-"
        and not token.space_after
        and following[0].space_after
    )
