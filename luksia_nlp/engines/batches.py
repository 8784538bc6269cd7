"""Read articles batch by batch, and those of a broken batch one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from luksia_nlp.errors import EngineError
from luksia_nlp.records import Article, Document, Failure
from luksia_nlp.views import through, view_of

# Characters of the first batch; each later one holds twice as many, up to the most. An article's results wait
# for the whole of its batch, and a person who has just started waits for the first.
_FIRST = 1_000

T = TypeVar("T")
ReadBatch = Callable[[Sequence[Article]], Sequence[Document]]


def read_in_batches(
    articles: Iterable[Article | Failure], characters: int, read: ReadBatch, pipeline: str
) -> Iterator[Document | Failure]:
    """Read articles, one document or failure for each, in order.

    What is read is each text's view (`luksia_nlp.views`): without marks, soft hyphens and broken lines.

    Args:
        articles: The articles; a failure among them stays in its place.
        characters: How many characters of text a batch has at most; an article alone may have more. The first
            batches are smaller, so that the first document comes soon.
        read: Reads a batch. Whatever it raises is one article's: each of the batch is then read alone.
        pipeline: What reads, for the message of a failure.

    Example:
        >>> [tulos] = read_in_batches([Article("Lohja", "a")], 100, lambda batch: 1 / 0, "The pipeline")
        >>> tulos.article_id, tulos.message
        ('a', 'The pipeline failed on this text: ZeroDivisionError: division by zero')
    """
    for batch in batches(articles, characters, _length, first=_FIRST):
        documents = _read([article for article in batch if isinstance(article, Article)], read, pipeline)
        for article in batch:
            yield article if isinstance(article, Failure) else next(documents)


def _read(articles: Sequence[Article], read: ReadBatch, pipeline: str) -> Iterator[Document | Failure]:
    """The documents of a batch; where it breaks, of each of its articles alone."""
    try:
        documents = _read_views(articles, read) if articles else ()
    except Exception:  # whatever the pipeline raises, it is one article's
        documents = ()
    if len(documents) == len(articles):
        return iter(documents)
    return (_alone(article, read, pipeline) for article in articles)


def _read_views(articles: Sequence[Article], read: ReadBatch) -> Sequence[Document]:
    """The documents of some articles, each read through the view of its text."""
    views = [view_of(article.full_text) for article in articles]
    documents = read(
        [Article(view.text, article.article_id) for view, article in zip(views, articles, strict=True)]
    )
    if len(documents) != len(articles):
        return documents
    return [through(*each) for each in zip(documents, articles, views, strict=True)]


def _alone(article: Article, read: ReadBatch, pipeline: str) -> Document | Failure:
    try:
        return _read_views([article], read)[0]
    except Exception as error:
        told = EngineError(f"{pipeline} failed on this text: {type(error).__name__}: {error}")
        return Failure.of(told, article.article_id or "", article.source, "engine")


def batches(
    items: Iterable[T], characters: int, length: Callable[[T], int], first: int | None = None
) -> Iterator[list[T]]:
    """Items in lists of up to so many characters, at least one item each.

    Args:
        items: The items.
        characters: The most characters of a list.
        length: How many characters an item has.
        first: The most characters of the first list; each later one may have twice as many. None for no such
            beginning.

    Example:
        >>> list(batches(["Lohja", "Vihti", "Salo"], 10, len))
        [['Lohja', 'Vihti'], ['Salo']]
    """
    batch: list[T] = []
    size, most = 0, min(first or characters, characters)
    for item in items:
        own = length(item)
        if batch and size + own > most:
            yield batch
            batch, size, most = [], 0, min(2 * most, characters)
        batch.append(item)
        size += own
    if batch:
        yield batch


def _length(article: Article | Failure) -> int:
    text = article.message if isinstance(article, Failure) else article.text
    return len(text) if isinstance(text, str) else 0
