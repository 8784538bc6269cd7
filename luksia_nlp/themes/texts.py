"""The texts that a theme file is worked on with: read once, their themes found, and no names looked for."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from luksia_nlp.engines import load_engine
from luksia_nlp.errors import LuksiaWarning
from luksia_nlp.language.morphology import load_analyser
from luksia_nlp.reading.documents import documents_of, each
from luksia_nlp.reading.progress import followed
from luksia_nlp.reading.sources import Source, articles_of, count_of
from luksia_nlp.records import Document, Failure, ThemeHit
from luksia_nlp.settings import Settings, checked_settings
from luksia_nlp.similarity import load_embedder
from luksia_nlp.themes.definitions import Theme, load_themes
from luksia_nlp.themes.finder import ThemeFinder
from luksia_nlp.themes.scores import SIMILARITY

# How far below its theme's threshold a sentence may score to be shown: near enough that one more example
# could lift it over.
NEAR = 0.15
Row = dict[str, Any]


class ThemedText(NamedTuple):
    """A text with its hits, and its sentences by their similarity to themes.

    Left out are sentences with a theme's word, and those that speak against the theme.
    """

    document: Document
    hits: Sequence[ThemeHit]
    sentences: Sequence[Row]


class ThemedTexts:
    """Texts with the hits of a theme file.

    Args:
        themes: The theme file, or its themes.
        settings: The options; their own `themes` are not used.

    Raises:
        SettingsError: The theme file is wrong; the message names every mistake.
        EngineError: The engine or its model is missing or broken.
    """

    def __init__(self, themes: str | Path | Sequence[Theme], settings: Settings | None) -> None:
        self.themes = load_themes(themes) if isinstance(themes, str | Path) else tuple(themes)
        self._settings = checked_settings(settings)
        load_analyser()  # first, as in an analysis: it needs most memory while it is loaded
        self._engine = load_engine(self._settings)
        self.embedder = load_embedder(self._settings.similarity)
        self._finder = ThemeFinder(self.themes, self.embedder)

    def of(self, source: Source, progress: bool) -> Iterator[ThemedText]:
        """The texts of a source that could be read; a warning tells of the others.

        Args:
            source: As for `luksia_nlp.analyze`.
            progress: Whether to show on standard error how far it is.
        """
        articles = articles_of(source, self._settings)
        documents = documents_of(articles, self._engine, self._settings.finnish_threshold)
        texts = each(documents, self._themed, "analysis")
        if progress:
            texts = followed(texts, count_of(source, self._settings))
        failures = []
        for text in texts:
            if isinstance(text, Failure):
                failures.append(text)
            else:
                yield text
        if failures:
            number = "1 article" if len(failures) == 1 else f"{len(failures):,} articles"
            first = f"{failures[0].article_id!r}: {failures[0].message}"
            message = f"{number} could not be analysed; the first, {first}"
            warnings.warn(message, LuksiaWarning, stacklevel=3)

    def _themed(self, document: Document) -> ThemedText:
        hits = self._finder.find(document)
        found = {(hit.sentence_id, hit.theme) for hit in hits}
        told = {
            (hit.sentence_id, hit.theme)
            for hit in hits
            if hit.evidence != SIMILARITY or hit.not_counted is not None
        }
        sentences = [
            {
                "theme": theme,
                "score": similarity.score,
                "nearest": similarity.nearest,
                "article_id": document.article.article_id,
                "sentence_id": number,
                "sentence": document.sentence_as_read(number),
                "is_hit": (number, theme) in found,
            }
            for number, similarities in enumerate(self._finder.similarities(document))
            for theme, similarity in similarities.items()
            if (number, theme) not in told
        ]
        return ThemedText(document, hits, sentences)


def best_of(rows: Sequence[Mapping[str, Any]], themes: Sequence[Theme], most: int) -> list[Row]:
    """Each theme's rows of the highest scores, theme by theme.

    Args:
        rows: Rows with `theme` and `score`.
        themes: The themes, in the order of the result.
        most: How many rows a theme may have.
    """
    found: list[Row] = []
    for theme in themes:
        own = (dict(row) for row in rows if row["theme"] == theme.id)
        found += sorted(own, key=lambda row: -row["score"])[:most]
    return found


def one_line(text: str) -> str:
    """A text with every run of white space as one space."""
    return " ".join(text.split())


def alike(text: str) -> str:
    """What texts share that differ in their capitals and white space only: such are one sentence."""
    return one_line(text).casefold()
