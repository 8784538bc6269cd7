"""Files of XML, by what they hold: a feed, or news in NewsML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luksia_nlp.errors import SourceError
from luksia_nlp.reading.feeds import read_feed
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.newsml import NEWSML_ROOTS, read_newsml
from luksia_nlp.reading.pages import read_page
from luksia_nlp.reading.trees import decoded_markup
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

_NOT_ELEMENTS = re.compile(r"<!--.*?-->|<\?.*?\?>|<![^\[>]*(?:\[[^\]]*\][^>]*)?>", re.DOTALL)
_FIRST = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
# The first element stands within so many characters: before it are a declaration and comments at most.
_FIRST_WITHIN = 20_000
_FEEDS = frozenset({"rss", "feed", "rdf"})


def read_xml(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The articles of an XML file: a feed (RSS, Atom), news in NewsML-G2, or a page in XHTML.

    Args:
        file: The file.
        name: What the identifiers of articles that have none begin with.
        settings: The options of reading.

    Raises:
        SourceError: It cannot be read, or is XML of another kind.
    """
    root = _root_name(decoded_markup(file.read(settings.largest_file)[: 4 * _FIRST_WITHIN]).text)
    if root in _FEEDS:
        return read_feed(file, name, settings)
    if root in NEWSML_ROOTS:
        return read_newsml(file, name, settings)
    if root == "html":
        return read_page(file, name, settings)
    is_what = f"its first element is <{root}>" if root else "it has no elements"
    raise SourceError(
        f"{file.shown}: is XML that is not read: {is_what}. Of XML feeds (RSS, Atom) and news in NewsML-G2 "
        "(newsItem), as in STT's archive, are read; write other articles as lines of a .jsonl."
    )


def _root_name(text: str) -> str:
    """The name of the first element, in small letters and without its prefix; empty where there is none."""
    match = _FIRST.search(_NOT_ELEMENTS.sub("", text[:_FIRST_WITHIN]))
    return match[1].lower() if match else ""
