"""The network that judges themes, in PyTorch: an encoder of sentences that gives two vectors of each.

What a sentence speaks of (its subject) and what it says of that (its stance) are two turns of the mean of
the encoder's last states. A theme is a few sentences, read by the same encoder, as in prototypical networks
(Snell, Swersky and Zemel 2017, https://arxiv.org/abs/1703.05175): so a theme that was never seen is judged
like those that were learned from. `luksia_nlp.themes.meaning` says the same in NumPy, and
hears counterexamples more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from sentencepiece import SentencePieceProcessor
from torch import Tensor, nn
from torch.nn import functional

from luksia_nlp.errors import TrainingError
from luksia_nlp.training.distillation import SentenceModel, in_16_bits
from luksia_nlp.training.sentence_encoder import NETWORK, PIECES, SentenceEncoder, pieces_of
from luksia_nlp.training.sentences import export_encoder
from luksia_nlp.training.start import matrices
from luksia_nlp.training.tagging_model import layers_of

# Numbers of a stance: fewer than a subject's, since there is less to say of a thing than there are things.
_STANCE_WIDTH = 96
# How much the most similar of a theme's sentences count beside the others: the shipped similarity's own.
_TEMPERATURE = 8.0
# What the numbers of a judgement begin with: shares of the densest and the mean similarity and of leaning
# to the counterexamples, and the intercept; slope and intercept of the stance. They are learned.
_SUBJECT, _STANCE = (8.0, 4.0, -2.0, -4.0), (6.0, 0.0)
# Texts that go through the encoder at once, ordered by length; only time depends on it.
_AT_ONCE = 48
# Pieces of a text that are read in training: all but one sentence in a thousand are shorter.
_MOST_PIECES = 128


class ThemeModel(nn.Module):
    """An encoder, its stances, and the numbers by which both become log odds.

    Args:
        encoder: The encoder; what it `turn`s to is the subject.
        centre: What all subjects share, which is taken away.
    """

    centre: Tensor

    def __init__(self, encoder: Any, centre: Tensor) -> None:
        super().__init__()
        self.encoder = encoder
        self.stance = nn.Linear(encoder.turn.in_features, _STANCE_WIDTH)
        self.register_buffer("centre", centre)
        self.subject_numbers = nn.Parameter(torch.tensor(_SUBJECT))
        self.stance_numbers = nn.Parameter(torch.tensor(_STANCE))

    def forward(self, rows: Sequence[Sequence[int]], drop: float = 0.0) -> tuple[Tensor, Tensor]:
        """The subjects and stances of texts, by their pieces; `drop` is the share left out at random."""
        order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
        means: list[Tensor] = []
        for first in range(0, len(order), _AT_ONCE):
            some = self.encoder.padded([rows[place] for place in order[first : first + _AT_ONCE]])
            with in_16_bits():
                means.append(self.encoder.means(some))
        places = torch.tensor(order).argsort()
        mean = functional.dropout(torch.cat(means).float()[places], drop)
        subjects = functional.normalize(self.encoder.turn(mean) - self.centre, dim=-1)
        return subjects, functional.normalize(self.stance(mean), dim=-1)

    def subject_odds(self, subjects: Tensor, own: Tensor, counter: Tensor) -> Tensor:
        """The log odds that sentences are on the subject of a theme, given by its own and counterexamples."""
        densest, mean, away, intercept = self.subject_numbers
        near = _soft_maximum(subjects @ own.T)
        odds: Tensor = (
            densest * near + mean * (subjects @ functional.normalize(own.mean(0), dim=0)) + intercept
        )
        if len(counter):
            odds = odds + away * functional.relu(_soft_maximum(subjects @ counter.T) - near)
        return odds

    def stance_odds(self, stances: Tensor, own: Tensor) -> Tensor:
        """The log odds that sentences on a theme's subject speak for it and not against it."""
        slope, intercept = self.stance_numbers
        odds: Tensor = slope * (stances @ functional.normalize(own.mean(0), dim=0)) + intercept
        return odds

    def judgement(self) -> dict[str, dict[str, float]]:
        """The numbers as the encoder's manifest has them."""
        densest, mean, counter, intercept = (round(value, 4) for value in self.subject_numbers.tolist())
        slope, stance_intercept = (round(value, 4) for value in self.stance_numbers.tolist())
        return {
            "subject": {
                "temperature": _TEMPERATURE,
                "densest": densest,
                "mean": mean,
                "counter": counter,
                "intercept": intercept,
            },
            "stance": {"slope": slope, "intercept": stance_intercept},
        }

    def encoder_state(self) -> dict[str, Any]:
        """The weights as the encoder's export takes them, with what all subjects share taken away."""
        state = {name: value.detach().numpy() for name, value in self.encoder.state_dict().items()}
        state["turn.bias"] = state["turn.bias"] - self.centre.numpy()
        return {
            **state,
            "stance.weight": self.stance.weight.detach().numpy(),
            "stance.bias": self.stance.bias.detach().numpy(),
        }


