"""The tables under the pictures of a report: every figure with links to the articles it was counted from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from luksia_nlp.display.charts.periods import freq_for
from luksia_nlp.display.charts.ranking import MOST, labels_of
from luksia_nlp.display.charts.words import Words
from luksia_nlp.display.report.tracing import Numbered
from luksia_nlp.display.rows import rows_of, text_of
from luksia_nlp.display.wording import Language, count, percentage, wording
from luksia_nlp.tables.quoted import said_once, said_themes
from luksia_nlp.tables.schemas import CREDITS
from luksia_nlp.tables.theme_summaries import ThemesBy
from luksia_nlp.tables.voices import voices

Tables = Mapping[str, pd.DataFrame]
Cell = str | Markup
# Rows of a table of who is named or heard, at most: as many as a chart shows. The analysis holds the rest.
_ROWS = MOST
_IN_SENTENCE = ["article_id", "sentence_id"]


@dataclass(frozen=True)
class Figures:
    """A table of figures.

    Args:
        caption: What it is of.
        headings: Its columns' names.
        rows: Its rows: texts, and links as `Markup`.
        numbers: Which columns hold numbers.
        more: What is told where rows were left out; else empty.
    """

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numbers: frozenset[int]
    more: str


@dataclass(frozen=True)
class Counted:
    """The tables of figures of one report, one method each.

    Args:
        tables: Table name -> table.
        articles: The articles' numbers on the page.
        language: `"fi"` or `"en"`.
    """

    tables: Tables
    articles: Numbered
    language: Language

    def themes_over_time(self, shares: pd.DataFrame) -> Figures:
        """In how many articles of each period each theme shows.

        Args:
            shares: The table of the chart that this stands under.
        """
        of_theme, periods = self.tables["article_themes"], shares["period"].drop_duplicates()
        dated = self.tables["articles"][["article_id", "published"]].dropna()
        freq = freq_for(dated["published"], None, shares["theme"].nunique())
        present = of_theme[of_theme["present"]].merge(dated, on="article_id")
        # Each article's period is the last one that began before it was published.
        places = periods.searchsorted(present["published"], side="right") - 1
        present["period"] = periods.to_numpy()[places]
        whose = present.groupby(["period", "theme"])["article_id"].agg(list)
        rows = (
            (
                Words(self.language).period(row.period, freq),
                row.theme,
                self._count(row.n_present),
                self._count(row.n_articles),
                percentage(row.share, self.language),
                self.articles.links(whose.get((row.period, row.theme), ())),
            )
            for row in rows_of(shares)
            if row.n_articles
        )
        columns = ["period_of", "theme", "n_present", "n_articles", "share", "in_articles"]
        return self._figures("themes_over_time", columns, rows)

    def themes_by(self, kind: ThemesBy, squares: pd.DataFrame) -> Figures:
        """Who or what is named in sentences of a theme, or speaks of it.

        Args:
            kind: `person`, `organisation`, `place` or `speaker`.
            squares: The table of the chart that this stands under.
        """
        quotes, themes = self.tables["quotes"], self.tables["themes"]
        if kind == "speaker":
            speakers = quotes.set_index("quote_id")["speaker_entity_id"]
            both = said_themes(quotes, themes).assign(entity_id=lambda said: said["quote"].map(speakers))
        else:
            counted = themes.loc[themes["not_counted"].isna(), [*_IN_SENTENCE, "theme"]]
            both = self._news()[[*_IN_SENTENCE, "entity_id"]].merge(counted, on=_IN_SENTENCE)
        whose = both.groupby(["entity_id", "theme"])["article_id"].agg(set)
        rows = (
            (
                row.label,
                row.theme,
                self._count(row.n_sentences),
                self.articles.links(whose.get((row.entity_id, row.theme), ())),
            )
            for row in rows_of(squares)
            if row.n_sentences
        )
        return self._figures(f"{kind}_themes", ["name", "theme", "n_sentences", "in_articles"], rows)

    def named(self, table: str, detail: str) -> Figures:
        """The most named entities of a kind, with one thing that is known of them.

        Args:
            table: `people`, `organisations` or `places`.
            detail: The column of what is known.
        """
        whose = self._news().groupby("entity_id")["article_id"].agg(set)
        found = self.tables[table][self.tables[table]["n_mentions"] > 0]
        order = ["n_mentions", "n_articles", "entity_id"]  # as the chart has them
        shown = found.sort_values(order, ascending=[False, False, True]).head(_ROWS)
        rows = (
            (
                row.label,
                self._detail(detail, getattr(row, detail)),
                self._count(row.n_mentions),
                self._count(row.n_articles),
                self.articles.links(whose.get(row.entity_id, ())),
            )
            for row in rows_of(shown.assign(label=labels_of(shown["name"])))
        )
        columns = ["name", detail, "n_mentions", "n_articles", "in_articles"]
        return self._figures(table, columns, rows, len(found))

    def regions(self) -> Figures:
        """How often places of each region are named."""
        places = self.tables["places"][["entity_id", "region"]].dropna()
        named = self._news().merge(places, on="entity_id")
        found = named.groupby("region")["article_id"].agg(["size", "nunique", set]).reset_index()
        found.columns = pd.Index(["region", "n_mentions", "n_articles", "articles"])
        found = found.sort_values(["n_mentions", "region"], ascending=[False, True])
        rows = (
            (
                row.region,
                self._count(row.n_mentions),
                self._count(row.n_articles),
                self.articles.links(row.articles),
            )
            for row in rows_of(found)
        )
        return self._figures("regions", ["region", "n_mentions", "n_articles", "in_articles"], rows)

    def voices(self) -> Figures:
        """Who is quoted, and how much of all that is quoted is theirs: the first, all others, the rest."""
        own = said_once(self.tables["quotes"])
        whose = dict(own.groupby(own["speaker_entity_id"].fillna(""))["article_id"].agg(set))
        heard = voices(self.tables)
        named, unknown = heard.dropna(subset=["name"]), heard[heard["name"].isna()]
        first, others = named.head(_ROWS), named.iloc[_ROWS:]
        shown = [*zip(labels_of(first["name"]), rows_of(first), strict=True)]
        rows = [self._voice(label, [row], whose) for label, row in shown]
        if len(others):
            rows.append(
                self._voice(self._words["others"].format(n=len(others)), list(rows_of(others)), whose)
            )
        rows += [self._voice(self._words["unknown"], [row], whose) for row in rows_of(unknown) if row.n_words]
        return self._figures("voices", ["who", "n_quotes", "n_words", "share", "in_articles"], rows)

    def network(self, lines: pd.DataFrame) -> Figures:
        """Who is named with whom, and in how many sentences.

        Args:
            lines: The table of the chart that this stands under.
        """
        named = self._news()[[*_IN_SENTENCE, "entity_id"]].drop_duplicates()
        named = named[named["entity_id"].isin([*lines["source"], *lines["target"]])]
        places = {
            entity: set(map(tuple, of[_IN_SENTENCE].to_numpy())) for entity, of in named.groupby("entity_id")
        }
        rows = (
            (
                row.source_name,
                self._words["kinds"][row.source_kind],
                row.target_name,
                self._words["kinds"][row.target_kind],
                self._count(row.n_together),
                self._count(row.n_articles),
                self.articles.links(article for article, _ in places[row.source] & places[row.target]),
            )
            for row in rows_of(lines)
        )
        columns = ["name", "kind", "name", "kind", "n_together", "n_articles", "in_articles"]
        return self._figures("network", columns, rows)

    def _voice(self, label: str, rows: Sequence[Any], whose: Mapping[Any, set[str]]) -> Sequence[Cell]:
        """A row of one voice, or of several together."""
        articles = set().union(*(whose.get(text_of(row.entity_id), set()) for row in rows))
        return (
            label,
            self._count(sum(row.n_quotes for row in rows)),
            self._count(sum(row.n_words for row in rows)),
            percentage(sum(row.share for row in rows), self.language),
            self.articles.links(articles),
        )

    @property
    def _words(self) -> Mapping[str, Any]:
        return wording("report.toml", self.language)

    def _detail(self, column: str, value: object) -> str:
        """What is known of an entity, in words."""
        text = text_of(value)
        return str(self._words["types"].get(text, text)) if column == "type" else text

    def _news(self) -> pd.DataFrame:
        """The mentions but those of credits and contact lines."""
        mentions = self.tables["mentions"]
        return mentions[~mentions["position"].isin(CREDITS)]

    def _count(self, value: Any) -> str:
        return count(int(value), self.language)

    def _figures(
        self, caption: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], number: int | None = None
    ) -> Figures:
        """A table of rows, of so many in all; shares and what begins with `n_` are numbers."""
        found = list(rows)
        number = len(found) if number is None else number
        more = self._words["first_rows"].format(shown=self._count(len(found)), all=self._count(number))
        return Figures(
            self._words[caption],
            [self._words[name] for name in columns],
            found,
            frozenset(at for at, name in enumerate(columns) if name.startswith("n_") or name == "share"),
            more if number > len(found) else "",
        )
