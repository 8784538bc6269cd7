"""`python -m luksia_nlp.training.reading FOLDER --model MODEL --teacher ENCODER --text FILE ...`.

Makes a recognizer's model read sentences, too: from what its network knows of each token, a few layers more
learn the vectors that an encoder of sentences gives (`luksia_nlp.training.sentences` and
`luksia_nlp.training.themes` make one), and then, with `--lessons`, to judge themes by them. The names that
the model finds stay the same to the last bit.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch

from luksia_nlp.errors import TrainingError
from luksia_nlp.recognizer import Recognizer, tokens_of
from luksia_nlp.recognizer.manifest import MANIFEST, NETWORK, SENTENCES, Reading
from luksia_nlp.recognizer.word_vectors import Floats
from luksia_nlp.training.commands import finished
from luksia_nlp.training.corpus import plain_texts, read_plain, read_sentences
from luksia_nlp.training.reading_graph import (
    sentence_network,
    with_features,
    with_words,
    without_words,
)
from luksia_nlp.training.sentence_encoder import SentenceEncoder
from luksia_nlp.training.sentence_head import SentenceHead, learn
from luksia_nlp.training.theme_lessons import Lessons, read_lessons
from luksia_nlp.training.theme_model import ThemeModel
from luksia_nlp.training.themes import ordinary_text, train

_LOG = logging.getLogger("luksia_nlp.training")
# Tokens of a sentence that are learned from: all but one in a thousand have fewer.
_MOST_TOKENS = 128
# Sentences that the teacher reads at once; only the log depends on it.
_AT_ONCE = 10_000


class FeatureReader:
    """What a recognizer knows of each token, as `luksia_nlp.training.reading_graph.with_features` has it.

    Args:
        model: The recognizer's folder.
        folder: An empty folder for the network that tells it.
    """

    def __init__(self, model: Path, folder: Path) -> None:
        network = with_features(without_words(onnx.load(str(model / NETWORK))))
        _write(folder, model, {NETWORK: network}, reading=None)
        self._recognizer = Recognizer(folder)
        self._known: dict[str, Floats] = {}

    def in_context(self, sentences: Sequence[Sequence[str]]) -> Iterator[Floats]:
        """The features of each sentence of a running text."""
        for read in self._recognizer.read_sentences(sentences):
            yield _some(read.words)

    def of(self, texts: Sequence[str]) -> list[Floats]:
        """The features of texts, each read alone, and once."""
        for text in texts:
            if text not in self._known:
                self._known[text] = _some(self._recognizer.read(tokens_of(text)).words)
        return [self._known[text] for text in texts]


def _some(words: Any) -> Floats:
    found: Floats = words[:_MOST_TOKENS].copy()
    return found


def lesson_rows(
    reader: FeatureReader, running: Iterable[Path], alone: Sequence[str]
) -> tuple[list[str], list[Floats]]:
    """Sentences to learn from, each with the features of its tokens.

    Args:
        reader: Tells the features.
        running: Files of running text, whose sentences are read with those around them.
        alone: Texts that are read alone.
    """
    texts, rows = list(alone), reader.of(alone)
    for path in running:
        sentences = read_sentences(path)
        features = reader.in_context([sentence.tokens for sentence in sentences])
        for sentence, row in zip(sentences, features, strict=True):
            for text in plain_texts([sentence]):  # none of a very short one
                texts.append(text)
                rows.append(row)
        _LOG.info("%s: %d sentences so far", path.name, len(texts))
    return texts, rows


def taught_vectors(teacher: SentenceEncoder, texts: Sequence[str]) -> Floats:
    """The teacher's subject and stance of each text, beside each other."""
    found = []
    for first in range(0, len(texts), _AT_ONCE):
        found.append(np.concatenate(teacher.read(texts[first : first + _AT_ONCE]), axis=1))
        _LOG.info("the teacher has read %d of %d", min(first + _AT_ONCE, len(texts)), len(texts))
    return np.concatenate(found)


def new_model(features: int, teacher: SentenceEncoder, layers: int, inner: int) -> ThemeModel:
    """A head that has learned nothing, with the teacher's own numbers for judging.

    Args:
        features: How many numbers tell of a token.
        teacher: What it will learn from; one that has learned of themes.
        layers: How many layers it has.
        inner: How many numbers a layer's feed-forward part has inside.

    Raises:
        TrainingError: The teacher has not learned of themes.
    """
    if teacher.judgement is None:
        raise TrainingError(
            "The teacher must have learned of themes: make it with luksia_nlp.training.themes."
        )
    width = teacher.subject_width
    model = ThemeModel(SentenceHead(features, width, inner, layers), torch.zeros(width))
    numbers = teacher.judgement["subject"], teacher.judgement["stance"]
    told = [numbers[0][name] for name in ("densest", "mean", "counter", "intercept")]
    with torch.no_grad():
        model.subject_numbers.copy_(torch.tensor(told))
        model.stance_numbers.copy_(torch.tensor([numbers[1][name] for name in ("slope", "intercept")]))
    return model


