"""Kinds of files, by their endings: what reads each, loaded when it is first needed."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module
from os.path import splitext
from typing import Any

from luksia_nlp.errors import LuksiaWarning
from luksia_nlp.reading.inputs import Input
from luksia_nlp.records import Article, Failure
from luksia_nlp.resources import packaged
from luksia_nlp.settings import Settings

Read = Callable[[Input, str, Settings], Iterator[Article | Failure]]
Count = Callable[[Input, Settings], int]

# Each reads a file, called by a name that the identifiers of its articles begin with.
READERS = {
    ".txt": "text_files:read_text",
    ".md": "text_files:read_markdown",
    ".markdown": "text_files:read_markdown",
    ".html": "pages:read_page",
    ".htm": "pages:read_page",
    ".xhtml": "pages:read_page",
    ".docx": "word:read_word",
    ".odt": "open_document:read_open_document",
    ".rss": "feeds:read_feed",
    ".atom": "feeds:read_feed",
    ".xml": "xml_files:read_xml",
    ".json": "json_files:read_json",
    ".jsonl": "rows:read_jsonl",
    ".ndjson": "rows:read_jsonl",
    ".csv": "delimited:read_csv",
    ".tsv": "delimited:read_csv",
    ".parquet": "parquet:read_parquet",
    ".xlsx": "workbooks:read_workbook",
    ".xlsm": "workbooks:read_workbook",
    ".xlsb": "workbooks:read_workbook",
    ".xls": "workbooks:read_workbook",
    ".ods": "workbooks:read_workbook",
    ".warc": "warc:read_warc",
    ".gz": "packed:read_single",
    ".bz2": "packed:read_single",
    ".xz": "packed:read_single",
    ".zip": "zips:read_zip",
    ".tar": "tars:read_tar",
    ".tgz": "packed:read_single",
}
# What counts the articles of a kind faster than reading them all.
_COUNTERS = {
    ".jsonl": "rows:count_jsonl",
    ".ndjson": "rows:count_jsonl",
    ".csv": "delimited:count_csv",
    ".tsv": "delimited:count_csv",
    ".parquet": "parquet:count_parquet",
    ".warc": "warc:count_warc",
    ".gz": "packed:count_single",
    ".bz2": "packed:count_single",
    ".xz": "packed:count_single",
    ".tgz": "packed:count_single",
    ".zip": "zips:count_zip",
}
# Kinds that hold one article a file.
ONE_ARTICLE = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".odt"})
# Endings of one packed file: the ending before it says what lies within.
PACKINGS = frozenset({".gz", ".bz2", ".xz"})
# Kinds that hold files of their own, whose names follow theirs in identifiers.
HOLDERS = frozenset({".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz"})
# What articles are read from, in words.
KINDS_TOLD = (
    "texts, web pages, Word and OpenDocument files, tables, JSON, feeds, web archives and packed files "
    "(.txt, .html, .docx, .csv, .xlsx, .zip, ...; docs/sources.md has them all)"
)
# How many kinds of files that were passed over are named: what fits into two lines. Set by hand.
_MOST_KINDS = 8


def reader_of(suffix: str) -> Read:
    """What reads files of a kind.

    Args:
        suffix: The kind's ending, one of `READERS`.

    Example:
        >>> reader_of(".txt").__name__
        'read_text'
    """
    read: Read = _loaded(READERS[suffix])
    return read


def count_of_input(file: Input, settings: Settings) -> int:
    """How many articles a file of a known kind holds, broken ones included.

    Args:
        file: The file.
        settings: The options of reading.

    Raises:
        SourceError: It cannot be read.
    """
    if file.suffix in ONE_ARTICLE:
        return 1
    if file.suffix in _COUNTERS:
        count: Count = _loaded(_COUNTERS[file.suffix])
        return count(file, settings)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LuksiaWarning)  # reading says it
        return sum(1 for _ in reader_of(file.suffix)(file, "", settings))


def ending_of(name: str) -> str:
    """The ending of a file's name in small letters, with the one before it where the file is packed.

    Example:
        >>> ending_of("Uutiset.JSONL.gz"), ending_of("2026-03-05.koulu.txt")
        ('.jsonl.gz', '.txt')
    """
    stem, ending = splitext(name.lower())
    return splitext(stem)[1] + ending if ending in PACKINGS else ending


def is_read(name: str) -> bool:
    """Whether a file of a name is read, by its ending; of a packed one that of what it packs counts, too.

    Example:
        >>> is_read("uutiset.jsonl.gz"), is_read("kuva.svg.gz")
        (True, False)
    """
    return _known(ending_of(name))[0]


def remedy_of(name: str) -> str | None:
    """What would make a file of a name readable, where it holds texts and is not read.

    Example:
        >>> remedy_of("Kokous.PDF"), remedy_of("kuva.jpg")
        ('a PDF; save its text as .txt', None)
    """
    return _known(ending_of(name))[1]


def is_hidden(name: str) -> bool:
    """Whether a file or folder of a name is one that programs leave behind, which nobody sees.

    Example:
        >>> is_hidden("~$tiedote.docx"), is_hidden("Thumbs.db"), is_hidden("tiedote.docx")
        (True, True, False)
    """
    beginnings, names = _hidden()
    return name.startswith(beginnings) or name.lower() in names


@cache
def _hidden() -> tuple[tuple[str, ...], frozenset[str]]:
    known = packaged.toml("file_kinds.toml")["hidden"]
    return tuple(known["beginnings"]), frozenset(map(str.lower, known["names"]))


@lru_cache(maxsize=1_000)  # a folder has many files of a few endings
def _known(ending: str) -> tuple[bool, str | None]:
    """Whether files of an ending are read, and else what would make those that hold texts readable."""
    inner, outer = splitext(ending)
    kind = inner if outer else ending
    if kind in READERS and kind not in PACKINGS:
        return True, None
    return False, unread_kinds().get(kind)


def stem_of(name: str) -> str:
    """A file's name without its ending, what its articles are named after.

    Example:
        >>> stem_of("uutiset.jsonl.gz"), stem_of("2026-03-05.koulu.txt")
        ('uutiset', '2026-03-05.koulu')
    """
    return name[: len(name) - len(ending_of(name))] or name


def stems_of(names: Sequence[str], folders: Collection[str] = ()) -> list[str]:
    """What the articles of each of a folder's files are named after.

    Args:
        names: The files' names. Two that differ in their endings alone keep these.
        folders: The names of the folders beside them; a packed file of the same stem keeps its ending.

    Example:
        >>> stems_of(["koulu.txt", "koulu.md", "juhla.txt"])
        ['koulu.txt', 'koulu.md', 'juhla']
    """
    stems = [stem_of(name) for name in names]
    times, whole, beside = Counter(stems), frozenset(names), frozenset(folders)
    return [
        name if times[stem] > 1 or stem in whole or (stem in beside and ending_of(name) in HOLDERS) else stem
        for name, stem in zip(names, stems, strict=True)
    ]


def others_told(others: Mapping[str, int]) -> str:
    """How many files of which other kinds there are, for messages.

    Args:
        others: Number of files by their ending, or by what else they are.

    Example:
        >>> others_told({".jpg": 2, "": 1})
        '3 files of other kinds are not read (2 .jpg, 1 without ending)'
    """
    named = Counter({kind or "without ending": count for kind, count in others.items()})
    shown = [f"{count} {kind}" for kind, count in named.most_common(_MOST_KINDS)]
    if len(named) > _MOST_KINDS:
        shown.append(f"{len(named) - _MOST_KINDS} further kinds")
    files = "file of another kind is" if named.total() == 1 else "files of other kinds are"
    return f"{named.total()} {files} not read ({', '.join(shown)})"


def none_told(document: str | None, others: Mapping[str, int]) -> str:
    """That a folder or packed file holds no articles, and first what would make a document of it readable.

    Args:
        document: The name of a file that holds texts and is not read, if there is one.
        others: Number of the other files by their ending, or by what else they are.

    Example:
        >>> none_told("raportti.pdf", {".jpg": 2})[:61]
        'holds no articles: raportti.pdf is a PDF; save its text as .t'
    """
    told = f": {document} is {remedy_of(document)}" if document else ""
    return f"holds no articles{told}." + (f" {others_told(others)}." if others else "")


def unread_kinds() -> Mapping[str, str]:
    """Kinds of files that hold texts and are not read, with what would make them readable.

    Example:
        >>> unread_kinds()[".pdf"]
        'a PDF; save its text as .txt'
    """
    kinds: Mapping[str, str] = packaged.toml("file_kinds.toml")["documents"]
    return kinds


def known_endings() -> frozenset[str]:
    """The endings of files that hold texts, read or not.

    Example:
        >>> ".csv" in known_endings(), ".jpg" in known_endings()
        (True, False)
    """
    return frozenset({*READERS, *unread_kinds()})


@cache
def _loaded(place: str) -> Any:
    module, _, attribute = place.partition(":")
    return getattr(import_module(f"luksia_nlp.reading.{module}"), attribute)
