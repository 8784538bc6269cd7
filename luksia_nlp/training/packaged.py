"""`python -m luksia_nlp.training.packaged OUT --corpora FOLDER [--open]`: a model like the packaged one.

All steps in one command: two runs of the recognizer from the pretrained encoder, runs that go on from it with
texts of our own, their mean, an encoder that learns themes, and the recognizer's reading of sentences that
learns from it. With `--open` nothing is learned from Digitoday's part of TurkuONE, whose licence forbids
commercial use. A step that went well is not done again, so that a killed command goes on; a file `.done`
beside what it made says so. On two processor cores it takes most of a day.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from luksia_nlp.errors import TrainingError
from luksia_nlp.resources import packaged
from luksia_nlp.training import __main__ as names
from luksia_nlp.training import averaging, reading, sentences, themes
from luksia_nlp.training.commands import finished
from luksia_nlp.training.corpus import read_conll
from luksia_nlp.training.turku_part import turku_part, write_conll

_LOG = logging.getLogger("luksia_nlp.training")
# Seeds of the runs that go on from the first model, and of the two that teach themes.
_SEEDS, _TEACHING = (31, 32), {1: "4", 2: "3"}


class Step(NamedTuple):
    """One command of this room: what it makes, and its arguments."""

    makes: Path
    command: Callable[[Sequence[str]], int]
    arguments: Sequence[str]

    @property
    def done(self) -> Path:
        """The file that says that the step went well: what it makes may be there half made."""
        return self.makes.with_name(f"{self.makes.name}.done")


def steps(out: Path, corpora: Path, own: Path, one: Path) -> Iterator[Step]:
    """The steps in their order.

    Args:
        out: The folder for all that is made; the model is its folder `model`.
        corpora: The folder of the public corpora.
        own: The project's own folder `data/training`.
        one: TurkuONE's training part, or what of it may be learned from.
    """
    news, local = sorted(map(str, (own / "news").glob("*.txt"))), str(own / "local-news.tsv")
    dev = ["--dev", str(corpora / "turku-one" / "dev.tsv"), "--name", "luksia-fi"]
    lists = ["--lists", str(corpora / "pykko-names"), str(own / "names")]
    base, first, teacher = [str(one), local, local, local], out / "first", out / "teacher"
    yield Step(first / "model", names.main, [*base, *dev, *lists, "--epochs", "10", "--out", str(first)])
    more = ["--rate", "1e-4", "--head-rate", "5e-4", "--model", str(first / "model")]
    for seed in _SEEDS:
        told = ["--epochs", "6", "--seed", str(seed), "--out", str(out / f"run-{seed}")]
        yield Step(out / f"run-{seed}" / "model", names.main, [*base[:3], *news, *dev, *lists, *more, *told])
    runs = [str(out / f"run-{seed}" / "run") for seed in _SEEDS]
    yield Step(out / "names", averaging.main, [*runs, *dev, "--out", str(out / "names")])
    yield Step(teacher / "start", sentences.main, [str(teacher / "start"), str(one), local, "--epochs", "5"])
    alone = str(corpora / "turku-paraphrase" / "train.tsv")
    lessons = ["--lessons", str(own / "themes"), "--define", str(packaged.path("themes.toml"))]
    for seed, epochs in _TEACHING.items():
        told = ["--start", str(teacher / "start"), *lessons, "--seed", str(seed), "--epochs", epochs]
        taught = [str(teacher / str(seed)), *told, "--text", *news, str(one), alone]
        yield Step(teacher / str(seed), themes.main, taught)
    taught = [str(teacher / str(seed)) for seed in _TEACHING]
    yield Step(teacher / "mean", themes.main, [str(teacher / "mean"), "--average", *taught])
    told = ["--model", str(out / "names"), "--teacher", str(teacher / "mean"), *lessons]
    texts = ["--text", str(one), *news, local, "--alone", alone, "--name", "luksia-fi, sentences"]
    told += ["--theme-epochs", "1"]
    yield Step(out / "model", reading.main, [str(out / "model"), *told, *texts])


def _make(options: argparse.Namespace) -> None:
    one = options.corpora / "turku-one" / "train.tsv"
    if options.open:
        older = [
            s for name in ("train.tsv", "dev.tsv") for s in read_conll(options.corpora / "turku-ner" / name)
        ]
        options.out.mkdir(parents=True, exist_ok=True)
        kept, _ = turku_part(read_conll(one), older)
        one = options.out / "turku.tsv"
        write_conll(one, kept)
    for step in steps(options.out, options.corpora, options.own, one):
        if step.done.exists():
            _LOG.info("%s is there", step.makes)
            continue
        if step.command(step.arguments):
            raise TrainingError(f"{step.makes} could not be made; what is wrong is told above.")
        step.done.touch()


def main(argv: Sequence[str] | None = None) -> int:
    """Make a model in the folder given; 0 where it went well."""
    parser = argparse.ArgumentParser(prog="python -m luksia_nlp.training.packaged", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for all that is made")
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the public corpora")
    own = "the project's own training data; default data/training"
    parser.add_argument("--own", type=Path, default=Path("data/training"), help=own)
    parser.add_argument("--open", action="store_true", help="learn nothing from Digitoday's texts")
    options = parser.parse_args(argv)
    return finished(lambda: _make(options))


if __name__ == "__main__":
    sys.exit(main())
