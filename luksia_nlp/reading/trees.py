"""Trees of HTML and XML from bytes of unknown hands: decoded by our rules, and never larger than is safe."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from luksia_nlp.errors import ArticleError, SourceError
from luksia_nlp.reading.encodings import Decoded, decode
from luksia_nlp.resources import packaged

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

# Characters of a page, at most: those of newspapers have some hundred thousand, some million where pictures
# lie within. Finding the article takes about a second for each million.
_LONGEST_PAGE = 10_000_000
# Elements of a page, at most: a newspaper's front page has some ten thousand. Finding the article in so many
# takes some five seconds.
_MOST_ELEMENTS = 100_000
# Elements within each other, at most: on pages of newspapers there are some thirty. Set by hand.
_DEEPEST = 500
# Where a page or XML says in which encoding it is written: within its first kilobytes, as browsers look.
_DECLARED_WITHIN = 4_096
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# Encodings that may be believed. Others (UTF-7, "unicode_escape") would make other words of the same bytes;
# UTF-8, UTF-16 and UTF-32 are seen in the bytes themselves.
_ONE_BYTE = re.compile(r"iso8859-\d{1,2}|cp(?:125\d|437|85\d)|mac-\w+|koi8-\w")
# What browsers read pages as that declare ISO-8859-1: its letters and the quotation marks of Windows.
_AS_BROWSERS = {"iso8859-1": "cp1252"}
_HEADING = re.compile(r"h[1-6]")
# Characters that no XML may hold; HTML that holds them is damaged.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_TEXT = frozenset({"script", "style", "template", "noscript", "iframe", "svg", "head"})


def decoded_markup(data: bytes) -> Decoded:
    """The text of HTML or XML: by its byte order mark, as UTF-8, else as it declares, else as reads best.

    Args:
        data: The bytes of the file.

    Example:
        >>> decoded_markup('<meta charset="iso-8859-15"><p>Jyväskylä'.encode("iso-8859-15")).text[-9:]
        'Jyväskylä'
    """
    decoded = decode(data)
    declared = _declared(data)
    if decoded.note is None or declared is None:
        return decoded
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return Decoded(data.decode(declared).replace("\x00", "\ufffd"), None)
        except UnicodeDecodeError:
            return decoded
    return decoded


def _declared(data: bytes) -> str | None:
    """The codec of the one-byte encoding that a text says it is in, if it is one that may be believed."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    if match is None:
        return None
    try:
        codec = codecs.lookup(match[1].decode("ascii", "replace")).name
    except (LookupError, ValueError):
        return None
    return _AS_BROWSERS.get(codec, codec) if _ONE_BYTE.fullmatch(codec) else None


