"""Articles from the JSON of Yle's archive, as the Language Bank of Finland hands it to researchers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from luksia_nlp.errors import ArticleError
from luksia_nlp.reading.fields import from_fields
from luksia_nlp.reading.trees import picture
from luksia_nlp.records import Article, Failure
from luksia_nlp.resources import packaged
from luksia_nlp.views import in_one_line

# Where names stand in what has several languages or kinds of them, the one that is asked for first.
_NAMES = ("full", "name", "fi", "title", "text", "sv", "short")


def is_yle(values: Any) -> bool:
    """Whether JSON is of the form of Yle's archive: articles in `data`, each with parts in `content`.

    Args:
        values: The JSON.

    Example:
        >>> is_yle({"data": [{"id": "3-1", "headline": {"full": "Lohja"}, "content": []}]})
        True
    """
    articles = values.get("data") if isinstance(values, dict) else None
    if not isinstance(articles, list):
        return False
    return any(isinstance(one, dict) and isinstance(one.get("content"), list) for one in articles)


def yle_articles(
    values: Mapping[str, Any], name: str, shown: str, note: str | None = None
) -> Iterator[Article | Failure]:
    r"""The articles of a file of Yle's archive.

    The text is the lead and the parts in their order: headings as `## ...`, pictures as those of Markdown
    with their captions, lists as lines. `url`, `author`, `publisher`, `language` and `subjects` go to the
    metadata.

    Args:
        values: The file's JSON.
        name: What the identifiers of articles that have none begin with.
        shown: The file, for messages and as the articles' source.
        note: What was odd in decoding it.

    Example:
        >>> kappale = {"type": "text", "text": "Satoi."}
        >>> uutinen = {"id": "3-1", "headline": {"full": "Lohja"}, "content": [kappale]}
        >>> [artikkeli] = yle_articles({"data": [uutinen]}, "a", "a.json")
        >>> artikkeli.full_text
        'Lohja\n\nSatoi.'
    """
    for number, article in enumerate(values["data"], start=1):
        article_id = f"{name}-{number}"
        try:
            if not isinstance(article, dict):
                raise ArticleError("must be a JSON object.")
            article_id = str(article.get("id") or article_id)
            yield from_fields({**_fields(article), "article_id": article_id}, shown, [note])
        except (ArticleError, RecursionError) as error:
            message = f"{shown}, article {article_id}: {error}"
            yield Failure.of(ArticleError(message), article_id, shown, "read")


def _fields(article: Mapping[str, Any]) -> dict[str, Any]:
    title = _name(article.get("headline"))
    content = article.get("content")
    parts = list(_parts(content if isinstance(content, list) else []))
    lead = _name(article.get("lead"))
    if lead and not any(_is_same(part, lead) for part in parts):
        parts.insert(0, lead)
    text = "\n\n".join(part for part in parts if not title or not _is_same(part, title))
    if not text.strip():
        raise ArticleError("has no text in its 'content'.")
    named = {key: _name(article.get(key)) for key in ("url", "author", "publisher", "language", "subjects")}
    return {
        "title": in_one_line(title) if title else None,
        "published": article.get("datePublished"),
        "text": text,
        **{key: value for key, value in named.items() if value},
    }


def _is_same(part: str, words: str) -> bool:
    """Whether a paragraph says the same words, marks aside."""
    if not part.lstrip("#*_ ").startswith(words.lstrip("#*_ ")[:1]):  # which most are not, and this is quick
        return False
    return in_one_line(part) == in_one_line(words)


def _parts(content: list[Any]) -> Iterator[str]:
    """The paragraphs of an article, or of a part that holds parts."""
    known = packaged.toml("yle.toml")
    for part in content:
        if not isinstance(part, dict) or part.get("type") in known["left_out"]:
            continue
        kind, text = part.get("type"), part.get("text")
        if kind in known["pictures"]:
            yield from _captions(part, known["credit"])
        elif kind in known["lists"]:
            items = [item for item in part.get("items") or () if isinstance(item, str) and item.strip()]
            yield from ["\n".join(f"- {' '.join(item.split())}" for item in items)] if items else []
        elif kind in known["nested"]:
            for key in ("content", "items", "pages"):
                inner = part.get(key)
                yield from _parts(_flat(inner) if isinstance(inner, list) else [])
        elif isinstance(text, str) and text.strip():
            is_heading = kind in known["heading"] and not text.lstrip().startswith("#")
            yield f"## {' '.join(text.split())}" if is_heading else text.strip()


def _flat(parts: list[Any]) -> list[Any]:
    """Parts, and in place of a document without a type its own content."""
    flat: list[Any] = []
    for part in parts:
        inner = part.get("content") if isinstance(part, dict) and not part.get("type") else None
        flat.extend(inner if isinstance(inner, list) else [part])
    return flat


def _captions(part: Mapping[str, Any], credit: str) -> Iterator[str]:
    """The captions of a picture or of several, each with whose it is."""
    several = next(
        (part[key] for key in ("images", "items", "content") if isinstance(part.get(key), list)), None
    )
    for image in [part] if several is None else several:
        if not isinstance(image, dict):
            continue
        caption = next(
            (text for key in ("caption", "text", "alt") if (text := _name(image.get(key)))),
            None,
        )
        whose = next((text for key in ("source", "copyright") if (text := _name(image.get(key)))), None)
        if caption:
            shown = f"{caption} {credit}{whose}" if whose and whose not in caption else caption
            yield picture(shown)


def _name(value: Any) -> str | None:
    """The words of a value: a text, a thing that has a name, or several of these."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value))) or None
    if isinstance(value, dict):
        return next((name for key in _NAMES if (name := _name(value.get(key)))), None)
    return None
