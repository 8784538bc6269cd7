"""When articles that name a person of one full name speak of several people."""

from __future__ import annotations

from luksia_nlp.entities.namesakes import namesakes
from luksia_nlp.records import Mention

# What an article says of the person: role, organisation, a place.
_Told = tuple[str | None, str | None, str | None]
REHTORI: _Told = ("rehtori", "Luksia", "Lohja")
VALMENTAJA: _Told = ("valmentaja", "Oulun Kärpät", "Oulu")


def _which(*articles: _Told) -> list[str]:
    """By article the words that tell the person from the others; nothing where all are one person."""
    name = "Aino Virtanen"
    mentions = [
        Mention(str(i), 0, 0, 13, name, "PERSON", "person", name, None, "lexicon", role, organisation)
        for i, (role, organisation, _) in enumerate(articles)
    ]
    places = {str(i): {place} for i, (_, _, place) in enumerate(articles) if place is not None}
    found = namesakes(mentions, places)
    return [" ".join(found[str(i)]) for i in range(len(articles))] if found else []


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
