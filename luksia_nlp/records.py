"""The frozen dataclasses that travel between the stages.

Offsets are Python string indices (code points) and ends are exclusive, so that for every span
`document.text[span.start:span.end] == span.text`. Tokens hold the words as read (`luksia_nlp.views`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from textwrap import shorten
from typing import Any, Literal

from luksia_nlp.errors import ArticleError, LuksiaError, printable

Kind = Literal["person", "organisation", "place", "other"]
KINDS: tuple[Kind, ...] = ("person", "organisation", "place", "other")
RESULT_MANIFEST, ARCHIVE_MANIFEST = "analysis.json", "archive.json"  # mark folders of results
# Characters of a title or text that an article shows of itself: with its name and date they fill a line.
_SHOWN = 60


@dataclass(frozen=True, slots=True, repr=False)
class Article:
    r"""One news article as it came in.

    Args:
        text: The text. It is never changed.
        article_id: A name for it, unique in a run; made from the source or the order where it is None.
        title: The headline, where it is known.
        published: When it was published: a date or a datetime, or None.
        source: Where it came from: a path, an address, a publication.
        metadata: Anything else that should be carried along to the `articles` table.
        notes: What was odd in reading it, such as a date that is none; for the `articles` table.

    Example:
        >>> artikkeli = Article("Rehtori kiitti opettajia.", title="Lohjalla juhlittiin")
        >>> artikkeli.full_text
        'Lohjalla juhlittiin\n\nRehtori kiitti opettajia.'
        >>> artikkeli
        <Article 'Lohjalla juhlittiin', 25 characters>
    """

    text: str
    article_id: str | None = None
    title: str | None = None
    published: date | datetime | None = None
    source: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """One line: its identifier, title or first words, date and length."""
        shown = shorten(" ".join(str(self.title or self.text).split()), _SHOWN, placeholder=" ...")
        parts = [repr(shown)] + ([str(self.published)] if self.published else [])
        name = f" {self.article_id}:" if self.article_id else ""
        return f"<Article{name} {', '.join(parts)}, {len(str(self.text)):,} characters>"

    @property
    def full_text(self) -> str:
        r"""The text that is analysed and that every offset points into.

        It is the title, an empty line and the text; or the text alone where this begins with the title.

        Example:
            >>> Article("Hyvä päivä\n\nLeipäteksti.", title="Hyvä päivä").full_text
            'Hyvä päivä\n\nLeipäteksti.'
        """
        if not self.title or self.text.lstrip().startswith(self.title):
            return self.text
        return f"{self.title}\n\n{self.text}"


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

    def sentence_text(self, number: int) -> str:
        """The text of one of its sentences, by its number, as it stands."""
        sentence = self.sentences[number]
        return self.text[sentence.start : sentence.end]

    def sentence_as_read(self, number: int) -> str:
        """The text of one of its sentences, by its number, as it was read, in one line."""
        sentence = self.sentences[number]
        return as_read(self.tokens[sentence.first_token : sentence.last_token])


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: what it is called (`base_form`) and what it is (`kind`), each with its evidence.

    `base_form_rule` says how the base form was found, `kind_rule` what the kind rests on (`label`: what the
    engine said). Of a person the words beside the name give the `role` and the `organisation` in base form,
    of an organisation its `full_name`, of a place the Finnish `municipality` (*Helsingin Hietalahti*).
    `text` stands at `start:end`; `read_as` are its words as they were read, where these differ, else None.
    `position` is the part of the article (`luksia_nlp.names.positions`).
    """

    article_id: str
    sentence_id: int
    start: int
    end: int
    text: str
    label: str
    kind: Kind
    base_form: str
    score: float | None
    base_form_rule: str
    role: str | None = None
    organisation: str | None = None
    full_name: str | None = None
    kind_rule: str = "label"
    municipality: str | None = None
    position: str = "body"
    read_as: str | None = None

    @property
    def surface(self) -> str:
        """Its words as they were read; what readings and comparisons are made of."""
        return self.text if self.read_as is None else self.read_as


@dataclass(frozen=True, slots=True)
class Entity:
    """One real-world thing. `joined_by[i]` says why `mentions[i]` belongs to it.

    `joined_in[i]` is in how many articles the texts themselves say so, where a text does (*eli*, a short name
    beside its long one); else 0. `details` holds what only its kind has, by the columns of its table: a
    person's role, a place's region.
    """

    entity_id: str
    kind: Kind
    name: str
    mentions: tuple[Mention, ...]
    joined_by: tuple[str, ...]
    joined_in: tuple[int, ...]
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ThemeHit:
    """A place in the text where a theme shows, or only seems to.

    `evidence` is the rule that found it, `matched` what of the definition it matches, `not_counted` why it
    does not count, if so, `direction` whether it speaks `for` the theme, `against` it, or (None) neither.
    """

    article_id: str
    sentence_id: int
    theme: str
    start: int
    end: int
    text: str
    lemma: str
    evidence: str
    matched: str
    score: float
    not_counted: str | None = None
    direction: str | None = None
    excluded_by: str | None = None


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """How surely a theme shows in an article, from its `n_hits` hits that count.

    `n_by_similarity` of them were found by a sentence's similarity. `embedder` is what sentences were
    compared by; None where only words were.
    """

    theme: str
    n_hits: int
    n_by_similarity: int
    score: float
    present: bool
    embedder: str | None


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read or analysed: at which stage, and why."""

    article_id: str
    source: str | None
    stage: str
    error: str
    message: str

    @classmethod
    def of(cls, error: Exception, article_id: str, source: str | None, stage: str) -> Failure:
        """The failure that an error makes of an article; one that is not the library's own keeps its kind.

        Args:
            error: What was raised.
            article_id: The article's identifier.
            source: Where the article came from.
            stage: Where it failed: `read`, `check`, `engine`, `language` or `analysis`.

        Example:
            >>> from luksia_nlp.errors import ArticleError
            >>> Failure.of(ArticleError("has no text."), "1", None, "read").message
            'has no text.'
        """
        if not isinstance(error, LuksiaError):
            error = ArticleError(f"{type(error).__name__}: {str(error) or 'without a message'}")
        message = str(error) or f"{type(error).__name__} without a message"
        shown_source = None if source is None else printable(source)
        return cls(printable(article_id), shown_source, stage, type(error).__name__, printable(message))


@dataclass(frozen=True, slots=True)
class ArticleResult:
    """All that was found in one article by itself, before articles are looked at together."""

    document: Document
    mentions: tuple[Mention, ...]
    theme_hits: tuple[ThemeHit, ...]
    theme_scores: tuple[ThemeScore, ...] = ()


def as_read(tokens: Sequence[Token]) -> str:
    """Some tokens in a row in one line, apart where white space parted them in what was read.

    Example:
        >>> sanat = [Token(0, 3, "Asko", "Asko", "lexicon", "PROPN", {}, 0, "root", space_after=False)]
        >>> as_read([*sanat, Token(3, 4, ".", ".", "form", "PUNCT", {}, 0, "punct")])
        'Asko.'
    """
    words = [part for token in tokens for part in (token.text, " " * token.space_after)]
    return "".join(words).rstrip(" ")
