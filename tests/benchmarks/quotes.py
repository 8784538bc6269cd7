"""Quotes: who said what, word for word or in the paper's words, against gold.

    python -m tests.benchmarks.quotes GOLD.jsonl [--errors] [--half read|scored] [--predictions FILE]

One article a line: `id, text`, and `quote_spans`, one object per piece: `kind` (direct, indirect), `text`,
`start`, `part`, `cue`, `cue_start`, `speaker_text`, `speaker_start`, `speaker` (or `speakers`, each of them
right; null for a source without a name). `quote_spans_optional` count neither way, `not_quotes` only explain.

A piece is found where one of its kind shares at least 0.8 (direct) or 0.5 (indirect) of all characters that
either has; each counts once. `speaker_accuracy` is the share of found pieces whose speaker's name is right,
case ignored; in `joint_f1` a piece counts only with its right speaker. `token_f1`: see
`quote_scoring.token_f1`; it is another measure, not to be set beside the others.
`halves`: the articles at odd places are read and learned from, and `--errors` shows theirs; the others are
only scored. `--half scored` shows the errors of those instead, after which they are no longer kept back.
`--predictions` writes each found piece as a line of JSON: `article_id, start, end, kind, speaker`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from luksia_nlp import Settings, analyze
from tests.benchmarks.quote_errors import errors_of
from tests.benchmarks.quote_scoring import Piece, figures, found_pieces, gold_article, judged
from tests.benchmarks.scoring import arguments, report
from tests.gold import gold_articles, gold_rows

# The half of the articles whose errors are read, and the half that is only scored, turn by turn.
HALVES = ("read", "scored")


def measure(
    path: Path, settings: Settings | None = None, half: str = "read", predictions: Path | None = None
) -> tuple[dict[str, Any], list[str]]:
    """The figures of a file, and the errors of one half, an entry each; `predictions` is a file to write."""
    analysis = analyze(gold_articles(path), settings)
    if len(analysis.failures):  # else a fault in the code would look like quotes that were missed
        raise RuntimeError("\n".join(analysis.failures["article_id"] + ": " + analysis.failures["message"]))
    found = found_pieces(analysis.quotes)
    if predictions is not None:
        predictions.write_text(
            "".join(_line(article, each) for article in found for each in found[article]), encoding="utf-8"
        )
    return measured(gold_rows(path), found, half)


def measured(
    rows: Sequence[Mapping[str, Any]], found: Mapping[str, Sequence[Piece]], half: str = "read"
) -> tuple[dict[str, Any], list[str]]:
    """The figures of found pieces, and the errors of one half."""
    articles = [judged(gold_article(row), found.get(row["id"], ())) for row in rows]
    halves = {name: articles[place::2] for place, name in enumerate(HALVES)}
    of_halves = {name: figures(some) for name, some in halves.items()}
    return {**figures(articles), "articles": len(articles), "halves": of_halves}, errors_of(halves[half])


def _line(article: str, piece: Piece) -> str:
    told = {
        "article_id": article,
        "start": piece.start,
        "end": piece.end,
        "kind": piece.kind,
        "speaker": piece.speakers[0] if piece.speakers else None,
    }
    return json.dumps(told, ensure_ascii=False) + "\n"


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    options = arguments(argv, __doc__, "GOLD.jsonl", files=["predictions"], half=HALVES)
    told = measure(options.path, half=options.half, predictions=options.predictions)
    report(*told, show_errors=options.errors)


if __name__ == "__main__":
    main()
