"""The network that reads sentences from what the recognizer knows of their words, in PyTorch.

It is a few layers on top of the recognizer's own, which stay as they are: names cost nothing for it, and it
costs a fraction of an encoder that would read every sentence once more.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.training.distillation import apart, batches_by_length, descend
from luksia_nlp.training.tagging_model import EPSILON, Layer
from luksia_nlp.training.theme_model import ThemeModel

# Tokens a step, and how much the stances count beside the subjects. Set by hand, not tuned.
_BATCH_TOKENS, _STANCES = 2048, 0.5
# The highest learning rate, the share of steps in which it rises, the share of a sentence's numbers hidden.
_RATE, _WARM_UP, _DROP = 5e-4, 0.05, 0.05
# Steps between two lines of the log.
_LOGGED_STEPS = 100

# Rows of the tokens of some sentences, padded to one length, and which of them are tokens.
Padded = tuple[Tensor, Tensor]


class SentenceHead(nn.Module):
    """Features of a sentence's tokens in, the mean of its last states out.

    Args:
        features: How many numbers tell of a token.
        width: How many numbers a state has.
        inner: How many numbers a layer's feed-forward part has inside.
        layers: How many layers there are.
    """

    def __init__(self, features: int, width: int, inner: int, layers: int) -> None:
        super().__init__()
        self.words = nn.Linear(features, width)
        self.norm = nn.LayerNorm(width, EPSILON)
        self.layers = nn.ModuleList(Layer(width, inner) for _ in range(layers))
        self.turn = nn.Linear(width, width)

    def padded(self, rows: Sequence[Floats]) -> Padded:
        """Sentences as one tensor."""
        longest = max(map(len, rows))
        tensor = torch.zeros(len(rows), longest, self.words.in_features)
        is_token = torch.zeros(len(rows), longest, dtype=torch.bool)
        for place, row in enumerate(rows):
            tensor[place, : len(row)] = torch.from_numpy(np.asarray(row, np.float32))
            is_token[place, : len(row)] = True
        return tensor, is_token

    def means(self, sentences: Padded) -> Tensor:
        """The mean of each sentence's states in the last layer."""
        features, is_token = sentences
        states = self.norm(functional.dropout(self.words(features), _DROP, self.training))
        for layer in self.layers:
            states = layer(states, is_token[:, None, None, :])
        weights = is_token.to(states.dtype).unsqueeze(-1)
        mean: Tensor = (states * weights).sum(1) / weights.sum(1)
        return mean


def learn(model: ThemeModel, rows: Sequence[Floats], targets: Floats, epochs: int, seed: int = 7) -> None:
    """Teach the head the subjects and stances that an encoder gives.

    Args:
        model: The model, whose encoder is a head; it is changed.
        rows: The features of each sentence's tokens.
        targets: The encoder's subject and stance of each sentence, each of length 1.
        epochs: Passes over the sentences.
        seed: Of the order of the sentences.
    """
    torch.manual_seed(seed)
    taught = [p for name, p in model.named_parameters() if not name.endswith("_numbers")]
    groups = [{"params": taught, "top": _RATE}]
    optimizer = torch.optim.AdamW(groups, lr=_RATE, weight_decay=0.01, fused=True)
    orders = (
        batches_by_length(rows, np.random.default_rng([seed, epoch]), _BATCH_TOKENS)
        for epoch in range(epochs)
    )
    batches = list(itertools.chain.from_iterable(orders))
    model.train()

    def loss(batch: Sequence[int]) -> Tensor:
        return _loss(model, [rows[place] for place in batch], torch.from_numpy(targets[batch]))

    descend(model, optimizer, batches, loss, _WARM_UP, _LOGGED_STEPS)
    model.eval()


def _loss(model: ThemeModel, rows: Sequence[Floats], wanted: Tensor) -> Tensor:
    subjects, stances = model(rows)
    split = subjects.shape[1]
    loss: Tensor = apart(subjects, wanted[:, :split]) + _STANCES * apart(stances, wanted[:, split:])
    return loss
