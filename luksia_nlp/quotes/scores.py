"""How surely a quotation and its speaker are right, by the rules that found them."""

from __future__ import annotations

from luksia_nlp.quotes.cues import knowledge
from luksia_nlp.quotes.quotation import Quotation
from luksia_nlp.quotes.speakers import Speaker

# Digits that a score is given in: how often a rule is right is known no better.
_DIGITS = 2


def score_of(one: Quotation, speaker: Speaker) -> float:
    """How surely both the words and the speaker of a quotation are right, 0 to 1.

    Args:
        one: The quotation.
        speaker: Its speaker.
    """
    scores = knowledge()["scores"]
    return float(round(scores["words"][one.rule] * scores["speaker"][speaker.rule], _DIGITS))
