"""Whole articles: people, organisations, places, themes and quotes against gold.

    python -m tests.benchmarks.end_to_end GOLD.jsonl [--errors] [--mentions MENTIONS.csv] [--engines ENGINES]

One article a line: `id, text`, and `people, organisations, places` (lists of things, each a list of accepted
base forms), `themes` (identifiers), `quotes` (pairs of speaker and first words) and `optional` (names that
count neither way). Names are compared as sets of base forms per article, case ignored: a thing is found where
one of its base forms is among the names, or the mentions' base forms, of an entity of its kind.
A direct quote is found where its words begin with the gold's first words, marks and white space aside, and
its speaker's name is gold's, case ignored. Precision is over the found direct quotes that have a speaker: a
file lists those with a named speaker only, so one without is no claim. Neither for nor against count those
that lie on a piece of `quote_spans_optional`, where a file has them, and those of a speaker among `optional`,
since a file need not list what such a name says; one whose words are listed counts by its speaker all the
same. A quote in pieces is its first piece. With `--mentions`, a file of gold mentions of the same
articles, the spans and kinds of names are taken from it: what is still wrong is not the recognizer's.
The articles at odd places, the first, the third and so on, are those whose errors `--errors` shows, to be
read and learned from; the others are only scored. `halves` has the figures of both, `read` and `scored`:
where the first are better, something was made for the texts that were read.
With `--engines spacy,stanza=FOLDER` each engine reads the articles: the figures are the first one's, those
of all stand side by side in a table before them and in `by_engine`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from luksia_nlp import Analyzer, Settings
from tests.benchmarks.gold_spans import analysis_of_gold
from tests.benchmarks.quote_scoring import Piece, found_pieces, is_optional, optional_pieces
from tests.benchmarks.scoring import arguments, report, scores
from tests.gold import gold_articles, gold_rows

_KINDS = {"people": "person", "organisations": "organisation", "places": "place"}
# The half of the articles whose errors are read, and the half that is only scored, turn by turn.
_HALVES = ("read", "scored")


def measure(
    path: Path, settings: Settings | None = None, spans: Path | None = None
) -> tuple[dict[str, Any], list[str]]:
    """The figures of a file, and its errors a line each; `spans` is a file of gold mentions to start from."""
    gold = gold_rows(path)
    if spans is None:
        analysis = Analyzer(settings).analyze(gold_articles(path))
    else:
        analysis = analysis_of_gold(spans, settings)
    mentions, article_themes = analysis.mentions, analysis.article_themes
    present = article_themes[article_themes["present"]]
    pieces = found_pieces(analysis.quotes)
    counts = {half: {name: [0, 0, 0] for name in [*_KINDS, "themes", "quotes"]} for half in _HALVES}
    errors: list[str] = []
    for number, row in enumerate(gold):
        half = _HALVES[number % 2]
        said: list[str] = []
        of_article = mentions[mentions["article_id"] == row["id"]]
        optional = _folded(row.get("optional", ()))
        for table, kind in _KINDS.items():
            names = of_article.loc[of_article["kind"] == kind, "name"]
            _count(counts[half][table], row[table], names, optional, f"{row['id']}: {table}", said)
        themes = present.loc[present["article_id"] == row["id"], "theme"]
        wanted = [[theme] for theme in row["themes"]]
        _count(counts[half]["themes"], wanted, themes, optional, f"{row['id']}: themes", said)
        count_quotes(counts[half]["quotes"], row, pieces.get(row["id"], ()), said)
        errors += said if half == "read" else ()
    halves = {half: {name: scores(*found) for name, found in of.items()} for half, of in counts.items()}
    read, scored = counts.values()
    figures: dict[str, Any] = {
        name: scores(*map(sum, zip(read[name], scored[name], strict=True))) for name in read
    }
    return {**figures, "articles": len(gold), "halves": halves}, errors


def _count(
    counts: list[int],
    wanted: Sequence[Sequence[str]],
    found: pd.Series[str],
    optional: set[str],
    where: str,
    errors: list[str],
) -> None:
    """Add to counts (right, found, wanted), each thing and each name counted once."""
    accepted = [_folded(thing) for thing in wanted]
    names = _folded(found)
    right = [thing for thing in accepted if thing & names]
    wrong = {name for name in names - optional if not any(name in thing for thing in accepted)}
    counts[0] += len(right)
    counts[1] += len(right) + len(wrong)
    counts[2] += len(accepted)
    missed = [things[0] for things in wanted if not _folded(things) & names]
    errors += [f"{where} missed {name}" for name in missed]
    errors += [f"{where} wrong {name}" for name in sorted(wrong)]


def count_quotes(
    counts: list[int], row: Mapping[str, Any], pieces: Iterable[Piece], errors: list[str]
) -> None:
    """Add an article's direct quotes to counts (right, found, wanted), each counted once."""
    missed = [(speaker, words) for speaker, words in row["quotes"]]
    optional, optional_speakers = optional_pieces(row), _folded(row.get("optional", ()))
    for piece in pieces:
        if piece.kind != "direct" or not piece.first or not piece.speakers:
            continue
        [name] = piece.speakers
        text = row["text"][piece.start : piece.end]
        listed = [quote for quote in missed if _letters(text).startswith(_letters(quote[1]))]
        said = [quote for quote in listed if quote[0].casefold() == name.casefold()]
        if said:
            missed.remove(said[0])
            counts[0] += 1
        elif not listed and (is_optional(piece, optional) or name.casefold() in optional_speakers):
            continue
        else:
            errors.append(f"{row['id']}: quotes wrong {name}: {' '.join(text.split()[:8])}")
        counts[1] += 1
    counts[2] += len(row["quotes"])
    errors += [f"{row['id']}: quotes missed {speaker}: {words}" for speaker, words in missed]


def _letters(text: str) -> str:
    """Only letters and digits: what is left of words without marks and white space."""
    return "".join(filter(str.isalnum, text)).casefold()


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names}


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    options = arguments(argv, __doc__, "GOLD.jsonl", files=["mentions", "engines"])
    if options.engines is None:
        report(*measure(options.path, spans=options.mentions), show_errors=options.errors)
        return
    engines = str(options.engines).split(",")
    measured = {engine: measure(options.path, Settings().with_engine(engine)) for engine in engines}
    print(pd.DataFrame({engine: _f1(figures) for engine, (figures, _) in measured.items()}).to_string())
    figures, errors = measured[engines[0]]
    by_engine = {engine: figures for engine, (figures, _) in measured.items()}
    report({**figures, "by_engine": by_engine}, errors, show_errors=options.errors)


def _f1(figures: dict[str, Any]) -> dict[str, float]:
    return {f"{name} F1": figures[name]["f1"] for name in [*_KINDS, "themes", "quotes"]}


if __name__ == "__main__":
    main()
