"""`luksia-nlp archive export`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luksia_nlp.cli.options import help_of, show

if TYPE_CHECKING:
    from luksia_nlp.archive.exporting import Kind


def add_export(actions: Any) -> None:
    """Add the command to the parser of `luksia-nlp archive`."""
    export = actions.add_parser(
        "export",
        help="write an archive's tables to SQLite, Excel or CSV",
        description="Write the tables of an archive to one SQLite file, one Excel workbook or CSV files, for "
        "others to open.",
        **help_of("archive export"),
    )
    export.add_argument("folder", type=Path, metavar="DIR", help="the archive's folder")
    kinds = export.add_mutually_exclusive_group(required=True)
    kinds.add_argument(
        "--sqlite", type=Path, metavar="FILE", help="a database with a search in base forms, as for Datasette"
    )
    kinds.add_argument("--xlsx", type=Path, metavar="FILE", help="an Excel workbook, a sheet a table")
    kinds.add_argument("--csv", type=Path, metavar="DIR", help="a folder of CSV files, one a table")
    export.add_argument(
        "--excel",
        action="store_true",
        help="CSV as Excel opens it in Finland: semicolons, decimal commas, no text run as a formula",
    )
    export.add_argument(
        "--no-texts",
        action="store_true",
        help="leave out the articles' texts, where they may not be shown",
    )
    export.add_argument(
        "--leave-out",
        action="append",
        default=[],
        metavar="COLUMN",
        help="leave out a column that came with the articles, too; may be said several times",
    )
    export.add_argument("--overwrite", action="store_true", help="replace what is there")


def export(options: argparse.Namespace) -> int:
    """Write an archive's tables to SQLite, Excel or CSV; the exit code."""
    from luksia_nlp.archive.exporting import export as export_archive
    from luksia_nlp.errors import SettingsError
    from luksia_nlp.reading.progress import say

    if options.excel and options.csv is None:
        raise SettingsError("--excel is how CSV files are written; say it with --csv, or leave it out.")
    kinds: tuple[Kind, ...] = ("sqlite", "xlsx", "csv")
    kind = next(kind for kind in kinds if getattr(options, kind) is not None)
    out: Path = getattr(options, kind)
    say(f"Writing the tables of {options.folder} to {out}")
    export_archive(
        options.folder,
        out,
        "excel" if options.excel else kind,
        texts=not options.no_texts,
        leave_out=options.leave_out,
        overwrite=options.overwrite,
    )
    show(f"Tables written to {out}")
    return 0
