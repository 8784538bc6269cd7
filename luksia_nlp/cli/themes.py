"""`luksia-nlp themes check`, `luksia-nlp themes suggest` and `luksia-nlp themes teach`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luksia_nlp.cli.asking import answers_to
from luksia_nlp.cli.options import add_reading, counted_source, help_of, say_first, settings_of, show

if TYPE_CHECKING:
    from luksia_nlp.settings import Settings


def add_themes(commands: Any) -> None:
    """Add the commands to the parser."""
    themes = commands.add_parser(
        "themes",
        help="work on a theme file",
        description="See what a theme file catches, what could be added to it, and how often it is right.",
        **help_of("themes"),
    )
    actions = themes.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser(
        "check",
        help="run a theme file over texts",
        description="Print the hits of a theme file in some texts, sentences just below its thresholds, "
        "terms that never matched, weak examples, and sentences of the file that contradict each other. All "
        "mistakes in the file are reported at once.",
        **help_of("themes check"),
    )
    suggest = actions.add_parser(
        "suggest",
        help="propose words and sentences for a theme file",
        description="Print words that are distinctive of a theme's sentences in an archive, and sentences "
        "like its own, for a person to accept or refuse.",
        **help_of("themes suggest"),
    )
    teach = actions.add_parser(
        "teach",
        help="mark sentences, to estimate a theme file's precision and teach it",
        description="Show sentences of an archive one by one, take yes (k or y) or no (e or n) for each, "
        "write them into the theme file as examples and counterexamples, and print the estimated precision "
        "and how the figures moved. s skips a sentence; q stops, and what was answered is kept.",
        **help_of("themes teach"),
    )
    packaged = ", or luksia or news for one that comes with it"
    for action in (check, suggest, teach):
        own = "" if action is teach else packaged
        action.add_argument("file", metavar="FILE", help=f"a theme file (TOML){own}")
        action.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="files or folders of articles"
        )
        add_reading(action)
    # The default is that of `teach_themes`, which would bring pandas along.
    teach.add_argument(
        "--number", type=int, default=20, metavar="N", help="sentences a theme, at most (default: 20)"
    )
    teach.add_argument("--theme", metavar="ID", help="the one theme to ask about (default: all)")


def themes(options: argparse.Namespace) -> int:
    """Print what a theme file catches, or what could be added to it, or teach it; the exit code."""
    say_first(options)
    from luksia_nlp.reading.progress import say
    from luksia_nlp.themes.checking import check_themes
    from luksia_nlp.themes.definitions import load_themes
    from luksia_nlp.themes.suggesting import suggest_themes

    settings = settings_of(options)
    themes = load_themes(options.file)  # its mistakes are told before anything else takes time
    if options.action == "teach":
        return _teach(options, settings)
    source = counted_source(options, settings)
    say("Loading the models")
    work = check_themes if options.action == "check" else suggest_themes
    show(work(themes, source, settings, progress=True))
    return 0


def _teach(options: argparse.Namespace, settings: Settings) -> int:
    from luksia_nlp.reading.progress import say
    from luksia_nlp.themes.rewriting import check_writable
    from luksia_nlp.themes.teaching import teach_themes

    check_writable(options.file)  # before anybody marks a sentence for it
    source = counted_source(options, settings)
    say("Loading the models")
    lesson = teach_themes(
        options.file, source, settings, n=options.number, theme=options.theme, progress=True
    )
    answers = answers_to(lesson)
    if not answers:
        show("No sentence was marked; nothing was written.")
        return 0
    lesson = lesson.mark(answers)
    show(lesson)
    show(lesson.write())
    return 0
