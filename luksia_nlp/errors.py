"""Every error that luksia_nlp raises on purpose.

The whole tree::

    LuksiaError
    ├── SettingsError        a setting or a theme file says something that cannot be (also a ValueError)
    ├── SourceError          what was given to be analysed cannot be read at all (also a ValueError)
    ├── ArticleError         one article is broken; becomes a row of the `failures` table (also a ValueError)
    ├── EngineError          an engine or its model is missing or broken (also a RuntimeError)
    │   ├── RecognizerError  the name recognizer's model files are missing, damaged or of another version
    │   └── SimilarityError  what turns sentences into vectors is missing or damaged
    ├── TrainingError        the recognizer cannot be trained with what was given (also a ValueError)
    ├── EntityError          there is no entity of that identifier (also a LookupError)
    └── TableError           a table breaks its schema, or stored tables cannot be read (also a ValueError)
        └── OutputError      tables cannot be written where they were asked to go (also an OSError)

A message says what was wrong, where, and what would be right. What is no error but must not pass in silence,
such as files that were not read, is a `LuksiaWarning`.
"""

from __future__ import annotations


class LuksiaError(Exception):
    """The root of the tree: catch this to catch everything luksia_nlp raises on purpose."""


class LuksiaWarning(UserWarning):
    """Something was left out or failed that a user would want to know of; the run goes on."""


class SettingsError(LuksiaError, ValueError):
    """A setting, or a line of a settings or theme file, is unknown or has a wrong value."""


class SourceError(LuksiaError, ValueError):
    """The source as a whole cannot be read: no such path, nothing in it, no `text` column."""


class ArticleError(LuksiaError, ValueError):
    """One article cannot be read or analysed. A run records it in `failures` and goes on."""


class EngineError(LuksiaError, RuntimeError):
    """An engine is unknown, its package or model is not installed, or its model is broken."""


class RecognizerError(EngineError):
    """A file of the name recognizer's model is missing, damaged, or of a version this library cannot read."""


class SimilarityError(EngineError):
    """What turns sentences into vectors is unknown, not installed, or its files are damaged."""


class TrainingError(LuksiaError, ValueError):
    """A training corpus is broken, or something that training starts from is missing."""


class EntityError(LuksiaError, LookupError):
    """There is no entity of the identifier that was asked for."""


class TableError(LuksiaError, ValueError):
    """A table does not follow its schema, or a folder does not hold the tables it should."""


class OutputError(TableError, OSError):
    """The tables cannot be written to the folder that was asked for."""


def printable(text: str) -> str:
    r"""A text without halves of characters, which no file can hold: they stand as their codes.

    Example:
        >>> printable("J\udce4nis.txt")
        'J\\udce4nis.txt'
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
