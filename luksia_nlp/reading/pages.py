"""Articles from saved web pages: their own paragraphs and captions, without what stands around them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from luksia_nlp.errors import ArticleError, SourceError
from luksia_nlp.reading.fields import from_fields
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.page_facts import PageFacts, class_words, page_facts
from luksia_nlp.reading.page_parts import marked_captions, with_parts
from luksia_nlp.reading.trees import decoded_markup, html_tree, lines_and_blocks
from luksia_nlp.records import Article, Failure
from luksia_nlp.resources import packaged
from luksia_nlp.settings import Settings

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_WORD = re.compile(r"\w+")
# Letters of an article, at least; what is shorter is no article but the page's own few words ("Hyväksy
# evästeet"). Set by hand: the shortest news in brief have a hundred.
_SHORTEST = 40
# Elements of a page, at most, for which several ways to find the article are compared: one of them takes time
# by the square of the paragraphs. Pages of newspapers have some two thousand.
_MOST_COMPARED = 10_000
# Paragraphs, at most, before an article's headline in what is found. Set by hand: a menu has so many links.
_HEADLINE_WITHIN = 20
# How the article is looked for, one way after the other until one finds it: as most pages are built; then
# with all that may be article.
_WAYS: tuple[dict[str, bool], ...] = ({}, {"favor_recall": True})


def read_page(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The article of a saved web page, called by a name.

    Args:
        file: The page. It is read in the encoding that its bytes show or that it declares.
        name: The article's identifier.
        settings: The options of reading.

    Raises:
        SourceError: The file cannot be read.
    """
    text, note = decoded_markup(file.read(settings.largest_file))
    yield page_article(text, None, name, file.shown, note)


def page_article(
    html: str, url: str | None, name: str, source: str | None, note: str | None = None
) -> Article | Failure:
    r"""The article of a web page; a failure where there is none to be found.

    The text has the article's paragraphs, its headings as `## ...`, and its captions as pictures of Markdown,
    `![...]()`. Menus, lists of links, comments and notices of cookies are left out. `author`, `section` and
    `url` go to the metadata where the page tells them; the date is one that the page tells, never a guess.

    Args:
        html: The page.
        url: Its address, where it is known; else the page's own word on it is taken.
        name: The article's identifier.
        source: Where the page came from.
        note: What was odd in decoding it.

    Example:
        >>> kappale = "<p>Lohjan kaupunki avasi uuden koulun Virkkalaan, ja rehtori Maija Salo puhui.</p>"
        >>> sivu = f"<nav><a href='/'>Etusivu</a></nav><main><h1>Koulu avattiin</h1>{kappale}</main>"
        >>> page_article(sivu, None, "koulu", None).full_text
        'Koulu avattiin\n\nLohjan kaupunki avasi uuden koulun Virkkalaan, ja rehtori Maija Salo puhui.'
    """
    where = f"{source}: " if source else ""
    try:
        tree = html_tree(html)
        facts = page_facts(tree, url)
        values = {"article_id": name, "title": facts.title, "published": facts.published, **facts.metadata}
        return from_fields({**values, "text": _text(tree, facts)}, source, [note])
    except (ArticleError, SourceError) as error:
        return Failure.of(ArticleError(f"{where}{error}"), name, source, "read")
    except RecursionError:
        message = f"{where}is HTML that is nested too deeply. Save its text as .txt."
        return Failure.of(ArticleError(message), name, source, "read")


def _text(tree: HtmlElement, facts: PageFacts) -> str:
    """The article's paragraphs and captions, in their order.

    Raises:
        ArticleError: No article is found.
    """
    _without_consent(tree)
    _without_layout(tree)
    captions = marked_captions(tree)
    for way in _WAYS:
        paragraphs = _without_title(_paragraphs(_body(tree, way)), facts.title)
        if sum(len(word) for paragraph in paragraphs for word in _WORD.findall(paragraph)) >= _SHORTEST:
            return "\n\n".join(with_parts(paragraphs, captions, tree))
    raise ArticleError(
        "is a web page in which no article is found: it may show its text only when opened in a browser, "
        "or hold nothing but links. Save the article's text as .txt."
    )


def _body(tree: HtmlElement, way: dict[str, bool]) -> _Element | None:
    """What trafilatura takes for the article, in its own XML; None where it finds none.

    Raises:
        ArticleError: It fails.
    """
    from trafilatura import bare_extraction

    options: dict[str, Any] = {
        "include_comments": False,
        "include_formatting": False,
        "fast": sum(1 for _ in tree.iter()) > _MOST_COMPARED,
        "config": _config(),
        **way,
    }
    with _silent("trafilatura"):
        try:
            found = bare_extraction(tree, **options)
        except Exception as error:  # of whatever kind: pages are of any shape
            raise ArticleError(f"cannot be read as a web page: {type(error).__name__}: {error}.") from error
    return None if found is None else found.body


