"""Web archives (WARC): the articles of the pages that were saved in them."""

from __future__ import annotations

import codecs
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from typing import Any, BinaryIO

from luksia_nlp.errors import ArticleError, LuksiaError, LuksiaWarning, SourceError, printable
from luksia_nlp.reading.encodings import Decoded
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.pages import page_article
from luksia_nlp.reading.trees import decoded_markup
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
# How pages travel packed, as far as the standard library unpacks them.
_ENCODINGS = frozenset({"", "identity", "gzip", "deflate"})
_BYTE_ORDER_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
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
        try:
            data = data or self._file.read(size)
        except OSError as error:
            raise SourceError(f"{self._shown}: cannot be read: {error.strerror or error}.") from error
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
    with file.opened() as raw:
        for record in _records(raw, file.shown):
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


def count_warc(file: Input, _: Settings) -> int:
    """How many pages a web archive holds, damaged ones included.

    Raises:
        SourceError: As `read_warc` does.
    """
    passed: Counter[str] = Counter()
    with file.opened() as raw:
        return sum(
            isinstance(record, ArticleError) or _is_page(record, passed)
            for record in _records(raw, file.shown)
        )


def _records(file: BinaryIO, shown: str) -> Iterator[Any]:
    """The records of a web archive, and what is wrong with each that cannot be read as one.

    Raises:
        SourceError: There is no record in it.
    """
    broken: list[ArticleError] | None = []
    for record in _found(_Guarded(file, shown)):
        if broken is not None and isinstance(record, ArticleError):
            broken.append(record)
            continue
        yield from broken or ()
        broken = None
        yield record
    if broken is not None:
        told = f" What was taken for its first record {broken[0]}." if broken else ""
        raise SourceError(f"{shown}: is not a web archive, or an empty one.{told}")


def _found(source: _Guarded) -> Iterator[Any]:
    """What is found in a file from record to record: each, or what is wrong with it."""
    from warcio.archiveiterator import WARCIterator

    while True:
        records = WARCIterator(source, check_digests=True)
        strays = 0
        while True:
            source.left = _LARGEST_HEADER
            try:
                with redirect_stderr(io.StringIO()):  # where warcio says what we say ourselves
                    record = next(records, None)
            except SourceError:
                raise
            except Exception as error:  # whatever a damaged header makes of it
                said = str(error).partition("\n")[0] or type(error).__name__
                yield ArticleError(f"is damaged ({printable(said)}); all up to the next record is lost")
                break
            if records.err_count > strays:
                strays = records.err_count
                yield ArticleError("the one before it does not end where it says; one of them is damaged")
            if record is None:
                return
            source.left = _LARGEST_HEADER + max(record.length or 0, 0)
            yield record
            _finish(record)
        reader = records.reader
        unread = reader.buff.read() if reader and reader.buff else b""
        if not source.find_record(unread):
            return


def _finish(record: Any) -> None:
    """Read what is left of a record; a digest that is none breaks it, which is told of pages."""
    try:
        while record.raw_stream.read(_CHUNK):
            pass
    except SourceError:
        raise
    except Exception:
        return


def _is_page(record: Any, passed: Counter[str]) -> bool:
    """Whether a record is a page that was got; another is counted by what it is."""
    if record.rec_type != "response" or not record.http_headers:
        passed[f"of type {printable(str(record.rec_type))[:40]}"] += 1
        return False
    headers = record.http_headers
    status = headers.get_statuscode()
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if status != "200":
        passed[f"of status {printable(status)[:10]}"] += 1
    elif kind not in _PAGES:
        passed[printable(kind)[:60] or "without a type"] += 1
    else:
        return True
    return False


def _article(record: Any, name: str, file: Input, settings: Settings) -> Article | Failure:
    """The article of a page's record.

    Raises:
        ArticleError: The record is damaged.
    """
    if isinstance(record, ArticleError):
        raise record
    url = record.rec_headers.get_header("WARC-Target-URI")
    data = _body(record, settings)
    declared = re.search(
        r"charset\s*=\s*[\"']?([\w.:-]+)", record.http_headers.get_header("Content-Type") or ""
    )
    text, note = _decoded(data, declared[1] if declared else "")
    article = page_article(text, url, name, file.shown, note)
    if isinstance(article, Failure):
        return article
    crawled = record.rec_headers.get_header("WARC-Date")
    known = {"url": url, "crawled": crawled}
    metadata = {key: value for key, value in known.items() if value} | dict(article.metadata)
    return replace(article, metadata=metadata)


def _body(record: Any, settings: Settings) -> bytes:
    """The bytes of a page, checked against all that its record says of them.

    Raises:
        ArticleError: They are too many, cut short or damaged.
    """
    length = record.length or 0
    if length > settings.largest_file:
        raise ArticleError(f"is larger than {settings.largest_file:,} bytes, the setting largest_file")
    encoding = (record.http_headers.get_header("Content-Encoding") or "").strip().lower()
    if encoding not in _ENCODINGS:
        raise ArticleError(f"is packed as {printable(encoding)[:20]!r}, which cannot be unpacked")
    try:
        with redirect_stderr(io.StringIO()):  # where warcio says what it cannot unpack
            data = _unpacked(record, settings.largest_file)
    except (LuksiaError, OSError):
        raise
    except Exception as error:  # a digest that is none, an odd chunk
        raise ArticleError(f"is damaged: {type(error).__name__}: {error}") from error
    if missing := getattr(record.raw_stream, "limit", 0):
        raise ArticleError(f"is cut short: {missing:,} of its {length:,} bytes are missing")
    if record.digest_checker.passed is False:
        raise ArticleError(f"is damaged: {'; '.join(map(str, record.digest_checker.problems))}")
    return data


def _unpacked(record: Any, most: int) -> bytes:
    """The bytes of a page as the server meant them; the record is read to its end.

    Raises:
        ArticleError: They are too many.
    """
    parts, size = [], 0
    stream = record.content_stream()
    while part := stream.read(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > most:
            raise ArticleError(f"unpacks to more than {most:,} bytes, the setting largest_file")
    while record.raw_stream.read(_CHUNK):
        pass
    return b"".join(parts)


def _decoded(data: bytes, declared: str) -> Decoded:
    """The text of a page; what the server said of its encoding goes before what the page says itself."""
    if not declared or data.startswith(_BYTE_ORDER_MARKS) or declared.lower().startswith("utf"):
        return decoded_markup(data)
    said = f'<meta charset="{declared}">'.encode("ascii", "ignore")
    text, note = decoded_markup(said + data)
    return Decoded(text[len(said) :], note)
