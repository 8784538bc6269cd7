"""Packaged templates, filled in: what a text holds is always shown as text."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luksia_nlp.errors import printable
from luksia_nlp.resources import packaged
from luksia_nlp.tables.files import new_file

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = "pages"
# Characters that no page may hold, and what stands for them.
_FORBIDDEN, _UNKNOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"), "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, repr=False)
class Shown:
    """Something to look at: a notebook shows it as a picture of HTML, a terminal as text.

    Args:
        html: The HTML, with its style, for a part of a page.
        text: The same in short, as text.
        title: What a page of its own is called.
        language: The language of the page.
    """

    html: str
    text: str
    title: str
    language: str

    def save(self, path: str | Path) -> None:
        """Write it as a page of its own, which asks nothing of any other.

        Args:
            path: The file, such as *artikkeli.html*; one that is there already is replaced.

        Raises:
            OutputError: The file cannot be written.

        Example:
            >>> import tempfile
            >>> from pathlib import Path
            >>> from luksia_nlp import analyze
            >>> sivu = Path(tempfile.mkdtemp()) / "artikkeli.html"
            >>> analyze("Timo Virtanen opettaa Lohjalla.").show().save(sivu)
            >>> sivu.read_text(encoding="utf-8").splitlines()[0]
            '<!doctype html>'
        """
        with new_file(Path(path), overwrite=True) as file:
            file.write_text(filled("page.html", shown=self), encoding="utf-8")

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def filled(name: str, **values: Any) -> str:
    """A template with its values; each is escaped unless it is `Markup`.

    Args:
        name: The template's name among the packaged pages.
        values: What it needs; one that is missing is an error.
    """
    return _FORBIDDEN.sub(_UNKNOWN, printable(_templates().get_template(name).render(values)))


def digest(text: str) -> str:
    """What a content-security policy calls a script or style that it lets through.

    Example:
        >>> digest("")
        'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    found = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(found).decode('ascii')}"


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # takes a while to load

    def source(name: str) -> str:
        return packaged.text(f"{_FOLDER}/{name}")

    found = Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["packaged_text"] = source
    found.globals["digest"] = digest
    return found
