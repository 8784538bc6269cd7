"""What the columns of a table hold: by their names in several languages, or as `columns` says."""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from luksia_nlp.errors import SourceError
from luksia_nlp.resources import packaged
from luksia_nlp.settings import Settings

# Pairs of a field and the name of the column that holds it: the setting `columns`.
Given = tuple[tuple[str, str], ...]
# Fields that an article has itself; the others of columns.toml are metadata.
OWN = ("text", "title", "lead", "article_id", "published", "source")
# So alike (0 to 1) must a name be to one of the texts' names to be asked about: "teksit", "bodytxt". Set by
# hand.
_ALIKE = 0.75
# Sets of names whose fields are remembered: more than the keys of one file's JSON lines come in.
_REMEMBERED = 1024


def field_of(name: str) -> str | None:
    """The field that a column of a name holds, or None where the name is not known.

    Args:
        name: The column's name. Capitals, spaces, underscores, hyphens and dots of letters do not matter.

    Example:
        >>> field_of("Leipäteksti"), field_of("julkaisu_aika"), field_of("kunta")
        ('text', 'published', None)
    """
    known = _known().get(_folded(name))
    return known[0] if known else None


@lru_cache(_REMEMBERED)
def held_fields(names: tuple[str, ...], given: Given | None = ()) -> Mapping[str, str]:
    """Which field is held by which of some names.

    Args:
        names: The names of a table's columns, or of one article's values.
        given: What the setting `columns` says; None where the names are the fields' own already.

    Returns:
        Field -> name. Of several known names of a field the first of columns.toml is taken.

    Example:
        >>> held_fields(("otsikko", "leipäteksti", "kunta"))
        {'text': 'leipäteksti', 'title': 'otsikko'}
    """
    if given is None:
        return {field: field for field in _lists() if field in names}
    own = {field_of(field) or field: _found(column, names) for field, column in given}
    best: dict[str, tuple[int, bool, str]] = {}
    for name in names:
        field, rank = _known().get(_folded(name), ("", 0))
        if field and field not in own and name not in own.values():
            # An article's own field goes before its other spellings: `text` before `Text`.
            this = (rank, name != field, name)
            best[field] = min(best.get(field, this), this)
    found = own | {field: name for field, (_, _, name) in best.items()}
    return {field: held for field in _lists() if (held := found.get(field)) is not None}


def given_columns(settings: Settings) -> Given:
    """What the setting `columns` says, as pairs.

    Example:
        >>> given_columns(Settings(columns="text=leipäteksti"))
        (('text', 'leipäteksti'),)
    """
    return settings.columns if isinstance(settings.columns, tuple) else ()


def metadata_name(name: str) -> str:
    """What a column that holds no field is called in an article's metadata.

    Example:
        >>> metadata_name("kunta"), metadata_name("text")
        ('kunta', 'given_text')
    """
    return f"given_{name}" if name in _lists() else name


def table_columns(
    names: Iterable[Any], where: object, given: Given = (), examples: Sequence[Sequence[Any]] = ()
) -> list[str]:
    """What the values of a table's rows are called: the field's own name, else the column's.

    Args:
        names: The columns' names. A nameless one is called by its number; of two of one name that hold no
            field, the second gets a 2.
        where: The table, for messages.
        given: What the setting `columns` says.
        examples: Some rows, to guess from which column holds the texts where none is known to.

    Raises:
        SourceError: There are no columns, none holds the text, one that `given` names is not there, or two
            claim a field.

    Example:
        >>> table_columns(["Otsikko", "Leipäteksti", ""], "taulu.csv")
        ['title', 'text', 'column 3']
    """
    shown = ["" if name is None else str(name).strip() for name in names]
    if not shown:
        raise SourceError(f"{where}: is empty.")
    for field, column in given:
        if _found(column, shown) is None:
            near = difflib.get_close_matches(column, shown, n=1, cutoff=0.5)
            told = f"Did you mean {near[0]!r}?" if near else f"Its columns are: {', '.join(shown)}."
            raise SourceError(f"{where}: has no column {column!r} for columns = '{field}={column}'. {told}")
    held = held_fields(tuple(name for name in shown if name), given)
    if "text" not in held:
        told = f"{', '.join(shown)}. {advice(shown, examples)}"
        raise SourceError(f"{where}: has no column 'text'; its columns are: {told}")
    for name in held.values():
        if sum(_folded(other) == _folded(name) for other in shown) > 1:
            raise SourceError(
                f"{where}: the column {name!r} stands there twice; each needs a name of its own."
            )
    fields = {name: field for field, name in held.items()}
    plain = [name or f"column {number}" for number, name in enumerate(shown, start=1)]
    return _apart([fields.get(name) or metadata_name(name) for name in plain])


