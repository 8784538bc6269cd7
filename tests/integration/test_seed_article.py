"""The article that the project was born from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from luksia_nlp import Analysis, Analyzer


@pytest.fixture(scope="module")
def seed(analyzer: Analyzer, seed_article: Path) -> Analysis:
    return analyzer.analyze(seed_article)


def test_timo_hakkarainen_is_one_person_with_all_his_mentions(seed: Analysis) -> None:
    [(name, n_mentions, aliases)] = seed.people[["name", "n_mentions", "aliases"]].itertuples(index=False)
    text = seed.articles["full_text"].iloc[0]
    assert name == "Timo Hakkarainen"
    assert n_mentions == text.count("Hakkarai") == 2
    assert aliases == "Hakkarainen"
    evidence = ["base_form_rule", "kind_rule", "joined_by"]
    assert seed.mentions.loc[seed.mentions["kind"] == "person", evidence].values.tolist() == [
        ["form", "label", "name"],
        ["lexicon", "label", "surname"],
    ]


def test_lohja_is_a_place_in_base_form(seed: Analysis) -> None:
    [lohja] = seed.places[seed.places["name"] == "Lohja"].to_dict("records")
    assert lohja["aliases"] == ""
    campus = list(seed.mentions["base_form"]).count("Lohjan kampus")  # it, or the town in its name
    assert lohja["n_mentions"] + campus == 4


def test_all_three_themes_with_their_exact_spans(seed: Analysis) -> None:
    assert list(seed.article_themes["present"]) == [True, True, True]
    text = seed.articles["full_text"].iloc[0]
    expected = {
        "vetovoima": ["vetovoima", "Vetovoima", "vetovoimaisempaa"],
        "vaikuttavuus": ["vaikuttavuus", "Vaikuttavuus", "vaikuttavuutta"],
        "ratkaisukeskeisyys": [
            "löytää yhdessä ratkaisuja",
            "ratkaisukeskeisyys",
            "Ratkaisukeskeisyys",
            "oma polku",
        ],
    }
    for theme, words in expected.items():
        hits = seed.themes[(seed.themes["theme"] == theme) & (seed.themes["evidence"] != "similarity")]
        assert list(hits["text"]) == words
        assert [text[a:b] for a, b in zip(hits["start"], hits["end"], strict=True)] == words


def test_sentences_on_the_themes_meaning_are_found(seed: Analysis) -> None:
    themes = seed.themes.merge(seed.sentences, on=["article_id", "sentence_id"], suffixes=("", "_sentence"))
    for theme, words in {
        "vetovoima": "tasavertaisena vaihtoehtona",
        "vaikuttavuus": "oikean alan ja työllistyy",
        "ratkaisukeskeisyys": "löytyy oma polku",
    }.items():
        found = themes[themes["text_sentence"].str.contains(words)]
        assert theme in set(found.loc[found["not_counted"].isna(), "theme"])


def test_solutions_to_everyday_problems_are_solution_focus(seed: Analysis) -> None:
    [sentence] = seed.sentences[seed.sentences["text"].str.contains("hakijapalveluiden arjen haasteisiin")][
        "sentence_id"
    ]
    [hit] = seed.themes[seed.themes["sentence_id"] == sentence].to_dict("records")
    assert (hit["theme"], hit["evidence"], hit["matched"]) == (
        "ratkaisukeskeisyys",
        "term",
        "löytää ratkaisu",
    )
    assert hit["score"] > 0.5


def test_every_luksia_and_casque_and_nothing_else(seed: Analysis) -> None:
    text = seed.articles["full_text"].iloc[0]
    organisations = seed.mentions[seed.mentions["kind"] == "organisation"]
    luksia = {match.start() for match in re.finditer("Luksia", text)}
    assert set(organisations.loc[organisations["text"].str.startswith("Luksia"), "start"]) == luksia
    assert "Luksian kuntayhtymän" in list(organisations["text"])
    [casque] = seed.mentions[seed.mentions["text"] == "Sukellushistorian keskus Casquessa"].to_dict("records")
    assert casque["label"] in ("ORG", "FAC")
    others = seed.mentions[~seed.mentions["text"].str.contains("Luksia|Casque")]
    assert set(others["base_form"]) == {"Lohja", "Lohjan kampus", "Timo Hakkarainen", "Hakkarainen"}


def test_what_hakkarainen_says(seed: Analysis) -> None:
    """Two quotes of his own words around one that is told, all by the surname or *hän*."""
    said = seed.quotes[["kind", "speaker", "cue", "speaker_text"]].fillna("-").values.tolist()
    his = [row for row in said if row[1] != "-"]
    assert his == [
        ["direct", "Timo Hakkarainen", "tiivisti", "Hakkarainen"],
        ["indirect", "Timo Hakkarainen", "painotti", "Hän"],
        ["direct", "Timo Hakkarainen", "-", "-"],
    ]
    assert said == his
    first, told, last = seed.quotes["text"]
    assert first.startswith("Vetovoima syntyy siitä")
    assert first.endswith("löytyy oma polku")
    assert told == "verkostotyö on olennainen osa kumppanuuksia ja koulutuksen vaikuttavuutta"
    assert last.startswith("Tämä tapaaminen on hieno esimerkki siitä, miten")
    assert last.endswith("toimivia käytäntöjä.")


def test_who_speaks_of_which_theme(seed: Analysis) -> None:
    themes = seed.themes_by("speaker")
    assert set(themes["name"]) == {"Timo Hakkarainen"}
    assert set(themes["theme"]) == {"vetovoima", "vaikuttavuus", "ratkaisukeskeisyys"}
