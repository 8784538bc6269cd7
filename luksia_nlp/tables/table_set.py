"""All tables of a result, each by its name, checked; none is changed by what is done to one."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from luksia_nlp.tables.checks import check
from luksia_nlp.tables.writing import WritableTables


@dataclass(frozen=True, repr=False, eq=False)
class TableSet(WritableTables):
    """All tables of a result. They are immutable: each is handed out as a copy that costs nothing.

    Args:
        tables: Table name -> table, all of `luksia_nlp.tables.schemas.SCHEMAS`.
        made_with: What made the tables: the engine, the versions of what decides the results, the settings.

    Raises:
        TableError: A table is missing, does not follow its schema or contradicts another.
    """

    def __post_init__(self) -> None:
        """Check the tables and take copies of them."""
        self.check()
        copies = {name: table.copy(deep=False) for name, table in self.tables.items()}
        object.__setattr__(self, "tables", _Tables(copies))

    @property
    def articles(self) -> pd.DataFrame:
        """One row per article."""
        return self.tables["articles"]

    @property
    def sentences(self) -> pd.DataFrame:
        """One row per sentence."""
        return self.tables["sentences"]

    @property
    def mentions(self) -> pd.DataFrame:
        """One row per name in the text."""
        return self.tables["mentions"]

    @property
    def people(self) -> pd.DataFrame:
        """One row per person, the most mentioned first."""
        return self.tables["people"]

    @property
    def organisations(self) -> pd.DataFrame:
        """One row per organisation, the most mentioned first."""
        return self.tables["organisations"]

    @property
    def places(self) -> pd.DataFrame:
        """One row per place, the most mentioned first."""
        return self.tables["places"]

    @property
    def quotes(self) -> pd.DataFrame:
        """One row per piece of what somebody said."""
        return self.tables["quotes"]

    @property
    def themes(self) -> pd.DataFrame:
        """One row per theme hit."""
        return self.tables["themes"]

    @property
    def article_themes(self) -> pd.DataFrame:
        """One row per article and theme."""
        return self.tables["article_themes"]

    @property
    def failures(self) -> pd.DataFrame:
        """One row per article that could not be analysed."""
        return self.tables["failures"]

    def check(self) -> None:
        """Check that the tables follow their schemas and agree with each other, each span with its text.

        An `Analysis` is checked when it is made or read, so this finds something only after a mistake.

        Raises:
            TableError: Something is wrong; the message names every problem, a line each.

        Example:
            >>> from luksia_nlp import analyze
            >>> analyze("Lohjalla satoi.").check()
        """
        check(self.tables)


class _Tables(dict[str, pd.DataFrame]):
    """A mapping that hands out copies (copy-on-write, so they share their data until they are changed)."""

    def __getitem__(self, name: str) -> pd.DataFrame:
        return super().__getitem__(name).copy(deep=False)
