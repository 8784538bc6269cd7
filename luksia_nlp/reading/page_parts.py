"""Parts of a page's article that are easily taken for none: captions of its pictures, and its lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from luksia_nlp.reading.page_facts import class_words, is_beside, within
from luksia_nlp.reading.trees import paragraphs_of, picture
from luksia_nlp.resources import packaged

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Stand around a caption's words while the page's article is looked for: no page holds these characters.
_OPEN, _CLOSE = "\ue0c1", "\ue0c2"
# Characters of a caption, at most; a longer "caption" is an article that a page wraps in one. Set by hand.
_LONGEST_CAPTION = 1_000
# Characters of a lead, at least: what is shorter is a byline, a date or a label. Set by hand.
_SHORTEST_LEAD = 40
# Elements that hold paragraphs.
_BLOCKS = ("p", "h2", "h3", "h4", "li", "blockquote", "div")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")


class Caption(NamedTuple):
    """A caption: its words, and the paragraph of the page that holds them now."""

    text: str
    element: HtmlElement


def marked_captions(tree: HtmlElement) -> list[Caption]:
    """Make each caption of a page a marked paragraph in its place, and say which there are.

    Args:
        tree: The page. It is changed.

    Example:
        >>> from luksia_nlp.reading.trees import html_tree
        >>> sivu = html_tree("<figure><figcaption>Kuva: Heli Aho</figcaption></figure>")
        >>> [kuvateksti.text for kuvateksti in marked_captions(sivu)]
        ['Kuva: Heli Aho']
    """
    from lxml.html import Element

    captions: list[Caption] = []
    for element in _caption_elements(tree):
        text = _words(element)
        parent = element.getparent()
        if parent is None:
            continue
        if not text or len(text) > _LONGEST_CAPTION:
            continue
        place = next(element.iterancestors("figure"), element)
        place = _outside_links(place)
        paragraph = Element("p")
        paragraph.text = f"{_OPEN}{text}{_CLOSE}"
        tail, element.tail = element.tail, None
        if place is element:
            parent.replace(element, paragraph)
            paragraph.tail = tail
        else:
            place.addnext(paragraph)
            paragraph.tail, place.tail = place.tail, None
            _removed(element, tail)
        captions.append(Caption(text, paragraph))
    return captions


def _removed(element: HtmlElement, tail: str | None) -> None:
    """Take an element away; what follows it stays."""
    element.tail = tail
    element.drop_tree()


def _outside_links(element: HtmlElement) -> HtmlElement:
    """The element, or the link around it that opens the picture."""
    return next(element.iterancestors("a"), element)


def _caption_elements(tree: HtmlElement) -> list[HtmlElement]:
    """The captions of the page's pictures, in their order; those of links to other articles left out."""
    words = frozenset(packaged.toml("pages.toml")["classes"]["caption"])
    elsewhere = within(tree, _leads_elsewhere)
    captions = (element for element in tree.iter() if _is_caption(element, words))
    found: list[HtmlElement] = []
    taken: set[HtmlElement] = set()
    for element in captions:
        if element not in taken:
            taken.update(element.iter())
            found.append(element)
    return [element for element in found if element not in elsewhere]


def _is_caption(element: HtmlElement, words: frozenset[str]) -> bool:
    """Whether an element is a caption, by its name or its class: not a whole figure or table that has one."""
    if element.tag == "figcaption":
        return True
    if element.tag in ("figure", "table", "caption", "body", "article", "main", "video", "audio", "img"):
        return False
    return bool(class_words(element) & words) and element.find(".//p/following-sibling::p") is None


def _leads_elsewhere(element: HtmlElement) -> bool:
    """Whether what is within an element leads elsewhere: a link but to a picture, what stands beside."""
    if element.tag != "a":
        return element.tag != "body" and is_beside(element)
    address = (element.get("href") or "#").split("?")[0].lower()
    return not address.startswith("#") and not address.endswith(_PICTURES)


