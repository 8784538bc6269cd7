"""Where in a sentence the words stand whose base forms the tables keep without their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# A word with what is written to it: marks at its ends are no part of it.
_WORD = re.compile(r"[^\W_](?:\S*[^\W_])?")
# What it costs that a base form has no word of its own, or a word no base form; a pair costs at most one, so
# that two strangers are paired rather than both left alone. Set by hand.
_ALONE = 0.6


def word_places(sentence: str, base_forms: Sequence[str]) -> list[tuple[int, int]]:
    """For each base form of a sentence its word: the first character and the one after the last.

    The words are paired with the base forms in order, so that those that begin alike meet.

    Args:
        sentence: The sentence as it stands.
        base_forms: Its words in base form, in order.

    Example:
        >>> [("Ettei Lohjalla sataisi."[alku:loppu]) for alku, loppu in
        ...  word_places("Ettei Lohjalla sataisi.", ["että", "ei", "lohja", "sataa"])]
        ['Ettei', 'Ettei', 'Lohjalla', 'sataisi']
    """
    words = [(found.start(), found.end()) for found in _WORD.finditer(sentence)]
    if not words:
        return [(0, len(sentence))] * len(base_forms)
    if len(words) == len(base_forms):
        return words
    texts = [sentence[start:end].lower() for start, end in words]
    return [words[number] for number in _paired(base_forms, texts)]


def places_of(sentence: str, base_forms: str, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where words stand that follow each other in base form.

    Args:
        sentence: The sentence as it stands.
        base_forms: Its words in base form, as the table `sentences` has them.
        wanted: The base forms that follow each other.

    Example:
        >>> list(places_of("Alan vetovoima kasvaa.", "ala vetovoima kasvaa", ["vetovoima"]))
        [(5, 14)]
    """
    own = base_forms.split(" ")
    length = len(wanted)
    starts = [at for at in range(len(own) - length + 1) if own[at : at + length] == list(wanted)]
    if starts:
        places = word_places(sentence, own)
        yield from dict.fromkeys((places[at][0], places[at + length - 1][1]) for at in starts)


def _paired(base_forms: Sequence[str], words: Sequence[str]) -> list[int]:
    """The number of each base form's word; one without a word of its own shares the one before."""
    costs = [[column * _ALONE for column in range(len(words) + 1)]]
    for row, base_form in enumerate(base_forms, start=1):
        line = [row * _ALONE]
        for column, word in enumerate(words, start=1):
            paired = costs[row - 1][column - 1] + _strangeness(base_form, word)
            line.append(min(paired, costs[row - 1][column] + _ALONE, line[column - 1] + _ALONE))
        costs.append(line)
    found = [0] * len(base_forms)
    row, column = len(base_forms), len(words)
    while row:
        if column and costs[row][column] == costs[row][column - 1] + _ALONE:
            column -= 1
            continue
        has_word = column and costs[row][column] != costs[row - 1][column] + _ALONE
        found[row - 1] = max(column - 1, 0)
        row, column = row - 1, column - 1 if has_word else column
    return found


def _strangeness(base_form: str, word: str) -> float:
    """How little two words have in common at their beginning, 0 to 1."""
    shorter = min(len(base_form), len(word))
    same = next((at for at in range(shorter) if base_form[at] != word[at]), shorter)
    return 1 - same / max(len(base_form), len(word))
