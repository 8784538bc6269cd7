"""A file's lines, one after another, whatever their encodings and however long the file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from luksia_nlp.errors import SourceError
from luksia_nlp.reading.encodings import decode_line, marked, other_encoding, wide_encoding
from luksia_nlp.reading.inputs import Input
from luksia_nlp.settings import Settings

# Bytes at a file's start by which its encoding and its dialect are judged: hundreds of articles. Even, as
# UTF-16 needs.
_HEAD = 1_000_000
# A record of a table is at most so many times as long as the longest article: it has other cells, too, ...
_TIMES = 4
# ... and at least so many characters, so that a small limit of articles costs no table of ordinary ones.
_LEAST = 1_000_000

# How files begin that are no text, and what they are then called.
_PACKED = {b"PK\x03\x04": ".xlsx, .ods or .zip", b"\xd0\xcf\x11\xe0": ".xls", b"\x1f\x8b": ".gz"}


class Line(NamedTuple):
    """A line with its end, and what was odd in reading it; no text where it is too long to be read."""

    text: str | None
    note: str | None


class TextFile:
    r"""A file of lines, of which only the first part and one line are in memory.

    Lines of one file may be in two encodings, UTF-8 and another, as where rows were pasted from elsewhere.

    Args:
        file: The file.
        settings: The options of reading.

    Raises:
        SourceError: It cannot be read.

    Example:
        >>> data = io.BytesIO("Järvenpää\n".encode() + "Jyväskylä\n".encode("cp1252"))
        >>> tiedosto = TextFile(Input("a.csv", ".csv", lambda: data), Settings())
        >>> [rivi.note for rivi in tiedosto.lines()]
        [None, 'not UTF-8; read as Windows-1252']
    """

    def __init__(self, file: Input, settings: Settings) -> None:
        self._file = file
        self.shown = file.shown
        self.longest = max(_TIMES * settings.largest_article, _LEAST)
        try:
            with file.open() as opened:
                self._head = opened.read(_HEAD)
                self.is_whole = len(self._head) < _HEAD and not opened.read(1)
        except OSError as error:
            raise _unreadable(file.shown, error) from error
        if kind := next((name for mark, name in _PACKED.items() if self._head.startswith(mark)), None):
            raise SourceError(f"{file.shown}: is packed, whatever its name; name it by what it is ({kind}).")
        self._wide = wide_encoding(self._head)
        lines = re.split(rb"[\r\n]", self._head)
        self._other = None if self._wide else other_encoding(lines if self.is_whole else lines[:-1])

    def head(self) -> list[Line]:
        """The lines of the file's first part, all whole; of a short file all its lines."""
        lines = list(self._read(io.BytesIO(self._head)))
        return lines if self.is_whole or len(lines) < 2 else lines[:-1]

    def lines(self) -> Iterator[Line]:
        """All its lines.

        Raises:
            SourceError: It cannot be read to its end.
        """
        if self.is_whole:
            yield from self._read(io.BytesIO(self._head))
            return
        try:
            with self._file.open() as opened:
                yield from self._read(opened)
        except OSError as error:
            raise _unreadable(self.shown, error) from error

    def _read(self, opened: BinaryIO) -> Iterator[Line]:
        # Latin-1 gives each byte a letter of its own: so lines are found before their encoding is known.
        encoding = self._wide.name if self._wide else "latin-1"
        with io.TextIOWrapper(opened, encoding, errors="replace", newline="") as text:
            is_first, skips = True, False
            while line := text.readline(self.longest):
                is_cut = len(line) == self.longest and line[-1] not in "\r\n"
                if not skips:
                    yield Line(None, None) if is_cut else self._decoded(line, is_first)
                skips, is_first = is_cut, False

    def _decoded(self, line: str, is_first: bool) -> Line:
        if self._wide:
            return Line(*marked(line, self._wide.note))
        if line.isascii() and "\x00" not in line:
            return Line(line, None)
        data = line.encode("latin-1")
        mark = b"\xef\xbb\xbf"  # of UTF-8
        return Line(*decode_line(data.removeprefix(mark) if is_first else data, self._other))


def _unreadable(shown: str, error: OSError) -> SourceError:
    return SourceError(f"{shown}: cannot be read: {error.strerror or error}.")