def with_parts(paragraphs: Sequence[str], captions: Iterable[Caption], tree: HtmlElement) -> list[str]:
    """The paragraphs of a page's article with its lead, and with its captions as pictures of Markdown.

    What was not taken for a part of the article is put where it stands in the page: a lead between the
    headline and the first paragraph, and captions within the element of the page that holds these.

    Args:
        paragraphs: The article's paragraphs, captions marked.
        captions: The page's captions.
        tree: The page, with its captions marked.
    """
    there = {text for paragraph in paragraphs for text in _marked(paragraph)}
    shown = [part for paragraph in paragraphs for part in _shown(paragraph)]
    place_of = {element: place for place, element in enumerate(tree.iter())}
    places = _places(shown, tree, place_of)
    known = sorted(place for place in places if place is not None)
    if not known:
        return shown
    elements = list(place_of)
    head = next((element for element in reversed(elements[: known[0]]) if element.tag == "h1"), None)
    article = _around(head, elements[known[0]], elements[known[-1]])
    if article is None:
        return shown
    parts = frozenset(article.iter())
    missing = [
        (place_of[caption.element], picture(caption.text))
        for caption in captions
        if caption.text not in there and caption.element in parts
    ]
    if head is not None and head in parts:
        elsewhere = within(tree, _leads_elsewhere)
        between = (one for one in elements[place_of[head] + 1 : known[0]] if one not in elsewhere)
        missing.extend(_leads(between, place_of, frozenset(shown)))
    for place, text in sorted(missing, reverse=True):
        at = next(
            (number for number, other in enumerate(places) if other is not None and other > place), len(shown)
        )
        shown.insert(at, text)
        places.insert(at, place)
    return shown


def _leads(
    elements: Iterable[HtmlElement], place_of: Mapping[HtmlElement, int], shown: frozenset[str]
) -> Iterator[tuple[int, str]]:
    """Paragraphs of at least a sentence among the elements between a headline and the article."""
    lead = frozenset(packaged.toml("pages.toml")["classes"]["lead"])
    for element in elements:
        is_lead = bool(class_words(element) & lead) and element.find(".//p") is None
        if not is_lead and element.tag not in ("p", "h2"):
            continue
        text = _words(element)
        linked = sum(len(_words(link)) for link in element.iter("a"))
        if not _SHORTEST_LEAD <= len(text) <= _LONGEST_CAPTION or linked * 2 > len(text):
            continue
        if _OPEN not in text and text not in shown:
            yield place_of[element], text


def _places(
    paragraphs: Sequence[str], tree: HtmlElement, place_of: Mapping[HtmlElement, int]
) -> list[int | None]:
    """Where each paragraph stands in the page, by its words; of several places the first."""
    known: dict[str, int] = {}
    for element in tree.iter(*_BLOCKS):
        if next(element.iterdescendants(*_BLOCKS), None) is None:
            known.setdefault(_words(element), place_of[element])
    return [known.get(" ".join(paragraph.lstrip("#- ").split())) for paragraph in paragraphs]


def _around(head: HtmlElement | None, first: HtmlElement, last: HtmlElement) -> HtmlElement | None:
    """The smallest element that holds the article's headline, if it has one, and its paragraphs."""
    around = frozenset(last.iterancestors())
    for start in (first,) if head is None else (head, first):
        element = next((one for one in start.iterancestors() if one in around), None)
        if element is not None and element.tag not in ("body", "html"):
            return element
    return None


def _marked(paragraph: str) -> list[str]:
    return [part.partition(_CLOSE)[0] for part in paragraph.split(_OPEN)[1:]]


def _shown(paragraph: str) -> list[str]:
    """A paragraph with its captions as paragraphs of their own."""
    if _OPEN not in paragraph:
        return [paragraph]
    parts: list[str] = []
    for number, part in enumerate(paragraph.split(_OPEN)):
        caption, closed, rest = part.partition(_CLOSE)
        if number and closed:
            parts.extend([picture(caption.strip()), rest.strip(" -")])
        else:
            parts.append(part.strip(" -"))
    return [part for part in parts if part]


def _words(element: HtmlElement) -> str:
    return " ".join(" ".join(paragraphs_of(element)).split())
