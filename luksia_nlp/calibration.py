"""From raw scores to chances: the logistic curve, and its fit to what was right (Platt 1999).

Platt's "Probabilistic outputs for support vector machines" fits two numbers, a slope and an intercept, by
logistic regression. Names and sentences are scored by such curves, so that 0.7 means right in seven of ten.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

# Nothing is surer than this: beyond it the logarithm says more of rounding than of the text.
_LEAST = 1e-4
# The largest number, in whole hundreds, whose exponential can be written; a chance is 0 long before.
_MOST_ODDS = 700.0
# Newton's method gains about twice as many right digits at every step; two unknowns need some ten steps.
_STEPS = 30
# Keeps the fit from running away where one number parts right from wrong without an error.
_RIDGE = 1e-6


def log_odds(probability: float) -> float:
    """The logarithm of a probability's odds; probabilities below 0.0001 and above 0.9999 count as these.

    Example:
        >>> log_odds(0.5), round(log_odds(1.0), 2)
        (0.0, 9.21)
    """
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))


def probability(odds: float) -> float:
    """The probability of the logarithm of some odds, however far from even they are.

    Example:
        >>> probability(0.0), round(probability(log_odds(0.9)), 4)
        (0.5, 0.9)
    """
    return 1 / (1 + math.exp(min(-odds, _MOST_ODDS)))


def fitted(values: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """The slope and intercept of the curve that best tells, from a value, the chance of being right.

    Args:
        values: A raw value of each answer, such as its log odds.
        right: Whether each answer was right. Where all are or none is, nothing can be told: slope 1 and
            intercept 0.

    Example:
        >>> slope, intercept = fitted([-2.0, -1.0, 0.0, 1.0, 2.0], [False, True, False, True, True])
        >>> slope > 0
        True
    """
    if len(set(right)) < 2:
        return 1.0, 0.0
    slope, intercept = regression([[value, 1.0] for value in values], right)
    return slope, intercept


def regression(
    rows: Sequence[Sequence[float]], right: Sequence[bool], held: Sequence[float] | float = _RIDGE
) -> list[float]:
    """The weights of a logistic regression: a chance's log odds are the weighted sum of a row's numbers.

    Args:
        rows: The numbers of each answer; an intercept is a number that is 1 in every row.
        right: Whether each answer was right.
        held: How far weights are held back, one number for all or one for each: Newton's method maximizes
            the likelihood less half of it times the weight's square.

    Example:
        >>> paino, vakio = regression([[-1.0, 1.0], [0.0, 1.0], [1.0, 1.0]], [False, False, True], 0.1)
        >>> paino > 0 > vakio
        True
    """
    x, y = np.array(rows, float), np.array(right, float)
    ridge = np.diag(np.broadcast_to(held, x.shape[1]).astype(float))
    weights = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-x @ weights))
        curvature = (x * (chances * (1 - chances))[:, None]).T @ x + ridge
        weights += np.linalg.solve(curvature, x.T @ (y - chances) - ridge @ weights)
    found: list[float] = weights.tolist()
    return found
