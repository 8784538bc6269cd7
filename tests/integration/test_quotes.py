"""What is said in short texts, one for each form of saying, by the engine that comes with the library."""

from __future__ import annotations

from typing import Any

import pytest

from luksia_nlp import Analyzer, Article
from tests.sayings import DASHES, INDIRECT, MARKS, NOTHING, SPEAKERS, Piece

_SAYINGS = DASHES | MARKS | INDIRECT | SPEAKERS | {name: (text, []) for name, text in NOTHING.items()}


# What does not come out right yet, and why.
def _sayings() -> list[Any]:
    return [pytest.param(text, pieces, id=name) for name, (text, pieces) in _SAYINGS.items()]


def _pieces(analyzer: Analyzer, text: str) -> list[Piece]:
    """The pieces of an article's quotes, by the numbers that its identifiers end in."""
    analysis = analyzer.analyze(Article(text, "1"))
    assert list(analysis.failures["message"]) == []
    quotes = analysis.quotes.astype(object).where(analysis.quotes.notna(), None)
    return [
        Piece(kind, words, speaker, None if continues is None else int(continues.removeprefix("1:")))
        for kind, words, speaker, continues in quotes[["kind", "text", "speaker", "continues"]].itertuples(
            index=False
        )
    ]


def test_every_saying_has_a_name_of_its_own() -> None:
    tables = (DASHES, MARKS, INDIRECT, SPEAKERS, NOTHING)
    assert len(_SAYINGS) == sum(len(table) for table in tables)


@pytest.mark.parametrize(("text", "pieces"), _sayings())
def test_saying(analyzer: Analyzer, text: str, pieces: list[Piece]) -> None:
    assert _pieces(analyzer, text) == pieces


@pytest.mark.parametrize(
    ("text", "cue", "base_form", "speaker"),
    [
        ("– Koulu on valmis, sanoo rehtori Aino Salo.", "sanoo", "sanoa", "Aino Salo"),
        ("– Koulu on valmis, rehtori Aino Salo on sanonut.", "sanonut", "sanoa", "Aino Salo"),
        ("”Koulu on valmis”, hän huikkasi.", "huikkasi", "huikata", "hän"),
        ("”Koulu on valmis”, Aino Salo virnistää.", "virnistää", "virnistää", "Aino Salo"),
        ("Rehtori Aino Salo sanoi: ”Koulu on valmis.”", "sanoi", "sanoa", "Aino Salo"),
        ("Opiskelijat kertovat, että koulu on valmis.", "kertovat", "kertoa", "Opiskelijat"),
        ("Aino Salon mukaan koulu on valmis.", "mukaan", "mukaan", "Aino Salon"),
        ("Hänen mielestään koulu on valmis.", "mielestään", "mielestä", "Hänen"),
        ("Aino Salo pitää koulua tärkeänä.", "pitää", "pitää", "Aino Salo"),
        ("Koulu valmistuu pian. Näin kertoo rehtori Aino Salo.", "kertoo", "kertoa", "Aino Salo"),
        ("– Koulu on valmis.", None, None, None),
    ],
)
def test_what_says_so(
    analyzer: Analyzer, text: str, cue: str | None, base_form: str | None, speaker: str | None
) -> None:
    """Each quote says by which words of the text it was found, and where they stand."""
    quotes = analyzer.analyze(Article(text, "1")).quotes
    [row] = quotes.astype(object).where(quotes.notna(), None).to_dict("records")
    assert (row["cue"], row["cue_base_form"], row["speaker_text"]) == (cue, base_form, speaker)
    assert cue is None or text[row["cue_start"] :].startswith(cue)
    assert speaker is None or text[row["speaker_start"] :].startswith(speaker)


def test_surer_where_the_text_says_more(analyzer: Analyzer) -> None:
    """A name beside the words is surer than a pronoun, and that than nothing."""
    texts = [
        "Rehtori Aino Salo iloitsee.\n\n– Koulu on valmis, Salo sanoo.",
        "Rehtori Aino Salo iloitsee.\n\n– Koulu on valmis, hän sanoo.",
        "Rehtori Aino Salo iloitsee.\n\n– Koulu on valmis.",
        "– Koulu on valmis.",
    ]
    scores = [analyzer.analyze(Article(text, "1")).quotes["score"].item() for text in texts]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_who_speaks_of_which_theme(analyzer: Analyzer) -> None:
    """The speaker's own words and what is told of them, not the writer's sentence before them."""
    text = (
        "Opiston johtaja Eero Nieminen avasi päivän. Esillä oli myös ratkaisukeskeisyys.\n\n"
        "– Alan vetovoima kasvaa, kun sitä arvostetaan. Vaikuttavuus näkyy siinä, että nuori työllistyy. "
        "Ratkaisukeskeisyys auttaa arjessa, Nieminen tiivisti. Hän painotti, että yhteistyö on osa "
        "vaikuttavuutta. – Tämä päivä on hieno esimerkki siitä, miten alan vetovoima kasvaa.\n\n"
        "Aino Salo kuunteli takarivissä."
    )
    analysis = analyzer.analyze(Article(text, "1"))
    assert analysis.quotes[["kind", "cue", "speaker"]].fillna("-").values.tolist() == [
        ["direct", "tiivisti", "Eero Nieminen"],
        ["indirect", "painotti", "Eero Nieminen"],
        ["direct", "-", "Eero Nieminen"],
    ]
    themes = analysis.themes_by("speaker")[["name", "theme", "n_sentences", "n_articles"]].values.tolist()
    assert sorted(themes) == [
        ["Eero Nieminen", "ratkaisukeskeisyys", 1, 1],
        ["Eero Nieminen", "vaikuttavuus", 2, 1],
        ["Eero Nieminen", "vetovoima", 2, 1],
    ]
