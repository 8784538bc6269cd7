"""A document: what an engine read of an article, its tokens, sentences and names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from luksia_nlp.records.articles import Article

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Words = npt.NDArray[np.float16]


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


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A sentence within a text that the packaged recognizer has read: the rows of its tokens are known.

    Args:
        text: The sentence, in one line.
        rows: Of the text's tokens, what the recognizer says of each.
        first: The sentence's first token.
        last: Its last one (exclusive).
    """

    text: str
    rows: Words = field(repr=False)
    first: int
    last: int

    def __str__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Passage) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def words(self) -> Words:
        """The rows of its own tokens."""
        return self.rows[self.first : self.last]

    @property
    def _key(self) -> tuple[Any, ...]:
        """The same words of the same text: it is kept by whoever keeps the passage, so its id stays."""
        return id(self.rows), self.first, self.last, self.text


# A text that is judged: a sentence of a text that was read, or any text alone.
Said = str | Passage


@dataclass(frozen=True, slots=True)
class Document:
    """One article after an engine has read it. `text` is the article's full text, unchanged.

    `words` is what the packaged recognizer says of each token, where it was what found the names: what
    sentences are judged by, so that no other network need read them.
    """

    article: Article
    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[NameSpan, ...]
    words: Words | None = field(default=None, repr=False, compare=False)

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

    def passage(self, number: int) -> Said:
        """One of its sentences, by its number, as whoever judges sentences takes it."""
        text = self.sentence_as_read(number)
        if self.words is None:
            return text
        sentence = self.sentences[number]
        return Passage(text, self.words, sentence.first_token, sentence.last_token)


def as_read(tokens: Sequence[Token]) -> str:
    """Some tokens in a row in one line, apart where white space parted them in what was read.

    Example:
        >>> sanat = [Token(0, 3, "Asko", "Asko", "lexicon", "PROPN", {}, 0, "root", space_after=False)]
        >>> as_read([*sanat, Token(3, 4, ".", ".", "form", "PUNCT", {}, 0, "punct")])
        'Asko.'
    """
    words = [part for token in tokens for part in (token.text, " " * token.space_after)]
    return "".join(words).rstrip(" ")
