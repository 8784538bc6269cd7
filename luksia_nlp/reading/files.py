"""Articles from files and folders."""

from __future__ import annotations

import difflib
import json
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from luksia_nlp.errors import LuksiaWarning, SourceError, printable
from luksia_nlp.reading.inputs import file_input
from luksia_nlp.reading.kinds import READERS, count_of_input, reader_of, unread_kinds
from luksia_nlp.records import RESULT_MANIFEST, Article, Failure
from luksia_nlp.settings import Settings, checked_settings

# How many kinds of files that were passed over are named: what fits into two lines. Set by hand.
_MOST_KINDS = 8


def read_articles(path: str | Path, settings: Settings | None = None) -> Iterator[Article | Failure]:
    r"""Read the articles of a file, or of all files in a folder and its subfolders, in the order of names.

    `.txt` and `.md` files hold one article each; `.jsonl`, `.csv` and `.parquet` files hold one a row,
    with a `text` column or key and, where there are such, `article_id` (or `id`), `title`, `published` and
    `source`; what else there is goes to the article's `metadata`. A Markdown file may begin with front
    matter (`title: ...` lines between two `---` lines). The first line of a text file is its title where
    an empty line follows. Without a date of its own, an article gets the ISO date in its path, if any. What
    was odd (another encoding than UTF-8, a date that is none) stands in the article's `notes`.

    Args:
        path: A file or a folder. In a folder hidden files and the tables of an earlier analysis are left
            alone. Files of other kinds are counted in a `LuksiaWarning`; those that hold texts (`.docx`,
            `.html`, ...) become failures that say what would make them readable.
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
    if path.is_dir():
        return _read_folder(path, settings)
    _check_file(path)
    return reader_of(path.suffix.lower())(file_input(path), path.stem, settings)


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
    if not path.is_dir():
        _check_file(path)
        return count_of_input(file_input(path), settings)
    files = _files(path)
    return len(files.documents) + sum(_count_in_folder(file, settings) for file in files.articles)


def _count_in_folder(path: Path, settings: Settings) -> int:
    try:
        return count_of_input(file_input(path), settings)
    except SourceError:
        return 1  # the failure that the broken file becomes


class _Files(NamedTuple):
    """The files of a folder: those that are read, those that hold texts and are not, and all others."""

    articles: list[Path]
    documents: list[Path]
    others: list[Path]


def _files(folder: Path) -> _Files:
    """The files of a folder and its subfolders, in the order of names.

    Raises:
        SourceError: None of them can be read.
    """
    files = _Files([], [], [])
    tables: dict[Path, frozenset[str]] = {}
    for path in _visible(folder):
        if path.parent not in tables:
            tables[path.parent] = result_files(path.parent)
        if path.name in tables[path.parent]:
            continue
        suffix = path.suffix.lower()
        if suffix in READERS:
            files.articles.append(path)
        elif suffix in unread_kinds():
            files.documents.append(path)
        elif path.is_file():
            files.others.append(path)
    if files.articles:
        return files
    message = f"{folder}: holds no articles; put files ending in {', '.join(sorted(READERS))} there."
    if any(tables.values()):
        message += " It holds the tables of an analysis, which Analysis.read reads."
    if others := [*files.documents, *files.others]:
        remedy = unread_kinds().get(others[0].suffix.lower())
        message += f" {_other_kinds(others)}{f'; {others[0].name} is {remedy}' if remedy else ''}."
    raise SourceError(message)


def _visible(folder: Path) -> Iterator[Path]:
    """All files below a folder, hidden ones left out, in the order of names."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and (path.is_symlink() or not path.is_dir()):
            yield path


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


def _read_folder(folder: Path, settings: Settings) -> Iterator[Article | Failure]:
    files = _files(folder)
    if passed := [*files.documents, *files.others]:
        readable = ", ".join(sorted(READERS))
        message = f"{folder}: {_other_kinds(passed)}. Articles are read from {readable}."
        warnings.warn(message, LuksiaWarning, stacklevel=3)
    unread = set(files.documents)
    paths = sorted([*files.articles, *files.documents])
    return (
        article
        for path in paths
        for article in (_unread(path, folder) if path in unread else _read_one(path, folder, settings))
    )


def _other_kinds(paths: Sequence[Path]) -> str:
    """How many files of which other kinds there are."""
    kinds = Counter(path.suffix.lower() or "without ending" for path in paths)
    shown = [f"{count} {kind}" for kind, count in kinds.most_common(_MOST_KINDS)]
    if len(kinds) > _MOST_KINDS:
        shown.append(f"{len(kinds) - _MOST_KINDS} further kinds")
    files = "file of another kind is" if len(paths) == 1 else "files of other kinds are"
    return f"{len(paths)} {files} not read ({', '.join(shown)})"


def _unread(path: Path, folder: Path) -> Iterator[Failure]:
    message = f"{path}: is {unread_kinds()[path.suffix.lower()]}."
    yield Failure.of(SourceError(message), _name(path, folder), str(path), "read")


def _name(path: Path, folder: Path) -> str:
    return printable(path.relative_to(folder).with_suffix("").as_posix())


def _read_one(path: Path, folder: Path, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of a folder's file; where the file as a whole is broken, one failure."""
    name = _name(path, folder)
    try:
        yield from reader_of(path.suffix.lower())(file_input(path), name, settings)
    except SourceError as error:
        yield Failure.of(error, name, str(path), "read")


def _check_file(path: Path) -> None:
    """Check a file that was named by itself.

    Raises:
        SourceError: It is not there, of no kind that is read, or a table of an analysis.
    """
    suffix = path.suffix.lower()
    if not path.exists():
        raise SourceError(f"{path}: there is no such file or folder.{_nearest(path)}")
    if suffix not in READERS:
        kind = f" It is {unread_kinds()[suffix]}." if suffix in unread_kinds() else ""
        readable = ", ".join(sorted(READERS))
        raise SourceError(f"{path}: is not a file of articles; those end in {readable}.{kind}")
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
