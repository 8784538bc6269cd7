"""How much each layer of the pretrained encoder knows of names: a linear classifier on its frozen states.

    python -m tests.benchmarks.layer_probe TRAIN.tsv DEV.tsv [--sentences N]

Needs the extra `training`. Of each layer, strict F1 of names on the development sentences by a classifier of
the first and last piece's states, and by one that also sees the word vector. It decided how many layers the
recognizer keeps.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from luksia_nlp.recognizer.decoding import best_tags, spans_of, tag_names
from luksia_nlp.recognizer.encoding import TokenEncoder
from luksia_nlp.training.batches import IGNORED, as_batch, batches, training_windows
from luksia_nlp.training.corpus import Sentence, f1_score, labels_of, read_conll
from luksia_nlp.training.start import from_encoder
from luksia_nlp.training.tagging_model import TaggingModel
from tests.benchmarks.scoring import report

_EPOCHS, _RATE, _BATCH = 8, 2e-3, 512


def probe(train: Sequence[Sentence], dev: Sequence[Sentence]) -> dict[str, float]:
    """F1 by layer, counted from 1, with and without word vectors."""
    words = [token for sentence in train for token in sentence.tokens]
    start = from_encoder(words, (), 24_000, 128, None)
    tags = tag_names(labels_of(train))
    model, encoder = start.model(labels_of(train)).eval(), start.token_encoder()
    learned, vectors, wanted = _states(model, encoder, tags, train)
    measured, dev_vectors, dev_wanted = _states(model, encoder, tags, dev)
    figures = {"vectors": _f1(vectors, wanted, dev_vectors, dev_wanted, tags)}
    for number, (states, dev_states) in enumerate(zip(learned, measured, strict=True), start=1):
        figures[f"layer_{number}"] = _f1(states, wanted, dev_states, dev_wanted, tags)
        both, dev_both = torch.cat([states, vectors], 1), torch.cat([dev_states, dev_vectors], 1)
        figures[f"layer_{number}_and_vectors"] = _f1(both, wanted, dev_both, dev_wanted, tags)
    return figures


@torch.inference_mode()
def _states(
    model: TaggingModel, encoder: TokenEncoder, tags: Sequence[str], sentences: Sequence[Sentence]
) -> tuple[list[Tensor], Tensor, Tensor]:
    """The states of each layer, the word vectors and the tags of all tokens."""
    rng = np.random.default_rng(0)
    texts = training_windows(sentences, encoder, 126, rng)
    states: list[list[Tensor]] = [[] for _ in model.layers]
    vectors, wanted, outputs = [], [], []
    hooks = [layer.register_forward_hook(lambda *given: outputs.append(given[2])) for layer in model.layers]
    for chosen in batches(texts, encoder, tags, 2048, rng):
        outputs.clear()
        batch = as_batch(chosen)
        model(batch)
        real = batch.tags != IGNORED
        vectors.append(batch.vectors[real])
        wanted.append(batch.tags[real])
        for collected, output in zip(states, outputs, strict=True):
            width = output.shape[-1]
            ends = [
                output.gather(1, at.unsqueeze(-1).expand(-1, -1, width)) for at in (batch.starts, batch.ends)
            ]
            collected.append(torch.cat(ends, -1)[real])
    for hook in hooks:
        hook.remove()
    return [torch.cat(parts) for parts in states], torch.cat(vectors), torch.cat(wanted)


def _f1(states: Tensor, wanted: Tensor, dev: Tensor, dev_wanted: Tensor, tags: Sequence[str]) -> float:
    torch.manual_seed(0)
    mean, deviation = states.mean(0), states.std(0) + 1e-3
    states, dev = (states - mean) / deviation, (dev - mean) / deviation
    classifier = torch.nn.Linear(states.shape[1], len(tags))
    optimizer = torch.optim.AdamW(classifier.parameters(), lr=_RATE, weight_decay=0.05)
    for epoch in range(_EPOCHS):
        optimizer.param_groups[0]["lr"] = _RATE * (1 - epoch / _EPOCHS)
        for some in torch.split(torch.randperm(len(states)), _BATCH):
            loss = functional.cross_entropy(classifier(states[some]), wanted[some])
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
    with torch.inference_mode():
        found = best_tags(classifier(dev).log_softmax(-1).numpy())
    gold = set(spans_of(tags[tag] for tag in dev_wanted.tolist()))
    return round(f1_score([gold], [set(spans_of(tags[tag] for tag in found))]), 4)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path, metavar="TRAIN.tsv")
    parser.add_argument("dev", type=Path, metavar="DEV.tsv")
    parser.add_argument(
        "--sentences", type=int, default=7000, help="sentences of the first file; default 7000"
    )
    options = parser.parse_args(argv)
    sentences = read_conll(options.train)[: options.sentences]
    report(probe(sentences, read_conll(options.dev)[: options.sentences // 5]), (), show_errors=False)


if __name__ == "__main__":
    main()
