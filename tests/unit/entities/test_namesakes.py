"""When articles that name a person of one full name speak of several people."""

from __future__ import annotations

from dataclasses import replace

from luksia_nlp.entities.keys import Key, Named, own_words
from luksia_nlp.entities.namesakes import Namesakes
from luksia_nlp.records import Kind, Mention

# What an article says of the person: role, organisation, a place.
_Told = tuple[str | None, str | None, str | None]
REHTORI: _Told = ("rehtori", "Luksia", "Lohja")
VALMENTAJA: _Told = ("valmentaja", "Oulun Kärpät", "Oulu")


def _which(*articles: _Told) -> list[str]:
    """By article the words that tell the person from the others; nothing where all are one person."""
    words, place_words = ("aino", "virtanen"), Key("place", ("lohja",))
    told = []
    for number, (role, organisation, place) in enumerate(articles):
        mention = _mention(str(number), "Aino Virtanen", "person")
        mention = replace(mention, role=role, organisation=organisation)
        named = [Named(mention, words, Key("person", words), "name")]
        if place is not None:
            where = _mention(str(number), place, "place")
            named.append(Named(where, own_words(where), place_words, "name"))
        told.append(named)
    namesakes = Namesakes([words])
    for named in told:
        namesakes.add(named)
    namesakes.settle()
    found = [namesakes.which(named) for named in told]
    return [" ".join(which[words]) for which in found if which]


def _mention(article: str, name: str, kind: Kind) -> Mention:
    return Mention(article, 0, 0, len(name), name, "X", kind, name, None, "lexicon")


def test_two_people_share_nothing() -> None:
    assert _which(REHTORI, VALMENTAJA) == ["luksia", "oulun kärpät"]


def test_one_thing_that_is_shared_makes_them_one() -> None:
    role, organisation, place = VALMENTAJA
    assert _which(REHTORI, ("rehtori", organisation, place)) == []
    assert _which(REHTORI, (role, "Luksia", place)) == []
    assert _which(REHTORI, (role, organisation, "Lohja")) == []


def test_one_thing_that_is_not_told_leaves_them_one() -> None:
    role, organisation, place = VALMENTAJA
    assert _which(REHTORI, (None, organisation, place)) == []
    assert _which(REHTORI, (role, None, place)) == []
    assert _which(REHTORI, (role, organisation, None)) == []


def test_roles_are_compared_by_their_last_word() -> None:
    assert _which(("vararehtori", "Luksia", "Lohja"), ("rehtori", "Kärpät", "Oulu")) != []
    assert _which(("Luksian entinen Rehtori", "Luksia", "Lohja"), ("rehtori", "Kärpät", "Oulu")) == []
    assert _which(("entinen rehtori", "Luksia", "Lohja"), ("entinen valmentaja", "Kärpät", "Oulu")) != []


def test_legal_forms_do_not_tell_organisations_apart() -> None:
    assert _which(("myyjä", "Lumiputki Oy", "Lohja"), ("asentaja", "Lumiputki", "Oulu")) == []
    assert _which(("myyjä", "Lumiputki Oy", "Lohja"), VALMENTAJA) == ["lumiputki", "oulun kärpät"]


def test_a_third_article_can_join_two() -> None:
    between = ("rehtori", "Oulun Kärpät", "Vihti")
    assert _which(REHTORI, between, VALMENTAJA) == []
    # However long the chain is.
    assert (
        _which(
            REHTORI,
            ("kuvaaja", "Kärpät", "Oulu"),
            ("kuvaaja", "Vihti", "Vihti"),
            ("asentaja", "Vihti", "Lohja"),
        )
        == []
    )


def test_an_article_that_tells_less_is_of_the_person_of_most_articles() -> None:
    less = (None, None, "Vihti")
    assert _which(less, REHTORI, VALMENTAJA, VALMENTAJA) == ["oulun kärpät", "luksia", *["oulun kärpät"] * 2]
    assert _which(less, REHTORI, REHTORI, VALMENTAJA) == [*["luksia"] * 3, "oulun kärpät"]


def test_a_person_is_called_by_the_organisation_of_most_articles() -> None:
    own = [("rehtori", name, "Lohja") for name in ("Axxell", "Luksia", "Luksia", "Omnia")]
    assert _which(*own, VALMENTAJA) == [*["luksia"] * 4, "oulun kärpät"]
    # Of equally frequent ones by the alphabetically first.
    assert _which(own[1], own[0], VALMENTAJA) == ["axxell", "axxell", "oulun kärpät"]
    assert _which(own[3], own[1], VALMENTAJA) == ["luksia", "luksia", "oulun kärpät"]


def test_of_equally_many_articles_the_person_of_the_later_one_is_meant() -> None:
    less = (None, None, "Vihti")
    painter, both, writer = (
        ("kuvaaja", "Omnia", "Oulu"),
        ("kuvaaja", "Axxell", "Vihti"),
        ("lehtori", "Axxell", "Espoo"),
    )
    coach = [("valmentaja", "Kärpät", "Kuopio")] * 3
    assert _which(less, coach[0], painter, writer, both, *coach[1:])[0] == "axxell"
    assert _which(less, painter, *coach, writer, both)[0] == "kärpät"
