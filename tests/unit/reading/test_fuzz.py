"""A little of the fuzzing that `python -m tests.fuzz.readers` does for as long as one likes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from luksia_nlp.reading.kinds import READERS
from tests.fuzz.readers import KINDS, check, fuzzed
from tests.fuzz.samples import SAMPLES

# Kinds of which nothing here makes a file.
_WITHOUT_SAMPLE = {".xls", ".xlsb", ".ods", ".gz", ".bz2", ".xz"}

pytestmark = pytest.mark.skipif(os.name != "posix", reason="alarms of POSIX end what hangs")


def test_every_kind_has_a_sample_that_is_read(tmp_path: Path) -> None:
    assert set(READERS) - set(SAMPLES) <= _WITHOUT_SAMPLE
    for ending in KINDS:
        (tmp_path / f"a{ending}").write_bytes(SAMPLES[ending]())
        check(tmp_path / f"a{ending}")


@pytest.mark.parametrize(
    "kind", [".jsonl.gz", ".warc", ".warc.gz", ".zip", ".tar", ".tgz", ".csv.bz2", ".md"]
)
def test_damaged_files_keep_the_laws(tmp_path: Path, kind: str) -> None:
    assert fuzzed([kind], 2026, 20, tmp_path) is None
