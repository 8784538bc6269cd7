"""Finnish text analysis: people, organisations, places and themes from news, as tidy tables.

Example:
    >>> import luksia_nlp
    >>> tulos = luksia_nlp.analyze("Rehtori Maija Virtanen puhui Lohjalla.")
    >>> list(tulos.people["name"]), list(tulos.places["name"])
    (['Maija Virtanen'], ['Lohja'])
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from luksia_nlp.version import __version__ as __version__

if TYPE_CHECKING:
    from luksia_nlp.analysis import Analysis
    from luksia_nlp.analyzer import Analyzer, analyze
    from luksia_nlp.archive.opening import Archive, open_archive
    from luksia_nlp.archive.report import RunReport
    from luksia_nlp.archive.running import run_archive
    from luksia_nlp.comparison import compare
    from luksia_nlp.errors import (
        ArticleError,
        EngineError,
        EntityError,
        LuksiaError,
        LuksiaWarning,
        OutputError,
        SettingsError,
        SourceError,
        TableError,
    )
    from luksia_nlp.reading.files import read_articles
    from luksia_nlp.reading.where import Where
    from luksia_nlp.records import Article, Failure
    from luksia_nlp.settings import Settings
    from luksia_nlp.themes.checking import check_themes
    from luksia_nlp.themes.definitions import load_themes
    from luksia_nlp.themes.suggesting import suggest_themes
    from luksia_nlp.themes.teaching import teach_themes

__all__ = [
    "Analysis",
    "Analyzer",
    "Archive",
    "Article",
    "ArticleError",
    "EngineError",
    "EntityError",
    "Failure",
    "LuksiaError",
    "LuksiaWarning",
    "OutputError",
    "RunReport",
    "Settings",
    "SettingsError",
    "SourceError",
    "TableError",
    "Where",
    "analyze",
    "check_themes",
    "compare",
    "load_themes",
    "open_archive",
    "read_articles",
    "run_archive",
    "suggest_themes",
    "teach_themes",
]

# Loaded when first asked for, so that the command line's help need not wait for pandas.
_MODULES = {
    "Analysis": "analysis",
    "Analyzer": "analyzer",
    "Archive": "archive.opening",
    "Article": "records",
    "Failure": "records",
    "RunReport": "archive.report",
    "Settings": "settings",
    "Where": "reading.where",
    "analyze": "analyzer",
    "check_themes": "themes.checking",
    "compare": "comparison",
    "load_themes": "themes.definitions",
    "open_archive": "archive.opening",
    "read_articles": "reading.files",
    "run_archive": "archive.running",
    "suggest_themes": "themes.suggesting",
    "teach_themes": "themes.teaching",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'luksia_nlp' has no attribute {name!r}")
    return getattr(import_module(f"luksia_nlp.{_MODULES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
