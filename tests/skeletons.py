"""Pages of newspapers with their words replaced, filled with articles of our own; see `page_skeletons`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ARTICLES

# Where each paper's pages have the article's paragraphs and its captions, by how the file's name begins.
PLACES = {
    "hs-2000006466966": ("p[has(article-body)] p[has(ab-test-ingress)]", "p[has(article-picture-caption)]"),
    "hs-2000006560604": ("div[has(txt-container)]/p", ""),
    "hs-2000006585357": ("div[has(paywall-content)]/p[not(has(credit))]", "figcaption div[@class='caption']"),
    "il": ("p[has(paragraph)] div[has(article-body)]/h3", ""),
    "is-2000006436350": ("p[has(sndp-p)] div[has(lahto)]/h2", ""),
    "is": ("p[has(article-body)] p[has(ab-test-ingress)]", "p[has(article-picture-caption)]"),
    "svyle": (
        "div[has(ydd-article__body)]/p div[has(ydd-article__body)]/h3",
        "div[has(ydd-image__captions)]",
    ),
    "yle-3-11173365": ("article[has(content)]/div/p", ""),
    "yle-3-11222287": ("p[has(yle__article__paragraph)]", "figcaption"),
    "yle-3-11609882": ("p[has(yle__article__paragraph)] h3[has(yle__article__heading)]", ""),
}
_MENU = ("Etusivu", "Uutiset", "Urheilu", "Kulttuuri", "Talous", "Sää", "Mielipide", "Tilaa", "Luetuimmat")
_HOLDERS = frozenset(
    ("html", "head", "body", "ul", "ol", "table", "tbody", "tr", "select", "main", "header", "footer", "nav")
)


@dataclass(frozen=True)
class Filled:
    """A page filled with an article: its HTML, and the texts that stand in it."""

    html: str
    paragraphs: list[str]
    captions: list[str]
    menu: list[str]


def filled(skeleton: Path) -> Filled:
    """A skeleton with our own articles in its paragraphs, captions in its captions, a menu in all else."""
    from lxml.html import document_fromstring, tostring

    tree = document_fromstring(skeleton.read_text(encoding="utf-8"))
    beginning = max((name for name in PLACES if skeleton.name.startswith(name)), key=len)
    paragraphs, captions = (_found(tree, places) for places in PLACES[beginning])
    own = {part for element in (*paragraphs, *captions) for part in element.iter()}
    page = Filled("", [], [], list(_filled_menu(tree, own)))
    texts = _texts()
    for element in paragraphs:
        _fill(element, next(texts), page.paragraphs)
    for number, element in enumerate(captions, start=1):
        _fill(element, f"Rehtori Maija Salo avasi koulun numero {number}. Kuva: Heli Aho", page.captions)
    return Filled(tostring(tree, encoding="unicode"), page.paragraphs, page.captions, page.menu)


def _found(tree: Any, places: str) -> list[Any]:
    paths = [re.sub(r"has\(([\w-]+)\)", r"contains(@class, '\1')", place) for place in places.split()]
    found = list(tree.xpath(" | ".join(f"//{path}" for path in paths))) if paths else []
    return [element for element in found if not any(near in found for near in element.iterancestors())]


def _texts() -> Iterator[str]:
    """Paragraphs of the sample archive, each another, however many are asked for."""
    texts = [path.read_text(encoding="utf-8").split("---")[-1] for path in sorted(ARTICLES.glob("*.md"))]
    paragraphs = [" ".join(part.split()) for text in texts for part in text.split("\n\n") if part.strip()]
    number = 0
    while True:
        yield from (f"{paragraph} Erä {number}." for paragraph in paragraphs)
        number += 1


def _filled_menu(tree: Any, own: set[Any]) -> Iterator[str]:
    for number, element in enumerate(tree.iter()):
        if element in own or not isinstance(element.tag, str):
            continue
        for child in element:
            child.tail = "\n"
        if element.tag in ("script", "style", "noscript"):
            element.text = ""
        elif element.text and element.text.strip():
            holds = element.tag in _HOLDERS or any(child.tag in ("div", "p", "section") for child in element)
            element.text = "\n" if holds else f"{_MENU[number % len(_MENU)]} {number}"
            if not holds:
                yield element.text


def _fill(element: Any, text: str, filled_in: list[str]) -> None:
    """Spread a text over the places of an element that had words."""
    places = [(part, "text") for part in element.iter() if (part.text or "").strip()]
    places += [(part, "tail") for part in element.iterdescendants() if (part.tail or "").strip()]
    order = {part: number for number, part in enumerate(element.iter())}
    if not places or any(order[part] and attribute == "tail" and len(part) for part, attribute in places):
        for part in list(element):
            element.remove(part)
        places = [(element, "text")]
    places.sort(key=lambda place: (order[place[0]], place[1] == "tail"))
    words = text.split()
    for number, (part, attribute) in enumerate(places):
        share = words[number * len(words) // len(places) : (number + 1) * len(words) // len(places)]
        setattr(part, attribute, " ".join(share) + (" " if number + 1 < len(places) else ""))
    filled_in.append(text)
