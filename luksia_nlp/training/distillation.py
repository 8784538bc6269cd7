"""A smaller sentence encoder that gives the vectors of a larger one: half its layers, half its time.

The student begins with the teacher's lower layers and learns, from sentences without any labels, to put
them where the teacher puts them (Hinton et al. 2015, https://arxiv.org/abs/1503.02531; for sentence vectors
Reimers and Gurevych 2020, https://arxiv.org/abs/2004.09813). The teacher's vectors are centred first: what
all of them share says nothing.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from luksia_nlp.recognizer.encoding import SPECIAL
from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.training.tagging_model import EPSILON, Layer

_LOG = logging.getLogger("luksia_nlp.training")
# Pieces a step, and how much of the loss is that two sentences shall be as like each other as for the
# teacher.
_BATCH_PIECES, _PAIRS = 1536, 10.0
# Highest learning rates of the body and of the last turn, and the share of steps in which they rise. Set by
# hand, not tuned.
_RATE, _HEAD_RATE, _WARM_UP = 3e-4, 1e-3, 0.05
# Sentences from which the last turn is computed before training begins, and how far it is held back.
_FIRST_FIT, _RIDGE = 8_000, 0.01
# The longest gradient of a step.
_LONGEST = 1.0
# Steps between two lines of the log.
_LOGGED_STEPS = 50

_T = TypeVar("_T")


class SentenceModel(nn.Module):
    """Pieces in, a vector of a sentence out: the mean of the last layer's states, turned.

    Args:
        vocabulary: How many pieces there are.
        positions: How many pieces a sentence may have.
        width: How many numbers a vector has.
        inner: How many numbers a layer's feed-forward part has inside.
        layers: How many layers there are.
    """

    def __init__(self, vocabulary: int, positions: int, width: int, inner: int, layers: int) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, width)
        self.position = nn.Embedding(positions, width)
        self.norm = nn.LayerNorm(width, EPSILON)
        self.layers = nn.ModuleList(Layer(width, inner) for _ in range(layers))
        self.turn = nn.Linear(width, width)
        nn.init.eye_(self.turn.weight)
        nn.init.zeros_(self.turn.bias)

    def forward(self, pieces: Tensor) -> Tensor:
        """Vectors of sentences, padded to one length."""
        vectors: Tensor = self.turn(self.means(pieces))
        return vectors

    def padded(self, rows: Sequence[Sequence[int]]) -> Tensor:
        """Rows of pieces as one tensor."""
        return padded(rows)

    def means(self, pieces: Tensor) -> Tensor:
        """The mean of each sentence's states in the last layer."""
        n, length = pieces.shape
        is_text = pieces != SPECIAL.padding
        states = self.norm(self.word(pieces) + self.position.weight[:length])
        for layer in self.layers:
            states = layer(states, is_text.view(n, 1, 1, length))
        weights = is_text.to(states.dtype).unsqueeze(-1)
        mean: Tensor = (states * weights).sum(1) / weights.sum(1)
        return mean


def in_16_bits() -> torch.autocast:
    """Matrix products in 16 bits, on processors that are fast at them; on others they would be very slow."""
    return torch.autocast("cpu", torch.bfloat16, enabled="AVX512" in torch.backends.cpu.get_cpu_capability())


