"""Web archives (WARC): the articles of the pages that were saved in them."""

from __future__ import annotations

import io
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any, BinaryIO

from luksia_nlp.errors import ArticleError, LuksiaError, LuksiaWarning, SourceError, printable
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.pages import page_article
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
# Bytes that the headers of one record may have: they take some hundred, cookies some thousand.
_LARGEST_HEADER = 1 << 20
# Bytes taken at a time.
_CHUNK = 1 << 16
# What every record begins with, after the line's end before it.
_START = b"\nWARC/1."
# How many kinds of records that were passed over are named. Set by hand.
_MOST_KINDS = 8


class _Guarded:
    """A file that gives no more bytes than the next step may need, and can look for the next record."""

    def __init__(self, file: BinaryIO, shown: str) -> None:
        self._file, self._shown, self._ahead = file, shown, b""
        self.left = _LARGEST_HEADER

    def read(self, size: int) -> bytes:
        if self.left < 0:
            raise ArticleError("its headers are too large to be such")
        data, self._ahead = self._ahead[:size], self._ahead[size:]
        data = data or self._file.read(size)
        self.left -= len(data)
        return data

    def find_record(self, unread: bytes) -> bool:
        """Go on where a record begins.

        Args:
            unread: What was taken of the file and not read.

        Returns:
            Whether there is one.
        """
        data = unread + self._ahead
        while (place := data.find(_START)) < 0:
            more = self._file.read(_CHUNK)
            if not more:
                return False
            data = data[-len(_START) :] + more
        self._ahead = data[place + 1 :]
        return True


def read_warc(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of a web archive: of every page that was got whole, one.

    `crawled` in an article's metadata says when its page was saved. Other records (pictures, requests, pages
    that were not found or had not changed) are counted in a `LuksiaWarning`. A damaged record becomes a
    failure, and reading goes on with the next.

    Raises:
        SourceError: It is no web archive.
    """
    passed: Counter[str] = Counter()
    number = 0
    with file.open() as raw:
        for record in _records(_Guarded(raw, file.shown)):
            if isinstance(record, ArticleError) or _is_page(record, passed):
                number += 1
                called = f"{name}-{number}"
                try:
                    yield _article(record, called, file, settings)
                except LuksiaError as error:
                    if isinstance(error, SourceError):
                        raise
                    place = f"{file.shown}, page {number}"
                    yield Failure.of(ArticleError(f"{place}: {error}"), called, file.shown, "read")
    if passed:
        shown = ", ".join(f"{count} {kind}" for kind, count in passed.most_common(_MOST_KINDS))
        rest = len(passed) - _MOST_KINDS
        more = f", {rest} further kinds" if rest > 0 else ""
        message = f"{file.shown}: {passed.total()} records are no pages and were not read ({shown}{more})."
        warnings.warn(message, LuksiaWarning, stacklevel=2)
    if not number and not passed:
        raise SourceError(f"{file.shown}: is not a web archive, or an empty one.")
