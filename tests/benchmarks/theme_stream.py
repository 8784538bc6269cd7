"""How often themes are found in a stream of news, most of which speaks of none of them.

    python -m tests.benchmarks.theme_stream FOLDER [--themes FILE.toml] [--show N]

Reads a folder of texts and counts, in 1,000 sentences of each theme, the hits by meaning and by word that
count, and the findings against it. `--show N` prints N hits by meaning a theme, drawn by chance, to be read
by a person: which share of them is right no program can tell. The sentences belong to those who wrote them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from luksia_nlp import Analyzer, Settings
from luksia_nlp.themes.definitions import load_themes
from luksia_nlp.themes.scores import SIMILARITY

_SEED = 7


def measure(folder: Path, themes: str = "luksia", show: int = 0) -> tuple[dict[str, Any], list[str]]:
    """The counts of a folder of texts, and a line for each hit that is shown."""
    analysis = Analyzer(Settings(themes=themes)).analyze(folder)
    hits, n_sentences = analysis.themes, int(analysis.articles["n_sentences"].sum())
    figures: dict[str, Any] = {"sentences": n_sentences}
    shown = []
    for theme in load_themes(themes):
        own = hits[hits["theme"] == theme.id]
        counted, by_meaning = own["not_counted"].isna(), own["evidence"] == SIMILARITY
        kinds = {
            "by_meaning": counted & by_meaning,
            "by_word": counted & ~by_meaning,
            "against": own["direction"] == "against",
        }
        figures[theme.id] = {
            name: round(1_000 * int(rows.sum()) / max(n_sentences, 1), 2) for name, rows in kinds.items()
        }
        found = own[counted & by_meaning]
        drawn = found.sample(min(show, len(found)), random_state=_SEED)
        shown += [
            f"{theme.id} {score:.2f} {' '.join(text.split())}"
            for score, text in zip(drawn["score"], drawn["text"], strict=True)
        ]
    return figures, shown


def main(argv: Sequence[str] | None = None) -> None:
    """Print the hits that are shown, and the counts as one line of JSON, last."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, metavar="FOLDER")
    parser.add_argument("--themes", default="luksia", help="as in the settings")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="hits a theme to print")
    options = parser.parse_args(argv)
    figures, shown = measure(options.path, options.themes, options.show)
    print(*shown, sep="\n")
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
