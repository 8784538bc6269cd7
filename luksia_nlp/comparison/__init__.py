"""Two engines on the same texts, side by side."""

from luksia_nlp.comparison.comparing import Comparison, compare

__all__ = ["Comparison", "compare"]
