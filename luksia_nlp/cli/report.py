"""`luksia-nlp report`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luksia_nlp.cli.options import help_of, show

if TYPE_CHECKING:
    from luksia_nlp.analysis import Analysis
    from luksia_nlp.reading.where import Where

# Options that choose articles, each the condition of its name.
_CONDITIONS = ("since", "until", "theme", "entity")


def add_report(commands: Any) -> None:
    """Add the command to the parser."""
    report = commands.add_parser(
        "report",
        help="make one page of charts, figures and marked articles",
        description="Make a report of what was analysed: one HTML page that needs nothing but itself, with "
        "charts, figures traced to their articles, quotes by theme and the marked articles to search.",
        **help_of("report"),
    )
    report.add_argument(
        "folder", type=Path, metavar="DIR", help="the folder of an archive, or of tables that analyze wrote"
    )
    report.add_argument(
        "--out", "--output", required=True, type=Path, metavar="FILE", help="the page to write"
    )
    report.add_argument("--language", choices=("fi", "en"), default="fi", help="of the page (default: fi)")
    report.add_argument("--title", metavar="TEXT", help="what the report is called")
    report.add_argument(
        "--no-texts",
        action="store_true",
        help="leave out the articles' texts and the words of quotes, where they may not be shown",
    )
    report.add_argument("--since", metavar="DATE", help="only articles from this day, month or year on")
    report.add_argument("--until", metavar="DATE", help="only articles to the end of this day, month or year")
    report.add_argument("--theme", metavar="THEME", help="only articles in which this theme is present")
    report.add_argument("--entity", metavar="NAME", help="only articles that name this person or thing")
    report.add_argument("--overwrite", action="store_true", help="replace a file that is there")


def report(options: argparse.Namespace) -> int:
    """Make a report; the exit code."""
    from luksia_nlp.display.charts.drawing import check_installed
    from luksia_nlp.display.report.page import check_page
    from luksia_nlp.errors import SettingsError
    from luksia_nlp.reading.progress import say
    from luksia_nlp.reading.where import Where

    check_installed("altair", "networkx", "vl_convert")
    check_page(options.out, options.overwrite)
    say(f"luksia-nlp: reading {options.folder}")
    where = Where(**{name: getattr(options, name) for name in _CONDITIONS})
    analysis = _part(options.folder, where)
    if analysis.articles.empty and where:
        raise SettingsError(f"{options.folder}: no article meets the conditions: {where}.")
    say(f"Drawing the report of {len(analysis.articles):,} articles")
    analysis.to_html(
        options.out,
        options.overwrite,
        language=options.language,
        texts=not options.no_texts,
        title=options.title,
    )
    show(f"Report written to {options.out}")
    return 0


def _part(folder: Path, where: Where) -> Analysis:
    """The articles that are asked for, of an archive or of tables in either format."""
    from luksia_nlp.analysis import Analysis
    from luksia_nlp.archive.opening import open_archive
    from luksia_nlp.errors import TableError
    from luksia_nlp.records import ARCHIVE_MANIFEST, RESULT_MANIFEST

    if (folder / RESULT_MANIFEST).is_file():
        return Analysis.read(folder).part(where)
    is_archive = (folder / "tables").is_dir() or (folder / ARCHIVE_MANIFEST).is_file()
    if folder.exists() and not is_archive:
        raise TableError(
            f"{folder}: holds neither tables nor an archive. Analyse first, and give the folder that this "
            f"writes: luksia-nlp analyze {folder} --out tables"
        )
    return open_archive(folder).analysis(where)
