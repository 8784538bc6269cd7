"""Files that are there whole or not at all, whatever kills the process that writes them."""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from luksia_nlp.errors import OutputError

# What begins the name of a file or folder that is being written; what a killed run leaves is removed.
TEMPORARY = ".writing-"


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place and put it there when it is whole and on the disk.

    Args:
        path: The file.
        write: Writes the file whose path it is given.

    Raises:
        OutputError: It cannot be written: the disk is full, or the folder may not be written to.

    Example:
        >>> import tempfile
        >>> tiedosto = Path(tempfile.mkdtemp()) / "a.txt"
        >>> write_whole(tiedosto, lambda polku: polku.write_text("Lohja"))
        >>> tiedosto.read_text(), len(list(tiedosto.parent.iterdir()))
        ('Lohja', 1)
    """
    # Processes on several machines may write the same manifest at the same time.
    beside = path.with_name(f"{TEMPORARY}{secrets.token_hex(4)}-{path.name}")
    with translated(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(beside)
            flush_to_disk(beside)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        flush_to_disk(path.parent)


def write_json(path: Path, values: Any) -> None:
    """Write values as JSON, whole or not at all.

    Args:
        path: The file.
        values: What JSON can hold.

    Raises:
        OutputError: It cannot be written.
    """
    text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_whole(path, lambda beside: _write_text(beside, text))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def flush_to_disk(path: Path) -> None:
    """Have what was written to a file, or the names in a folder, reach the disk."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:  # a folder cannot be opened everywhere
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EBADF, errno.EACCES, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Make errors of the operating system and of Arrow say what cannot be written, and why.

    Raises:
        OutputError: There was one.
    """
    from pyarrow import ArrowException

    try:
        yield
    except OutputError:
        raise
    except (OSError, ArrowException) as error:
        told = getattr(error, "strerror", None) or error
        raise OutputError(
            f"{path}: cannot be written: {told}. What was done so far is kept; run the same command again "
            "when that is mended."
        ) from error


def replace_folder(new: Path, place: Path) -> None:
    """Put a folder that is complete in the place of another, which is removed.

    Args:
        new: The folder, beside its place.
        place: Where it goes.

    Raises:
        OutputError: It cannot be put there.
    """
    old = _old(place)
    with translated(place):
        shutil.rmtree(old, ignore_errors=True)
        if place.exists():
            place.replace(old)
        try:
            new.replace(place)
        except OSError:
            restore_folder(place)
            raise
        flush_to_disk(place.parent)
        shutil.rmtree(old, ignore_errors=True)


def restore_folder(place: Path) -> None:
    """Put a folder back where a killed run had taken it away and not yet put a new one in its place."""
    if not place.exists() and _old(place).exists():
        _old(place).replace(place)


def _old(place: Path) -> Path:
    return place.with_name(f"{TEMPORARY}old-{place.name}")


def remove_unfinished(folder: Path) -> None:
    """Remove what a killed run had begun to write in a folder.

    Args:
        folder: The folder.
    """
    for path in folder.glob(f"{TEMPORARY}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
