"""What stands for one thing while mentions are joined, and the identifiers that are made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from luksia_nlp.language.morphology import KEPT_WORDS
from luksia_nlp.names.organisations import without_legal_form, words_of
from luksia_nlp.records import Kind, Mention

Words = tuple[str, ...]


class Key(NamedTuple):
    """What stands for one thing: its kind, the words of its name, and its article if known only there.

    `which` tells people of one full name apart, and parts of municipalities of one name.
    """

    kind: Kind
    words: Words
    article: str = ""
    which: Words = ()


class Named(NamedTuple):
    """A mention, the words of its own name, what it stands for, and the rule that says so.

    `told` is in how many articles the text itself says so; None where that is not counted yet.
    """

    mention: Mention
    own: Words
    key: Key
    rule: str
    told: int | None = None


def entity_id(kind: Kind, name: str) -> str:
    """The identifier of what has this kind and this name in base form.

    Example:
        >>> entity_id("organisation", "Länsi-Uudenmaan hyvinvointialue")
        'organisation-länsi-uudenmaan-hyvinvointialue'
    """
    return f"{kind}-{'-'.join(naming_words(kind, name))}"


@lru_cache(maxsize=KEPT_WORDS)
def naming_words(kind: Kind, name: str) -> Words:
    """The words by which a thing of some kind and name is known; a name without a word stands for itself."""
    words = without_legal_form(name) if kind == "organisation" else words_of(name)
    return words or (name.encode().hex(),)


def own_words(mention: Mention) -> Words:
    """The words by which what a mention names is known by its own name."""
    return naming_words(mention.kind, mention.base_form)


def identifier_of(key: Key) -> str:
    """The identifier of what a key stands for."""
    identifier = f"{key.kind}-{'-'.join((*key.words, *key.which))}"
    if not key.article:
        return identifier
    return f"{identifier}-in-{'-'.join(words_of(key.article)) or key.article.encode().hex()}"


def grouped(named: Iterable[Named]) -> dict[Key, list[Named]]:
    """Mentions by what they stand for."""
    groups: dict[Key, list[Named]] = defaultdict(list)
    for one in named:
        groups[one.key].append(one)
    return groups
