"""An inflected name, of one word or many, to its base form."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from luksia_nlp.morphology import base_form, nominative_plural
from luksia_nlp.records import Token

# Words before the last one that inflect with it when they agree in case and number (Punaisen Ristin).
_AGREEING = frozenset({"ADJ", "DET", "NUM"})
# A word in capitals of up to so many letters is an abbreviation (SAK, YLE); a longer one is a headline's.
LONGEST_ABBREVIATION = 5


def base_form_of_name(tokens: Sequence[Token]) -> tuple[str, str]:
    """The base form of a name in its sentence.

    A Finnish name inflects in its last word; words before it stay as they are (*Helsingin Sanomille*),
    except adjectives that agree with it (*Punaiselle Ristille*). Plural names stay plural.

    Args:
        tokens: The name's tokens, one at least.

    Returns:
        The base form, and the rule that gave its last word: `lexicon`, `guesser`, `foreign-name`, `s-name`,
        `colon`, `capitals`, `plural` or `form`.

    Example:
        >>> from luksia_nlp.records import Token
        >>> piirteet = {"Case": "Ade", "Number": "Sing"}
        >>> sana = Token(0, 8, "Lohjalla", "Lohja", "lexicon", "PROPN", piirteet, 0, "obl")
        >>> base_form_of_name([sana])
        ('Lohja', 'lexicon')
    """
    *before, last = tokens
    form, rule = _base_form(last)
    pieces = [_agreeing_form(token, last) for token in before] + [form]
    gaps = [" " * (after.start > token.end) for token, after in pairwise(tokens)]
    return "".join(piece + gap for piece, gap in zip(pieces, [*gaps, ""], strict=True)), rule


def _agreeing_form(token: Token, last: Token) -> str:
    agrees = token.feats.get("Case") == last.feats.get("Case") and token.feats.get(
        "Number"
    ) == last.feats.get("Number")
    if token.upos in _AGREEING and agrees and token.feats.get("Case") not in (None, "Nom"):
        return _cased(token.lemma, token.text)
    return token.text


def _base_form(token: Token) -> tuple[str, str]:
    upos = token.upos if token.upos in ("PROPN", "NOUN") else "PROPN"
    feats = token.feats
    form, rule = base_form(
        token.text,
        upos,
        feats.get("Case"),
        feats.get("Number"),
        feats.get("Clitic"),
        "Person[psor]" in feats,
    )
    if feats.get("Number") == "Plur" and rule == "lexicon" and (plural := nominative_plural(form)):
        form, rule = plural, "plural"
    return _cased(form, token.text), rule


def _cased(form: str, surface: str) -> str:
    """A base form with the capitals of the word it came from; a headline's capitals are taken off."""
    if surface.isupper() and len(surface) > LONGEST_ABBREVIATION and form.isupper():
        return form.capitalize()
    if surface[:1].isupper() and form[:1].islower():
        return form[:1].upper() + form[1:]
    return form
