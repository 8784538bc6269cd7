"""The charts of an analysis: what users call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from luksia_nlp.display.charts.drawing import check_installed
from luksia_nlp.display.charts.words import Words
from luksia_nlp.display.selected import selected
from luksia_nlp.display.wording import Language
from luksia_nlp.reading.where import Where
from luksia_nlp.records import Kind
from luksia_nlp.tables.cooccurrence import Window
from luksia_nlp.tables.theme_summaries import ThemesBy
from luksia_nlp.tables.voices import VoicesBy

if TYPE_CHECKING:
    from luksia_nlp.display.charts.kinds import Chart, HConcatChart, LayerChart, VConcatChart


@dataclass(frozen=True, repr=False, eq=False)
class Charts:
    """Charts of an analysis, each one of Altair's: change it, put two together (`a | b`, `a & b`), save it.

    Each has its title, its alternative text (`description`) and the table that it shows (`data`). A notebook
    shows it as a picture that needs no network; `altair.renderers.enable` chooses another way.

    All take `language`, `"fi"` or `"en"`; and `where` and its fields as keywords (`since`, `until`, `theme`,
    `entity`, `articles`): which articles to show, all where none is given. Those that take `n` show so many
    of the most frequent ones, 100 at most; those that take `freq` count by days (`D`), weeks (`W`), months
    (`MS`), quarters (`QS`) or years (`YS`), and by what makes the picture legible where it is None.

    Args:
        tables: Table name -> table, all of them.

    Raises:
        TableError: From every chart where Altair or another package is not installed.
        SettingsError: From every chart where a value is unknown, or `freq` is too short for a chart.
        EntityError: From every chart where there is no such entity, or several have the name.
    """

    tables: Mapping[str, pd.DataFrame]

    def themes_over_time(
        self,
        freq: str | None = None,
        language: Language = "fi",
        where: Where | None = None,
        **conditions: Any,
    ) -> Chart | LayerChart:
        """The share of articles in which each theme is present, as time goes by.

        A period without articles is a gap. Of many themes each has a small plot of its own.

        Args:
            freq: The period; None to choose.
            language: `fi` or `en`.
            where: Which articles; None for all.
            conditions: The fields of a `Where` as keywords.

        Example:
            >>> from luksia_nlp import Article, analyze
            >>> tulos = analyze(Article("Alan vetovoima kasvaa.", published="4.5.2026"))
            >>> tulos.charts.themes_over_time("YS").data["share"].tolist()
            [1.0, 0.0, 0.0]
        """
        words, tables = self._asked(language, where, conditions)
        from luksia_nlp.display.charts.themes import themes_over_time

        return themes_over_time(tables, words, freq)

    def themes_by(
        self,
        kind: ThemesBy = "person",
        n: int = 15,
        language: Language = "fi",
        where: Where | None = None,
        **conditions: Any,
    ) -> LayerChart:
        """Who or what is mentioned in sentences of which theme, or who speaks of it: a table of numbers.

        Args:
            kind: `"person"`, `"organisation"` or `"place"`: who is mentioned; `"speaker"`: who speaks.
            n: How many of them.
            language: `fi` or `en`.
            where: Which articles; None for all.
            conditions: The fields of a `Where` as keywords.

        Example:
            >>> from luksia_nlp import analyze
            >>> kaavio = analyze("Timo Virtanen kiitti Lohjan vetovoimaa.").charts.themes_by("place")
            >>> kaavio.data[["name", "theme", "n_sentences"]].values.tolist()
            [['Lohja', 'vetovoima', 1]]
        """
        words, tables = self._asked(language, where, conditions)
        from luksia_nlp.display.charts.themes import themes_by

        return themes_by(tables, words, kind, n)

    def most_named(
        self,
        kind: Kind = "person",
        n: int = 15,
        freq: str | None = None,
        language: Language = "fi",
        where: Where | None = None,
        **conditions: Any,
    ) -> HConcatChart | LayerChart:
        """The most named, credits left out, and beside each when it is named.

        Args:
            kind: `"person"`, `"organisation"` or `"place"`.
            n: How many of them.
            freq: The period; None to choose.
            language: `fi` or `en`.
            where: Which articles; None for all.
            conditions: The fields of a `Where` as keywords.

        Example:
            >>> from luksia_nlp import analyze
            >>> analyze("Timo Virtanen opettaa Lohjalla.").charts.most_named().description
            'Eniten mainitut henkilöt. Eniten mainittu on Timo Virtanen, 1 maininta.'
        """
        words, tables = self._asked(language, where, conditions)
        from luksia_nlp.display.charts.named import most_named

        return most_named(tables, words, kind, n, freq)

    def voices(
        self,
        by: VoicesBy = "speaker",
        n: int = 15,
        language: Language = "fi",
        where: Where | None = None,
        **conditions: Any,
    ) -> LayerChart | VConcatChart:
        """Who is quoted: the share of all quoted words, direct and indirect ones apart; the rest is a row.

        Args:
            by: `"speaker"`, `"person"`, `"organisation"` (with its people) or `"role"`.
            n: How many of them.
            language: `fi` or `en`.
            where: Which articles; None for all.
            conditions: The fields of a `Where` as keywords.

        Example:
            >>> from luksia_nlp import analyze
            >>> kaavio = analyze("– Alan vetovoima kasvaa, rehtori Maija Virtanen sanoo.").charts.voices()
            >>> kaavio.data[["name", "way", "n_words"]].values.tolist()
            [['Maija Virtanen', 'direct', 3], ['Maija Virtanen', 'indirect', 0]]
        """
        words, tables = self._asked(language, where, conditions)
        from luksia_nlp.display.charts.voices import voices_chart

        return voices_chart(tables, words, by, n)

    def timeline(
        self,
        person: str,
        freq: str | None = None,
        language: Language = "fi",
        where: Where | None = None,
        **conditions: Any,
    ) -> VConcatChart | LayerChart:
        """When somebody is mentioned and quoted, and a point for each article; credits left out.

        Args:
            person: The identifier or name of a person, or of any other entity.
            freq: The period; None to choose.
            language: `fi` or `en`.
            where: Which articles; None for all.
            conditions: The fields of a `Where` as keywords.

        Example:
            >>> from luksia_nlp import Article, analyze
            >>> tulos = analyze(Article("Timo Virtanen opettaa Lohjalla.", published="4.5.2026"))
            >>> tulos.charts.timeline("Timo Virtanen").data["n_mentions"].tolist()
            [1]
        """
        words, tables = self._asked(language, where, conditions)
        from luksia_nlp.display.charts.timeline import timeline

        return timeline(tables, self.tables, words, person, freq)

    def network(
        self,
        kinds: Iterable[str] = ("person", "organisation", "place"),
        window: Window = "sentence",
        n: int = 40,
        language: Language = "fi",
        where: Where | None = None,
        **conditions: Any,
    ) -> LayerChart:
        """Who is mentioned with whom: those with most links, near each other where these are strong.

        Args:
            kinds: Any of `person`, `organisation`, `place`, `other`.
            window: What two mentions must share: `"sentence"` or `"article"`.
            n: How many of them.
            language: `fi` or `en`.
            where: Which articles; None for all.
            conditions: The fields of a `Where` as keywords.

        Example:
            >>> from luksia_nlp import analyze
            >>> kaavio = analyze("Timo Virtanen opettaa Lohjalla.").charts.network()
            >>> kaavio.data[["source_name", "target_name", "n_together"]].values.tolist()
            [['Timo Virtanen', 'Lohja', 1]]
        """
        words, tables = self._asked(language, where, conditions)
        check_installed("networkx")
        from luksia_nlp.display.charts.network import network

        return network(tables, words, kinds, window, n)

    def places(
        self, n: int = 100, language: Language = "fi", where: Where | None = None, **conditions: Any
    ) -> HConcatChart | LayerChart:
        """A map of Finland with a circle for each place, and a closer one where many are near each other.

        Args:
            n: How many places.
            language: `fi` or `en`.
            where: Which articles; None for all.
            conditions: The fields of a `Where` as keywords.

        Example:
            >>> from luksia_nlp import analyze
            >>> analyze("Timo Virtanen opettaa Lohjalla.").charts.places(language="en").description
            'Map of Finland, 1 place. Most named is Lohja, 1 mention.'
        """
        words, tables = self._asked(language, where, conditions)
        from luksia_nlp.display.charts.places import places

        return places(tables, words, n)

    def regions(self, language: Language = "fi", where: Where | None = None, **conditions: Any) -> LayerChart:
        """Finland's regions as squares, roughly where they lie, with the mentions of places in each.

        Args:
            language: `fi` or `en`.
            where: Which articles; None for all.
            conditions: The fields of a `Where` as keywords.

        Example:
            >>> from luksia_nlp import analyze
            >>> maakunnat = analyze("Timo Virtanen opettaa Lohjalla.").charts.regions().data
            >>> maakunnat.loc[maakunnat["n_mentions"] > 0, "region"].tolist()
            ['Uusimaa']
        """
        words, tables = self._asked(language, where, conditions)
        from luksia_nlp.display.charts.regions import regions

        return regions(tables, words)

    def _asked(
        self, language: str, where: Where | None, conditions: Mapping[str, Any]
    ) -> tuple[Words, Mapping[str, pd.DataFrame]]:
        """The language, and the tables of the articles that are asked for, once all is there to draw them."""
        check_installed("altair")
        return Words(language), selected(self.tables, where, conditions)
