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
    from luksia_nlp.records import Article, Failure
    from luksia_nlp.settings import Settings
    from luksia_nlp.themes.checking import check_themes
    from luksia_nlp.themes.definitions import load_themes
    from luksia_nlp.themes.suggesting import suggest_themes
    from luksia_nlp.themes.teaching import teach_themes

__all__ = [
    "Analysis",
    "Analyzer",
    "Article",
    "ArticleError",
    "EngineError",
    "EntityError",
    "Failure",
    "LuksiaError",
    "LuksiaWarning",
    "OutputError",
    "Settings",
    "SettingsError",
    "SourceError",
    "TableError",
    "analyze",
    "check_themes",
    "compare",
    "load_themes",
    "read_articles",
    "suggest_themes",
    "teach_themes",
]

# Loaded when first asked for, so that the command line's help need not wait for pandas.
_MODULES = {
    "Analysis": "analysis",
    "Analyzer": "analyzer",
    "Article": "records",
    "Failure": "records",
    "Settings": "settings",
    "analyze": "analyzer",
    "check_themes": "themes.checking",
    "compare": "comparison",
    "load_themes": "themes.definitions",
    "read_articles": "reading.files",
    "suggest_themes": "themes.suggesting",
    "teach_themes": "themes.teaching",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'luksia_nlp' has no attribute {name!r}")
    return getattr(import_module(f"luksia_nlp.{_MODULES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
