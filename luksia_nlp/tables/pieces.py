"""Tables piece by piece, so that what is written may be larger than the memory; with its texts or without."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from luksia_nlp.errors import LuksiaWarning, SettingsError
from luksia_nlp.settings import nearest
from luksia_nlp.tables.columns import Schema
from luksia_nlp.tables.schemas import SCHEMAS

# Columns that hold an article's text, and those that may quote it or another part of its source.
_TEXTS: Mapping[str, frozenset[str]] = {
    "articles": frozenset({"full_text", "notes"}),
    "sentences": frozenset({"text", "base_forms"}),
    "quotes": frozenset({"text", "cue", "speaker_text"}),
    "failures": frozenset({"message"}),
}
# Characters of a headline, name or address, at most; what is longer reads as a text.
_LABEL = 200


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
        own = {column.name: column.dtype for column in self.schemas[name].columns}
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

    Left out are the articles' and the sentences' texts, base forms of sentences, of quotes all words of the
    text, what may quote (articles' notes, messages of failures), and of theme hits all words of the text and
    of examples but those of a term. Names, titles, offsets and the columns that came with the source stay,
    and so does who said something where, with the base form of the word that tells so (*sanoa*).

    Args:
        pieces: The tables with the texts.

    Warns:
        LuksiaWarning: While the articles are read, where a column that came with the source holds long texts.

    Example:
        >>> from luksia_nlp.tables.frames import table_of
        >>> tyhjät = {nimi: table_of(kaava, []) for nimi, kaava in SCHEMAS.items()}
        >>> list(without_texts(pieces_of(tyhjät, {})).types("sentences"))
        ['article_id', 'sentence_id', 'start', 'end']
    """
    schemas = {name: _without(schema) for name, schema in pieces.schemas.items()}
    longest = dict.fromkeys(pieces.carried, 0)

    def of(name: str) -> Iterator[pd.DataFrame]:
        for piece in pieces.of(name):
            left = piece.drop(columns=list(_TEXTS.get(name, ())), errors="ignore")
            for column in pieces.carried if name == "articles" else ():
                longest[column] = max(longest[column], _longest(left[column]))
            yield _masked(left) if name == "themes" else left
        told = [column for column, length in longest.items() if name == "articles" and length > _LABEL]
        if told:
            warnings.warn(
                f"articles: {', '.join(told)} came with the source and stays, and holds texts of more than "
                f"{_LABEL} characters. Leave it out, too, if they may not be shown.",
                LuksiaWarning,
                stacklevel=2,
            )

    return replace(pieces, of=of, schemas=schemas, has_texts=False)


def without_columns(pieces: Pieces, names: Collection[str]) -> Pieces:
    """The same tables without some columns that came with the source.

    Args:
        pieces: The tables.
        names: The columns of `articles` to leave out.

    Raises:
        SettingsError: A column did not come with the source.

    Example:
        >>> from luksia_nlp.tables.frames import table_of
        >>> tyhjät = {nimi: table_of(kaava, []) for nimi, kaava in SCHEMAS.items()}
        >>> palat = pieces_of({**tyhjät, "articles": tyhjät["articles"].assign(ingressi="")}, {})
        >>> "ingressi" in without_columns(palat, ["ingressi"]).types("articles")
        False
    """
    for name in names:
        if name not in pieces.carried:
            hint = nearest(name, pieces.carried)
            raise SettingsError(f"No column {name!r} of articles came with the source.{hint}")
    carried = {name: dtype for name, dtype in pieces.carried.items() if name not in names}

    def of(name: str) -> Iterator[pd.DataFrame]:
        return (piece.drop(columns=list(names)) if name == "articles" else piece for piece in pieces.of(name))

    return replace(pieces, of=of, carried=carried)


def _longest(column: pd.Series[Any]) -> int:
    """How many characters the longest text of a column has; 0 where it holds none."""
    return max(map(len, column.dropna()), default=0) if column.dtype == "str" else 0


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
