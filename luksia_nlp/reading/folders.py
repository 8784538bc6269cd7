"""The files of a folder, walked without holding them all, and what each is called."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from luksia_nlp.errors import SourceError, printable
from luksia_nlp.reading.kinds import (
    KINDS_TOLD,
    ONE_ARTICLE,
    ending_of,
    is_hidden,
    is_read,
    none_told,
    remedy_of,
    stems_of,
)
from luksia_nlp.records import ARCHIVE_MANIFEST, RESULT_MANIFEST

# What links that are not read are counted as, among kinds of files.
_FOLDER_LINK, _TWIN_LINK = "links to folders", "links to files of the same folder"


class Found(NamedTuple):
    """Something that lies in a folder.

    `name` is what identifiers of its articles begin with. An `article` file is read, a `document` holds texts
    and is not, for the reason in `said`; of what is `broken` nobody can say what it holds, and of an `other`
    file `said` is its kind.
    """

    path: str
    name: str
    sort: Literal["article", "document", "other", "broken"]
    said: str = ""


class Survey(NamedTuple):
    """What a folder holds.

    Args:
        single: Number of files that become one article or one failure.
        several: Number of files that may hold more.
        passed: Number of files of each kind that is not read and becomes no failure.
    """

    single: int
    several: int
    passed: Counter[str]


def survey(folder: Path) -> Survey:
    """Count the files of a folder and its subfolders.

    Args:
        folder: The folder.

    Raises:
        SourceError: It cannot be listed, or none of its files can be read.

    Example:
        >>> import tempfile
        >>> kansio = Path(tempfile.mkdtemp())
        >>> for nimi in ("a.txt", "b.csv", "kuva.jpg"):
        ...     (kansio / nimi).touch()
        >>> survey(kansio)
        Survey(single=1, several=1, passed=Counter({'.jpg': 1}))
    """
    sorts: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    several, example = 0, None
    for found in walk(folder):
        sorts[found.sort] += 1
        if found.sort == "article":
            several += ending_of(found.path) not in ONE_ARTICLE
        elif found.sort == "document":
            example = example or os.path.basename(found.path)
            documents[ending_of(found.path)] += 1
        elif found.sort == "other":
            passed[found.said] += 1
    if sorts["article"] or sorts["broken"]:
        return Survey(sorts.total() - sorts["other"] - several, several, passed)
    if example:
        passed += documents - Counter({ending_of(example): 1})
    raise _nothing(folder, passed, example)


def _nothing(folder: Path, passed: Counter[str], document: str | None) -> SourceError:
    message = f"{folder}: {none_told(document, passed)}"
    if is_archive(folder):
        message += " It holds the results of an archive run, not its articles."
    elif any((Path(parent) / RESULT_MANIFEST).exists() for parent, _, _ in os.walk(folder)):
        message += " It holds the tables of an analysis, which Analysis.read reads."
    return SourceError(f"{message} Articles are read from {KINDS_TOLD}.")


def walk(folder: Path) -> Iterator[Found]:
    """What lies in a folder and its subfolders, in the order of names, holding one listing at a time.

    Hidden files, the tables of an analysis and the results of an archive run are left out. A link to a folder
    is not followed, a link to a file that the walk meets anyway is not read: so no link leads in circles.

    Args:
        folder: The folder.

    Raises:
        SourceError: The folder itself cannot be listed.

    Example:
        >>> import tempfile
        >>> kansio = Path(tempfile.mkdtemp())
        >>> for nimi in ("koulu.txt", "koulu.md", "kuva.jpg"):
        ...     (kansio / nimi).touch()
        >>> [(tiedosto.name, tiedosto.sort) for tiedosto in walk(kansio)]
        [('koulu.md', 'article'), ('koulu.txt', 'article'), ('kuva.jpg', 'other')]
    """
    root = os.path.realpath(folder)
    try:
        pending = [iter(_listing(str(folder), ""))]
    except OSError as error:
        raise SourceError(f"{folder}: cannot be listed: {error.strerror or error}.") from error
    while pending:
        for entry, name, is_folder in pending[-1]:
            if not is_folder:
                yield _found(entry, name, root)
                continue
            try:
                pending.append(iter(_listing(entry.path, name)))
                break
            except OSError as error:
                said = f"{printable(entry.path)}: cannot be listed: {error.strerror or error}."
                yield Found(entry.path, printable(name), "broken", said)
        else:
            pending.pop()


def _listing(folder: str, above: str) -> list[tuple[os.DirEntry[str], str, bool]]:
    """The files and folders of a folder by name, each with what its articles are named after.

    Args:
        folder: The folder's path.
        above: What those of the folder are named after.
    """
    with os.scandir(folder) as listed:
        entries = sorted((e for e in listed if not is_hidden(e.name)), key=lambda entry: entry.name)
    if any(entry.name == ARCHIVE_MANIFEST for entry in entries) and is_archive(Path(folder)):
        return []
    if any(entry.name == RESULT_MANIFEST for entry in entries):
        results = result_files(Path(folder))
        entries = [entry for entry in entries if entry.name not in results]
    folders = frozenset(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    readable = [entry.name for entry in entries if entry.name not in folders and _holds_text(entry.name)]
    stems = dict(zip(readable, stems_of(readable, folders), strict=True))
    start = f"{above}/" if above else ""
    return [(entry, start + stems.get(entry.name, entry.name), entry.name in folders) for entry in entries]


def _holds_text(name: str) -> bool:
    return is_read(name) or remedy_of(name) is not None


def _found(entry: os.DirEntry[str], name: str, root: str) -> Found:
    """What a file is, or a link."""
    name = printable(name)
    if entry.is_symlink():
        if os.path.isdir(entry.path):
            return Found(entry.path, name, "other", _FOLDER_LINK)
        inside = os.path.relpath(os.path.realpath(entry.path), root).split(os.sep)
        if not any(map(is_hidden, inside)) and os.path.isfile(entry.path):
            return Found(entry.path, name, "other", _TWIN_LINK)
    if is_read(entry.name):
        return Found(entry.path, name, "article")
    if said := remedy_of(entry.name):
        return Found(entry.path, name, "document", said)
    return Found(entry.path, name, "other", ending_of(entry.name))


def result_files(folder: Path) -> frozenset[str]:
    """The names of the files that an analysis wrote to a folder; none where it holds no analysis.

    Args:
        folder: The folder.
    """
    try:
        manifest = json.loads((folder / RESULT_MANIFEST).read_text(encoding="utf-8"))
        return frozenset([RESULT_MANIFEST, *manifest["files"]])
    except (OSError, ValueError, TypeError, KeyError):
        return frozenset()


def is_archive(folder: Path) -> bool:
    """Whether a folder holds the results of an archive run: its manifest, and what it makes beside it.

    Args:
        folder: The folder.
    """
    beside = any((folder / name).is_dir() for name in ("shards", "tables"))
    return beside and (folder / ARCHIVE_MANIFEST).is_file()
