"""Engines read text: articles in, documents with tokens, sentences and names out.

An engine is the only place where objects of spaCy or another pipeline live. What every engine promises:

* documents come in the order of the articles, one for each, a `Failure` in the place of a broken one, and a
  `Failure` that comes in goes out in its place;
* for every sentence and name, `document.text[start:end]` is exactly its text, and for every token of a text
  without marks and broken characters; others are read through a view (`luksia_nlp.views`), whose words the
  tokens hold, while every offset is the text's own;
* the document's text is never rebuilt, cleaned or cut, and nothing is downloaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Protocol

from luksia_nlp.errors import EngineError
from luksia_nlp.records import Article, Document, Failure
from luksia_nlp.settings import ENGINES, Settings, nearest


class Engine(Protocol):
    """What luksia_nlp asks of a pipeline."""

    @property
    def name(self) -> str:
        """The engine's name and its model's name and version, to be kept with the results."""
        ...

    def documents(self, articles: Iterable[Article | Failure]) -> Iterator[Document | Failure]:
        """Read articles, in batches inside, lazily outside; a failure among them stays in its place."""
        ...

    def documents_from_tokens(self, sentences: Iterable[Sequence[str]]) -> Iterator[Document]:
        """Read sentences that are tokenized already, one document each; the tokens stay as they are."""
        ...


def load_engine(settings: Settings) -> Engine:
    """Load the engine that the settings ask for, with its model.

    Args:
        settings: `engine`, `model` and `batch_characters` are used.

    Raises:
        EngineError: The engine is unknown, its package or model is not installed, or the model is broken.

    Example:
        >>> load_engine(Settings()).name
        'spacy/spacy_fi_experimental_web_md 0.15.0, names by luksia_ner luksia-fi'
    """
    if settings.engine not in ENGINES:
        raise EngineError(f"There is no engine {settings.engine!r}.{nearest(settings.engine, ENGINES)}")
    module, _, attribute = ENGINES[settings.engine].partition(":")
    engine: Engine = getattr(import_module(module), attribute)(settings)
    return engine
