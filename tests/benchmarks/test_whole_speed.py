"""The command that times the whole analysis sees every stage, and its ratio is one of words a second."""

from __future__ import annotations

import pytest

from tests.benchmarks.whole_speed import measure
from tests.conftest import ARTICLES


def test_every_stage_is_timed() -> None:
    figures, _ = measure(ARTICLES, most=3, rounds=1)
    speeds = figures["words_per_second"]
    assert figures["ratio"] == pytest.approx(speeds["whole"] / speeds["bare"], abs=0.01)
    assert sum(figures["stages"].values()) == pytest.approx(1, abs=0.01)
    assert all(share > 0 for share in figures["stages"].values())
    assert 200 < figures["memory_mb"] < 4_000
    assert figures["words"] > 300
    assert 0 < figures["first_seconds"] < 300
