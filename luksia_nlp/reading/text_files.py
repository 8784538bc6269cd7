"""Articles from files that hold one each: plain text, and Markdown with front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from luksia_nlp.errors import ArticleError
from luksia_nlp.reading.columns import OWN, field_of, given_columns
from luksia_nlp.reading.encodings import decode
from luksia_nlp.reading.fields import from_fields, identifier
from luksia_nlp.reading.inputs import Input
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings
from luksia_nlp.views import in_one_line

_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n(?P<head>.*?)^---[ \t]*(?:\r?\n|\Z)\s*", re.DOTALL | re.MULTILINE
)
_FRONT_LINE = re.compile(r"(?P<key>\w[\w -]*?)[ \t]*:(?:[ \t]+(?P<value>[^\[{].*))?")
_FIRST_LINE_TITLE = re.compile(r"\A\s*(?P<line>(?P<title>\S[^\r\n]*)\r?\n)[ \t]*\r?\n\s*\S")
# A heading of Markdown before all text; a picture may stand before it.
_HEADING = re.compile(
    r"\A(?:\s*!\[[^\r\n]*)*\s*?^(?P<line> {0,3}(?:#{1,6}[ \t]+(?P<title>\S[^\r\n]*)"
    r"|(?P<underlined>\S[^\r\n]*)\r?\n {0,3}(?:=+|-{2,})[ \t]*)(?:\r?\n|\Z))",
    re.MULTILINE,
)
# Lines that begin so are no title: a picture, an item of a list, a quotation, a table, HTML.
_NO_TITLE = re.compile(r"!\[|[-*+>|] |\d{1,3}[.)] |<")
# Characters of a headline, at most; a longer first line is the text itself. Set by hand: news headlines end
# well before it.
_LONGEST_TITLE = 200
# Characters of a front matter, at most: some lines of a hundred. YAML takes a second for so many.
_LONGEST_HEAD = 100_000
# Lists and mappings of a front matter within each other, at most; people write two or three.
_DEEPEST_HEAD = 20


def read_text(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The article of a plain text file, called by a name."""
    text, note = decode(file.read(settings.largest_file))
    values = {"article_id": name, "text": text}
    match = _FIRST_LINE_TITLE.match(text)
    if match and len(match["title"].rstrip()) <= _LONGEST_TITLE:
        values["title"] = match["title"].rstrip()
    yield from_fields(values, file.shown, [note])


def read_markdown(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The article of a Markdown file, called by a name where its front matter gives none.

    Its title is that of the front matter, else the heading or the line by itself that it begins with, without
    Markdown's marks. A heading that is the title is no part of the text, which else stays as it is written.
    """
    text, note = decode(file.read(settings.largest_file))
    match = _FRONT_MATTER.match(text)
    try:
        values = _front_matter(match["head"]) if match else {}
        values["text"] = text[match.end() :] if match else text
        own_id = identifier(values, given_columns(settings))
        article = from_fields(values, file.shown, [note], given_columns(settings))
        article = _with_title(article)
        yield article if own_id else replace(article, article_id=name)
    except ArticleError as error:
        yield Failure.of(ArticleError(f"{file.shown}: {error}"), name, file.shown, "read")


def _with_title(article: Article) -> Article:
    """An article of Markdown, its title without marks, its text without the heading that is the title."""
    text, title = article.text, in_one_line(article.title) if article.title else None
    article = replace(article, title=title)
    match = _HEADING.match(text) or _FIRST_LINE_TITLE.match(text)
    shown = in_one_line(_title_of(match)) if match else ""
    if match is None or not shown or (title and title != shown):
        return article
    line = _title_of(match)
    if match.re is _FIRST_LINE_TITLE and (len(line) > _LONGEST_TITLE or _NO_TITLE.match(line)):
        return article
    if match.re is _HEADING or line != shown:
        start, end = match.start("line"), match.end("line")
        text = text[:start] + text[end:].lstrip()
    return replace(article, title=shown, text=text if text.strip() else shown)


def _title_of(match: re.Match[str]) -> str:
    """The words of a match of a title, with the marks in them; those that close a heading are none."""
    words = str(match["title"] or match.groupdict()["underlined"]).rstrip()
    without = words.rstrip("#")
    return without.rstrip() if match.re is _HEADING and without.endswith((" ", "\t")) else words


def _front_matter(head: str) -> dict[str, Any]:
    """The values of a front matter: as YAML where it is that, else line by line."""
    import yaml  # seldom needed, and not free to load

    if len(head) > _LONGEST_HEAD:
        raise ArticleError(f"its front matter is longer than {_LONGEST_HEAD:,} characters.")
    try:
        depth = 0
        for event in yaml.parse(head):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST_HEAD:
                raise ArticleError("its front matter refers to itself (&, *) or nests too deeply.")
        values = yaml.safe_load(head)
        texts = yaml.load(head, yaml.BaseLoader)  # makes nothing but texts
    except ArticleError:  # a ValueError, too
        raise
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that the calendar does not hold
        return _plain_front_matter(head, error)
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ArticleError("its front matter must be lines such as 'title: Koulu avattiin'.")
    # What the library reads itself is taken as it is written: a title may be 2026 or "kyllä".
    own = {key: text for key, text in texts.items() if field_of(str(key)) in OWN and isinstance(text, str)}
    return {str(key): value for key, value in values.items()} | own


def _plain_front_matter(head: str, error: Exception) -> dict[str, Any]:
    """Lines of key and value that are no YAML, such as *title: Lohja: uusi koulu avattiin*."""
    values = {}
    for line in filter(str.strip, head.splitlines()):
        match = _FRONT_LINE.fullmatch(line.rstrip())
        if not match:
            message = " ".join(str(error).split())
            raise ArticleError(f"its front matter is not YAML: {message}.") from error
        values[match["key"]] = _unquoted(match["value"] or "")
    return values


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted else value
