"""Document -> what is said in it, and by whom."""

from __future__ import annotations

from collections.abc import Sequence

from luksia_nlp.records import Document, Mention, Quote


def find_quotes(document: Document, mentions: Sequence[Mention]) -> list[Quote]:
    """The pieces of what somebody says in a document, in the order of the text.

    Args:
        document: The document.
        mentions: Its mentions.
    """
    del document, mentions
    return []
