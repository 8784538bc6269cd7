"""Whether a word is denied in its sentence: *koulutus ei ole vetovoimaista*, *ilman vaikuttavuutta*.

What denies, and how far, stands in `resources/negation.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from luksia_nlp.records import Token
from luksia_nlp.resources import packaged


def is_negated(tokens: Sequence[Token], place: int, children: Mapping[int, Sequence[int]]) -> bool:
    """Whether a token of a document is denied.

    Args:
        tokens: The document's tokens.
        place: The token, by its place among them.
        children: For each token, the tokens that hang on it.

    Example:
        >>> from luksia_nlp.records import Token
        >>> sanat = "ilman vetovoimaa".split()
        >>> ilman = Token(0, 5, "ilman", "ilman", "", "ADP", {}, 1, "case")
        >>> vetovoimaa = Token(6, 16, "vetovoimaa", "vetovoima", "", "NOUN", {"Case": "Par"}, 1, "root")
        >>> is_negated([ilman, vetovoimaa], 1, {1: [0]})
        True
    """
    known = _knowledge()
    below = [tokens[child] for child in children.get(place, ())]
    if _case(tokens[place]) == known["lacking_case"] or _any_is(below, known["without"]):
        return True
    before = tokens[max(place - len(known["anything_but"]), 0) : place]
    if [token.lemma.casefold() for token in before] == known["anything_but"]:
        return True
    return _is_denied_from_above(tokens, place, children)


def _is_denied_from_above(tokens: Sequence[Token], place: int, children: Mapping[int, Sequence[int]]) -> bool:
    """Whether a denial reaches the token from itself or from what it hangs on, step by step."""
    known = _knowledge()
    is_own = True  # the place is the token itself or what it is a part of
    passed: set[int] = set()  # an engine's heads could run in a circle
    while place not in passed:
        passed.add(place)
        token = tokens[place]
        below = [tokens[child] for child in children.get(place, ())]
        if _any_is((child for child in below if child.deprel == "cc"), known["but"]):
            return False
        if any(map(_denies, below)):
            return not (is_own and _has_subject(token, below)) and not _any_is(below, known["only"])
        if token.head == place or not _reaches(token):
            return False
        if token.deprel in known["subjects"] and _goes_on(tokens, place, children):
            return False
        is_own = token.deprel.partition(":")[0] in known["holder_parts"]
        place = token.head
    return False


def _has_subject(token: Token, below: Iterable[Token]) -> bool:
    """Whether a word is who has what hangs on it as its subject: *vetovoimalla* (*ei ole rajaa*)."""
    known = _knowledge()
    subjects = [_case(child) for child in below if child.deprel in known["subjects"]]
    return _case(token) == known["holder_case"] and known["denied_subject_case"] in subjects


def _denies(token: Token) -> bool:
    if _knowledge()["question_clitic"] in token.feats.get("Clitic", ""):
        return False
    return bool(token.feats.get("Polarity") == "Neg" and token.deprel.startswith("aux"))


def _goes_on(tokens: Sequence[Token], place: int, children: Mapping[int, Sequence[int]]) -> bool:
    """Whether the sentence goes on to say what it is, after a subject that is denied."""
    later = (tokens[child] for below in children.values() for child in below if child > place)
    return _any_is(later, _knowledge()["goes_on"])


def _reaches(token: Token) -> bool:
    known = _knowledge()
    if token.deprel in known["subjects"]:
        return bool(_case(token) == known["denied_subject_case"])
    is_holder = token.deprel == known["holder_relation"] and _case(token) == known["holder_case"]
    return not is_holder and token.deprel.partition(":")[0] in known["reached"]


def _any_is(tokens: Iterable[Token], lemmas: Sequence[str]) -> bool:
    return any(token.lemma.casefold() in lemmas for token in tokens)


def _case(token: Token) -> str | None:
    return token.feats.get("Case")


def _knowledge() -> Mapping[str, Any]:
    return packaged.toml("negation.toml")
