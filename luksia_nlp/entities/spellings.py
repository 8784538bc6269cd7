"""One person under several full names: with and without accents or a middle name, misspelt, by an initial.

Two full names are one person's where they differ in one of these, and in nothing else:

- `spelling`: accents (*Nicolás*, *Nicolas Maduro*), or one letter of a name that nobody has
  (*Rikka* beside *Riikka Purra*);
- `middle-name`: given names or particles that the other one leaves out, both in one article
  (*Maria Elina*, *Elina Salmela*);
- `initial`: *P. Orpo* is the one Orpo of the article whose given name begins so.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from luksia_nlp.entities.keys import Words
from luksia_nlp.language.morphology import KEPT_WORDS, readings
from luksia_nlp.names.person_names import is_given_name
from luksia_nlp.resources import packaged

# Letters that are their own in Finnish, not an a or o with an accent.
_OWN_LETTERS = frozenset("åäö")
# Letters of a word, at least, that may be misspelt: of shorter names many differ in one letter (Ari, Kari).
_SHORTEST_MISSPELT = 5


def same_person(names: Collection[Words]) -> dict[Words, tuple[Words, str]]:
    """For the full names of one article that stand for another one of it: that one, and by which rule.

    Args:
        names: The words of each full name, in small letters.

    Example:
        >>> same_person([("p", "orpo"), ("petteri", "orpo")])
        {('p', 'orpo'): (('petteri', 'orpo'), 'initial')}
    """
    found = {words: (other, "spelling") for words, other in same_spelling(dict.fromkeys(names, 1)).items()}
    by_surname: dict[str, list[Words]] = defaultdict(list)
    for words in sorted(set(names) - found.keys()):
        by_surname[words[-1]].append(words)
    for group in by_surname.values():
        for rule, is_short_for in (("middle-name", _leaves_out), ("initial", _begins)):
            for words in group:
                longs = [long for long in group if is_short_for(words, long) and long not in found]
                if len(longs) == 1 and words not in found:
                    found[words] = longs[0], rule
    return found


def same_spelling(counts: Mapping[Words, int]) -> dict[Words, Words]:
    """For full names that are a spelling of another one: that one.

    The most frequent of those that differ in accents alone counts, of equally frequent ones the one with the
    most accents; of names that differ in a letter the one that is known.

    Args:
        counts: How often each full name, by its words in small letters, is in the texts.

    Example:
        >>> same_spelling({("nicolas", "maduro"): 1, ("nicolás", "maduro"): 1})
        {('nicolas', 'maduro'): ('nicolás', 'maduro')}
    """
    plain: dict[Words, list[Words]] = defaultdict(list)
    for words in counts:
        plain[tuple(map(without_accents, words))].append(words)
    best = {
        key: min(group, key=lambda words: (-counts[words], -_accents(words), words))
        for key, group in plain.items()
    }
    right = _corrected(plain)
    found = {}
    for key, group in plain.items():
        meant = best[right.get(key, key)]
        found.update({words: meant for words in group if words != meant})
    return found


@lru_cache(maxsize=KEPT_WORDS)
def without_accents(word: str) -> str:
    """A word without accents, but with the letters å, ä and ö.

    Example:
        >>> without_accents("nicolás"), without_accents("mäkelä")
        ('nicolas', 'mäkelä')
    """
    return "".join(
        letter
        if letter in _OWN_LETTERS
        else "".join(c for c in unicodedata.normalize("NFKD", letter) if c.isalpha())
        for letter in unicodedata.normalize("NFC", word)
    )


def _accents(words: Words) -> int:
    return sum(not letter.isascii() for word in words for letter in word)


def _corrected(names: Iterable[Words]) -> dict[Words, Words]:
    """For names with one misspelt word: the one other name that is right."""
    alike: dict[tuple[Words, Words], list[Words]] = defaultdict(list)  # in all words but one
    for words in names:
        for place, word in enumerate(words):
            if len(word) >= _SHORTEST_MISSPELT:
                alike[words[:place], words[place + 1 :]].append(words)
    near: dict[tuple[int, Words], set[Words]] = defaultdict(set)
    for (before, after), same in alike.items():
        place = len(before)
        for words in same if len(same) > 1 else ():
            word = words[place]
            for shorter in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
                near[place, (*before, shorter, *after)].add(words)
    right: dict[Words, set[Words]] = defaultdict(set)
    for (place, _), group in near.items():
        known = {words for words in group if _is_known(words[place])} if len(group) > 1 else set()
        for wrong in group - known if known else ():
            right[wrong] |= {words for words in known if _is_slip(wrong[place], words[place])}
    return {wrong: min(meant) for wrong, meant in right.items() if len(meant) == 1}


def _is_known(word: str) -> bool:
    """Whether a word in small letters is somebody's name."""
    name = word.capitalize()
    lexicon = (reading for reading in readings(name) if reading.rule == "lexicon")
    return is_given_name(name) or any(r.part_of_speech == "proper" and r.lemma == name for r in lexicon)


def _is_slip(one: str, other: str) -> bool:
    """Whether two words differ in a letter, one that is left out, or two that changed places."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


def _leaves_out(short: Words, long: Words) -> bool:
    """Whether a name is another one without a given name or particle of it."""
    if len(short) >= len(long) or len(short) < 2:
        return False
    rest, left_out = iter(long), []
    for word in short:
        for other in rest:
            if other == word:
                break
            left_out.append(other)
        else:
            return False
    particles = packaged.toml("names.toml")["particles"]
    return all(word in particles or len(word) == 1 or is_given_name(word.capitalize()) for word in left_out)


def _begins(short: Words, long: Words) -> bool:
    """Whether a name is another one with an initial for its given name."""
    initial, *surname = short
    rest = list(long[1:])
    same = bool(surname) and rest[-len(surname) :] == surname
    return same and len(initial) == 1 and len(long[0]) > 1 and long[0].startswith(initial)
