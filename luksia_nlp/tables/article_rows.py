"""The rows of one article, in the tables that look at one article at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from luksia_nlp.errors import TableError
from luksia_nlp.records import ArticleResult, Failure, Token
from luksia_nlp.tables.schemas import SCHEMAS
from luksia_nlp.views import in_one_line

Row = dict[str, Any]


def article_rows(result: ArticleResult) -> dict[str, list[Row]]:
    """An article's rows in the tables `articles`, `sentences`, `themes` and `article_themes`.

    Args:
        result: What was found in the article.

    Returns:
        Table name -> rows, each a mapping of column to value.
    """
    document = result.document
    article_id = document.article.article_id or ""
    sentences = [
        {
            "article_id": article_id,
            "sentence_id": number,
            "start": sentence.start,
            "end": sentence.end,
            "text": document.sentence_text(number),
            "base_forms": base_forms(document.tokens[sentence.first_token : sentence.last_token]),
        }
        for number, sentence in enumerate(document.sentences)
    ]
    return {
        "articles": [_article_row(result)],
        "sentences": sentences,
        "themes": [_fields(hit, "themes") for hit in result.theme_hits],
        "article_themes": [
            {"article_id": article_id, **_fields(score, "article_themes", "article_id")}
            for score in result.theme_scores
        ],
    }


def rows_of(result: ArticleResult | Failure) -> dict[str, list[Row]]:
    """The rows of an article, or of the failure that it was or, where no table can hold it, becomes.

    Args:
        result: What was found in the article, or why nothing was.
    """
    if isinstance(result, Failure):
        return {"failures": [failure_row(result)]}
    try:
        return article_rows(result)
    except Exception as error:  # whatever it is, it is one article's
        article = result.document.article
        return {"failures": [unheld_row(article.article_id or "", article.source, error)]}


def unheld_row(article_id: str, source: str | None, error: Exception) -> Row:
    """The row of an article whose findings no table can hold.

    Args:
        article_id: The article's identifier.
        source: Where it came from.
        error: What was raised over it.
    """
    told = TableError(f"No table can hold what was found in it: {type(error).__name__}: {error}")
    return failure_row(Failure.of(told, article_id, source, "analysis"))


def base_forms(tokens: Iterable[Token]) -> str:
    """The base forms of the words among some tokens, in small letters, with a space between.

    Of a multi-word token (*ettei*) each word counts. A mark is no word; a compound is one.

    Args:
        tokens: The tokens, in their order.

    Example:
        >>> sana = Token(0, 8, "Kouluissa", "koulu", "lexicon", "NOUN", {}, 0, "root")
        >>> base_forms([sana, Token(8, 9, ".", ".", "form", "PUNCT", {}, 0, "punct")])
        'koulu'
    """
    lemmas = (part.lemma for token in tokens for part in (token.words or (token,)))
    words = (word for lemma in lemmas for word in lemma.lower().split())
    return " ".join(word for word in words if any(map(str.isalnum, word)))


def failure_row(failure: Failure) -> Row:
    """The row of an article that could not be analysed."""
    return _fields(failure, "failures")


def _fields(record: Any, table: str, *left_out: str) -> Row:
    names = (column.name for column in SCHEMAS[table].columns)
    return {name: getattr(record, name) for name in names if name not in left_out}


def _article_row(result: ArticleResult) -> Row:
    document, article = result.document, result.document.article
    row = {
        "article_id": article.article_id,
        "title": None if article.title is None else in_one_line(article.title),
        "published": None if article.published is None else pd.Timestamp(article.published).tz_localize(None),
        "source": article.source,
        "n_sentences": len(document.sentences),
        "n_tokens": len(document.tokens),
        "n_characters": len(document.text),
        "full_text": document.text,
        "notes": "; ".join(article.notes) or None,
        "duplicate_of": None,  # known once all articles are
    }
    carried: dict[str, Any] = {}
    for key, value in article.metadata.items():
        name = str(key).strip() or "unnamed"
        while name in row or name in carried:
            name = f"given_{name}"
        carried[name] = value
    return {**carried, **row}
