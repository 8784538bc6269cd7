"""A file to read, wherever its bytes lie: on the disk, or packed within another file."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from luksia_nlp.errors import SourceError, printable


@dataclass(slots=True)
class Allowance:
    """The bytes that a packed file may still unpack to; all that lies in it draws on the same."""

    left: int


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read.

    Args:
        shown: What it is called in messages, and as the source of its articles: a path, or the path of a
            packed file and the name within it.
        suffix: The ending that says of which kind it is, in small letters: `.txt`.
        open: Opens it from its start, each time anew. What it gives may be unable to seek. Whatever it raises
            is an `OSError` or a `SourceError`.
        size: Its bytes, where they are known without reading it.
        path: Where it lies, if it is a file of its own on the disk.
        depth: How many packed files it lies in.
        allowance: What the packed file that it lies in may still unpack to; None where it lies in none.
    """

    shown: str
    suffix: str
    open: Callable[[], BinaryIO]
    size: int | None = None
    path: Path | None = None
    depth: int = 0
    allowance: Allowance | None = None

    def opened(self) -> BinaryIO:
        """The file, opened from its start.

        Raises:
            SourceError: It cannot be opened.
        """
        try:
            return self.open()
        except OSError as error:
            raise SourceError(f"{self.shown}: cannot be read: {error.strerror or error}.") from error

    def read(self, most: int) -> bytes:
        """All its bytes.

        Args:
            most: The most bytes that it may have, the setting `largest_file`.

        Raises:
            SourceError: It cannot be read, or is larger.

        Example:
            >>> import tempfile
            >>> polku = Path(tempfile.mkdtemp()) / "a.txt"
            >>> _ = polku.write_bytes(b"Lohja")
            >>> file_input(polku).read(100)
            b'Lohja'
        """
        try:
            with self.open() as file:
                data = file.read(most + 1)
        except OSError as error:
            raise SourceError(f"{self.shown}: cannot be read: {error.strerror or error}.") from error
        if len(data) > most:
            raise SourceError(
                f"{self.shown}: is larger than {most:,} bytes, the setting largest_file. "
                "Raise it, or cut the file into smaller ones."
            )
        return data


def file_input(path: Path) -> Input:
    """A file on the disk as something to read.

    Args:
        path: The file. It is not opened yet.

    Example:
        >>> file_input(Path("uutiset/2026-03-05.TXT")).suffix
        '.txt'
    """
    try:
        found = path.stat()
    except OSError:
        found = None
    size = found.st_size if found and stat.S_ISREG(found.st_mode) else None

    def opened() -> BinaryIO:
        if found and not stat.S_ISREG(found.st_mode):
            # To open a pipe waits for somebody who writes to it.
            raise SourceError(f"{printable(str(path))}: is no file but a pipe, a device or the like.")
        return path.open("rb")

    return Input(printable(str(path)), path.suffix.lower(), opened, size, path)
