"""From a source to its tables: the linear glue between the stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from luksia_nlp.aliases import load_aliases
from luksia_nlp.analysis import Analysis
from luksia_nlp.articles import failure, from_frame, read_articles
from luksia_nlp.engines import load_engine
from luksia_nlp.errors import ArticleError, SourceError
from luksia_nlp.mentions import find_mentions
from luksia_nlp.morphology import is_known
from luksia_nlp.records import Article, ArticleResult, Document, Failure
from luksia_nlp.settings import Settings
from luksia_nlp.similarity import load_embedder
from luksia_nlp.tables import TableBuilder
from luksia_nlp.themes import ThemeFinder, load_themes

Source = str | Path | Article | pd.DataFrame | Iterable[str | Article | Failure]
# With fewer different words than this, the share that the lexicon knows says nothing of the language.
_FEWEST_WORDS = 20


def analyze(source: Source, settings: Settings | None = None) -> Analysis:
    """Analyse news texts: people, organisations, places and themes as tidy tables.

    Each call loads the engine anew; make an `Analyzer` to analyse more than once.

    Args:
        source: A text, an `Article`, an iterable of either, a DataFrame with a `text` column, or the path of
            a file or folder (a `Path`, or a string that names an existing file or folder).
        settings: The options; None for the defaults.

    Returns:
        The tables. An article that could not be analysed is a row of `failures`.

    Raises:
        SourceError: The source as a whole cannot be read.
        EngineError: The engine or its model is missing or broken.
        SettingsError: The theme file or the aliases file is wrong.

    Example:
        >>> tulos = analyze("Rehtori Maija Virtanen puhui Lohjalla.")
        >>> list(tulos.places["name"])
        ['Lohja']
    """
    return Analyzer(settings).analyze(source)


class Analyzer:
    """Analyses news texts with one engine, loaded once.

    Args:
        settings: The options; None for the defaults.

    Raises:
        EngineError: The engine or its model is missing or broken.
        SettingsError: The theme file or the aliases file is wrong.

    Example:
        >>> analysoija = Analyzer(Settings(theme_threshold=0.9))
        >>> list(analysoija.analyze("Lohjan vetovoima kasvoi.").article_themes["present"])
        [False, False, False]
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._themes = load_themes(self.settings.themes)
        embedder = load_embedder(self.settings.similarity)
        self._vectors = None if embedder is None else embedder.name
        self.theme_finder = ThemeFinder(self._themes, embedder)
        self._aliases = load_aliases(self.settings.aliases)
        self._engine = load_engine(self.settings)

    @property
    def engine_name(self) -> str:
        """The engine's name, with its model's name and version.

        Example:
            >>> Analyzer().engine_name
            'spacy/spacy_fi_experimental_web_md 0.15.0, names by luksia_ner luksia-fi'
        """
        return self._engine.name

    def analyze(self, source: Source, progress: bool = False) -> Analysis:
        """Analyse a source and make the tables.

        Args:
            source: As for `luksia_nlp.analyze`.
            progress: Whether to show a progress bar on standard error.

        Raises:
            SourceError: The source as a whole cannot be read.

        Example:
            >>> tulos = Analyzer().analyze(["Lohjalla satoi.", ""])
            >>> len(tulos.articles), list(tulos.failures["message"])
            (1, ['The article has no text: it is empty or all white space.'])
        """
        results = self.stream(source)
        if progress:
            from tqdm.auto import tqdm

            results = iter(tqdm(results, unit=" articles", desc="Analysing", total=_length(source)))
        themes = [theme.theme for theme in self._themes]
        builder = TableBuilder(themes, self.settings.theme_threshold, self._aliases, self._vectors)
        for result in results:
            builder.add(result)
        return Analysis(builder.tables(), {"engine": self._engine.name})

    def stream(self, source: Source) -> Iterator[ArticleResult | Failure]:
        """Analyse a source article by article, holding no more than a batch in memory.

        Args:
            source: As for `luksia_nlp.analyze`.

        Yields:
            For each article, in order, what was found in it, or the `Failure` it became.

        Raises:
            SourceError: The source as a whole cannot be read.

        Example:
            >>> [tulos] = Analyzer().stream("Lohjalla satoi.")
            >>> [maininta.base_form for maininta in tulos.mentions]
            ['Lohja']
        """
        return self._results(_checked(_articles(source)))

    def _results(self, articles: Iterable[Article | Failure]) -> Iterator[ArticleResult | Failure]:
        """Run of good articles by run, so that failures stay in their places."""
        failures: dict[int, list[Failure]] = {}
        read = 0

        def good() -> Iterator[Article]:
            nonlocal read
            for article in articles:
                if isinstance(article, Failure):
                    failures.setdefault(read, []).append(article)
                else:
                    read += 1
                    yield article

        for done, document in enumerate(self._engine.documents(good())):
            yield from failures.pop(done, [])
            yield document if isinstance(document, Failure) else self._result(document)
        for position in sorted(failures):
            yield from failures[position]

    def _result(self, document: Document) -> ArticleResult | Failure:
        article_id, source = document.article.article_id or "", document.article.source
        share = finnish_share(document)
        if share < self.settings.finnish_threshold:
            message = (
                f"The text does not look Finnish: the lexicon knows {share:.0%} of its words, less than "
                f"finnish_threshold = {self.settings.finnish_threshold}. Set that to 0 to analyse all texts."
            )
            return failure(ArticleError(message), article_id, source, "language")
        return ArticleResult(
            document, tuple(find_mentions(document)), tuple(self.theme_finder.find(document))
        )


