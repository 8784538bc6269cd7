"""An article as it came in, and the failure of one that could not be read or analysed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from textwrap import shorten
from typing import Any

from luksia_nlp.errors import ArticleError, LuksiaError, printable

# Characters of a title or text that an article shows of itself: with its name and date they fill a line.
_SHOWN = 60


@dataclass(frozen=True, slots=True, repr=False)
class Article:
    r"""One news article as it came in.

    Args:
        text: The text. It is never changed.
        article_id: A name for it, unique in a run; made from the source or the order where it is None.
        title: The headline, where it is known.
        published: When it was published: a date or a datetime, or None.
        source: Where it came from: a path, an address, a publication.
        metadata: Anything else that should be carried along to the `articles` table.
        notes: What was odd in reading it, such as a date that is none; for the `articles` table.

    Example:
        >>> artikkeli = Article("Rehtori kiitti opettajia.", title="Lohjalla juhlittiin")
        >>> artikkeli.full_text
        'Lohjalla juhlittiin\n\nRehtori kiitti opettajia.'
        >>> artikkeli
        <Article 'Lohjalla juhlittiin', 25 characters>
    """

    text: str
    article_id: str | None = None
    title: str | None = None
    published: date | datetime | None = None
    source: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """One line: its identifier, title or first words, date and length."""
        shown = shorten(" ".join(str(self.title or self.text).split()), _SHOWN, placeholder=" ...")
        parts = [repr(shown)] + ([str(self.published)] if self.published else [])
        name = f" {self.article_id}:" if self.article_id else ""
        return f"<Article{name} {', '.join(parts)}, {len(str(self.text)):,} characters>"

    @property
    def full_text(self) -> str:
        r"""The text that is analysed and that every offset points into.

        It is the title, an empty line and the text; or the text alone where this begins with the title.

        Example:
            >>> Article("Hyvä päivä\n\nLeipäteksti.", title="Hyvä päivä").full_text
            'Hyvä päivä\n\nLeipäteksti.'
        """
        if not self.title or self.text.lstrip().startswith(self.title):
            return self.text
        return f"{self.title}\n\n{self.text}"


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read or analysed: at which stage, and why."""

    article_id: str
    source: str | None
    stage: str
    error: str
    message: str

    @classmethod
    def of(cls, error: Exception, article_id: str, source: str | None, stage: str) -> Failure:
        """The failure that an error makes of an article; one that is not the library's own keeps its kind.

        Args:
            error: What was raised.
            article_id: The article's identifier.
            source: Where the article came from.
            stage: Where it failed: `read`, `check`, `engine`, `language` or `analysis`.

        Example:
            >>> from luksia_nlp.errors import ArticleError
            >>> Failure.of(ArticleError("has no text."), "1", None, "read").message
            'has no text.'
        """
        if not isinstance(error, LuksiaError):
            error = ArticleError(f"{type(error).__name__}: {str(error) or 'without a message'}")
        message = str(error) or f"{type(error).__name__} without a message"
        shown_source = None if source is None else printable(source)
        return cls(printable(article_id), shown_source, stage, type(error).__name__, printable(message))
