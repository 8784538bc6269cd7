"""What an article itself says of its names: bodies named after places, and surnames that look like places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.records import Article, Document, Mention

_GENITIVE = {"Case": "Gen", "Number": "Sing"}
_TAGS = {
    "Lohjan": ("PROPN", _GENITIVE),
    "Lahden": ("PROPN", _GENITIVE),
    "Lahdessa": ("PROPN", {"Case": "Ine", "Number": "Sing"}),
    "kaupunki": ("NOUN", {"Case": "Nom", "Number": "Sing"}),
    "kaupungille": ("NOUN", {"Case": "All", "Number": "Sing"}),
    "kunnat": ("NOUN", {"Case": "Nom", "Number": "Plur"}),
    "Lahti": ("PROPN", {"Case": "Nom", "Number": "Sing"}),
    "Luksia": ("PROPN", {"Case": "Nom", "Number": "Sing"}),
    "Luksian": ("PROPN", _GENITIVE),
    "Luksiassa": ("PROPN", {"Case": "Ine", "Number": "Sing"}),
}
_NAMES = {"Lohjan": "GPE", "Lahden": "GPE", "Lahdessa": "GPE", "Toivo Lahti": "PERSON", "uudistus": "PERSON"}
_LUKSIA = {"Luksia": "ORG", "Luksian": "ORG", "Luksiassa": "GPE"}


def _mentions(
    text: str,
    names: Mapping[str, str] = _NAMES,
    tags: Mapping[str, tuple[str, Mapping[str, str]]] = _TAGS,
) -> list[Mention]:
    [document] = ScriptedEngine(names=names, tags=tags).documents([Article(text, "1")])
    assert isinstance(document, Document)
    return find_mentions(document)


def test_a_place_and_its_body_are_an_organisation() -> None:
    [mention] = _mentions("Asia kuuluu Lohjan kaupungille.")
    assert (mention.text, mention.kind, mention.base_form) == (
        "Lohjan kaupungille",
        "organisation",
        "Lohjan kaupunki",
    )
    assert (mention.base_form_rule, mention.kind_rule) == ("lexicon", "organisation-head")


def test_a_place_with_another_word_stays_a_place() -> None:
    assert [m.kind for m in _mentions("Lohjan kadut, Lohjan kunnat ja Lohjan")] == ["place"] * 3


def test_a_surname_of_the_article_is_a_person() -> None:
    full, short = _mentions("Paikalla oli Toivo Lahti. Lahden mukaan sää oli hyvä.")
    assert (full.kind, full.base_form_rule, full.kind_rule) == ("person", "lexicon", "label")
    assert (short.text, short.kind, short.base_form) == ("Lahden", "person", "Lahti")
    assert (short.base_form_rule, short.kind_rule) == ("lexicon", "surname-of-article")


def test_a_surname_that_looks_like_a_question_is_a_person() -> None:
    """*Sonko* could be "a son?", were there nobody of that name in the article."""
    names = {"Cheikh Sonko": "PERSON", "Sonko": "ORG"}
    full, short = _mentions("Maalin teki Cheikh Sonko. Sitten Sonko loukkaantui.", names)
    assert (short.kind, short.kind_rule, short.base_form) == ("person", "surname-of-article", "Sonko")
    assert full.base_form == "Cheikh Sonko"


def test_a_number_with_an_ending_is_no_name() -> None:
    assert _mentions("Irtisanotuista 103:lla on työ.", {"103:lla": "ORG"}) == []


@pytest.mark.parametrize("word", ["kolmellesadalle", "häneltä", "nopeasti", "soitimme"])
def test_no_body_is_called_by_a_word_in_small_letters_that_is_no_noun(word: str) -> None:
    assert _mentions(f"Tietoa saatiin ja {word}.", {word: "ORG"}) == []


@pytest.mark.parametrize("word", ["valtioneuvosto", "Kolmekymppiset", "Nopeasti", "ylellä", "sd"])
def test_a_body_is_called_by_a_noun_an_unknown_word_or_one_with_a_capital(word: str) -> None:
    tags = {word: ("PROPN", {"Case": "Nom"})}
    assert [m.text for m in _mentions(f"Tietoa sai {word}.", {word: "ORG"}, tags)] == [word]


def test_a_town_that_is_also_a_surname_stays_a_town_where_its_case_says_so() -> None:
    mentions = _mentions("Paikalla oli Toivo Lahti. Lahdessa satoi.")
    assert [m.kind for m in mentions] == ["person", "place"]


def test_a_town_stays_a_town_where_nobody_has_its_name() -> None:
    assert [m.kind for m in _mentions("Lahden sää oli hyvä.")] == ["place"]


def test_the_head_is_asked_before_the_surname() -> None:
    mentions = _mentions("Paikalla oli Toivo Lahti. Lahden kaupunki kiitti.")
    assert [(m.text, m.kind) for m in mentions][1] == ("Lahden kaupunki", "organisation")


def test_no_person_is_written_in_small_letters() -> None:
    assert _mentions("Tätä varten tehtiin uudistus.") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rehtori Maija Virtanen", "Maija Virtanen"),
        ("entinen rehtori Maija Virtanen", "Maija Virtanen"),
        ("Gunilla af Hällström", "Gunilla af Hällström"),
        ("af Hällström", "af Hällström"),
        ("Rehtori", "Rehtori"),
    ],
)
def test_titles_are_no_part_of_a_name(text: str, name: str) -> None:
    tags = {"Rehtori": ("NOUN", {"Case": "Nom", "Number": "Sing"})}
    [document] = ScriptedEngine(names={text: "PERSON"}, tags=tags).documents(
        [Article(f"Illalla {text} puhui.", "1")]
    )
    assert isinstance(document, Document)
    [mention] = find_mentions(document)
    assert mention.text == name
    assert document.text[mention.start : mention.end] == name


def test_names_in_the_order_of_registers() -> None:
    [mention] = _mentions("Paikalla: Virtanen, Maija.", {"Virtanen, Maija": "PERSON"})
    assert (mention.text, mention.base_form) == ("Virtanen, Maija", "Maija Virtanen")


def test_mentions_of_one_name_agree() -> None:
    mentions = _mentions("Luksia kasvaa. Luksian rehtori iloitsi. Luksiassa juhlittiin.", _LUKSIA)
    assert [m.kind for m in mentions] == ["organisation"] * 3
    assert mentions[2].kind_rule == "agreement"
    assert mentions[2].label == "ORG"


def test_an_even_vote_changes_nothing() -> None:
    mentions = _mentions("Luksia kasvaa. Luksiassa juhlittiin.", _LUKSIA)
    assert [m.kind for m in mentions] == ["organisation", "place"]


def test_a_town_is_no_person_where_its_case_says_so_whatever_the_vote() -> None:
    mentions = _mentions(
        "Lahti puhui. Lahti kiitti. Lahti lauloi. Lahdessa satoi.", {"Lahti": "PERSON", "Lahdessa": "GPE"}
    )
    assert [m.kind for m in mentions] == ["person"] * 3 + ["place"]


def test_the_full_stop_of_a_sentence_is_no_part_of_a_legal_form() -> None:
    engine = ScriptedEngine(names={"Karkkilan Rasti ry": "ORG"})
    [document] = engine.documents([Article("Kilpailun järjesti Karkkilan Rasti ry.", "1")])
    assert isinstance(document, Document)
    # Some pipelines take the stop for one of an abbreviation.
    last = replace(document.tokens[-2], text="ry.", end=document.tokens[-2].end + 1)
    document = replace(document, tokens=(*document.tokens[:-2], last))
    [mention] = find_mentions(document)
    assert (mention.text, mention.base_form) == ("Karkkilan Rasti ry", "Karkkilan Rasti ry")


def test_two_halves_of_a_name_are_one() -> None:
    mentions = _mentions(
        "Vieraat kävivät Nokian Nousun luona ja Historian keskus Casquessa.",
        {"Nokian": "GPE", "Nousun": "PERSON", "Historian keskus": "FAC", "Casquessa": "FAC"},
        {"keskus": ("NOUN", {"Case": "Nom"})},
    )
    assert [(mention.text, mention.label) for mention in mentions] == [
        ("Nokian Nousun", "ORG"),
        ("Historian keskus Casquessa", "FAC"),
    ]


def test_a_town_and_a_person_are_two() -> None:
    mentions = _mentions("Siellä asui Lohjan Hakkarainen.", {"Lohjan": "GPE", "Hakkarainen": "PERSON"})
    assert [m.kind for m in mentions] == ["place", "person"]


def test_an_organisations_short_name_is_no_person() -> None:
    names = {"Rakennus Lepola Oy": "ORG", "Lepola": "PERSON", "Lohja Oy": "ORG", "Lohja": "GPE"}
    mentions = _mentions("Urakan sai Rakennus Lepola Oy. Lepola iloitsi. Lohja Oy hävisi. Lohja ei.", names)
    assert [m.kind for m in mentions] == ["organisation", "organisation", "organisation", "place"]
    assert mentions[1].kind_rule == "organisation-of-article"
    names["Matti Lepola"] = "PERSON"
    mentions = _mentions("Urakan sai Rakennus Lepola Oy. Sitä johtaa Matti Lepola. Lepola iloitsi.", names)
    assert [m.kind for m in mentions] == ["organisation", "person", "person"]


@pytest.mark.parametrize(("score", "found"), [(0.5, False), (0.95, True)])
def test_a_common_word_that_opens_a_sentence(score: float, found: bool) -> None:
    tags = {"Kierre": ("NOUN", {"Case": "Nom"})}
    engine = ScriptedEngine(names={"Kierre": "PRODUCT"}, tags=tags)
    [document] = engine.documents([Article("Kierre kasvaa.", "1")])
    assert isinstance(document, Document)
    names = tuple(replace(name, score=score) for name in document.names)
    assert bool(find_mentions(replace(document, names=names))) is found


def _scored(text: str, names: Mapping[str, str], scores: Mapping[str, float | None]) -> list[Mention]:
    """The mentions of a text, each form of a name with its score."""
    [document] = ScriptedEngine(names=names, tags=_TAGS).documents([Article(text, "1")])
    assert isinstance(document, Document)
    found = tuple(
        replace(name, score=scores[document.tokens[name.first_token].text]) for name in document.names
    )
    return find_mentions(replace(document, names=found))


_FORMS = "Luksia kasvaa. Luksian rehtori iloitsi. Luksiassa juhlittiin."


def test_votes_weigh_what_they_are_sure_of() -> None:
    names = {"Luksia": "GPE", "Luksian": "GPE", "Luksiassa": "ORG"}
    sure = _scored(_FORMS, names, {"Luksia": 0.3, "Luksian": 0.3, "Luksiassa": 0.95})
    assert [(m.kind, m.label) for m in sure] == [("organisation", "ORG")] * 3
    unsure = _scored(_FORMS, names, {"Luksia": 0.8, "Luksian": 0.8, "Luksiassa": 0.95})
    assert [m.kind for m in unsure] == ["place"] * 3
    # An engine without scores is as sure as can be.
    silent = _scored(_FORMS, names, {"Luksia": None, "Luksian": 0.3, "Luksiassa": 0.7})
    assert [m.kind for m in silent] == ["place"] * 3


@pytest.mark.parametrize(("sure", "kinds"), [(0.74, ["organisation", "place"]), (0.76, ["organisation"] * 2)])
def test_a_vote_is_won_with_six_tenths(sure: float, kinds: list[str]) -> None:
    scores = {"Luksia": sure, "Luksiassa": 0.5}
    assert [m.kind for m in _scored("Luksia kasvaa. Luksiassa juhlittiin.", _LUKSIA, scores)] == kinds


def test_names_of_other_kinds_have_no_vote() -> None:
    mentions = _mentions(_FORMS, {"Luksia": "EVENT", "Luksian": "EVENT", "Luksiassa": "ORG"})
    assert [m.kind for m in mentions] == ["other", "other", "organisation"]


def test_the_winners_label_is_its_most_frequent_one() -> None:
    names = {"Luksia": "GPE", "Luksian": "GPE", "Luksiassa": "LOC", "Luksialle": "ORG"}
    tags = {**_TAGS, "Luksialle": ("PROPN", {"Case": "All", "Number": "Sing"})}
    mentions = _mentions(f"{_FORMS} Luksialle sataa.", names, tags)
    assert [m.label for m in mentions] == ["GPE", "GPE", "LOC", "GPE"]


def test_only_a_full_name_says_whose_surname_it_is() -> None:
    mentions = _mentions("Lahti puhui. Lahden sää oli hyvä.", {"Lahti": "PERSON", "Lahden": "GPE"})
    assert [m.kind for m in mentions] == ["person", "place"]


def test_other_forms_in_the_article_settle_a_base_form() -> None:
    names = {"Haverkamp": "PERSON", "Haverkampin": "PERSON"}
    mentions = _mentions("Puhuja oli Haverkamp. Haverkampin kirja myy.", names)
    assert [m.base_form for m in mentions] == ["Haverkamp"] * 2
    [alone] = _mentions("Haverkampin kirja myy.", {"Haverkampin": "PERSON"})
    assert alone.base_form != "Haverkamp"
    assert mentions[1].base_form_rule == "seen-elsewhere"


@pytest.mark.parametrize(
    ("long", "short", "name"),
    [
        ("Lepola Rakennus Oy", "Lepola", "Lepola"),
        ("Lepola Rakennus Oy", "Lepola Rakennus", "Lepola Rakennus"),
        ("Virkkalan Veto", "Veto", "Veto"),
        ("Virkkalan Veto", "Vedon", "Veto"),
        ("Lohjan Jäähait", "Jäähaiden", "Jäähait"),
        ("FF Jaro", "Jaron", "Jaro"),
        ("Virkkalan Lepola", "Lepola", None),
        ("Virkkalan uusi Veto", "Veto", None),
    ],
)
@pytest.mark.parametrize("label", ["PERSON", "GPE"])
def test_short_names_of_organisations(long: str, short: str, name: str | None, label: str) -> None:
    tags = dict.fromkeys(short.split(), ("PROPN", {"Case": "Nom", "Number": "Sing"}))
    _, mention = _mentions(f"Eilen voitti {long}. Kiitos, {short}!", {long: "ORG", short: label}, tags)
    assert (mention.kind == "organisation") == (name is not None)
    if name is not None:
        assert (mention.base_form, mention.label) == (name, "ORG")
        assert (mention.kind_rule, mention.base_form_rule) == ("organisation-of-article",) * 2


@pytest.mark.parametrize(
    ("plain", "inflected"),
    [("Kärpät", "Kärppien"), ("Sotkat", "Sotkien"), ("Ponnet", "Ponsien"), ("Veikot", "Veikoille")],
)
def test_a_plural_name_stays_plural_where_its_plain_form_stands(plain: str, inflected: str) -> None:
    """The tagger may take the inflected one for a singular; the analyser knows whose plural it can be."""
    tags = {plain: ("PROPN", {"Case": "Nom", "Number": "Sing"}), inflected: ("PROPN", {"Number": "Sing"})}
    text = f"Eilen {plain} voitti. Huomenna {inflected} kausi jatkuu."
    mentions = _mentions(text, {plain: "ORG", inflected: "ORG"}, tags)
    assert [mention.base_form for mention in mentions] == [plain, plain]


def test_a_word_that_agrees_with_a_plural_name_is_plural_too() -> None:
    plural = {"Case": "Gen", "Number": "Plur"}
    tags = {"Punaisten": ("ADJ", plural), "Ristien": ("PROPN", plural)}
    [mention] = _mentions("Eilen Punaisten Ristien liitto kokoontui.", {"Punaisten Ristien": "ORG"}, tags)
    assert mention.base_form == "Punaiset Ristit"
