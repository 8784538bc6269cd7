"""How surely a quotation and its speaker are right."""

from __future__ import annotations

import pytest

from luksia_nlp.quotes.cues import knowledge
from luksia_nlp.quotes.quotation import Quotation
from luksia_nlp.quotes.scores import score_of
from luksia_nlp.quotes.speakers import Speaker

_SCORES = knowledge()["scores"]


@pytest.mark.parametrize("words", _SCORES["words"])
@pytest.mark.parametrize("speaker", _SCORES["speaker"])
def test_scores(words: str, speaker: str) -> None:
    """Both must be right: no score is higher than either's, but for how it is rounded."""
    score = score_of(Quotation("direct", ((0, 1),), words), Speaker(None, speaker))
    assert 0 < score <= min(_SCORES["words"][words], _SCORES["speaker"][speaker]) + 0.005


def test_a_name_is_surest() -> None:
    assert max(_SCORES["speaker"], key=_SCORES["speaker"].__getitem__) == "name"


def test_a_rule_without_a_score_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        score_of(Quotation("direct", ((0, 1),), "guess"), Speaker(None, "name"))
