"""How found quotes are judged: piece by piece against gold, by words, and by who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from luksia_nlp.records import QUOTE_KINDS
from tests.benchmarks.scoring import scores

# How much of two pieces must be shared, of all that either has, for them to be the same: marks tell where a
# direct quote begins and ends, while people themselves cut what is reported differently.
LEAST_OVERLAP: Mapping[str, float] = {"direct": 0.8, "indirect": 0.5}
# An optional piece has no sure borders, whatever its kind.
_LEAST_OVERLAP_OPTIONAL = 0.5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Piece:
    """One piece of a quote, of gold or found.

    `speakers` are the names that are right, of a found piece the one it has; none where nobody is named. What
    follows them only explains, and is not judged.
    """

    kind: str
    start: int
    end: int
    speakers: tuple[str, ...] = ()
    first: bool = True
    cue: str | None = None
    cue_start: int | None = None
    speaker_text: str | None = None
    speaker_start: int | None = None
    rule: str | None = None
    score: float | None = None

    def overlap(self, other: Piece) -> float:
        """How many characters the two share, of all that either has."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        return max(shared, 0) / (max(self.end, other.end) - min(self.start, other.start))

    def is_said_by(self, other: Piece) -> bool:
        """Whether both have a speaker of the same name, or neither has one."""
        ours, theirs = ({name.casefold() for name in piece.speakers} for piece in (self, other))
        return bool(ours & theirs) or not (ours or theirs)


@dataclass(frozen=True)
class GoldArticle:
    """One article with its true pieces, and those that count neither way.

    `not_quotes` are spans that look like quotes, with the reason why they are none; `things` are the names of
    the article, each with its accepted base forms.
    """

    article_id: str
    text: str
    pieces: Sequence[Piece]
    optional: Sequence[Piece] = ()
    not_quotes: Sequence[tuple[int, int, str]] = ()
    things: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Judged:
    """What became of the pieces of one article: pairs of gold and found, gold without, found without."""

    article: GoldArticle
    found: Sequence[Piece]
    matches: list[tuple[Piece, Piece]] = field(default_factory=list)
    missed: list[Piece] = field(default_factory=list)
    wrong: list[Piece] = field(default_factory=list)


def gold_article(row: Mapping[str, Any]) -> GoldArticle:
    """An article of a gold file. Where the file tells of no spans, it is the wrong file: a `ValueError`."""
    if "quote_spans" not in row:
        raise ValueError(f"Article {row['id']} has no quote_spans: to measure its quotes, use end_to_end.")
    return GoldArticle(
        row["id"],
        row["text"],
        [_gold_piece(row, span) for span in row["quote_spans"]],
        optional_pieces(row),
        [
            (span["start"], span["start"] + len(span["text"]), span["why"])
            for span in row.get("not_quotes", ())
        ],
        [thing for kind in ("people", "organisations", "places") for thing in row.get(kind, ())],
    )


def optional_pieces(row: Mapping[str, Any]) -> list[Piece]:
    """The pieces of a gold row that count neither way; none where it tells of none."""
    return [_gold_piece(row, span) for span in row.get("quote_spans_optional", ())]


def found_pieces(quotes: pd.DataFrame) -> dict[str, list[Piece]]:
    """The pieces of a table of quotes by article, in the order of the text."""
    pieces: dict[str, list[Piece]] = {}
    for row in quotes.sort_values(["article_id", "start"]).to_dict("records"):
        known = {str(name): value for name, value in row.items() if not pd.isna(value)}
        piece = Piece(
            known["kind"],
            known["start"],
            known["end"],
            (known["speaker"],) if "speaker" in known else (),
            first="continues" not in known,
            **{
                name: known.get(name)
                for name in ("cue", "cue_start", "speaker_text", "speaker_start", "rule", "score")
            },
        )
        pieces.setdefault(known["article_id"], []).append(piece)
    return pieces