def encoder_weights(folder: Path) -> dict[str, Any]:
    """An exported encoder's weights by their names in `SentenceModel`; its 8 bits are near enough.

    Args:
        folder: The folder, as `luksia_nlp.training.sentences` or `luksia_nlp.training.themes` writes it.
    """
    graph = onnx.load(str(folder / NETWORK)).graph
    constants = {constant.name: numpy_helper.to_array(constant) for constant in graph.initializer}
    state = dict(matrices(constants))
    width = state["word.weight"].shape[1]
    weight, bias = constants["turn.weight"].T, constants["turn.bias"]
    parts = (
        {"turn": slice(width)} if len(bias) == width else {"turn": slice(width), "stance": slice(width, None)}
    )
    for part, rows in parts.items():
        state |= {f"{part}.weight": weight[rows], f"{part}.bias": bias[rows]}
    state["position.weight"] = constants["position"]
    return {name: np.array(values, np.float32) for name, values in state.items()}


def read_encoder_folder(folder: Path) -> tuple[SentenceModel, Any]:
    """An exported encoder, to be taught, and its vocabulary.

    Args:
        folder: The folder.
    """
    state = {name: values for name, values in encoder_weights(folder).items() if "stance" not in name}
    vocabulary, width = state["word.weight"].shape
    inner, positions = len(state["layers.0.inner.bias"]), len(state["position.weight"])
    model = SentenceModel(vocabulary, positions, width, inner, layers_of(state))
    model.load_state_dict({name: torch.from_numpy(values) for name, values in state.items()})
    return model, SentencePieceProcessor(model_proto=(folder / PIECES).read_bytes())


def average(folder: Path, taught: Sequence[Path]) -> None:
    """Write the mean of some taught encoders: mostly better than any of them.

    They must have begun with the same encoder (model soups, Wortsman et al. 2022,
    https://arxiv.org/abs/2203.05482).

    Args:
        folder: Where to write.
        taught: Their folders.

    Raises:
        TrainingError: One of them has not learned of themes.
    """
    encoders = [SentenceEncoder(each) for each in taught]
    judgements = [each.judgement for each in encoders if each.judgement is not None]
    if len(judgements) < len(encoders):
        raise TrainingError(
            "Only encoders that have learned of themes can be averaged; one of these has not."
        )
    states = [encoder_weights(each) for each in taught]
    mean = {name: np.mean([state[name] for state in states], axis=0) for name in states[0]}
    judgement = {
        part: {name: round(float(np.mean([each[part][name] for each in judgements])), 4) for name in numbers}
        for part, numbers in judgements[0].items()
    }
    export_encoder(folder, mean, (taught[0] / PIECES).read_bytes(), encoders[0].name, judgement)


class Pieces:
    """The pieces of texts, each text cut once.

    Args:
        processor: The vocabulary.
    """

    def __init__(self, processor: Any) -> None:
        self._processor = processor
        self._known: dict[str, list[int]] = {}

    def of(self, texts: Sequence[str]) -> list[list[int]]:
        """The pieces of each text."""
        for text in texts:
            if text not in self._known:
                self._known[text] = pieces_of(self._processor, text)[:_MOST_PIECES]
        return [self._known[text] for text in texts]


def _soft_maximum(cosines: Tensor) -> Tensor:
    """Near the largest of each row's cosines, and the nearer the more of them are large."""
    largest: Tensor = torch.logsumexp(_TEMPERATURE * cosines, 1) - math.log(cosines.shape[1])
    return largest / _TEMPERATURE
