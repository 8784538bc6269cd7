"""Two engines on the same texts: how far they agree, and every place where they do not."""

from __future__ import annotations

import html
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from luksia_nlp.analyzer import Analyzer
from luksia_nlp.errors import SettingsError
from luksia_nlp.reading.progress import followed
from luksia_nlp.reading.sources import Source, count_of
from luksia_nlp.records import KINDS, ArticleResult, Document, Failure, Mention, Token
from luksia_nlp.settings import Settings

_AGREEMENT = ["what", "label", "n_first", "n_second", "n_same", "agreement"]
_PLACE = ["article_id", "start", "end", "text"]
_DISAGREEMENTS = [*_PLACE, "what", "first", "second", "sentence"]
_FAILURES = ["engine", "article_id", "stage", "error", "message"]
# What two engines say of a token that both have, in the order of the table.
TAGS = ("upos", "feats", "lemma", "head", "deprel")
ALL = "all"
# How many of the most frequent disagreements are printed, and how many of all are shown as a table.
_PRINTED, _SHOWN = 20, 200

_Span = tuple[int, int]
# What stands where, by its span: its label, and how a disagreement shows it.
_Spans = dict[_Span, tuple[str, str]]
# Where two engines differ, on what, and what each says.
_Difference = tuple[_Span, str, str, str]


@dataclass(frozen=True)
class Comparison:
    """What two engines made of the same texts.

    Args:
        engines: The names of the two engines, first and second.
        agreement: A row for each thing that was compared: `what` (`token`, `sentence`; of tokens that both
            have `upos`, `feats`, `lemma`, `head`, `deprel`; `name`; of names that both have `base_form`),
            its `label` (a part of speech, a kind of name, or `all`), how many the first and the second engine
            have and how many are the same, and the `agreement`: twice the same over the sum of both.
        disagreements: A row for each place where they differ: its place and text, `what` differs, what the
            `first` and the `second` engine say (empty for nothing), and the sentence.
        failures: Articles that one of them could not read; they are not compared.
    """

    engines: tuple[str, str]
    agreement: pd.DataFrame
    disagreements: pd.DataFrame
    failures: pd.DataFrame

    def most_frequent(self, number: int = _PRINTED) -> pd.DataFrame:
        """The pairs of answers that occur most often among the disagreements.

        Heads and sentences are left out: each stands in its own text only.

        Args:
            number: How many.

        Example:
            >>> vertailu = compare("Rehtori puhui Lohjalla.", ["spacy", "scripted"])
            >>> list(vertailu.most_frequent(3).columns)
            ['what', 'first', 'second', 'n']
        """
        places = self.disagreements["what"].isin(["head", "sentence"])
        pairs = self.disagreements[~places].groupby(["what", "first", "second"], sort=True).size().rename("n")
        return pairs.sort_values(ascending=False, kind="stable").head(number).reset_index()

    def __str__(self) -> str:
        """The tables as text."""
        first, second = self.engines
        parts = [f"first:  {first}", f"second: {second}", "", _as_text(self.agreement)]
        parts += ["", f"DISAGREEMENTS: {len(self.disagreements)}, the most frequent:"]
        parts.append(_as_text(self.most_frequent()) if len(self.disagreements) else "none")
        if len(self.failures):
            parts += ["", f"NOT COMPARED: {len(self.failures)}", _as_text(self.failures)]
        return "\n".join(parts)

    def _repr_html_(self) -> str:
        """The tables as a notebook shows them; the disagreements in a box to scroll through."""
        first, second = map(html.escape, self.engines)
        shown = self.disagreements.head(_SHOWN)
        more = f", the first {_SHOWN} of them" if len(self.disagreements) > _SHOWN else ""
        return (
            f"<p><b>first:</b> {first}<br><b>second:</b> {second}</p>"
            f"{self.agreement.to_html(index=False, float_format='{:.3f}'.format)}"
            f"<p>Disagreements: {len(self.disagreements)}{more}</p>"
            f"<div style='max-height: 30em; overflow: auto'>{shown.to_html(index=False)}</div>"
        )


def compare(
    source: Source,
    engines: Sequence[str | Settings] = ("spacy", "stanza"),
    settings: Settings | None = None,
    progress: bool = False,
) -> Comparison:
    """Read texts with two engines and set what they found side by side.

    Args:
        source: The texts, as for `luksia_nlp.analyze`.
        engines: The two engines: each the name of one (`"spacy"`), a name and a model
            (`"stanza=FOLDER"`), or settings.
        settings: The options that both have in common; None for the defaults. With `recognizer` as
            `"luksia"` both find names with the same model, so that names differ only where tokens do;
            `"engine"` compares the engines' own.
        progress: Whether to show on standard error how far it is.

    Raises:
        SettingsError: There are not two engines, or one is unknown.
        EngineError: An engine or its model is missing or broken.
        SourceError: The source as a whole cannot be read.

    Example:
        >>> vertailu = compare("Rehtori puhui Lohjalla.", ["spacy", "scripted"])
        >>> sanat = vertailu.agreement.query("what == 'token'")
        >>> sanat[["n_first", "n_second", "agreement"]].values.tolist()
        [[4.0, 4.0, 1.0]]
    """
    if isinstance(engines, str) or len(engines) != 2:
        raise SettingsError(f"engines = {engines!r} must be two, as in ['spacy', 'stanza'].")
    chosen = [_settings(engine, settings or Settings()) for engine in engines]
    first, second = (Analyzer(each) for each in chosen)
    texts: Source = list(source) if isinstance(source, Iterator) else source
    count = _Count()
    results = first.stream(texts)
    if progress:
        results = followed(results, count_of(texts))
    for one, other in zip(results, second.stream(texts), strict=True):
        if isinstance(one, Failure) or isinstance(other, Failure):
            for name, result in ((first.engine_name, one), (second.engine_name, other)):
                if isinstance(result, Failure):
                    row = [name, result.article_id, result.stage, result.error, result.message]
                    count.failures.append(row)
        else:
            count.add(one, other)
    return Comparison((first.engine_name, second.engine_name), *count.tables())


def _settings(engine: str | Settings, common: Settings) -> Settings:
    """An engine's settings; themes by meaning take time and say nothing of the engine."""
    chosen = engine if isinstance(engine, Settings) else common.with_engine(engine)
    return replace(chosen, similarity="none")


class _Count:
    """Counts what is the same, article by article, and keeps what is not."""

    def __init__(self) -> None:
        self.first: Counter[tuple[str, str]] = Counter()
        self.second: Counter[tuple[str, str]] = Counter()
        self.same: Counter[tuple[str, str]] = Counter()
        self.rows: list[tuple[Any, ...]] = []
        self.failures: list[list[str]] = []

    def add(self, one: ArticleResult, other: ArticleResult) -> None:
        """Compare what two engines made of one article."""
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
        (sentence.start, sentence.end): ("", document.text[sentence.start : sentence.end])
        for sentence in document.sentences
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
    around = document.sentences[max(place, 0)] if document.sentences else None
    sentence = text[around.start : around.end] if around else text[start:end]
    return document.article.article_id or "", start, end, text[start:end], what, first, second, sentence


def _order(key: tuple[str, str]) -> tuple[int, bool, int, str]:
    """The order of the agreement's rows: as compared, all before the parts, kinds of names as everywhere."""
    what, label = key
    order = ("token", "sentence", *TAGS, "name", "base_form")
    kind = KINDS.index(label) if label in KINDS else 0
    return order.index(what), label != ALL, kind, label


def _as_text(table: pd.DataFrame) -> str:
    return table.to_string(index=False)
