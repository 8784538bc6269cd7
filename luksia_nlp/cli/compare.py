"""`luksia-nlp compare`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from luksia_nlp.cli.options import add_reading, counted_source, help_of, say_first, settings_of, show


def add_compare(commands: Any) -> None:
    """Add the command to the parser."""
    compare = commands.add_parser(
        "compare",
        help="set what two engines find side by side",
        description="Read articles with two engines and print how far they agree, and on what they do not.",
        **help_of("compare"),
    )
    compare.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders of articles")
    compare.add_argument(
        "--engines",
        default="spacy,stanza",
        metavar="FIRST,SECOND",
        help="the two engines, each with its model where it is not the default one: spacy,stanza=FOLDER "
        "(default: spacy,stanza)",
    )
    add_reading(compare)
    compare.add_argument(
        "--out", "--output", type=Path, metavar="FILE", help="a CSV file to write every disagreement to"
    )
    compare.add_argument("--overwrite", action="store_true", help="replace FILE where it is there")


def compare(options: argparse.Namespace) -> int:
    """Print how far two engines agree; the exit code."""
    say_first(options)
    from luksia_nlp.comparison import compare as compare_engines
    from luksia_nlp.reading.progress import say

    settings = settings_of(options)
    if options.out:
        _check_file(options.out, options.overwrite)
    source = counted_source(options, settings)
    say("Loading the models of both engines")
    comparison = compare_engines(source, options.engines.split(","), settings, progress=True)
    show(comparison)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        comparison.disagreements.to_csv(options.out, index=False)
        show(f"Disagreements written to {options.out}")
    return 0


def _check_file(path: Path, overwrite: bool) -> None:
    from luksia_nlp.errors import OutputError
    from luksia_nlp.tables.storage import check_folder

    check_folder(
        path.parent, overwrite=True, is_archive=True
    )  # a file beside the tables of an analysis takes nothing from them
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it, such as {path / 'disagreements.csv'}.")
    if path.exists() and not overwrite:
        raise OutputError(f"{path}: is there already; name another file, or say --overwrite.")
