"""`luksia-nlp themes check` and `luksia-nlp themes suggest`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from luksia_nlp.cli.options import counted_source, help_of, say_first, settings_of, show


def add_themes(commands: Any) -> None:
    """Add the commands to the parser."""
    themes = commands.add_parser(
        "themes",
        help="work on a theme file",
        description="See what a theme file catches, and what could be added to it.",
        **help_of("themes"),
    )
    actions = themes.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser(
        "check",
        help="run a theme file over texts",
        description="Print the hits of a theme file in some texts, sentences just below its thresholds, and "
        "terms that never matched. All mistakes in the file are reported at once.",
        **help_of("themes check"),
    )
    suggest = actions.add_parser(
        "suggest",
        help="propose words and sentences for a theme file",
        description="Print words that are distinctive of a theme's sentences in an archive, and sentences "
        "like its own, for a person to accept or refuse.",
        **help_of("themes suggest"),
    )
    for action in (check, suggest):
        action.add_argument(
            "file", metavar="FILE", help="a theme file (TOML), or luksia or news for one that comes with it"
        )
        action.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="files or folders of articles"
        )
        action.add_argument("--settings", type=Path, metavar="FILE", help="a TOML file of settings")


def themes(options: argparse.Namespace) -> int:
    """Print what a theme file catches, or what could be added to it; the exit code."""
    say_first(options)
    from luksia_nlp.reading.progress import say
    from luksia_nlp.themes.checking import check_themes
    from luksia_nlp.themes.definitions import load_themes
    from luksia_nlp.themes.suggesting import suggest_themes

    settings = settings_of(options)
    themes = load_themes(options.file)  # its mistakes are told before anything else takes time
    source = counted_source(options)
    say("Loading the models")
    work = check_themes if options.action == "check" else suggest_themes
    show(work(themes, source, settings, progress=True))
    return 0
