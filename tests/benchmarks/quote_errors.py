"""What went wrong with quotes, for a person who writes rules: each error with its text, by kind of error.

In the text ⟦gold⟧ and ⟪found⟫ pieces are marked. One entry can be two errors: a missed piece and a wrong one
that overlap are told together, as wrong borders or a wrong kind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.benchmarks.quote_scoring import GoldArticle, Judged, Piece

_GROUPS = {
    "kind": "told in the other manner: one missed and one wrong each",
    "borders": "too little in common: one missed and one wrong each",
    "missed": "missed",
    "wrong": "wrong: no such quote",
    "speaker": "another speaker",
    "no speaker": "no speaker, where gold has one",
    "needless speaker": "a speaker, where gold has none",
    "cue": "right, but by another cue",
}
# As many characters as a long sentence has: more of a paragraph is seldom needed to see why.
_AROUND = 220
# A quote is recognized by its two ends.
_END = 70


class _Error(NamedTuple):
    group: str
    article: GoldArticle
    gold: Piece | None
    found: Piece | None


def errors_of(articles: Sequence[Judged]) -> list[str]:
    """An entry of some lines for each error, grouped; before them, what each rule got right, and counts."""
    by_group: dict[tuple[str, str], list[_Error]] = defaultdict(list)
    for each in articles:
        for error in _errors(each):
            piece = error.gold or error.found
            assert piece is not None
            by_group[error.group, piece.kind].append(error)
    ordered = sorted(by_group.items(), key=lambda item: (item[0][1], list(_GROUPS).index(item[0][0])))
    lines = [_by_rule(articles), _cues(by_group)] if any(each.found for each in articles) or ordered else []
    lines += [f"{kind}: {len(some):>4} {_GROUPS[group]}" for (group, kind), some in ordered]
    for (group, kind), some in ordered:
        for number, error in enumerate(some, 1):
            lines.append(f"\n{kind.upper()}, {_GROUPS[group]} ({number} of {len(some)})\n{_entry(error)}")
    return lines


def _errors(each: Judged) -> Iterator[_Error]:
    """Each error once, a missed and a wrong piece that overlap together."""
    wrong = list(each.wrong)
    for gold in each.missed:
        near = max(wrong, key=gold.overlap, default=None)
        if near is None or not gold.overlap(near):
            yield _Error("missed", each.article, gold, None)
            continue
        wrong.remove(near)
        yield _Error("borders" if near.kind == gold.kind else "kind", each.article, gold, near)
    for found in wrong:
        yield _Error("wrong", each.article, None, found)
    for gold, found in each.matches:
        if not gold.is_said_by(found):
            group = "speaker" if found.speakers else "no speaker"
            yield _Error(group if gold.speakers else "needless speaker", each.article, gold, found)
        elif gold.cue_start != found.cue_start:
            yield _Error("cue", each.article, gold, found)


def _entry(error: _Error) -> str:
    article, gold, found = error.article, error.gold, error.found
    pieces = [piece for piece in (gold, found) if piece is not None]
    start, end = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
    title = f"{article.article_id} {start}-{end}"
    if gold and found:
        title += f", {gold.overlap(found):.2f} in common"
    lines = [title, *_context(article.text, gold, found)]
    if gold:
        lines.append(f"  gold   {_told(article.text, gold)}")
    if found:
        rule = f" | {found.rule}, {found.score}"
        lines.append(f"  found  {_told(article.text, found)}{rule}")
    lines += [f"  note   {note}" for note in _notes(error)]
    return "\n".join(lines)


def _told(text: str, piece: Piece) -> str:
    words = " ".join(text[piece.start : piece.end].split())
    if len(words) > 2 * _END:
        words = f"{words[:_END]} … {words[-_END:]}"
    speaker = " / ".join(piece.speakers) or "nobody"
    part = "" if piece.first else ", carries on"
    return f"{piece.kind}{part}: {words} | cue {piece.cue or '–'} | {speaker} ({piece.speaker_text or '–'})"


def _notes(error: _Error) -> Iterator[str]:
    """What a person would look up next."""
    article, gold, found = error.article, error.gold, error.found
    if found is not None:
        for start, end, why in article.not_quotes:
            if found.start < end and start < found.end:
                yield f"no quote: {why}"
        others = [] if gold else [("true", article.pieces), ("optional", article.optional)]
        for name, pieces in others:
            for piece in pieces:
                if piece.overlap(found):
                    yield f"lies in or over a piece that is {name}: {_told(article.text, piece)}"
    if found and gold:
        yield from _notes_on_speaker(article, gold, found)


def _notes_on_speaker(article: GoldArticle, gold: Piece, found: Piece) -> Iterator[str]:
    if gold.is_said_by(found) or not gold.speakers:
        return
    names = {name.casefold() for name in gold.speakers + found.speakers}
    if not found.speakers:
        if found.speaker_text is not None:
            yield "words for the speaker were found, but not who that is"
    elif any(names <= {form.casefold() for form in thing} for thing in article.things):
        yield "another accepted name of the same"
    elif gold.speaker_start is not None and gold.speaker_start == found.speaker_start:
        yield "the right words for the speaker, but taken for somebody else"


def _context(text: str, gold: Piece | None, found: Piece | None) -> Iterator[str]:
    """The paragraph, cut where it is long; where its clause names nobody, also the end of the one before."""
    pieces = [piece for piece in (gold, found) if piece is not None]
    start, end = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
    for piece in pieces:
        for place, words in ((piece.cue_start, piece.cue), (piece.speaker_start, piece.speaker_text)):
            if place is not None and words and abs(place - start) < _AROUND:
                start, end = min(start, place), max(end, place + len(words))
    begin = text.rfind("\n", 0, start) + 1
    finish = text.find("\n", end)
    finish = len(text) if finish < 0 else finish
    if any(piece.speakers and not _names_somebody(piece) for piece in pieces):
        before = text[:begin].rstrip()
        line = before[before.rfind("\n") + 1 :]
        if line:
            yield f"  before {line if len(line) <= _AROUND else '…' + line[-_AROUND:]}"
    first, last = max(begin, start - _AROUND), min(finish, end + _AROUND)
    marks = sorted(
        [(piece.start, 1, "⟦⟪"[piece is found]) for piece in pieces]
        + [(piece.end, 0, "⟧⟫"[piece is found]) for piece in pieces]
    )
    told, place = "…" if first > begin else "", first
    for offset, _, mark in marks:
        told += text[place:offset] + mark
        place = offset
    told += text[place:last] + ("…" if last < finish else "")
    yield f"  text   {' ¶ '.join(line for line in told.splitlines() if line.strip())}"


def _names_somebody(piece: Piece) -> bool:
    """Whether the words for the speaker hold a name's first letter, and so need no text before them."""
    return piece.speaker_text is not None and any(
        word[0].isupper() for word in piece.speaker_text.split() if word.casefold() not in {"hän", "hänen"}
    )


