"""Articles batch by batch: failures in their places, broken batches, readers that lose a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from luksia_nlp import Article, Failure
from luksia_nlp.engines.batches import read_in_batches
from luksia_nlp.records import Document
from tests.streams import told, unread


@pytest.mark.parametrize("good", [[], [0], [1], [0, 2], [1, 2, 3], [0, 1, 2, 3]])
@pytest.mark.parametrize("characters", [1, 20_000])
def test_failures_keep_their_places(good: list[int], characters: int) -> None:
    stream = [Article("Lohja.", str(n)) if n in good else unread(str(n)) for n in range(4)]

    def read(articles: Sequence[Article]) -> list[Document]:
        assert articles, "a batch of failures alone is not read"
        return [Document(article, article.text, (), (), ()) for article in articles]

    expected = [str(n) if n in good else f"{n} read" for n in range(4)]
    assert told(read_in_batches(stream, characters, read, "The pipeline")) == expected


def test_a_failure_among_articles_of_a_broken_batch_stays() -> None:
    def read(articles: Sequence[Article]) -> list[Document]:
        if any("rikki" in article.text for article in articles):
            raise ValueError("ei")
        return [Document(article, article.text, (), (), ()) for article in articles]

    stream: list[Article | Failure] = [
        Article("a", "a"),
        unread("b"),
        Article("rikki", "c"),
        Article("d", "d"),
    ]
    assert told(read_in_batches(stream, 100, read, "The pipeline")) == ["a", "b read", "c engine", "d"]


def test_failures_do_not_wait_for_a_batch_without_end() -> None:
    taken = []

    def failures() -> Iterator[Failure]:
        for number in range(10_000):
            taken.append(number)
            yield unread(str(number))

    def read(articles: Sequence[Article]) -> list[Document]:
        raise AssertionError(f"{articles} are read")

    next(read_in_batches(failures(), 20_000, read, "The pipeline"))
    assert len(taken) < 1_000


def test_a_reader_that_loses_a_document_loses_none() -> None:
    def read(articles: Sequence[Article]) -> list[Document]:
        kept = articles if len(articles) == 1 else articles[1:]
        return [Document(article, article.text, (), (), ()) for article in kept if article.text != "b"]

    stream = [Article(name, name) for name in "abc"]
    assert told(read_in_batches(stream, 100, read, "The pipeline")) == ["a", "b engine", "c"]
