"""What tables are made of: a column, the schema of a table, and the columns that several tables share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["text", "integer", "number", "truth", "time"]
DTYPES: Mapping[ColumnType, str] = {
    "text": "str",
    "integer": "int64",
    "number": "float64",
    "truth": "bool",
    "time": "datetime64[us]",
}
# The type of a column some of whose integers are missing, which `int64` cannot hold.
_OPTIONAL_INTEGER = "Int64"
# Between the aliases of an entity; no name holds it.
ALIAS_SEPARATOR = " | "


@dataclass(frozen=True)
class Column:
    """A column: its name, the type of its values, what they mean, and whether they may be missing."""

    name: str
    type: ColumnType
    meaning: str
    optional: bool = False

    @property
    def dtype(self) -> str:
        """Its pandas type.

        Example:
            >>> Column("alku", "integer", "Alku.").dtype, Column("alku", "integer", "Alku.", True).dtype
            ('int64', 'Int64')
        """
        return _OPTIONAL_INTEGER if self.optional and self.type == "integer" else DTYPES[self.type]


@dataclass(frozen=True)
class Schema:
    """A table: its name, what one row is, its columns, and the columns that together name a row."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


ARTICLE_ID = Column("article_id", "text", "The article's identifier.")
SENTENCE_ID = Column("sentence_id", "integer", "Number of the sentence in its article, from 0.")
START = Column("start", "integer", "Index of the first character in the article's full text, from 0.")
END = Column("end", "integer", "Index after the last character: `full_text[start:end] == text`.")
# The first columns of a table of entities.
ENTITY = (
    Column("entity_id", "text", "Identifier, made of kind and name; the same in every run."),
    Column("name", "text", "Canonical name, in base form."),
    Column(
        "n_mentions",
        "integer",
        "Number of mentions in all articles, credits, contact lines and links left out.",
    ),
    Column("n_articles", "integer", "Number of articles with such a mention."),
    Column(
        "n_credits",
        "integer",
        "Its mentions in credits (*Kuva: ...*), contact lines and links (*Lue lisää*).",
    ),
    Column("first_published", "time", "Earliest date of those articles.", optional=True),
    Column("last_published", "time", "Latest date of those articles.", optional=True),
    Column(
        "aliases",
        "text",
        f"Its other names, in base form, most frequent first, with `{ALIAS_SEPARATOR}` between; empty "
        "where it has none. Capitals aside, each is there once.",
    ),
)
