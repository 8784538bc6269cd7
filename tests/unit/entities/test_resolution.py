from __future__ import annotations

import random
from dataclasses import replace

from luksia_nlp.entities.aliases import Alias
from luksia_nlp.entities.keys import entity_id
from luksia_nlp.entities.resolution import resolve
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
    assert entities["person-timo-hakkarainen"].joined_by == ("name", "surname")
    # In another article nothing says which Hakkarainen it is.
    assert entities["person-hakkarainen"].joined_by == ("name",)


def test_surname_before_the_full_name_as_in_headlines() -> None:
    mentions = [_mention("1", 0, "Virtanen", "Virtanen"), _mention("1", 20, "Aino Virtanen", "Aino Virtanen")]
    assert set(_names(mentions)) == {"Aino Virtanen"}


def test_two_people_of_one_surname() -> None:
    mentions = [
        _mention("1", 0, "Aino Virtanen", "Aino Virtanen"),
        _mention("1", 20, "Eero Virtanen", "Eero Virtanen"),
        _mention("1", 40, "Virtasen", "Virtanen"),
        _mention("1", 60, "Aino", "Aino"),
    ]
    entities = {entity.entity_id: entity.joined_by for entity in resolve(mentions)}
    assert entities == {
        "person-aino-virtanen": ("name", "given-name"),
        "person-eero-virtanen": ("name",),
        "person-virtanen-in-1": ("ambiguous-surname",),
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


def test_a_given_name_alone_is_of_its_article() -> None:
    mentions = [
        _mention("1", 0, "Aino Virtanen", "Aino Virtanen"),
        _mention("2", 0, "Aino", "Aino"),
        _mention("3", 0, "Aino", "Aino"),
        _mention("3", 9, "Putin", "Putin"),
        _mention("4", 0, "Putinin", "Putin"),
    ]
    found = {entity.entity_id: len(entity.mentions) for entity in resolve(mentions)}
    assert found == {
        "person-aino-virtanen": 1, "person-aino-in-2": 1, "person-aino-in-3": 1, "person-putin": 2,
    }  # fmt: skip


def _organisation(article: str, start: int, base_form: str, full_name: str | None = None) -> Mention:
    return replace(
        _mention(article, start, base_form, base_form, "organisation"), full_name=full_name, label="ORG"
    )


def _organisations(*mentions: Mention) -> dict[str, list[tuple[str, str]]]:
    return {
        entity.name: [
            (mention.base_form, rule) for mention, rule in zip(entity.mentions, entity.joined_by, strict=True)
        ]
        for entity in resolve(mentions)
    }


def test_legal_forms_are_no_part_of_the_name() -> None:
    mentions = [_organisation("1", 0, "Lumiputki Oy"), _organisation("2", 0, "Lumiputki")]
    assert [entity.entity_id for entity in resolve(mentions)] == ["organisation-lumiputki"]


def test_short_name_after_and_before_the_long_one() -> None:
    found = _organisations(
        _organisation("1", 0, "Jäähait"),
        _organisation("1", 20, "Lohjan Jäähait"),
        _organisation("2", 0, "Jäähait"),
    )
    assert found["Lohjan Jäähait"] == [("Jäähait", "short-name"), ("Lohjan Jäähait", "name")]
    # Another town can have its own.
    assert found["Jäähait"] == [("Jäähait", "name")]


def test_a_short_name_of_two_is_of_neither() -> None:
    found = _organisations(
        _organisation("1", 0, "Lohjan Jäähait"),
        _organisation("1", 20, "Vihdin Jäähait"),
        _organisation("1", 40, "Jäähait"),
    )
    assert found["Jäähait"] == [("Jäähait", "ambiguous-short-name")]


def test_a_kind_and_a_name_are_the_name() -> None:
    found = _organisations(
        _organisation("1", 0, "Koulutuskeskus Salpaus"),
        _organisation("1", 30, "Salpaus"),
        _organisation("2", 0, "Salpaus"),
        _organisation("3", 0, "Koulutuskeskus Salpaus"),
    )
    assert set(found) == {"Salpaus"}
    assert len(found["Salpaus"]) == 4


def test_the_head_of_a_compound_is_its_short_name() -> None:
    mentions = [
        _organisation("1", 0, "Kyberturvallisuuskeskus"),
        _organisation("1", 40, "Keskus"),
        _organisation("2", 0, "Kyberturvallisuuskeskus"),
        _organisation("2", 40, "Suomen ympäristökeskus"),
        _organisation("2", 80, "Keskus"),
        _organisation("3", 0, "Noki"),
        _organisation("3", 10, "Nokia"),
    ]
    assert {entity.entity_id: entity.joined_by for entity in resolve(mentions)} == {
        "organisation-kyberturvallisuuskeskus": ("name", "short-name", "name"),
        "organisation-suomen-ympäristökeskus": ("name",),
        "organisation-keskus-in-2": ("ambiguous-short-name",),
        "organisation-noki": ("name",),
        "organisation-nokia": ("name",),
    }


def test_luksia_in_every_guise() -> None:
    found = _organisations(
        _organisation("1", 0, "Luksia"),
        _organisation("2", 0, "Luksian kuntayhtymä"),
        _organisation("2", 30, "Luksia"),
        _organisation("3", 0, "Länsi-Uudenmaan ammattiopisto Luksia"),
        _organisation("3", 50, "Luksia"),
        _organisation("4", 0, "Luksia ky"),
        _organisation("5", 0, "kuntayhtymä Luksia"),
        _organisation("5", 30, "Luksia"),
        _organisation("6", 0, "Lukki"),
    )
    assert {name: len(members) for name, members in found.items()} == {"Luksia": 8, "Lukki": 1}


def test_parent_and_daughter_stay_apart() -> None:
    found = _organisations(_organisation("1", 0, "Nokia"), _organisation("1", 20, "Nokia Networks"))
    assert set(found) == {"Nokia", "Nokia Networks"}


def test_abbreviations() -> None:
    found = _organisations(
        _organisation("1", 0, "Suomen Ammattiliittojen Keskusjärjestö"),
        _organisation("1", 40, "SAK"),
        _organisation("2", 0, "SAK"),
        _organisation("3", 0, "Nummelan Kiekko"),
        _organisation("3", 20, "NuKi", "Nummelan Kiekko"),
        _organisation("3", 40, "NuKi"),
        _organisation("4", 0, "Suomen Akatemia"),
        _organisation("4", 20, "SAK"),
    )
    assert found["SAK"] == [
        ("Suomen Ammattiliittojen Keskusjärjestö", "abbreviation"), ("SAK", "name"), ("SAK", "name"),
        ("SAK", "name"),
    ]  # fmt: skip
    assert len(found["NuKi"]) == 3
    assert len(found["Suomen Akatemia"]) == 1


def test_an_abbreviation_of_two_is_joined_with_neither_elsewhere() -> None:
    found = _organisations(
        _organisation("1", 0, "Helsingin Sanomat"),
        _organisation("1", 20, "HS", "Helsingin Sanomat"),
        _organisation("2", 0, "Hangon Satama"),
        _organisation("2", 20, "HS", "Hangon Satama"),
        _organisation("3", 0, "HS"),
    )
    assert {name: len(members) for name, members in found.items()} == {
        "Helsingin Sanomat": 2, "Hangon Satama": 2, "HS": 1,
    }  # fmt: skip


def _described(article: str, role: str | None, organisation: str | None) -> Mention:
    mention = _mention(article, 0, "Aino Virtanen", "Aino Virtanen")
    return replace(mention, role=role, organisation=organisation)


def test_namesakes_are_told_apart_where_everything_speaks_for_it() -> None:
    mentions = [
        _described("1", "Luksian rehtori", "Luksia"),
        _mention("1", 20, "Lohjalla", "Lohja", "place"),
        _described("2", "rehtori", "Luksia"),
        _mention("2", 20, "Lohjalla", "Lohja", "place"),
        _described("3", "valmentaja", "Oulun Kärpät"),
        _mention("3", 20, "Oulussa", "Oulu", "place"),
        _mention("3", 40, "Virtasen", "Virtanen"),
        _described("4", None, None),
    ]
    found = {e.entity_id: [m.article_id for m in e.mentions] for e in resolve(mentions) if e.kind == "person"}
    assert found == {
        "person-aino-virtanen-luksia": ["1", "2", "4"],
        "person-aino-virtanen-oulun-kärpät": ["3", "3"],
    }
    # A third article in which the two meet makes them one.
    both = replace(_described("5", "rehtori", "Oulun Kärpät"), start=0)
    joined = resolve([*mentions, both, _mention("5", 20, "Oulussa", "Oulu", "place")])
    assert {entity.entity_id for entity in joined if entity.kind == "person"} == {"person-aino-virtanen"}


def test_a_form_seen_elsewhere_settles_a_guess() -> None:
    mentions = [
        _mention("1", 0, "Bergkamp", "Bergkamp"),
        replace(_mention("2", 0, "Bergkampin", "Bergkamppi"), base_form_rule="guesser"),
    ]
    [entity] = resolve(mentions)
    assert [(mention.base_form, mention.base_form_rule) for mention in entity.mentions] == [
        ("Bergkamp", "lexicon"), ("Bergkamp", "seen-elsewhere"),
    ]  # fmt: skip


def test_a_users_corrections_are_applied_last() -> None:
    mentions = [
        _mention("2024-1", 0, "Aino Virtanen", "Aino Virtanen"),
        _mention("2024-1", 20, "Virtasen", "Virtanen"),
        _mention("2025-1", 0, "Aino Virtanen", "Aino Virtanen"),
        _mention("2025-1", 20, "Kelaan", "Kela", "place"),
        _organisation("2025-2", 0, "Kansaneläkelaitos"),
    ]
    aliases = [
        Alias("Aino Virtanen (pormestari)", "person", frozenset({"aino virtanen"}), ("2025-*",)),
        Alias("Kela", "organisation", frozenset({"kela", "kansaneläkelaitos"}), ()),
    ]
    found = {entity.entity_id: (entity.name, set(entity.joined_by)) for entity in resolve(mentions, aliases)}
    assert found == {
        "person-aino-virtanen": ("Aino Virtanen", {"name", "surname"}),
        "person-aino-virtanen-pormestari": ("Aino Virtanen (pormestari)", {"alias"}),
        "organisation-kela": ("Kela", {"alias"}),
    }
    [kela] = [entity for entity in resolve(mentions, aliases) if entity.name == "Kela"]
    # What it is, too, rests on the file where it was another thing before.
    assert [mention.kind_rule for mention in kela.mentions] == ["alias", "label"]


def test_identifier_of_a_name_without_letters() -> None:
    assert entity_id("organisation", "!!!") == "organisation-212121"
    assert entity_id("place", "Länsi-Uusimaa") == entity_id("place", "LÄNSI UUSIMAA")


def test_capitals_are_no_evidence_for_a_form() -> None:
    mentions = [
        replace(
            _organisation("1", 0, "Helsingin Sanomat"), text="Helsingin Sanomille", base_form_rule="plural"
        ),
        replace(_organisation("1", 40, "Helsingin Sanomille"), text="HELSINGIN SANOMILLE"),
    ]
    assert "Helsingin Sanomat" in {entity.name for entity in resolve(mentions)}


def test_surnames_of_several_words() -> None:
    for surname in ("Hällström", "af Hällström"):
        mentions = [
            _mention("1", 0, "Gunilla af Hällström", "Gunilla af Hällström"),
            _mention("1", 30, f"{surname}in", surname),
        ]
        [entity] = resolve(mentions)
        assert entity.joined_by == ("name", "surname")
        assert entity.mentions[1].base_form == surname


def test_a_surname_is_known_by_any_reading_and_takes_the_full_names_form() -> None:
    mentions = [
        _mention("1", 0, "Aino Mäki", "Aino Mäki"),
        # The tagger and the analyser together took it for another name.
        _mention("1", 30, "Mäen", "Mäen"),
    ]
    [entity] = resolve(mentions)
    assert [(m.base_form, rule) for m, rule in zip(entity.mentions, entity.joined_by, strict=True)] == [
        ("Aino Mäki", "name"), ("Mäki", "surname"),
    ]  # fmt: skip


def test_what_can_be_both_is_the_surname() -> None:
    mentions = [
        _mention("1", 0, "Aino Olavi", "Aino Olavi"),
        _mention("1", 30, "Olavi Salo", "Olavi Salo"),
        _mention("1", 50, "Olavi", "Olavi"),
    ]
    entities = {entity.entity_id: entity.joined_by for entity in resolve(mentions)}
    assert entities == {"person-aino-olavi": ("name", "surname"), "person-olavi-salo": ("name",)}


def test_a_name_is_spelt_as_it_mostly_is_then_longest_then_first() -> None:
    def name(*spellings: str) -> str:
        [entity] = resolve([_organisation("1", 30 * i, spelling) for i, spelling in enumerate(spellings)])
        return entity.name

    assert name("Lumiputki", "Lumiputki Oy", "Lumiputki") == "Lumiputki"
    assert name("Lumiputki", "Lumiputki Oy") == "Lumiputki Oy"
    assert name("lumiputki", "Lumiputki") == "Lumiputki"
    assert name("Lumiputki", "lumiputki") == "Lumiputki"


def test_mentions_of_an_entity_come_in_the_order_of_articles_and_texts() -> None:
    mentions = [
        _organisation("2", 0, "NuKi", "Nummelan Kiekko"),
        _organisation("1", 40, "NuKi"),
        _organisation("1", 20, "NuKi", "Nummelan Kiekko"),
        _organisation("1", 0, "Nummelan Kiekko"),
    ]
    [entity] = resolve(mentions)
    assert [(mention.article_id, mention.start) for mention in entity.mentions] == [
        ("1", 0), ("1", 20), ("1", 40), ("2", 0),
    ]  # fmt: skip


def test_what_is_known_in_its_article_only_has_an_identifier_of_its_own() -> None:
    mentions = [
        _mention("1", 0, "Aino Salo", "Aino Salo"),
        *(_mention(one, 0, "Aino", "Aino") for one in "!?"),
    ]
    assert {entity.entity_id for entity in resolve(mentions)} == {
        "person-aino-salo", "person-aino-in-21", "person-aino-in-3f",
    }  # fmt: skip


def test_the_last_correction_counts() -> None:
    mentions = [_organisation("1", 0, "Kela")]
    aliases = [Alias(name, None, frozenset({"kela"}), ()) for name in ("Eläkelaitos", "Kansaneläkelaitos")]
    assert [entity.name for entity in resolve(mentions, aliases)] == ["Kansaneläkelaitos"]


def test_only_what_is_written_like_an_abbreviation_is_one() -> None:
    found = _organisations(_organisation("1", 0, "Suomen Kaivosliitto"), _organisation("1", 30, "Sk"))
    assert set(found) == {"Suomen Kaivosliitto", "Sk"}
    found = _organisations(_organisation("1", 0, "Suomen Kaivosliitto"), _organisation("1", 30, "SK"))
    assert set(found) == {"Suomen Kaivosliitto"}


def test_the_first_words_are_a_short_name_only_after_the_long_one() -> None:
    after = _organisations(_organisation("1", 0, "Noordwind Capital"), _organisation("1", 30, "Noordwind"))
    assert after == {"Noordwind Capital": [("Noordwind Capital", "name"), ("Noordwind", "short-name")]}


def test_of_names_within_each_other_the_longest_is_meant() -> None:
    found = _organisations(
        _organisation("1", 0, "Länsi-Uudenmaan Lohjan Jäähait"),
        _organisation("1", 40, "Lohjan Jäähait"),
        _organisation("1", 80, "Jäähait"),
    )
    assert set(found) == {"Länsi-Uudenmaan Lohjan Jäähait"}
    assert [rule for _, rule in found["Länsi-Uudenmaan Lohjan Jäähait"]] == [
        "name",
        "short-name",
        "short-name",
    ]


def test_an_owner_is_joined_only_where_it_stands_by_itself() -> None:
    owned = _organisation("1", 0, "Luksian kuntayhtymä")
    assert [entity.entity_id for entity in resolve([owned])] == ["organisation-luksian-kuntayhtymä"]
    both = resolve([owned, _organisation("2", 0, "Luksia")])
    assert [entity.entity_id for entity in both] == ["organisation-luksia"]


def test_what_describes_a_name_is_joined_only_where_the_name_stands_alone() -> None:
    both = [_organisation("1", 0, "Koulutuskeskus Salpaus"), _organisation("1", 30, "Salpaus")]
    assert set(_organisations(*both)) == {"Koulutuskeskus Salpaus"}
    # Two long names of one short name are one thing only where one is within the other.
    others = [_organisation("2", 0, "Ammattiopisto Salpaus"), _organisation("2", 40, "Salpaus")]
    alone = _organisation("3", 0, "Salpaus")
    assert set(_organisations(*both, *others, alone)) == {
        "Koulutuskeskus Salpaus", "Ammattiopisto Salpaus", "Salpaus",
    }  # fmt: skip
    # A name that mostly stands by itself is known by itself.
    known = [_organisation(article, 0, "Salpaus") for article in "456"]
    assert set(_organisations(*both, *others, *known)) == {"Salpaus"}
    # The head of a compound is what many are.
    found = _organisations(
        _organisation("1", 0, "Kyberturvallisuuskeskus"),
        _organisation("1", 40, "Keskus"),
        _organisation("2", 0, "Keskus"),
    )
    assert set(found) == {"Kyberturvallisuuskeskus", "Keskus"}


def test_names_are_followed_to_the_last_one_and_keep_their_first_reason() -> None:
    found = _organisations(
        _organisation("1", 0, "Luksia"),
        _organisation("2", 0, "Länsi-Uudenmaan ammattiopisto Luksian kuntayhtymä"),
        _organisation("3", 0, "Länsi-Uudenmaan ammattiopisto Luksia"),
        _organisation("3", 50, "Luksia"),
    )
    assert {name: sorted(rule for _, rule in members) for name, members in found.items()} == {
        "Luksia": ["name", "name", "owner", "short-name"],
    }  # fmt: skip
