"""The tables as SQL: keys, references, indexes, views, and the search in sentences and quotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from luksia_nlp.tables.pieces import Pieces
from luksia_nlp.tables.schemas import CREDITS, ENTITY_TABLES, SCHEMAS

# pandas type, or how it begins -> type of the column.
_TYPES = {"bool": "INTEGER", "Int": "INTEGER", "int": "INTEGER", "float": "REAL"}
_ENTITIES = """\
CREATE TABLE entities (
    entity_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    n_mentions INTEGER NOT NULL,
    n_articles INTEGER NOT NULL,
    PRIMARY KEY (entity_id)
)"""
_ARTICLE = ("article_id", "articles")
_SENTENCE = ("article_id, sentence_id", "sentences")
_ENTITY = ("entity_id", "entities")
# Table -> its columns that name a row of another table, and that table.
_REFERENCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "sentences": (_ARTICLE,),
    "mentions": (_ARTICLE, _SENTENCE, _ENTITY),
    "people": (_ENTITY, ("organisation_entity_id", "organisations")),
    "organisations": (_ENTITY,),
    "places": (_ENTITY,),
    "quotes": (_ARTICLE, _SENTENCE, ("speaker_entity_id", "entities"), ("continues", "quotes")),
    "themes": (_ARTICLE, _SENTENCE),
    "article_themes": (_ARTICLE,),
}
# Columns that are called otherwise in the table that they refer to.
_THERE = {"organisation_entity_id": "entity_id", "speaker_entity_id": "entity_id", "continues": "quote_id"}
# What people ask by, where no key begins with it.
_INDEXES = (
    ("articles", "published"),
    ("mentions", "entity_id"),
    ("quotes", "article_id, sentence_id"),
    ("quotes", "speaker_entity_id"),
    ("quotes", "speaker"),
    ("themes", "theme"),
    ("article_themes", "theme, present"),
    ("people", "organisation_entity_id"),
    *((name, "name") for name in ("entities", *ENTITY_TABLES)),
)
# Letters with dots are letters of their own in Finnish: *saari* is not found by *sääri*. Datasette knows the
# search by the quotation marks around the table's name.
_SEARCH = """\
CREATE VIRTUAL TABLE sentences_fts USING fts5(
    base_forms, text, content="sentences", tokenize="unicode61 remove_diacritics 0"
)"""
# By the words as they stand: there are base forms of whole sentences only, and *sanoo rehtori* was not said.
_SEARCH_QUOTES = """\
CREATE VIRTUAL TABLE quotes_fts USING fts5(
    speaker, text, content="quotes", tokenize="unicode61 remove_diacritics 0"
)"""
# All words that can be found, with how often each is there; takes no room.
_WORDS = "CREATE VIRTUAL TABLE sentences_words USING fts5vocab(sentences_fts, col)"


def quoted(name: str) -> str:
    """A name as SQL writes it.

    Example:
        >>> quoted('oma "uusi" sarake')
        '"oma ""uusi"" sarake"'
    """
    return '"' + name.replace('"', '""').replace("\0", "") + '"'


def create_tables(pieces: Pieces) -> Iterator[str]:
    """The statements that make the tables, still empty and without indexes.

    Args:
        pieces: The tables that are to be filled in.
    """
    yield "CREATE TABLE made_with (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)"
    yield _ENTITIES
    for name in SCHEMAS:
        yield _create(name, pieces)
    if pieces.has_texts:
        yield _SEARCH
        yield _SEARCH_QUOTES
        yield _WORDS


def fill_entities() -> str:
    """The statement that fills the table of all entities from their mentions, counted as in other tables."""
    left_out = ", ".join(f"'{position}'" for position in sorted(CREDITS))
    return (
        "INSERT INTO entities SELECT entity_id, min(kind), min(name), "
        f"count(*) FILTER (WHERE position NOT IN ({left_out})), "
        f"count(DISTINCT article_id) FILTER (WHERE position NOT IN ({left_out})) "
        "FROM mentions GROUP BY entity_id"
    )


def create_indexes() -> Iterator[str]:
    """The statements that make the indexes, for after the tables are filled."""
    for table, columns in _INDEXES:
        name = f"{table}_by_{columns.replace(', ', '_')}"
        yield f"CREATE INDEX {name} ON {table} ({columns})"


def create_views(has_texts: bool) -> Iterator[str]:
    """The statements that make the views: what was found, beside its article and sentence.

    Args:
        has_texts: Whether the sentences' texts are there to be shown.
    """
    sentence = "sentences.text AS sentence, " if has_texts else ""
    article = f"articles.published, articles.title, {sentence}articles.source"
    beside = "JOIN articles USING (article_id) JOIN sentences USING (article_id, sentence_id)"
    yield (
        f"CREATE VIEW mentions_in_articles AS SELECT mentions.name, mentions.kind, mentions.text, {article}, "
        "mentions.role, mentions.organisation, mentions.position, mentions.entity_id, mentions.article_id, "
        f"mentions.sentence_id FROM mentions {beside}"
    )
    said = "quotes.text, quotes.speaker_text, quotes.cue, " if has_texts else ""
    yield (
        f"CREATE VIEW quotes_in_articles AS SELECT quotes.speaker, quotes.kind, {said}{article}, "
        "quotes.score, quotes.rule, quotes.speaker_entity_id, quotes.quote_id, quotes.continues, "
        f"quotes.article_id, quotes.sentence_id FROM quotes {beside}"
    )
    yield (
        f"CREATE VIEW themes_in_articles AS SELECT themes.theme, themes.text, {article}, themes.score, "
        "themes.direction, themes.not_counted, themes.evidence, themes.matched, themes.article_id, "
        f"themes.sentence_id FROM themes {beside}"
    )
    yield (
        "CREATE VIEW themes_by_month AS SELECT strftime('%Y-%m', articles.published) AS month, theme, "
        "count(*) AS n_articles, sum(present) AS n_present, round(avg(present), 3) AS share "
        "FROM article_themes JOIN articles USING (article_id) WHERE articles.published IS NOT NULL "
        "GROUP BY month, theme"
    )


def column_names(name: str, pieces: Pieces) -> dict[str, str]:
    """The columns of a table -> what each is called in SQL, where capitals and small letters are alike.

    Args:
        name: The table's name.
        pieces: The tables.
    """
    names: dict[str, str] = {}
    used: set[str] = set()
    for column in pieces.types(name):
        called = column
        while called.lower() in used:
            called = f"given_{called}"
        used.add(called.lower())
        names[column] = called
    return names


def _create(name: str, pieces: Pieces) -> str:
    schema, types = pieces.schemas[name], pieces.types(name)
    required = {column.name for column in schema.columns if not column.optional}
    lines = [
        f"{quoted(called)} {_type(types[column])}{' NOT NULL' if column in required else ''}"
        for column, called in column_names(name, pieces).items()
    ]
    if schema.key:
        lines.append(f"PRIMARY KEY ({', '.join(map(quoted, schema.key))})")
    for columns, other in _REFERENCES.get(name, ()):
        lines.append(f"FOREIGN KEY ({columns}) REFERENCES {other} ({_THERE.get(columns, columns)})")
    inner = ",\n    ".join(lines)
    return f"CREATE TABLE {name} (\n    {inner}\n)"


def _type(dtype: str) -> str:
    return next((kind for begin, kind in _TYPES.items() if dtype.startswith(begin)), "TEXT")
