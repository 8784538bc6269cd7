"""Organisations over all articles: which names are one thing's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from luksia_nlp.entities.articles import Articles
from luksia_nlp.entities.joins import Join, Use, count_use
from luksia_nlp.entities.keys import Named, Words
from luksia_nlp.language.plurals import nominative_plural, singulars_of
from luksia_nlp.names.organisations import (
    abbreviates,
    has_letters_of,
    is_abbreviation,
    is_described,
    is_known_by_one_word,
    is_short_name,
    names_a_kind,
    organisation_type,
    owner_of,
    without_legal_form,
)
from luksia_nlp.names.places import candidates

# How many times as many articles must explain an abbreviation by one name as by all others together, that it
# stands for that name where no article explains it: one stray bracket must not undo what three articles say.
# And how many times as many articles must have each of two names without the other, that a bracket explains
# nothing. Set by hand.
_SURELY = 3
# The ending of words for people of a kind, whose plural is a party's or a group's name: perussuomalainen.
_PEOPLE = "nen"
# The ending of a nominative plural.
_PLURAL = "t"


def independent_names(used: Mapping[Words, Use]) -> frozenset[Words]:
    """Names of organisations that stand alone in more articles than with a longer name that holds them.

    Args:
        used: How each name is used.

    Example:
        >>> kaytto = {("luksia",): Use(Articles([1, 2, 3])), ("luksian", "luksia"): Use(Articles([3]))}
        >>> independent_names(kaytto)
        frozenset({('luksia',)})
    """
    longer: dict[Words, set[Words]] = defaultdict(set)
    for long in used:
        for size in range(1, len(long)):
            for short in {long[:size], long[-size:]} & used.keys():
                longer[short].add(long)
    return frozenset(short for short, longs in longer.items() if _stands_alone(short, longs, used))


def _stands_alone(short: Words, longs: Iterable[Words], used: Mapping[Words, Use]) -> bool:
    """Whether a name is in more articles without any of some others than these are in."""
    own = used[short].articles
    others = [used[long].articles for long in longs]
    if len(own) <= max(map(len, others), default=0):
        return False
    inside = Articles.of_any(others)
    return len(own) - own.shared(inside) > len(inside)


@dataclass(slots=True)
class OrganisationNames:
    """The names of the organisations of all articles, and what each stands for in its own.

    Those that are known in one article only are left out.

    Args:
        used: How each name is used.
        written: How each is written last, by the articles' identifiers, after that article's.
        alone: The names that something goes by where no other is beside it.
        told: The names that articles explain an abbreviation by: in how many.
        beside: The longer names that a name stood for in its article.
        plurals: Those that end as a plural does, as they are written.
    """

    used: dict[Words, Use] = field(default_factory=dict)
    written: dict[Words, tuple[str, str]] = field(default_factory=dict)
    alone: set[Words] = field(default_factory=set)
    told: dict[Words, dict[Words, int]] = field(default_factory=dict)
    beside: dict[Words, set[Words]] = field(default_factory=dict)
    plurals: set[str] = field(default_factory=set)

    def add(self, number: int, named: Iterable[Named]) -> None:
        """Take in the organisations of an article.

        Args:
            number: The article's number, in the order of the articles.
            named: Its organisations, in the order of its text, each as what it stands for in it.
        """
        told = set()
        for mention, own, key, rule, _ in named:
            if key.article:
                continue
            count_use(self.used, own, number)
            if mention.article_id >= self.written.get(own, ("",))[0]:
                self.written[own] = mention.article_id, mention.base_form
            if mention.base_form.endswith(_PLURAL):
                self.plurals.add(mention.base_form)
            if rule == "name":
                self.alone.add(key.words)
            elif rule == "short-name":
                self.beside.setdefault(own, set()).add(key.words)
            elif rule == "abbreviation":
                told.add((own, key.words))
        for short, long in told:
            names = self.told.setdefault(short, {})
            names[long] = names.get(long, 0) + 1

    def told_apart(self, used: Mapping[Words, Use]) -> frozenset[tuple[Words, Words]]:
        """Abbreviations and the names that some article seems to explain them by, but that are two bodies.

        *STT (Reuters)* explains nothing: both stand without each other in many articles, and STT is no
        abbreviation of Reuters. *Kansaneläkelaitos (Kela)* does: Kela has letters of the long name.
        From then on they are told by no article.

        Args:
            used: How each name is used, those that are known in one article only among them.
        """
        pairs = [(short, long, count) for short, names in self.told.items() for long, count in names.items()]
        two = frozenset((short, long) for short, long, count in pairs if _are_two(short, long, count, used))
        for short, long in two:
            del self.told[short][long]
            self.alone.add(short)
        self.told = {short: names for short, names in self.told.items() if names}
        return two

    def joins(self) -> list[Join]:
        """The names that are one thing's in every article."""
        joins = [
            Join(owner, long, "owner", described=True)
            for long in self.used
            if (owner := owner_of(long)) in self.alone
        ]
        written = {words: name for words, (_, name) in self.written.items()}
        joins += _abbreviations(self.told, written)
        joins += _appended(written, self.used)
        joins += _descriptions(self, written)
        joins += _plurals(self.plurals, self.used)
        joins += _spaced(self.used)
        return [join for join in joins if join.name != join.other]


