"""The command line. It stays thin: what it does, `luksia_nlp.Analyzer` does."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luksia_nlp.version import __version__

if TYPE_CHECKING:
    from luksia_nlp.settings import Settings

EXIT_CODES = """\
exit codes:
  0  every article was analysed
  1  some articles could not be analysed; the table `failures` says which and why
  2  the command line is wrong, or a setting, a source, the model or the output folder: nothing was written
  3  a fault in luksia-nlp itself: nothing was written
  130  interrupted
"""
# What each command is called with, for its help; also the examples of docs/cli.md.
_EXAMPLES = {
    "": "luksia-nlp analyze uutiset --out taulut",
    "analyze": "luksia-nlp analyze uutiset --out taulut\n"
    "luksia-nlp analyze 2025.csv 2026.jsonl --out taulut --format csv --settings asetukset.toml",
    "themes": "luksia-nlp themes check teemat.toml uutiset",
    "themes check": "luksia-nlp themes check teemat.toml uutiset",
    "themes suggest": "luksia-nlp themes suggest teemat.toml uutiset",
    "models": "luksia-nlp models list",
    "models list": "luksia-nlp models list",
    "models download": "luksia-nlp models download default",
    "models check": "luksia-nlp models check stanza-mallit",
    "compare": "luksia-nlp compare uutiset --engines spacy,stanza=stanza-mallit --out erot.csv",
}


def build_parser() -> argparse.ArgumentParser:
    """The parser of the command line, from which docs/cli.md is generated."""
    parser = argparse.ArgumentParser(
        prog="luksia-nlp",
        description="People, organisations, places and themes from Finnish news texts, as tidy tables.",
        **_help_of("", EXIT_CODES),
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    analyze = commands.add_parser(
        "analyze",
        aliases=["analyse"],
        help="analyse articles and write the tables",
        description="Analyse articles and write one table for each kind of thing found.",
        **_help_of("analyze", EXIT_CODES),
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
    analyze.add_argument("--settings", type=Path, metavar="FILE", help="a TOML file of settings")
    _add_themes(commands)
    _add_models(commands)
    _add_compare(commands)
    return parser


def _help_of(command: str, more: str = "") -> dict[str, Any]:
    """The end of a command's help: examples, and what else there is to say."""
    lines = "".join(f"  {line}\n" for line in _EXAMPLES[command].splitlines())
    title = "example" if lines.count("\n") == 1 else "examples"
    epilog = f"{title}:\n{lines}" + (f"\n{more}" if more else "")
    return {"epilog": epilog, "formatter_class": argparse.RawDescriptionHelpFormatter}


def _add_themes(commands: Any) -> None:
    themes = commands.add_parser(
        "themes",
        help="work on a theme file",
        description="See what a theme file catches, and what could be added to it.",
        **_help_of("themes"),
    )
    actions = themes.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser(
        "check",
        help="run a theme file over texts",
        description="Print the hits of a theme file in some texts, sentences just below its thresholds, and "
        "terms that never matched. All mistakes in the file are reported at once.",
        **_help_of("themes check"),
    )
    suggest = actions.add_parser(
        "suggest",
        help="propose words and sentences for a theme file",
        description="Print words that are distinctive of a theme's sentences in an archive, and sentences "
        "like its own, for a person to accept or refuse.",
        **_help_of("themes suggest"),
    )
    for action in (check, suggest):
        action.add_argument(
            "file", metavar="FILE", help="a theme file (TOML), or luksia or news for one that comes with it"
        )
        action.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="files or folders of articles"
        )
        action.add_argument("--settings", type=Path, metavar="FILE", help="a TOML file of settings")


def _add_models(commands: Any) -> None:
    models = commands.add_parser(
        "models",
        help="see, check and download the engines' models",
        description="The Finnish models of every engine. An analysis never downloads anything.",
        **_help_of("models"),
    )
    actions = models.add_subparsers(dest="action", required=True, metavar="ACTION")
    listed = actions.add_parser(
        "list",
        help="show what is installed",
        description="Print the models that are installed: for which engine, how large, under which licence, "
        "and where.",
        **_help_of("models list"),
    )
    download = actions.add_parser(
        "download",
        help="download Stanza's Finnish models",
        description="Download Stanza's Finnish models, each file with its checksum. Needs a network; on a "
        "machine without one, copy the folder from another and set model to it.",
        **_help_of("models download"),
    )
    download.add_argument(
        "package", nargs="?", default="default", metavar="PACKAGE", help="of Stanza (default: default)"
    )
    download.add_argument(
        "--from", dest="source", metavar="URL", help="the address of a copy of Stanza's resources"
    )
    check = actions.add_parser(
        "check",
        help="load models and try them",
        description="Load models as an analysis would, and try each on a sentence. The exit code is 2 where "
        "one cannot be used.",
        **_help_of("models check"),
    )
    check.add_argument(
        "model",
        nargs="?",
        metavar="MODEL",
        help="a model of Stanza, a folder or a package (default: everything that is installed)",
    )
    for action in (listed, download, check):
        action.add_argument(
            "--dir", type=Path, metavar="DIR", help="the folder of Stanza's models (default: Stanza's own)"
        )


