"""Theme files: what a theme is, read from TOML, with every mistake named at once and by its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luksia_nlp.errors import SettingsError
from luksia_nlp.resources import packaged
from luksia_nlp.settings import PACKAGED_THEMES, nearest, read_text, toml_of

# The parts of speech of Universal Dependencies (https://universaldependencies.org/u/pos/).
PARTS_OF_SPEECH = frozenset(
    [
        "ADJ",
        "ADP",
        "ADV",
        "AUX",
        "CCONJ",
        "DET",
        "INTJ",
        "NOUN",
        "NUM",
        "PART",
        "PRON",
        "PROPN",
        "PUNCT",
        "SCONJ",
        "SYM",
        "VERB",
        "X",
    ]
)
# The scores are fitted so that of sentences with this one, in news, half speak of the theme.
DEFAULT_THRESHOLD = 0.5
_WORDS = ("terms", "certain", "derivations", "exclude")
_SENTENCES = ("examples", "counterexamples")
_KEYS = ("name", "description", *_WORDS, *_SENTENCES, "threshold")


@dataclass(frozen=True)
class Theme:
    """A theme, the words it shows in, and sentences that speak of it.

    A word of `terms`, `derivations` or `exclude` is in base form. `*` in it stands for any letters, and a
    part of speech of Universal Dependencies may follow it: `houkutella`, `houkut*/VERB`, `*/ADJ
    opiskelupaikka`.

    Args:
        id: Its identifier, as in `[themes.vetovoima]`.
        name: Its name to show.
        description: What it is about, in a sentence or two.
        terms: Words, or several words that belong together.
        certain: Those of the terms that, as words of their own, always mean the theme.
        derivations: Words made from the terms in an irregular way; regular ones are found without it.
        exclude: Words, or several, that hold a term in another sense.
        examples: Sentences that speak of the theme, with or without its words.
        counterexamples: Sentences that seem to, and do not.
        threshold: The score from 0 to 1 from which a sentence without the theme's words speaks of it.

    Example:
        >>> Theme("kiire", "Kiire", terms=("kiire", "kova vauhti")).terms
        ('kiire', 'kova vauhti')
    """

    id: str
    name: str
    description: str = ""
    terms: tuple[str, ...] = ()
    certain: tuple[str, ...] = ()
    derivations: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    threshold: float = DEFAULT_THRESHOLD


def load_themes(path: str | Path | None = None) -> tuple[Theme, ...]:
    """Read a theme file, or one of those that come with the library.

    Args:
        path: A TOML file with a table `[themes.identifier]` for each theme; `"luksia"` or None for the three
            themes of Luksia's strategy, `"news"` for general topics of news.

    Raises:
        SettingsError: The file cannot be read, or themes in it are wrong; the message names every mistake.

    Example:
        >>> [teema.name for teema in load_themes()]
        ['Vetovoima', 'Vaikuttavuus', 'Ratkaisukeskeisyys']
    """
    own = PACKAGED_THEMES.get("luksia" if path is None else str(path))
    return _read(Path(str(path)) if own is None else packaged.path(own))


def _read(path: Path) -> tuple[Theme, ...]:
    text = read_text(path)
    values, lines = toml_of(text, path), _Lines(text)
    themes = values.get("themes")
    if not isinstance(themes, dict) or not themes:
        raise SettingsError(f"{path}: holds no theme; begin one with a line such as [themes.vetovoima].")
    problems = [
        (lines.of_table(key), f"unknown table {key!r}; themes are tables such as [themes.{key}].")
        for key in values
        if key != "themes"
    ]
    for identifier, theme in themes.items():
        problems += _problems(identifier, theme, lines)
    if problems:
        told = [f"line {line}: {told}" if line else told for line, told in problems]
        count = "1 mistake" if len(told) == 1 else f"{len(told)} mistakes"
        raise SettingsError("\n".join([f"{path}: {count} in the themes:", *told]))
    return tuple(_theme(identifier, theme) for identifier, theme in themes.items())


def _problems(identifier: str, theme: Any, lines: _Lines) -> Iterator[tuple[int, str]]:
    where = f"[themes.{identifier}]"
    if not isinstance(theme, dict):
        yield lines.of_table(identifier), f"{where} must be a table."
        return
    for key, value in theme.items():
        line = lines.of_key(identifier, key)
        if key not in _KEYS:
            yield line, f"{where} has no key {key!r}.{nearest(key, _KEYS)}"
        elif problem := _value_problem(key, value):
            yield line, f"{where} {problem}"
        elif key in _WORDS:
            for term in value:
                if problem := _term_problem(term):
                    yield lines.of_value(identifier, key, term), f"{where} {key}: {term!r} {problem}"
    for term in _no_terms(theme):
        told = f"{where} certain: {term!r} must be one of the terms."
        yield lines.of_value(identifier, "certain", term), told
    if not theme.get("terms") and not theme.get("examples"):
        told = 'needs terms, such as terms = ["vetovoima"], or examples, a list of sentences.'
        yield lines.of_table(identifier), f"{where} {told}"


def _no_terms(theme: Mapping[str, Any]) -> list[str]:
    """What is said to be certain and is none of the terms."""
    terms, certain = (
        value if isinstance(value := theme.get(key), list) else [] for key in ("terms", "certain")
    )
    return [term for term in certain if isinstance(term, str) and term not in terms]


def _value_problem(key: str, value: Any) -> str | None:
    if key in ("name", "description"):
        return None if isinstance(value, str) else f"{key} must be a string."
    if key == "threshold":
        right = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
        return None if right else f"threshold = {value!r} must be a number from 0 to 1."
    if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
        return None
    such = '["vetovoima"]' if key in _WORDS else '["Hakijoita oli ennätysmäärä."]'
    what = "words" if key in _WORDS else "sentences"
    return f"{key} must be a list of {what}, such as {such}."


def _term_problem(term: str) -> str | None:
    for word in term.split():
        letters, slash, tag = word.rpartition("/")
        if slash and tag.isupper() and tag.isalpha() and tag not in PARTS_OF_SPEECH:
            return f"names no part of speech.{nearest(tag, PARTS_OF_SPEECH)}"
        if slash and tag in PARTS_OF_SPEECH and not letters:
            return "needs a word or * before the part of speech."
    if all(word.partition("/")[0].strip("*") == "" for word in term.split()):
        return "holds no word; a pattern needs some letters."
    return None


def _theme(identifier: str, values: Mapping[str, Any]) -> Theme:
    texts = {key: tuple(values.get(key, ())) for key in (*_WORDS, *_SENTENCES)}
    return Theme(
        identifier,
        values.get("name", identifier),
        values.get("description", ""),
        **texts,
        threshold=float(values.get("threshold", DEFAULT_THRESHOLD)),
    )


class _Lines:
    """Where the tables and keys of a TOML file stand, by its text: the parser does not say. 0 for unknown."""

    _HEADER = re.compile(r"\s*\[\s*(?:themes\s*\.\s*)?[\"']?(?P<name>[^\]\"']+?)[\"']?\s*\]\s*(?:#.*)?$")
    _KEY = re.compile(r"\s*[\"']?(?P<name>[\w-]+)[\"']?\s*=")

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._tables: dict[str, int] = {}
        self._keys: dict[tuple[str, str], int] = {}
        table = ""
        for number, line in enumerate(self._lines, start=1):
            if header := self._HEADER.match(line):
                table = header["name"]
                self._tables.setdefault(table, number)
            elif key := self._KEY.match(line):
                self._keys.setdefault((table, key["name"]), number)

    def of_table(self, name: str) -> int:
        return self._tables.get(name, 0)

    def of_key(self, table: str, key: str) -> int:
        return self._keys.get((table, key), 0) or self.of_table(table)

    def of_value(self, table: str, key: str, value: str) -> int:
        first = self.of_key(table, key)
        following = enumerate(self._lines[max(first - 1, 0) :], start=max(first, 1))
        return next((number for number, line in following if value in line), first)
