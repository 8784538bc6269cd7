"""`luksia-nlp models list`, `download` and `check`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from luksia_nlp.cli.options import help_of, show


def add_models(commands: Any) -> None:
    """Add the commands to the parser."""
    models = commands.add_parser(
        "models",
        help="see, check and download the engines' models",
        description="The Finnish models of every engine. An analysis never downloads anything.",
        **help_of("models"),
    )
    actions = models.add_subparsers(dest="action", required=True, metavar="ACTION")
    listed = actions.add_parser(
        "list",
        help="show what is installed",
        description="Print the models that are installed: for which engine, how large, under which licence, "
        "and where.",
        **help_of("models list"),
    )
    download = actions.add_parser(
        "download",
        help="download Stanza's Finnish models",
        description="Download Stanza's Finnish models, each file with its checksum. Needs a network; on a "
        "machine without one, copy the folder from another and set model to it.",
        **help_of("models download"),
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
        **help_of("models check"),
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


def models(options: argparse.Namespace) -> int:
    """List, download or check models; the exit code."""
    from luksia_nlp.engines.models import check_models, download_models, installed_models

    if options.action == "download":
        show(f"Models in {download_models(options.package, options.dir, options.source)}")
        return 0
    if options.action == "list":
        for row in installed_models(options.dir).to_dict("records"):
            show(f"{row['engine']}: {row['model']} {row['version']}, {row['size_mb']} MB")
            show(f"    {row['licence']}")
            show(f"    {row['folder']}")
        return 0
    checked = check_models(options.model, options.dir)
    for row in checked.to_dict("records"):
        show(f"{row['engine']}: {row['model']}: {row['problem'] or 'works'}")
    return 2 if checked["problem"].any() else 0
