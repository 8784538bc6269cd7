"""News in NewsML-G2, the XML in which agencies send it: STT's archive at the Language Bank of Finland.

The form is the IPTC's (https://iptc.org/standards/newsml-g2/). STT's archive holds one `newsItem` a file, or
many in an element `articles`.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from luksia_nlp.errors import ArticleError
from luksia_nlp.reading.fields import from_fields
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.trees import local_name, paragraphs_of, text_of_html, xml_tree
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

if TYPE_CHECKING:
    from lxml.etree import _Element

# What the first element of such a file may be called, in small letters.
NEWSML_ROOTS = frozenset({"newsitem", "newsmessage", "articles", "itemset"})
# Dates of an item, the one that says best when the news came out first: versions that follow correct it.
_DATES = ("contentcreated", "firstcreated", "versioncreated", "contentmodified")
# Part of the code or the kind of the subject that is the part of the paper: "sttdepartment:9".
_SECTION = "department"


def read_newsml(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of a file of NewsML-G2, one an item of news.

    The title is the headline, the identifier the item's `guid`, and the date that when its content was
    made; `author`, `section` (the department) and `subjects` go to the metadata. Items that are no text
    (pictures) become failures.

    Args:
        file: The file.
        name: What the identifiers of items that have none begin with.
        settings: The options of reading.

    Raises:
        SourceError: It cannot be read, is no well-formed XML, or defines entities.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from luksia_nlp.reading.inputs import file_input
        >>> polku = Path(tempfile.mkdtemp()) / "stt.xml"
        >>> sisalto = "<inlineXML><p>Lohjalla satoi.</p></inlineXML>"
        >>> _ = polku.write_text(f"<newsItem guid='a1'>{sisalto}</newsItem>", encoding="utf-8")
        >>> list(read_newsml(file_input(polku), "stt", Settings()))
        [<Article a1: 'Lohjalla satoi.', 15 characters>]
    """
    root = xml_tree(file.read(settings.largest_file), file.shown)
    items = [root] if local_name(root) == "newsitem" else []
    items = items or [element for element in root.iter() if local_name(element) == "newsitem"]
    return (_article(item, f"{name}-{number}", file.shown) for number, item in enumerate(items, start=1))


def _article(item: _Element, name: str, shown: str) -> Article | Failure:
    name = str(item.get("guid") or name)
    try:
        return from_fields({"article_id": name, **_values(item)}, shown)
    except ArticleError as error:
        return Failure.of(ArticleError(f"{shown}, {name}: {error}"), name, shown, "read")


def _values(item: _Element) -> dict[str, Any]:
    """The fields of an item of news.

    Raises:
        ArticleError: It has no text.
    """
    title = _first(item, "headline")
    paragraphs = [text for text in _paragraphs(item) if text.lstrip("# ") != title]
    if not paragraphs:
        raise ArticleError("holds no text in its inlineXML; items of pictures are not read.")
    subjects = [subject for subject in item.iter() if local_name(subject) == "subject"]
    sections = [subject for subject in subjects if _SECTION in " ".join(map(str, subject.values()))]
    named = {
        "author": _first(item, "by"),
        "section": next(filter(None, (_first(subject, "name") for subject in sections)), None),
        "subjects": ", ".join(
            filter(None, (_first(subject, "name") for subject in subjects if subject not in sections))
        ),
    }
    dates = (_first(item, date) for date in _DATES)
    return {
        "title": title,
        "published": next(filter(None, dates), None),
        "text": "\n\n".join(paragraphs),
        **{key: value for key, value in named.items() if value},
    }


def _paragraphs(item: _Element) -> list[str]:
    """The paragraphs of an item's text, which is HTML, or HTML within a text."""
    paragraphs: list[str] = []
    for content in item.iter():
        if local_name(content) not in ("inlinexml", "inlinedata"):
            continue
        if len(content):
            paragraphs.extend(paragraphs_of(content))
        elif content.text:
            paragraphs.extend(text_of_html(content.text).split("\n\n"))
    # Some of STT's items have their quotation marks as the codes of codes: &amp;quot;
    return [text for text in map(html.unescape, paragraphs) if text.strip()]


def _first(item: _Element, name: str) -> str | None:
    """The words of the first element of a name that has any."""
    for element in item.iter():
        if local_name(element) == name and (text := " ".join("".join(element.itertext()).split())):
            return html.unescape(text)
    return None
