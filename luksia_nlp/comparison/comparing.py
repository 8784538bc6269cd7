"""Two engines on the same texts: how far they agree, and every place where they do not."""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from luksia_nlp.comparison.counting import Count
from luksia_nlp.engines import load_engine
from luksia_nlp.errors import SettingsError
from luksia_nlp.language.morphology import load_analyser
from luksia_nlp.reading.documents import documents_of, each
from luksia_nlp.reading.progress import followed
from luksia_nlp.reading.sources import Source, articles_of, count_of
from luksia_nlp.records import Article, ArticleResult, Document, Failure
from luksia_nlp.settings import Settings, checked_settings

# How many of the most frequent disagreements are printed, what a screen holds, and how many of all are shown
# as a table to scroll through.
_PRINTED, _SHOWN = 20, 200


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
    chosen = [_settings(engine, checked_settings(settings)) for engine in engines]
    load_analyser()  # first, as in an analysis: it needs most memory while it is loaded
    first, second = map(_Side, chosen)
    # Each file is read once: both engines take their batches from the same stream of articles.
    one, other = itertools.tee(articles_of(source, chosen[0]))
    results = first.read(one)
    if progress:
        results = followed(results, count_of(source, chosen[0]))
    count = Count()
    for results_of_both in zip(results, second.read(other), strict=True):
        count.add(first.name, second.name, *results_of_both)
    return Comparison((first.name, second.name), *count.tables())


class _Side:
    """One of the engines: what it and the names' rules make of articles."""

    def __init__(self, settings: Settings) -> None:
        self._engine = load_engine(settings)
        self._threshold = settings.finnish_threshold

    @property
    def name(self) -> str:
        """The engine's name."""
        return self._engine.name

    def read(self, articles: Iterable[Article | Failure]) -> Iterator[ArticleResult | Failure]:
        """What stands in each article, without themes, which say nothing of the engine."""
        documents = documents_of(articles, self._engine, self._threshold)
        return each(documents, _with_names, "analysis")


def _with_names(document: Document) -> ArticleResult:
    from luksia_nlp.names.mentions import find_mentions  # a room of thirty modules that only this needs

    return ArticleResult(document, tuple(find_mentions(document)), ())


def _settings(engine: str | Settings, common: Settings) -> Settings:
    return engine if isinstance(engine, Settings) else common.with_engine(engine)


def _as_text(table: pd.DataFrame) -> str:
    return table.to_string(index=False)
