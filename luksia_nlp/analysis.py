"""The result: one table for each thing that was found, to look at, to write and to read back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from luksia_nlp.records import Kind
from luksia_nlp.tables import theme_summaries
from luksia_nlp.tables.checks import check
from luksia_nlp.tables.cooccurrence import Window, edges
from luksia_nlp.tables.evidence import explained
from luksia_nlp.tables.storage import read_tables
from luksia_nlp.tables.theme_summaries import MatrixValue
from luksia_nlp.tables.writing import WritableTables


@dataclass(frozen=True, repr=False, eq=False)
class Analysis(WritableTables):
    """The tables of an analysis. They are immutable: each is handed out as a copy that costs nothing.

    Args:
        tables: Table name -> table, all of `luksia_nlp.tables.schemas.SCHEMAS`.
        made_with: What made the tables: the engine, the versions of what decides the results, the settings.

    Raises:
        TableError: A table is missing, does not follow its schema or contradicts another.

    Example:
        >>> from luksia_nlp import analyze
        >>> analyze("Timo Virtanen opettaa Lohjalla.")
        <Analysis: 1 article, 1 person, 0 organisations, 1 place, 0 failures>
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

    def network(
        self, kinds: Iterable[str] = ("person", "organisation", "place"), window: Window = "sentence"
    ) -> pd.DataFrame:
        """Who is mentioned with whom: a tidy list of edges, the most frequent first, credits left out.

        Args:
            kinds: The kinds of entities to take: any of `person`, `organisation`, `place`, `other`.
            window: What two mentions must share: `"sentence"` or `"article"`.

        Returns:
            One row per pair of entities: `source`, `source_name`, `source_kind`, `target`, `target_name`,
            `target_kind`, `n_together` (sentences or articles with both) and `n_articles`.

        Raises:
            SettingsError: A kind or the window is unknown.

        Example:
            >>> from luksia_nlp import analyze
            >>> verkosto = analyze("Timo Virtanen opettaa Lohjalla.").network()
            >>> verkosto[["source_name", "target_name", "n_together"]].values.tolist()
            [['Timo Virtanen', 'Lohja', 1]]
        """
        return edges(self.mentions, kinds, window)

    def theme_matrix(self, value: MatrixValue = "score") -> pd.DataFrame:
        """Articles by themes.

        Args:
            value: What fills the matrix: `"score"` (0 to 1), `"present"` (truth) or `"n_hits"`.

        Returns:
            A row per article, named by its `article_id`, and a column per theme.

        Raises:
            SettingsError: The value is none of these.

        Example:
            >>> from luksia_nlp import analyze
            >>> tulos = analyze("Alan vetovoima kasvaa.")
            >>> tulos.theme_matrix("n_hits").to_dict("records")
            [{'vetovoima': 1, 'vaikuttavuus': 0, 'ratkaisukeskeisyys': 0}]
        """
        return theme_summaries.matrix(self.article_themes, value)

    def themes_over_time(self, freq: str = "MS") -> pd.DataFrame:
        """How much each theme shows in each stretch of time; articles without a date are left out.

        Args:
            freq: The stretch, as pandas names it: `D`, `W`, `MS` (months), `QS` (quarters), `YS` (years).

        Returns:
            A row per period and theme: `period`, `theme`, `n_articles`, `n_present`, `share` (of the period's
            articles, 0 to 1), `mean_score` and `n_hits`.

        Raises:
            SettingsError: pandas knows no such stretch.

        Example:
            >>> from datetime import date
            >>> from luksia_nlp import Article, analyze
            >>> tulos = analyze(Article("Alan vetovoima kasvaa.", published=date(2026, 5, 4)))
            >>> vuosi = tulos.themes_over_time("YS")
            >>> vuosi[["theme", "n_articles", "n_present"]].values.tolist()[0]
            ['vetovoima', 1, 1]
        """
        return theme_summaries.over_time(self.articles, self.article_themes, freq)

    def themes_by(self, kind: Kind = "person") -> pd.DataFrame:
        """Who or what is mentioned in sentences of which theme, the most frequent first, credits left out.

        Args:
            kind: `"person"`, `"organisation"` or `"place"`.

        Returns:
            A row per entity and theme: `entity_id`, `name`, `theme`, `n_sentences` and `n_articles`.

        Raises:
            SettingsError: The kind is unknown.

        Example:
            >>> from luksia_nlp import analyze
            >>> tulos = analyze("Timo Virtanen kiitti Lohjan vetovoimaa.")
            >>> tulos.themes_by("place")[["name", "theme", "n_sentences"]].values.tolist()
            [['Lohja', 'vetovoima', 1]]
        """
        return theme_summaries.by_entity(self.mentions, self.themes, kind)

    def explain(self, entity: str) -> pd.DataFrame:
        """Why an entity is one thing: its mentions, each with its sentence and what joined it to the others.

        Args:
            entity: The entity's identifier, from any table, or its name where only one entity has it.

        Returns:
            One row per mention: `article_id`, `text`, `base_form`, `base_form_rule`, `kind_rule`,
            `joined_by`, `joined_in`, `sentence`.

        Raises:
            EntityError: There is no such entity, or several have the name; the message names them or the
                nearest one.

        Example:
            >>> from luksia_nlp import analyze
            >>> tulos = analyze("Rehtori Timo Virtanen puhui. Virtasen mukaan Lohjalla satoi.")
            >>> tulos.explain("Timo Virtanen")[["text", "joined_by"]].values.tolist()
            [['Timo Virtanen', 'name'], ['Virtasen', 'surname']]
        """
        return explained(self.mentions, self.sentences, entity)

    @classmethod
    def read(cls, folder: str | Path) -> Analysis:
        """Read back what `to_parquet` or `to_csv` wrote: the same tables exactly.

        Args:
            folder: The folder.

        Raises:
            TableError: The folder does not hold the tables, or they were damaged.

        Example:
            >>> import tempfile
            >>> Analysis.read(tempfile.mkdtemp())  # doctest: +ELLIPSIS
            Traceback (most recent call last):
            luksia_nlp.errors.TableError: ...: holds no analysis: analysis.json is missing.
        """
        return cls(*read_tables(Path(folder)))

    def __repr__(self) -> str:
        counts = (
            (len(self.articles), "article", "articles"),
            (len(self.people), "person", "people"),
            (len(self.organisations), "organisation", "organisations"),
            (len(self.places), "place", "places"),
            (len(self.failures), "failure", "failures"),
        )
        return f"<Analysis: {', '.join(f'{n} {one if n == 1 else many}' for n, one, many in counts)}>"


class _Tables(dict[str, pd.DataFrame]):
    """A mapping that hands out copies (copy-on-write, so they share their data until they are changed)."""

    def __getitem__(self, name: str) -> pd.DataFrame:
        return super().__getitem__(name).copy(deep=False)
