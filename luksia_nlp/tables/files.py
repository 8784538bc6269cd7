"""A file that is written beside its place and put there when it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from luksia_nlp.errors import OutputError


def check_file(path: Path, overwrite: bool = False) -> None:
    """Check, before the work, that a file may be written.

    Args:
        path: The file, whose folder need not be there yet.
        overwrite: Whether a file that is there may be replaced.

    Raises:
        OutputError: It is a folder, may not be written, or is there already.

    Example:
        >>> check_file(Path("uusi.sqlite"))
    """
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it, such as {path / 'luksia'}{path.suffix}.")
    if path.exists() and not overwrite:
        raise OutputError(
            f"{path}: is there already. Name another file, or say overwrite (overwrite=True, on the command "
            "line --overwrite)."
        )
    parent = next(parent for parent in path.absolute().parents if parent.exists())
    if not parent.is_dir():
        raise OutputError(f"{path}: cannot be written there: {parent} is not a folder.")
    if not os.access(parent, os.W_OK):
        raise OutputError(f"{path}: cannot be written there: no permission to write to {parent}.")


@contextmanager
def new_file(path: Path, overwrite: bool = False) -> Iterator[Path]:
    """Where to write a file: in a folder beside its place, to which it is moved at the end if all went well.

    What else is written into that folder is removed with it.

    Args:
        path: The file's place. Its folder is made where it is not there.
        overwrite: Whether a file that is there may be replaced.

    Yields:
        The path to write to; nothing lies there yet.

    Raises:
        OutputError: The file may not be written, or writing it failed.

    Example:
        >>> import tempfile
        >>> paikka = Path(tempfile.mkdtemp()) / "taulut.txt"
        >>> with new_file(paikka) as tiedosto:
        ...     _ = tiedosto.write_text("valmis", encoding="utf-8")
        >>> paikka.read_text(encoding="utf-8")
        'valmis'
    """
    check_file(path, overwrite)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".luksia-", dir=path.parent) as beside:
            file = Path(beside) / path.name
            yield file
            file.replace(path)
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written there: {error.strerror or error}.") from error