def judged(article: GoldArticle, found: Sequence[Piece]) -> Judged:
    """Pair gold and found pieces of one kind, one to one, those that share most first.

    A found piece without a partner is wrong, unless it is an optional one, of whichever kind.
    """
    pairs = sorted(
        (-gold.overlap(piece), gold.start, piece.start, place, other)
        for place, gold in enumerate(article.pieces)
        for other, piece in enumerate(found)
        if gold.kind == piece.kind and gold.overlap(piece) >= LEAST_OVERLAP[gold.kind]
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for *_, place, other in pairs:
        if place not in partner and other not in taken:
            partner[place] = other
            taken.add(other)
    return Judged(
        article,
        found,
        [(article.pieces[place], found[other]) for place, other in sorted(partner.items())],
        [gold for place, gold in enumerate(article.pieces) if place not in partner],
        [
            piece
            for other, piece in enumerate(found)
            if other not in taken and not is_optional(piece, article.optional)
        ],
    )


def is_optional(piece: Piece, optional: Iterable[Piece]) -> bool:
    """Whether a found piece is one that counts neither way."""
    return any(piece.overlap(other) >= _LEAST_OVERLAP_OPTIONAL for other in optional)


def figures(articles: Sequence[Judged]) -> dict[str, Any]:
    """The figures of direct and indirect pieces, and of words."""
    return {
        **{kind: _of_kind(articles, kind) for kind in QUOTE_KINDS},
        "token_f1": {kind: token_f1(articles, kind) for kind in QUOTE_KINDS},
    }


def token_f1(articles: Iterable[Judged], kind: str) -> float:
    r"""F1 of the words (`\w+`) that stand in a piece of a kind; those of optional pieces count neither way.

    This is the measure of Janicki, Kanner and Mäkelä 2023, never to be set beside F1 of whole quotes: a long
    quote counts by all its words, and neither its borders nor its speaker need be right.
    """
    right = found = wanted = 0
    for each in articles:
        words = [word.start() for word in _WORD.finditer(each.article.text)]
        true = set(_inside(words, each.article.pieces))
        of_kind = set(_inside(words, (piece for piece in each.article.pieces if piece.kind == kind)))
        spared = set(_inside(words, each.article.optional)) - true
        tagged = set(_inside(words, (piece for piece in each.found if piece.kind == kind))) - spared
        right += len(of_kind & tagged)
        found += len(tagged)
        wanted += len(of_kind)
    return scores(right, found, wanted)["f1"]


def _gold_piece(row: Mapping[str, Any], span: Mapping[str, Any]) -> Piece:
    start, end = span["start"], span["start"] + len(span["text"])
    if row["text"][start:end] != span["text"]:
        raise ValueError(f"Article {row['id']}: its quote at {start} does not stand there.")
    names = span.get("speakers") or [span["speaker"]]
    return Piece(
        span["kind"],
        start,
        end,
        tuple(name for name in names if name is not None),
        first=span["part"] == 1,
        **{name: span[name] for name in ("cue", "cue_start", "speaker_text", "speaker_start")},
    )


def _of_kind(articles: Iterable[Judged], kind: str) -> dict[str, Any]:
    right = missed = wrong = said = 0
    for each in articles:
        matches = [(gold, found) for gold, found in each.matches if gold.kind == kind]
        right += len(matches)
        said += sum(gold.is_said_by(found) for gold, found in matches)
        missed += sum(piece.kind == kind for piece in each.missed)
        wrong += sum(piece.kind == kind for piece in each.wrong)
    return {
        **scores(right, right + wrong, right + missed),
        "speaker_accuracy": round(said / right, 4) if right else None,
        "joint_f1": scores(said, right + wrong, right + missed)["f1"],
    }


def _inside(words: Iterable[int], pieces: Iterable[Piece]) -> Iterator[int]:
    spans = [(piece.start, piece.end) for piece in pieces]
    return (word for word in words if any(start <= word < end for start, end in spans))
