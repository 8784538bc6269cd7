"""Organisations of one article: which long name a short one stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from luksia_nlp.entities.keys import Key, Named, Words, own_words
from luksia_nlp.names.organisations import (
    abbreviates,
    is_abbreviation,
    is_described,
    is_known_by_one_word,
    is_short_name,
    may_own,
    names_a_kind,
    owner_of,
    without_legal_form,
)
from luksia_nlp.records import Mention


def organisations(mentions: Sequence[Mention], independent: Set[Words] = frozenset()) -> list[Named]:
    """The organisations of one article: which long name each short one stands for.

    Args:
        mentions: The mentions of the article.
        independent: Names that stand for themselves beside longer ones that hold them, by all articles.
    """
    found = [mention for mention in mentions if mention.kind == "organisation"]
    names: dict[Words, Mention] = {}  # each name with its first mention
    for mention in found:
        names.setdefault(own_words(mention), mention)
    given = {
        own_words(mention): without_legal_form(mention.full_name) for mention in found if mention.full_name
    }
    article = _Article(names, given, independent)
    meant = {words: article.long_names(words) for words in names}
    named = []
    for mention in found:
        own = own_words(mention)
        longs, rule = meant[own]
        if len(longs) == 1:
            [long] = longs
            named.append(Named(mention, own, Key("organisation", long), rule))
        elif longs:
            key = Key("organisation", own, mention.article_id)
            named.append(Named(mention, own, key, f"ambiguous-{rule}"))
        else:
            named.append(Named(mention, own, Key("organisation", own), "name"))
    return named


@dataclass(frozen=True, slots=True)
class _Article:
    """The organisations of one article: their names with the first mentions, and what the text explains."""

    names: Mapping[Words, Mention]
    given: Mapping[Words, Words]
    independent: Set[Words]

    def long_names(self, words: Words) -> tuple[set[Words], str]:
        """The names of the article that a name can be short for, and by which rule."""
        if words in self.given:
            return {self.given[words]}, "abbreviation"
        name = self.names[words].base_form
        if is_abbreviation(name):
            longs = {long for long, mention in self.names.items() if abbreviates(name, mention.base_form)}
            if longs:
                return longs, "abbreviation"
        first, last = words[0], words[-1]
        longs = {
            long
            for long, mention in self.names.items()
            if (long[-1].endswith(last) or long[0] == first) and self._shortens(words, long, mention)
        }
        # Of names within each other (Luksia, ammattiopisto Luksia, ...) the longest is meant.
        return {
            long for long in longs if not any(is_short_name(long, other) for other in longs)
        }, "short-name"

    def _shortens(self, words: Words, long: Words, mention: Mention) -> bool:
        """Whether a name is short for a longer one, and not another thing that the longer one speaks of."""
        how = is_short_name(words, long)
        if how is None or owner_of(long) == words:
            return False
        if how == "head":
            return True
        known = is_known_by_one_word(self.names[words].base_form)
        apart = known or words in self.independent
        if how == "last":
            before = long[-len(words) - 1]
            if names_a_kind(before):
                return not is_described(mention.base_form, len(words))
            return not apart or (may_own(before) and not known)  # Lohjan Jäähait, but not Uudenmaan Kokoomus
        # "Noordwind Capital ... Noordwind" are one; "Nokia ... Nokia Networks", "EU-komissio ... EU" are two.
        hyphenated = len(mention.base_form.split()[0].split("-")) > len(words)
        return mention.start < self.names[words].start and not apart and not hyphenated
