"""Damaged files of every kind, thousands of them: whatever is in a file, reading it keeps a few laws.

Run `python -m tests.fuzz.readers --minutes 10`. The laws: nothing but a `SourceError` is raised and nothing
but articles and failures come; none of it takes more than ten seconds or half a gigabyte, writes anything or
asks the network; nothing but the library's own warnings is said; as many articles are counted as are read.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import io
import os
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from luksia_nlp import Article, Failure, LuksiaWarning, SourceError
from luksia_nlp.reading.files import count_articles
from luksia_nlp.reading.kinds import READERS
from luksia_nlp.reading.sources import articles_of
from tests.fuzz.samples import SAMPLES, zipped

# Seconds that reading one small file may take.
_LONGEST = 10
# kB of memory that reading one small file may take: libraries that are loaded for it take some ten thousand.
_MOST_MEMORY = 500_000
# What must never happen while something is read, beside a file being opened to be written.
_FORBIDDEN = frozenset({
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.system",
    "subprocess.Popen", "socket.connect", "shutil.copyfile", "shutil.rmtree",
})  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
# Bytes that mean something in some kind of file, put where they do not belong.
_TOKENS = (
    b"", b"\x00", b"\xff\xff\xff\xff", b"\n", b'"', b"\\", b"<", b"</p>", b"<!--", b"&#0;", b"]]>", b"{",
    b"[" * 200, b"PK\x03\x04", b"PK\x01\x02", b"\x1f\x8b\x08", b"WARC/1.0\r\n",
    b"Content-Length: 99999999\r\n", b"---\n", b"\xe4", b"\xf0\x9f\x8f\x8b", b"\xed\xa0\xbd", b"1e999",
    b"NaN", b"../", b"charset=utf-7", b"\xef\xbb\xbf", b"\xff\xfe",
)  # fmt: skip

Change = tuple[str, float, int, bytes]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "drop", "insert", "repeat", "move"]),
        st.floats(0, 1),
        st.integers(1, 400),
        st.sampled_from(_TOKENS) | st.binary(max_size=8),
    ),
    min_size=1,
    max_size=6,
)
KINDS = tuple(ending for ending in SAMPLES if all(f".{part}" in READERS for part in ending.split(".")[1:]))
_made: dict[str, bytes] = {}
_state: dict[str, Any] = {"reading": False, "touched": []}


class _Hang(BaseException):
    """Reading took too long; no reader may catch it."""


def changed(data: bytes, changes: Sequence[Change]) -> bytes:
    """A file's bytes after some damage."""
    for sort, where, length, token in changes:
        place = int(where * len(data))
        before, some, after = data[:place], data[place : place + length], data[place + length :]
        if sort == "flip":
            data = before + bytes(byte ^ (1 << length % 8) for byte in some[:1]) + some[1:] + after
        elif sort == "cut":
            data = before
        elif sort == "drop":
            data = before + after
        elif sort == "insert":
            data = before + token + some + after
        elif sort == "repeat":
            data = before + some * 3 + after
        else:
            data = some + before + after
    return data


def file_of(ending: str, changes: Sequence[Change], packing: str) -> tuple[str, bytes]:
    """The name and the bytes of a damaged file, itself or packed as a whole."""
    if ending not in _made:
        _made[ending] = SAMPLES[ending]()
    data = changed(_made[ending], changes)
    if packing == "zip":
        return "a.zip", zipped({f"x/a{ending}": data, "b.txt": b"Lohja"})
    if packing == "gz":
        return f"a{ending}.gz", gzip.compress(data)
    return f"a{ending}", data


def check(path: Path) -> None:
    """Check that reading a file keeps the laws."""
    before = _most_memory()
    with _watched() as said:
        try:
            found: list[object] | None = list(articles_of(path))
        except SourceError:
            found = None
        try:
            count: int | None = count_articles(path)
        except SourceError:
            count = None
        gc.collect(0)
    grown = _most_memory() - before
    assert grown < _MOST_MEMORY, f"takes {grown:,} kB"
    for one in found or ():
        assert isinstance(one, Article | Failure), f"not an article but {type(one)}"
        shown = one.message if isinstance(one, Failure) else one.full_text
        f"{one.article_id}{one.source}{shown}".encode()
    # A Parquet file's end says how many rows there are, whatever became of them.
    is_parquet = ".parquet" in path.name or b".parquet" in path.read_bytes()
    if found is not None and count is not None and not is_parquet:
        assert len(found) == count, f"{len(found)} are read, {count} counted"
    assert not _state["touched"], f"touches {_state['touched']}"
    foreign = [str(one.message) for one in said if not issubclass(one.category, LuksiaWarning)]
    assert not foreign, f"warns of {foreign}"


def _most_memory() -> int:
    """The most memory that this process ever had, in kB (on macOS in bytes)."""
    import resource  # POSIX alone has it

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)


@contextmanager
def _watched() -> Iterator[list[warnings.WarningMessage]]:
    """Watch what reading does to the world, and end it if it takes too long."""

    def end(*_: object) -> None:
        raise _Hang

    _state["touched"] = []
    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(_LONGEST)
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            _state["reading"] = True
            yield said
    finally:
        _state["reading"] = False
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _audit(event: str, given_: tuple[Any, ...]) -> None:
    if not _state["reading"]:
        return
    writes = event == "open" and isinstance(given_[2], int) and given_[2] & _WRITING
    if (writes and not str(given_[0]).endswith(".pyc")) or event in _FORBIDDEN:
        _state["touched"].append((event, *map(str, given_[:1])))


sys.addaudithook(_audit)


def fuzzed(kinds: Sequence[str], number: int, examples: int, folder: Path) -> str | None:
    """Check many damaged files of some kinds.

    Args:
        kinds: Their endings.
        number: The seed.
        examples: How many.
        folder: Where they are written, one after the other.

    Returns:
        The smallest file that breaks a law, told; None where none does.
    """

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(sorted(kinds)), CHANGES, st.sampled_from(["", "", "zip", "gz"]))
    def keeps_the_laws(ending: str, changes: Sequence[Change], packing: str) -> None:
        name, data = file_of(ending, changes, packing)
        path = folder / name
        path.write_bytes(data)
        try:
            check(path)
        except _Hang:
            raise AssertionError(f"takes more than {_LONGEST} seconds") from None
        finally:
            path.unlink()

    try:
        with redirect_stderr(io.StringIO()):
            keeps_the_laws()
    except Exception as error:
        return "".join(traceback.format_exception(error)[-12:]) + "".join(getattr(error, "__notes__", ()))
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz all kinds for some minutes; the exit status is 1 where a law is broken."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="*", default=KINDS, help=f"some of {', '.join(KINDS)}")
    options = parser.parse_args(arguments)
    end = time.monotonic() + 60 * options.minutes
    rounds, found = 0, Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            for kind in options.kinds:
                if time.monotonic() < end and not found[kind]:
                    told = fuzzed([kind], options.seed + rounds, 100, Path(folder))
                    if told:
                        found[kind] += 1
                        print(f"=== {kind}\n{told}", flush=True)
            rounds += 1
            if all(found[kind] for kind in options.kinds):
                break
    print(f"{rounds} rounds of 100 files of each of {len(options.kinds)} kinds; broken: {sorted(found)}")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
