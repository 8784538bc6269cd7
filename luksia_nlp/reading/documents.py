"""Articles -> documents in Finnish, read by an engine; a failure stays in its place in the stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from typing import TypeVar

from luksia_nlp.engines import Engine
from luksia_nlp.errors import ArticleError
from luksia_nlp.language.morphology import is_known
from luksia_nlp.records import Article, Document, Failure
from luksia_nlp.resources import packaged

# With fewer different words than this, the share that the lexicon knows says too little of the language:
# names may be most of them. Set by hand.
_FEWEST_WORDS = 20
# Then it counts only where at least this share of the words are another language's little words, and two of
# them: of Swedish or English text every third or fourth word is one. Set by hand.
_LITTLE_SHARE, _FEWEST_LITTLE = 0.15, 2

T = TypeVar("T")


def documents_of(
    articles: Iterable[Article | Failure], engine: Engine, finnish_threshold: float
) -> Iterator[Document | Failure]:
    """Read articles with an engine, and make failures of those that are not Finnish.

    Args:
        articles: The articles, as `luksia_nlp.reading.sources.articles_of` gives them.
        engine: What reads them.
        finnish_threshold: The least share of an article's words, 0 to 1, that the lexicon must know.

    Yields:
        For each article, in order, its document, or the failure it was or became.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> [asiakirja] = documents_of([Article("Lohjalla satoi.", "1")], ScriptedEngine(), 0.5)
        >>> [sana.lemma for sana in asiakirja.tokens][:2]
        ['Lohja', 'sataa']
    """
    read = engine.documents(articles)
    return each(read, lambda document: _checked(document, finnish_threshold), "language")


def each(
    documents: Iterable[Document | Failure], work: Callable[[Document], T], stage: str
) -> Iterator[T | Failure]:
    """What some work makes of each document; where it fails, a failure in the article's place.

    Args:
        documents: The documents; a failure among them stays in its place.
        work: Done with each document. Whatever it raises is one article's.
        stage: The stage of the failures.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> asiakirjat = ScriptedEngine().documents([Article("Lohja", "1")])
        >>> [virhe] = each(asiakirjat, lambda asiakirja: 1 / 0, "analysis")
        >>> virhe.message
        'ZeroDivisionError: division by zero'
    """
    for document in documents:
        if isinstance(document, Failure):
            yield document
            continue
        try:
            done: T | Failure = work(document)
        except Exception as error:  # whatever it is, it is one article's
            article = document.article
            done = Failure.of(error, article.article_id or "", article.source, stage)
        yield done


def finnish_share(document: Document) -> float:
    """The share of a document's different words that the Finnish lexicon knows; 1 for most very short texts.

    Finnish text has a share of 0.7 at least, other languages 0.4 at most (docs/data-flow.md). A very short
    text has it only where it has another language's little words, too.
    """
    forms = {token.text for token in document.tokens if token.text.isalpha()}
    words = {form.casefold() for form in forms}
    if len(words) < _FEWEST_WORDS and not _speaks_another_language(forms):
        return 1.0
    return sum(map(is_known, words)) / len(words)


def _speaks_another_language(forms: Set[str]) -> bool:
    """Whether some different words of a text hold enough little words of a language that is not Finnish.

    A word with å is Swedish unless it has a capital: in Finnish only names have that letter.
    """
    little = forms & set(packaged.toml("languages.toml")["little_words"])
    swedish = any("å" in form and form.islower() for form in forms)
    return swedish or len(little) >= max(_FEWEST_LITTLE, _LITTLE_SHARE * len(forms))


def _checked(document: Document, threshold: float) -> Document:
    share = finnish_share(document)
    if share >= threshold:
        return document
    raise ArticleError(
        f"The text does not look Finnish: the lexicon knows {share:.0%} of its words, less than "
        f"finnish_threshold = {threshold}. Set that to 0 to analyse all texts."
    )
