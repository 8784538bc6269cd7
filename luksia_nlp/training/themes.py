"""`python -m luksia_nlp.training.themes FOLDER --start ENCODER --lessons LESSONS --text FILE ...`.

Begins with an encoder of `luksia_nlp.training.sentences` and learns, from many themes at once, to tell
whether a sentence speaks of a theme, for it or against it (see `theme_lessons`, `theme_model`). Each step
takes some themes, each with a few of its sentences to be judged and a definition of others, drawn anew. All
of the step's sentences are judged by each of its themes, and with them ordinary text, which speaks of none:
in news nearly all sentences are such.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from luksia_nlp.errors import TrainingError
from luksia_nlp.training.commands import finished
from luksia_nlp.training.corpus import read_plain
from luksia_nlp.training.distillation import SentenceModel, descend, padded
from luksia_nlp.training.sentence_encoder import PIECES
from luksia_nlp.training.sentences import export_encoder
from luksia_nlp.training.theme_lessons import (
    AGAINST,
    HARD,
    Definition,
    Labelled,
    Lessons,
    read_lessons,
)
from luksia_nlp.training.theme_model import (
    Pieces,
    ThemeModel,
    average,
    read_encoder_folder,
)

# Themes of a step, labelled sentences of each, and sentences beside them: ordinary ones, ones labelled for
# several themes, and how many of these speak of a theme of the step.
_THEMES, _SENTENCES, _ORDINARY, _SEVERAL, _SPEAKING = 5, 16, 40, 20, 10
# Fewer of a theme's sentences than these make no lesson.
_FEWEST = 6
# How much a judgement counts: of a sentence that only seems to speak of the theme; of another theme's; of a
# related theme's, which may speak of this one, too. Related are themes whose own sentences lie so near each
# other (cosine of their means: one pair in ten). How much a stance against the theme counts beside one for
# it, being rarer, and all stances beside the subjects.
_HARD, _OTHERS, _RELATIVES, _RELATED, _AGAINST, _STANCES = 1.5, 1.0, 0.2, 0.45, 2.5, 0.5
# Highest learning rates: of the encoder's layers, its pieces, the stance's turn, the numbers.
_RATE, _PIECE_RATE, _STANCE_RATE, _NUMBER_RATE = 1e-4, 3e-5, 1e-3, 5e-3
# Share of steps in which they rise, of a vector that is left out; decay of the weights.
_WARM_UP, _DROP, _DECAY = 0.06, 0.1, 0.01
# How often a definition keeps its description, has few examples, and takes further examples from the labelled
# sentences of a theme that has many; from how many on it has.
_WITH_DESCRIPTION, _WITH_FEW, _WITH_MORE, _MANY = 0.9, 0.5, 0.6, 100
# How many few examples are, how many more; how many further ones and counterexamples there are at most.
_FEW, _MORE, _MOST_MORE, _MOST_COUNTER = (5, 8), (8, 16), 30, 3
# Ordinary text: how many words a sentence has, and sentences of which the centre is the mean.
_FEWEST_WORDS, _MOST_WORDS, _CENTRE = 5, 40, 500
# Steps between two lines of the log.
_LOGGED = 20


_T = TypeVar("_T")


class Cut(Protocol):
    """What makes of texts what the model reads."""

    def of(self, texts: Sequence[str]) -> list[Any]:
        """What is read of each text."""
        ...


class _Lesson(NamedTuple):
    """A theme's sentences to judge, and a definition to judge by: its own sentences and counterexamples."""

    theme: str
    sentences: Sequence[Labelled]
    own: Sequence[str]
    counter: Sequence[str]


