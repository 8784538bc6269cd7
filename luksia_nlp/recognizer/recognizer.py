"""Tokens in, names out: the model is run window by window, its tags are made names with scores."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from luksia_nlp import calibration
from luksia_nlp.errors import RecognizerError
from luksia_nlp.recognizer.decoding import best_tags, spans_of, tag_names, without_breaks
from luksia_nlp.recognizer.encoding import EncodedWindow, TokenEncoder
from luksia_nlp.recognizer.manifest import (
    NETWORK,
    PIECES,
    SENTENCES,
    VECTORS,
    Reading,
    packaged_model,
    read_manifest,
    remedy_of,
)
from luksia_nlp.recognizer.model_files import read_file, read_files, session
from luksia_nlp.recognizer.windows import ends_of, joined, windows
from luksia_nlp.recognizer.word_vectors import Floats, read_vectors

# Sentences that are read as one text; only memory depends on it, and where a text of thousands is cut.
_SENTENCES_AT_ONCE = 400
# The corpus parts words at every mark (SAK : n), so the model is shown texts parted like it.
_PART = re.compile(r"[^\W_]+|\S|\s+")


class FoundName(NamedTuple):
    """A name: its first token, its last (exclusive), its label, and how sure it is, from 0 to 1."""

    first: int
    last: int
    label: str
    score: float


class Read(NamedTuple):
    """What was read of tokens: the names, and a row of numbers for each token, as it is meant in its context.

    `words` is None where the model only finds names.
    """

    names: list[FoundName]
    words: Floats | None


class Recognizer:
    """Finds names in tokenized text.

    Args:
        folder: The model's folder, as training wrote it; None for the model that comes with luksia_nlp.
        threads: How many processor threads to use; None leaves it to onnxruntime, which takes all.

    Raises:
        RecognizerError: A file of the model is missing, damaged or of another version.

    Example:
        >>> tunnistin = Recognizer()
        >>> nimet = tunnistin.names("Timo Hakkarainen asuu Lohjalla .".split())
        >>> [nimi[:3] for nimi in nimet]
        [(0, 2, 'PERSON'), (3, 4, 'GPE')]
    """

    def __init__(self, folder: str | Path | None = None, threads: int | None = None) -> None:
        self._folder = packaged_model() if folder is None else Path(folder)
        self.manifest = read_manifest(self._folder)
        self._tags = tag_names(self.manifest.labels)
        digests = {name: self.manifest.files.get(name, "") for name in (NETWORK, PIECES)}
        remedy = remedy_of(self._folder)
        contents = read_files(self._folder, digests, remedy, RecognizerError)
        path = self._folder / NETWORK
        self._session = session(path, contents[NETWORK], threads, remedy, RecognizerError)
        vectors = read_vectors(self._folder / VECTORS, self.manifest.files.get(VECTORS, ""), remedy)
        self._encoder = TokenEncoder(contents[PIECES], vectors)

    @property
    def is_packaged(self) -> bool:
        """Whether it is the model that comes with luksia_nlp."""
        return self._folder == packaged_model()

    @property
    def name(self) -> str:
        """How results name it: `luksia_ner` and the model's name, or its folder where it has none."""
        return f"luksia_ner {self.manifest.origin.get('name', self._folder)}"

    def sentence_network(self) -> tuple[Any, Reading]:
        """The onnxruntime session that reads sentences from what `read` says of tokens, and its numbers.

        Raises:
            RecognizerError: The model only finds names, or the file is missing or damaged.
        """
        remedy = remedy_of(self._folder)
        path, reading = self._folder / SENTENCES, self.manifest.reading
        if reading is None:
            raise RecognizerError(f"{self._folder}: the model finds names only, and cannot read sentences.")
        content = read_file(path, self.manifest.files.get(SENTENCES, ""), remedy, RecognizerError)
        # One thread: it is too small to be shared among several.
        return session(path, content, 1, remedy, RecognizerError), reading

    def names(self, tokens: Sequence[str]) -> list[FoundName]:
        """The names of a text, in its order; a token with a line break parts paragraphs.

        A name begins and ends where tokens do: *Nokia* within the token *Nokia-pomo* is none.

        Args:
            tokens: The text's tokens, of any number.
        """
        return self.read(tokens).names

    def read(self, tokens: Sequence[str]) -> Read:
        """The names of a text, as `names` finds them, and what its tokens mean in their context.

        Args:
            tokens: The text's tokens, of any number; the row of one that is white space is of zeros.
        """
        parts, owners = _parts(tokens)
        if not parts:
            reading = self.manifest.reading
            return Read([], np.zeros((len(tokens), reading.word_width), np.float16) if reading else None)
        outputs = zip(*self._outputs(parts, owners), strict=True)
        scores, *words = (np.concatenate(output) for output in outputs)
        by_token = _by_token(words[0], owners, len(tokens)) if words else None
        return Read(self._names(scores, parts, owners), by_token)

    def _names(self, scores: Floats, parts: Sequence[str], owners: Sequence[int]) -> list[FoundName]:
        without_breaks(scores, parts)
        chosen = best_tags(scores)
        found = []
        for first, last, label in spans_of([self._tags[tag] for tag in chosen]):
            start, end = owners[first], owners[last - 1] + 1
            begins = first == 0 or owners[first - 1] != start
            ends = _ends_token(parts, owners, last)
            if begins and ends:
                score = self._calibrated(_raw_score(scores, chosen, first, last))
                found.append(FoundName(start, end, label, score))
        return found

    def names_in_sentences(self, sentences: Iterable[Sequence[str]]) -> Iterator[list[FoundName]]:
        """The names of each sentence of a running text; the sentences around one are its context.

        Args:
            sentences: The tokens of each sentence, in the order of the text.
        """
        return (read.names for read in self.read_sentences(sentences))

    def read_sentences(self, sentences: Iterable[Sequence[str]]) -> Iterator[Read]:
        """What `read` gives, for each sentence of a running text.

        Args:
            sentences: The tokens of each sentence, in the order of the text.
        """
        remaining = iter(sentences)
        while group := list(islice(remaining, _SENTENCES_AT_ONCE)):
            tokens, starts = joined(group)
            read = self.read(tokens)
            names = iter(read.names)
            name = next(names, None)
            for start, sentence in zip(starts, group, strict=True):
                within = []
                while name and name.first < start + len(sentence):
                    last = min(name.last - start, len(sentence))
                    within.append(FoundName(name.first - start, last, name.label, name.score))
                    name = next(names, None)
                words = None if read.words is None else read.words[start : start + len(sentence)]
                yield Read(within, words)

    def forget(self) -> None:
        """Empty the memory of words' pieces and vectors, which otherwise grows to a fixed size."""
        self._encoder.forget()

    def _outputs(self, parts: Sequence[str], owners: Sequence[int]) -> Iterator[list[Floats]]:
        """Log-probabilities of the tags of each part and, of some models, what it means, window by window.

        Each window is run by itself: 8-bit arithmetic takes its scale from all that is run together, and
        what is found in a text must not depend on what else is read.
        """
        size, margin = self.manifest.window, self.manifest.margin
        # A mark within a token ends no sentence: 31.12.2026, *J.* of J. Paasikivi.
        parted = Counter(owners)
        whole = [part if parted[owner] == 1 else "" for part, owner in zip(parts, owners, strict=True)]
        for window in windows(self._encoder.lengths(parts), ends_of(whole), size, margin):
            encoded = self._encoder.encode(parts[window.first : window.last])
            kept = slice(window.keep_first - window.first, window.keep_last - window.first)
            yield [output[kept] for output in self._session.run(None, inputs(encoded))]

    def _calibrated(self, raw: float) -> float:
        slope, intercept = self.manifest.calibration
        return round(calibration.probability(slope * calibration.log_odds(raw) + intercept), 4)


