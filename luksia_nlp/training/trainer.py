"""The training run: epochs over the corpus, a running average of the weights, checkpoints, resumption."""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from luksia_nlp.errors import TrainingError
from luksia_nlp.recognizer.decoding import best_tags, spans_of, tag_names, without_breaks
from luksia_nlp.recognizer.encoding import TokenEncoder
from luksia_nlp.recognizer.windows import ends_of, windows
from luksia_nlp.training.augmentation import NameLists, Swapper, read_lists
from luksia_nlp.training.batches import IGNORED, as_batch, batches, documents, masked, training_windows
from luksia_nlp.training.corpus import Sentence, f1_score, labels_of
from luksia_nlp.training.recipe import Recipe
from luksia_nlp.training.start import Start, from_encoder, from_model
from luksia_nlp.training.tagging_model import TaggingModel

_LOG = logging.getLogger("luksia_nlp.training")
CHECKPOINT = "checkpoint.pt"
# Raised when what a checkpoint holds is called otherwise, so that an older one is refused.
_CHECKPOINT_FORMAT = 2
_START, _LOG_FILE = "start.pt", "log.jsonl"
# Steps between two lines of the log, and between two checkpoints: what a kill can cost.
_LOGGED_STEPS = 100


@dataclass(slots=True)
class Trained:
    """A model with everything needed to run it."""

    model: TaggingModel
    encoder: TokenEncoder
    labels: list[str]
    pieces: bytes
    table: np.ndarray[Any, np.dtype[np.int8]]
    scale: np.ndarray[Any, np.dtype[np.float32]]
    recipe: Recipe
    dev_f1: float


def train(
    corpus: Sequence[Sentence],
    dev: Sequence[Sentence],
    folder: Path,
    recipe: Recipe,
    lists: Sequence[Path] = (),
    model: Path | None = None,
) -> Trained:
    """Train from the pretrained encoder, or go on where a killed run in the same folder stopped.

    Args:
        corpus: The sentences to learn from, in the order of their texts.
        dev: The sentences to measure on after each epoch.
        folder: Where the checkpoint and the log go.
        recipe: How to train.
        lists: Folders of name lists for swapping, see `read_lists`.
        model: The folder of a model to train on; None starts from the pretrained encoder.

    Raises:
        TrainingError: The folder holds a run of another recipe or corpus.
    """
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(recipe.seed)
    names = read_lists(*lists)
    run = _Run(corpus, dev, folder, recipe, names, _start(corpus, folder, recipe, names, model))
    run.resume()
    run.go()
    return run.trained()


def _start(
    corpus: Sequence[Sentence], folder: Path, recipe: Recipe, names: NameLists, model: Path | None
) -> Start:
    """What the run starts from; kept in its folder, so that it is the same when the run goes on."""
    if start := kept_start(folder):
        return start
    words = [token for sentence in corpus for token in sentence.tokens]
    further = [*names.given, *names.family, *(name for group in names.others.values() for name in group)]
    start = (
        from_model(model)
        if model
        else from_encoder(words, further, recipe.vocabulary, recipe.vector_width, recipe.layers)
    )
    kept = {"state": dict(start.state), "pieces": start.pieces, "labels": list(start.labels)}
    arrays = {"table": torch.from_numpy(start.table), "scale": torch.from_numpy(start.scale)}
    torch.save({**kept, **arrays}, folder / _START)
    return start


def kept_start(folder: Path) -> Start | None:
    """What the run in a folder started from; None where there is no run."""
    path = folder / _START
    if not path.exists():
        return None
    kept = torch.load(path, weights_only=True)
    table, scale = kept["table"].numpy(), kept["scale"].numpy()
    return Start(kept["state"], kept["pieces"], table, scale, tuple(kept["labels"]))