def write_reading(folder: Path, source: Path, model: ThemeModel, name: str) -> None:
    """Write a recognizer's model that reads sentences.

    Args:
        folder: Where to write.
        source: The recognizer's folder that the head was taught on.
        model: The head.
        name: What the tables call it.
    """
    state = model.encoder_state()
    network = with_words(without_words(onnx.load(str(source / NETWORK))), state)
    reading = Reading(name, len(state["norm.weight"]), len(state["turn.bias"]), model.judgement())
    _write(folder, source, {NETWORK: network, SENTENCES: sentence_network(state)}, reading)


def _write(
    folder: Path, source: Path, networks: Mapping[str, onnx.ModelProto], reading: Reading | None
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    manifest = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"].pop(SENTENCES, None)
    for name in manifest["files"]:
        if name not in networks and source != folder:
            shutil.copy(source / name, folder / name)
    for name, network in networks.items():
        content = network.SerializeToString()
        (folder / name).write_bytes(content)
        manifest["files"][name] = hashlib.sha256(content).hexdigest()
    manifest["reading"] = asdict(reading) if reading else None
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def _lessons(options: argparse.Namespace) -> Lessons:
    texts = ordinary_text([*options.text, *options.alone])
    return (
        read_lessons(options.lessons, options.define, texts)
        if options.lessons
        else Lessons({}, {}, (), texts)
    )


def _texts_of(lessons: Lessons) -> Iterator[str]:
    for theme in lessons.themes.values():
        yield from theme.sentences
    yield from (row.text for rows in lessons.labelled.values() for row in rows)
    yield from (row.text for row in lessons.several)


def _make(options: argparse.Namespace) -> None:
    lessons, teacher = _lessons(options), SentenceEncoder(options.teacher)
    alone = [*_texts_of(lessons), *(text for path in options.alone for text in read_plain(path))]
    with tempfile.TemporaryDirectory() as folder:
        reader = FeatureReader(options.model, Path(folder))
        texts, rows = lesson_rows(reader, options.text, list(dict.fromkeys(alone)))
        model = new_model(rows[0].shape[1], teacher, options.layers, options.inner)
        learn(model, rows, taught_vectors(teacher, texts), options.epochs, options.seed)
        if options.theme_epochs:
            before = {name: value.clone() for name, value in model.state_dict().items()}
            train(model, lessons, reader, options.theme_epochs, options.seed)
            mean = {
                name: value.lerp(before[name], options.keep) for name, value in model.state_dict().items()
            }
            model.load_state_dict(mean)
    write_reading(options.folder, options.model, model, options.name)


def main(argv: Sequence[str] | None = None) -> int:
    """Teach a model to read sentences and write it to the folder given; 0 where it went well."""
    parser = argparse.ArgumentParser(prog="python -m luksia_nlp.training.reading", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write the model")
    parser.add_argument("--model", type=Path, required=True, help="folder of the recognizer's model")
    parser.add_argument("--teacher", type=Path, required=True, help="folder of an encoder that knows themes")
    parser.add_argument("--text", nargs="+", type=Path, required=True, help="running text, to learn from")
    parser.add_argument("--alone", nargs="*", type=Path, default=[], help="files of single sentences")
    parser.add_argument("--lessons", type=Path, help="folder of theme files and tables")
    parser.add_argument("--define", nargs="*", type=Path, default=[], help="further theme files")
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--inner", type=int, default=1536)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--theme-epochs", type=int, default=0, help="passes over the lessons; default none")
    share = "share kept of the weights before the lessons, 0 to 1; default 0.3"
    parser.add_argument("--keep", type=float, default=0.3, help=share)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--name", default="own", help="what results call it")
    options = parser.parse_args(argv)
    if options.theme_epochs and not options.lessons:
        parser.error("--theme-epochs needs --lessons")
    if not 0 <= options.keep <= 1:
        parser.error(f"--keep must be 0 to 1, not {options.keep}")
    return finished(lambda: _make(options))


if __name__ == "__main__":
    sys.exit(main())
