"""`python -m luksia_nlp.training`: train the recognizer from annotated sentences."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from luksia_nlp.errors import LuksiaError
from luksia_nlp.training.corpus import read_conll
from luksia_nlp.training.trainer import Recipe, train


def main(argv: Sequence[str] | None = None) -> int:
    """Run one training; 0 where it went well."""
    options = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    given = {field.name: getattr(options, field.name) for field in fields(Recipe)}
    recipe = Recipe(**{name: value for name, value in given.items() if value is not None})
    try:
        corpus = [sentence for path in options.corpus for sentence in read_conll(path)]
        train(corpus, read_conll(options.dev), options.out / "run", recipe, options.lists)
    except LuksiaError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m luksia_nlp.training", description=__doc__)
    parser.add_argument("corpus", nargs="+", type=Path, help="CoNLL files: token, tab, IOB2 tag")
    parser.add_argument("--dev", type=Path, required=True, help="the CoNLL file to measure on")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the model")
    parser.add_argument("--lists", type=Path, help="folder of name lists to swap names with")
    kinds = {"int": int, "float": float, "int | None": int}
    for field in fields(Recipe):
        name = "--" + field.name.replace("_", "-")
        parser.add_argument(name, type=kinds[str(field.type)], help=f"default {field.default}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
