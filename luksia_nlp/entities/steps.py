"""From the mentions of an article to what each stands for over all articles.

`Steps` makes several passes over all articles, each of which learns what the next one needs, and keeps what
they say of names, no mentions. Then each article by itself takes all steps: base forms (`SeenForms`), whose
names are in it (`people`, `organisations`), what is one thing over all articles (`people_joins`,
`organisation_joins`, `places`), and what is several of one name (`namesakes`, `Parts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from luksia_nlp.entities.articles import ArticleMentions, Passes
from luksia_nlp.entities.joins import Called, Use, called, count_use
from luksia_nlp.entities.keys import Key, Named, Words, own_words
from luksia_nlp.entities.namesakes import Namesakes
from luksia_nlp.entities.organisation_joins import OrganisationNames, independent_names
from luksia_nlp.entities.organisations import organisations
from luksia_nlp.entities.people import people
from luksia_nlp.entities.people_joins import PeopleNames, joined
from luksia_nlp.entities.places import Parts, PlaceNames
from luksia_nlp.names.base_forms import SeenForms
from luksia_nlp.records import Mention


class Steps:
    """What each mention of a collection stands for.

    Args:
        passes: The articles.
    """

    def __init__(self, passes: Passes) -> None:
        self._forms = SeenForms()
        for article in passes():
            self._forms.add(article.mentions)
        self._forms.settle()
        used, places = self._names(passes)
        self._independent = independent_names(used)
        self._places, written = places.joined()
        # What some places are called, whatever most articles write.
        self.written = {Key("place", words): name for words, name in written.items()}
        people_names, organisation_names = self._in_their_articles(passes)
        self._two = organisation_names.told_apart(used)
        self._organisations = called(organisation_names.joins(), organisation_names.used)
        self._people = people_names.meant()
        self._given_names = people_names.given_names(self._people)
        self._namesakes = Namesakes(people_names.in_several_articles(self._people))
        for article in passes():
            mentions = self._mentions(article)
            self._namesakes.add([*self._joined_people(mentions), *_others(mentions, "place")])
        self._namesakes.settle()

    def named(self, article: ArticleMentions) -> list[Named]:
        """The mentions of one of the articles, in the order of its text, each as what it stands for."""
        mentions = self._mentions(article)
        persons, places = self._joined_people(mentions), _others(mentions, "place")
        which = self._namesakes.which([*persons, *places])
        bodies = (self._told_apart(one) for one in organisations(mentions, self._independent))
        found = [
            *(self._person(one, which.get(one.key.words)) for one in persons),
            *(one if one.key.article else _followed(one, self._organisations) for one in bodies),
            *self._parts.apart(_followed(one, self._places) for one in places),
            *_others(mentions, "other"),
        ]
        return sorted(found, key=lambda one: one.mention.start)

    def _names(self, passes: Passes) -> tuple[dict[Words, Use], PlaceNames]:
        """How names of organisations and places are used, in the base forms that all articles speak for."""
        used: dict[Words, Use] = {}
        places = PlaceNames()
        for number, article in enumerate(passes()):
            mentions = self._mentions(article)
            places.add(number, mentions)
            for mention in mentions:
                if mention.kind == "organisation":
                    count_use(used, own_words(mention), number)
        return used, places

    def _in_their_articles(self, passes: Passes) -> tuple[PeopleNames, OrganisationNames]:
        """What people and organisations stand for in their articles; and where texts put places."""
        people_names, organisation_names, parts = PeopleNames(), OrganisationNames(), Parts()
        for number, article in enumerate(passes()):
            mentions = self._mentions(article)
            people_names.add(people(mentions))
            organisation_names.add(number, organisations(mentions, self._independent))
            parts.add(_followed(one, self._places) for one in _others(mentions, "place"))
        parts.settle()
        self._parts = parts
        return people_names, organisation_names

    def _mentions(self, article: ArticleMentions) -> list[Mention]:
        """The mentions of an article, in the order of its text and in their settled base forms."""
        ordered = sorted(article.mentions, key=lambda mention: mention.start)
        return _renamed(ordered, [self._forms.settled(mention) for mention in ordered])

    def _joined_people(self, mentions: Sequence[Mention]) -> list[Named]:
        return [joined(one, self._people) for one in people(mentions)]

    def _told_apart(self, one: Named) -> Named:
        """An organisation; what its article seems to explain by another known body stands for itself."""
        if one.rule == "abbreviation" and (one.own, one.key.words) in self._two:
            return one._replace(key=Key("organisation", one.own), rule="name")
        return one

    def _person(self, one: Named, which: Words | None) -> Named:
        """A person, told from others of the full name; a given name alone is known in its article only."""
        words = one.key.words
        if which is not None and not one.key.article:
            return one._replace(key=one.key._replace(which=which))
        if len(words) == 1 and words[0] in self._given_names:
            # The Maija of one article is not the Maija of another.
            return one._replace(key=one.key._replace(article=one.mention.article_id))
        return one


def _others(mentions: Iterable[Mention], kind: str) -> list[Named]:
    """The mentions of an article that are of a kind, each as what it stands for by its own name."""
    found = [(mention, own_words(mention)) for mention in mentions if mention.kind == kind]
    return [Named(mention, own, Key(mention.kind, own), "name") for mention, own in found]


def _renamed(before: Sequence[Mention], after: list[Mention]) -> list[Mention]:
    """Settled mentions, those of people with the organisations beside them as these are called now."""
    names = {
        old.base_form: new.base_form
        for old, new in zip(before, after, strict=True)
        if old.kind == "organisation" and old.base_form != new.base_form
    }
    return [_with_names(mention, names) for mention in after] if names else after


def _with_names(mention: Mention, names: dict[str, str]) -> Mention:
    if mention.organisation and mention.organisation in names:
        mention = replace(mention, organisation=names[mention.organisation])
    if mention.full_name and mention.full_name in names:
        mention = replace(mention, full_name=names[mention.full_name])
    return mention


def _followed(one: Named, meant: Called) -> Named:
    """A mention as what its name stands for over all articles, with the rule that joins the two."""
    words, _ = meant.get(one.key.words, (one.key.words, None))
    key = one.key if words == one.key.words else one.key._replace(words=words)
    if one.own == words:
        return one if one.rule == "name" and key is one.key else one._replace(key=key, rule="name")
    over_all, join = meant.get(one.own, (one.own, None))
    if over_all == words and join is not None:
        return one._replace(key=key, rule=join.rule, told=join.articles)
    return one._replace(key=key)
