"""Annotated sentences packed into windows and batches, anew for each epoch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from luksia_nlp.recognizer.encoding import SPECIAL, EncodedWindow, Integers, TokenEncoder
from luksia_nlp.recognizer.windows import BREAK, joined
from luksia_nlp.training.corpus import Sentence
from luksia_nlp.training.tagging_model import Batch

# How often a line break stands after a sentence that ends with such a mark: about once a paragraph.
_BREAKS = 0.2
# Windows are of every length from here up, since articles are; most are full.
_SHORTEST, _FULL_SHARE = 40, 0.6
# The tag that PyTorch's loss leaves out, by its own default.
IGNORED = -100


def documents(sentences: Sequence[Sentence], rng: Generator | None = None) -> Sentence:
    """All sentences as one text, line breaks between paragraphs; `rng` sets more of them at random."""
    tokens: list[str] = []
    tags: list[str] = []
    for sentence in sentences:
        added, _ = joined([sentence.tokens])
        if rng is not None and rng.random() < _BREAKS and len(added) == len(sentence.tokens):
            added.append(BREAK)
        tokens += added
        tags += [*sentence.tags, *["O"] * (len(added) - len(sentence.tags))]
    return Sentence(tuple(tokens), tuple(tags))


def training_windows(
    sentences: Sequence[Sentence], encoder: TokenEncoder, size: int, rng: Generator
) -> Iterator[Sentence]:
    """Runs of sentences of at most so many pieces, from a random place on; only longer ones are cut."""
    turn = int(rng.integers(len(sentences)))
    text = [part for s in (*sentences[turn:], *sentences[:turn]) for part in _cut(s, encoder, size)]
    run: list[Sentence] = []
    used, room = 0, size
    for sentence, length in text:
        if run and used + length > room:
            yield documents(run, rng)
            run, used = [], 0
            room = size if rng.random() < _FULL_SHARE else int(rng.integers(_SHORTEST, size))
        run.append(sentence)
        used += length + 1
    yield documents(run, rng)


def _cut(sentence: Sentence, encoder: TokenEncoder, size: int) -> Iterator[tuple[Sentence, int]]:
    """Parts of a sentence of at most so many pieces, with how many they have; most sentences are one."""
    first = used = 0
    for place, length in enumerate(encoder.lengths(sentence.tokens)):
        if used + length > size:
            yield Sentence(sentence.tokens[first:place], sentence.tags[first:place]), used
            first, used = place, 0
        used += length
    yield Sentence(sentence.tokens[first:], sentence.tags[first:]), used


def batches(
    texts: Iterable[Sentence], encoder: TokenEncoder, tags: Sequence[str], pieces: int, rng: Generator
) -> list[list[tuple[EncodedWindow, list[int]]]]:
    """Windows of like length together, up to so many pieces a batch, in random order."""
    number = {tag: place for place, tag in enumerate(tags)}
    encoded = [(encoder.encode(t.tokens), _tag_numbers(t, number)) for t in texts]
    encoded.sort(key=lambda pair: len(pair[0].pieces))
    found: list[list[tuple[EncodedWindow, list[int]]]] = [[]]
    for window, wanted in encoded:
        if found[-1] and (len(found[-1]) + 1) * len(window.pieces) > pieces:
            found.append([])
        found[-1].append((window, wanted))
    rng.shuffle(found)
    return found


def _tag_numbers(text: Sentence, number: dict[str, int]) -> list[int]:
    return [
        number[tag] if token.strip() else IGNORED for token, tag in zip(text.tokens, text.tags, strict=True)
    ]


def as_batch(windows: Sequence[tuple[EncodedWindow, list[int]]]) -> Batch:
    """Padded tensors."""
    pieces = _padded([w.pieces for w, _ in windows], SPECIAL.padding)
    return Batch(
        pieces=pieces,
        word_of=_padded([w.word_of for w, _ in windows], 0),
        starts=_padded([w.starts for w, _ in windows], 0),
        ends=_padded([w.ends for w, _ in windows], 0),
        vectors=pad_sequence([torch.from_numpy(w.vectors) for w, _ in windows], batch_first=True),
        padding=pieces == SPECIAL.padding,
        tags=_padded([np.array(wanted) for _, wanted in windows], IGNORED),
    )


def _padded(rows: Sequence[Integers], value: int) -> Tensor:
    return pad_sequence([torch.from_numpy(row) for row in rows], batch_first=True, padding_value=value)


def masked(batch: Batch, pieces: float, words: float, generator: torch.Generator) -> Batch:
    """A batch with a share of its pieces and of its word vectors hidden."""
    shape = batch.pieces.shape
    hidden = torch.rand(shape, generator=generator) < pieces
    hidden &= batch.word_of > 0
    kept = torch.rand(batch.vectors.shape[:2], generator=generator) >= words
    return Batch(
        pieces=batch.pieces.masked_fill(hidden, SPECIAL.mask),
        word_of=batch.word_of,
        starts=batch.starts,
        ends=batch.ends,
        vectors=batch.vectors * kept.unsqueeze(-1),
        padding=batch.padding,
        tags=batch.tags,
    )
