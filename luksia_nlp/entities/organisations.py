"""Organisations: which name a short one stands for, in its article and over all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from luksia_nlp.entities.keys import Key, Named, Words, key_of
from luksia_nlp.names.organisations import (
    abbreviates,
    is_abbreviation,
    is_short_name,
    names_a_kind,
    owner_of,
    without_legal_form,
)
from luksia_nlp.records import Mention


def organisations(mentions: Sequence[Mention]) -> list[Named]:
    """The organisations of one article: which long name each short one stands for."""
    found = [mention for mention in mentions if mention.kind == "organisation"]
    names: dict[Words, Mention] = {}  # each name with its first mention
    for mention in found:
        names.setdefault(key_of(mention).words, mention)
    given = {
        key_of(mention).words: without_legal_form(mention.full_name) for mention in found if mention.full_name
    }
    named = []
    for mention in found:
        words = key_of(mention).words
        longs, rule = _long_names(words, given, names)
        if len(longs) == 1:
            [long] = longs
            named.append(Named(mention, Key("organisation", long), rule))
        elif longs:
            own = Key("organisation", words, mention.article_id)
            named.append(Named(mention, own, f"ambiguous-{rule}"))
        else:
            named.append(Named(mention, key_of(mention), "name"))
    return named


def _long_names(
    words: Words, given: Mapping[Words, Words], names: Mapping[Words, Mention]
) -> tuple[set[Words], str]:
    """The names of the article that a name can be short for, and by which rule."""
    if words in given:
        return {given[words]}, "abbreviation"
    name, first = names[words].base_form, names[words].start
    if is_abbreviation(name):
        longs = {long for long, mention in names.items() if abbreviates(name, mention.base_form)}
        if longs:
            return longs, "abbreviation"
    longs = set()
    for long, mention in names.items():
        how = None if owner_of(long) == words else is_short_name(words, long)
        # "Nokia ... Nokia Networks" are two; "Noordwind Capital ... Noordwind" are one.
        if how in ("last", "head") or (how == "first" and mention.start < first):
            longs.add(long)
    # Of names within each other (Luksia, ammattiopisto Luksia, ...) the longest is meant.
    return {long for long in longs if not any(is_short_name(long, other) for other in longs)}, "short-name"


def followed(one: Named, joined: Mapping[Words, tuple[Words, str]]) -> Named:
    """A mention as what its name stands for in the end, by what `joined_organisations` joined."""
    words, rule, seen = one.key.words, one.rule, {one.key.words}
    while words in joined and joined[words][0] not in seen:
        words, because = joined[words]
        seen.add(words)
        rule = because if rule == "name" else rule
    return replace(one, key=Key("organisation", words), rule=rule)


def joined_organisations(named: Sequence[Named]) -> dict[Words, tuple[Words, str]]:
    """For names of organisations that stand for another name in every article: that name, and the rule."""
    alone = {one.key.words for one in named if one.rule == "name"}
    longs: dict[tuple[str, Words], set[Words]] = defaultdict(set)
    for one in named:
        if one.rule in ("abbreviation", "short-name"):
            longs[one.rule, key_of(one.mention).words].add(one.key.words)
    joined: dict[Words, tuple[Words, str]] = {}
    for long in sorted({one.key.words for one in named}):
        if (owner := owner_of(long)) in alone and owner is not None:
            joined[long] = owner, "owner"
    for (rule, short), candidates in sorted(longs.items()):
        if rule == "abbreviation" and len(candidates) == 1:
            joined.setdefault(short, (min(candidates), rule))
        elif rule == "short-name" and short in alone and _describe(candidates, short):
            # It stands by itself in other articles: it is the thing's name, the others describe it.
            joined |= dict.fromkeys(candidates, (short, rule))
    return joined


def _describe(longs: Iterable[Words], short: Words) -> bool:
    """Whether long names are one thing's: a kind of thing and the short name (*ammattiopisto Luksia*)."""
    *shorter, longest = sorted(longs, key=lambda words: (len(words), words))
    within = all(is_short_name(words, longest) == "last" for words in shorter)
    return within and all(
        is_short_name(short, long) == "last" and names_a_kind(long[-len(short) - 1]) for long in longs
    )
