"""Short texts as the room of quotes reads them: without a tagger, with tags, or with heads given by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.quotes.finding import find_quotes
from luksia_nlp.quotes.words import Words
from luksia_nlp.records import Article, Document, Quote

Tags = Mapping[str, tuple[str, Mapping[str, str]]]

NAMES = {"Aino Salo": "PERSON", "Salo": "PERSON", "Eero Nieminen": "PERSON", "Luksia": "ORG", "Lohja": "GPE"}
NOM, GEN, ESS = ({"Case": case, "Number": "Sing"} for case in ("Nom", "Gen", "Ess"))
SAYS = {"VerbForm": "Fin", "Mood": "Ind", "Person": "3", "Number": "Sing", "Voice": "Act"}
TOLD = {"VerbForm": "Part", "PartForm": "Past", "Voice": "Act", "Case": "Nom"}


def document_of(
    text: str,
    tags: Tags | None = None,
    names: Mapping[str, str] = NAMES,
    heads: Mapping[str, tuple[str, str]] | None = None,
) -> Document:
    """A text as read by the scripted engine.

    Args:
        text: The text.
        tags: Word -> its part of speech and features.
        names: The names to find and their labels.
        heads: Word -> the word that it depends on and how; without them nothing is parsed.
    """
    [document] = ScriptedEngine(names=names, tags=tags).documents([Article(text, "1")])
    assert isinstance(document, Document)
    if heads is None:
        return document
    at = {token.text: place for place, token in enumerate(document.tokens)}
    tokens = [
        replace(token, head=at[heads[token.text][0]], deprel=heads[token.text][1])
        if token.text in heads
        else token
        for token in document.tokens
    ]
    return replace(document, tokens=tuple(tokens))


def words_of(
    text: str,
    tags: Tags | None = None,
    names: Mapping[str, str] = NAMES,
    heads: Mapping[str, tuple[str, str]] | None = None,
) -> Words:
    """The same with its mentions."""
    document = document_of(text, tags, names, heads)
    return Words(document, find_mentions(document))


def quotes_of(
    text: str,
    tags: Tags | None = None,
    names: Mapping[str, str] = NAMES,
    heads: Mapping[str, tuple[str, str]] | None = None,
) -> list[Quote]:
    """The quotes of a text."""
    document = document_of(text, tags, names, heads)
    return find_quotes(document, find_mentions(document))


def place_of(words: Words, text: str) -> int:
    """The place of the first token with that word."""
    return next(place for place, token in enumerate(words.tokens) if token.text == text)


def text_of(words: Words, first: int, last: int) -> str:
    """The text of some tokens."""
    return words.document.text[words.tokens[first].start : words.tokens[last - 1].end]
