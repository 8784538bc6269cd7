"""Articles from Word documents: what is read when all changes in them are accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from luksia_nlp.errors import ArticleError
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.office_packages import (
    Package,
    Paragraph,
    Story,
    document,
    first_text,
    plain_lines,
)
from luksia_nlp.reading.trees import local_name
from luksia_nlp.records import Article, Failure
from luksia_nlp.resources import packaged
from luksia_nlp.settings import Settings

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"heading (\d)")
# What is in a document and not in its text: deleted and moved words, the older of two versions of a text box.
_NOT_READ = frozenset({"del", "movefrom", "fallback", "ppr", "rpr", "instrtext", "deltext", "tblpr", "tcpr"})
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "nobreakhyphen": "-", "ptab": "\t"}
_MOVED = frozenset({"ins", "del", "moveto", "movefrom"})


def read_word(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The article of a Word document, called by a name.

    Its paragraphs stand in their order, those of tables, text boxes and content controls among them, and
    those of its footnotes at its end. Headings are written as `## ...`, captions as pictures of Markdown.
    Headers, footers and comments are left out, and so are hidden and deleted words. The title is the first
    paragraph in the style of a title, else that of the file's properties; `author` goes to the metadata. The
    file's own dates say when it was made, not when it was published, and are not read.

    Args:
        file: The document.
        name: The article's identifier.
        settings: The options of reading.

    Raises:
        SourceError: The file cannot be read.
    """
    return document(file, name, settings, _story)


def _story(package: Package) -> Story:
    main = _main_part(package)
    root = package.tree(main)
    if root is None:
        raise ArticleError("is no Word document: the part that holds its text is missing. Save it as .docx.")
    styles = _styles(package.tree(join(dirname(main), "styles.xml")))
    paragraphs = list(_paragraphs(root, styles))
    for part, of_note in (("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")):
        notes = package.tree(join(dirname(main), part))
        for note in () if notes is None else notes:
            # The lines that part notes from the text are notes, too, of a type of their own.
            if local_name(note) == of_note and _attribute(note, "type") in (None, "normal"):
                paragraphs.extend(_paragraphs(note, styles))
    properties = package.tree("docProps/core.xml")
    story = Story(paragraphs, first_text(properties, "title"), first_text(properties, "creator"))
    if any(local_name(element) in _MOVED for element in root.iter()):
        story.notes.append("has tracked changes; read as if all were accepted")
    return story


def _main_part(package: Package) -> str:
    """The name of the part that holds the text."""
    relations = package.tree("_rels/.rels")
    for relation in () if relations is None else relations:
        if str(relation.get("Type")).endswith("/officeDocument"):
            return normpath(str(relation.get("Target")).lstrip("/"))
    return "word/document.xml"


def _styles(root: _Element | None) -> Mapping[str, str]:
    """The names of the styles by their identifiers, in small letters."""
    styles = {}
    for style in () if root is None else root:
        name = next((_attribute(part, "val") for part in style if local_name(part) == "name"), None)
        if local_name(style) == "style" and name:
            styles[_attribute(style, "styleId") or ""] = name.lower()
    return styles


def _paragraphs(root: _Element, styles: Mapping[str, str]) -> Iterator[Paragraph]:
    """The paragraphs in their order; one whose end was deleted goes on in the next."""
    known = packaged.toml("office.toml")
    before = ""
    for paragraph in root.iter():
        if local_name(paragraph) != "p" or not _is_word(paragraph):
            continue
        if any(local_name(around) in _NOT_READ for around in paragraph.iterancestors()):
            continue
        text = before + "".join(_texts(paragraph))
        before = ""
        style, goes_on = _properties(paragraph, styles)
        if goes_on:
            before = text
            continue
        heading = _HEADING.fullmatch(style)
        level = 0 if style in known["titles"] else int(heading[1]) if heading else None
        yield Paragraph(plain_lines(text), level, style in known["captions"])
    if before:
        yield Paragraph(plain_lines(before))


def _is_word(element: _Element) -> bool:
    """Whether an element is of WordprocessingML: drawings have paragraphs of their own."""
    return "wordprocessingml" in str(element.tag)


def _properties(paragraph: _Element, styles: Mapping[str, str]) -> tuple[str, bool]:
    """The name of a paragraph's style, and whether the mark that ends it was deleted."""
    style, goes_on = "", False
    for properties in paragraph:
        if local_name(properties) != "ppr":
            continue
        for part in properties.iter():
            if local_name(part) == "pstyle":
                style = styles.get(_attribute(part, "val") or "", "")
            goes_on = goes_on or local_name(part) == "del"
    return style, goes_on


def _texts(element: _Element) -> Iterator[str]:
    """The texts of a paragraph; those of text boxes in it are paragraphs of their own."""
    for child in element:
        name = local_name(child)
        if name in _NOT_READ or name == "txbxcontent" or not name or (name == "r" and _is_hidden(child)):
            continue
        if name == "t" and _is_word(child):
            yield child.text or ""
        elif name in _CHARACTERS and _is_word(child):
            yield _CHARACTERS[name]
        else:
            yield from _texts(child)


def _is_hidden(run: _Element) -> bool:
    hidden = (
        part
        for properties in run
        if local_name(properties) == "rpr"
        for part in properties
        if local_name(part) == "vanish"
    )
    return any(_attribute(part, "val") not in ("0", "false", "off") for part in hidden)


def _attribute(element: _Element, name: str) -> str | None:
    """The value of an attribute of an element, whatever its namespace."""
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name), None)