def _are_two(short: Words, long: Words, told: int, used: Mapping[Words, Use]) -> bool:
    inside, around = used[short].articles, used[long].articles if long in used else Articles()
    apart = min(len(inside), len(around)) - inside.shared(around)
    return apart > _SURELY * told and not has_letters_of("".join(short), "".join(long))


def _abbreviations(told: Mapping[Words, Mapping[Words, int]], written: Mapping[Words, str]) -> Iterable[Join]:
    """Abbreviations that stand for one name wherever an article explains them, or nearly.

    Where some names have its first letters, the others do not count: *YK* is no *EU ja YK*.
    """
    for short, names in told.items():
        lettered = {long for long in names if abbreviates(written.get(short, ""), written.get(long, ""))}
        explained = {long: articles for long, articles in names.items() if long in (lettered or names)}
        long = min(explained, key=lambda words: (-explained[words], words))
        others = sum(articles for words, articles in explained.items() if words != long)
        if explained[long] >= _SURELY * others:
            yield Join(long, short, "abbreviation", explained[long])


def _appended(written: Mapping[Words, str], used: Mapping[Words, Use]) -> Iterable[Join]:
    """Names with their own abbreviation after them (*Euroopan keskuspankki EKP*)."""
    for long, name in written.items():
        before, _, last = name.rpartition(" ")
        if before and is_abbreviation(last) and abbreviates(last, before):
            for part in (without_legal_form(before), without_legal_form(last)):
                if part in used:
                    yield Join(part, long, "abbreviation", len(used[long].articles), described=True)


def _descriptions(names: OrganisationNames, written: Mapping[Words, str]) -> Iterable[Join]:
    """Long names that are a word for a kind of thing and a name that is known without it (*Nato*).

    The word in small letters is no part of the name (*puolustusliitto Nato*), unless words for things of
    several types stand before it (*ravintola Helmi*, *päiväkoti Helmi*). With a capital it may be
    (*Koulutuskeskus Salpaus*): then the name must stand alone in more articles than with any such word, or
    all must be within the longest, and one article have both.
    """
    used, nothing = names.used, set[Words]()
    for short, longs in _with_kinds(used).items():
        if short not in names.alone or candidates(" ".join(short)):  # Radio Suomi is no kind of Suomi
            continue
        known = _stands_alone(short, longs, used)
        small = {long for long in longs if is_described(written[long], len(short))}
        types = {organisation_type(long[-len(short) - 1]) for long in small} - {None}
        joined = longs if known else small if len(types) < 2 else set()
        beside = names.beside.get(short, nothing)
        if beside and beside <= longs and _within(beside):
            joined = joined | beside
        for long in sorted(joined):
            told = used[short].articles.shared(used[long].articles)
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


def _plurals(plurals: Set[str], used: Mapping[Words, Use]) -> Iterable[Join]:
    """People of a kind, and the group that goes by their plural (*perussuomalainen*, *Perussuomalaiset*)."""
    for name in sorted(plurals):
        plural = without_legal_form(name)
        for singular in sorted(singulars_of(name.split()[-1])):
            if singular.endswith(_PEOPLE) and (other := (*plural[:-1], singular)) in used:
                yield Join(plural, other, "plural", described=True)
    for words in [words for words in used if len(words) == 1 and words[0].endswith(_PEOPLE)]:
        known = nominative_plural(words[0])
        if known is not None and is_known_by_one_word(known):  # although no article has it in the nominative
            yield Join((known,), words, "plural", described=True)
