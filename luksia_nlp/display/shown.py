"""The tables of a result that can be looked at: as a whole, one article, a word in context, charts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from luksia_nlp.errors import SettingsError
from luksia_nlp.tables.table_set import TableSet

if TYPE_CHECKING:
    from luksia_nlp.display.charts.charts import Charts
    from luksia_nlp.display.context import Context
    from luksia_nlp.display.pages import Shown
    from luksia_nlp.display.wording import Language
    from luksia_nlp.reading.where import Where


class ShownTables(TableSet):
    """All tables of a result, with the ways to look at them. A notebook shows them as an overview.

    What draws them is loaded by who looks at them.
    """

    @property
    def charts(self) -> Charts:
        """Charts of the tables, one method each: themes, names, voices, a network, maps (extra `report`)."""
        from luksia_nlp.display.charts.charts import Charts

        return Charts(self.tables)

    def overview(self, language: Language = "fi") -> Shown:
        """The whole at a glance: counts, period, who and what is named most, themes over time.

        Args:
            language: `"fi"` or `"en"`.

        Returns:
            What a notebook shows as a picture and a terminal as text; `.save(path)` writes it as a page.

        Raises:
            SettingsError: The language is neither.

        Example:
            >>> from luksia_nlp import analyze
            >>> print(str(analyze("Timo Virtanen opettaa Lohjalla.").overview()).splitlines()[0])
            1 article, 1 sentence, 2 mentions of names
        """
        from luksia_nlp.display.overview import overview

        return overview(self.tables, language)

    def show(self, article: str | None = None, language: Language = "fi") -> Shown:
        """One article with its people, organisations, places, quotes and themes marked.

        Each mark tells on hover and focus what it is: base form, entity, evidence and score; the legend
        shows and hides them; below stands the same as a table.

        Args:
            article: The article's identifier; may be left out where there is one article only.
            language: `"fi"` or `"en"`, the language of what is shown around the text.

        Returns:
            What a notebook shows as a picture and a terminal as text; `.save(path)` writes it as a page.

        Raises:
            SettingsError: There is no such article, none was named among several, or the language is wrong.

        Example:
            >>> from luksia_nlp import analyze
            >>> analyze("Timo Virtanen opettaa Lohjalla.").show()
            Timo Virtanen opettaa Lohjalla [Lohja].
        """
        from luksia_nlp.display.article_view import article_view

        return article_view(self.tables, article, language)

    def context(
        self, what: str, language: Language = "fi", where: Where | None = None, **conditions: Any
    ) -> Context:
        """Keyword in context: every sentence where a name, a theme or a word stands, whole, the oldest first.

        Args:
            what: An entity's identifier or name, or a name in any form; a theme's identifier (its hits that
                count); or words that follow each other (*työ*, *ammatillinen koulutus*): in base form, of
                which a compound is one, for all their forms, else as they are written. What is several of
                these is looked for as all of them.
            language: `"fi"` or `"en"`, the language of what is shown around the sentences.
            where: Which articles; None for all.
            conditions: The fields of a `Where` as keywords: `since`, `until`, `theme`, `entity`, `articles`.

        Returns:
            What a notebook shows as a table and a terminal as text. Its `.table` is a DataFrame:
            `article_id`, `published`, `title`, `sentence_id`, `start`, `end`, `of` (`mention`, `theme` or
            `word`), `name`, `before`, `text`, `after` and `speaker`, of the quote that the words stand in.

        Raises:
            EntityError: A condition names no entity, or several have the name.
            SettingsError: There is nothing to look for, or the language or a condition is wrong.

        Example:
            >>> from luksia_nlp import analyze
            >>> analyze("– Alan vetovoima kasvaa, rehtori Maija Virtanen sanoo.").context("vetovoima")
            ”vetovoima” lauseyhteyksissään: 1
            ei päiväystä · article-1 · Maija Virtanen
                – Alan [vetovoima] kasvaa, rehtori Maija Virtanen sanoo.
        """
        from luksia_nlp.display.context import context
        from luksia_nlp.display.selected import selected

        return context(selected(self.tables, where, conditions), what, language)

    def to_html(
        self,
        path: str | Path,
        overwrite: bool = False,
        *,
        language: Language = "fi",
        texts: bool = True,
        title: str | None = None,
    ) -> None:
        """Write a report: one page of charts, figures traced to their articles, quotes, and marked articles.

        The page asks nothing of any other. It lists at most 2,000 articles, the newest, and their texts as
        long as there is room (1,000 news articles take some 4 MB); the figures are of all.

        Args:
            path: The file, such as *raportti.html*.
            overwrite: Whether a file that is there is replaced.
            language: `"fi"` or `"en"`, of everything but the texts.
            texts: Whether articles' texts and quoted words are shown; titles, names and links stay.
            title: What the report is called; None for a plain name.

        Raises:
            OutputError: The file cannot be written, is there already, or does not end with `.html`.
            SettingsError: The language or `texts` is neither.
            TableError: What draws the charts (extra `report`) is not installed.

        Example:
            >>> import tempfile
            >>> from pathlib import Path
            >>> from luksia_nlp import analyze
            >>> sivu = Path(tempfile.mkdtemp()) / "raportti.html"
            >>> analyze("Timo Virtanen opettaa Lohjalla.").to_html(sivu)
            >>> sivu.read_text(encoding="utf-8").splitlines()[0]
            '<!doctype html>'
        """
        from luksia_nlp.display.report.page import check_page, report_page, write_report

        if not isinstance(texts, bool):
            raise SettingsError(f"texts = {texts!r} must be True or False.")
        check_page(Path(path), overwrite)
        page = report_page(self.tables, self.made_with, language, texts, title)
        write_report(Path(path), page, overwrite)

    def _repr_html_(self) -> str:
        return self.overview().html
