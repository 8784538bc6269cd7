"""What the commands share: their help, and what they do with their options."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luksia_nlp.version import __version__

if TYPE_CHECKING:
    from luksia_nlp.reading.sources import Counted
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
    "luksia-nlp analyze 2025.csv 2026.jsonl --out taulut --format csv --settings asetukset.toml\n"
    "luksia-nlp analyze arkisto.xlsx --out taulut --columns text=kuvaus,title=nimi\n"
    "luksia-nlp analyze uutiset --out tulokset.xlsx\n"
    "luksia-nlp analyze uutiset --out taulut --format csv --excel",
    "archive": "luksia-nlp archive run uutiset --out arkisto",
    "archive run": "luksia-nlp archive run uutiset --out arkisto\n"
    "luksia-nlp archive run 2024.jsonl.gz 2025.jsonl.gz --out arkisto --workers 8\n"
    "luksia-nlp archive run uutiset --out arkisto --shard 3/20",
    "archive export": "luksia-nlp archive export arkisto --sqlite arkisto.sqlite\n"
    "luksia-nlp archive export arkisto --csv taulut --excel --no-texts",
    "report": "luksia-nlp report arkisto --out raportti.html\n"
    "luksia-nlp report taulut --out keväällä.html --since 2025-03 --until 2025-05 --language en --no-texts",
    "themes": "luksia-nlp themes check teemat.toml uutiset",
    "themes check": "luksia-nlp themes check teemat.toml uutiset",
    "themes suggest": "luksia-nlp themes suggest teemat.toml uutiset",
    "themes teach": "luksia-nlp themes teach teemat.toml uutiset\n"
    "luksia-nlp themes teach teemat.toml uutiset --theme vetovoima --number 30",
    "models": "luksia-nlp models list",
    "models list": "luksia-nlp models list",
    "models download": "luksia-nlp models download default",
    "models check": "luksia-nlp models check stanza-mallit",
    "compare": "luksia-nlp compare uutiset --engines spacy,stanza=stanza-mallit --out erot.csv",
}


def help_of(command: str, more: str = "") -> dict[str, Any]:
    """The end of a command's help: examples, and what else there is to say."""
    lines = "".join(f"  {line}\n" for line in _EXAMPLES[command].splitlines())
    title = "example" if lines.count("\n") == 1 else "examples"
    epilog = f"{title}:\n{lines}" + (f"\n{more}" if more else "")
    return {"epilog": epilog, "formatter_class": argparse.RawDescriptionHelpFormatter}


def complain(text: str) -> None:
    """Say on standard error what is wrong."""
    print(f"luksia-nlp: {text}", file=sys.stderr, flush=True)


def show(text: object) -> None:
    """Print a result; who listens may have heard enough (`| head`), or the disk may be full."""
    try:
        print(text, flush=True)
    except OSError as error:
        # What is left in the buffer must not fail once more when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            complain(f"standard output cannot be written to: {error.strerror or error}.")


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the options of every command that reads articles; `settings_of` reads them."""
    parser.add_argument("--settings", type=Path, metavar="FILE", help="a TOML file of settings")
    parser.add_argument(
        "--columns",
        metavar="FIELD=COLUMN,...",
        help="which columns of tables hold what, where their names do not say so: "
        "text=leipäteksti,title=otsikko (fields: text, title, lead, article_id, published, source, author, "
        "section, url)",
    )


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings that a command was given: of its file, and its columns in the place of that file's.

    Raises:
        SettingsError: The file or the columns are wrong.
    """
    from luksia_nlp.settings import Settings

    settings = Settings.from_toml(options.settings) if options.settings else Settings()
    return settings if options.columns is None else replace(settings, columns=options.columns)


def say_first(options: argparse.Namespace) -> None:
    """The first words, before anything that takes time is loaded."""
    from luksia_nlp.reading.progress import say

    say(f"luksia-nlp {__version__}: looking for articles in {', '.join(map(str, options.paths))}")


def counted_source(options: argparse.Namespace, settings: Settings) -> Counted:
    """What to analyse, counted; a wrong path fails here, before any model loads.

    Identifiers of articles in one of several paths begin with the path.
    """
    from luksia_nlp.reading.files import count_articles
    from luksia_nlp.reading.progress import say
    from luksia_nlp.reading.sources import Counted

    paths: list[Path] = options.paths
    count = sum(count_articles(path, settings) for path in paths)
    say("1 article" if count == 1 else f"{count:,} articles")
    return Counted(paths[0] if len(paths) == 1 else paths, count)
