"""`luksia-nlp archive`."""

from __future__ import annotations

import argparse
import signal
from pathlib import Path
from typing import Any

from luksia_nlp.cli.archive_export import add_export, export
from luksia_nlp.cli.options import (
    add_reading,
    complain,
    help_of,
    say_first,
    settings_of,
    show,
)

_EXIT_CODES = """\
exit codes:
  0  every article of the archive was analysed; of a share (--shard): its work is done
  1  some articles could not be analysed; the table `failures` says which and why
  2  the command line is wrong, or a setting, a source, the model or the folder; what was done before is kept
  3  a fault in luksia-nlp itself; what was done before is kept
  130  interrupted; what was done is kept, and the same command goes on
"""


def add_archive(commands: Any) -> None:
    """Add the command and its actions to the parser."""
    archive = commands.add_parser(
        "archive",
        help="analyse an archive that may be stopped and resumed",
        description="Analyse thousands or millions of articles, in several processes or on several machines.",
        **help_of("archive"),
    )
    actions = archive.add_subparsers(dest="action", required=True, metavar="ACTION")
    run = actions.add_parser(
        "run",
        help="analyse what is new or left to do",
        description="Analyse the articles of some files and folders, shard by shard, into DIR. A run that "
        "was stopped or killed goes on where it was when the same command is given again; articles that were "
        "added or changed since are analysed alone.",
        **help_of("archive run", _EXIT_CODES),
    )
    run.add_argument(
        "paths", nargs="+", type=Path, metavar="SOURCE", help="a file of articles or a folder of such files"
    )
    run.add_argument(
        "--out", "--output", required=True, type=Path, metavar="DIR", help="the folder of the archive"
    )
    run.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help="processes that analyse (default: as many as processors and memory allow)",
    )
    run.add_argument(
        "--shard",
        metavar="I/N",
        help="take the I-th of N shares of the work, as one process of an array; a last run without it makes "
        "the tables",
    )
    run.add_argument(
        "--dask",
        metavar="ADDRESS",
        help="have the workers of a Dask cluster analyse: a scheduler's address or the path of its file",
    )
    add_reading(run)
    add_export(actions)


def archive(options: argparse.Namespace) -> int:
    """Do what was asked with an archive; the exit code."""
    return _run(options) if options.action == "run" else export(options)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _run(options: argparse.Namespace) -> int:
    say_first(options)
    from luksia_nlp.archive.running import run_archive

    paths: list[Path] = options.paths
    before = signal.signal(signal.SIGTERM, _interrupt)  # as Slurm ends what is out of time
    try:
        report = run_archive(
            paths[0] if len(paths) == 1 else paths,
            options.out,
            settings_of(options),
            options.workers,
            options.shard,
            options.dask,
            progress=True,
        )
    except KeyboardInterrupt:
        complain(f"stopped; what is done is kept in {options.out}. Give the same command to go on.")
        return 130
    finally:
        signal.signal(signal.SIGTERM, before)
    show(report)
    return 1 if report.n_failures else 0  # a share leaves its failures to the last run