class _Run:
    def __init__(
        self,
        corpus: Sequence[Sentence],
        dev: Sequence[Sentence],
        folder: Path,
        recipe: Recipe,
        names: NameLists,
        start: Start,
    ) -> None:
        self._corpus, self._dev, self._folder, self._recipe = corpus, dev, folder, recipe
        self._start = start
        self._encoder = start.token_encoder()
        self._labels = sorted({*labels_of(corpus), *start.labels})
        self._tags = tag_names(self._labels)
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._model = start.model(self._labels).to(self._device)
        self._average = {name: value.clone() for name, value in self._model.state_dict().items()}
        self._swapper = Swapper(corpus, names, recipe.swap, recipe.swap_from_lists if names.given else 0.0)
        self._optimizer = torch.optim.AdamW(self._groups(), weight_decay=recipe.decay, fused=True)
        self._epoch, self._step, self._dev_f1 = 0, 0, 0.0
        self._steps_an_epoch = len(self._batches(0))

    def _groups(self) -> list[dict[str, Any]]:
        recipe = self._recipe
        rates = {"vector_in": recipe.vector_rate, "hidden": recipe.head_rate, "tags": recipe.head_rate}
        groups: dict[float, list[Any]] = {}
        for name, parameter in self._model.named_parameters():
            if recipe.frozen and not _is_above(name, recipe.frozen):
                parameter.requires_grad_(False)
                continue
            groups.setdefault(rates.get(name.split(".")[0], recipe.rate), []).append(parameter)
        return [{"params": group, "lr": rate, "top": rate} for rate, group in groups.items()]

    def _batches(self, epoch: int) -> list[Any]:
        """The batches of an epoch: the same whenever they are asked for."""
        rng = np.random.default_rng([self._recipe.seed, epoch])
        swapped = [self._swapper.swapped(sentence, rng) for sentence in self._corpus]
        swapped = [s.in_capitals() if rng.random() < self._recipe.capitals else s for s in swapped]
        texts = training_windows(swapped, self._encoder, self._recipe.window - 2, rng)
        return batches(texts, self._encoder, self._tags, self._recipe.batch_pieces, rng)

    def go(self) -> None:
        while self._epoch < self._recipe.epochs:
            started = time.monotonic()
            steps = self._batches(self._epoch)
            done = self._step - self._epoch * self._steps_an_epoch
            losses = []
            for windows_ in steps[done : self._steps_an_epoch]:
                losses.append(self._one_step(windows_))
                if self._step % _LOGGED_STEPS == 0:
                    seconds = (time.monotonic() - started) / len(losses)
                    _LOG.info(
                        "step %d, loss %.4f, %.2f s", self._step, np.mean(losses[-_LOGGED_STEPS:]), seconds
                    )
                    self._save()
            self._epoch += 1
            self._step = self._epoch * self._steps_an_epoch
            self._dev_f1 = self.evaluate()
            self._record(float(np.mean(losses)) if losses else math.nan, time.monotonic() - started)
            self._save()

    def _one_step(self, chosen: Sequence[Any]) -> float:
        recipe = self._recipe
        generator = torch.Generator().manual_seed(recipe.seed * 1_000_003 + self._step)
        torch.manual_seed(recipe.seed * 1_000_003 + self._step)
        for group in self._optimizer.param_groups:
            group["lr"] = group["top"] * self._rate_now()
        batch = masked(as_batch(chosen), recipe.hidden_pieces, recipe.hidden_words, generator)
        batch = batch.to(self._device)
        self._model.train()
        with torch.autocast(self._device.type, torch.bfloat16, enabled=recipe.bfloat16):
            scores = self._model(batch, recipe.drop).float()
        loss = functional.cross_entropy(
            scores.flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORED, label_smoothing=recipe.smoothing
        )
        self._optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        self._step += 1
        # At first the average follows at once, so that it holds nothing of the start.
        weight = 1 - min(recipe.average, self._step / (self._step + 10))
        state = self._model.state_dict()
        torch._foreach_lerp_(list(self._average.values()), [state[name] for name in self._average], weight)
        return float(loss.detach())

    def _rate_now(self) -> float:
        total = self._recipe.epochs * self._steps_an_epoch
        rising = self._recipe.warm_up * total
        if self._step < rising:
            return (self._step + 1) / rising
        return max(0.0, (total - self._step) / (total - rising))

    def evaluate(self) -> float:
        """Strict F1 of the averaged weights on the development sentences."""
        own = {name: value.clone() for name, value in self._model.state_dict().items()}
        self._model.load_state_dict(self._average)
        score = f1_on(self._dev, self._model, self._encoder, self._tags, self._recipe)
        self._model.load_state_dict(own)
        return score

    def _record(self, loss: float, seconds: float) -> None:
        row = {"epoch": self._epoch, "loss": round(loss, 4), "dev_f1": round(self._dev_f1, 4)}
        _LOG.info("%s in %.0f s", row, seconds)
        with (self._folder / _LOG_FILE).open("a", encoding="utf-8") as log:
            log.write(json.dumps({**row, "seconds": round(seconds)}) + "\n")

    def _fingerprint(self) -> dict[str, Any]:
        return {
            "checkpoint": _CHECKPOINT_FORMAT,
            **asdict(self._recipe),
            "labels": self._labels,
            "sentences": len(self._corpus),
        }

    def _save(self) -> None:
        state = {
            "fingerprint": self._fingerprint(),
            "model": self._model.state_dict(),
            "average": self._average,
            "optimizer": self._optimizer.state_dict(),
            "epoch": self._epoch,
            "step": self._step,
            "dev_f1": self._dev_f1,
        }
        unfinished = self._folder / (CHECKPOINT + ".part")
        torch.save(state, unfinished)
        unfinished.replace(self._folder / CHECKPOINT)  # a kill leaves the checkpoint before it whole

    def resume(self) -> None:
        path = self._folder / CHECKPOINT
        if not path.exists():
            return
        state = torch.load(path, weights_only=True, map_location=self._device)
        if state["fingerprint"] != self._fingerprint():
            raise TrainingError(
                f"{self._folder} holds a run of another recipe or corpus. Give another folder, or remove it."
            )
        self._model.load_state_dict(state["model"])
        self._average = state["average"]
        self._optimizer.load_state_dict(state["optimizer"])
        self._epoch, self._step, self._dev_f1 = state["epoch"], state["step"], state["dev_f1"]
        _LOG.info("going on at step %d", self._step)

    def trained(self) -> Trained:
        """The model with its averaged weights, and what belongs to it."""
        self._model.load_state_dict(self._average)
        self._model.cpu().eval()
        return Trained(
            self._model, self._encoder, self._labels, self._start.pieces,
            self._start.table, self._start.scale, self._recipe, self._dev_f1,
        )  # fmt: skip


