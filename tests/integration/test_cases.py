"""Each case of `tests/data/cases` comes out right; those that do not yet are listed, and no others."""

from __future__ import annotations

from typing import Any

import pytest

from luksia_nlp import Analyzer
from tests.cases import FOLDER, cases_of, faults

_CASES = cases_of(FOLDER)
_NOT_YET = (FOLDER / "not-yet.txt").read_text(encoding="utf-8").split()


def test_the_list_of_cases_that_are_not_yet_right() -> None:
    ids = [case["id"] for case in _CASES]
    assert len(set(ids)) == len(ids)
    assert set(_NOT_YET) <= set(ids)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: str(case["id"]))
def test_case(analyzer: Analyzer, case: dict[str, Any]) -> None:
    found = faults(analyzer, case)
    assert bool(found) == (case["id"] in _NOT_YET), found or "It is right now: take it off not-yet.txt."
