"""Zips: the articles of the files in them, each within limits."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from os.path import splitext
from typing import BinaryIO, NamedTuple

from luksia_nlp.errors import LuksiaWarning, SourceError
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.kinds import (
    ONE_ARTICLE,
    ending_of,
    is_hidden,
    is_read,
    none_told,
    others_told,
    remedy_of,
    stems_of,
)
from luksia_nlp.reading.packed import articles_of_member, count_of_member, harmless, name_from_bytes, within
from luksia_nlp.reading.unpacking import Member, unpacked
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

_ENCRYPTED = 0x1  # the bit of a file's flags that says so
_UTF8 = 0x800  # the bit that says that its name is UTF-8
# Bytes of a file's own header before its name (APPNOTE.TXT, 4.3.7).
_LOCAL_HEADER = 30
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})


class _Content(NamedTuple):
    """A file in a zip: its harmless path, what its articles are named after, its entry, what is wrong."""

    path: str
    name: str
    entry: zipfile.ZipInfo
    said: str | None


def read_zip(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of the files in a zip, in the order of names; their names begin with the zip's own.

    Files of other kinds are counted in a `LuksiaWarning`.

    Raises:
        SourceError: It is no zip, is damaged or holds nothing that is read.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from luksia_nlp.reading.inputs import file_input
        >>> polku = Path(tempfile.mkdtemp()) / "arkisto.zip"
        >>> with zipfile.ZipFile(polku, "w") as paketti:
        ...     paketti.writestr("2026/koulu.txt", "Koulu avattiin.")
        >>> [artikkeli.article_id for artikkeli in read_zip(file_input(polku), "arkisto", Settings())]
        ['arkisto/2026/koulu']
    """
    allowance = within(file, settings)
    with ExitStack() as stack:
        packed = _zip(file, settings, stack)
        contents, passed = _contents(packed, file.shown)
        if passed:
            warnings.warn(f"{file.shown}: {others_told(passed)}.", LuksiaWarning, stacklevel=2)
        for content in contents:
            called = f"{name}/{content.name}" if name else content.name
            try:
                if content.said:
                    raise SourceError(f"{file.shown}/{content.path}: {content.said}.")
                member = Member(f"{file.shown}/{content.path}", allowance)
                opened = partial(_opened, packed, content.entry, member)
                inside = _inside(file, content, member, opened)
                yield from articles_of_member(inside, member, called, settings, opened)
            except Exception as error:  # whatever it is, it is one file's
                yield Failure.of(error, called, f"{file.shown}/{content.path}", "read")


def count_zip(file: Input, settings: Settings) -> int:
    """How many articles a zip holds, failures included; files of one article by the zip's directory.

    Raises:
        SourceError: As `read_zip` does.
    """
    allowance = within(file, settings)
    count = 0
    with ExitStack() as stack:
        packed = _zip(file, settings, stack)
        for content in _contents(packed, file.shown)[0]:
            if content.said or ending_of(content.path) in ONE_ARTICLE:
                count += 1
                continue
            member = Member(f"{file.shown}/{content.path}", allowance)
            opened = partial(_opened, packed, content.entry, member)
            inside = _inside(file, content, member, opened)
            try:
                count += count_of_member(inside, member, opened, settings)
            except Exception:
                count += 1  # the failure that it becomes
    return count


def _inside(
    file: Input, content: _Content, member: Member, opened: Callable[[int | None], BinaryIO]
) -> Input:
    suffix = splitext(content.path)[1].lower()
    shown = f"{file.shown}/{content.path}"
    size = content.entry.file_size
    return Input(shown, suffix, partial(opened, None), size, None, file.depth + 1, member.allowance)


def _opened(
    packed: zipfile.ZipFile, entry: zipfile.ZipInfo, member: Member, end: int | None = None
) -> BinaryIO:
    try:
        inner = packed.open(entry)
    except Exception as error:  # whatever it is, it is one file's
        raise SourceError(f"{member.shown}: cannot be unpacked: {error}.") from error
    return unpacked(inner, member, lambda: entry.compress_size, inner.close, end)  # type: ignore[arg-type]


