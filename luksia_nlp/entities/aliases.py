"""A user's own corrections of who is who: which names are one thing, what a name is, what it is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from luksia_nlp.entities.keys import Key, Named, naming_words, own_words
from luksia_nlp.errors import SettingsError
from luksia_nlp.records import KINDS, Kind, Mention
from luksia_nlp.settings import nearest, read_toml

_KEYS = ("name", "kind", "aliases", "articles")


@dataclass(frozen=True, slots=True)
class Alias:
    """One thing as a user describes it.

    Args:
        name: What it is to be called.
        kind: What it is; None leaves each mention's kind.
        names: Its names, `name` itself among them, in small letters; base forms or forms of the texts.
        articles: Patterns of article identifiers (`2024-*`) that it is limited to; all where empty.
    """

    name: str
    kind: Kind | None
    names: frozenset[str]
    articles: tuple[str, ...]

    def means(self, mention: Mention, entity_name: str) -> bool:
        """Whether a mention, which belongs to an entity of some name so far, is one of this thing.

        Example:
            >>> kela = Alias("Kela", "organisation", frozenset({"kela", "kansaneläkelaitos"}), ())
            >>> maininta = Mention("1", 0, 0, 6, "Kelaan", "LOC", "place", "Kela", None, "lexicon")
            >>> kela.means(maininta, "Kela")
            True
        """
        if self.articles and not any(fnmatchcase(mention.article_id, one) for one in self.articles):
            return False
        return not self.names.isdisjoint(
            name.casefold() for name in (entity_name, mention.base_form, mention.surface)
        )


class Corrections:
    """A user's corrections of all articles, and what those that were used call things.

    Args:
        aliases: The corrections; of several that mean a mention the last one counts.
    """

    def __init__(self, aliases: Sequence[Alias]) -> None:
        self._aliases = aliases
        self._used: dict[Key, int] = {}  # the last alias, by its number, that names a thing

    def corrected(self, named: list[Named], names: Mapping[Key, str]) -> list[Named]:
        """The mentions of an article after the corrections.

        Args:
            named: The mentions, each as what it stands for so far.
            names: What each of these is called.
        """
        if not self._aliases:
            return named
        return [self._corrected(one, names[one.key]) for one in named]

    def called(self) -> dict[Key, str]:
        """What the things are to be called that corrections made so far describe."""
        return {key: self._aliases[number].name for key, number in self._used.items()}

    def _corrected(self, one: Named, name: str) -> Named:
        numbers = range(len(self._aliases) - 1, -1, -1)
        number = next((n for n in numbers if self._aliases[n].means(one.mention, name)), None)
        if number is None:
            return one
        alias, mention = self._aliases[number], one.mention
        if alias.kind not in (None, mention.kind):
            mention = replace(mention, kind=alias.kind, kind_rule="alias")
        key = Key(mention.kind, naming_words(mention.kind, alias.name))
        self._used[key] = max(number, self._used.get(key, 0))
        return Named(mention, own_words(mention), key, "alias")


def load_aliases(path: str | Path | None) -> tuple[Alias, ...]:
    r"""Read an aliases file: TOML, one `[[entity]]` for each thing.

    Each has a `name`, and any of `kind` (`person`, `organisation`, `place` or `other`), `aliases` (names that
    are this thing) and `articles` (identifiers, or patterns of them, that it is limited to).

    Args:
        path: The file; None for no corrections.

    Raises:
        SettingsError: The file cannot be read or is wrong; the message names every mistake, a line each.

    Example:
        >>> import tempfile
        >>> tiedosto = Path(tempfile.mkdtemp()) / "nimet.toml"
        >>> _ = tiedosto.write_text('[[entity]]\nname = "Kela"\naliases = ["Kansaneläkelaitos"]', "utf-8")
        >>> [olio.name for olio in load_aliases(tiedosto)]
        ['Kela']
    """
    if path is None:
        return ()
    values = read_toml(path)
    problems = [f"there is no key {key!r}; write [[entity]] tables." for key in values if key != "entity"]
    tables = values.get("entity", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        tables, problems = [], [*problems, "'entity' must be tables: write [[entity]], in two brackets."]
    for number, table in enumerate(tables, start=1):
        problems += [f"entity {number}: {problem}" for problem in _problems(table)]
    if problems:
        raise SettingsError("\n".join(f"{path}: {problem}" for problem in problems))
    return tuple(_alias(table) for table in tables)


def _problems(table: Mapping[str, Any]) -> list[str]:
    found = [f"there is no key {key!r}.{nearest(key, _KEYS)}" for key in table if key not in _KEYS]
    name = table.get("name")
    if not isinstance(name, str) or not name.strip():
        found.append('needs a name: name = "Luksia".')
    kind = table.get("kind")
    if kind is not None and kind not in KINDS:
        found.append(f"kind = {kind!r} is unknown.{nearest(str(kind), KINDS)}")
    for key in ("aliases", "articles"):
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            found.append(f"{key} = {value!r} must be a list of texts.")
    return found


def _alias(table: Mapping[str, Any]) -> Alias:
    names = frozenset(name.casefold() for name in (table["name"], *table.get("aliases", ())))
    return Alias(table["name"], table.get("kind"), names, tuple(table.get("articles", ())))
