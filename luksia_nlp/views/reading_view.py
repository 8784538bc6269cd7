"""The view through which a text is read, and what was read, back in the text as given."""

from __future__ import annotations

from dataclasses import replace

from luksia_nlp.records import Article, Document, Sentence, Token
from luksia_nlp.views.capitals import without_capitals
from luksia_nlp.views.characters import plain_characters
from luksia_nlp.views.lines import joined_lines
from luksia_nlp.views.marks import without_marks
from luksia_nlp.views.text_view import TextView


def view_of(text: str) -> TextView:
    r"""A text as it is read.

    Example:
        >>> view_of("## Väi\xadnö\nMä\xadke\xadlä avasi koulun.").text.split()
        ['Väinö', 'Mäkelä', 'avasi', 'koulun.']
    """
    view = TextView.of(text)
    for mended in (plain_characters, without_marks, joined_lines, without_capitals):
        view = mended(view)
    return view


def in_one_line(text: str) -> str:
    r"""A short text, such as a title, in one line and without marks; its capitals stay.

    Example:
        >>> in_one_line(r"## Radio \| **Lohja**")
        'Radio | Lohja'
    """
    return " ".join(without_marks(plain_characters(TextView.of(text))).text.split())


def through(document: Document, article: Article, view: TextView) -> Document:
    """What was read of a view, as a document of the article: its offsets are those of the article's text.

    A token keeps the words of the view.

    Args:
        document: What an engine made of the view's text.
        article: The article whose full text the view is of.
        view: The view.
    """
    starts = [*(token.start for token in document.tokens), len(view.text) + 1]
    tokens = tuple(
        _token(token, view, space_after=starts[place + 1] > token.end)
        for place, token in enumerate(document.tokens)
    )
    sentences = tuple(_sentence(sentence, tokens) for sentence in document.sentences)
    return replace(document, article=article, text=article.full_text, tokens=tokens, sentences=sentences)


def _token(token: Token, view: TextView, *, space_after: bool) -> Token:
    start, end = view.original(token.start, token.end)
    return replace(token, start=start, end=end, space_after=space_after)


def _sentence(sentence: Sentence, tokens: tuple[Token, ...]) -> Sentence:
    first, last = tokens[sentence.first_token], tokens[sentence.last_token - 1]
    return replace(sentence, start=first.start, end=last.end)
