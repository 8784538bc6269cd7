"""`luksia-nlp analyze`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from luksia_nlp.cli.options import (
    EXIT_CODES,
    add_reading,
    counted_source,
    help_of,
    say_first,
    settings_of,
    show,
)


def add_analyze(commands: Any) -> None:
    """Add the command to the parser."""
    analyze = commands.add_parser(
        "analyze",
        aliases=["analyse"],
        help="analyse articles and write the tables",
        description="Analyse articles and write one table for each kind of thing found.",
        **help_of("analyze", EXIT_CODES),
    )
    analyze.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="a file of articles (.txt, .md, .jsonl, .csv, .parquet) or a folder of such files",
    )
    analyze.add_argument(
        "--out", "--output", required=True, type=Path, metavar="DIR", help="the folder to write the tables to"
    )
    analyze.add_argument(
        "--overwrite", action="store_true", help="replace the tables of an earlier analysis in DIR"
    )
    analyze.add_argument(
        "--format", choices=("parquet", "csv"), default="parquet", help="of the tables (default: parquet)"
    )
    add_reading(analyze)


def analyze(options: argparse.Namespace) -> int:
    """Analyse articles and write the tables; the exit code."""
    say_first(options)
    from luksia_nlp.analyzer import kept_analyzer
    from luksia_nlp.display.summary import summary
    from luksia_nlp.reading.progress import say
    from luksia_nlp.tables.storage import check_folder

    settings = settings_of(options)
    check_folder(options.out, options.overwrite)
    _refuse_input(options.out, options.paths)
    source = counted_source(options, settings)
    analysis = kept_analyzer(settings, tell=say).analyze(source, progress=True)
    if options.format == "csv":
        analysis.to_csv(options.out, options.overwrite)
    else:
        analysis.to_parquet(options.out, options.overwrite)
    show(summary(analysis))
    show(f"Tables written to {options.out}")
    return 1 if len(analysis.failures) else 0


def _refuse_input(out: Path, paths: Iterable[Path]) -> None:
    from luksia_nlp.errors import OutputError

    for path in paths:
        if out.resolve() == path.resolve():
            raise OutputError(
                f"{out}: is where the articles are read from; write the tables to another folder."
            )
