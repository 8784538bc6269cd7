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
    from luksia_nlp.records import Article, Failure
    from luksia_nlp.settings import Settings

EXIT_CODES = """\
exit codes:
  0  every article was analysed
  1  some articles could not be analysed; the table `failures` says which and why
  2  the command line is wrong, or a setting, a source, the model or the output folder: nothing was written
  130  interrupted
"""


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
    _add_models(commands)
    _add_compare(commands)
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


def _add_models(commands: Any) -> None:
    models = commands.add_parser(
        "models",
        help="see, check and download the engines' models",
        description="The Finnish models of every engine. An analysis never downloads anything.",
    )
    actions = models.add_subparsers(dest="action", required=True, metavar="ACTION")
    listed = actions.add_parser(
        "list",
        help="show what is installed",
        description="Print the models that are installed: for which engine, how large, under which licence, "
        "and where.",
    )
    download = actions.add_parser(
        "download",
        help="download Stanza's Finnish models",
        description="Download Stanza's Finnish models, each file with its checksum. Needs a network; on a "
        "machine without one, copy the folder from another and set model to it.",
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
    compare.add_argument("--out", type=Path, metavar="FILE", help="a CSV file to write every disagreement to")


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
        commands = {"analyze": _analyze, "themes": _themes, "models": _models, "compare": _compare}
        return commands[options.command](options)
    except LuksiaError as error:
        print(f"luksia-nlp: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("luksia-nlp: interrupted; nothing was written.", file=sys.stderr)
        return 130


def _analyze(options: argparse.Namespace) -> int:
    from luksia_nlp.analyzer import Analyzer
    from luksia_nlp.summary import summary

    settings = _settings(options)
    source = _source(options)
    _check_output(options.out)
    analysis = Analyzer(settings).analyze(source, progress=True)
    if options.format == "csv":
        analysis.to_csv(options.out)
    else:
        analysis.to_parquet(options.out)
    print(summary(analysis))
    print(f"Tables written to {options.out}")
    return 1 if len(analysis.failures) else 0


def _themes(options: argparse.Namespace) -> int:
    from luksia_nlp.theme_files import load_themes
    from luksia_nlp.theme_work import check_themes, suggest_themes

    settings = _settings(options)
    load_themes(options.file)  # its mistakes are told before the models load
    source = _source(options)
    work = check_themes if options.action == "check" else suggest_themes
    print(work(options.file, source, settings))
    return 0


def _models(options: argparse.Namespace) -> int:
    from luksia_nlp.engines.models import check_models, download_models, installed_models

    if options.action == "download":
        print(f"Models in {download_models(options.package, options.dir, options.source)}")
        return 0
    if options.action == "list":
        for row in installed_models(options.dir).to_dict("records"):
            print(f"{row['engine']}: {row['model']} {row['version']}, {row['size_mb']} MB")
            print(f"    {row['licence']}")
            print(f"    {row['folder']}")
        return 0
    checked = check_models(options.model, options.dir)
    for row in checked.to_dict("records"):
        print(f"{row['engine']}: {row['model']}: {row['problem'] or 'works'}")
    return 2 if checked["problem"].any() else 0


def _compare(options: argparse.Namespace) -> int:
    from luksia_nlp.comparison import compare

    settings = _settings(options)
    source = _source(options)
    if options.out:
        _check_file(options.out)
    comparison = compare(source, options.engines.split(","), settings)
    print(comparison)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        comparison.disagreements.to_csv(options.out, index=False)
        print(f"Disagreements written to {options.out}")
    return 0


def _settings(options: argparse.Namespace) -> Settings:
    from luksia_nlp.settings import Settings

    return Settings.from_toml(options.settings) if options.settings else Settings()


def _source(options: argparse.Namespace) -> Iterator[Article | Failure]:
    """The articles of all paths; a wrong path fails here, before any model loads."""
    from luksia_nlp.articles import read_articles

    return _with_unique_ids([read_articles(path) for path in options.paths], options.paths)


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


def _check_file(path: Path) -> None:
    from luksia_nlp.errors import OutputError

    _check_output(path.parent)
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it, such as {path / 'disagreements.csv'}.")


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
