"""`python -m luksia_nlp.training.averaging RUN RUN ...`: one model that is the mean of several runs.

The runs must go on from one another's model, or start from the same one: their weights then lie in one
valley, and their mean is better than each (Wortsman et al. 2022, https://arxiv.org/abs/2203.05482). So is the
mean with what they began with, where that could do something that they have half forgotten (Wortsman et al.
2022, https://arxiv.org/abs/2109.01903).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from luksia_nlp.errors import RecognizerError, TrainingError
from luksia_nlp.recognizer.decoding import tag_names
from luksia_nlp.recognizer.manifest import read_manifest
from luksia_nlp.training.commands import finished
from luksia_nlp.training.corpus import Sentence, read_sentences
from luksia_nlp.training.export import export
from luksia_nlp.training.recipe import Recipe
from luksia_nlp.training.start import Start
from luksia_nlp.training.trainer import CHECKPOINT, Trained, f1_on, kept_start
from luksia_nlp.version import __version__


def averaged(runs: Sequence[Path], dev: Sequence[Sentence], from_start: float = 0.0) -> Trained:
    """The mean of the averaged weights of several runs.

    Args:
        runs: The runs' folders, as `train` wrote them.
        dev: The sentences to measure on.
        from_start: The share of the model that the first run began with, 0 to 1.

    Raises:
        TrainingError: A folder holds no run, the runs' models differ in labels, vocabulary or size, or a
            share is asked for of a model that knows other labels.
    """
    if not 0 <= from_start <= 1:
        raise TrainingError(
            f"The share of the model that the runs began with must be 0 to 1, not {from_start}."
        )
    starts, states = zip(*(_read(run) for run in runs), strict=True)
    fingerprint = states[0]["fingerprint"]
    labels = fingerprint["labels"]
    for run, start, state in zip(runs[1:], starts[1:], states[1:], strict=True):
        if not _alike(starts[0], start) or state["fingerprint"]["labels"] != labels:
            message = f"{run}: has another vocabulary, other word vectors or other labels than {runs[0]}."
            raise TrainingError(f"{message} Train one on from the other's model (--model) to average them.")
    if from_start and list(starts[0].labels) != labels:
        message = f"{runs[0]}: began with a model that knows other labels, so that none of it can be kept."
        raise TrainingError(f"{message} Leave out --from-start.")
    recipe = Recipe(**{key: fingerprint[key] for key in Recipe.__dataclass_fields__})
    model = starts[0].model(labels)
    start = model.state_dict()
    mean = {
        name: torch.stack([state["average"][name] for state in states]).mean(0)
        for name in states[0]["average"]
    }
    model.load_state_dict(
        {name: from_start * start[name] + (1 - from_start) * value for name, value in mean.items()}
    )
    model.eval()
    encoder = starts[0].token_encoder()
    dev_f1 = f1_on(dev, model, encoder, tag_names(labels), recipe)
    return Trained(model, encoder, labels, starts[0].pieces, starts[0].table, starts[0].scale, recipe, dev_f1)


def _read(run: Path) -> tuple[Start, dict[str, Any]]:
    start = kept_start(run)
    path = run / CHECKPOINT
    if start is None or not path.exists():
        raise TrainingError(f"{run}: holds no training run; give the folder `run` that training wrote.")
    return start, torch.load(path, weights_only=True, map_location="cpu")


def _origin(run: Path) -> dict[str, Any]:
    """What the run's own model says of itself, where it lies beside the run as training left it."""
    try:
        return dict(read_manifest(run.parent / "model").origin)
    except RecognizerError:  # the run has not ended
        _, state = _read(run)
        return {"recipe": state["fingerprint"], "stopped_after_epoch": state["epoch"]}


def _alike(one: Start, other: Start) -> bool:
    return one.pieces == other.pieces and np.array_equal(one.table, other.table)


def main(argv: Sequence[str] | None = None) -> int:
    """Average some runs and export the model; 0 where it went well."""
    parser = argparse.ArgumentParser(prog="python -m luksia_nlp.training.averaging", description=__doc__)
    parser.add_argument("runs", nargs="+", type=Path, metavar="RUN", help="folders `run` of trainings")
    parser.add_argument("--dev", type=Path, required=True, help="the file to measure on")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model")
    parser.add_argument("--name", default="own", help="what the model calls itself; default own")
    share = "share of the model that the runs began with, so that little of it is lost; default 0"
    parser.add_argument("--from-start", type=float, default=0.0, help=share)
    options = parser.parse_args(argv)

    def work() -> None:
        dev = read_sentences(options.dev)
        origin = {
            "name": options.name,
            "made_by": f"luksia_nlp {__version__}",
            "mean_of": [_origin(run) for run in options.runs],
            "from_start": options.from_start,
        }
        export(averaged(options.runs, dev, options.from_start), options.out, dev, origin)

    return finished(work)


if __name__ == "__main__":
    sys.exit(main())
