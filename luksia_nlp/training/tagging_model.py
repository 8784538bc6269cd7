"""The model in PyTorch: a small transformer encoder whose input and output also see word vectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

# Layers whose mean is read beside the last one: names' borders are plainer there, their kinds in the last.
LAYERS_BELOW = 3
# What layer normalization adds to the variance, as where the encoder was trained.
EPSILON = 1e-12
# Attention heads of a layer, as the encoder that training begins with has them.
HEADS = 12
# Numbers between the encoder's states and the tags. Set by hand, not tuned.
_HIDDEN = 256


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a model.

    Args:
        vocabulary: How many pieces there are.
        positions: How many pieces a window may have.
        width: How many numbers a state has.
        inner: How many numbers a layer's feed-forward part has inside.
        layers: How many layers there are.
        vector_width: How many numbers a word vector has.
    """

    vocabulary: int
    positions: int
    width: int
    inner: int
    layers: int
    vector_width: int


def layers_of(state: Mapping[str, Any]) -> int:
    """How many layers there are among some weights, by their names.

    Example:
        >>> layers_of({"norm.weight": 1.0, "layers.0.inner.bias": 1.0, "layers.1.inner.bias": 1.0})
        2
    """
    return len({name.split(".")[1] for name in state if name.startswith("layers.")})


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of one batch, padded: see `EncodedWindow` for the first five."""

    pieces: Tensor
    word_of: Tensor
    starts: Tensor
    ends: Tensor
    vectors: Tensor
    padding: Tensor
    tags: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same batch on another device."""
        return Batch(*(getattr(self, field.name).to(device) for field in fields(self)))


class Layer(nn.Module):
    """One layer of the encoder: attention, then a feed-forward part, each normalized with what went in."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.attention_in = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, EPSILON)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.outer_norm = nn.LayerNorm(width, EPSILON)

    def forward(self, states: Tensor, allowed: Tensor | None) -> Tensor:
        """The next states; `allowed` says which places may be attended to."""
        n, length, width = states.shape
        parts = self.attention_in(states).view(n, length, 3, HEADS, width // HEADS)
        # In full precision always: on processors attention's backward pass is three times slower in 16 bits.
        query, key, value = parts.permute(2, 0, 3, 1, 4).float()
        with torch.autocast(states.device.type, enabled=False):
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=allowed)
        mixed = mixed.transpose(1, 2).reshape(n, length, width)
        states = self.attention_norm(states + self.attention_out(mixed))
        normalized: Tensor = self.outer_norm(states + self.outer(functional.gelu(self.inner(states))))
        return normalized


class TaggingModel(nn.Module):
    """Pieces and word vectors in, a score for each tag of each token out.

    Args:
        shape: The model's sizes.
        tags: How many tags there are.
    """

    def __init__(self, shape: Shape, tags: int) -> None:
        super().__init__()
        width = shape.width
        self.word = nn.Embedding(shape.vocabulary, width)
        self.position = nn.Embedding(shape.positions, width)
        self.norm = nn.LayerNorm(width, EPSILON)
        self.layers = nn.ModuleList(Layer(width, shape.inner) for _ in range(shape.layers))
        self.vector_in = nn.Linear(shape.vector_width, width, bias=False)
        nn.init.zeros_(self.vector_in.weight)  # training begins with the encoder as it was
        self.hidden = nn.Linear(4 * width + shape.vector_width, _HIDDEN)
        self.tags = nn.Linear(_HIDDEN, tags)

    def forward(self, batch: Batch, drop: float = 0.0) -> Tensor:
        """Scores by window, token and tag; `drop` is the share of the classifier's input left out."""
        n, length = batch.pieces.shape
        added = functional.pad(self.vector_in(batch.vectors), (0, 0, 1, 0))
        places = batch.word_of.unsqueeze(-1).expand(-1, -1, added.shape[-1])
        states = self.word(batch.pieces) + self.position.weight[:length] + added.gather(1, places)
        states = self.norm(states)
        allowed = batch.padding.logical_not().view(n, 1, 1, length) if bool(batch.padding.any()) else None
        below = []
        for layer in self.layers:
            below.append(states)
            states = layer(states, allowed)
        mean = torch.stack(below[-LAYERS_BELOW:]).mean(0)
        both = torch.cat([states, mean], -1)
        first, last = (_gathered(both, at) for at in (batch.starts, batch.ends))
        features = torch.cat([first, last, batch.vectors], -1)
        if drop:  # one mask for a whole window: what is left out is left out of all its tokens
            kept = torch.rand(n, 1, features.shape[-1], device=features.device) >= drop
            features = features * kept / (1 - drop)
        scores: Tensor = self.tags(functional.gelu(self.hidden(features)))
        return scores


def _gathered(states: Tensor, at: Tensor) -> Tensor:
    return states.gather(1, at.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
