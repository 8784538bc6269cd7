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

_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n(?P<head>.*?)^---[ \t]*(?:\r?\n|\Z)\s*", re.DOTALL | re.MULTILINE
)
_FRONT_LINE = re.compile(r"(?P<key>\w[\w -]*?)[ \t]*:(?:[ \t]+(?P<value>[^\[{].*))?")
_FIRST_LINE_TITLE = re.compile(r"\A\s*(?P<title>[^\r\n]+?)[ \t]*\r?\n[ \t]*\r?\n\s*\S")
# Characters of a headline, at most; a longer first line is the text itself. Set by hand: news headlines end
# well before it.
_LONGEST_TITLE = 200


def read_text(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The article of a plain text file, called by a name."""
    text, note = decode(file.read(settings.largest_file))
    yield _of_text(text, note, file.shown, name)


def _of_text(text: str, note: str | None, source: str, name: str) -> Article:
    values: dict[str, Any] = {"article_id": name, "text": text}
    match = _FIRST_LINE_TITLE.match(text)
    if match and len(match["title"]) <= _LONGEST_TITLE:
        values["title"] = match["title"]
    return from_fields(values, source, [note])


def read_markdown(file: Input, name: str, settings: Settings) -> Iterator[Article | Failure]:
    """The article of a Markdown file, called by a name where its front matter gives none."""
    text, note = decode(file.read(settings.largest_file))
    match = _FRONT_MATTER.match(text)
    if not match:
        yield _of_text(text, note, file.shown, name)
        return
    try:
        values = {**_front_matter(match["head"]), "text": text[match.end() :]}
        own_id = identifier(values, given_columns(settings))
        article = from_fields(values, file.shown, [note], given_columns(settings))
        yield article if own_id else replace(article, article_id=name)
    except ArticleError as error:
        yield Failure.of(ArticleError(f"{file.shown}: {error}"), name, file.shown, "read")


def _front_matter(head: str) -> dict[str, Any]:
    """The values of a front matter: as YAML where it is that, else line by line."""
    import yaml  # seldom needed, and not free to load

    try:
        values = yaml.safe_load(head)
        texts = yaml.load(head, yaml.BaseLoader)  # makes nothing but texts
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
