"""An ONNX graph under construction: what the exports of the recognizer and of the sentence encoder share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from luksia_nlp.training.tagging_model import EPSILON, HEADS, layers_of

CONTRIB = "com.microsoft"
# Seven of the eight bits: on processors without dot-product instructions, pairs of full 8-bit products
# overflow the 16-bit sums of onnxruntime's kernels, and the result would differ between machines.
_LARGEST = 63
# Old enough for every supported version of onnxruntime and onnx.
_OPSET, _IR_VERSION = 17, 9
# Constants that all normalizations share: what makes a row's length its deviation, and the least deviation.
_SHARE, _LEAST = "norm.share", "norm.least"

Array = np.ndarray[Any, Any]


class Graph:
    """An ONNX graph under construction."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Array) -> str:
        """A constant of some name; gives the name back."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: Sequence[str], domain: str = "", **attributes: Any) -> str:
        """A node of one kind; gives its output's name."""
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], domain=domain, **attributes))
        return name

    def linear(self, source: str, name: str, weight: Array, bias: Array) -> str:
        """`source` times a matrix of 8-bit numbers with a scale for each column, plus a bias."""
        scale = np.abs(weight).max(axis=1) / _LARGEST + 1e-12
        numbers = np.round(weight / scale[:, None]).astype(np.int8)
        constants = [
            self.constant(f"{name}.weight", numbers.T),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(len(scale), np.int8)),
            self.constant(f"{name}.bias", bias),
        ]
        return self.node("DynamicQuantizeMatMul", [source, *constants], CONTRIB)

    def model(self, name: str, inputs: Sequence[Any], outputs: Sequence[Any]) -> onnx.ModelProto:
        """The finished model."""
        graph = helper.make_graph(self.nodes, name, inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)


def embedded(graph: Graph, state: Mapping[str, Array]) -> str:
    """The pieces' own embeddings and those of their places, added."""
    words = state["word.weight"]
    scale = np.abs(words).max(axis=1, keepdims=True) / 127 + 1e-12
    table = graph.constant("word.table", np.round(words / scale).astype(np.int8))
    scales = graph.constant("word.scale", scale.astype(np.float32))
    numbers = graph.node("Cast", [graph.node("Gather", [table, "pieces"])], to=TensorProto.FLOAT)
    word = graph.node("Mul", [numbers, graph.node("Gather", [scales, "pieces"])])
    position_table = graph.constant("position", state["position.weight"].astype(np.float16))
    start = graph.constant("start", np.array([0]))
    positions = graph.node("Slice", [position_table, start, graph.node("Shape", ["pieces"])])
    position = graph.node("Cast", [positions], to=TensorProto.FLOAT)
    return graph.node("Add", [word, position])


def first_states(graph: Graph, total: str, state: Mapping[str, Array]) -> str:
    """What goes into the first layer, as one window."""
    width = len(state["norm.weight"])
    graph.constant(_SHARE, np.array(1 / np.sqrt(width), np.float32))
    graph.constant(_LEAST, np.array(EPSILON, np.float32))
    states = _normalized(graph, total, state, "norm")
    return graph.node("Unsqueeze", [states, graph.constant("first_axis", np.array([0]))])


def _normalized(graph: Graph, source: str, state: Mapping[str, Array], name: str) -> str:
    """Layer normalization: each row less its mean, over its deviation, scaled and moved.

    It is not the node `LayerNormalization`, whose last bits differ between versions of onnxruntime: the 8-bit
    arithmetic makes other names of them (docs/recognizer.md). These nodes give the same bits in all. The
    deviation is a length, since the square root too has differed.
    """
    centred = graph.node("Sub", [source, graph.node("ReduceMean", [source], axes=[-1], keepdims=1)])
    deviation = graph.node("Mul", [graph.node("ReduceL2", [centred], axes=[-1], keepdims=1), _SHARE])
    unit = graph.node("Div", [centred, graph.node("Add", [deviation, _LEAST])])
    weight, bias = (graph.constant(f"{name}.{part}", state[f"{name}.{part}"]) for part in ("weight", "bias"))
    return graph.node("Add", [graph.node("Mul", [unit, weight]), bias])


def layer(graph: Graph, states: str, state: Mapping[str, Array], name: str) -> str:
    """One layer of the encoder: attention, then a feed-forward part, each normalized with what went in."""

    def linear(source: str, part: str) -> str:
        full = f"{name}.{part}"
        return graph.linear(source, full, state[f"{full}.weight"], state[f"{full}.bias"])

    def normalized(source: str, skipped: str, part: str) -> str:
        return _normalized(graph, graph.node("Add", [source, skipped]), state, f"{name}.{part}")

    joint = f"{name}.heads"
    mixed = linear(states, "attention_in")
    parts = [f"{joint}.{part}" for part in ("query", "key", "value")]
    graph.nodes.append(helper.make_node("Split", [mixed], parts, axis=-1))
    attended = graph.node("MultiHeadAttention", parts, CONTRIB, num_heads=HEADS)
    states = normalized(linear(attended, "attention_out"), states, "attention_norm")
    inner = graph.node("Gelu", [linear(states, "inner")], CONTRIB)
    return normalized(linear(inner, "outer"), states, "outer_norm")


def read_sentence(graph: Graph, total: str, state: Mapping[str, Array]) -> Any:
    """All layers, and the mean of their states turned to a sentence's subject and, where it is known, stance.

    Args:
        graph: The graph.
        total: What goes into the first layer before it is normalized, a row for each piece or token.
        state: The weights; `turn` gives the subject, `stance` the stance.

    Returns:
        The graph's output: one row.
    """
    states = first_states(graph, total, state)
    for number in range(layers_of(state)):
        states = layer(graph, states, state, f"layers.{number}")
    mean = graph.node("ReduceMean", [states], axes=[1], keepdims=0)
    parts = [part for part in ("turn", "stance") if f"{part}.weight" in state]
    weight, bias = (np.concatenate([state[f"{part}.{of}"] for part in parts]) for of in ("weight", "bias"))
    turned = graph.node("MatMul", [mean, graph.constant("turn.weight", weight.T)])
    output = graph.node("Add", [turned, graph.constant("turn.bias", bias)])
    return helper.make_tensor_value_info(output, TensorProto.FLOAT, [1, len(bias)])
