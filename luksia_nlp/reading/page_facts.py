"""What a web page says of its article: title, date, author, section, address; never a guess."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from luksia_nlp.errors import ArticleError
from luksia_nlp.reading.dates import parse_date
from luksia_nlp.resources import packaged

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A date as Finns write it, and a time of day near behind it.
_DATE = re.compile(r"(?<!\d)(\d{1,2}\.\s?\d{1,2}\.\s?\d{4})(?!\d)(\D{0,8}\d{1,2}[.:]\d{2}(?!\d))?")
# Characters of an element that tells a date, at most; longer ones are sentences that mention one.
_LONGEST_BYLINE = 160
# Elements before and after the headline among which its date is looked for. Set by hand.
_NEAR_HEAD = 8
_SITE_AFTER = re.compile(r"\s+[|–—·-]\s+[^|–—·]*$")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of its article; None and nothing where it does not."""

    title: str | None = None
    published: date | datetime | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


def page_facts(tree: HtmlElement, url: str | None = None) -> PageFacts:
    """What a page says of its article, in JSON-LD, in its meta elements, or to its readers.

    A date is taken only as ISO 8601 or as Finns write it (*3.4.2026*): one such as 04/03/2026 is passed over.

    Args:
        tree: The page.
        url: Its address, where it is known.

    Example:
        >>> from luksia_nlp.reading.trees import html_tree
        >>> sivu = html_tree('<h1>Lohjalla satoi</h1><p class="julkaistu">Julkaistu 3.4.2026 klo 9.15')
        >>> page_facts(sivu).title, str(page_facts(sivu).published)
        ('Lohjalla satoi', '2026-04-03 09:15:00')
    """
    known = _Known(tree)
    metadata = {"author": known.author(), "section": known.section(), "url": url or known.url()}
    return PageFacts(
        known.title(), known.published(), {name: value for name, value in metadata.items() if value}
    )


class _Known:
    """The page, its meta elements by their names, and its article in JSON-LD."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self._meta: dict[str, list[str]] = {}
        for element in tree.iter("meta"):
            content = _line(element.get("content"))
            for attribute in ("name", "property", "itemprop"):
                if content and (name := element.get(attribute)):
                    self._meta.setdefault(name.strip().lower(), []).append(content)
        self._article = _json_article(tree)

    def _said(self, what: str) -> Iterator[str]:
        for name in packaged.toml("pages.toml")["meta"][what]:
            yield from self._meta.get(name, ())

    def title(self) -> str | None:
        """The headline that readers see, if there is one; else the one for machines."""
        told = _line(_text(self._article.get("headline"))) or next(self._said("title"), None)
        heads = [(line, head) for head in self._tree.iter("h1") if (line := _line(head.text_content()))]
        if told:
            alike = [line for line, _ in heads if line in told or told in line]
            return alike[0] if alike else told
        within = [line for line, head in heads if _is_within(head, "article", "main")]
        if within or len(heads) == 1:
            return within[0] if within else heads[0][0]
        title = _line(self._tree.findtext(".//title"))
        site = next(self._said("site"), None)
        if title and site and title.endswith(site):
            title = title.removesuffix(site).rstrip(" |–—·-") or title
        return _SITE_AFTER.sub("", title) if title else None

    def published(self) -> date | datetime | None:
        """The date that the page's JSON-LD or meta elements tell, else that of its byline."""
        told = [_text(self._article.get(name)) for name in ("datePublished", "dateCreated")]
        for text in (*told, *self._said("published"), *_dates_shown(self._tree)):
            if found := _parsed(text):
                return found
        return None

    def author(self) -> str | None:
        """Who wrote it."""
        linked = self._tree.xpath('//*[@rel="author" or @itemprop="author"]')
        shown = (_line(element.text_content()) for element in linked)
        for text in (_names(self._article.get("author")), *self._said("author"), *shown):
            if text and "://" not in text and len(text) <= _LONGEST_BYLINE:
                return text
        return None

    def section(self) -> str | None:
        """In which part of the paper it stands."""
        return _names(self._article.get("articleSection")) or next(self._said("section"), None)

    def url(self) -> str | None:
        """Its address, as the page itself gives it."""
        links = self._tree.xpath('//link[@rel="canonical"]/@href')
        for text in (*links, *self._said("url"), _text(self._article.get("url"))):
            if text and re.match(r"https?://\S+$", text.strip()):
                return str(text).strip()
        return None


