"""Organisations: which name a short one stands for, in its article and over all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from luksia_nlp.entities.joins import Join, Use, uses
from luksia_nlp.entities.keys import Key, Named, Words, key_of
from luksia_nlp.language.plurals import nominative_plural, singulars_of
from luksia_nlp.names.organisations import (
    abbreviates,
    has_letters_of,
    is_abbreviation,
    is_described,
    is_known_by_one_word,
    is_short_name,
    may_own,
    names_a_kind,
    organisation_type,
    owner_of,
    without_legal_form,
)
from luksia_nlp.names.places import candidates
from luksia_nlp.records import Mention

# How many times as many articles must explain an abbreviation by one name as by all others together, that it
# stands for that name where no article explains it: one stray bracket must not undo what three articles say.
# And how many times as many articles must have each of two names without the other, that a bracket explains
# nothing. Set by hand.
_SURELY = 3
# The ending of words for people of a kind, whose plural is a party's or a group's name: perussuomalainen.
_PEOPLE = "nen"


def organisations(mentions: Sequence[Mention], independent: Set[Words] = frozenset()) -> list[Named]:
    """The organisations of one article: which long name each short one stands for.

    Args:
        mentions: The mentions of the article.
        independent: Names that stand for themselves beside longer ones that hold them, by all articles.
    """
    found = [mention for mention in mentions if mention.kind == "organisation"]
    names: dict[Words, Mention] = {}  # each name with its first mention
    for mention in found:
        names.setdefault(key_of(mention).words, mention)
    given = {
        key_of(mention).words: without_legal_form(mention.full_name) for mention in found if mention.full_name
    }
    article = _Article(names, given, independent)
    meant = {words: article.long_names(words) for words in names}
    named = []
    for mention in found:
        words = key_of(mention).words
        longs, rule = meant[words]
        if len(longs) == 1:
            [long] = longs
            named.append(Named(mention, Key("organisation", long), rule))
        elif longs:
            own = Key("organisation", words, mention.article_id)
            named.append(Named(mention, own, f"ambiguous-{rule}"))
        else:
            named.append(Named(mention, key_of(mention), "name"))
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
        longs = {long for long, mention in self.names.items() if self._shortens(words, long, mention)}
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


def independent_names(articles: Iterable[Sequence[Mention]]) -> frozenset[Words]:
    """Names of organisations that stand alone in more articles than with a longer name that holds them.

    Args:
        articles: The mentions of each article.
    """
    places: dict[Words, set[str]] = defaultdict(set)
    for found in articles:
        for mention in found:
            if mention.kind == "organisation":
                places[key_of(mention).words].add(mention.article_id)
    longer: dict[Words, set[str]] = defaultdict(set)
    for long, inside in places.items():
        for size in range(1, len(long)):
            for short in {long[:size], long[-size:]} & places.keys():
                longer[short] |= inside
    return frozenset(short for short, inside in longer.items() if len(places[short] - inside) > len(inside))


def told_apart(named: Iterable[Named]) -> list[Named]:
    """The same mentions; what an article seems to explain by another known body stands for itself.

    *STT (Reuters)* explains nothing: both stand without each other in many articles, and STT is no
    abbreviation of Reuters. *Kansaneläkelaitos (Kela)* does: Kela has letters of the long name.

    Args:
        named: The mentions of all articles, each as what it stands for in its own.
    """
    found = list(named)
    used = uses(one for one in found if one.key.kind == "organisation")
    told: dict[tuple[Words, Words], set[str]] = defaultdict(set)
    for one in found:
        if one.rule == "abbreviation":
            told[key_of(one.mention).words, one.key.words].add(one.mention.article_id)

    def are_two(short: Words, long: Words) -> bool:
        inside, around = used[short].articles, used[long].articles
        apart = min(len(inside - around), len(around - inside))
        return apart > _SURELY * len(told[short, long]) and not has_letters_of("".join(short), "".join(long))

    two = {pair for pair in told if are_two(*pair)}
    return [
        replace(one, key=key_of(one.mention), rule="name")
        if one.rule == "abbreviation" and (key_of(one.mention).words, one.key.words) in two
        else one
        for one in found
    ]


def organisation_joins(named: Sequence[Named]) -> tuple[list[Join], dict[Words, Use]]:
    """The names of organisations that are one thing's in every article, and how each name is used.

    Args:
        named: The organisations of all articles, each as what it stands for in its own.
    """
    used = uses(named)
    alone = {one.key.words for one in named if one.rule == "name"}
    told: dict[Words, dict[Words, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in named:
        if one.rule == "abbreviation":
            told[key_of(one.mention).words][one.key.words].add(one.mention.article_id)
    joins = [
        Join(owner, long, "owner", described=True) for long in used if (owner := owner_of(long)) in alone
    ]
    written = {key_of(one.mention).words: one.mention.base_form for one in named}
    joins += _abbreviations(told, written)
    joins += _appended(written, used)
    joins += _descriptions(named, used, written)
    joins += _plurals(named, used)
    joins += _spaced(used)
    return [join for join in joins if join.name != join.other], used


def _abbreviations(
    told: Mapping[Words, Mapping[Words, Set[str]]], written: Mapping[Words, str]
) -> Iterable[Join]:
    """Abbreviations that stand for one name wherever an article explains them, or nearly.

    Where some names have its first letters, the others do not count: *YK* is no *EU ja YK*.
    """
    for short, names in told.items():
        lettered = {long for long in names if abbreviates(written.get(short, ""), written.get(long, ""))}
        explained = {long: articles for long, articles in names.items() if long in (lettered or names)}
        long = min(explained, key=lambda words: (-len(explained[words]), words))
        others = sum(len(articles) for words, articles in explained.items() if words != long)
        if len(explained[long]) >= _SURELY * others:
            yield Join(long, short, "abbreviation", len(explained[long]))


def _appended(written: Mapping[Words, str], used: Mapping[Words, Use]) -> Iterable[Join]:
    """Names with their own abbreviation after them (*Euroopan keskuspankki EKP*)."""
    for long, name in written.items():
        before, _, last = name.rpartition(" ")
        if before and is_abbreviation(last) and abbreviates(last, before):
            for part in (without_legal_form(before), without_legal_form(last)):
                if part in used:
                    yield Join(part, long, "abbreviation", len(used[long].articles), described=True)


def _descriptions(
    named: Sequence[Named], used: Mapping[Words, Use], written: Mapping[Words, str]
) -> Iterable[Join]:
    """Long names that are a word for a kind of thing and a name that is known without it (*Nato*).

    The word in small letters is no part of the name (*puolustusliitto Nato*), unless words for things of
    several types stand before it (*ravintola Helmi*, *päiväkoti Helmi*). With a capital it may be
    (*Koulutuskeskus Salpaus*): then the name must stand alone in more articles than with any such word, or
    all must be within the longest, and one article have both.
    """
    alone = {one.key.words for one in named if one.rule == "name"}
    beside: dict[Words, set[Words]] = defaultdict(set)  # the longer names of its articles that it stood for
    for one in named:
        if one.rule == "short-name":
            beside[key_of(one.mention).words].add(one.key.words)
    for short, longs in _with_kinds(used).items():
        if short not in alone or candidates(" ".join(short)):  # Radio Suomi is no kind of Suomi
            continue
        others: set[str] = set().union(*(used[long].articles for long in longs))
        known = len(used[short].articles - others) > len(others)
        small = {long for long in longs if is_described(written[long], len(short))}
        types = {organisation_type(long[-len(short) - 1]) for long in small} - {None}
        joined = longs if known else small if len(types) < 2 else set()
        if beside[short] and beside[short] <= longs and _within(beside[short]):
            joined = joined | beside[short]
        for long in joined:
            told = len(used[short].articles & used[long].articles)
            yield Join(short, long, "short-name", told, described=True)
            if len(rest := long[: -len(short)]) > 1 and rest in used:  # Suomen ympäristökeskus (Syke)
                yield Join(short, rest, "short-name", len(used[long].articles))


def _with_kinds(used: Mapping[Words, Use]) -> dict[Words, set[Words]]:
    """For each name the longer ones that have a word for a kind of thing before it."""
    found: dict[Words, set[Words]] = defaultdict(set)
    for long in used:
        for size in range(1, len(long)):
            if (short := long[-size:]) in used and names_a_kind(long[-size - 1]):
                found[short].add(long)
    return found


def _within(longs: Iterable[Words]) -> bool:
    """Whether long names are all within the longest, so that they are one thing's."""
    *shorter, longest = sorted(longs, key=lambda words: (len(words), words))
    return all(is_short_name(words, longest) == "last" for words in shorter)


def _spaced(used: Mapping[Words, Use]) -> Iterable[Join]:
    """Names that only differ by a space or a hyphen: *Ilmatieteen laitos*, *Ilmatieteenlaitos*."""
    written: dict[str, Words] = {}
    for words in sorted(used):
        first = written.setdefault("".join(words), words)
        if first != words:
            yield Join(first, words, "spelling")


def _plurals(named: Sequence[Named], used: Mapping[Words, Use]) -> Iterable[Join]:
    """People of a kind, and the group that goes by their plural (*perussuomalainen*, *Perussuomalaiset*)."""
    for name in sorted({one.mention.base_form for one in named if one.mention.base_form.endswith("t")}):
        plural = without_legal_form(name)
        for singular in sorted(singulars_of(name.split()[-1])):
            if singular.endswith(_PEOPLE) and (other := (*plural[:-1], singular)) in used:
                yield Join(plural, other, "plural", described=True)
    for words in [words for words in used if len(words) == 1 and words[0].endswith(_PEOPLE)]:
        known = nominative_plural(words[0])
        if known is not None and is_known_by_one_word(known):  # although no article has it in the nominative
            yield Join((known,), words, "plural", described=True)
