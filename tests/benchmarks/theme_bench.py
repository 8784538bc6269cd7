"""Themes in labelled sentences: fourteen themes of a user, sentences with several, and the packaged three.

    python -m tests.benchmarks.theme_bench FOLDER [--errors]

A folder with `themes.toml`, `sentences.tsv` (columns `id, theme, label, how, sentence`: labelled for one
theme), `multi.tsv` (`id, sentence, themes`: labelled for all) and `luksia_sentences.tsv` (as the first, for
the packaged themes). A theme is found where a row of `Analysis.themes` counts. `right_by_how` is the share
of right answers by kind of sentence, `reliability` the share that is right among hits by their score.

`halves`: of the themes, and of the rows of one theme, those at odd places are read and learned from, and
`--errors` shows only theirs; the others are only scored.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from luksia_nlp import Analyzer, Article, Settings
from luksia_nlp.themes.definitions import load_themes
from tests.benchmarks.scoring import arguments, report, scores

_HALVES = ("read", "scored")
# Parts of the scores' range in the reliability table.
_BINS = 10


class Answer(NamedTuple):
    """One sentence and one theme: whether it speaks of it, and the score of the surest hit that counts."""

    half: str
    how: str
    theme: str
    is_right: bool
    found: float | None
    sentence: str


def measure(folder: Path) -> tuple[dict[str, Any], list[str]]:
    """The figures of a folder, and the errors of its read half a line each."""
    user = folder / "themes.toml"
    themes = [theme.id for theme in load_themes(user)]
    answers = {
        "user": _labelled(folder / "sentences.tsv", user, half_of_themes(themes)),
        "multi": _multi(folder / "multi.tsv", user, themes),
        "luksia": _labelled(folder / "luksia_sentences.tsv", "luksia"),
    }
    figures: dict[str, Any] = {
        name: {**_figures(some), "halves": {half: _figures(_of_half(some, half)) for half in _HALVES}}
        for name, some in answers.items()
    }
    every = [answer for some in answers.values() for answer in some]
    errors = [
        f"{name} {answer.how} {'missed' if answer.is_right else 'wrong'} {answer.theme}: {answer.sentence}"
        for name, some in answers.items()
        for answer in some
        if answer.half == "read" and answer.is_right != (answer.found is not None)
    ]
    return {**figures, "reliability": reliability(every)}, errors


def reliability(answers: Iterable[Answer]) -> dict[str, dict[str, float]]:
    """Of the hits of each tenth of the scores: how many, their mean score, and the share that is right."""
    bins: dict[int, list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.found is not None:
            bins[min(int(answer.found * _BINS), _BINS - 1)].append(answer)
    return {
        f"{number / _BINS:.1f}": {
            "hits": len(found),
            "score": round(sum(answer.found or 0.0 for answer in found) / len(found), 3),
            "right": round(sum(answer.is_right for answer in found) / len(found), 3),
        }
        for number, found in sorted(bins.items())
    }


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a table whose fields are parted by tabulators."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def half_of_themes(themes: Sequence[str]) -> dict[str, str]:
    """The half of each theme, turn by turn."""
    return {theme: _HALVES[place % 2] for place, theme in enumerate(themes)}


def in_halves(
    rows: Iterable[dict[str, str]], halves: Mapping[str, str] | None = None
) -> Iterator[tuple[dict[str, str], str]]:
    """Each row with its half: its theme's, or, without halves of themes, turn by turn within its theme."""
    seen = Counter[str]()
    for row in rows:
        yield row, halves[row["theme"]] if halves else _HALVES[seen[row["theme"]] % 2]
        seen[row["theme"]] += 1


def _labelled(path: Path, themes: Path | str, halves: Mapping[str, str] | None = None) -> list[Answer]:
    rows = read_table(path)
    found = _found([row["sentence"] for row in rows], themes)
    return [
        Answer(half, row["how"], row["theme"], row["label"] == "1", hits.get(row["theme"]), row["sentence"])
        for (row, half), hits in zip(in_halves(rows, halves), found, strict=True)
    ]


def _multi(path: Path, file: Path, themes: Sequence[str]) -> list[Answer]:
    rows = read_table(path)
    found = _found([row["sentence"] for row in rows], file)
    return [
        Answer(_HALVES[place % 2], "multi", theme, is_right, hits.get(theme), row["sentence"])
        for place, (row, hits) in enumerate(zip(rows, found, strict=True))
        for theme in themes
        for is_right in [theme in row["themes"].split("|")]
    ]


def _found(texts: Sequence[str], themes: Path | str) -> list[dict[str, float]]:
    """For each text the themes that have a hit that counts, with its score."""
    articles = [Article(text, str(place)) for place, text in enumerate(texts)]
    hits = Analyzer(Settings(themes=themes)).analyze(articles).themes
    counted = hits[hits["not_counted"].isna()]
    surest = counted.groupby(["article_id", "theme"])["score"].max()
    found: list[dict[str, float]] = [{} for _ in texts]
    for row in surest.reset_index().to_dict("records"):
        found[int(row["article_id"])][row["theme"]] = float(row["score"])
    return found


def _of_half(answers: Iterable[Answer], half: str) -> list[Answer]:
    return [answer for answer in answers if answer.half == half]


def _figures(answers: Sequence[Answer]) -> dict[str, Any]:
    right, found, wanted = 0, 0, 0
    by_how: dict[str, list[bool]] = defaultdict(list)
    for answer in answers:
        is_found = answer.found is not None
        right += is_found and answer.is_right
        found += is_found
        wanted += answer.is_right
        by_how[answer.how].append(is_found == answer.is_right)
    shares = {how: round(sum(some) / len(some), 4) for how, some in sorted(by_how.items())}
    return {**scores(right, found, wanted), "right_by_how": shares}


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    options = arguments(argv, __doc__, "FOLDER")
    figures, errors = measure(options.path)
    print("score  hits  mean score  right")
    for least, row in figures["reliability"].items():
        print(f"{least:>5}  {row['hits']:>4}  {row['score']:>10.3f}  {row['right']:>5.3f}")
    report(figures, errors, show_errors=options.errors)


if __name__ == "__main__":
    main()