def _is_within(element: HtmlElement, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _json_article(tree: HtmlElement) -> Mapping[str, Any]:
    """The first article among a page's JSON-LD."""
    kinds = frozenset(packaged.toml("pages.toml")["articles"])
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            waiting = [json.loads(script.text.strip(), strict=False)]
        except (ValueError, RecursionError):  # broken JSON-LD is common, and only one of many places
            continue
        while waiting:
            thing = waiting.pop(0)
            if isinstance(thing, list):
                waiting.extend(thing)
            elif isinstance(thing, dict):
                types = thing.get("@type")
                if any(
                    str(kind).lower() in kinds for kind in (types if isinstance(types, list) else [types])
                ):
                    return thing
                waiting.extend(thing.get(name) for name in ("@graph", "mainEntity", "mainEntityOfPage"))
    return {}


def _dates_shown(tree: HtmlElement) -> Iterator[str]:
    """Dates that readers see, as machines or people write them, in the order of the page."""
    classes = packaged.toml("pages.toml")["classes"]
    named, other = frozenset(classes["date"]), frozenset(classes["other_date"])
    beside = within(tree, lambda element: element.tag == "li" or is_beside(element))
    for element in tree.iter():
        words = class_words(element)
        if (element.tag != "time" and not words & named) or words & other or element in beside:
            continue
        shown = _line(element.text_content()) or ""
        if element.tag == "time" and element.get("datetime"):
            yield element.get("datetime")
        elif len(shown) <= _LONGEST_BYLINE:
            yield shown
    yield from _dates_near_head(tree, beside)


def within(tree: HtmlElement, is_one: Callable[[HtmlElement], bool]) -> frozenset[HtmlElement]:
    """The elements of a tree that are of a kind, and all that are within such.

    Args:
        tree: The tree.
        is_one: Whether an element is of the kind.

    Example:
        >>> from luksia_nlp.reading.trees import html_tree
        >>> sivu = html_tree("<nav><a>Etusivu</a></nav><p>Satoi.")
        >>> sorted(osa.tag for osa in within(sivu, is_beside))
        ['a', 'nav']
    """
    found: set[HtmlElement] = set()
    for element in tree.iter():
        if element.getparent() in found or is_one(element):
            found.add(element)
    return frozenset(found)


def is_beside(element: HtmlElement) -> bool:
    """Whether an element is what stands beside an article: a menu, a footer, what its class calls so.

    Args:
        element: The element.

    Example:
        >>> from luksia_nlp.reading.trees import html_tree
        >>> is_beside(html_tree("<footer>Lohja").find(".//footer"))
        True
    """
    words = packaged.toml("pages.toml")["classes"]["beside"]
    return element.tag in ("aside", "nav", "footer") or not class_words(element).isdisjoint(words)


def _dates_near_head(tree: HtmlElement, beside: frozenset[HtmlElement]) -> Iterator[str]:
    """Dates that stand by themselves beside the headline, where no class says what they are."""
    known = packaged.toml("pages.toml")
    before, other = "|".join(known["shown"]["dated"]), frozenset(known["classes"]["other_date"])
    alone = re.compile(rf"(?:(?:{before})\W{{0,3}})?({_DATE.pattern})", re.IGNORECASE)
    elements = list(tree.iter())
    place = next((number for number, element in enumerate(elements) if element.tag == "h1"), None)
    for element in elements[max(place - _NEAR_HEAD, 0) : place + _NEAR_HEAD] if place is not None else ():
        shown = _line(element.text) or ""
        match = alone.fullmatch(shown) if len(shown) <= _LONGEST_BYLINE else None
        if match and element not in beside and not class_words(element) & other:
            yield match[1]


def class_words(element: HtmlElement) -> frozenset[str]:
    """The words of an element's class and of its identifier, in small letters.

    Args:
        element: The element.

    Example:
        >>> from luksia_nlp.reading.trees import html_tree
        >>> sorted(class_words(html_tree('<p class="entry-date Oma">3.4.2026').find(".//p")))
        ['date', 'entry', 'oma']
    """
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return frozenset(re.split(r"[\s_:-]+", named.lower())) - {""}


def _parsed(text: str | None) -> date | datetime | None:
    """The date that a text is or, in Finnish writing, holds; None for any other."""
    if not text:
        return None
    match = _DATE.search(text)
    for part in (text, match and match.group(), match and match.group(1)):
        try:
            if part and (found := parse_date(part)):
                return found
        except ArticleError:
            continue
    return None


def _names(value: Any) -> str | None:
    """The names in what JSON-LD gives: a text, a thing with a name, or several of these."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_names, value))) or None
    return _line(_text(value.get("name") if isinstance(value, dict) else value))


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) else None


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None
