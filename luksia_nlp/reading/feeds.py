"""Articles from saved feeds, RSS and Atom: one an entry."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from luksia_nlp.errors import ArticleError, SourceError
from luksia_nlp.reading.dates import parse_date
from luksia_nlp.reading.fields import from_fields
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.trees import text_of_html, xml_text
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

# What the parser of feeds is told, so that it does not look for the encoding itself.
_UTF8 = {"content-type": "application/xml; charset=utf-8"}


def read_feed(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of a saved feed, one an entry: nothing that it links to is fetched.

    The text is the entry's whole content where the feed carries it, else its summary; HTML in it becomes
    paragraphs. `url`, `author` and `section` (the categories) go to the metadata.

    Args:
        file: The feed.
        name: What the identifiers of entries that have none begin with.
        settings: The options of reading.

    Raises:
        SourceError: It cannot be read, is no feed, or is XML that defines entities.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from luksia_nlp.reading.inputs import file_input
        >>> polku = Path(tempfile.mkdtemp()) / "uutiset.rss"
        >>> juttu = "<item><title>Sää</title><description>Lohjalla satoi.</description></item>"
        >>> _ = polku.write_text(f"<rss version='2.0'><channel>{juttu}</channel></rss>", encoding="utf-8")
        >>> list(read_feed(file_input(polku), "uutiset", Settings()))
        [<Article uutiset-1: 'Sää', 15 characters>]
    """
    import feedparser

    text, note = xml_text(file.read(settings.largest_file), file.shown)
    # Given as a file: a text the parser would take for an address or a path, and open it.
    data = io.BytesIO(text.encode("utf-8", "replace"))
    options = {"response_headers": _UTF8, "sanitize_html": False, "resolve_relative_uris": False}
    try:
        feed = feedparser.parse(data, **options)
    except Exception as error:  # damaged XML breaks the parser of feeds in ways of its own
        told = f"{type(error).__name__}: {error}"
        raise SourceError(f"{file.shown}: is no readable feed: {told}.") from error
    wrong = " ".join(str(feed.get("bozo_exception", "")).split()) if feed.get("bozo") else ""
    if not feed.entries and (wrong or not feed.get("version")):
        raise SourceError(f"{file.shown}: is no readable feed: {wrong or 'it is neither RSS nor Atom'}.")
    if wrong:
        broken = f"the feed is not well-formed ({wrong}); entries may be missing"
        note = f"{note}; {broken}" if note else broken
    return (
        _article(entry, f"{name}-{number}", file.shown, note)
        for number, entry in enumerate(feed.entries, start=1)
    )


def _article(entry: Mapping[str, Any], name: str, shown: str, note: str | None) -> Article | Failure:
    name = str(entry.get("id") or name)
    try:
        published, odd = _published(entry)
        values = {
            "title": _line(_plain(entry.get("title_detail"))),
            "published": published,
            **_metadata(entry),
        }
        return from_fields({**values, "article_id": name, "text": _text(entry)}, shown, [note, odd])
    except ArticleError as error:
        return Failure.of(ArticleError(f"{shown}, entry {name}: {error}"), name, shown, "read")


def _text(entry: Mapping[str, Any]) -> str:
    """The entry's content, else its summary.

    Raises:
        ArticleError: It has neither.
    """
    content = [text for part in entry.get("content") or () if (text := _plain(part))]
    text = max(content, key=len, default="") or _plain(entry.get("summary_detail"))
    if not text:
        raise ArticleError("the entry has no text, only a headline; save the page that it links to.")
    return text


def _plain(part: Mapping[str, Any] | None) -> str:
    """The words of a part of an entry, which is text or HTML."""
    if not part:
        return ""
    value = str(part.get("value") or "")
    is_html = "html" in str(part.get("type")) or "<" in value
    return text_of_html(value) if is_html else value.strip()


def _line(text: str) -> str | None:
    return " ".join(text.lstrip("# ").split()) or None


def _metadata(entry: Mapping[str, Any]) -> dict[str, str]:
    terms = [str(tag.get("term") or tag.get("label") or "").strip() for tag in entry.get("tags") or ()]
    values = {
        "author": entry.get("author"),
        "url": entry.get("link"),
        "section": ", ".join(filter(None, terms)),
    }
    return {key: str(value) for key, value in values.items() if value}


def _published(entry: Mapping[str, Any]) -> tuple[date | datetime | str | None, str | None]:
    """The date of an entry with its zone, and what is odd in it; the text itself where it is none."""
    # Asked as of any mapping: of an entry without a date the parser's own asking gives the other date.
    told = dict.get(dict(entry), "published") or dict.get(dict(entry), "created")
    updated = None if told else dict.get(dict(entry), "updated")
    note = "published: the entry tells only when it was last changed" if updated else None
    text = told or updated
    if not text:
        return None, None
    try:
        return parse_date(text), note
    except ArticleError:
        try:
            return parsedate_to_datetime(text), note
        except (ValueError, TypeError, IndexError):
            return text, None