def _zip(file: Input, settings: Settings, stack: ExitStack) -> zipfile.ZipFile:
    """The zip, open until the stack is; one that is packed itself is held in memory.

    Raises:
        SourceError: It is no zip, or one that no program makes.
    """
    try:
        raw: BinaryIO = stack.enter_context(file.opened()) if file.path else io.BytesIO(b"")
        raw = raw if file.path else io.BytesIO(file.read(settings.largest_file))
        packed = stack.enter_context(zipfile.ZipFile(raw))
    except SourceError:
        raise
    except OSError as error:
        raise SourceError(f"{file.shown}: cannot be read: {error.strerror or error}.") from error
    except Exception as error:  # whatever a damaged directory makes of it
        message = f"is not a whole zip: {error}. If it was copied or downloaded, do that anew"
        raise SourceError(f"{file.shown}: {message}.") from error
    end = 0
    for entry in sorted(packed.infolist(), key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise SourceError(f"{file.shown}: its files overlap, as only those of a zip bomb do.")
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
    return packed


def _contents(packed: zipfile.ZipFile, shown: str) -> tuple[list[_Content], Counter[str]]:
    """The files of a zip that hold texts, in the order of names, and how many others there are by kind.

    Raises:
        SourceError: None can be read.
    """
    files: dict[str, list[tuple[str, zipfile.ZipInfo]]] = {}
    folders: dict[str, set[str]] = {}
    passed: Counter[str] = Counter()
    for entry in packed.infolist():
        path = harmless(_path(entry))
        *above, name = path.split("/")
        if entry.is_dir() or any(map(is_hidden, (*above, name))):
            continue
        if stat.S_ISLNK(entry.external_attr >> 16):  # what Unix knows of it stands in the upper half
            passed["links"] += 1
        elif is_read(name) or remedy_of(name):
            files.setdefault("/".join(above), []).append((name, entry))
            for depth, folder in enumerate(above):
                folders.setdefault("/".join(above[:depth]), set()).add(folder)
        else:
            passed[ending_of(name)] += 1
    contents = [
        content for folder in files for content in _named(folder, files[folder], folders.get(folder, ()))
    ]
    if not any(is_read(content.path) for content in contents):
        documents = sorted(content.path for content in contents)
        passed.update(map(ending_of, documents[1:]))
        raise SourceError(f"{shown}: {none_told(documents[0] if documents else None, passed)}")
    return sorted(contents, key=lambda content: content.path.split("/")), passed


def _named(
    folder: str, files: Sequence[tuple[str, zipfile.ZipInfo]], folders: Collection[str]
) -> Iterator[_Content]:
    """The files of one of a zip's folders, with what their articles are named after."""
    start = f"{folder}/" if folder else ""
    stems = stems_of([name for name, _ in files], folders)
    for (name, entry), stem in zip(files, stems, strict=True):
        yield _Content(start + name, start + stem, entry, _said(name, entry))


def _said(name: str, entry: zipfile.ZipInfo) -> str | None:
    """Why a file in a zip cannot be read, if so."""
    if remedy := remedy_of(name):
        return f"is {remedy}"
    if entry.flag_bits & _ENCRYPTED:
        return "is encrypted; unpack it with its password and give what it holds"
    if entry.compress_type not in _METHODS:
        return (
            f"is packed in a way that cannot be read (method {entry.compress_type}); "
            "pack it anew as an ordinary zip"
        )
    return None


def _path(entry: zipfile.ZipInfo) -> str:
    """The path of a file in a zip: a program that does not say UTF-8 may mean any encoding."""
    path = entry.orig_filename
    return path if entry.flag_bits & _UTF8 or path.isascii() else name_from_bytes(path.encode("cp437"))
