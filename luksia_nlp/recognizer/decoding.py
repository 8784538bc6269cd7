"""From scores of tags to names: the best sequence of IOB2 tags that holds together, and the names in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from luksia_nlp.recognizer.word_vectors import Floats

Span = tuple[int, int, str]


def tag_names(labels: Sequence[str]) -> tuple[str, ...]:
    """The IOB2 tags of some labels, in the order of the model's output.

    Example:
        >>> tag_names(["GPE"])
        ('O', 'B-GPE', 'I-GPE')
    """
    return ("O", *(f"{prefix}-{label}" for label in labels for prefix in "BI"))


@lru_cache(8)
def _forbidden(tags: int) -> tuple[Floats, Floats]:
    """What to add to a first tag and to a pair of tags: nothing where they may stand, else minus infinity.

    Inside (an even place, from 2) follows only beginning or inside of the same label.
    """
    first = np.zeros(tags, np.float32)
    first[2::2] = -np.inf
    pairs = np.zeros((tags, tags), np.float32)
    pairs[:, 2::2] = -np.inf
    inside = np.arange(2, tags, 2)
    pairs[inside, inside] = pairs[inside - 1, inside] = 0.0
    return first, pairs


def best_tags(scores: Floats) -> list[int]:
    """The allowed sequence of tags with the highest sum of scores (Viterbi's algorithm).

    Args:
        scores: For each token a score for each tag, in the order of `tag_names`.

    Returns:
        The tag of each token, as its place among the tags.

    Example:
        >>> best_tags(np.array([[0, 3, 1], [2, 0, 3]], np.float32))  # O, B, I
        [1, 2]
    """
    if not len(scores):
        return []
    first, pairs = _forbidden(scores.shape[1])
    total = scores[0] + first
    back = []
    for row in scores[1:]:
        candidates = total[:, None] + pairs
        origin = candidates.argmax(axis=0)
        back.append(origin)
        total = candidates[origin, np.arange(len(origin))] + row
    path = [int(total.argmax())]
    for origin in reversed(back):
        path.append(int(origin[path[-1]]))
    return path[::-1]


def without_breaks(scores: Floats, tokens: Sequence[str]) -> None:
    """Let no name hold a line break: in place, give its tokens no tag but the first, `O`."""
    breaks = [place for place, token in enumerate(tokens) if token.isspace()]
    scores[breaks] = -np.inf
    scores[breaks, 0] = 0.0


def spans_of(tags: Iterable[str]) -> Iterator[Span]:
    """The names of IOB2 tags, as first token, last token (exclusive) and label.

    Args:
        tags: The tags of a text's tokens. An `I-` that nothing of its label comes before begins a name, too.

    Example:
        >>> list(spans_of(["B-ORG", "I-ORG", "O", "I-GPE", "B-GPE"]))
        [(0, 2, 'ORG'), (3, 4, 'GPE'), (4, 5, 'GPE')]
    """
    start, label = 0, ""
    for place, tag in enumerate([*tags, "O"]):
        if label and tag != f"I-{label}":
            yield start, place, label
            label = ""
        if not label and tag != "O":
            start, label = place, tag[2:]


def tags_of(spans: Iterable[Span], length: int) -> list[str]:
    """The IOB2 tags of names that do not overlap.

    Args:
        spans: The names.
        length: How many tokens there are.

    Example:
        >>> tags_of([(1, 3, "ORG")], 4)
        ['O', 'B-ORG', 'I-ORG', 'O']
    """
    tags = ["O"] * length
    for first, last, label in spans:
        tags[first:last] = [f"B-{label}", *[f"I-{label}"] * (last - first - 1)]
    return tags
