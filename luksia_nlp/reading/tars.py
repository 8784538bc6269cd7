"""Tars: the articles of the files in them, one file in memory at a time."""

from __future__ import annotations

import io
import tarfile
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import partial
from hashlib import blake2b
from os.path import splitext
from typing import BinaryIO, Self

from luksia_nlp.errors import LuksiaWarning, SourceError, printable
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.kinds import (
    ending_of,
    is_hidden,
    is_read,
    none_told,
    others_told,
    reader_of,
    remedy_of,
    stem_of,
)
from luksia_nlp.reading.packed import harmless, within
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

# Bytes that the headers of one file may have: names and dates take some hundred. One that says more would
# be held in memory.
_LARGEST_HEADER = 1 << 20
# Bytes that a tar reads at a time, and that each of its files is filled up to.
_BLOCK, _RECORD = 512, 10_240


class _Guarded:
    """A file that gives no more bytes than the next step may need."""

    def __init__(self, file: BinaryIO, shown: str) -> None:
        self._file, self._shown = file, shown
        self.left = 0

    def read(self, size: int) -> bytes:
        if self.left < 0:
            raise SourceError(f"{self._shown}: a header in it is too large to be one; is it damaged?")
        data = self._file.read(size)
        self.left -= len(data)
        return data


class _Header(tarfile.TarInfo):
    """A header of a tar; a broken one is an error and not, as for the standard library, the tar's end."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(str(error)) from error


def read_tar(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of the files in a tar, in its own order; their names begin with the tar's own.

    Files of other kinds are counted in a `LuksiaWarning`. Of two files whose names differ in their endings
    alone the second keeps its ending in its articles' names.

    Raises:
        SourceError: It is no tar or holds nothing that is read.
    """
    allowance = within(file, settings)
    passed: Counter[str] = Counter()
    given, read, problem = 0, 0, None
    try:
        for path, called, data in _contents(file, name, settings, passed):
            shown = f"{file.shown}/{path}"
            try:
                if isinstance(data, SourceError):
                    raise data
                read += 1
                opened = partial(io.BytesIO, data)
                ending = splitext(path)[1].lower()
                inside = Input(shown, ending, opened, len(data), None, file.depth + 1, allowance)
                for article in reader_of(inside.suffix)(inside, called, settings):
                    given += 1
                    yield article
            except Exception as error:  # whatever it is, it is one file's
                given += 1
                yield Failure.of(error, called, shown, "read")
    except SourceError as error:
        problem = error
    if passed:
        warnings.warn(f"{file.shown}: {others_told(passed)}.", LuksiaWarning, stacklevel=2)
    if not given:
        raise problem or SourceError(f"{file.shown}: {none_told(None, passed)}")
    if problem:
        yield Failure.of(problem, name, file.shown, "read")


def _contents(
    file: Input, name: str, settings: Settings, passed: Counter[str]
) -> Iterator[tuple[str, str, bytes | SourceError]]:
    """The files of a tar that hold texts: path, what articles are named after, and bytes or what is wrong.

    Raises:
        SourceError: The tar is none, or damaged.
    """
    seen: set[bytes] = set()
    with file.opened() as raw:
        guarded = _Guarded(raw, file.shown)
        guarded.left = _LARGEST_HEADER
        try:
            with tarfile.open(fileobj=guarded, mode="r|", bufsize=_RECORD, tarinfo=_Header) as packed:  # type: ignore[call-overload]
                while (entry := packed.next()) is not None:
                    packed.members = []  # it would keep them all
                    guarded.left = max(entry.size, 0) + _BLOCK + _RECORD + _LARGEST_HEADER
                    path = harmless(printable(entry.name))
                    parts = path.split("/")
                    if entry.isdir() or any(map(is_hidden, parts)):
                        continue
                    known = is_read(path) or remedy_of(path)
                    if not entry.isreg() or not known:
                        passed[ending_of(path) if entry.isreg() else "links and devices"] += 1
                        continue
                    yield (
                        path,
                        _called(name, path, seen),
                        _data(packed, entry, f"{file.shown}/{path}", settings),
                    )
        except (SourceError, GeneratorExit):
            raise
        except Exception as error:  # whatever a damaged header makes of it
            message = f"is damaged or cut short ({error or type(error).__name__}). What follows is lost"
            raise SourceError(f"{file.shown}: {message}.") from error


def _called(name: str, path: str, seen: set[bytes]) -> str:
    folder, _, last = path.rpartition("/")
    start = "/".join(part for part in (name, folder) if part)
    called = f"{start}/{stem_of(last)}" if start else stem_of(last)
    key = blake2b(called.encode(), digest_size=8).digest()
    if key in seen:
        return f"{start}/{last}" if start else last
    seen.add(key)
    return called


def _data(
    packed: tarfile.TarFile, entry: tarfile.TarInfo, shown: str, settings: Settings
) -> bytes | SourceError:
    """The bytes of a tar's file, which can be read only in its turn."""
    if remedy := remedy_of(shown):
        return SourceError(f"{shown}: is {remedy}.")
    if entry.size > settings.largest_file:
        return SourceError(
            f"{shown}: is larger than {settings.largest_file:,} bytes, the setting largest_file. Raise it, "
            "or unpack the tar."
        )
    inner = packed.extractfile(entry)
    data = inner.read() if inner else b""
    if len(data) < entry.size:
        raise SourceError(
            f"{shown}: is cut short: {len(data):,} bytes of {entry.size:,}. What follows is lost."
        )
    return data
