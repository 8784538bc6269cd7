"""Keyword in context: every sentence where a name, a theme or a word stands, with who says it and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from luksia_nlp.display.pages import filled
from luksia_nlp.display.rows import rows_of
from luksia_nlp.display.word_places import places_of
from luksia_nlp.display.wording import Language, count, day, wording
from luksia_nlp.errors import SettingsError, printable

Tables = Mapping[str, pd.DataFrame]
# Rows that are shown: what a page still scrolls. All of them are in the table.
_SHOWN = 100
_TYPES = {
    "article_id": "str",
    "published": "datetime64[us]",
    "title": "str",
    "sentence_id": "int64",
    "start": "int64",
    "end": "int64",
    "of": "str",
    "name": "str",
    "before": "str",
    "text": "str",
    "after": "str",
    "speaker": "str",
}
_IN_SENTENCE = ["article_id", "sentence_id"]
# Marks around words, which are no part of them.
_WORDS = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, repr=False)
class Context:
    """The occurrences of a name, theme or word. A notebook shows them; `table` has them all.

    Args:
        what: What was asked for.
        table: A row per occurrence, the oldest first: `article_id`, `published`, `title`, `sentence_id`,
            `start`, `end` (in the article's full text), `of` (`mention`, `theme` or `word`), `name` (the
            entity's, the theme's, or the words in base form), `before`, `text` and `after`, which together
            are the whole sentence, and `speaker` (of the quote that it stands in; missing if none).
        language: The language of what is shown around the sentences.
    """

    what: str
    table: pd.DataFrame
    language: Language

    def __len__(self) -> int:
        """How many occurrences there are."""
        return len(self.table)

    def to_html_part(self) -> str:
        """The table as HTML, with its style, for a part of a page: what a notebook shows.

        Example:
            >>> from luksia_nlp import analyze
            >>> "Lohjalla" in analyze("Lohjalla satoi.").context("Lohja").to_html_part()
            True
        """
        words = wording("display.toml", self.language)
        rows = [
            {
                "published": day(row.published, self.language) or words["undated"],
                "article": row.title if isinstance(row.title, str) else row.article_id,
                "article_id": row.article_id,
                "sentence": _marked(row),
                "speaker": row.speaker if isinstance(row.speaker, str) else "",
            }
            for row in self._first()
        ]
        more = len(self) > _SHOWN
        return filled(
            "context.html",
            language=self.language,
            words=words,
            heading=words["in_context"].format(what=self.what),
            n=count(len(self), self.language),
            rows=rows,
            more=words["more_occurrences"].format(shown=_SHOWN) if more else "",
        )

    def __repr__(self) -> str:
        words = wording("display.toml", self.language)
        lines = [f"{words['in_context'].format(what=self.what)}: {count(len(self), self.language)}"]
        for row in self._first():
            sentence = f"{row.before}[{row.text}]{row.after}"
            when = day(row.published, self.language) or words["undated"]
            who = f" · {row.speaker}" if isinstance(row.speaker, str) else ""
            lines.append(f"{when} · {row.article_id}{who}\n    {' '.join(sentence.split())}")
        if len(self) > _SHOWN:
            lines.append(words["more_occurrences"].format(shown=_SHOWN))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return self.to_html_part()

    def _first(self) -> Iterator[Any]:
        return rows_of(self.table.head(_SHOWN))


def context(tables: Tables, what: str, language: Language) -> Context:
    """Every sentence where a name, a theme or words in base form stand.

    Args:
        tables: Table name -> table.
        what: An entity's identifier or name, or a name in any form; a theme's identifier; or words that
            follow each other, in base form or as written. What is several of these is looked for as all.
        language: `"fi"` or `"en"`.

    Raises:
        SettingsError: `what` is no text with a word in it, or the language is neither.
    """
    wording("display.toml", language)
    if not isinstance(what, str) or not what.strip():
        raise SettingsError(f"{what!r} is nothing to look for: give a name, a theme or a word in base form.")
    wanted = " ".join(what.split())
    sentences = tables["sentences"].set_index(_IN_SENTENCE)
    rows = [*_mentions(tables["mentions"], wanted), *_hits(tables["themes"], wanted)]
    taken = {(row["article_id"], row["start"], row["end"]) for row in rows}
    rows += [
        row
        for row in _words(tables["sentences"], wanted)
        if (row["article_id"], row["start"], row["end"]) not in taken
    ]
    found = pd.DataFrame(rows, columns=["article_id", "sentence_id", "start", "end", "of", "name"])
    return Context(wanted, _table(found, sentences, tables), language)


def _mentions(mentions: pd.DataFrame, wanted: str) -> Iterator[dict[str, Any]]:
    folded = wanted.casefold()
    own = mentions["entity_id"] == wanted
    for column in ("name", "base_form", "text"):
        own |= mentions[column].str.casefold() == folded
    columns = [*_IN_SENTENCE, "start", "end", "name"]
    for row in rows_of(mentions.loc[own, columns]):
        yield {**row._asdict(), "of": "mention"}


def _hits(themes: pd.DataFrame, wanted: str) -> Iterator[dict[str, Any]]:
    own = (themes["theme"].str.casefold() == wanted.casefold()) & themes["not_counted"].isna()
    named = themes.loc[own].rename(columns={"theme": "name"})
    for row in rows_of(named[[*_IN_SENTENCE, "start", "end", "name"]]):
        yield {**row._asdict(), "of": "theme"}


def _words(sentences: pd.DataFrame, wanted: str) -> Iterator[dict[str, Any]]:
    lowered = _WORDS.sub("", wanted).lower()
    as_written = re.compile(rf"(?<!\w){re.escape(lowered)}(?!\w)", re.IGNORECASE)
    around = " " + sentences["base_forms"] + " "
    in_base_form = around.str.contains(f" {lowered} ", regex=False)
    own = sentences[in_base_form | sentences["text"].str.contains(as_written)] if lowered else sentences[:0]
    for row in rows_of(own):
        places = [found.span() for found in as_written.finditer(row.text)]
        for start, end in dict.fromkeys([*places, *places_of(row.text, row.base_forms, lowered.split(" "))]):
            yield {
                "article_id": row.article_id,
                "sentence_id": row.sentence_id,
                "start": row.start + start,
                "end": row.start + end,
                "of": "word",
                "name": lowered,
            }


def _table(found: pd.DataFrame, sentences: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The occurrences with their sentences, articles and speakers, the oldest first."""
    articles = tables["articles"][["article_id", "published", "title"]].reset_index(names="place")
    joined = found.merge(articles, on="article_id").join(
        sentences.rename(columns={"start": "first", "end": "last", "text": "sentence"}), on=_IN_SENTENCE
    )
    joined = joined.sort_values(["published", "place", "start", "end"], kind="stable", ignore_index=True)
    rows = list(rows_of(joined))
    # A hit of several words may reach beyond its sentence; what is shown is the sentence.
    cuts = [(row.start - row.first, min(row.end, row.last) - row.first) for row in rows]
    parts = {
        "before": [row.sentence[:start] for row, (start, _) in zip(rows, cuts, strict=True)],
        "text": [row.sentence[start:end] for row, (start, end) in zip(rows, cuts, strict=True)],
        "after": [row.sentence[end:] for row, (_, end) in zip(rows, cuts, strict=True)],
    }
    speakers = pd.Series(_speakers(joined, tables["quotes"]), index=joined.index, dtype="str")
    whole = joined.assign(**parts, speaker=speakers)
    return whole[[*_TYPES]].astype(_TYPES)


def _speakers(found: pd.DataFrame, quotes: pd.DataFrame) -> list[str | None]:
    """Who says the words of each occurrence; None where nobody does."""
    said: dict[str, list[Any]] = {}
    for piece in rows_of(quotes):
        said.setdefault(piece.article_id, []).append(piece)
    speakers: list[str | None] = []
    for row in rows_of(found):
        around = [one for one in said.get(row.article_id, ()) if one.start <= row.start < one.end]
        names = (name for one in around for name in (one.speaker, one.speaker_text) if isinstance(name, str))
        speakers.append(next(names, None))
    return speakers


def _marked(row: Any) -> Markup:
    before, text, after = (escape(printable(part)) for part in (row.before, row.text, row.after))
    return Markup('{}<mark class="lk-key">{}</mark>{}').format(before, text, after)
