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

# How the names of files end that hold all tables, and their formats.
_FILES = {".xlsx": "xlsx", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite"}


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
        help="a file of articles (text, web page, Word, table, feed, web archive, packed or not) or a "
        "folder of such files",
    )
    analyze.add_argument(
        "--out",
        "--output",
        required=True,
        type=Path,
        metavar="OUT",
        help="the folder to write the tables to, or a file: tulokset.xlsx, tulokset.sqlite",
    )
    analyze.add_argument(
        "--overwrite", action="store_true", help="replace the tables of an earlier analysis in OUT"
    )
    analyze.add_argument(
        "--format",
        choices=("parquet", "csv", "xlsx", "sqlite"),
        help="of the tables (default: by the name of OUT; of a folder, parquet)",
    )
    analyze.add_argument(
        "--excel",
        action="store_true",
        help="CSV as Excel opens it in Finland: semicolons, decimal commas, no text run as a formula",
    )
    add_reading(analyze)


def analyze(options: argparse.Namespace) -> int:
    """Analyse articles and write the tables; the exit code."""
    say_first(options)
    from luksia_nlp.analyzer import kept_analyzer
    from luksia_nlp.display.summary import summary
    from luksia_nlp.reading.progress import say

    settings = settings_of(options)
    kind = _kind(options)
    _check_out(options.out, kind, options.overwrite)
    _refuse_input(options.out, options.paths)
    source = counted_source(options, settings)
    analysis = kept_analyzer(settings, tell=say).analyze(source, progress=True)
    if kind == "csv":
        analysis.to_csv(options.out, options.overwrite, excel=options.excel)
    elif kind == "xlsx":
        analysis.to_excel(options.out, options.overwrite)
    elif kind == "sqlite":
        analysis.to_sqlite(options.out, options.overwrite)
    else:
        analysis.to_parquet(options.out, options.overwrite)
    show(summary(analysis.tables))
    show(f"Tables written to {options.out}")
    return 1 if len(analysis.failures) else 0


def _kind(options: argparse.Namespace) -> str:
    """The format of the tables: what was said, or what the name of a file says."""
    from luksia_nlp.errors import SettingsError

    named = _FILES.get(options.out.suffix.lower())
    kind: str = options.format or ("csv" if options.excel else named or "parquet")
    if options.excel and kind != "csv":
        raise SettingsError(
            "--excel is how CSV files are written; say it with --format csv, or leave it out."
        )
    if kind in _FILES.values() and named != kind:
        raise SettingsError(
            f"For --format {kind}, --out must end with .{kind}: try --out {_renamed(options.out, kind)}."
        )
    if named not in (None, kind) and not options.out.is_dir():
        raise SettingsError(
            f"{options.out}: is the name of a file, and the format {kind} is a folder of files; name a "
            f"folder, or say --format {named}."
        )
    return kind


def _renamed(out: Path, kind: str) -> Path:
    """The file of a format that is nearest to what was named."""
    return out.with_suffix(f".{kind}") if out.suffix.lower() in _FILES else Path(f"{out}.{kind}")


def _check_out(out: Path, kind: str, overwrite: bool) -> None:
    from luksia_nlp.tables.files import check_file
    from luksia_nlp.tables.storage import check_folder

    (check_file if kind in _FILES.values() else check_folder)(out, overwrite)


def _refuse_input(out: Path, paths: Iterable[Path]) -> None:
    from luksia_nlp.errors import OutputError

    for path in paths:
        if out.resolve() == path.resolve():
            raise OutputError(
                f"{out}: is where the articles are read from; write the tables to another folder."
            )