def _add_compare(commands: Any) -> None:
    compare = commands.add_parser(
        "compare",
        help="set what two engines find side by side",
        description="Read articles with two engines and print how far they agree, and on what they do not.",
        **_help_of("compare"),
    )
    compare.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files or folders of articles")
    compare.add_argument(
        "--engines",
        default="spacy,stanza",
        metavar="FIRST,SECOND",
        help="the two engines, each with its model where it is not the default one: spacy,stanza=FOLDER "
        "(default: spacy,stanza)",
    )
    compare.add_argument("--settings", type=Path, metavar="FILE", help="a TOML file of settings for both")
    compare.add_argument(
        "--out", "--output", type=Path, metavar="FILE", help="a CSV file to write every disagreement to"
    )
    compare.add_argument("--overwrite", action="store_true", help="replace FILE where it is there")


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

    commands = {
        "analyze": _analyze,
        "analyse": _analyze,
        "themes": _themes,
        "models": _models,
        "compare": _compare,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("always", LuksiaWarning)
        warnings.showwarning = _show_warning
        try:
            return commands[options.command](options)
        except LuksiaError as error:
            _complain(str(error))
            return 2
        except KeyboardInterrupt:
            _complain("interrupted; nothing was written.")
            return 130
        except Exception:
            traceback.print_exc()
            _complain("a fault in luksia-nlp itself; nothing was written. Please report the lines above.")
            return 3


def _show_warning(message: Warning | str, *_: Any, **__: Any) -> None:
    _complain(str(message))


def _complain(text: str) -> None:
    print(f"luksia-nlp: {text}", file=sys.stderr, flush=True)


def _print(text: object) -> None:
    """Print a result; who listens may have heard enough (`| head`), or the disk may be full."""
    try:
        print(text, flush=True)
    except OSError as error:
        # What is left in the buffer must not fail once more when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            _complain(f"standard output cannot be written to: {error.strerror or error}.")


def _analyze(options: argparse.Namespace) -> int:
    _say_first(options)
    from luksia_nlp.analyzer import kept_analyzer
    from luksia_nlp.display.summary import summary
    from luksia_nlp.reading.progress import say
    from luksia_nlp.tables.storage import check_folder

    settings = _settings(options)
    check_folder(options.out, options.overwrite)
    _refuse_input(options.out, options.paths)
    _say_count(options)
    analysis = kept_analyzer(settings, tell=say).analyze(_source(options), progress=True)
    if options.format == "csv":
        analysis.to_csv(options.out, options.overwrite)
    else:
        analysis.to_parquet(options.out, options.overwrite)
    _print(summary(analysis))
    _print(f"Tables written to {options.out}")
    return 1 if len(analysis.failures) else 0


def _refuse_input(out: Path, paths: Iterable[Path]) -> None:
    from luksia_nlp.errors import OutputError

    for path in paths:
        if out.resolve() == path.resolve():
            raise OutputError(
                f"{out}: is where the articles are read from; write the tables to another folder."
            )


def _themes(options: argparse.Namespace) -> int:
    _say_first(options)
    from luksia_nlp.reading.progress import say
    from luksia_nlp.themes.checking import check_themes, suggest_themes
    from luksia_nlp.themes.definitions import load_themes

    settings = _settings(options)
    load_themes(options.file)  # its mistakes are told before the models load
    _say_count(options)
    say("Loading the models")
    work = check_themes if options.action == "check" else suggest_themes
    _print(work(options.file, _source(options), settings, progress=True))
    return 0


def _models(options: argparse.Namespace) -> int:
    from luksia_nlp.engines.models import check_models, download_models, installed_models

    if options.action == "download":
        _print(f"Models in {download_models(options.package, options.dir, options.source)}")
        return 0
    if options.action == "list":
        for row in installed_models(options.dir).to_dict("records"):
            _print(f"{row['engine']}: {row['model']} {row['version']}, {row['size_mb']} MB")
            _print(f"    {row['licence']}")
            _print(f"    {row['folder']}")
        return 0
    checked = check_models(options.model, options.dir)
    for row in checked.to_dict("records"):
        _print(f"{row['engine']}: {row['model']}: {row['problem'] or 'works'}")
    return 2 if checked["problem"].any() else 0


def _compare(options: argparse.Namespace) -> int:
    _say_first(options)
    from luksia_nlp.comparison import compare
    from luksia_nlp.reading.progress import say

    settings = _settings(options)
    if options.out:
        _check_file(options.out, options.overwrite)
    _say_count(options)
    say("Loading the models of both engines")
    comparison = compare(_source(options), options.engines.split(","), settings, progress=True)
    _print(comparison)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        comparison.disagreements.to_csv(options.out, index=False)
        _print(f"Disagreements written to {options.out}")
    return 0


def _settings(options: argparse.Namespace) -> Settings:
    from luksia_nlp.settings import Settings

    return Settings.from_toml(options.settings) if options.settings else Settings()


def _say_first(options: argparse.Namespace) -> None:
    """The first words, before anything that takes time is loaded."""
    from luksia_nlp.reading.progress import say

    say(f"luksia-nlp {__version__}: looking for articles in {', '.join(map(str, options.paths))}")


def _say_count(options: argparse.Namespace) -> None:
    """How many articles there are in all paths; a wrong path fails here, before any model loads."""
    from luksia_nlp.reading.files import count_articles
    from luksia_nlp.reading.progress import say

    count = sum(map(count_articles, options.paths))
    say("1 article" if count == 1 else f"{count:,} articles")


def _source(options: argparse.Namespace) -> Path | list[Path]:
    """What to analyse; identifiers of articles in one of several paths begin with the path."""
    paths: list[Path] = options.paths
    return paths[0] if len(paths) == 1 else paths


def _check_file(path: Path, overwrite: bool) -> None:
    from luksia_nlp.errors import OutputError
    from luksia_nlp.tables.storage import check_folder

    check_folder(
        path.parent, overwrite=True
    )  # a file beside the tables of an analysis takes nothing from them
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it, such as {path / 'disagreements.csv'}.")
    if path.exists() and not overwrite:
        raise OutputError(f"{path}: is there already; name another file, or say --overwrite.")
