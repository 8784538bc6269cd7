"""Articles from files and folders."""

from __future__ import annotations

import difflib
import os
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from luksia_nlp.errors import LuksiaWarning, SourceError, printable
from luksia_nlp.reading.folders import Found, result_files, survey, walk
from luksia_nlp.reading.inputs import file_input
from luksia_nlp.reading.kinds import (
    KINDS_TOLD,
    ONE_ARTICLE,
    PACKINGS,
    count_of_input,
    ending_of,
    is_read,
    others_told,
    reader_of,
    remedy_of,
    stem_of,
)
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings, checked_settings


def read_articles(path: str | Path, settings: Settings | None = None) -> Iterator[Article | Failure]:
    r"""Read the articles of a file, or of all files in a folder and its subfolders, in the order of names.

    A file holds one article (texts, Markdown, web pages, Word) or several (tables, feeds, web archives);
    packed ones are read as what they hold, without being unpacked to the disk. `docs/sources.md` tells which
    kinds are read, by which names columns are known, and what becomes of dates and encodings. Without a date
    of its own, an article gets the ISO date in its path, if any. What was odd stands in its `notes`.

    Args:
        path: A file or a folder. In a folder hidden files, the tables of an earlier analysis and the results
            of an archive run are left alone, and links to folders are not followed. Files of other kinds are
            counted in a `LuksiaWarning`; those that hold texts (`.pdf`, ...) become failures that say what
            would make them readable. Files that differ in their endings alone are named with these.
        settings: The options of reading; None for the defaults.

    Yields:
        Articles, and a `Failure` in the place of each one that cannot be read.

    Raises:
        SourceError: There is no such path, the folder holds no article file, the file is of an unknown
            kind, or a table has no `text` column.

    Example:
        >>> import tempfile
        >>> tiedosto = Path(tempfile.mkdtemp()) / "2026-03-05-uutinen.txt"
        >>> _ = tiedosto.write_text("Lohja sai koulun\n\nKoulu avattiin.\n", encoding="utf-8")
        >>> [artikkeli] = read_articles(tiedosto)
        >>> artikkeli.title, str(artikkeli.published)
        ('Lohja sai koulun', '2026-03-05')
    """
    path, settings = Path(path), checked_settings(settings)
    if os.path.isdir(path):  # which never fails
        return _read_folder(path, settings)
    _check_file(path)
    return reader_of(path.suffix.lower())(file_input(path), printable(stem_of(path.name)), settings)


def read_paths(paths: Iterable[str | Path], settings: Settings | None = None) -> Iterator[Article | Failure]:
    """Read the articles of several files and folders; their identifiers begin with their paths.

    Args:
        paths: The paths, as for `read_articles`. All are looked up before the first is read.
        settings: The options of reading; None for the defaults.

    Raises:
        SourceError: As `read_articles` does, for any of the paths.
    """
    named = [(Path(path), read_articles(path, settings)) for path in paths]
    return (_with_path(path, article) for path, articles in named for article in articles)


def _with_path(path: Path, article: Article | Failure) -> Article | Failure:
    """An article of one of several paths, named after it: that of *vuosi/a.txt* is *vuosi/a*."""
    folder = path if path.is_dir() else path.parent
    return replace(article, article_id=printable(f"{folder.as_posix()}/{article.article_id}"))


def count_articles(path: str | Path, settings: Settings | None = None) -> int:
    """How many articles `read_articles` will yield, failures included.

    Files of one article are counted, rows of tables too: from the start of a Parquet file, else by reading.

    Args:
        path: A file or a folder.
        settings: The options of reading; None for the defaults.

    Raises:
        SourceError: As `read_articles` does.
    """
    path, settings = Path(path), checked_settings(settings)
    if not os.path.isdir(path):
        _check_file(path)
        return count_of_input(file_input(path), settings)
    found = survey(path)
    if not found.several:
        return found.single
    return sum(_count_found(file, settings) for file in walk(path) if file.sort != "other")


def _count_found(file: Found, settings: Settings) -> int:
    if file.sort != "article" or ending_of(file.path) in ONE_ARTICLE:
        return 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LuksiaWarning)  # reading says it
        try:
            return count_of_input(file_input(Path(file.path)), settings)
        except Exception:
            pass
        # The failure that the broken file becomes, and what is read before it breaks.
        return sum(1 for _ in _read_found(file, settings))


def _read_folder(folder: Path, settings: Settings) -> Iterator[Article | Failure]:
    if passed := survey(folder).passed:
        message = f"{folder}: {others_told(passed)}. Articles are read from {KINDS_TOLD}."
        warnings.warn(message, LuksiaWarning, stacklevel=3)
    found = (file for file in walk(folder) if file.sort != "other")
    return (article for file in found for article in _read_found(file, settings))


def _read_found(file: Found, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of a folder's file; where the file as a whole is broken, one failure."""
    shown = printable(file.path)
    try:
        if file.sort == "document":
            raise SourceError(f"{shown}: is {file.said}.")
        if file.sort == "broken":
            raise SourceError(file.said)
        source = file_input(Path(file.path))
        yield from reader_of(source.suffix)(source, file.name, settings)
    except Exception as error:  # whatever it is, it is one file's
        yield Failure.of(error, file.name, shown, "read")


def _check_file(path: Path) -> None:
    """Check a file that was named by itself.

    Raises:
        SourceError: It is not there, of no kind that is read, or a table of an analysis.
    """
    try:
        path.lstat()
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None)
        if said and not isinstance(error, FileNotFoundError | NotADirectoryError):
            raise SourceError(f"{path}: cannot be looked up: {said}.") from error
        raise SourceError(f"{path}: there is no such file or folder.{_nearest(path)}") from None
    if not is_read(path.name):
        if remedy := remedy_of(path.name):
            raise SourceError(f"{path}: is {remedy}.")
        told = f"is not a file of articles, which are {KINDS_TOLD}."
        if ending_of(path.name) in PACKINGS:
            told = "must say in its name what it packs, such as uutiset.jsonl.gz."
        raise SourceError(f"{path}: {told}")
    if path.name in result_files(path.parent):
        raise SourceError(f"{path}: is a table of an analysis; Analysis.read reads its folder {path.parent}.")


def _nearest(path: Path) -> str:
    """A sentence that names what lies beside a missing path and is called nearly the same."""
    try:
        beside = [near.name for near in path.parent.iterdir()]
    except OSError:
        return f" There is no folder {path.parent} either." if not path.parent.exists() else ""
    close = difflib.get_close_matches(path.name, beside, n=1)
    return f" Did you mean {str(path.with_name(close[0]))!r}?" if close else ""
