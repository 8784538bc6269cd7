"""The stream from articles to documents: failures in their places, other languages, work that breaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from luksia_nlp import Article, Failure
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.reading.documents import documents_of, each, finnish_share
from luksia_nlp.records import Document
from tests.streams import told, unread

ENGLISH = (
    "The town council decided yesterday that three old schools would close before next summer, although "
    "many parents had asked them to wait until new buildings are ready for their children."
)


def test_another_language_is_a_failure_of_that_stage() -> None:
    articles: list[Article | Failure] = [Article("Lohjalla satoi.", "fi")]
    articles += [Article(ENGLISH, "en", source="a.txt"), unread("x")]
    found = list(documents_of(articles, ScriptedEngine(), 0.5))
    assert told(found) == ["fi", "en language", "x read"]
    assert isinstance(found[1], Failure)
    assert (found[1].source, found[1].error) == ("a.txt", "ArticleError")
    assert "does not look Finnish: the lexicon knows" in found[1].message
    assert told(documents_of(articles, ScriptedEngine(), 0.0)) == ["fi", "en", "x read"]


def test_a_threshold_is_a_least_share() -> None:
    [document] = ScriptedEngine().documents([Article(ENGLISH, "en")])
    assert isinstance(document, Document)
    share = finnish_share(document)
    assert 0 < share < 0.5
    assert told(documents_of([Article(ENGLISH, "en")], ScriptedEngine(), share)) == ["en"]


@pytest.mark.parametrize(
    ("text", "is_finnish"),
    [
        ("Kommunen har beslutat att bygga en ny skola i Raseborg.", False),
        ("Borgå stad får ny direktör", False),
        ("The school opens in August and the pupils are happy.", False),
        ("Maija Virtanen, Pekka Korhonen, Heli Aho.", True),
        ("Manchester United voitti Real Madridin 2-1.", True),
        ("Smith & Sons, John de la Cruz ja Bo von der Leyen.", True),
        ("Elokuva The Lord of the Rings tuli teattereihin.", True),
        ("Åbo Akademi ja Mårten Åberg", True),
        ("Lohjalla satoi.", True),
    ],
)
def test_a_short_text(text: str, is_finnish: bool) -> None:
    [document] = ScriptedEngine().documents([Article(text, "1")])
    assert isinstance(document, Document)
    assert (finnish_share(document) >= 0.5) == is_finnish


def test_whatever_work_raises_is_one_articles() -> None:
    def work(document: Document) -> str:
        if document.text == "b":
            raise KeyError("puuttuu")
        return document.text.upper()

    articles = [Article(name, name) for name in "abc"]
    first, second, third = each(ScriptedEngine().documents(articles), work, "analysis")
    assert (first, third) == ("A", "C")
    assert second == Failure("b", None, "analysis", "ArticleError", "KeyError: 'puuttuu'")


def test_the_stream_reads_no_more_than_it_must() -> None:
    taken = []

    def articles() -> Iterator[Article]:
        for number in range(100):
            taken.append(number)
            yield Article("Lohjalla satoi. " * 70, str(number))  # more than the first batch holds

    next(documents_of(articles(), ScriptedEngine(), 0.5))
    assert len(taken) < 5
