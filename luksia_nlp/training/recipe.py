"""How to train: every option in one frozen place; the defaults are what the packaged model was made with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that a training run depends on beside its corpus.

    Args:
        epochs: Passes over the corpus.
        seed: Of every random choice.
        rate: The encoder's highest learning rate.
        head_rate: The highest learning rate of the classifier.
        vector_rate: The highest learning rate of what adds word vectors to the encoder's input.
        warm_up: The share of all steps in which the rate rises.
        decay: Weight decay.
        batch_pieces: Pieces a step.
        window: Pieces a window holds at most in training.
        read_window: Pieces a window holds at most in recognition.
        margin: Pieces at a window's ends that are read for context only, where a sentence is cut.
        hidden_pieces: The share of pieces hidden in training.
        hidden_words: The share of word vectors hidden in training.
        drop: The share of the classifier's input left out in training.
        smoothing: The share of certainty spread over the other tags.
        average: The share of the running average of weights that a step keeps.
        swap: The share of names swapped for others.
        swap_from_lists: The share of swaps that take a name from the lists, where there are lists.
        capitals: The share of sentences that are written in capitals, as some headlines are.
        vocabulary: Pieces kept of the encoder's vocabulary.
        vector_width: Numbers a word vector keeps.
        layers: The encoder's layers kept, counted from below; all where None.
        frozen: The lowest layers that stay as they are, with the pieces' own vectors: none where 0. It takes
            less time, and what is trained on forgets less.
        bfloat16: Whether matrix products are computed with 16 bits: faster on processors made for it (AVX-512
            BF16, AMX) and on GPUs, much slower on others.
    """

    epochs: int = 9
    seed: int = 7
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    vector_rate: float = 5e-5
    warm_up: float = 0.1
    decay: float = 0.01
    batch_pieces: int = 1024
    window: int = 200
    read_window: int = 200
    margin: int = 24
    hidden_pieces: float = 0.15
    hidden_words: float = 0.2
    drop: float = 0.2
    smoothing: float = 0.03
    average: float = 0.999
    swap: float = 0.25
    swap_from_lists: float = 0.5
    capitals: float = 0.02
    vocabulary: int = 24_000
    vector_width: int = 128
    layers: int | None = 9
    frozen: int = 0
    bfloat16: bool = False
