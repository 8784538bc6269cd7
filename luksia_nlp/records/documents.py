"""A document: what an engine read of an article, its tokens, sentences and names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luksia_nlp.records.articles import Article


@dataclass(frozen=True, slots=True)
class Word:
    """One of the syntactic words of a multi-word token: *että* and *ei* of *ettei*.

    It has no place of its own in the text. `head` is an index into the document's tokens.
    """

    text: str
    lemma: str
    upos: str
    feats: Mapping[str, str]
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `upos` and `feats` follow Universal Dependencies; `head` is an index into the document.

    `text` is the token as it was read (`luksia_nlp.views`), in clean text what stands at `start:end`;
    `space_after` says whether white space followed it.
    An engine that knows multi-word tokens keeps *ettei* as one token and its two words in `words`; the
    token's own tags, lemma and head are then those of its last word, the verb. Else `words` is empty.
    """

    start: int
    end: int
    text: str
    lemma: str
    lemma_rule: str
    upos: str
    feats: Mapping[str, str]
    head: int
    deprel: str
    words: tuple[Word, ...] = ()
    space_after: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its characters `start:end` and its tokens `first_token:last_token` (exclusive)."""

    start: int
    end: int
    first_token: int
    last_token: int


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name as the engine found it: tokens `first_token:last_token` (exclusive), its label and score.

    `score` lies between 0 and 1, or is None where the engine gives none.
    """

    first_token: int
    last_token: int
    label: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article after an engine has read it. `text` is the article's full text, unchanged."""

    article: Article
    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[NameSpan, ...]

    @property
    def end_of_title(self) -> int:
        """Where the article's own title ends in the text; 0 where it has none."""
        title = self.article.title
        if not title or not self.text.lstrip().startswith(title):
            return 0
        return self.text.index(title) + len(title)

    def sentence_text(self, number: int) -> str:
        """The text of one of its sentences, by its number, as it stands."""
        sentence = self.sentences[number]
        return self.text[sentence.start : sentence.end]

    def sentence_as_read(self, number: int) -> str:
        """The text of one of its sentences, by its number, as it was read, in one line."""
        sentence = self.sentences[number]
        return as_read(self.tokens[sentence.first_token : sentence.last_token])


def as_read(tokens: Sequence[Token]) -> str:
    """Some tokens in a row in one line, apart where white space parted them in what was read.

    Example:
        >>> sanat = [Token(0, 3, "Asko", "Asko", "lexicon", "PROPN", {}, 0, "root", space_after=False)]
        >>> as_read([*sanat, Token(3, 4, ".", ".", "form", "PUNCT", {}, 0, "punct")])
        'Asko.'
    """
    words = [part for token in tokens for part in (token.text, " " * token.space_after)]
    return "".join(words).rstrip(" ")
