"""Resolution of articles that are read anew in each pass: the same as of mentions in memory."""

from __future__ import annotations

import datetime
import gc
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luksia_nlp.entities import Alias, ArticleMentions, EntityFacts, Resolution, Resolved, resolve
from luksia_nlp.names.positions import CREDITS
from luksia_nlp.records import Entity, Kind, Mention
from tests.unit.entities.test_resolution_properties import collections

_POSITIONS = ("body", "body", "title", "credit")
_ROLES = (None, "rehtori", "valmentaja")
_BODIES = (None, "Luksia", "Lumiputki Oy", "Nato", "Vieras talo")
_ALIASES = (
    Alias("Luksia", "organisation", frozenset({"luksia", "ammattiopisto luksia", "taitaja"}), ()),
    Alias("Eeva", None, frozenset({"aino virtanen", "espoo"}), ("1", "2")),
)


@st.composite
def _articles(draw: st.DrawFn) -> list[ArticleMentions]:
    """A few articles whose people have roles and organisations, with dates and credits."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    found: dict[str, list[Mention]] = {}
    for mention in draw(collections()):
        mention = replace(mention, position=rng.choice(_POSITIONS))
        if mention.kind == "person":
            mention = replace(mention, role=rng.choice(_ROLES), organisation=rng.choice(_BODIES))
        found.setdefault(mention.article_id, []).append(mention)
    dates = [None, *(datetime.date(2024, 1, day) for day in (1, 2, 3))]
    return [ArticleMentions(name, rng.choice(dates), mentions) for name, mentions in found.items()]


def _resolved(resolution: Resolution) -> tuple[dict[str, list[Resolved]], list[EntityFacts]]:
    articles = dict(resolution.articles())
    return articles, sorted(resolution.facts(), key=lambda facts: facts.entity_id)


@settings(max_examples=100, deadline=None)
@given(_articles(), st.integers(), st.sampled_from([(), _ALIASES]))
def test_how_articles_come_changes_nothing(
    articles: list[ArticleMentions], seed: int, aliases: Sequence[Alias]
) -> None:
    rng = random.Random(seed)
    shuffled = [article._replace(mentions=rng.sample(article.mentions, len(article.mentions)))
                for article in rng.sample(articles, len(articles))]  # fmt: skip

    def one_by_one() -> Iterator[ArticleMentions]:
        """Articles that nobody else holds."""
        for name, published, mentions in shuffled:
            yield ArticleMentions(name, published, tuple(replace(mention) for mention in mentions))

    expected = _resolved(Resolution(lambda: articles, aliases))
    assert _resolved(Resolution(one_by_one, aliases)) == expected


@settings(max_examples=100, deadline=None)
@given(_articles(), st.sampled_from([(), _ALIASES]))
def test_facts_tell_of_the_mentions(articles: list[ArticleMentions], aliases: Sequence[Alias]) -> None:
    found, facts = _resolved(Resolution(lambda: articles, aliases))
    entities = resolve([mention for article in articles for mention in article.mentions], aliases)
    dates = {article.article_id: article.published for article in articles}
    assert [_counted(entity, dates) for entity in entities] == facts
    pairs = sorted((e.entity_id, m.article_id, m.start) for e in entities for m in e.mentions)
    assert pairs == sorted(
        (one.entity_id, name, one.mention.start) for name, own in found.items() for one in own
    )


def _counted(entity: Entity, dates: dict[str, datetime.date | None]) -> EntityFacts:
    """What is known of an entity, by its mentions."""
    news = [mention for mention in entity.mentions if mention.position not in CREDITS]
    articles = {mention.article_id for mention in news}
    known = [date for article in articles if (date := dates[article]) is not None]
    forms = Counter(mention.base_form for mention in entity.mentions)
    once = {entity.name.casefold(): entity.name}
    for form in sorted(forms, key=lambda form: (-forms[form], form)):
        once.setdefault(form.casefold(), form)
    _, *others = once.values()
    return EntityFacts(
        entity.entity_id, entity.kind, entity.name,
        len(news), len(articles), len(entity.mentions) - len(news),
        min(known, default=None), max(known, default=None), tuple(others), entity.details,
    )  # fmt: skip


def _mention(article: str, start: int, name: str, kind: Kind = "organisation") -> Mention:
    return Mention(article, 0, start, start + len(name), name, "X", kind, name, None, "lexicon")


def _article(name: str, *mentions: Mention) -> ArticleMentions:
    return ArticleMentions(name, None, mentions)


def test_a_broken_article_is_left_out() -> None:
    broken = [_article(name, _mention(name, 0, "SAK"), _mention(name, 9, " ")) for name in "13"]
    whole = [_article(name, _mention(name, 0, "SAK"), _mention(name, 9, "Luksia")) for name in "24"]
    articles = [broken[0], whole[0], broken[1], whole[1]]
    resolution = Resolution(lambda: articles)
    assert {name: type(error) for name, error in resolution.broken.items()} == {
        "1": IndexError, "3": IndexError,
    }  # fmt: skip
    assert _resolved(resolution) == _resolved(Resolution(lambda: whole))
    with pytest.raises(IndexError):
        resolve([mention for article in articles for mention in article.mentions])


def test_an_article_that_only_breaks_beside_another_is_left_out_too() -> None:
    people = [replace(_mention(name, 0, "Aino Salo", "person"), role="rehtori") for name in "123"]
    people[1] = replace(people[1], role=" ")  # what people do is compared where several articles name them
    resolution = Resolution(lambda: [_article(one.article_id, one) for one in people])
    assert list(resolution.broken) == ["2"]
    assert list(dict(resolution.articles())) == ["1", "3"]


def test_what_is_known_of_things_needs_no_pass_of_its_own() -> None:
    begun = []

    def passes() -> Iterator[ArticleMentions]:
        begun.append(1)
        yield _article("1", _mention("1", 0, "Luksia"))

    resolution = Resolution(passes)
    before = len(begun)
    list(resolution.articles())
    [facts], [again] = resolution.facts(), resolution.facts()
    assert (facts, len(begun)) == (again, before + 1)
    assert [one.name for one in Resolution(passes).facts()] == ["Luksia"]


def test_no_mention_is_held() -> None:
    def passes() -> Iterator[ArticleMentions]:
        for number in range(200):
            name = f"{number}"
            person = replace(_mention(name, 0, "Aino Salo", "person"), role="rehtori", organisation="SAK")
            short = _mention(name, 20, "Aino", "person")
            places = _mention(name, 60, "Lohja", "place"), _mention(name, 80, "Toledo", "place")
            yield _article(name, person, short, _mention(name, 40, "SAK"), *places)

    gc.collect()
    others = sum(type(one) is Mention for one in gc.get_objects())
    resolution = Resolution(passes)
    facts = list(resolution.facts())
    gc.collect()
    assert sum(type(one) is Mention for one in gc.get_objects()) <= others
    names = ["Aino Salo", "SAK", "Lohja", "Toledo"]
    assert {one.name: one.n_articles for one in facts} == dict.fromkeys(names, 200)


def test_the_last_of_the_corrections_names_a_thing() -> None:
    luksia = frozenset({"luksia"})
    aliases = [Alias("LUKSIA", None, luksia, ("2",)), Alias("Luksia", None, luksia, ("1",))]
    for names in ("12", "21"):
        entities = resolve([_mention(name, 0, "Luksia") for name in names], aliases)
        assert [entity.name for entity in entities] == ["Luksia"]


def _both_ways(mentions: Sequence[Mention], aliases: Sequence[Alias] = ()) -> dict[str, Entity]:
    """The entities of mentions, which are the same when the articles come in the other order."""
    names = sorted({mention.article_id for mention in mentions})
    found = [_article(name, *(one for one in mentions if one.article_id == name)) for name in names]
    entities = Resolution(lambda: found, aliases).entities()
    backwards = Resolution(lambda: reversed(found), aliases).entities()
    assert [(one.entity_id, one.name, one.details) for one in backwards] == [
        (one.entity_id, one.name, one.details) for one in entities
    ]
    return {entity.entity_id: entity for entity in entities}


def test_the_first_article_by_identifier_tells_whose_a_shortened_name_is() -> None:
    mentions = [
        _mention("1", 0, "Maria Elina Salmela", "person"), _mention("1", 40, "Maria Salmela", "person"),
        _mention("2", 0, "Maria Anna Salmela", "person"), _mention("2", 40, "Maria Salmela", "person"),
        _mention("3", 0, "Maria Elina Salmela", "person"), _mention("4", 0, "Maria Anna Salmela", "person"),
        _mention("5", 0, "Maria Salmela", "person"),
    ]  # fmt: skip
    again = [replace(mention, start=80) for mention in (mentions[0], mentions[2])]  # as often as in short
    mentions = [*mentions, *again]
    found = {key: len(entity.mentions) for key, entity in _both_ways(mentions).items()}
    assert found == {"person-maria-elina-salmela": 5, "person-maria-anna-salmela": 4}


def test_the_last_article_by_identifier_tells_how_a_name_is_written() -> None:
    for first, last, count in (("Ravintola", "ravintola", 1), ("ravintola", "Ravintola", 2)):
        long = [_mention("1", 0, f"{first} Zyrkamp"), _mention("2", 0, f"{last} Zyrkamp")]
        assert len(_both_ways([*long, _mention("3", 0, "Zyrkamp")])) == count


def test_the_first_name_that_says_so_tells_the_type() -> None:
    aliases = [Alias("Zyrk", None, frozenset({"zyrkin lukio", "zyrk oy"}), ())]
    for first, last, kind in (("Zyrk Oy", "Zyrkin lukio", "company"), ("Zyrkin lukio", "Zyrk Oy", "school")):
        found = _both_ways([_mention("1", 0, first), _mention("2", 0, last)], aliases)
        assert found["organisation-zyrk"].details["type"] == kind
