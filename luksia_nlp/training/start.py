"""Where training begins: the pretrained encoder, or a model that was trained before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from luksia_nlp.errors import TrainingError
from luksia_nlp.recognizer.decoding import tag_names
from luksia_nlp.recognizer.encoding import TokenEncoder
from luksia_nlp.recognizer.manifest import NETWORK, PIECES, VECTORS, read_manifest, remedy_of
from luksia_nlp.recognizer.word_vectors import Floats, WordVectors, read_vectors
from luksia_nlp.training.pretrained import (
    Pretrained,
    choose_pieces,
    read_encoder,
    reduced_vectors,
    unigram_model,
)
from luksia_nlp.training.tagging_model import HEADS, Shape, TaggingModel, layers_of

# The parts of a layer by their names in the encoder's file.
_LAYER_PARTS = {
    "attention_out": "ao",
    "attention_norm": "aln",
    "inner": "fi",
    "outer": "fo",
    "outer_norm": "oln",
}


@dataclass(frozen=True, slots=True)
class Start:
    """What a model starts from.

    Args:
        state: Weights by their names in `TaggingModel`; what is not among them starts at random.
        pieces: The vocabulary, a serialized SentencePiece model.
        table: The word vectors' table.
        scale: What to multiply each of its columns with.
        labels: The labels that the weights know; none where they have never seen names.
    """

    state: Mapping[str, Tensor]
    pieces: bytes
    table: np.ndarray[Any, np.dtype[np.int8]]
    scale: Floats
    labels: tuple[str, ...] = ()

    def token_encoder(self) -> TokenEncoder:
        """What turns tokens into the model's input."""
        return TokenEncoder(self.pieces, WordVectors(self.table, self.scale))

    def model(self, labels: Sequence[str]) -> TaggingModel:
        """A model for some labels, with the weights that there are; a new label starts at random."""
        model = TaggingModel(self._shape(), len(tag_names(labels)))
        state = dict(self.state)
        if self.labels:
            known = {tag: place for place, tag in enumerate(tag_names(self.labels))}
            for name in ("tags.weight", "tags.bias"):
                rows = model.state_dict()[name].clone()
                for place, tag in enumerate(tag_names(labels)):
                    if tag in known:
                        rows[place] = state[name][known[tag]]
                state[name] = rows
        model.load_state_dict(state, strict=False)
        return model

    def _shape(self) -> Shape:
        vocabulary, width = self.state["word.weight"].shape
        return Shape(
            vocabulary=vocabulary,
            positions=len(self.state["position.weight"]),
            width=width,
            inner=len(self.state["layers.0.inner.bias"]),
            layers=layers_of(self.state),
            vector_width=self.table.shape[1],
        )


def from_encoder(
    words: Sequence[str], further: Sequence[str], vocabulary: int, vector_width: int, layers: int | None
) -> Start:
    """The pretrained encoder, cut to the pieces that some words need.

    Args:
        words: Running words of the corpus.
        further: Words that shall be spelled well although the corpus lacks them.
        vocabulary: How many pieces to keep.
        vector_width: How many numbers a word vector keeps.
        layers: How many layers to keep, counted from below; None keeps all.

    Raises:
        TrainingError: The encoder is missing, or is not of the size that the model is made for.
    """
    encoder = read_encoder()
    if encoder.heads != HEADS:
        raise TrainingError(f"The encoder has {encoder.heads} attention heads a layer; it must have {HEADS}.")
    places = choose_pieces(encoder, [*words, *further], vocabulary)
    table, scale = reduced_vectors(words, vector_width)
    state = dict(encoder_state(encoder, places, layers or encoder.layers))
    return Start(state, unigram_model(encoder, places), table, scale)


def encoder_state(encoder: Pretrained, places: Sequence[int], layers: int) -> Mapping[str, Tensor]:
    """The encoder's weights by their names in `TaggingModel`: some pieces, and its lower layers."""
    weights = {name: torch.from_numpy(np.array(values)) for name, values in encoder.weights.items()}
    width = weights["emb.word"].shape[1]
    state = {
        "word.weight": weights["emb.word"][list(places)],
        "position.weight": weights["emb.pos"].view(-1, width) + weights["emb.type"][:width],
        "norm.weight": weights["emb.ln.w"],
        "norm.bias": weights["emb.ln.b"],
    }
    for number in range(layers):
        new, old = f"layers.{number}", f"l{number}"
        state[f"{new}.attention_in.weight"] = torch.cat([weights[f"{old}.{p}.w"] for p in "qkv"]).view(
            -1, width
        )
        state[f"{new}.attention_in.bias"] = torch.cat([weights[f"{old}.{p}.b"] for p in "qkv"])
        for part, name in _LAYER_PARTS.items():
            bias = weights[f"{old}.{name}.b"]
            weight = weights[f"{old}.{name}.w"]
            matrix = weight if part.endswith("norm") else weight.view(len(bias), -1)
            state[f"{new}.{part}.weight"], state[f"{new}.{part}.bias"] = matrix, bias
    return state


def from_model(folder: Path) -> Start:
    """A model that training wrote, or the one that comes with the library, to be trained on.

    Its 8-bit weights are close enough to those it was made from.

    Raises:
        RecognizerError: The folder holds no model of this version.
    """
    manifest = read_manifest(folder)
    graph = onnx.load(str(folder / NETWORK)).graph
    constants = {constant.name: numpy_helper.to_array(constant) for constant in graph.initializer}
    vectors = read_vectors(folder / VECTORS, manifest.files.get(VECTORS, ""), remedy_of(folder))
    state = {name: torch.from_numpy(np.array(v, np.float32)) for name, v in _weights(constants)}
    return Start(state, (folder / PIECES).read_bytes(), vectors.table, vectors.scale, manifest.labels)


def _weights(constants: Mapping[str, Any]) -> Sequence[tuple[str, Any]]:
    """The model's weights from the constants of its graph, as `export` names them."""
    return [
        ("position.weight", constants["position"]),
        ("vector_in.weight", constants["vector_in"].T),
        ("tags.weight", constants["tags.weight"].T),
        ("tags.bias", constants["tags.bias"]),
        *matrices(constants),
    ]


def matrices(constants: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """An encoder's 8-bit matrices and its normalizations, from the constants of its graph.

    Args:
        constants: The graph's constants by name.
    """
    found = [("word.weight", constants["word.table"] * constants["word.scale"])]
    for name, values in constants.items():
        stem, _, kind = name.rpartition(".")
        if stem.startswith("reading."):  # of no matter to names
            continue
        if kind == "zero":  # a matrix of 8-bit numbers
            found.append((f"{stem}.weight", (constants[f"{stem}.weight"] * constants[f"{stem}.scale"]).T))
            found.append((f"{stem}.bias", constants[f"{stem}.bias"]))
        elif stem.endswith("norm") and kind in ("weight", "bias"):
            found.append((name, values))
    return found
