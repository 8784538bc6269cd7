"""Any source an analysis can be given -> checked articles, each with an identifier of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from luksia_nlp.errors import ArticleError, SourceError
from luksia_nlp.reading.columns import given_columns
from luksia_nlp.reading.fields import from_fields, identifier, published_of
from luksia_nlp.reading.files import count_articles, read_articles, read_paths
from luksia_nlp.reading.kinds import known_endings
from luksia_nlp.reading.rows import from_frame
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings, checked_settings

Item = str | Path | Article | Failure | Mapping[str, Any]


class Counted(NamedTuple):
    """A source whose articles were counted, so that this is done once."""

    source: Item | pd.DataFrame | Iterable[Item]
    total: int


Source = Item | pd.DataFrame | Iterable[Item] | Counted

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,9}://\S+|www\.\S+", re.IGNORECASE)
# A path from a root, a home, the folder where one is or the one above it; a sentence's end makes it a text.
_ROOTED = re.compile(r"(?:/\S|~[/\\]|\.{1,2}[/\\]|[A-Za-z]:[/\\]|\\\\\S).*(?<![.!?])")
# Longer than any path that a person types, and the most words that the name of a file is taken to have. Set
# by hand; more would take sentences for paths.
_LONGEST_PATH, _MOST_WORDS = 300, 4
# Bytes that identifiers are remembered by. That two of ten million differ and look alike has a chance of one
# in 370,000; the second would become a failure that says so.
_KEY_BYTES = 8


def articles_of(source: Source, settings: Settings | None = None) -> Iterator[Article | Failure]:
    """The articles of any kind of source, checked, each with an identifier of its own.

    Args:
        source: A text, a path, an article, a mapping or a DataFrame, or an iterable of these, as for
            `luksia_nlp.analyze`.
        settings: The options of reading; None for the defaults.

    Yields:
        Articles, and a `Failure` in the place of each one that cannot be read or analysed.

    Raises:
        SourceError: The source as a whole cannot be read; a text that looks like a path or an address and is
            no file is such a source.

    Example:
        >>> [artikkeli] = articles_of({"text": "Koulu avattiin.", "id": 7})
        >>> artikkeli
        <Article 7: 'Koulu avattiin.', 15 characters>
    """
    whole = source.source if isinstance(source, Counted) else source
    settings = checked_settings(settings)
    return _checked(_read(whole, settings), settings)


def count_of(source: Source, settings: Settings | None = None) -> int | None:
    """How many articles a source has, failures included; None where only reading it all would tell.

    Args:
        source: As for `articles_of`.
        settings: The options of reading; None for the defaults.

    Raises:
        SourceError: A path's file cannot be counted because it cannot be read.

    Example:
        >>> count_of(["Lohjalla satoi.", "Turussa paistoi."])
        2
    """
    if isinstance(source, Counted):
        return source.total
    if isinstance(source, Path) or (isinstance(source, str) and is_path(source)):
        return count_articles(Path(source).expanduser(), settings)
    if isinstance(source, str | Article | Failure):
        return 1
    if isinstance(source, pd.DataFrame):
        return len(source)
    if isinstance(source, Mapping):
        texts = source.get("text", source)
        return 1 if isinstance(texts, str) or not isinstance(texts, Sized) else len(texts)
    return sum(_count_item(item, settings) for item in source) if isinstance(source, Sized) else None


def _count_item(item: object, settings: Settings | None) -> int:
    try:
        if isinstance(item, str) and _looks_like_path(item) and is_path(item):
            item = Path(item).expanduser()
        return count_articles(item, settings) if isinstance(item, Path) else 1
    except SourceError:
        return 1  # the failure that it becomes


def _read(source: Source, settings: Settings) -> Iterator[Article | Failure]:
    if isinstance(source, pd.DataFrame):
        return from_frame(source, columns=given_columns(settings))
    if isinstance(source, Path) or (isinstance(source, str) and is_path(source)):
        return read_articles(Path(source).expanduser(), settings)
    if isinstance(source, str):
        _refuse_path(source)
        return iter([Article(source)])
    if isinstance(source, Mapping):
        return _of_mapping(source, settings)
    if isinstance(source, Article | Failure):
        return iter([source])
    if isinstance(source, Iterable) and not isinstance(source, bytes | bytearray):
        return _of_items(source, settings)
    raise SourceError(
        "A source is a text, a path, an Article, a mapping with a 'text', a DataFrame or an iterable of "
        f"these, not {type(source).__name__}."
    )


def _of_mapping(source: Mapping[Any, Any], settings: Settings) -> Iterator[Article | Failure]:
    """One article's fields, columns of a table, or texts by their identifiers."""
    if "text" not in source:
        named = (_named(key, item) for key, item in source.items())
        return _of_items(named, settings)
    if isinstance(source["text"], str) or not isinstance(source["text"], Iterable):
        return iter([_of_fields(source, "article-1", settings)])
    try:
        frame = pd.DataFrame(source)
    except ValueError as error:
        raise SourceError(f"The mapping's columns are no table: {error}.") from error
    return from_frame(frame, columns=given_columns(settings))


def _named(key: object, item: object) -> object:
    """What a mapping's key names, with the key for its identifier where it has none."""
    if isinstance(item, str):
        return Article(item, str(key))
    if isinstance(item, Article):
        return item if item.article_id else replace(item, article_id=str(key))
    if isinstance(item, Mapping):
        return {**item, "article_id": identifier(item) or str(key)}
    return item


