"""The logistic curve: its two ends, its inverse, and a fit that is known."""

from __future__ import annotations

import math
import random

import pytest

from luksia_nlp.calibration import fitted, log_odds, probability


@pytest.mark.parametrize("chance", [0.0001, 0.2, 0.5, 0.77, 0.9999])
def test_one_is_the_others_inverse(chance: float) -> None:
    assert probability(log_odds(chance)) == pytest.approx(chance)


@pytest.mark.parametrize(("chance", "kept"), [(0.0, 0.0001), (1.0, 0.9999), (-3.0, 0.0001), (7.0, 0.9999)])
def test_nothing_is_surer_than_the_ends(chance: float, kept: float) -> None:
    assert log_odds(chance) == log_odds(kept)


def test_a_fit_finds_the_curve_that_made_the_answers() -> None:
    rng = random.Random(5)
    values = [rng.uniform(-3, 3) for _ in range(20_000)]
    right = [rng.random() < 1 / (1 + math.exp(-(1.7 * value - 0.6))) for value in values]
    slope, intercept = fitted(values, right)
    assert slope == pytest.approx(1.7, abs=0.1)
    assert intercept == pytest.approx(-0.6, abs=0.1)


@pytest.mark.parametrize("right", [[True, True], [False, False], []])
def test_answers_of_one_kind_tell_nothing(right: list[bool]) -> None:
    assert fitted([0.5] * len(right), right) == (1.0, 0.0)


def test_a_number_that_parts_all_without_an_error_does_not_run_away() -> None:
    slope, _ = fitted([-1.0, -0.5, 0.5, 1.0], [False, False, True, True])
    assert 1 < slope < 1_000


def test_odds_that_nothing_can_be_surer_of_are_a_probability() -> None:
    """A steep curve, fitted on a few sentences that it parts without an error, gives such odds."""
    assert 0 <= probability(-9_000.0) < 1e-300
    assert probability(9_000.0) == 1
