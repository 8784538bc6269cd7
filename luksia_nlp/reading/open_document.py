"""Articles from OpenDocument texts, as LibreOffice writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from luksia_nlp.errors import ArticleError
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.office_packages import Package, Paragraph, Story, document, first_text, plain_lines
from luksia_nlp.reading.trees import local_name
from luksia_nlp.records import Article, Failure
from luksia_nlp.resources import packaged
from luksia_nlp.settings import Settings

if TYPE_CHECKING:
    from lxml.etree import _Element

# Deleted words, comments, and the number of a footnote are no text; text boxes in a paragraph and notes are
# paragraphs of their own.
_NOT_READ = frozenset({"tracked-changes", "annotation", "note-citation", "text-box", "note"})
_OUTSIDE = frozenset({"tracked-changes", "annotation"})
_CHARACTERS = {"s": " ", "tab": "\t", "line-break": "\n"}


def read_open_document(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The article of an OpenDocument text, called by a name; as of a Word document.

    Args:
        file: The document.
        name: The article's identifier.
        settings: The options of reading.

    Raises:
        SourceError: The file cannot be read.
    """
    return document(file, name, settings, _story)


def _story(package: Package) -> Story:
    root, meta = package.tree("content.xml"), package.tree("meta.xml")
    if root is None:
        raise ArticleError("is no OpenDocument text: its content.xml is missing. Save it as .odt.")
    story = Story(
        list(_paragraphs(root)), first_text(meta, "title"), first_text(meta, "initial-creator", "creator")
    )
    if any(local_name(element) == "tracked-changes" for element in root.iter()):
        story.notes.append("has tracked changes; read as if all were accepted")
    return story


def _paragraphs(root: _Element) -> Iterator[Paragraph]:
    known = packaged.toml("office.toml")
    parents: dict[str, str] = {}
    for element in root.iter():
        kind = local_name(element)
        attributes = {key.rpartition("}")[2]: str(value) for key, value in element.items()}
        if kind == "style":  # what a program makes of a style for single paragraphs: P1, P2
            parents[attributes.get("name", "")] = attributes.get("parent-style-name", "")
        if kind not in ("p", "h") or any(local_name(near) in _OUTSIDE for near in element.iterancestors()):
            continue
        style = attributes.get("style-name", "")
        style = parents.get(style, style).lower()
        level = int(attributes.get("outline-level") or 1) if kind == "h" else None
        level = 0 if style in known["titles"] else level
        yield Paragraph(plain_lines("".join(_texts(element))), level, style in known["captions"])


def _texts(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name not in _NOT_READ:
            yield from _texts(child)
        yield child.tail or ""