def columns_called(names: Iterable[Any], given: Given = ()) -> Mapping[str, str]:
    """What the columns of a table are called that hold fields, for messages.

    Args:
        names: The columns' names.
        given: What the setting `columns` says.

    Example:
        >>> columns_called(["Otsikko", "Leipäteksti", "kunta"])
        {'text': 'Leipäteksti', 'title': 'Otsikko'}
    """
    return held_fields(tuple(str(name).strip() for name in names if name is not None), given)


def names_text(names: Iterable[Any], given: Given = (), least: int = 1) -> bool:
    """Whether one of some cells names the column of the texts, so that they are the head of a table.

    Args:
        names: The cells.
        given: What the setting `columns` says.
        least: How many fields they must name at least: one where they are a table's first row; of a later
            one, two, since a word such as *artikkeli* may stand in any cell.

    Example:
        >>> names_text(["Pvm", "Teksti"], least=2), names_text(["Uutiset 2026", None])
        (True, False)
    """
    held = held_fields(tuple(str(name).strip() for name in names if name), given)
    return "text" in held and len(held) >= least


def advice(names: Sequence[str], examples: Sequence[Sequence[Any]]) -> str:
    """What to do where no column is known to hold the texts: with the likeliest one, if any.

    Args:
        names: The columns' names.
        examples: Some rows.

    Example:
        >>> advice(["kunta", "kuvaus"], [["Lohja", "Koulu avattiin."]])[:44]
        "Is it 'kuvaus', whose texts are the longest?"
    """
    known = {_folded(name) for name in _lists()["text"]}
    others = {place: name for place, name in enumerate(names) if name and not field_of(name)}
    alike = [
        name for name in others.values()
        if difflib.get_close_matches(_folded(name), known, n=1, cutoff=_ALIKE)
    ]  # fmt: skip
    lengths: Counter[int] = Counter()
    for row in examples:
        cells = {place: row[place] for place in others if place < len(row)}
        lengths.update({place: len(cell) for place, cell in cells.items() if isinstance(cell, str)})
    if alike:
        column, why = alike[0], "whose name is nearest"
    elif lengths:
        column, why = others[max(lengths, key=lambda place: lengths[place])], "whose texts are the longest"
    else:
        return "Rename the one that holds the texts to 'text'."
    pair = f"text={column}"
    typed = pair if column.isidentifier() else f'"{pair}"'
    return f"Is it {column!r}, {why}? Then give columns = {pair!r} (on the command line --columns {typed})."


def _apart(names: Iterable[str]) -> list[str]:
    """The same names, none twice."""
    seen: Counter[str] = Counter()
    apart: list[str] = []
    for name in names:
        seen[name] += 1
        apart.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return apart


def _found(column: str, names: Iterable[str]) -> str | None:
    """The one of some names that a person means by a column's."""
    alike = [name for name in names if _folded(name) == _folded(column)]
    return column if column in alike else alike[0] if alike else None


@cache
def _lists() -> Mapping[str, list[str]]:
    lists: Mapping[str, list[str]] = packaged.toml("columns.toml")["fields"]
    return lists


@cache
def _known() -> Mapping[str, tuple[str, int]]:
    """The field of each known name, and how early it stands among the field's names."""
    return {
        _folded(name): (field, rank) for field, names in _lists().items() for rank, name in enumerate(names)
    }


@lru_cache(_REMEMBERED)
def _folded(name: str) -> str:
    """A name without what people write differently: capitals, marks and the dots of letters."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in parts if letter.isalnum()) or name
