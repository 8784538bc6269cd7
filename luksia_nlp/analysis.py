"""The result: one table for each thing that was found, to look at, to write and to read back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from luksia_nlp.display.shown import ShownTables
from luksia_nlp.reading.stretch import Stretch
from luksia_nlp.reading.where import Where, where_of
from luksia_nlp.tables import theme_summaries
from luksia_nlp.tables.cooccurrence import Window, edges
from luksia_nlp.tables.evidence import explained
from luksia_nlp.tables.quotations import quotations
from luksia_nlp.tables.quoted import n_quotes
from luksia_nlp.tables.storage import read_tables
from luksia_nlp.tables.theme_summaries import MatrixValue, ThemesBy
from luksia_nlp.tables.voices import VoicesBy, voices


@dataclass(frozen=True, repr=False, eq=False)
class Analysis(ShownTables):
    """The tables of an analysis. They are immutable: each is handed out as a copy that costs nothing.

    Args:
        tables: Table name -> table, all of `luksia_nlp.tables.schemas.SCHEMAS`.
        made_with: What made the tables: the engine, the versions of what decides the results, the settings.

    Raises:
        TableError: A table is missing, does not follow its schema or contradicts another.

    Example:
        >>> from luksia_nlp import analyze
        >>> analyze("Timo Virtanen opettaa Lohjalla.")
        <Analysis: 1 article, 1 person, 0 organisations, 1 place, 0 quotes, 0 failures>
    """

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
            freq: The stretch, as pandas names it: `D`, `W` (from its Monday), `MS` (months), `QS` (quarters),
                `YS` (years).

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

    def themes_by(self, kind: ThemesBy = "person") -> pd.DataFrame:
        """Who or what is mentioned in sentences of which theme, or speaks of it; the most frequent first.

        Credits are left out. A speaker speaks of a theme where a hit that counts stands in the words that are
        quoted (see `quotes_by`); unknown speakers are left out.

        Args:
            kind: `"person"`, `"organisation"` or `"place"`: who is mentioned; `"speaker"`: who speaks.

        Returns:
            A row per entity and theme: `entity_id`, `name`, `theme`, `n_sentences` and `n_articles`.

        Raises:
            SettingsError: The kind is unknown.

        Example:
            >>> from luksia_nlp import analyze
            >>> tulos = analyze("Timo Virtanen kiitti Lohjan vetovoimaa.")
            >>> tulos.themes_by("place")[["name", "theme", "n_sentences"]].values.tolist()
            [['Lohja', 'vetovoima', 1]]
            >>> tulos = analyze("– Alan vetovoima kasvaa, rehtori Maija Virtanen sanoo.")
            >>> tulos.themes_by("speaker")[["name", "theme", "n_sentences"]].values.tolist()
            [['Maija Virtanen', 'vetovoima', 1]]
        """
        if kind == "speaker":
            return theme_summaries.by_speaker(self.quotes, self.themes)
        return theme_summaries.by_entity(self.mentions, self.themes, kind)

    def quotes_by(
        self,
        person: str | None = None,
        theme: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        organisation: str | None = None,
    ) -> pd.DataFrame:
        """Who said what, and when: the quotes that meet every condition that is given.

        Args:
            person: A person's identifier or name; a surname alone is not enough.
            theme: A theme's identifier: the quotes in which a hit of it stands that counts, with all their
                pieces. A sentence found by its meaning counts where more than half of it is the quote's.
            since: The first day or time of publication: a date, or a text such as *2025-03-01*, *1.3.2025*,
                *2025-03* or *2025*.
            until: The last one; a day, a month and a year count to their ends. With either, articles without
                a date are left out.
            organisation: An organisation's identifier or name, or a place's that speaks: what it says itself,
                and what those say whom `people` gives as its own.

        Returns:
            The rows of `quotes` with one more column, `published`: the oldest first, those without a date
            last, each article's in order of its text.

        Raises:
            EntityError: There is no such person or organisation, or several have the name; the message names
                them or the nearest one.
            SettingsError: There is no such theme, a date is none, or `until` lies before `since`.

        Example:
            >>> from luksia_nlp import analyze
            >>> tulos = analyze("– Alan vetovoima kasvaa, rehtori Maija Virtanen sanoo.")
            >>> list(tulos.quotes_by("Maija Virtanen", theme="vetovoima")["text"])
            ['Alan vetovoima kasvaa']
        """
        time = Stretch(since, until)
        return quotations(self.tables, person, organisation, theme, (time.start, time.end))

    def voices(self, by: VoicesBy = "speaker") -> pd.DataFrame:
        """Who is heard: how much of all that is quoted is whose, most words first.

        Nothing here guesses anybody's gender or age: a text tells neither, a name is no proof of either, and
        what is wrong of a person is worse than what is missing.

        Args:
            by: `"speaker"`: every person, organisation and place that speaks; `"person"`; `"organisation"`:
                with what its people say; `"role"`: of people by `people.role`, of unnamed speakers by the
                noun that the text calls them by (*opiskelijat*: *opiskelija*).

        Returns:
            A row each: `entity_id` (missing for roles), `name`, `n_quotes` (the pieces of one quote are one),
            `n_direct` and `n_indirect` of them, `n_articles`, `n_words` (in all pieces), `share` (of all
            words that are quoted, 0 to 1), `article_share` (`n_articles` of all articles). The last row has
            no name: all the rest, such as unknown speakers; so the shares sum to 1. What a headline takes
            from the text counts once.

        Raises:
            SettingsError: `by` is none of these.

        Example:
            >>> from luksia_nlp import analyze
            >>> tulos = analyze("– Alan vetovoima kasvaa, rehtori Maija Virtanen sanoo.")
            >>> tulos.voices()[["name", "n_quotes", "n_words", "share"]].values.tolist()
            [['Maija Virtanen', 1, 3, 1.0]]
            >>> list(tulos.voices("role")["name"])
            ['rehtori']
        """
        return voices(self.tables, by)

    def explain(self, entity: str) -> pd.DataFrame:
        """Why an entity is one thing and says what it says, or why a quote is somebody's.

        Args:
            entity: The entity's identifier, from any table, or its name where only one entity has it; or a
                `quote_id`, for all pieces of that quote.

        Returns:
            One row per mention, then one per piece of a quote whose speaker it is; `of` tells them apart.
            All have `article_id`, `text`, `sentence` (of a quote that in which it begins), `of` (`mention` or
            `quote`) and `score`; mentions `base_form`, `base_form_rule`, `kind_rule`, `joined_by`,
            `joined_in`; quotes `quote_id`, `rule` (what found words and speaker), `cue` and `speaker_text`.

        Raises:
            EntityError: There is no such entity, or several have the name; the message names them or the
                nearest one.

        Example:
            >>> from luksia_nlp import analyze
            >>> tulos = analyze("Rehtori Timo Virtanen puhui. – Lohjalla satoi, Virtanen sanoi.")
            >>> tulos.explain("Timo Virtanen")[["of", "text"]].values.tolist()
            [['mention', 'Timo Virtanen'], ['mention', 'Virtanen'], ['quote', 'Lohjalla satoi']]
        """
        return explained(self.tables, entity)

    def part(self, where: Where | None = None, **conditions: Any) -> Analysis:
        """Some articles as an `Analysis` of their own.

        Identifiers, names and details of entities stay those of the whole, so that parts can be compared;
        counts, dates and aliases are of the part. Failures, which have no date, theme or names, are left out
        unless `articles` alone names them. An archive's `analysis` does the same without holding the whole.

        Args:
            where: Which articles; None for all.
            conditions: The fields of a `Where` as keywords: `since`, `until`, `theme`, `entity`, `articles`.

        Raises:
            EntityError: There is no such entity, or several have the name.
            SettingsError: A condition is unknown or has a wrong value, or there is no such theme or article.

        Example:
            >>> from luksia_nlp import analyze
            >>> analyze(["Lohjalla satoi.", "Turun vetovoima kasvoi."]).part(theme="vetovoima")
            <Analysis: 1 article, 0 people, 0 organisations, 1 place, 0 quotes, 0 failures>
        """
        from luksia_nlp.display.selected import selected

        asked = where_of(where, conditions)
        made_with = {**self.made_with, "part": str(asked)} if asked else self.made_with
        return Analysis(dict(selected(self.tables, asked, {})), made_with)

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
            (n_quotes(self.quotes), "quote", "quotes"),
            (len(self.failures), "failure", "failures"),
        )
        return f"<Analysis: {', '.join(f'{n} {one if n == 1 else many}' for n, one, many in counts)}>"
