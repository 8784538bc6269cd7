"""The frozen dataclasses that travel between the stages.

Offsets are Python string indices (code points) and ends are exclusive, so that for every span
`document.text[span.start:span.end] == span.text`. Tokens hold the words as read (`luksia_nlp.views`).
"""

from luksia_nlp.records.articles import Article, Failure
from luksia_nlp.records.documents import Document, NameSpan, Passage, Said, Sentence, Token, Word, as_read
from luksia_nlp.records.findings import (
    KINDS,
    QUOTE_KINDS,
    ArticleResult,
    Entity,
    Kind,
    Mention,
    Quote,
    QuoteKind,
    ThemeHit,
    ThemeScore,
)

# The files that mark folders of results.
RESULT_MANIFEST, ARCHIVE_MANIFEST = "analysis.json", "archive.json"

__all__ = [
    "ARCHIVE_MANIFEST",
    "KINDS",
    "QUOTE_KINDS",
    "RESULT_MANIFEST",
    "Article",
    "ArticleResult",
    "Document",
    "Entity",
    "Failure",
    "Kind",
    "Mention",
    "NameSpan",
    "Passage",
    "Quote",
    "QuoteKind",
    "Said",
    "Sentence",
    "ThemeHit",
    "ThemeScore",
    "Token",
    "Word",
    "as_read",
]
