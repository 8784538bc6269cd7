"""The command line. It stays thin: what it does, `luksia_nlp.Analyzer` does."""

from __future__ import annotations

import argparse
import itertools
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luksia_nlp import __version__

if TYPE_CHECKING:
    from luksia_nlp.analysis import Analysis
    from luksia_nlp.records import Article, Failure
    from luksia_nlp.theme_work import ThemeCheck, ThemeSuggestions

EXIT_CODES = """\
exit codes:
  0  every article was analysed
  1  some articles could not be analysed; the table `failures` says which and why
  2  the command line is wrong, or a setting, a source, the model or the output folder: nothing was written
  130  interrupted
"""
# How many of the most mentioned things, and of failures, the summary shows.
_SHOWN = 5


def build_parser() -> argparse.ArgumentParser:
    """The parser of the command line, from which docs/cli.md is generated."""
    parser = argparse.ArgumentParser(
        prog="luksia-nlp",
        description="People, organisations, places and themes from Finnish news texts, as tidy tables.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    analyze = commands.add_parser(
        "analyze",
        help="analyse articles and write the tables",
        description="Analyse articles and write one table for each kind of thing found.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    analyze.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="a file of articles (.txt, .md, .jsonl, .csv, .parquet) or a folder of such files",
    )
    analyze.add_argument(
        "--out", required=True, type=Path, metavar="DIR", help="the folder to write the tables to"
    )
    analyze.add_argument(
        "--format", choices=("parquet", "csv"), default="parquet", help="of the tables (default: parquet)"
    )
    analyze.add_argument("--settings", type=Path, metavar="FILE", help="a TOML file of settings")
    _add_themes(commands)
    return parser


def _add_themes(commands: Any) -> None:
    themes = commands.add_parser(
        "themes",
        help="work on a theme file",
        description="See what a theme file catches, and what could be added to it.",
    )
    actions = themes.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser(
        "check",
        help="run a theme file over texts",
        description="Print the hits of a theme file in some texts, sentences just below its thresholds, and "
        "terms that never matched. All mistakes in the file are reported at once.",
    )
    suggest = actions.add_parser(
        "suggest",
        help="propose words and sentences for a theme file",
        description="Print words that are distinctive of a theme's sentences in an archive, and sentences "
        "like its own, for a person to accept or refuse.",
    )
    for action in (check, suggest):
        action.add_argument(
            "file", metavar="FILE", help="a theme file (TOML), or luksia or news for one that comes with it"
        )
        action.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="files or folders of articles"
        )
        action.add_argument("--settings", type=Path, metavar="FILE", help="a TOML file of settings")


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
    from luksia_nlp.errors import LuksiaError

    try:
        if options.command == "themes":
            print(_themes(options))
            return 0
        analysis = _analyze(options)
    except LuksiaError as error:
        print(f"luksia-nlp: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("luksia-nlp: interrupted; nothing was written.", file=sys.stderr)
        return 130
    print(summary(analysis))
    print(f"Tables written to {options.out}")
    return 1 if len(analysis.failures) else 0


def _analyze(options: argparse.Namespace) -> Analysis:
    from luksia_nlp.analyzer import Analyzer
    from luksia_nlp.articles import read_articles
    from luksia_nlp.settings import Settings

    settings = Settings.from_toml(options.settings) if options.settings else Settings()
    sources = [read_articles(path) for path in options.paths]  # a wrong path fails before the model loads
    _check_output(options.out)
    analyzer = Analyzer(settings)
    analysis = analyzer.analyze(_with_unique_ids(sources, options.paths), progress=True)
    if options.format == "csv":
        analysis.to_csv(options.out)
    else:
        analysis.to_parquet(options.out)
    return analysis


def _themes(options: argparse.Namespace) -> ThemeCheck | ThemeSuggestions:
    from luksia_nlp.articles import read_articles
    from luksia_nlp.settings import Settings
    from luksia_nlp.theme_files import load_themes
    from luksia_nlp.theme_work import check_themes, suggest_themes

    settings = Settings.from_toml(options.settings) if options.settings else Settings()
    load_themes(options.file)  # its mistakes are told before the models load
    source = _with_unique_ids([read_articles(path) for path in options.paths], options.paths)
    work = check_themes if options.action == "check" else suggest_themes
    return work(options.file, source, settings)


def _with_unique_ids(
    sources: Iterable[Iterator[Article | Failure]], paths: Sequence[Path]
) -> Iterator[Article | Failure]:
    """The articles of all paths; of several, their identifiers begin with the path they came from."""
    from dataclasses import replace

    if len(paths) == 1:
        yield from itertools.chain.from_iterable(sources)
        return
    for path, source in zip(paths, sources, strict=True):
        for article in source:
            yield replace(article, article_id=f"{path.as_posix()}/{article.article_id}")


def _check_output(folder: Path) -> None:
    """Fail before hours of work, not after them, where the tables could not be written."""
    from luksia_nlp.errors import OutputError

    parent = next(parent for parent in (folder.absolute(), *folder.absolute().parents) if parent.exists())
    if not parent.is_dir():
        raise OutputError(f"{folder}: the tables cannot be written there: {parent} is not a folder.")
    if not os.access(parent, os.W_OK):
        raise OutputError(
            f"{folder}: the tables cannot be written there: no permission to write to {parent}."
        )


def summary(analysis: Analysis) -> str:
    """A short text of what was found: counts, the most named things, articles by theme, failures.

    Example:
        >>> from luksia_nlp import analyze
        >>> print(summary(analyze("Timo Virtanen opettaa Lohjalla.")).splitlines()[0])
        1 article, 1 sentence, 2 mentions of names
    """
    articles, failures = analysis.articles, analysis.failures
    lines = [
        ", ".join(
            (
                _count(len(articles), "article"),
                _count(len(analysis.sentences), "sentence"),
                f"{_count(len(analysis.mentions), 'mention')} of names",
            )
        )
    ]
    for title, table in (
        ("People", analysis.people),
        ("Organisations", analysis.organisations),
        ("Places", analysis.places),
    ):
        most = [
            f"{name} ({n})" for name, n in table[["name", "n_mentions"]].head(_SHOWN).itertuples(index=False)
        ]
        lines.append(f"{title + ':':<15}{len(table):>5}   {', '.join(most)}")
    present = analysis.article_themes.groupby("theme", sort=False)["present"].sum()
    shown = ", ".join(f"{theme} {n}" for theme, n in present.items())
    lines.append(f"Articles by theme:     {shown}")
    if len(failures):
        lines.append(f"Not analysed:  {len(failures):>5}")
        columns = failures[["article_id", "stage", "message"]].head(_SHOWN)
        lines += [
            f"  {name} ({stage}): {message}" for name, stage, message in columns.itertuples(index=False)
        ]
        if len(failures) > _SHOWN:
            lines.append(f"  ... and {len(failures) - _SHOWN} more in the table failures")
    return "\n".join(lines)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
