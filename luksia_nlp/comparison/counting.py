"""How far two engines agree on a text, and every place where they do not."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from luksia_nlp.records import KINDS, ArticleResult, Document, Failure, Mention, Token

_AGREEMENT = ["what", "label", "n_first", "n_second", "n_same", "agreement"]
_PLACE = ["article_id", "start", "end", "text"]
_DISAGREEMENTS = [*_PLACE, "what", "first", "second", "sentence"]
_FAILURES = ["engine", "article_id", "stage", "error", "message"]
# What two engines say of a token that both have, in the order of the table.
TAGS = ("upos", "feats", "lemma", "head", "deprel")
ALL = "all"
_Span = tuple[int, int]
# What stands where, by its span: its label, and how a disagreement shows it.
_Spans = dict[_Span, tuple[str, str]]
# Where two engines differ, on what, and what each says.
_Difference = tuple[_Span, str, str, str]


class Count:
    """Counts what is the same, article by article, and keeps what is not."""

    def __init__(self) -> None:
        self.first: Counter[tuple[str, str]] = Counter()
        self.second: Counter[tuple[str, str]] = Counter()
        self.same: Counter[tuple[str, str]] = Counter()
        self.rows: list[tuple[Any, ...]] = []
        self.failures: list[list[str]] = []

    def add(
        self, first: str, second: str, one: ArticleResult | Failure, other: ArticleResult | Failure
    ) -> None:
        """Compare what two engines made of one article, or keep which of them failed."""
        if isinstance(one, Failure) or isinstance(other, Failure):
            for name, result in ((first, one), (second, other)):
                if isinstance(result, Failure):
                    row = [name, result.article_id, result.stage, result.error, result.message]
                    self.failures.append(row)
            return
        rows = [
            *self._spans("token", _tokens(one.document), _tokens(other.document)),
            *self._tags(one.document, other.document),
            *self._spans("sentence", _sentences(one.document), _sentences(other.document)),
            *self._spans("name", _names(one.mentions), _names(other.mentions)),
            *self._base_forms(one.mentions, other.mentions),
        ]
        self.rows += [_row(one.document, row) for row in sorted(rows)]

    def tables(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        """The agreement, the disagreements and the failures."""
        keys = sorted({*self.first, *self.second}, key=_order)
        numbers = [(self.first[key], self.second[key], self.same[key]) for key in keys]
        rows = [
            [*key, one, other, same, round(2 * same / (one + other), 4)]
            for key, (one, other, same) in zip(keys, numbers, strict=True)
        ]
        return (
            pd.DataFrame(rows, columns=_AGREEMENT),
            pd.DataFrame(self.rows, columns=_DISAGREEMENTS),
            pd.DataFrame(self.failures, columns=_FAILURES),
        )

    def _spans(self, what: str, one: _Spans, other: _Spans) -> Iterator[_Difference]:
        """Compare spans; those that overlap and are not the same are one disagreement."""
        sides = (one, other)
        for spans, counter in zip(sides, (self.first, self.second), strict=True):
            _count(counter, what, (label for label, _ in spans.values()))
        same = {span for span in one.keys() & other.keys() if one[span] == other[span]}
        _count(self.same, what, (one[span][0] for span in same))
        left = sorted((*span, side) for side, spans in enumerate(sides) for span in spans.keys() - same)
        for group in _overlapping(left):
            said = [
                " | ".join(spans[start, end][1] for start, end, by in group if by == side)
                for side, spans in enumerate(sides)
            ]
            yield (group[0][0], max(end for _, end, _ in group)), what, said[0], said[1]

    def _tags(self, one: Document, other: Document) -> Iterator[_Difference]:
        """Compare what both say of each token that both have."""
        tokens = {(token.start, token.end): token for token in other.tokens}
        for token in one.tokens:
            span = token.start, token.end
            if span not in tokens:
                continue
            said = _said(token, one), _said(tokens[span], other)
            for what, first, second in zip(TAGS, *said, strict=True):
                is_label = what == "upos"
                _count(self.first, what, [first if is_label else ""])
                _count(self.second, what, [second if is_label else ""])
                if first == second:
                    _count(self.same, what, [first if is_label else ""])
                else:
                    yield span, what, first, second

    def _base_forms(self, one: Iterable[Mention], other: Iterable[Mention]) -> Iterator[_Difference]:
        """Compare the base forms of names that both have, of the same kind."""
        forms = {(mention.start, mention.end, mention.kind): mention.base_form for mention in other}
        for mention in one:
            second = forms.get((mention.start, mention.end, mention.kind))
            if second is None:
                continue
            for counter in (self.first, self.second):
                _count(counter, "base_form", [""])
            if mention.base_form == second:
                _count(self.same, "base_form", [""])
            else:
                yield (mention.start, mention.end), "base_form", mention.base_form, second


def _count(counter: Counter[tuple[str, str]], what: str, labels: Iterable[str]) -> None:
    for label in labels:
        counter[what, ALL] += 1
        if label:
            counter[what, label] += 1


def _tokens(document: Document) -> _Spans:
    return {(token.start, token.end): ("", token.text) for token in document.tokens}


def _sentences(document: Document) -> _Spans:
    return {
        (sentence.start, sentence.end): ("", document.sentence_text(number))
        for number, sentence in enumerate(document.sentences)
    }


def _names(mentions: Iterable[Mention]) -> _Spans:
    return {(each.start, each.end): (each.kind, f"{each.kind}: {each.text}") for each in mentions}


def _said(token: Token, document: Document) -> tuple[str, ...]:
    """What an engine says of a token, in the order of `TAGS`."""
    feats = "|".join(f"{name}={value}" for name, value in sorted(token.feats.items()))
    head = document.tokens[token.head]
    is_root = head is token
    hangs_on = "root" if is_root else f"{head.text} ({head.start})"
    return token.upos, feats, token.lemma, hangs_on, "root" if is_root else token.deprel


def _overlapping(spans: Iterable[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    """Sorted spans in groups; each overlaps with another of its group."""
    group: list[tuple[int, int, int]] = []
    last = 0
    for span in spans:
        if group and span[0] >= last:
            yield group
            group = []
        group.append(span)
        last = max(span[1], last) if len(group) > 1 else span[1]
    if group:
        yield group


def _row(document: Document, difference: _Difference) -> tuple[Any, ...]:
    """A row of the disagreements; the sentence is the first engine's."""
    (start, end), what, first, second = difference
    text = document.text
    place = bisect_right(document.sentences, start, key=lambda sentence: sentence.start) - 1
    sentence = document.sentence_text(max(place, 0)) if document.sentences else text[start:end]
    return document.article.article_id or "", start, end, text[start:end], what, first, second, sentence


def _order(key: tuple[str, str]) -> tuple[int, bool, int, str]:
    """The order of the agreement's rows: as compared, all before the parts, kinds of names as everywhere."""
    what, label = key
    order = ("token", "sentence", *TAGS, "name", "base_form")
    kind = KINDS.index(label) if label in KINDS else 0
    return order.index(what), label != ALL, kind, label
