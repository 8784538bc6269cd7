"""Who works in a folder: one whole run, or several shares of one, each once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from luksia_nlp.archive.shares import Share
from luksia_nlp.archive.storage import translated
from luksia_nlp.errors import OutputError


@contextmanager
def locked(folder: Path, share: Share) -> Iterator[None]:
    """Hold a folder for a run; the lock ends with the process, however that ends.

    A whole run is alone; shares only exclude a whole run, and the same share. Where the file system has no
    locks, as some of clusters' and Windows have none, nothing is held.

    Args:
        folder: The folder, which is made where it is not there.
        share: The share of the run.

    Raises:
        OutputError: Another process holds it, or the folder cannot be written to.
    """
    names = ["whole"] if share.is_all else ["whole", f"shard-{share.number}-of-{share.of}"]
    descriptors = [_opened(folder, name) for name in names]
    try:
        for name, descriptor in zip(names, descriptors, strict=True):
            if not _lock(descriptor, is_shared=name == "whole" and not share.is_all):
                raise OutputError(
                    f"{folder}: another process is at work on it. Wait until it is done, or stop it first."
                )
        yield
    finally:
        for descriptor in descriptors:
            os.close(descriptor)


@contextmanager
def held(folder: Path, name: str) -> Iterator[None]:
    """Wait for a piece of work in a folder, and hold it for a moment.

    Args:
        folder: The folder, which is made where it is not there.
        name: The piece of work.

    Raises:
        OutputError: The folder cannot be written to.
    """
    descriptor = _opened(folder, name)
    try:
        _lock(descriptor, waits=True)
        yield
    finally:
        os.close(descriptor)


def _opened(folder: Path, name: str) -> int:
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / f".{name}.lock", os.O_RDWR | os.O_CREAT, 0o644)


def _lock(descriptor: int, is_shared: bool = False, waits: bool = False) -> bool:
    """Lock a file; whether that could be done, or cannot be done on this system at all."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    kind = fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX
    try:
        fcntl.flock(descriptor, kind if waits else kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # the file system knows no locks
        return True
    return True
