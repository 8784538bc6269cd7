"""What is found in documents: names, quotes and themes of one article, things over all articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from luksia_nlp.records.documents import Document

Kind = Literal["person", "organisation", "place", "other"]
KINDS: tuple[Kind, ...] = ("person", "organisation", "place", "other")
QuoteKind = Literal["direct", "indirect"]
QUOTE_KINDS: tuple[QuoteKind, ...] = ("direct", "indirect")


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
class Quote:
    """One piece of what somebody said: its words at `start:end`, without marks and reporting clause.

    `number` counts the pieces of an article from 0 in the order of the text; `continues` is the number of the
    piece that this one carries on. `cue` is what says that somebody speaks (*sanoo*, *mukaan*), as it stands,
    with its base form; None where nothing does. `speaker_text` is who speaks as the text has it (*rehtori*,
    *hän*), None where it does not say. `speaker_mention` is where that mention of the article starts that
    names the speaker, None where none does. `rule` says how the words and, after a comma, their speaker were
    found, `score` (0 to 1) how surely all of this is right.
    """

    article_id: str
    sentence_id: int
    number: int
    kind: QuoteKind
    start: int
    end: int
    text: str
    continues: int | None
    cue: str | None
    cue_start: int | None
    cue_base_form: str | None
    speaker_text: str | None
    speaker_start: int | None
    speaker_mention: int | None
    score: float
    rule: str


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
class ArticleResult:
    """All that was found in one article by itself, before articles are looked at together."""

    document: Document
    mentions: tuple[Mention, ...]
    theme_hits: tuple[ThemeHit, ...]
    theme_scores: tuple[ThemeScore, ...] = ()
    quotes: tuple[Quote, ...] = ()
