from __future__ import annotations

import random

from luksia_nlp.entities import entity_id, resolve
from luksia_nlp.records import Kind, Mention


def _mention(article: str, start: int, text: str, base_form: str, kind: Kind = "person") -> Mention:
    return Mention(article, 0, start, start + len(text), text, "X", kind, base_form, None, "lexicon")


def _names(mentions: list[Mention]) -> dict[str, list[str]]:
    return {entity.name: [mention.text for mention in entity.mentions] for entity in resolve(mentions)}


def test_inflected_forms_are_one_thing_over_articles() -> None:
    mentions = [
        _mention("1", 0, "Luksian", "Luksia", "organisation"),
        _mention("2", 0, "Luksialle", "Luksia", "organisation"),
        _mention("2", 9, "Lohjalla", "Lohja", "place"),
    ]
    assert _names(mentions) == {"Luksia": ["Luksian", "Luksialle"], "Lohja": ["Lohjalla"]}


def test_surname_after_the_full_name() -> None:
    mentions = [
        _mention("1", 0, "Timo Hakkarainen", "Timo Hakkarainen"),
        _mention("1", 50, "Hakkaraisen", "Hakkarainen"),
        _mention("2", 0, "Hakkarainen", "Hakkarainen"),
    ]
    entities = {entity.entity_id: entity for entity in resolve(mentions)}
    assert entities["person-timo-hakkarainen"].rules == ("name", "surname")
    # In another article nothing says which Hakkarainen it is.
    assert entities["person-hakkarainen"].rules == ("name",)


def test_surname_before_the_full_name_stays_alone() -> None:
    mentions = [_mention("1", 0, "Virtanen", "Virtanen"), _mention("1", 20, "Aino Virtanen", "Aino Virtanen")]
    assert set(_names(mentions)) == {"Virtanen", "Aino Virtanen"}


def test_two_people_of_one_surname() -> None:
    mentions = [
        _mention("1", 0, "Aino Virtanen", "Aino Virtanen"),
        _mention("1", 20, "Eero Virtanen", "Eero Virtanen"),
        _mention("1", 40, "Virtasen", "Virtanen"),
        _mention("1", 60, "Aino", "Aino"),
    ]
    entities = {entity.entity_id: entity.rules for entity in resolve(mentions)}
    assert entities == {
        "person-aino-virtanen": ("name", "given-name"),
        "person-eero-virtanen": ("name",),
        "person-virtanen": ("ambiguous-surname",),
    }


def test_the_full_name_settles_the_base_form_of_the_surname() -> None:
    mentions = [
        _mention("1", 0, "Owen Bergkamp", "Owen Bergkamp"),
        _mention("1", 20, "Bergkampin", "Bergkamppi"),
    ]
    [entity] = resolve(mentions)
    assert [mention.base_form for mention in entity.mentions] == ["Owen Bergkamp", "Bergkamp"]


def test_a_place_is_not_a_surname() -> None:
    mentions = [
        _mention("1", 0, "Toivo Lahti", "Toivo Lahti"),
        _mention("1", 20, "Lahdessa", "Lahti", "place"),
    ]
    assert set(_names(mentions)) == {"Toivo Lahti", "Lahti"}


def test_identifiers_do_not_depend_on_the_order_of_articles() -> None:
    mentions = [
        _mention(str(i % 7), i, text, "Lohja", "place") for i, text in enumerate(["Lohjan", "LOHJA"] * 20)
    ]
    mentions += [_mention(str(i), 100, "Länsi-Uusimaa", "Länsi-Uusimaa", "place") for i in range(7)]
    expected = resolve(mentions)
    for seed in range(5):
        shuffled = mentions[:]
        random.Random(seed).shuffle(shuffled)
        assert resolve(shuffled) == expected


def test_identifier_of_a_name_without_letters() -> None:
    assert entity_id("organisation", "!!!") == "organisation-212121"
    assert entity_id("place", "Länsi-Uusimaa") == entity_id("place", "LÄNSI UUSIMAA")
