"""Names found in whole articles: strict spans and kinds against gold mentions.

    python -m tests.benchmarks.archive_names MENTIONS.csv [--recognizer luksia|engine|FOLDER] [--errors]

One mention a row: `article_id, start, end, text, kind, name, optional`, the articles in `articles.jsonl`
beside it. People, organisations and places count. A found name that overlaps an optional mention counts
neither way.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from luksia_nlp import Analyzer, Settings
from tests.benchmarks.scoring import arguments, report, scores
from tests.gold import gold_articles

_KINDS = ("person", "organisation", "place")


def measure(path: Path, settings: Settings | None = None) -> tuple[dict[str, Any], list[str]]:
    """The figures of a file, and its errors a line each."""
    articles = gold_articles(path.with_name("articles.jsonl"))
    texts = {article.article_id: article.text for article in articles}
    analysis = Analyzer(settings).analyze(articles)
    gold = pd.read_csv(path, keep_default_na=False)
    gold = gold[gold["optional"] | gold["kind"].isin(_KINDS)]
    found = analysis.mentions[analysis.mentions["kind"].isin(_KINDS)]
    counts = {kind: [0, 0, 0] for kind in _KINDS}
    errors = []
    for key, text in texts.items():
        of_article = gold[gold["article_id"] == key]
        sure = _spans(of_article[~of_article["optional"]])
        optional = _spans(of_article[of_article["optional"]])
        given = {
            span
            for span in _spans(found[found["article_id"] == key])
            if not any(span[0] < end and start < span[1] for start, end, _ in optional)
        }
        for group, spans in enumerate((sure & given, given, sure)):
            for _, _, kind in spans:
                counts[kind][group] += 1
        for what, spans in (("missed", sure - given), ("wrong", given - sure)):
            errors += [f"{key} {what} {kind}: {text[a:b]} ({a})" for a, b, kind in sorted(spans)]
    total = [sum(column) for column in zip(*counts.values(), strict=True)]
    by_kind = {kind: scores(*numbers) for kind, numbers in counts.items()}
    return {**scores(*total), "by_kind": by_kind, "articles": len(texts)}, errors


def _spans(rows: pd.DataFrame) -> set[tuple[int, int, str]]:
    columns = (rows[column] for column in ("start", "end", "kind"))
    return {(int(start), int(end), str(kind)) for start, end, kind in zip(*columns, strict=True)}


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    options = arguments(argv, __doc__, "MENTIONS.csv", recognizer=True)
    settings = Settings(recognizer=options.recognizer)
    report(*measure(options.path, settings), show_errors=options.errors)


if __name__ == "__main__":
    main()