def train(model: ThemeModel, lessons: Lessons, pieces: Cut, epochs: int, seed: int = 1) -> None:
    """Teach a model.

    Args:
        model: The model; it is changed.
        lessons: What to learn from.
        pieces: Cuts texts for the model.
        epochs: Passes over the labelled sentences.
        seed: Of the order and all draws.

    Raises:
        TrainingError: There are too few lessons for a step.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    named = list(model.named_parameters())
    parts = [
        (_RATE, [p for name, p in named if name.startswith("encoder.") and "word" not in name]),
        (_PIECE_RATE, [p for name, p in named if name.startswith("encoder.word")]),
        (_STANCE_RATE, [p for name, p in named if name.startswith("stance.")]),
        (_NUMBER_RATE, [p for name, p in named if name.endswith("_numbers")]),
    ]
    groups = [{"params": some, "top": rate} for rate, some in parts]
    optimizer = torch.optim.AdamW(groups, lr=_RATE, weight_decay=_DECAY, fused=True)
    steps = [step for _ in range(epochs) for step in _steps(lessons, rng)]
    if not steps:
        raise TrainingError(
            f"The lessons are too few: a step takes {_THEMES} themes with {_FEWEST} sentences."
        )
    model.train()
    descend(model, optimizer, steps, lambda step: _loss(model, step, lessons, pieces, rng), _WARM_UP, _LOGGED)
    model.eval()


def _steps(lessons: Lessons, rng: np.random.Generator) -> Iterator[list[tuple[str, list[Labelled]]]]:
    """One pass over the labelled sentences: some themes a step, each with some of its sentences."""
    parts: list[tuple[str, list[Labelled]]] = []
    for theme, rows in lessons.labelled.items():
        order = [rows[place] for place in rng.permutation(len(rows))]
        some = [order[first : first + _SENTENCES] for first in range(0, len(order), _SENTENCES)]
        parts += [(theme, part) for part in some if len(part) >= _FEWEST]
    shuffled = [parts[place] for place in rng.permutation(len(parts))]
    for first in range(0, len(shuffled) - _THEMES + 1, _THEMES):
        yield shuffled[first : first + _THEMES]


def _lesson(
    name: str,
    theme: Definition,
    rows: Sequence[Labelled],
    chosen: Sequence[Labelled],
    rng: np.random.Generator,
) -> _Lesson:
    """A definition drawn for some sentences, none of which it holds."""
    examples, judged = list(theme.examples), {row.text for row in chosen}
    if len(rows) >= _MANY and rng.random() < _WITH_MORE:
        further = [row.text for row in rows if row.speaks_of_it and row.text not in judged]
        examples += _drawn(further, _MOST_MORE, rng)
    few = len(examples) <= _FEW[1] or rng.random() < _WITH_FEW
    examples = _drawn(examples, int(rng.integers(*(_FEW if few else _MORE), endpoint=True)), rng)
    description = [theme.description] if theme.description and rng.random() < _WITH_DESCRIPTION else []
    counter = _drawn(theme.counterexamples, int(rng.integers(0, _MOST_COUNTER, endpoint=True)), rng)
    return _Lesson(name, chosen, [*description, *examples], counter)


def _drawn(some: Sequence[_T], most: int, rng: np.random.Generator) -> list[_T]:
    return [some[place] for place in rng.permutation(len(some))[:most]]


def _loss(
    model: ThemeModel,
    step: Sequence[tuple[str, Sequence[Labelled]]],
    lessons: Lessons,
    pieces: Cut,
    rng: np.random.Generator,
) -> Tensor:
    drawn = [
        _lesson(theme, lessons.themes[theme], lessons.labelled[theme], rows, rng) for theme, rows in step
    ]
    ordinary = _drawn(lessons.ordinary, _ORDINARY, rng)
    asked = {lesson.theme for lesson in drawn}
    speaking = [row for row in lessons.several if row.themes & asked]
    several = [*_drawn(speaking, _SPEAKING, rng), *_drawn(lessons.several, _SEVERAL, rng)]
    definitions = [[*lesson.own, *lesson.counter] for lesson in drawn]
    judged = [[row.text for row in lesson.sentences] for lesson in drawn]
    judged += [ordinary, [row.text for row in several]]
    texts = [text for some in (*definitions, *judged) for text in some]
    subjects, stances = model(pieces.of(texts), _DROP)
    sizes = [len(some) for some in (*definitions, *judged)]
    parts, stance_parts = subjects.split(sizes), stances.split(sizes)
    every = torch.cat(parts[len(drawn) :])
    means = [parts[place][: len(lesson.own)].detach().mean(0) for place, lesson in enumerate(drawn)]
    units = functional.normalize(torch.stack(means), dim=-1)
    near = (units @ units.T).tolist()
    losses = []
    for place, lesson in enumerate(drawn):
        split = len(lesson.own)
        odds = model.subject_odds(every, parts[place][:split], parts[place][split:])
        answers = [
            answer
            for other, nearness in zip(drawn, near[place], strict=True)
            for answer in _answers(lesson, other, nearness)
        ]
        answers += [(0.0, 1.0)] * len(ordinary)
        answers += [(float(lesson.theme in row.themes), float(row.tells_of(lesson.theme))) for row in several]
        losses.append(_cross_entropy(odds, *zip(*answers, strict=True)))
        on_subject = [number for number, row in enumerate(lesson.sentences) if row.is_on_subject]
        if on_subject:
            rows = [lesson.sentences[number] for number in on_subject]
            said = model.stance_odds(
                stance_parts[len(drawn) + place][on_subject], stance_parts[place][:split]
            )
            counts = [_AGAINST if row.how == AGAINST else 1.0 for row in rows]
            speaks = [float(row.speaks_of_it) for row in rows]
            losses.append(_STANCES * _cross_entropy(said, speaks, counts))
    total: Tensor = torch.stack(losses).sum() / len(drawn)
    return total


def _answers(lesson: _Lesson, other: _Lesson, nearness: float) -> list[tuple[float, float]]:
    """Whether each sentence of another lesson, or its own, is on a lesson's subject; how much it counts."""
    if other is lesson:
        return [(float(row.is_on_subject), _HARD if row.how in HARD else 1.0) for row in other.sentences]
    counts = 0.0 if other.theme == lesson.theme else _RELATIVES if nearness > _RELATED else _OTHERS
    return [(0.0, counts)] * len(other.sentences)


