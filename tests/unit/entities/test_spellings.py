"""Several full names of one person."""

from __future__ import annotations

import pytest

from luksia_nlp.entities.resolution import resolve
from luksia_nlp.entities.spellings import same_person
from luksia_nlp.records import Mention


def _person(article: str, start: int, name: str) -> Mention:
    return Mention(article, 0, start, start + len(name), name, "PERSON", "person", name, None, "lexicon")


def _names(*articles: str) -> dict[str, int]:
    """The names of the people of articles, each given as names with commas between them."""
    mentions = [
        _person(str(number), 100 * place, name)
        for number, names in enumerate(articles)
        for place, name in enumerate(names.split(", "))
    ]
    return {entity.name: len(entity.mentions) for entity in resolve(mentions)}


@pytest.mark.parametrize(
    ("names", "people"),
    [
        ("Rikka Purra, Riikka Purra, Purra", {"Riikka Purra": 3}),
        ("Nicolás Maduro, Nicolas Maduro, Maduro", {"Nicolás Maduro": 3}),
        ("Maria Elina Salmela, Elina Salmela, Salmela", {"Maria Elina Salmela": 3}),
        ("Petteri Orpo, P. Orpo, Orpo", {"Petteri Orpo": 3}),
        ("Gunilla af Hällström, af Hällström, Hällström", {"Gunilla af Hällström": 3}),
        ("Ursula von der Leyen, Von der Leyen", {"Ursula von der Leyen": 2}),
        ("Jari Salo, Kari Salo", {"Jari Salo": 1, "Kari Salo": 1}),
        ("Pekka Lehtonen, Pekka Lehtinen", {"Pekka Lehtonen": 1, "Pekka Lehtinen": 1}),
        ("Aino Salo, Anni Salo, A. Salo", {"Aino Salo": 1, "Anni Salo": 1, "A. Salo": 1}),
    ],
)
def test_names_of_one_person(names: str, people: dict[str, int]) -> None:
    assert _names(names) == people


def test_the_most_frequent_spelling_of_all_articles_counts() -> None:
    assert _names("José Salo, Jose Salo", "Jose Salo", "Jose Salo") == {"Jose Salo": 4}


def test_an_initial_is_somebody_of_its_article_only() -> None:
    assert _names("Petteri Orpo, P. Orpo", "P. Orpo") == {"Petteri Orpo": 2, "P. Orpo": 1}


def test_a_name_without_each_of_two_middle_names_is_of_neither() -> None:
    assert same_person([("anna", "salo"), ("anna", "maria", "salo"), ("anna", "liisa", "salo")]) == {}


def test_a_nickname_is_the_persons_whose_name_has_it() -> None:
    full = _person("1", 0, "Matti ”Masa” Virtanen")
    called = Mention("1", 0, 0, 21, full.text, "PERSON", "person", "Matti Virtanen", None, "lexicon")
    [entity] = resolve([called, _person("1", 50, "Masa")])
    assert entity.joined_by == ("name", "nickname")
