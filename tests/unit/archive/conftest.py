"""The sample archive, made once and read by many tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from luksia_nlp import Analysis
from luksia_nlp.archive.opening import Archive, open_archive
from tests.unit.archive.sample import sample, write_archive


@pytest.fixture(scope="session")
def whole() -> Analysis:
    """The analysis of which the archive holds the tables."""
    return sample()


@pytest.fixture(scope="session")
def folder(whole: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's folder, in three parts, of a name that is awkward everywhere; not to be written to."""
    return write_archive(whole, tmp_path_factory.mktemp("a b") / "vuosi=2025" / "Åke's [1] *?")


@pytest.fixture
def opened(folder: Path) -> Archive:
    return open_archive(folder)
