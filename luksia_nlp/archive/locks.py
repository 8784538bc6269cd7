"""One run at a time in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from luksia_nlp.archive.storage import translated
from luksia_nlp.errors import OutputError


@contextmanager
def locked(folder: Path, name: str) -> Iterator[None]:
    """Hold a folder for one piece of work; the lock ends with the process, however that ends.

    Where the file system has no locks, as some of clusters' have none, nothing is held.

    Args:
        folder: The folder, which is made where it is not there.
        name: The piece of work.

    Raises:
        OutputError: Another process holds it, or the folder cannot be written to.
    """
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / f".{name}.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _lock(descriptor):
            raise OutputError(
                f"{folder}: another process is at work on it. Wait until it is done, or stop it first."
            )
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Lock a file; whether that could be done, or cannot be done on this system at all."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # the file system knows no locks
        return True
    return True
