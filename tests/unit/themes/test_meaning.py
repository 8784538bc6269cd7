"""What the packaged model has learned of themes: for, against, other senses, and themes it never saw."""

from __future__ import annotations

from dataclasses import replace

import pytest

from luksia_nlp.similarity.sentence_reader import SentenceReader
from luksia_nlp.themes.definitions import Theme, load_themes
from luksia_nlp.themes.meaning import ThemeMeaning

# A theme that no file of the lessons defines.
BEES = Theme(
    "mehilaistarhaus",
    "Mehiläistarhaus",
    description="Mehiläisiä hoidetaan ja hunajaa tuotetaan.",
    terms=("mehiläistarha", "hunaja"),
    examples=("Tarhuri linkosi kesän sadon purkkeihin.", "Pesät talvehtivat pihassa hyvin."),
)


@pytest.fixture(scope="module")
def meaning() -> ThemeMeaning:
    return ThemeMeaning([*load_themes(), BEES], SentenceReader())


@pytest.mark.parametrize(
    ("theme", "text"),
    [
        ("vetovoima", "Sähköasentajan koulutukseen pyrki tänä vuonna kaksinkertainen määrä nuoria."),
        ("vaikuttavuus", "Kurssin käyneistä kahdeksan kymmenestä oli vuoden päästä töissä."),
        ("ratkaisukeskeisyys", "Kun kuljettajia ei löytynyt, kyläläiset sopivat vuoroista keskenään."),
        ("mehilaistarhaus", "Yhdyskunnat selvisivät talvesta, ja satoa saatiin kaksi tynnyriä."),
    ],
)
def test_a_sentence_speaks_most_surely_of_its_own_theme(meaning: ThemeMeaning, theme: str, text: str) -> None:
    [found] = meaning.similarities([text])
    assert max(found, key=lambda other: found[other].score) == theme


def test_ordinary_news_speaks_of_none(meaning: ThemeMeaning) -> None:
    texts = [
        "Valtuusto kokoontuu maanantaina kello 18 kaupungintalolla.",
        "Joukkue voitti vieraissa 3–1 ja nousi sarjassa toiseksi.",
        "Nuoret pelaavat rahapelejä yhä enemmän.",
    ]
    assert all(each.score < 0.5 for found in meaning.similarities(texts) for each in found.values())


def test_what_is_lost_is_told_from_what_is_won(meaning: ThemeMeaning) -> None:
    won, lost = meaning.similarities(
        ["Lukion hakijamäärä kasvoi selvästi viime keväästä.", "Lukion hakijamäärä romahti viime keväästä."]
    )
    assert won["vetovoima"].score > lost["vetovoima"].score
    assert lost["vetovoima"].against > won["vetovoima"].against


def test_a_word_counts_by_what_its_sentence_says(meaning: ThemeMeaning) -> None:
    town, gravity = (
        "Kaupungin vetovoima kasvaa lapsiperheiden silmissä.",
        "Tähtien vetovoima pitää galaksin koossa.",
    )
    assert meaning.word_sense(town, "vetovoima", "term").not_counted is None
    assert meaning.word_sense(gravity, "vetovoima", "term") == (0.0, "other sense")


def test_a_counterexample_tells_of_sentences_like_it() -> None:
    [theme] = [each for each in load_themes() if each.id == "vetovoima"]
    text, like = (
        "Hiihtokeskukseen jonotettiin koko viikonloppu.",
        "Hiihtokeskukseen jonotettiin koko lauantai.",
    )
    before, after = (
        ThemeMeaning([each], SentenceReader()).similarities([text])[0]["vetovoima"].score
        for each in (theme, replace(theme, counterexamples=(*theme.counterexamples, like)))
    )
    assert after < before / 2


def test_a_theme_of_words_only_is_judged_by_its_words() -> None:
    meaning = ThemeMeaning([Theme("a", "A", terms=("talo",))], SentenceReader())
    assert meaning.similarities(["Talo myytiin eilen."]) == [{}]
    assert meaning.word_sense("Talo myytiin eilen.", "a", "compound") == (0.6, None)
    assert meaning.similarities([]) == []


def test_the_nearest_sentence_is_the_themes_own(meaning: ThemeMeaning) -> None:
    for theme in load_themes():
        for example in theme.examples[:5]:
            [found] = meaning.similarities([example])
            assert found[theme.id].nearest == example