def _of_items(items: Iterable[object], settings: Settings) -> Iterator[Article | Failure]:
    for number, item in enumerate(items, start=1):
        try:
            yield from _of_item(item, number, settings)
        except (ArticleError, SourceError) as error:
            yield Failure.of(
                error, f"article-{number}", str(item) if isinstance(item, Path) else None, "read"
            )


def _of_item(item: object, number: int, settings: Settings) -> Iterator[Article | Failure]:
    if isinstance(item, Article | Failure):
        return iter([item])
    if isinstance(item, Path):
        return read_paths([item], settings)
    if isinstance(item, Mapping):
        return iter([_of_fields(item, f"article-{number}", settings)])
    if isinstance(item, str):
        if _looks_like_path(item) and is_path(item):
            return read_paths([Path(item).expanduser()], settings)
        _refuse_path(item)
        return iter([Article(item)])
    raise ArticleError(
        "An article must be a text, an Article, a path or a mapping with a 'text', "
        f"not {type(item).__name__}."
    )


def _of_fields(values: Mapping[Any, Any], name: str, settings: Settings) -> Article | Failure:
    fields = {str(key): value for key, value in values.items()}
    columns = given_columns(settings)
    try:
        return from_fields(fields, columns=columns)
    except ArticleError as error:
        return Failure.of(
            ArticleError(f"The mapping {error}"), identifier(fields, columns) or name, None, "read"
        )


def _checked(articles: Iterable[Article | Failure], settings: Settings) -> Iterator[Article | Failure]:
    """Articles with identifiers, each its own; those that cannot be analysed as failures."""
    seen: set[bytes] = set()
    for number, article in enumerate(articles, start=1):
        if isinstance(article, Failure):
            yield article
            continue
        article_id = str(article.article_id) if article.article_id else f"article-{number}"
        source = None if article.source is None else str(article.source)
        key = blake2b(article_id.encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest()
        try:
            checked = _check(replace(article, article_id=article_id, source=source), settings)
            if key in seen:
                raise ArticleError(_taken(article_id, source))
        except Exception as error:  # whatever it is, it is one article's
            yield Failure.of(error, article_id, source, "check")
            continue
        seen.add(key)
        yield checked


def _taken(article_id: str, source: str | None) -> str:
    where = f"{source}: the" if source else "The"
    return (
        f"{where} identifier {article_id!r} belongs to an earlier article; each needs its own. Where files "
        "of two folders are called alike, give the folder above both; give rows of tables ids of their own."
    )


def _check(article: Article, settings: Settings) -> Article:
    """The article, if it can be analysed; a date that is none becomes a note."""
    for name in ("text", "title"):
        value = getattr(article, name)
        if not isinstance(value, str) and (name == "text" or value is not None):
            raise ArticleError(f"The article's {name} must be a string, not {type(value).__name__}.")
    if (length := len(article.text) + len(article.title or "")) > settings.largest_article:
        raise ArticleError(
            f"The article has {length:,} characters, more than {settings.largest_article:,}, the setting "
            "largest_article. If it holds many articles, cut it into these; else raise the setting."
        )
    if not article.text.strip():
        raise ArticleError("The article has no text: it is empty or all white space.")
    if not isinstance(article.metadata, Mapping):
        raise ArticleError(
            f"The article's metadata must be a mapping, not {type(article.metadata).__name__}."
        )
    _refuse_half_characters("text", article.full_text)
    for name in ("article_id", "title", "source"):
        _refuse_half_characters(name, getattr(article, name) or "")
    for key, value in article.metadata.items():
        _refuse_half_characters(f"metadata {str(key)!r}", f"{key}{value}")
    published, note = published_of(article.published)
    notes = (*article.notes, note) if note else article.notes
    return replace(article, published=published, notes=notes)


def _refuse_half_characters(name: str, text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"holds half a character (a lone surrogate) at index {error.start}; read it as UTF-8."
        raise ArticleError(f"The article's {name} {message}") from None


def _looks_like_path(text: str) -> bool:
    """Whether a text is a line as a path is: with a root, a file's ending, or a slash in its only word."""
    line = text.strip()
    if not line or "\n" in line or len(line) > _LONGEST_PATH:
        return False
    words = len(line.split())
    if words <= _MOST_WORDS and any(line.lower().endswith(ending) for ending in known_endings()):
        return True
    return bool(_ROOTED.fullmatch(line)) or (words == 1 and ("/" in line or "\\" in line))


def _refuse_path(text: str) -> None:
    """Fail for a text that is an address, or a path of nothing: nobody means its letters as news.

    Raises:
        SourceError: It is one.
    """
    line = text.strip()
    as_text = "To analyse these words themselves, give Article(...)."
    if _ADDRESS.fullmatch(line):
        remedy = "pages are not fetched; save the page and give its text"
        raise SourceError(f"{line}: is an address; {remedy}. {as_text}")
    if _looks_like_path(text):
        try:
            read_articles(Path(line).expanduser())
        except SourceError as error:
            raise SourceError(f"{error} {as_text}") from None


def is_path(text: str) -> bool:
    """Whether a text names a file or a folder that is there.

    Args:
        text: The text.

    Example:
        >>> is_path("Lohjalla satoi."), is_path(".")
        (False, True)
    """
    # A text is longer than a path or holds a line break; the operating system refuses to look up both.
    try:
        return "\n" not in text and bool(text.strip()) and Path(text).expanduser().exists()
    except (OSError, ValueError, RuntimeError):
        return False
