"""What the engine's names miss of people, by rules of which each has its own module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from luksia_nlp.names.families import with_families, with_families_of_article
from luksia_nlp.names.full_names import with_full_names
from luksia_nlp.names.hometowns import with_hometowns
from luksia_nlp.names.named_after import with_owners
from luksia_nlp.names.openers import with_missed, without_common
from luksia_nlp.names.person_names import is_given_name, is_initial, is_ordinal
from luksia_nlp.names.registers import with_registers
from luksia_nlp.names.shared_surnames import with_shared_surnames
from luksia_nlp.names.span import Span
from luksia_nlp.names.things import without_things
from luksia_nlp.records import Document, Mention
from luksia_nlp.resources import packaged

# A person is one where the recognizer is at least so sure of a mention of the name. In the sample archive and
# the half of the development articles that is read, three of four names below it were nobody's; of
# organisations and places every second one was right, and these stay.
_LEAST_SCORE = 0.4


def with_people(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, people found where the engine missed them, and no more taken for people than are.

    Args:
        document: The document.
        spans: Its names, in the order of the text.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> [asiakirja] = ScriptedEngine().documents([Article("Korhoset kutsuivat Virtaset.", "1")])
        >>> [nimi.called for nimi in with_people(asiakirja, [])]
        [('Korhoset', 'family'), ('Virtaset', 'family')]
    """
    for rule in (
        with_full_names,
        _parted,
        _with_ordinals,
        with_missed,
        with_registers,
        with_hometowns,
        with_owners,
        with_families,
        without_common,
    ):
        spans = rule(document, spans)
    return list(spans)


def settled_people(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, people among them by what their article and the words beside them say.

    Args:
        document: The document.
        mentions: Its mentions, in the order of the text, each with its kind.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> [asiakirja] = ScriptedEngine().documents([Article("Havis Amanda on patsas.", "1")])
        >>> patsas = Mention("1", 0, 0, 12, "Havis Amanda", "PERSON", "person", "Havis Amanda", None, "form")
        >>> [maininta.kind for maininta in settled_people(asiakirja, [patsas])]
        ['other']
    """
    return with_shared_surnames(document, with_families_of_article(without_things(_sure(mentions))))


def _sure(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without people of whom the recognizer is nowhere sure, whole or by one of their words.

    A known given name, an initial or a ruler's number speaks for a person all the same.
    """
    surest: dict[str, float] = {}
    for mention in mentions:
        if mention.kind == "person":
            score = 1.0 if mention.score is None else mention.score
            for word in mention.base_form.casefold().split():
                surest[word] = max(score, surest.get(word, 0.0))
    return [
        mention
        for mention in mentions
        if mention.kind != "person"
        or mention.kind_rule != "label"
        or _is_plainly_persons(mention.base_form.split())
        or any(surest[word] >= _LEAST_SCORE for word in mention.base_form.casefold().split())
    ]


def _is_plainly_persons(words: Sequence[str]) -> bool:
    """Whether a name has a known given name, an initial or a ruler's number: *Margareeta II*, *M. Kallio*."""
    return is_given_name(words[0]) or is_ordinal(words[-1]) or any(map(is_initial, words))


def _with_ordinals(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, rulers with their ordinals: Kaarle *III*."""
    taken = {place for span in spans for place in range(span.first, span.last)}
    tokens = document.tokens
    return [
        replace(span, last=span.last + 1)
        if span.kind == "person"
        and span.last < len(tokens)
        and span.last not in taken
        and is_ordinal(tokens[span.last].text)
        else span
        for span in spans
    ]


def _parted(document: Document, spans: Sequence[Span]) -> list[Span]:
    """The names, two people whom a conjunction joins parted, and none that ends in one (*Sami ja*)."""
    joining = packaged.toml("person_names.toml")["joining"]
    found = []
    for span in spans:
        first = span.first
        for place in range(span.first, span.last if span.kind == "person" else span.first):
            if document.tokens[place].text in joining:
                if first < place:
                    found.append(replace(span, first=first, last=place))
                first = place + 1
        if first < span.last:
            found.append(replace(span, first=first))
    return found
