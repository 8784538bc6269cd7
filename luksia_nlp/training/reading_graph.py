"""The graphs of sentences' reading: what is added to the recognizer's network, and the small one after it.

The recognizer's network gives the names; beside them it now gives a row of numbers for each token, made of
the states of all its layers, for the second network to read sentences from. What finds the names is not
touched, so that they stay the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper

from luksia_nlp.training.graph import Array, Graph, read_sentence

# What the rows are called among a network's outputs and the inputs of the one that reads sentences.
WORDS = "words"
# Layers whose states are taken together: the mean of each three says as much as each of them.
_GROUP = 3
_PREFIX = "reading"


def with_features(model: onnx.ModelProto) -> onnx.ModelProto:
    """A recognizer's network that also gives all that can be told of each token, as its second output.

    That is the mean over its pieces of the last layer's states and of the means of groups of layers below,
    and its word vector.

    Args:
        model: The network, as `luksia_nlp.training.export` made it.
    """
    graph = _going_on(model)
    features = _features(graph, model)
    return _finished(graph, model, features)


def with_words(model: onnx.ModelProto, state: Mapping[str, Array]) -> onnx.ModelProto:
    """A recognizer's network that also gives, for each token, what sentences are read from.

    Args:
        model: The network, as `luksia_nlp.training.export` made it.
        state: The weights `words.weight` and `words.bias`, which turn the features to those numbers.
    """
    graph = _going_on(model)
    words = graph.linear(
        _features(graph, model), f"{_PREFIX}.words", state["words.weight"], state["words.bias"]
    )
    return _finished(graph, model, words)


def sentence_network(state: Mapping[str, Array]) -> onnx.ModelProto:
    """The network that reads one sentence: rows of its tokens in, its subject and stance out.

    Args:
        state: Its weights; `turn` gives the subject, `stance` the stance.
    """
    graph = Graph()
    inputs = [helper.make_tensor_value_info(WORDS, TensorProto.FLOAT, ["t", len(state["norm.weight"])])]
    return graph.model("sentences", inputs, [read_sentence(graph, WORDS, state)])


def without_words(model: onnx.ModelProto) -> onnx.ModelProto:
    """A recognizer's network that gives the names alone.

    Args:
        model: The network.
    """
    plain = onnx.ModelProto()
    plain.CopyFrom(model)
    del plain.graph.output[1:]
    kept = _needed(plain.graph)
    nodes = [node for node in plain.graph.node if kept & set(node.output)]
    constants = [constant for constant in plain.graph.initializer if constant.name in kept]
    del plain.graph.node[:], plain.graph.initializer[:]
    plain.graph.node.extend(nodes)
    plain.graph.initializer.extend(constants)
    return plain


def _needed(graph: Any) -> set[str]:
    """The names of all that a graph's outputs are made of."""
    kept = {output.name for output in graph.output}
    for node in reversed(graph.node):
        if kept & set(node.output):
            kept |= set(node.input)
    return kept


def _going_on(model: onnx.ModelProto) -> Graph:
    graph = Graph()
    graph.nodes, graph.constants = list(model.graph.node), list(model.graph.initializer)
    return graph


def _features(graph: Graph, model: onnx.ModelProto) -> str:
    states = _states(model)
    groups = [states[first : first + _GROUP] for first in range(0, len(states) - 1, _GROUP)]
    means = [graph.node("Mean", group) for group in groups]
    joint = graph.node("Concat", [states[-1], *means], axis=-1)
    pieces = graph.node("Squeeze", [joint, graph.constant(f"{_PREFIX}.window", np.array([0]))])
    # The mean over a token's pieces, by what their running sum grows from its first to its last.
    one = graph.constant(f"{_PREFIX}.one", np.array(1))
    sums = graph.node("CumSum", [pieces, graph.constant(f"{_PREFIX}.axis", np.array(0))])
    before = graph.node("Gather", [sums, graph.node("Sub", ["starts", one])])  # the first piece is a mark
    grown = graph.node("Sub", [graph.node("Gather", [sums, "ends"]), before])
    count = graph.node("Add", [graph.node("Sub", ["ends", "starts"]), one])
    counts = graph.node(
        "Unsqueeze",
        [
            graph.node("Cast", [count], to=TensorProto.FLOAT),
            graph.constant(f"{_PREFIX}.last", np.array([1])),
        ],
    )
    return graph.node("Concat", [graph.node("Div", [grown, counts]), "vectors"], axis=-1)


def _states(model: onnx.ModelProto) -> Sequence[str]:
    """The names of the states before each layer and after the last, as the graph has them."""
    into = {node.input[1]: node.input[0] for node in model.graph.node if len(node.input) > 1}
    before = [
        into[name] for number in range(len(into)) if (name := f"layers.{number}.attention_in.weight") in into
    ]
    # After the last layer its states are joined with the mean of some before, for the tags.
    last = next(
        node for node in model.graph.node if node.op_type == "Concat" and before[-1] in _means(model, node)
    )
    return [*before, last.input[0]]


def _means(model: onnx.ModelProto, joint: Any) -> set[str]:
    """What the mean is made of that a node joins with something, if it does."""
    made = {name: node for node in model.graph.node for name in node.output}
    return {
        name
        for source in joint.input
        if source in made and made[source].op_type == "Mean"
        for name in made[source].input
    }


def _finished(graph: Graph, model: onnx.ModelProto, output: str) -> onnx.ModelProto:
    width = ["t", None]
    outputs = [*model.graph.output, helper.make_tensor_value_info(output, TensorProto.FLOAT, width)]
    return graph.model(model.graph.name, list(model.graph.input), outputs)