@cache
def _config() -> Any:
    """Trafilatura's settings, but that a short article is one: else it takes all words of its page."""
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORTEST))
    return config


def _without_consent(tree: HtmlElement) -> None:
    """Take away what asks for consent to cookies: where a page holds little else it would be the article."""
    words = frozenset(packaged.toml("pages.toml")["classes"]["consent"])
    for element in list(tree.iter("div", "section", "aside", "dialog", "form")):
        is_all = next(element.iter("h1", "article", "main"), None) is not None
        if class_words(element) & words and not is_all and element.getparent() is not None:
            element.drop_tree()


@contextmanager
def _silent(name: str) -> Iterator[None]:
    """A logger that says nothing for a while: what it would is the failure's message."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _paragraphs(element: _Element | None) -> list[str]:
    """The paragraphs of trafilatura's XML: headings as Markdown's, items of lists and rows as lines."""
    if element is None:
        return []
    if len(element) == 1 and element[0].tag == "p" and not len(element[0]):
        # Of a page with little text trafilatura takes all words, lines for paragraphs.
        return [" ".join(line.split()) for line in (element[0].text or "").split("\n") if line.strip()]
    parts: list[str] = []
    loose = [element.text or ""]
    for child in element:
        if child.tag in _INLINE:
            loose.extend([*_words(child), child.tail or ""])
            continue
        parts.extend(_lines_of(loose))
        parts.extend(_block(child))
        loose = [child.tail or ""]
    return [*parts, *_lines_of(loose)]


# Elements of trafilatura's XML that stand within a paragraph.
_INLINE = frozenset({"lb", "hi", "ref", "del", "graphic", "code"})


def _block(element: _Element) -> list[str]:
    if element.tag == "head":
        level = str(element.get("rend") or "h2")[-1]
        marks = "#" * (int(level) if level.isdigit() else 2)
        return [f"{marks} {' '.join(line.split())}" for line in _lines_of(_words(element))]
    if element.tag == "list":
        items = [_one_line(item) for item in element.iter("item") if item.find(".//item") is None]
        return ["\n".join(f"- {item}" for item in items if item)] if any(items) else []
    if element.tag == "table":
        return _table(element)
    return _paragraphs(element)


def _table(table: _Element) -> list[str]:
    """A table's rows as lines of cells; a table that only lays out the page as the paragraphs in it."""
    if table.find(".//p") is not None or table.find(".//lb") is not None or len(table) == 1:
        return [
            text for cell in table.iter("cell") if cell.find(".//cell") is None for text in _paragraphs(cell)
        ]
    rows = [[text for cell in row.iter("cell") if (text := _one_line(cell))] for row in table.iter("row")]
    return ["\n".join(" | ".join(row) for row in rows if row)] if any(rows) else []


def _words(element: _Element) -> Iterator[str]:
    """The texts within an element, a vertical tab for each break of the line."""
    if element.tag == "lb":
        yield "\v"
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


def _one_line(element: _Element) -> str:
    return " ".join("".join(_words(element)).split())


def _lines_of(parts: Iterable[str]) -> list[str]:
    """The paragraphs of texts in their order: a vertical tab breaks a line, several end a paragraph."""
    return lines_and_blocks("".join(parts))


def _without_title(paragraphs: list[str], title: str | None) -> list[str]:
    """The paragraphs after the headline, where it stands among the first: before it are words of a menu."""
    for number, paragraph in enumerate(paragraphs[:_HEADLINE_WITHIN]):
        if title and paragraph.lstrip("# ") == title:
            return paragraphs[number + 1 :]
        if len(paragraph) >= _SHORTEST:
            break
    return paragraphs


def _without_layout(tree: HtmlElement) -> None:
    """Make tables that lay out a page, as pages did before styles, into plain elements."""
    for table in list(tree.iter("table")):
        if (
            next(table.iter("h1", "h2", "h3", "p", "article"), None) is None
            and table.find(".//table") is None
        ):
            continue
        parts = [
            part
            for part in table.iter("tbody", "tr", "td", "th")
            if next(part.iterancestors("table"), None) is table
        ]
        for part in (table, *parts):
            part.tag = "div"