def _is_above(name: str, frozen: int) -> bool:
    """Whether a weight is above so many frozen layers, by its name."""
    part, *rest = name.split(".")
    return int(rest[0]) >= frozen if part == "layers" else part in ("hidden", "tags")


def f1_on(
    dev: Sequence[Sentence], model: TaggingModel, encoder: TokenEncoder, tags: Sequence[str], recipe: Recipe
) -> float:
    """Strict F1 of a model on some sentences, read as one text."""
    text = documents(dev)
    found = [tags[tag] for tag in predicted(model, encoder, text.tokens, recipe)]
    return f1_score([set(spans_of(text.tags))], [set(spans_of(found))])


def predicted(model: TaggingModel, encoder: TokenEncoder, tokens: Sequence[str], recipe: Recipe) -> list[int]:
    """The tag of each token, as its place among the tags, read in windows as in recognition."""
    rows = np.concatenate(list(_scores(model, encoder, tokens, recipe)))
    without_breaks(rows, tokens)
    return best_tags(rows)


@torch.inference_mode()
def _scores(
    model: TaggingModel, encoder: TokenEncoder, tokens: Sequence[str], recipe: Recipe
) -> Iterator[np.ndarray[Any, np.dtype[np.float32]]]:
    model.eval()
    device = next(model.parameters()).device
    size = recipe.read_window - 2
    for window in windows(encoder.lengths(tokens), ends_of(tokens), size, recipe.margin):
        encoded = encoder.encode(tokens[window.first : window.last])
        blank = [IGNORED] * (window.last - window.first)
        scores = model(as_batch([(encoded, blank)]).to(device))[0].log_softmax(-1).cpu().numpy()
        yield scores[window.keep_first - window.first : window.keep_last - window.first]