def distil(
    model: SentenceModel, rows: Sequence[Sequence[int]], targets: Floats, epochs: int, seed: int = 7
) -> None:
    """Train a student on a teacher's vectors.

    Args:
        model: The student; it is changed.
        rows: The pieces of each sentence.
        targets: The teacher's centred vector of each sentence, of length 1.
        epochs: Passes over the sentences.
        seed: Of the order of the sentences.
    """
    torch.manual_seed(seed)
    _fit_turn(model, rows[:_FIRST_FIT], targets[:_FIRST_FIT])
    head = [parameter for name, parameter in model.named_parameters() if name.startswith("turn")]
    body = [parameter for name, parameter in model.named_parameters() if not name.startswith("turn")]
    groups = [{"params": body, "top": _RATE}, {"params": head, "top": _HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, lr=_RATE, weight_decay=0.01, fused=True)
    order = [list(batches_by_length(rows, np.random.default_rng([seed, epoch]))) for epoch in range(epochs)]
    batches = list(itertools.chain.from_iterable(order))

    def loss(batch: Sequence[int]) -> Tensor:
        return _loss(model, [rows[place] for place in batch], torch.from_numpy(targets[batch]))

    descend(model, optimizer, batches, loss, _WARM_UP, _LOGGED_STEPS)


def descend(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    steps: Sequence[_T],
    loss_of: Callable[[_T], Tensor],
    warm_up: float,
    logged: int,
) -> None:
    """Train step by step, at rates that rise to each group's `top` and then fall to nothing.

    Args:
        model: The model; it is changed.
        optimizer: Of its parameters, in groups that have a `top`.
        steps: What is learned from, step by step.
        loss_of: The loss of a step.
        warm_up: The share of steps in which the rates rise.
        logged: Steps between two lines of the log.
    """
    total, losses = len(steps), []
    for number, step in enumerate(steps, start=1):
        share = min(number / (warm_up * total), (total - number) / (total * (1 - warm_up)), 1.0)
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * share
        loss = loss_of(step)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(model.parameters(), _LONGEST)
        optimizer.step()
        losses.append(float(loss.detach()))
        if number % logged == 0:
            _LOG.info("step %d of %d, loss %.4f", number, total, np.mean(losses[-logged:]))


@torch.inference_mode()
def _fit_turn(model: SentenceModel, rows: Sequence[Sequence[int]], targets: Floats) -> None:
    """Turn the untrained student's means as near to the targets as one matrix can (ridge regression)."""
    means = torch.cat([model.means(padded([row])) for row in rows]).double()
    centre = means.mean(0)
    x, y = means - centre, torch.from_numpy(targets).double()
    held = _RIDGE * x.square().mean() * len(x) * torch.eye(x.shape[1], dtype=torch.double)
    weight = torch.linalg.solve(x.T @ x + held, x.T @ (y - y.mean(0)))
    model.turn.weight.copy_(weight.T)
    model.turn.bias.copy_(y.mean(0) - centre @ weight)


def _loss(model: SentenceModel, rows: Sequence[Sequence[int]], wanted: Tensor) -> Tensor:
    with in_16_bits():
        vectors = model(padded(rows)).float()
    return apart(functional.normalize(vectors, dim=-1), wanted)


def apart(given: Tensor, wanted: Tensor) -> Tensor:
    """How far vectors are from those wanted, and what is like each other among them from what should be."""
    far = 1 - (given * wanted).sum(-1).mean()
    pairs = (given @ given.T - wanted @ wanted.T).square().mean()
    total: Tensor = far + _PAIRS * pairs
    return total


def padded(rows: Sequence[Sequence[int]]) -> Tensor:
    """Rows of pieces as one tensor."""
    tensor = torch.full((len(rows), max(map(len, rows))), SPECIAL.padding)
    for place, row in enumerate(rows):
        tensor[place, : len(row)] = torch.tensor(row)
    return tensor


def batches_by_length(
    rows: Sequence[Any], rng: np.random.Generator, size: int = _BATCH_PIECES
) -> Iterator[list[int]]:
    """Places of sentences of about the same length, in a random order of batches.

    Args:
        rows: The sentences.
        rng: Draws the order.
        size: How many places a batch has, those left empty among them.
    """
    noise = rng.normal(0, 3, len(rows))
    order = sorted(range(len(rows)), key=lambda place: len(rows[place]) + noise[place])
    batches: list[list[int]] = [[]]
    for place in order:
        batch = batches[-1]
        longest = max((len(rows[other]) for other in [*batch, place]), default=0)
        if batch and longest * (len(batch) + 1) > size:
            batches.append([])
        batches[-1].append(place)
    places: Any = rng.permutation(len(batches))
    yield from (batches[place] for place in places)
