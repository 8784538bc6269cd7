"""Packed files of one file each, and what all packed files have in common; none is unpacked to the disk."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from os.path import splitext
from typing import Any, BinaryIO

from luksia_nlp.errors import SourceError, printable
from luksia_nlp.reading.encodings import decode
from luksia_nlp.reading.inputs import Allowance, Input
from luksia_nlp.reading.kinds import ONE_ARTICLE, count_of_input, reader_of
from luksia_nlp.reading.unpacking import Member, Tally, unpacked
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

# A packed file within a packed one is read, one within that is not: newspapers' deliveries have a .zip of
# .gz at most, and bombs nest.
_DEEPEST = 2
_OPENERS: dict[str, Callable[[Any], Any]] = {
    ".gz": lambda file: gzip.GzipFile(fileobj=file),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
}
# Endings that stand for two.
_SHORT = {".tgz": ".tar.gz"}
# Folders that the path of a packed file keeps, at most; no person nests deeper.
_LONGEST_PATH = 50


def within(file: Input, settings: Settings) -> Allowance:
    """What a packed file may unpack to, if it does not lie too deep.

    Args:
        file: The packed file.
        settings: The options of reading.

    Raises:
        SourceError: It lies within too many others.
    """
    if file.depth >= _DEEPEST:
        raise SourceError(
            f"{file.shown}: is packed within a packed file within another, which is not read. Unpack the "
            "outer one."
        )
    return file.allowance or Allowance(settings.largest_unpacked)


def read_single(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of one packed file, such as *uutiset.jsonl.gz*, called by a name.

    Where it breaks off, the articles before that are kept and a failure says so.

    Raises:
        SourceError: Nothing of it can be read.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from luksia_nlp.reading.inputs import file_input
        >>> polku = Path(tempfile.mkdtemp()) / "koulu.txt.gz"
        >>> _ = polku.write_bytes(gzip.compress("Koulu avattiin.".encode()))
        >>> [artikkeli.text for artikkeli in read_single(file_input(polku), "koulu", Settings())]
        ['Koulu avattiin.']
    """
    inside, member, opened = _single(file, settings)
    yield from articles_of_member(inside, member, name, settings, opened)


def count_single(file: Input, settings: Settings) -> int:
    """How many articles one packed file holds, failures included.

    Raises:
        SourceError: As `read_single` does.
    """
    return count_of_member(*_single(file, settings), settings)


def _single(file: Input, settings: Settings) -> tuple[Input, Member, Callable[[int | None], BinaryIO]]:
    """What one packed file packs, what is known of its unpacking, and what opens it."""
    shown = file.shown
    for short, long in _SHORT.items():
        shown = shown[: -len(short)] + long if shown.lower().endswith(short) else shown
    shown, packing = splitext(shown)
    suffix = splitext(shown)[1].lower()
    member = Member(file.shown, within(file, settings))

    def opened(end: int | None = None) -> BinaryIO:
        stack = ExitStack()
        raw = Tally(stack.enter_context(file.opened()))
        inner = stack.enter_context(_OPENERS[packing.lower()](raw))
        return unpacked(inner, member, lambda: raw.count, stack.close, end)

    # A .tar.gz is one packed file in two steps.
    depth = file.depth + (suffix != ".tar")
    return Input(file.shown, suffix, opened, depth=depth, allowance=member.allowance), member, opened


def count_of_member(
    inside: Input, member: Member, opened: Callable[[int | None], BinaryIO], settings: Settings
) -> int:
    """How many articles a file that lies packed holds, the failure included that it may be or end with.

    Args:
        inside: The file.
        member: What is known of its unpacking.
        opened: Opens it so that it ends after so many bytes.
        settings: The options of reading.

    Raises:
        SourceError: Nothing of it can be read.
    """
    try:
        count = count_of_input(inside, settings)
        if not member.broken:
            return count
    except SourceError:
        pass
    return sum(1 for _ in articles_of_member(inside, member, "", settings, opened))


def articles_of_member(
    inside: Input,
    member: Member,
    name: str,
    settings: Settings,
    opened: Callable[[int | None], BinaryIO],
) -> Iterator[Article | Failure]:
    """The articles of a file that lies packed; where that breaks off, those before it and a failure.

    Args:
        inside: The file.
        member: What is known of its unpacking.
        name: What its articles are named after.
        settings: The options of reading.
        opened: Opens it so that it ends after so many bytes.

    Raises:
        SourceError: Nothing of it can be read.
    """
    read = reader_of(inside.suffix)
    given, last, problem = 0, None, None
    try:
        for last in read(inside, name, settings):
            given += 1
            yield last
    except SourceError as error:
        problem = error
    problem = member.broken or problem
    is_told = isinstance(last, Failure) and str(problem) in last.message
    if not problem or is_told:
        return
    if member.damaged and not given and inside.suffix not in ONE_ARTICLE:
        # Its reader takes it as a whole: it gets what is whole of it, to the last line's end.
        end = member.lines_end
        try:
            for article in read(replace(inside, open=lambda: opened(end)), name, settings):
                given += 1
                yield article
        except SourceError:
            pass  # nothing to be had of it
    if not given:
        raise problem
    yield Failure.of(problem, name, inside.shown, "read")


def harmless(path: str) -> str:
    r"""The path of a packed file as a name that points nowhere: no root, no drive, no way up.

    Args:
        path: The path as it is written in the packed file.

    Example:
        >>> harmless("../../etc/passwd"), harmless(r"C:\Uutiset\a.txt")
        ('etc/passwd', 'Uutiset/a.txt')
    """
    path = "".join(letter if letter.isprintable() else "\ufffd" for letter in printable(path))
    parts = [part.strip() for part in path.replace("\\", "/").split("/")]
    named = [part for part in parts if part not in ("", ".", "..") and not part.endswith(":")]
    return "/".join(named[-_LONGEST_PATH:])


def name_from_bytes(name: bytes) -> str:
    """The name of a packed file whose encoding nobody says: UTF-8, else as the file names of old programs.

    Example:
        >>> name_from_bytes("jäätelö.txt".encode("cp437"))
        'jäätelö.txt'
    """
    return decode(name).text
