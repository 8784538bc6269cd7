"""From a trained model to the model's folder: an ONNX graph with 8-bit weights, checked against PyTorch."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper

from luksia_nlp.calibration import fitted, log_odds
from luksia_nlp.errors import TrainingError
from luksia_nlp.recognizer.decoding import spans_of, tag_names, tags_of
from luksia_nlp.recognizer.manifest import FORMAT, MANIFEST, NETWORK, PIECES, VECTORS
from luksia_nlp.recognizer.recognizer import Recognizer
from luksia_nlp.training.corpus import Sentence, f1_score
from luksia_nlp.training.graph import CONTRIB, Array, Graph, embedded, first_states, layer
from luksia_nlp.training.tagging_model import LAYERS_BELOW
from luksia_nlp.training.trainer import Trained, predicted

_LOG = logging.getLogger("luksia_nlp.training")
# What the 8-bit model may lose on the development sentences before the export is refused.
_MOST_LOST = 0.01
# The least share of tags in which it must agree with the trained one; 0.998 is what it does.
_LEAST_AGREEMENT = 0.99
# Sentences on which the exported model is compared tag by tag with the trained one.
_COMPARED = 600


def export(
    trained: Trained, folder: Path, dev: Sequence[Sentence], origin: dict[str, Any]
) -> dict[str, float]:
    """Write the model's folder and check that it finds what the trained model finds.

    Args:
        trained: What training gave.
        folder: Where to write.
        dev: The sentences to compare and to calibrate the scores on.
        origin: What the model is and comes from; stored in its manifest.

    Returns:
        Strict F1 of the trained and of the exported model, and the share of tags that agree.

    Raises:
        TrainingError: The exported model differs too much from the trained one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NETWORK).write_bytes(_model(trained).SerializeToString())
    (folder / PIECES).write_bytes(trained.pieces)
    np.savez_compressed(folder / VECTORS, table=trained.table, scale=trained.scale)
    manifest = {
        "format": FORMAT,
        "labels": trained.labels,
        "window": trained.recipe.read_window - 2,
        "margin": trained.recipe.margin,
        "calibration": [1.0, 0.0],
        "files": {name: _digest(folder / name) for name in (NETWORK, PIECES, VECTORS)},
        "origin": origin,
    }
    _write(folder, manifest)
    manifest["calibration"] = calibration(Recognizer(folder), dev)
    figures = compare(trained, Recognizer(folder), dev)
    manifest["origin"] = {**origin, **figures}
    _write(folder, manifest)
    _LOG.info("exported: %s", figures)
    if figures["lost"] > _MOST_LOST or figures["agreement"] < _LEAST_AGREEMENT:
        raise TrainingError(f"The exported model differs too much from the trained one: {figures}")
    return figures


def _write(folder: Path, manifest: dict[str, Any]) -> None:
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def compare(trained: Trained, recognizer: Recognizer, dev: Sequence[Sentence]) -> dict[str, float]:
    """How the exported model does beside the trained one: F1 on all sentences, agreement on some."""
    found = list(recognizer.names_in_sentences(sentence.tokens for sentence in dev))
    gold = [set(spans_of(sentence.tags)) for sentence in dev]
    f1 = f1_score(gold, [{name[:3] for name in names} for names in found])
    some = dev[:_COMPARED]
    tokens = [token for sentence in some for token in sentence.tokens]
    tags = tag_names(trained.labels)
    trained_tags = [tags[tag] for tag in predicted(trained.model, trained.encoder, tokens, trained.recipe)]
    exported = tags_of((name[:3] for name in recognizer.names(tokens)), len(tokens))
    agreement = sum(a == b for a, b in zip(trained_tags, exported, strict=True)) / len(tokens)
    lost = trained.dev_f1 - f1
    figures = {"dev_f1": f1, "dev_f1_trained": trained.dev_f1, "lost": lost, "agreement": agreement}
    return {name: round(value, 4) for name, value in figures.items()}


def calibration(recognizer: Recognizer, dev: Sequence[Sentence]) -> list[float]:
    """Slope and intercept that make a span's score the share of such spans that are right.

    Fitted on the development sentences: of the found names, on their uncalibrated log odds, whether they are
    right.
    """
    odds, right = [], []
    found = recognizer.names_in_sentences(sentence.tokens for sentence in dev)
    for sentence, names in zip(dev, found, strict=True):
        gold = set(spans_of(sentence.tags))
        for name in names:
            odds.append(log_odds(name.score))
            right.append(name[:3] in gold)
    return [round(weight, 4) for weight in fitted(odds, right)]


def _model(trained: Trained) -> onnx.ModelProto:
    """The graph of `TaggingModel.forward` for one window, ending in log-probabilities."""
    state = {name: value.numpy() for name, value in trained.model.state_dict().items()}
    graph = Graph()
    states = _embedded(graph, state)
    below = []
    for number in range(len(trained.model.layers)):
        below.append(states)
        states = layer(graph, states, state, f"layers.{number}")
    output = _classified(graph, states, below[-LAYERS_BELOW:], state)
    sizes = {"pieces": "p", "word_of": "p", "starts": "t", "ends": "t"}
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, [size]) for name, size in sizes.items()]
    width = state["vector_in.weight"].shape[1]
    inputs.append(helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["t", width]))
    tags = len(state["tags.bias"])
    outputs = [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["t", tags])]
    return graph.model("recognizer", inputs, outputs)


def _embedded(graph: Graph, state: dict[str, Array]) -> str:
    total = embedded(graph, state)
    vector_in = graph.constant("vector_in", state["vector_in.weight"].T)
    added = graph.node("MatMul", ["vectors", vector_in])
    width = state["vector_in.weight"].shape[0]
    nothing = graph.constant("nothing", np.zeros((1, width), np.float32))
    added = graph.node("Gather", [graph.node("Concat", [nothing, added], axis=0), "word_of"])
    return first_states(graph, graph.node("Add", [total, added]), state)


def _classified(graph: Graph, states: str, below: Sequence[str], state: dict[str, Array]) -> str:
    mean = graph.node("Mean", below)
    both = graph.node("Concat", [states, mean], axis=-1)
    both = graph.node("Squeeze", [both, graph.constant("squeezed_axis", np.array([0]))])
    ends = [graph.node("Gather", [both, at]) for at in ("starts", "ends")]
    features = graph.node("Concat", [*ends, "vectors"], axis=-1)
    hidden = graph.linear(features, "hidden", state["hidden.weight"], state["hidden.bias"])
    tags = graph.constant("tags.weight", state["tags.weight"].T)
    bias = graph.constant("tags.bias", state["tags.bias"])
    scores = graph.node("Add", [graph.node("MatMul", [graph.node("Gelu", [hidden], CONTRIB), tags]), bias])
    return graph.node("LogSoftmax", [scores], axis=-1)