def html_tree(html: str) -> HtmlElement:
    """The tree of an HTML page or of a part of one.

    Args:
        html: The page.

    Raises:
        ArticleError: It is too large, nested too deeply, or holds nothing.

    Example:
        >>> html_tree("<p>Lohjalla <b>satoi").text_content()
        'Lohjalla satoi'
    """
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    if len(html) > _LONGEST_PAGE:
        raise ArticleError(
            f"is HTML of {len(html):,} characters; a page of more than {_LONGEST_PAGE:,} is not read. "
            "Save its text as .txt."
        )
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = document_fromstring(_NO_XML.sub("\ufffd", html).encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError, AssertionError) as error:
        raise ArticleError(f"is not readable as HTML: {error}.") from error
    # What the parser cannot hold it leaves out in silence, the article too.
    if cut := [entry for entry in parser.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"]:
        raise ArticleError(
            f"is HTML that cannot be read as a whole: {cut[0].message}. Save its text as .txt."
        )
    _check_size(tree)
    return tree


def _check_size(tree: HtmlElement) -> None:
    """Refuse a tree that would take minutes.

    Raises:
        ArticleError: It is too large.
    """
    from lxml.etree import iterwalk

    depth = number = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        number += event == "start"
        if depth > _DEEPEST or number > _MOST_ELEMENTS:
            raise ArticleError(
                f"is HTML of more than {_MOST_ELEMENTS:,} elements, or of more than {_DEEPEST} within each "
                "other. Save its text as .txt."
            )


def xml_tree(data: bytes, where: str) -> _Element:
    """The root of an XML document; its entities are never resolved, and nothing outside it is looked up.

    Args:
        data: The bytes of the file.
        where: Its file, for messages.

    Raises:
        SourceError: It is no well-formed XML, or it defines entities of its own, which can stand for
            gigabytes or for other files.

    Example:
        >>> xml_tree(b"<uutinen><otsikko>Lohja</otsikko></uutinen>", "a.xml").findtext("otsikko")
        'Lohja'
    """
    from lxml.etree import XMLParser, XMLSyntaxError, fromstring

    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    parser = XMLParser(remove_comments=True, remove_pis=True, **options)
    try:
        return fromstring(xml_text(data, where).text.encode("utf-8", "replace"), parser=parser)
    except (XMLSyntaxError, ValueError) as error:
        message = " ".join(str(error).split())
        raise SourceError(f"{where}: is not well-formed XML: {message}.") from error


def xml_text(data: bytes, where: str) -> Decoded:
    """XML as text, without a declaration of its encoding.

    Args:
        data: The bytes of the file.
        where: Its file, for messages.

    Raises:
        SourceError: It defines entities of its own.
    """
    text, note = decoded_markup(data)
    if "<!ENTITY" in text:
        raise SourceError(
            f"{where}: is XML that defines entities of its own, which is not read: they can stand for any "
            "amount of text, or for other files. Save it with its entities resolved."
        )
    text = re.sub(r"\A<\?xml[^>]*\?>", "", text.lstrip("\ufeff \t\r\n"))
    return Decoded(text, note)


def text_of_html(html: str) -> str:
    r"""The words of a piece of HTML, its blocks as paragraphs; for pieces that are all article.

    Args:
        html: The piece, such as the content of a feed's entry. A text without marks stays as it is.

    Raises:
        ArticleError: It is too large or nested too deeply.

    Example:
        >>> text_of_html("<p>Lohjalla satoi.</p><p>Muualla <b>paistoi</b>.</p>")
        'Lohjalla satoi.\n\nMuualla paistoi.'
    """
    if not html.strip():
        return ""
    return "\n\n".join(paragraphs_of(html_tree(html)))


def paragraphs_of(tree: _Element) -> list[str]:
    """The words of an element of HTML or XHTML, one text a block; a line break within one stays.

    A heading within it is one of Markdown, and a caption a picture of Markdown.

    Args:
        tree: The element.

    Example:
        >>> paragraphs_of(html_tree("<h2>Lohja</h2><figure><figcaption>Heli Aho</figcaption></figure>"))
        ['## Lohja', '![Heli Aho]()']
    """
    return lines_and_blocks("".join(_parts(tree)))


def lines_and_blocks(text: str) -> list[str]:
    r"""Paragraphs, parted by form feeds or by several vertical tabs; a single vertical tab breaks a line.

    Args:
        text: The text. Its other white space is no more than a space, as in HTML.

    Example:
        >>> lines_and_blocks("Lohjalla\n satoi.\vRivi\fVihti\v \vInkoo")
        ['Lohjalla satoi.\nRivi', 'Vihti', 'Inkoo']
    """
    blocks = re.split(r"\f|\v(?:[ \t\r\n]*\v)+", text)
    lines = ([" ".join(line.split()) for line in block.split("\v")] for block in blocks)
    return [text for block in lines if (text := "\n".join(filter(None, block))).strip("#![]() \n")]


def picture(caption: str) -> str:
    """A caption as Markdown writes a picture, which the views read; brackets of its own would end it.

    Args:
        caption: The caption.

    Example:
        >>> picture("Tori. Kuva: Heli Aho [arkisto]")
        '![Tori. Kuva: Heli Aho (arkisto)]()'
    """
    return f"![{' '.join(caption.split()).replace('[', '(').replace(']', ')')}]()"


def _parts(tree: _Element) -> Iterator[str]:
    """Texts in their order; a form feed where a block begins or ends, a vertical tab for a line's break."""
    from lxml.etree import iterwalk

    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        name = local_name(element)
        if event == "start":
            if name in _NOT_TEXT or not name:
                walk.skip_subtree()
            elif name == "figcaption" and element is not tree:
                yield f"\f{picture(' '.join(paragraphs_of(element)))}\f"
                walk.skip_subtree()
            else:
                yield "\v" if name == "br" else "\f" if _is_block(name) else ""
                yield f"{'#' * int(name[1])} " if _HEADING.fullmatch(name) and element is not tree else ""
                yield _plain(element.text)
            continue
        yield "\f" if _is_block(name) else ""
        if element is not tree:
            yield _plain(element.tail)


@cache
def _is_block(name: str) -> bool:
    """Whether an element of HTML is a paragraph, or holds some."""
    return any(re.fullmatch(block, name) for block in packaged.toml("markup.toml")["blocks"])


def _plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def local_name(element: _Element) -> str:
    """The name of an element in small letters, without its namespace; empty for what is no element.

    Args:
        element: The element.
    """
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
