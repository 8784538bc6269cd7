"""Tables piece by piece, so that what is written may be larger than the memory; with its texts or without."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from luksia_nlp.tables.schemas import DTYPES, SCHEMAS, Schema

# Columns that hold an article's text, and the message of a failure, which may quote it.
_TEXTS: Mapping[str, frozenset[str]] = {
    "articles": frozenset({"full_text"}),
    "sentences": frozenset({"text", "base_forms"}),
    "failures": frozenset({"message"}),
}


@dataclass(frozen=True)
class Pieces:
    """The tables of a result, each handed out in pieces, in order.

    Args:
        of: Table name -> its pieces: at least one, an empty one where the table is empty.
        carried: The columns of `articles` that came with the source -> their pandas type.
        made_with: What made the tables.
        schemas: Table name -> its schema; without texts, the columns that hold them are left out.
        has_texts: Whether the articles' texts are among the tables.
    """

    of: Callable[[str], Iterator[pd.DataFrame]]
    carried: Mapping[str, str]
    made_with: Mapping[str, str]
    schemas: Mapping[str, Schema]
    has_texts: bool = True

    def types(self, name: str) -> dict[str, str]:
        """The columns of a table with their pandas types, the carried ones after its own."""
        own = {column.name: DTYPES[column.type] for column in self.schemas[name].columns}
        return own | dict(self.carried) if name == "articles" else own


def pieces_of(tables: Mapping[str, pd.DataFrame], made_with: Mapping[str, str]) -> Pieces:
    """Tables in memory, one piece each.

    Args:
        tables: Table name -> table.
        made_with: What made them.

    Example:
        >>> from luksia_nlp.tables.frames import table_of
        >>> palat = pieces_of({nimi: table_of(kaava, []) for nimi, kaava in SCHEMAS.items()}, {})
        >>> [len(pala) for pala in palat.of("places")]
        [0]
    """
    own = {column.name for column in SCHEMAS["articles"].columns}
    carried = {str(name): str(dtype) for name, dtype in tables["articles"].dtypes.items() if name not in own}
    return Pieces(lambda name: iter([tables[name]]), carried, made_with, SCHEMAS)


def without_texts(pieces: Pieces) -> Pieces:
    """The same tables for whom the texts may not be shown.

    Left out are the articles' and the sentences' texts, base forms of sentences, messages of failures, and of
    theme hits all words of the text and of examples but those of a term. Names, titles, offsets and the
    columns that came with the source stay.

    Args:
        pieces: The tables with the texts.

    Example:
        >>> from luksia_nlp.tables.frames import table_of
        >>> tyhjät = {nimi: table_of(kaava, []) for nimi, kaava in SCHEMAS.items()}
        >>> list(without_texts(pieces_of(tyhjät, {})).types("sentences"))
        ['article_id', 'sentence_id', 'start', 'end']
    """
    schemas = {name: _without(schema) for name, schema in pieces.schemas.items()}

    def of(name: str) -> Iterator[pd.DataFrame]:
        for piece in pieces.of(name):
            left = piece.drop(columns=list(_TEXTS.get(name, ())), errors="ignore")
            yield _masked(left) if name == "themes" else left

    return replace(pieces, of=of, schemas=schemas, has_texts=False)


def _without(schema: Schema) -> Schema:
    left = (column for column in schema.columns if column.name not in _TEXTS.get(schema.name, ()))
    return replace(schema, columns=tuple(left))


def _masked(themes: pd.DataFrame) -> pd.DataFrame:
    """Theme hits whose text is no more than the words of a term.

    A term's words may stand far apart, with the rest of the sentence between them. What a sentence is like
    may be a sentence of an archive that a person marked as an example.
    """
    words, words_of_term = (
        themes[column].map(lambda text: len(text.split())) for column in ("text", "lemma")
    )
    is_sentence = themes["evidence"] == "similarity"
    masked = {
        "text": themes["text"].where((words <= words_of_term) & ~is_sentence, ""),
        "matched": themes["matched"].where(~is_sentence, ""),
    }
    return themes.assign(**masked)
