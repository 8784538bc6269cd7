"""Which articles of an archive are asked for: by date, theme, entity or identifier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import pandas as pd

from luksia_nlp.errors import SettingsError
from luksia_nlp.reading.stretch import Stretch
from luksia_nlp.settings import nearest


@dataclass(frozen=True)
class Where:
    """Which articles to take: those that meet every condition that is given.

    Args:
        since: The first day or time of publication: a date, or a text such as *2025-03-01* or *1.3.2025*;
            *2025-03* and *2025* are the first day of the month or year.
        until: The last one; a day, a month and a year count to their ends. With either, articles without a
            date are left out.
        theme: A theme that is present in the article, by its identifier.
        entity: A person, organisation or place that the article names, credits included: its identifier, or
            its name where only one entity has it.
        articles: Identifiers of articles; one alone may be a text.

    Raises:
        SettingsError: A value is of a wrong type, a date is none, or `until` lies before `since`.

    Example:
        >>> kevät = Where(since="1.3.2025", until="31.5.2025", theme="vetovoima")
        >>> print(kevät)
        since 2025-03-01, until 2025-05-31, theme vetovoima
    """

    since: date | str | None = None
    until: date | str | None = None
    theme: str | None = None
    entity: str | None = None
    articles: Iterable[str] | None = None

    def __new__(cls, *_: Any, **conditions: Any) -> Where:
        """Refuse unknown conditions with the nearest known one."""
        known = [field.name for field in fields(Where)]
        for key in conditions:
            if key not in known:
                raise SettingsError(f"There is no condition {key!r}.{nearest(str(key), known)}")
        return super().__new__(cls)

    def __post_init__(self) -> None:
        """Read the dates and check every value."""
        stretch = Stretch(self.since, self.until)
        object.__setattr__(self, "since", stretch.since)
        object.__setattr__(self, "until", stretch.until)
        for name in ("theme", "entity"):
            value = getattr(self, name)
            if value is not None and (not isinstance(value, str) or not value.strip()):
                raise SettingsError(f"{name} = {value!r} must be the identifier of one, as a text.")
        if self.articles is not None:
            object.__setattr__(self, "articles", _identifiers(self.articles))

    @property
    def start(self) -> pd.Timestamp | None:
        """The first moment that is taken."""
        return Stretch(self.since, self.until).start

    @property
    def end(self) -> pd.Timestamp | None:
        """The first moment that is taken no more."""
        return Stretch(self.since, self.until).end

    @property
    def is_of_articles_alone(self) -> bool:
        """Whether nothing but identifiers of articles is asked."""
        given = [field.name for field in fields(self) if getattr(self, field.name) is not None]
        return given == ["articles"]

    def __bool__(self) -> bool:
        """Whether anything is asked at all."""
        return any(getattr(self, field.name) is not None for field in fields(self))

    def __str__(self) -> str:
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        if self.articles is not None:
            given["articles"] = f"{len(list(self.articles))} given"
        return ", ".join(f"{name} {value}" for name, value in given.items() if value is not None)


def where_of(where: Where | None, conditions: Mapping[str, Any]) -> Where:
    """The conditions of a `Where` and of keywords together; of the same one the keyword's counts.

    Args:
        where: Conditions; None for none.
        conditions: Name of a condition -> its value.

    Raises:
        SettingsError: As `Where` does, or `where` is none.
    """
    if where is None:
        return Where(**conditions)
    if not isinstance(where, Where):
        kind = type(where).__name__
        raise SettingsError(f"where must be a Where, such as Where(since='1.3.2025'), not {kind}.")
    own = {field.name: getattr(where, field.name) for field in fields(Where)}
    return Where(**{**own, **conditions})


def _identifiers(articles: object) -> frozenset[str]:
    if isinstance(articles, str):
        return frozenset([articles])
    if not isinstance(articles, Iterable) or isinstance(articles, bytes):
        raise SettingsError(f"articles = {articles!r} must be identifiers of articles.")
    return frozenset(map(str, articles))
