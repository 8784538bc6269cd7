"""Articles that repeat an earlier one, word for word or nearly: by MinHash signatures of their words.

The method is that of A. Broder (On the resemblance and containment of documents, 1997), with candidates from
bands of the signature (J. Leskovec, A. Rajaraman and J. Ullman, Mining of Massive Datasets, chapter 3).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b, shake_256
from typing import Any

import numpy as np
import numpy.typing as npt

_WORD = re.compile(r"\w+")
# Words in a row that are compared at a time: two articles on one matter share words and pairs of words, and
# not one in fifty of their triples (measured).
_ROW = 3
# Words of an article, at least, for it to count as nearly another's repetition; of shorter ones, such as
# results and weather, one word or number is the news.
_FEWEST_WORDS = 30
# Numbers of 16 bits in a signature, and in one of its bands. Articles of which the share s of triples is the
# same agree in a band with probability s to the 4th: of 16 bands in one at least with 0.99 for s = 0.7, 0.002
# for 0.1.
WIDTH, _BAND = 64, 4
# The share of equal numbers from which one article repeats another. Light edits (another headline, some
# words, a last paragraph cut, a dateline) left 0.7 at least, other articles with the same boilerplate 0.14 at
# most. Of 46,000 pairs of real stories none lay between 0.2 and 0.6. By chance the share is off by 0.06.
_THRESHOLD = 0.5
# Triples that are hashed at a time: 2 MB of numbers.
_AT_A_TIME = 4_096
# Pairs that are compared at a time: 25 MB of signatures.
_PAIRS = 100_000
# Random odd numbers of 8 bytes that the hash functions multiply by: three for the words of a triple, one for
# all; and for each function one, and one to add. Signatures are kept for years: they may never change.
_RANDOM = np.frombuffer(shake_256(b"luksia_nlp").digest(8 * (_ROW + 1 + 2 * WIDTH)), "<u8") | np.uint64(1)
# Its parts.
_MIXERS, _FACTORS, _OFFSETS = np.split(_RANDOM, [_ROW + 1, _ROW + 1 + WIDTH])

Indices = npt.NDArray[np.int64]
Signatures = npt.NDArray[np.uint16]


def exact(text: str) -> bytes:
    """What texts of the same words in the same order have in common, in 16 bytes; case and marks aside.

    Args:
        text: The text.

    Example:
        >>> exact("Lohjalla satoi.") == exact("LOHJALLA  SATOI!")
        True
    """
    words = " ".join(_words(text)) or text.strip()
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def signature(text: str) -> bytes:
    """What a text is compared by: 128 bytes, all zero for a text of under 30 words, compared exactly alone.

    The same in every version and on every machine.

    Args:
        text: The text.

    Example:
        >>> len(signature("Lohjalla satoi ja Vihdissä paistoi. " * 10))
        128
    """
    words = _words(text)
    if len(words) < _FEWEST_WORDS:
        return bytes(2 * WIDTH)
    hashes = np.fromiter(
        (zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words), np.uint64, len(words)
    )
    length = len(words) - _ROW + 1
    rows = np.zeros(length, np.uint64)
    for place in range(_ROW):
        rows += hashes[place : place + length] * _MIXERS[place]
    rows = (rows ^ rows >> np.uint64(32)) * _MIXERS[_ROW]
    rows ^= rows >> np.uint64(29)
    least = np.full(WIDTH, 2**32, np.uint64)
    for start in range(0, length, _AT_A_TIME):
        several = rows[start : start + _AT_A_TIME, None] * _FACTORS + _OFFSETS
        np.minimum(least, (several >> np.uint64(32)).min(axis=0), out=least)
    # The least of many numbers begins with zeros; their ends tell them apart.
    return (least & np.uint64(0xFFFF)).astype("<u2").tobytes()


def first_of(signatures: Sequence[bytes] | Signatures, exacts: Sequence[bytes]) -> Indices:
    """For each article the first one that it repeats, exactly or nearly.

    Of articles that repeat each other in a row, each a little changed, all repeat the first.

    Args:
        signatures: The articles' signatures, or these as rows of 64 numbers of 16 bits.
        exacts: What `exact` made of each.

    Returns:
        For each article the index of the first that it repeats; -1 where it repeats none.

    Example:
        >>> uutiset = ["Lohjalla satoi.", "Vihdissä paistoi.", "Lohjalla satoi!"]
        >>> first_of(list(map(signature, uutiset)), list(map(exact, uutiset))).tolist()
        [-1, -1, 0]
    """
    if not len(exacts):
        return np.zeros(0, np.int64)
    if isinstance(signatures, np.ndarray):
        numbers = np.ascontiguousarray(signatures, "<u2")
    else:
        numbers = np.frombuffer(b"".join(signatures), "<u2").reshape(-1, WIDTH)
    index = np.arange(len(exacts))
    first = _first_alike(np.frombuffer(b"".join(exacts), "V16"))
    apart = index[(first == index) & numbers.any(axis=1)]
    # Of those with the same signature the first stands for all, so that a thousand are not compared in pairs.
    alike = _first_alike(numbers[apart].view(f"V{2 * WIDTH}").ravel())
    first[apart] = apart[alike]
    apart = index[(first == index) & numbers.any(axis=1)]
    root = _joined(len(first), _near(numbers, apart))
    while not np.array_equal(further := root[first[first]], first):
        first = further
    first[first == index] = -1
    return first


def repeated(article_ids: Sequence[str], texts: Iterable[str]) -> list[str | None]:
    """For each article the identifier of the first one that it repeats, exactly or nearly, or None.

    Args:
        article_ids: The articles' identifiers.
        texts: Their texts.

    Example:
        >>> repeated(["a", "b", "c"], ["Lohjalla satoi.", "Vihdissä paistoi.", "Lohjalla satoi!"])
        [None, None, 'a']
    """
    signatures, exacts = [], []
    for text in texts:
        signatures.append(signature(text))
        exacts.append(exact(text))
    return [None if index < 0 else article_ids[index] for index in first_of(signatures, exacts).tolist()]


def _first_alike(keys: npt.NDArray[Any]) -> Indices:
    """For each key the index of the first that is the same."""
    _, firsts, groups = np.unique(keys, return_index=True, return_inverse=True)
    return firsts[groups].astype(np.int64)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _near(numbers: Signatures, apart: Indices) -> Iterator[Indices]:
    """Pairs of articles that repeat each other nearly, in rows of two indices."""
    for band in range(0, WIDTH, _BAND):
        keys = np.ascontiguousarray(numbers[apart, band : band + _BAND]).view("<u8").ravel()
        order = np.argsort(keys, kind="stable")
        same = np.flatnonzero(keys[order[1:]] == keys[order[:-1]]) + 1
        if not len(same):
            continue
        starts = np.r_[True, np.diff(same) > 1]  # where a run of the same key begins
        head = np.maximum.accumulate(np.where(starts, same - 1, 0))
        # Each is compared with the first of its run and with the one before it.
        pairs = np.unique(np.r_[np.c_[order[head], order[same]], np.c_[order[same - 1], order[same]]], axis=0)
        for start in range(0, len(pairs), _PAIRS):
            some = apart[pairs[start : start + _PAIRS]]
            share = (numbers[some[:, 0]] == numbers[some[:, 1]]).mean(axis=1)
            yield some[share >= _THRESHOLD]


def _joined(count: int, pairs: Iterator[Indices]) -> Indices:
    """For each of so many articles the first of those that pairs join it with, itself included."""
    root = list(range(count))

    def first(index: int) -> int:
        while root[index] != index:
            root[index] = root[root[index]]
            index = root[index]
        return index

    for some in pairs:
        for one, other in some.tolist():
            low, high = sorted((first(one), first(other)))
            root[high] = low
    return np.array([first(index) for index in range(count)], np.int64)
