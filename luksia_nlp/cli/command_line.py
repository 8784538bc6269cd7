"""The parser of all commands, and what runs them."""

from __future__ import annotations

import argparse
import traceback
import warnings
from collections.abc import Sequence
from typing import Any

from luksia_nlp.cli.analyze import add_analyze, analyze
from luksia_nlp.cli.archive import add_archive, archive
from luksia_nlp.cli.compare import add_compare, compare
from luksia_nlp.cli.models import add_models, models
from luksia_nlp.cli.options import EXIT_CODES, complain, help_of
from luksia_nlp.cli.report import add_report, report
from luksia_nlp.cli.themes import add_themes, themes
from luksia_nlp.version import __version__

_COMMANDS = {
    "analyze": analyze,
    "analyse": analyze,
    "archive": archive,
    "report": report,
    "themes": themes,
    "models": models,
    "compare": compare,
}


def build_parser() -> argparse.ArgumentParser:
    """The parser of the command line, from which docs/cli.md is generated."""
    parser = argparse.ArgumentParser(
        prog="luksia-nlp",
        description="People, organisations, places and themes from Finnish news texts, as tidy tables.",
        **help_of("", EXIT_CODES),
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_analyze(commands)
    add_archive(commands)
    add_report(commands)
    add_themes(commands)
    add_models(commands)
    add_compare(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: The arguments; None for those of the process.

    Returns:
        The exit code.

    Example:
        >>> main(["analyze", "ei-ole-olemassa", "--out", "ulos"])
        2
    """
    options = build_parser().parse_args(argv)
    # Loaded here: `luksia-nlp --help` needs none of it.
    from luksia_nlp.errors import LuksiaError, LuksiaWarning

    with warnings.catch_warnings():
        warnings.simplefilter("always", LuksiaWarning)
        warnings.showwarning = _show_warning
        try:
            return _COMMANDS[options.command](options)
        except LuksiaError as error:
            complain(str(error))
            return 2
        except KeyboardInterrupt:
            complain("interrupted; nothing was written.")
            return 130
        except Exception:
            traceback.print_exc()
            kept = "what was done before is kept" if options.command == "archive" else "nothing was written"
            complain(f"a fault in luksia-nlp itself; {kept}. Please report the lines above.")
            return 3


def _show_warning(message: Warning | str, *_: Any, **__: Any) -> None:
    complain(str(message))
