"""Document -> the names in it, each with its kind and base form."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from importlib import resources

from luksia_nlp.names import base_form_of_name
from luksia_nlp.records import KINDS, Document, Kind, Mention, NameSpan

_PUNCTUATION = frozenset({"PUNCT", "SYM"})


def find_mentions(document: Document) -> list[Mention]:
    """The mentions of a document, in the order of the text.

    Punctuation that the engine left at an end of a name is cut off. Labels of times and amounts are no
    names (`resources/labels.toml` says which label is what).

    Args:
        document: A document whose article has its `article_id`.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> nimet, piirteet = {"Lohjalla": "GPE"}, {"Lohjalla": ("PROPN", {"Case": "Ade"})}
        >>> moottori = ScriptedEngine(names=nimet, tags=piirteet)
        >>> [asiakirja] = moottori.documents([Article("Juhla oli Lohjalla.", "1")])
        >>> [(maininta.text, maininta.kind, maininta.base_form) for maininta in find_mentions(asiakirja)]
        [('Lohjalla', 'place', 'Lohja')]
    """
    starts = [sentence.first_token for sentence in document.sentences]
    mentions = []
    for name in sorted(document.names, key=lambda name: name.first_token):
        kind = kind_of(name.label)
        span = _trimmed(document, name)
        if kind is None or span is None:
            continue
        tokens = document.tokens[span[0] : span[1]]
        base_form, rule = base_form_of_name(tokens)
        start, end = tokens[0].start, tokens[-1].end
        mentions.append(
            Mention(
                article_id=document.article.article_id or "",
                sentence_id=bisect_right(starts, span[0]) - 1,
                start=start,
                end=end,
                text=document.text[start:end],
                label=name.label,
                kind=kind,
                base_form=base_form,
                score=name.score,
                rule=rule,
            )
        )
    return mentions


def kind_of(label: str) -> Kind | None:
    """The kind of a label; None for a label of times and amounts, `other` for an unknown one.

    Example:
        >>> kind_of("GPE"), kind_of("DATE")
        ('place', None)
    """
    kind = _kinds().get(label, "other")
    return next((known for known in KINDS if known == kind), None)


@cache
def _kinds() -> Mapping[str, str]:
    table = tomllib.loads(resources.files("luksia_nlp.resources").joinpath("labels.toml").read_text("utf-8"))
    return {label: kind for kind, labels in table.items() for label in labels}


def _trimmed(document: Document, name: NameSpan) -> tuple[int, int] | None:
    first, last = name.first_token, name.last_token
    while first < last and document.tokens[first].upos in _PUNCTUATION:
        first += 1
    while first < last and document.tokens[last - 1].upos in _PUNCTUATION:
        last -= 1
    return (first, last) if first < last else None