def _cross_entropy(odds: Tensor, wanted: Sequence[float], weights: Sequence[float]) -> Tensor:
    weight = torch.tensor(weights)
    losses = functional.binary_cross_entropy_with_logits(odds, torch.tensor(wanted), reduction="none")
    mean: Tensor = (losses * weight).sum() / weight.sum()
    return mean


@torch.inference_mode()
def centre_of(encoder: SentenceModel, rows: Sequence[Sequence[int]]) -> Tensor:
    """What the subjects of ordinary text share: the mean of what the encoder turns them to."""
    turned: Tensor = torch.cat([encoder(padded([row])) for row in rows]).mean(0)
    return turned


def ordinary_text(paths: Sequence[Path]) -> list[str]:
    """The sentences of some files, each once, none very short or long."""
    texts = dict.fromkeys(text for path in paths for text in read_plain(path))
    return [text for text in texts if _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS]


def _teach(options: argparse.Namespace) -> None:
    lessons = read_lessons(options.lessons, options.define, ordinary_text(options.text))
    encoder, processor = read_encoder_folder(options.start)
    pieces = Pieces(processor)
    some = lessons.ordinary[:: max(1, len(lessons.ordinary) // _CENTRE)]
    model = ThemeModel(encoder, centre_of(encoder, pieces.of(some)))
    train(model, lessons.without(options.hold), pieces, options.epochs, options.seed)
    name = f"multilingual-e5-small, {len(encoder.layers)} of 12 layers, taught themes, 8 bits"
    content = (options.start / PIECES).read_bytes()
    export_encoder(options.folder, model.encoder_state(), content, name, model.judgement())


def main(argv: Sequence[str] | None = None) -> int:
    """Teach an encoder and write it to the folder given; 0 where it went well."""
    parser = argparse.ArgumentParser(prog="python -m luksia_nlp.training.themes", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write the encoder")
    parser.add_argument("--lessons", type=Path, help="folder of theme files and tables")
    parser.add_argument("--define", nargs="*", type=Path, default=[], help="further theme files")
    parser.add_argument("--text", nargs="+", type=Path, default=[], help="corpora of ordinary text")
    parser.add_argument("--start", type=Path, help="folder of an encoder to begin with")
    parser.add_argument(
        "--average",
        nargs="+",
        type=Path,
        help="folders of taught encoders to average, in place of teaching one",
    )
    parser.add_argument("--hold", nargs="*", default=[], metavar="THEME", help="themes to leave out")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    if options.average:
        return finished(lambda: average(options.folder, options.average))
    if not (options.start and options.lessons):
        parser.error("give --start and --lessons, or --average")
    return finished(lambda: _teach(options))


if __name__ == "__main__":
    sys.exit(main())
