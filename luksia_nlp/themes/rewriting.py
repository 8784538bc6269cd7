"""Writing sentences into a theme file, whose comments, order and layout stay as they are."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from luksia_nlp.errors import OutputError, SettingsError
from luksia_nlp.resources import packaged
from luksia_nlp.settings import PACKAGED_THEMES, read_text
from luksia_nlp.themes.definitions import Theme, load_themes
from luksia_nlp.themes.texts import alike

# What stands before a sentence in a list that has a line for each.
_LINE = re.compile(r"\n(?P<indent>[ \t]*)[\"']")
_INDENT = "    "


class Marked(NamedTuple):
    """A sentence that a person has marked: whether it speaks of a theme."""

    theme: str
    sentence: str
    speaks: bool

    @property
    def key(self) -> str:
        """The key of a theme that holds such sentences."""
        return "examples" if self.speaks else "counterexamples"


def check_writable(path: str | Path) -> Path:
    """The file that a theme file's sentences can be written to.

    Args:
        path: The theme file.

    Raises:
        SettingsError: It is one of those that come with the library; the message says how to copy it.
        OutputError: It, or its folder, cannot be written to.
    """
    if name := PACKAGED_THEMES.get(str(path)):
        message = f"{str(path)!r} comes with the library and cannot be written to; copy its file"
        raise SettingsError(f"{message}, {packaged.path(name)}, to one such as teemat.toml, and teach that.")
    file = Path(path).expanduser().resolve()  # a link stays a link
    if not os.access(file.parent, os.W_OK) or (file.exists() and not os.access(file, os.W_OK)):
        raise OutputError(f"{file}: cannot be written to; copy it to a folder of yours, and teach the copy.")
    return file


def taught(themes: Sequence[Theme], marked: Sequence[Marked]) -> tuple[Theme, ...]:
    """Themes with marked sentences added to their examples and counterexamples, none of them twice.

    Args:
        themes: The themes.
        marked: The sentences.

    Example:
        >>> [teema] = taught([Theme("sää", "Sää", examples=("Sataa.",))], [Marked("sää", "Tuulee.", True)])
        >>> teema.examples
        ('Sataa.', 'Tuulee.')
    """
    found = {theme.id: theme for theme in themes}
    for one in marked:
        theme = found[one.theme]
        if alike(one.sentence) not in map(alike, (*theme.examples, *theme.counterexamples)):
            added = (*getattr(theme, one.key), one.sentence)
            found[one.theme] = replace(theme, **{one.key: added})  # type: ignore[arg-type]
    return tuple(found.values())


def write_sentences(source: str | Path, marked: Sequence[Marked], target: Path) -> tuple[int, int]:
    """Write marked sentences into a theme file; all of it is written or nothing.

    The file is read anew, so that what was changed in it meanwhile is kept.

    Args:
        source: The theme file that is read.
        marked: The sentences.
        target: The file that is written: the same one, or another.

    Returns:
        How many examples and how many counterexamples were added; a sentence that the theme holds is not.

    Raises:
        SettingsError: The file is no theme file any more, lacks a theme, or cannot be added to as it is
            written.
        OutputError: The target cannot be written.
    """
    name = PACKAGED_THEMES.get(str(source))
    path = packaged.path(name) if name else Path(source)
    themes = load_themes(path)
    if missing := {one.theme for one in marked} - {theme.id for theme in themes}:
        raise SettingsError(f"{source}: holds no theme {min(missing)!r} any more; nothing was written.")
    after = taught(themes, marked)
    text = _with_sentences(read_text(path), list(zip(themes, after, strict=True)), source)
    _write(text, path, target, after)
    examples, counterexamples = (
        sum(len(getattr(new, key)) - len(getattr(old, key)) for old, new in zip(themes, after, strict=True))
        for key in ("examples", "counterexamples")
    )
    return examples, counterexamples


def _with_sentences(text: str, themes: Sequence[tuple[Theme, Theme]], source: str | Path) -> str:
    """The text of a theme file with the sentences that each theme has more than before."""
    import tomlkit

    document: Any = tomlkit.parse(text)
    for old, new in themes:
        for key in ("examples", "counterexamples"):
            if added := getattr(new, key)[len(getattr(old, key)) :]:
                table = document["themes"][old.id]
                if key not in table:
                    _add_key(table, key, f"{source}: [themes.{old.id}]")
                _add_lines(table[key], added)
    return tomlkit.dumps(document)


def _add_key(table: Any, key: str, where: str) -> None:
    """Add an empty list right after a theme's last key: what stands below may belong to the next theme."""
    import tomlkit

    body = getattr(getattr(table, "value", None), "body", None)
    if body is None:
        raise SettingsError(f"{where} is not written as one table; add {key} = [] to it, and teach it again.")
    below = []
    while body and body[-1][0] is None:
        below.append(body.pop())
    table.add(key, tomlkit.array())
    body += reversed(below)


def _add_lines(array: Any, sentences: Sequence[str]) -> None:
    """Add sentences to a list, a line for each; a list that stood in one line is spread over several."""
    if "\n" not in array.as_string():
        array.extend(sentences)
        array.multiline(True)
        return
    indents = _LINE.findall(array.as_string())
    for sentence in sentences:
        array.add_line(sentence, indent=indents[-1] if indents else _INDENT)


def _write(text: str, source: Path, target: Path, themes: Sequence[Theme]) -> None:
    """Write a theme file beside the target, read it back, and only then put it in the target's place."""
    beside = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        try:
            old = source.read_bytes()
            mark = "\ufeff" if old.startswith(b"\xef\xbb\xbf") else ""
            ends = "\r\n" if b"\r\n" in old else "\n"
            beside.write_text(mark + text, encoding="utf-8", newline=ends)
            if load_themes(beside) != tuple(themes):
                raise SettingsError(f"{source}: its sentences cannot be added to as they are written.")
            if target.exists():
                shutil.copymode(target, beside)
            os.replace(beside, target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written to: {error.strerror or error}.") from error
