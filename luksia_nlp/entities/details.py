"""What is known of a person, an organisation or a place beside its name and its mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from luksia_nlp.entities.groups import Groups, names_only_there
from luksia_nlp.entities.keys import Key, Named, Words, grouped, identifier_of, naming_words
from luksia_nlp.entities.surroundings import Surroundings, municipality
from luksia_nlp.language.morphology import KEPT_WORDS
from luksia_nlp.names.organisations import organisation_type

T = TypeVar("T")
_PLACE_COLUMNS = ("place_type", "municipality", "region", "country", "latitude", "longitude", "source")
_type_of = lru_cache(maxsize=KEPT_WORDS)(organisation_type)


class _Owner(NamedTuple):
    """Whose a person's mention is: the text, and the organisation of its article that is so called, if any.

    `name` is that organisation's where it is known in one article only.
    """

    text: str
    key: Key | None = None
    name: str = ""


class Details:
    """What articles say of people, organisations and places; `add` all articles first."""

    def __init__(self) -> None:
        self._roles: dict[Key, Counter[str]] = {}
        self._owners: dict[Key, Counter[_Owner]] = {}
        self._homes: dict[Key, Counter[str]] = {}
        # Of each organisation the type by the first name that says it, and where that is.
        self._types: dict[Key, tuple[str, int, str]] = {}
        self._names: Mapping[Key, str] = {}
        # The one organisation of a name, its identifier and what it is called; None where there are several.
        self._only: dict[Words, tuple[str, str] | None] = {}

    def add(self, named: Sequence[Named]) -> None:
        """Take in an article.

        Args:
            named: Its mentions, in the order of its text, each as what it stands for over all articles.
        """
        organisations, names = _organisations(named), names_only_there(named)
        for key, group in grouped(named).items():
            if key.kind == "organisation":
                if key.article:
                    self._call(key, names[key], (one.mention.base_form for one in group))
                elif (found := _typed(group)) is not None:
                    self._types[key] = min(found, self._types.get(key, found))
            elif key.article:
                continue
            elif key.kind == "place":
                _count(self._homes, key, (one.mention.municipality for one in group))
            elif key.kind == "person":
                _count(self._roles, key, (one.mention.role for one in group))
                _count(self._owners, key, _owners(group, organisations, names))

    def settle(self, groups: Groups) -> Surroundings:
        """See what each organisation and place is called.

        Args:
            groups: All that the articles name.

        Returns:
            What is to learn where the places lie.
        """
        self._names = names = groups.called
        around = Surroundings()
        for key, group in groups.by_key.items():
            if key.kind == "organisation":
                self._call(key, names[key], group.forms)
            elif key.kind == "place":
                inside = municipality(names[key], self._homes.get(key, {}), group.mentions)
                around.expect(key, names[key], group.articles, inside)
        return around

    def of(self, key: Key, around: Surroundings) -> dict[str, Any]:
        """The columns that only entities of its kind have; of what is known in several articles.

        Args:
            key: What stands for it.
            around: What is known of where the places lie.
        """
        if key.kind == "person":
            return self._person(self._roles.get(key, {}), self._owners.get(key, {}))
        if key.kind == "organisation":
            _, _, typed = self._types.get(key, ("", 0, None))
            return {"type": _type_of(self._names[key]) or typed}
        located = around.located(key) if key.kind == "place" else None
        if located is None:
            return {}
        columns = {column: getattr(located.place, column) for column in _PLACE_COLUMNS}
        return {**columns, "score": round(located.score, 4)}

    def only_there(
        self, group: Sequence[Named], named: Sequence[Named], names: Mapping[Key, str]
    ) -> dict[str, Any]:
        """The columns of what is known in one article only.

        Args:
            group: Its mentions.
            named: All mentions of the article.
            names: What the article's things are called.
        """
        key = group[0].key
        if key.kind == "organisation":
            _, _, typed = _typed(group) or ("", 0, None)
            return {"type": _type_of(names[key]) or typed}
        roles: dict[Key, Counter[str]] = {}
        owners: dict[Key, Counter[_Owner]] = {}
        _count(roles, key, (one.mention.role for one in group))
        _count(owners, key, _owners(group, _organisations(named), names))
        return self._person(roles.get(key, {}), owners.get(key, {}))

    def _call(self, key: Key, name: str, forms: Iterable[str]) -> None:
        """Remember an organisation by its names."""
        called = identifier_of(key), name
        for words in {naming_words("organisation", form) for form in (name, *forms)}:
            if self._only.setdefault(words, called) != called:
                self._only[words] = None

    def _person(self, roles: Mapping[str, int], owners: Mapping[_Owner, int]) -> dict[str, Any]:
        """A person's role, and the organisation that most mentions mean.

        It is called as its table calls it; where no table has it, as the texts do.
        """
        counts: Counter[tuple[str, str]] = Counter()
        for owner, count in owners.items():
            counts[self._organisation(owner)] += count
        name, identifier = min(counts, key=lambda one: (-counts[one], one), default=(None, ""))
        role = min(roles, key=lambda role: (-roles[role], role), default=None)
        return {"role": role, "organisation": name, "organisation_entity_id": identifier or None}

    def _organisation(self, owner: _Owner) -> tuple[str, str]:
        """The name and identifier of the organisation of the article, else of the only one so called."""
        if owner.key is not None:
            return owner.name or self._names[owner.key], identifier_of(owner.key)
        identifier, name = self._only.get(naming_words("organisation", owner.text)) or ("", owner.text)
        return name, identifier


def _organisations(named: Iterable[Named]) -> dict[str, Key]:
    """The organisations of an article by their names in small letters; of several the first identifier."""
    found: dict[str, Key] = {}
    for one in named:
        if one.key.kind == "organisation":
            form = one.mention.base_form.casefold()
            other = found.setdefault(form, one.key)
            if other != one.key:
                found[form] = min(other, one.key, key=identifier_of)
    return found


def _owners(
    group: Iterable[Named], organisations: Mapping[str, Key], names: Mapping[Key, str]
) -> Iterable[_Owner | None]:
    """Whose each of a person's mentions is, if any's."""
    for one in group:
        text = one.mention.organisation
        key = None if text is None else organisations.get(text.casefold())
        if text is None:
            yield None
        elif key is None:
            yield _Owner(text)
        else:
            yield _Owner("", key, names[key] if key.article else "")


def _typed(group: Iterable[Named]) -> tuple[str, int, str] | None:
    """Where an article first says by a name what type an organisation is, and that."""
    typed = ((one.mention, _type_of(one.mention.base_form)) for one in group)
    return next(((mention.article_id, mention.start, kind) for mention, kind in typed if kind), None)


def _count(counts: dict[Key, Counter[T]], key: Key, values: Iterable[T | None]) -> None:
    """Count what is known of a thing."""
    for value in values:
        if value is not None:
            counts.setdefault(key, Counter())[value] += 1