def _by_rule(articles: Sequence[Judged]) -> str:
    """Of what each rule found: how much is a quote, has its right speaker, and how sure the rule was."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in articles:
        right = {id(found): gold.is_said_by(found) for gold, found in each.matches}
        wrong = {id(found) for found in each.wrong}
        for piece in each.found:
            if id(piece) in right or id(piece) in wrong:
                rule = counts[f"{piece.kind} {piece.rule}"]
                rule.update(found=1, right=id(piece) in right, said=right.get(id(piece), False))
                rule["score"] += round(1000 * (piece.score or 0.0))  # counters hold whole numbers
    lines = [f"{'rule':<44} {'found':>5} {'right':>5} {'with speaker':>12} {'mean score':>10}"]
    for name, count in sorted(counts.items()):
        mean = count["score"] / 1000 / count["found"]
        lines.append(f"{name:<44} {count['found']:>5} {count['right']:>5} {count['said']:>12} {mean:>10.3f}")
    return "\n".join(lines)


def _cues(by_group: dict[tuple[str, str], list[_Error]]) -> str:
    """Which cues the missed pieces have in gold, and the wrong ones as found, the most frequent first."""
    missed = [error.gold for (group, _), some in by_group.items() if group == "missed" for error in some]
    wrong = [error.found for (group, _), some in by_group.items() if group == "wrong" for error in some]
    lines = []
    for name, pieces in (("missed", missed), ("wrong", wrong)):
        cues = Counter((piece.cue or "–").casefold() for piece in pieces if piece is not None)
        told = ", ".join(f"{cue} {count}" for cue, count in cues.most_common())
        lines.append(f"{name} by cue: {told or '–'}")
    return "\n".join(lines)
