"""Streams of articles and documents, with failures among them."""

from __future__ import annotations

from collections.abc import Iterable

from luksia_nlp import Failure
from luksia_nlp.records import Document


def unread(name: str) -> Failure:
    """An article that could not be read."""
    return Failure(name, None, "read", "ArticleError", "Rikki.")


def told(stream: Iterable[Document | Failure]) -> list[str]:
    """The identifiers of a stream, in its order; with the stage where an article failed."""
    return [
        f"{one.article_id} {one.stage}" if isinstance(one, Failure) else str(one.article.article_id)
        for one in stream
    ]
