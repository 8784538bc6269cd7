"""What stands for one thing while mentions are joined, and the identifiers that are made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from luksia_nlp.language.morphology import KEPT_WORDS
from luksia_nlp.names.organisations import without_legal_form, words_of
from luksia_nlp.records import Kind, Mention

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What stands for one thing: its kind, the words of its name, and its article if known only there.

    `which` tells people of one full name apart, and parts of municipalities of one name.
    """

    kind: Kind
    words: Words
    article: str = ""
    which: Words = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A mention, what it stands for, and the rule that says so.

    `told` is in how many articles the text itself says so; None where that is not counted yet.
    """

    mention: Mention
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


def key_of(mention: Mention) -> Key:
    """What a mention stands for by its own name."""
    return Key(mention.kind, naming_words(mention.kind, mention.base_form))


def grouped(named: Iterable[Named]) -> dict[Key, list[Named]]:
    """Mentions by what they stand for."""
    groups: dict[Key, list[Named]] = defaultdict(list)
    for one in named:
        groups[one.key].append(one)
    return groups
