"""Where tables are written: never over another result unasked, and whole or not at all."""

from __future__ import annotations

import gc
import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from luksia_nlp import Analysis, OutputError
from luksia_nlp.records import ARCHIVE_MANIFEST
from luksia_nlp.tables.frames import table_of
from luksia_nlp.tables.schemas import SCHEMAS
from luksia_nlp.tables.storage import MANIFEST, check_folder

resource = pytest.importorskip("resource", reason="only Unix limits how large a file may grow")


def _analysis(made_with: str = "eka") -> Analysis:
    return Analysis({name: table_of(schema, []) for name, schema in SCHEMAS.items()}, {"engine": made_with})


def _to_csv_for_excel(analysis: Analysis, folder: Path, overwrite: bool = False) -> None:
    analysis.to_csv(folder, overwrite, excel=True)


_WRITERS: list[Callable[..., None]] = [Analysis.to_parquet, Analysis.to_csv, _to_csv_for_excel]
_WRITERS_OF_FILES: list[tuple[Callable[..., None], str]] = [
    (Analysis.to_excel, "t.xlsx"),
    (Analysis.to_sqlite, "t.sqlite"),
]


@pytest.mark.parametrize("first", _WRITERS)
@pytest.mark.parametrize("second", _WRITERS)
def test_an_earlier_result_is_kept_unless_one_says_otherwise(
    tmp_path: Path, first: Callable[..., None], second: Callable[..., None]
) -> None:
    (tmp_path / "muistio.txt").write_text("oma", encoding="utf-8")
    first(_analysis("eka"), tmp_path)
    with pytest.raises(OutputError, match="holds the tables of an earlier analysis"):
        second(_analysis("toka"), tmp_path)
    assert Analysis.read(tmp_path).made_with["engine"] == "eka"
    second(_analysis("toka"), tmp_path, overwrite=True)
    assert Analysis.read(tmp_path).made_with["engine"] == "toka"
    kinds = {path.suffix for path in tmp_path.iterdir() if path.name not in ("muistio.txt", MANIFEST)}
    assert len(kinds) == 1  # the tables of two runs never lie in one folder
    assert (tmp_path / "muistio.txt").read_text(encoding="utf-8") == "oma"


@pytest.mark.parametrize("write", _WRITERS)
def test_an_archive_stays_whole_even_where_one_says_overwrite(
    tmp_path: Path, write: Callable[..., None]
) -> None:
    (tmp_path / ARCHIVE_MANIFEST).write_text("{}", encoding="utf-8")
    write(_analysis(), tmp_path)  # some other file of that name
    (tmp_path / "shards").mkdir()
    for overwrite in (False, True):
        with pytest.raises(OutputError, match=r"holds an archive, .*Name another folder"):
            write(_analysis(), tmp_path, overwrite)
    check_folder(tmp_path, overwrite=True, is_archive=True)


def test_tables_without_their_manifest_are_a_result_too(tmp_path: Path) -> None:
    _analysis().to_csv(tmp_path)
    (tmp_path / MANIFEST).unlink()
    with pytest.raises(OutputError, match="earlier analysis"):
        _analysis().to_parquet(tmp_path)


def test_the_manifest_names_the_files(tmp_path: Path) -> None:
    _analysis().to_csv(tmp_path)
    manifest = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
    assert sorted([*manifest["files"], MANIFEST]) == sorted(path.name for path in tmp_path.iterdir())


@contextmanager
def _full_disk(size: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("write", _WRITERS)
def test_a_full_disk_leaves_the_earlier_result_whole(tmp_path: Path, write: Callable[..., None]) -> None:
    write(_analysis("eka"), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with _full_disk(100), pytest.raises(OutputError, match="cannot be written there: "):
        write(_analysis("toka" * 100), tmp_path, overwrite=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(("write", "name"), _WRITERS_OF_FILES)
def test_a_full_disk_leaves_the_earlier_file_whole(
    tmp_path: Path, write: Callable[..., None], name: str
) -> None:
    write(_analysis("eka"), tmp_path / name)
    before = (tmp_path / name).read_bytes()
    for size in (100, 5000):
        with _full_disk(size), pytest.raises(OutputError, match="cannot be written there: "):
            write(_analysis("toka" * 1000), tmp_path / name, overwrite=True)
        gc.collect()  # what was left open would warn here
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {name: before}


@pytest.mark.parametrize(("write", "name"), _WRITERS_OF_FILES)
def test_a_file_is_kept_unless_one_says_otherwise(
    tmp_path: Path, write: Callable[..., None], name: str
) -> None:
    (tmp_path / name).write_text("oma", encoding="utf-8")
    with pytest.raises(OutputError, match="is there already"):
        write(_analysis(), tmp_path / name)
    assert (tmp_path / name).read_text(encoding="utf-8") == "oma"
    write(_analysis(), tmp_path / name, overwrite=True)
    assert (tmp_path / name).stat().st_size > 1000