def finnish_share(document: Document) -> float:
    """The share of a document's different words that the Finnish lexicon knows; 1 for a very short text.

    Finnish text has a share of 0.7 at least, other languages 0.4 at most (docs/data-flow.md).
    """
    words = {token.text.casefold() for token in document.tokens if token.text.isalpha()}
    if len(words) < _FEWEST_WORDS:
        return 1.0
    return sum(map(is_known, words)) / len(words)


def _articles(source: Source) -> Iterator[Article | Failure]:
    """The articles of any kind of source, some perhaps without an identifier."""
    if isinstance(source, pd.DataFrame):
        return from_frame(source)
    if isinstance(source, Path) or (isinstance(source, str) and _is_path(source)):
        return read_articles(source)
    if isinstance(source, str | Article):
        return _of_any([source])
    if isinstance(source, Iterable) and not isinstance(source, bytes | dict):
        return _of_any(source)
    message = (
        f"A source is a text, an article, an iterable of those, a DataFrame or a path, not {_type(source)}."
    )
    raise SourceError(message)


def _of_any(items: Iterable[Any]) -> Iterator[Article | Failure]:
    for number, item in enumerate(items, start=1):
        if isinstance(item, Article | Failure):
            yield item
        elif isinstance(item, str):
            yield Article(item)
        else:
            error = ArticleError(f"An article must be a text or an Article, not {_type(item)}.")
            yield failure(error, f"article-{number}", None, "read")


def _checked(articles: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """Articles with identifiers, each its own; those that cannot be analysed as failures."""
    seen: set[str] = set()
    for number, article in enumerate(articles, start=1):
        if isinstance(article, Failure):
            yield article
            continue
        article_id = str(article.article_id) if article.article_id else f"article-{number}"
        try:
            _check(article, article_id, seen)
        except ArticleError as error:
            yield failure(error, article_id, article.source, "check")
            continue
        seen.add(article_id)
        yield article if article.article_id == article_id else replace(article, article_id=article_id)


def _check(article: Article, article_id: str, seen: set[str]) -> None:
    if not isinstance(article.text, str):
        raise ArticleError(f"The article's text must be a string, not {_type(article.text)}.")
    if not article.text.strip():
        raise ArticleError("The article has no text: it is empty or all white space.")
    if article_id in seen:
        message = f"The identifier {article_id!r} belongs to an earlier article; each needs its own."
        raise ArticleError(message)
    try:
        article.full_text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = (
            f"The text holds half a character (a lone surrogate) at index {error.start}; read it as UTF-8."
        )
        raise ArticleError(message) from None


def _is_path(text: str) -> bool:
    # A text is longer than a path or holds a line break; the operating system refuses to look up both.
    try:
        return "\n" not in text and Path(text).exists() and bool(text.strip())
    except (OSError, ValueError):
        return False


def _length(source: Source) -> int | None:
    if isinstance(source, str | Article | Path):
        return None
    return len(source) if isinstance(source, Sized) else None


def _type(value: object) -> str:
    return type(value).__name__
