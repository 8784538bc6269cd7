"""The network in PyTorch: a small transformer encoder whose input and output also see word vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from luksia_nlp.training.pretrained import Pretrained

# Layers whose mean is read beside the last one: names' borders are plainer there, their kinds in the last.
_LAYERS_BELOW = 3
_HIDDEN = 256


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


class Layer(nn.Module):
    """One layer of the encoder: attention, then a feed-forward part, each normalized with what went in."""

    def __init__(self, width: int, inner: int, heads: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.attention_in = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, epsilon)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.outer_norm = nn.LayerNorm(width, epsilon)

    def forward(self, states: Tensor, allowed: Tensor | None) -> Tensor:
        n, length, width = states.shape
        heads = self.attention_in(states).view(n, length, 3, self.heads, width // self.heads)
        query, key, value = heads.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=allowed)
        mixed = mixed.transpose(1, 2).reshape(n, length, width)
        states = self.attention_norm(states + self.attention_out(mixed))
        normalized: Tensor = self.outer_norm(states + self.outer(functional.gelu(self.inner(states))))
        return normalized


class Network(nn.Module):
    """Pieces and word vectors in, a score for each tag of each token out.

    Args:
        pretrained: The encoder to start from.
        places: Which pieces of its vocabulary to keep.
        vector_width: How many numbers a word vector has.
        tags: How many tags there are.
        layers: How many of the encoder's layers to keep, counted from below.
    """

    def __init__(
        self,
        pretrained: Pretrained,
        places: list[int],
        vector_width: int,
        tags: int,
        layers: int | None = None,
    ) -> None:
        super().__init__()
        weights = pretrained.weights
        width = weights["emb.word"].shape[1]
        inner = len(weights["l0.fi.b"])
        self.word = nn.Embedding.from_pretrained(_tensor(weights["emb.word"][places]), freeze=False)
        positions = _tensor(weights["emb.pos"]).view(-1, width) + _tensor(weights["emb.type"])[:width]
        self.position = nn.Embedding.from_pretrained(positions, freeze=False)
        self.norm = nn.LayerNorm(width, pretrained.epsilon)
        _fill(self.norm, weights, "emb.ln")
        self.layers = nn.ModuleList()
        for number in range(layers or pretrained.layers):
            layer = Layer(width, inner, pretrained.heads, pretrained.epsilon)
            _fill_layer(layer, weights, f"l{number}")
            self.layers.append(layer)
        self.vector_in = nn.Linear(vector_width, width, bias=False)
        nn.init.zeros_(self.vector_in.weight)  # training begins with the encoder as it was
        self.hidden = nn.Linear(4 * width + vector_width, _HIDDEN)
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
        mean = torch.stack(below[-_LAYERS_BELOW:]).mean(0)
        both = torch.cat([states, mean], -1)
        first, last = (_gathered(both, at) for at in (batch.starts, batch.ends))
        features = torch.cat([first, last, batch.vectors], -1)
        if drop:  # one mask for a whole window: what is left out is left out of all its tokens
            kept = torch.rand(n, 1, features.shape[-1]) >= drop
            features = features * kept / (1 - drop)
        scores: Tensor = self.tags(functional.gelu(self.hidden(features)))
        return scores


def _gathered(states: Tensor, at: Tensor) -> Tensor:
    return states.gather(1, at.unsqueeze(-1).expand(-1, -1, states.shape[-1]))


def _tensor(values: np.ndarray) -> Tensor:  # type: ignore[type-arg]
    return torch.from_numpy(np.array(values, np.float32))


def _fill(module: nn.Linear | nn.LayerNorm, weights: object, name: str) -> None:
    assert isinstance(weights, dict)
    with torch.no_grad():
        module.weight.copy_(_tensor(weights[f"{name}.w"]).view_as(module.weight))
        assert module.bias is not None
        module.bias.copy_(_tensor(weights[f"{name}.b"]))


def _fill_layer(layer: Layer, weights: object, name: str) -> None:
    assert isinstance(weights, dict)
    with torch.no_grad():
        for ending, target in ((".w", layer.attention_in.weight), (".b", layer.attention_in.bias)):
            parts = [_tensor(weights[f"{name}.{part}{ending}"]) for part in "qkv"]
            target.copy_(torch.cat(parts).view_as(target))
    _fill(layer.attention_out, weights, f"{name}.ao")
    _fill(layer.attention_norm, weights, f"{name}.aln")
    _fill(layer.inner, weights, f"{name}.fi")
    _fill(layer.outer, weights, f"{name}.fo")
    _fill(layer.outer_norm, weights, f"{name}.oln")
