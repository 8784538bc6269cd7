"""A little of the fuzzing that `python -m tests.fuzz.readers` does for as long as one likes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from luksia_nlp.reading.kinds import READERS
from tests.fuzz.readers import KINDS, Change, check, file_of, fuzzed
from tests.fuzz.samples import SAMPLES

# Kinds of which nothing here makes a file.
_WITHOUT_SAMPLE = {".xls", ".xlsb", ".ods", ".gz", ".bz2", ".xz"}

pytestmark = pytest.mark.skipif(os.name != "posix", reason="alarms of POSIX end what hangs")


def test_every_kind_has_a_sample_that_is_read(tmp_path: Path) -> None:
    assert set(READERS) - set(SAMPLES) <= _WITHOUT_SAMPLE
    for ending in KINDS:
        (tmp_path / f"a{ending}").write_bytes(SAMPLES[ending]())
        check(tmp_path / f"a{ending}")


def _flip(place: float, length: int = 1) -> list[Change]:
    return [("flip", place, length, b"")]


# What fuzzing found, each once a bug: a negative seek of a zip, a zip of a later version, a part that cannot
# be unpacked, a digest that is none, a page with control characters.
@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (".xlsx", [("drop", 0.5, 1, b"")]),
        (".odt", _flip(0.845703125, 6)),
        (".odt", _flip(0.5)),
        (".warc", [*_flip(0.0), ("repeat", 0.0, 6, b""), ("move", 0.046875, 116, b"")]),
        (".html", _flip(0.9375, 5)),
    ],
)
def test_what_fuzzing_found(tmp_path: Path, kind: str, changes: list[Change]) -> None:
    name, data = file_of(kind, changes, "")
    (tmp_path / name).write_bytes(data)
    check(tmp_path / name)


@pytest.mark.parametrize(
    "kind", [".jsonl.gz", ".warc", ".warc.gz", ".zip", ".tar", ".tgz", ".csv.bz2", ".md"]
)
def test_damaged_files_keep_the_laws(tmp_path: Path, kind: str) -> None:
    assert fuzzed([kind], 2026, 20, tmp_path) is None