@cache
def packaged_recognizer() -> Recognizer:
    """The recognizer that comes with luksia_nlp, loaded once for all who ask.

    Raises:
        RecognizerError: A file of the model is missing or damaged.

    Example:
        >>> packaged_recognizer() is packaged_recognizer()
        True
    """
    return Recognizer()


def tokens_of(text: str) -> list[str]:
    """A text's tokens, parted at every mark, for who has no tokenizer.

    Args:
        text: The text; a line break in it is no more than a space.

    Example:
        >>> tokens_of("Luksian väki, 120 henkeä.")
        ['Luksian', 'väki', ',', '120', 'henkeä', '.']
    """
    return _parts(text.split())[0]


def inputs(encoded: EncodedWindow) -> dict[str, Any]:
    """The model's inputs, by their names."""
    names = ("pieces", "word_of", "starts", "ends", "vectors")
    return {name: getattr(encoded, name) for name in names}


def _parts(tokens: Sequence[str]) -> tuple[list[str], list[int]]:
    """The tokens parted at every mark, and for each part the token it is of; spaces are left out."""
    parts: list[str] = []
    owners: list[int] = []
    for number, token in enumerate(tokens):
        found = (token,) if token.isalnum() else _PART.findall(token)
        for part in found:
            if not part.isspace() or "\n" in part:
                parts.append(part)
                owners.append(number)
    return parts, owners


def _by_token(rows: Floats, owners: Sequence[int], tokens: int) -> Floats:
    """The mean of each token's parts, in 16 bits: what is kept of a text until its sentences are known."""
    places = np.array(owners)
    firsts = np.flatnonzero(np.diff(places, prepend=-1))
    sizes = np.diff(firsts, append=len(places))
    found: Floats = np.zeros((tokens, rows.shape[1]), np.float16)
    found[places[firsts]] = np.add.reduceat(rows, firsts) / sizes[:, None]
    return found


def _ends_token(parts: Sequence[str], owners: Sequence[int], last: int) -> bool:
    """Whether no part of a token is left after a place but a full stop (*ry.* is one token to some)."""
    while last < len(parts) and owners[last] == owners[last - 1] and parts[last] == ".":
        last += 1
    return last == len(parts) or owners[last] != owners[last - 1]


def _raw_score(scores: Floats, chosen: Sequence[int], first: int, last: int) -> float:
    """The probability of the least sure of a span's tags, and of the name not going on after it."""
    least = min(float(scores[place, chosen[place]]) for place in range(first, last))
    probability = math.exp(least)
    if last < len(chosen):
        inside = chosen[first] + 1  # the tags of a label stand in pairs, beginning and inside
        probability = min(probability, 1 - math.exp(float(scores[last, inside])))
    return probability
