"""From a source to its tables: the linear glue between the stages."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from luksia_nlp.analysis import Analysis
from luksia_nlp.engines import load_engine
from luksia_nlp.errors import LuksiaWarning
from luksia_nlp.language.morphology import load_analyser
from luksia_nlp.reading.documents import documents_of, each
from luksia_nlp.reading.duplicates import repeated
from luksia_nlp.reading.progress import followed
from luksia_nlp.reading.sources import Source, articles_of, count_of
from luksia_nlp.records import ArticleResult, Document, Failure
from luksia_nlp.settings import Settings, checked_settings
from luksia_nlp.similarity import load_embedder
from luksia_nlp.tables.columns import DTYPES
from luksia_nlp.tables.provenance import made_with
from luksia_nlp.themes.definitions import load_themes
from luksia_nlp.themes.finder import ThemeFinder

if TYPE_CHECKING:
    from luksia_nlp.entities import Alias


def analyze(source: Source, settings: Settings | None = None) -> Analysis:
    """Analyse news texts: people, organisations, places and themes as tidy tables.

    The models are loaded at the first call and kept for the next one with equal settings.

    Args:
        source: What to analyse:

            * a text, or an `Article`;
            * the path of a file or folder (a `Path`, or a string that names one); a string that looks like a
              path or an address and names nothing is an error;
            * a mapping: an article's fields (`{"text": ..., "title": ...}`), columns of a table, or texts by
              their identifiers;
            * a DataFrame with a `text` column;
            * an iterable of texts, articles, paths and mappings.
        settings: The options; None for the defaults.

    Returns:
        The tables. An article that could not be analysed is a row of `failures`; where none could, there is
        a `LuksiaWarning`, too.

    Raises:
        SourceError: The source as a whole cannot be read.
        EngineError: The engine or its model is missing or broken.
        SettingsError: The theme file or the aliases file is wrong.

    Example:
        >>> tulos = analyze("Rehtori Maija Virtanen puhui Lohjalla.")
        >>> list(tulos.places["name"])
        ['Lohja']
    """
    return kept_analyzer(checked_settings(settings)).analyze(source)


# The analyzer that was last asked for, under its settings and the state of the files that they name.
_kept: dict[tuple[object, ...], Analyzer] = {}


def kept_analyzer(settings: Settings, tell: Callable[[str], None] | None = None) -> Analyzer:
    """The last analyzer, where it is of these settings and their files are what they were; else a new one.

    Args:
        settings: The options.
        tell: As for `Analyzer`.

    Raises:
        EngineError: As `Analyzer` does.
        SettingsError: As `Analyzer` does.
    """
    files = (Path(str(file)) for file in (settings.themes, settings.aliases) if file is not None)
    states = [(file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.exists()]
    key = (settings, *states)
    if key not in _kept:
        analyzer = Analyzer(settings, tell)
        _kept.clear()  # one set of models takes some 1.3 GB
        _kept[key] = analyzer
    return _kept[key]


class Analyzer:
    """Analyses news texts with one engine, loaded once.

    An analyzer can be pickled, by its settings: a worker process that receives one loads the models itself.

    Args:
        settings: The options; None for the defaults.
        tell: Called with a line of text before each part is loaded, which takes seconds.

    Raises:
        EngineError: The engine or its model is missing or broken.
        SettingsError: The settings are none, or the theme file or the aliases file is wrong.

    Example:
        >>> analysoija = Analyzer(Settings(theme_threshold=0.9))
        >>> list(analysoija.analyze("Lohjan vetovoima kasvoi.").article_themes["present"])
        [True, False, False]
    """

    def __init__(self, settings: Settings | None = None, tell: Callable[[str], None] | None = None) -> None:
        self.settings = checked_settings(settings)
        tell = tell or _silent
        themes = load_themes(self.settings.themes)
        from luksia_nlp.entities import load_aliases  # with all that says who is who, which only this needs

        self._aliases = load_aliases(self.settings.aliases)
        # The analyser first: the memory that it needs only while loading serves the others afterwards.
        tell("Loading the analyser of words")
        load_analyser()
        tell(f"Loading the {self.settings.engine} engine and what finds names")
        self._engine = load_engine(self.settings)
        tell("Loading what finds themes")
        self.theme_finder = ThemeFinder(themes, load_embedder(self.settings.similarity))

    def __reduce__(self) -> tuple[type[Analyzer], tuple[Settings]]:
        """An analyzer travels to another process as its settings."""
        return Analyzer, (self.settings,)

    @property
    def engine_name(self) -> str:
        """The engine's name, with its model's name and version.

        Example:
            >>> Analyzer().engine_name
            'spacy/spacy_fi_experimental_web_md 0.15.0, names by luksia_ner luksia-fi'
        """
        return self._engine.name

    @property
    def made_with(self) -> dict[str, str]:
        """What decides the results: the engine and its model, versions, settings; kept with the tables.

        Example:
            >>> Analyzer().made_with["engine"]
            'spacy/spacy_fi_experimental_web_md 0.15.0, names by luksia_ner luksia-fi'
        """
        return made_with(self.settings, self._engine.name, self.theme_finder.embedder_name)

    def analyze(self, source: Source, progress: bool = False) -> Analysis:
        """Analyse a source and make the tables.

        Args:
            source: As for `luksia_nlp.analyze`.
            progress: Whether to show on standard error how far it is: a bar in a terminal or notebook, a line
                now and then elsewhere.

        Raises:
            SourceError: The source as a whole cannot be read.

        Example:
            >>> tulos = Analyzer().analyze(["Lohjalla satoi.", ""])
            >>> len(tulos.articles), list(tulos.failures["message"])
            (1, ['The article has no text: it is empty or all white space.'])
        """
        results = self.stream(source)
        if progress:
            results = followed(results, count_of(source, self.settings))
        analysis = Analysis(tables_of(results, self._aliases), self.made_with)
        if not len(analysis.articles) and len(analysis.failures):
            warnings.warn(_all_failed(analysis.failures), LuksiaWarning, stacklevel=2)
        return analysis

    def stream(self, source: Source) -> Iterator[ArticleResult | Failure]:
        """Analyse a source article by article, holding no more than a batch in memory.

        The first batches are small, so that the first result comes soon.

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
        return each(self._documents(source), self._result, "analysis")

    def theme_scores(self, source: Source) -> pd.DataFrame:
        """How strongly each text speaks of each theme, whether or not that makes a hit.

        To tell which of several topics a text is about, take the one of the highest score. The tables of an
        analysis instead say where a theme surely shows.

        Args:
            source: As for `luksia_nlp.analyze`.

        Returns:
            A row per article, named by its `article_id`, and a column per theme: the mean of its sentences'
            scores, from words and similarity together, 0 to 1, weighed by their length; missing values for an
            article that could not be read or does not look Finnish.

        Raises:
            SourceError: The source as a whole cannot be read.

        Example:
            >>> pisteet = Analyzer().theme_scores(["Kouluun haki ennätysmäärä nuoria.", "Lohjalla satoi."])
            >>> pisteet["vetovoima"].round(1).to_list()
            [1.0, 0.0]
        """
        names: list[str] = []
        rows: list[dict[str, float]] = []
        for document in self._documents(source):
            if isinstance(document, Failure):
                names.append(document.article_id)
                rows.append({})
            else:
                names.append(document.article.article_id or "")
                rows.append(self.theme_finder.text_scores(document))
        columns = [theme.id for theme in self.theme_finder.themes]
        index = pd.Index(names, dtype="str", name="article_id")
        return pd.DataFrame(rows, index=index, columns=columns, dtype="float64")

    def _documents(self, source: Source) -> Iterator[Document | Failure]:
        articles = articles_of(source, self.settings)
        return documents_of(articles, self._engine, self.settings.finnish_threshold)

    def _result(self, document: Document) -> ArticleResult:
        from luksia_nlp.names.mentions import find_mentions  # a room of thirty modules that only this needs
        from luksia_nlp.quotes.finding import find_quotes

        hits = self.theme_finder.find(document)
        scores = self.theme_finder.article_scores(document, hits, self.settings.theme_threshold)
        mentions = tuple(find_mentions(document))
        quotes = tuple(find_quotes(document, mentions))
        # What sentences were judged by is as large as the rest, and nothing else asks for it.
        return ArticleResult(replace(document, words=None), mentions, tuple(hits), tuple(scores), quotes)


def tables_of(
    results: Iterable[ArticleResult | Failure], aliases: Sequence[Alias] = ()
) -> dict[str, pd.DataFrame]:
    """All tables of some results; an article that no table can hold becomes a failure.

    Args:
        results: The results, article by article.
        aliases: A user's corrections of who is who.
    """
    from luksia_nlp.tables.builder import TableBuilder

    builder = TableBuilder()
    for result in results:
        builder.add(result)
    tables = builder.tables(aliases)
    articles = tables["articles"]
    duplicate_of = repeated(articles["article_id"].tolist(), articles["full_text"])
    articles["duplicate_of"] = pd.Series(duplicate_of, articles.index, dtype=DTYPES["text"])
    return tables


def _all_failed(failures: pd.DataFrame) -> str:
    first = failures.iloc[0]
    told = f"{first['article_id']!r}: {first['message']}"
    if len(failures) == 1:
        return f"The only article could not be analysed, {told}"
    return f"None of the {len(failures):,} articles could be analysed; the first, {told}"


def _silent(text: str) -> None:
    del text
