"""Theme files: what they may hold, and what is said of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from luksia_nlp import Settings, SettingsError
from luksia_nlp.language.derivations import family
from luksia_nlp.themes.definitions import load_themes


def _file(tmp_path: Path, content: str) -> Path:
    file = tmp_path / "teemat.toml"
    file.write_text(content, encoding="utf-8")
    return file


def test_file_of_ones_own(tmp_path: Path) -> None:
    [theme] = load_themes(_file(tmp_path, '[themes.kiire]\nterms = ["kiire"]\nthreshold = 0.4\n'))
    assert (theme.id, theme.name, theme.terms, theme.threshold) == ("kiire", "kiire", ("kiire",), 0.4)


def test_examples_are_enough(tmp_path: Path) -> None:
    [theme] = load_themes(_file(tmp_path, '[themes."oma/polku"]\nexamples = ["Jokaiselle löytyy tie."]\n'))
    assert (theme.id, theme.examples, theme.terms) == ("oma/polku", ("Jokaiselle löytyy tie.",), ())


def test_packaged_files() -> None:
    own, news = load_themes("luksia"), load_themes("news")
    assert load_themes() == own
    assert [theme.id for theme in own] == ["vetovoima", "vaikuttavuus", "ratkaisukeskeisyys"]
    assert len(news) == 12
    for theme in (*own, *news):
        assert theme.description
        assert len(theme.examples) >= 10
        assert len(set(theme.examples)) == len(theme.examples)
    assert Settings(themes="news").themes == "news"


def test_all_mistakes_at_once_with_their_lines(tmp_path: Path) -> None:
    content = """\
[themes.a]
termit = ["x"]
name = 3
[themes.b]
terms = "x"
threshold = 2
[themes.c]
terms = [
    "hyvä",
    "juosta/VERBI",
    "*",
]
examples = [1]
[teema]
"""
    with pytest.raises(SettingsError) as caught:
        load_themes(_file(tmp_path, content))
    first, *problems = str(caught.value).splitlines()
    assert first.endswith("teemat.toml: 9 mistakes in the themes:")
    assert problems == [
        "line 14: unknown table 'teema'; themes are tables such as [themes.teema].",
        "line 2: [themes.a] has no key 'termit'. Did you mean 'terms'?",
        "line 3: [themes.a] name must be a string.",
        'line 1: [themes.a] needs terms, such as terms = ["vetovoima"], or examples, a list of sentences.',
        'line 5: [themes.b] terms must be a list of words, such as ["vetovoima"].',
        "line 6: [themes.b] threshold = 2 must be a number from 0 to 1.",
        "line 10: [themes.c] terms: 'juosta/VERBI' names no part of speech. Did you mean 'VERB'?",
        "line 11: [themes.c] terms: '*' holds no word; a pattern needs some letters.",
        'line 13: [themes.c] examples must be a list of sentences, such as ["Hakijoita oli ennätysmäärä."].',
    ]


def test_file_without_themes(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="holds no theme"):
        load_themes(_file(tmp_path, ""))


@pytest.mark.parametrize(
    ("word", "derived", "lacking"),
    [
        ("vetovoima", "vetovoimaisesti", "vetovoimaton"),
        ("vaikuttavuus", "vaikuttava", None),
        ("ratkaisukeskeisyys", "ratkaisukeskeinen", None),
        ("kunnia", "kunniallinen", "kunniaton"),
    ],
)
def test_derivations(word: str, derived: str, lacking: str | None) -> None:
    found = family(word)
    assert derived in found.derived
    assert lacking is None or lacking in found.lacking


def test_short_words_have_no_family() -> None:
    assert family("yö").derived == ()


def test_the_longest_ending_makes_the_family_and_short_stems_none() -> None:
    assert "turvallinen" in family("turvallisuus").derived  # not by the ending -y or -u
    assert family("ilo") == family("apu") == ((), ())  # two letters before the ending
    assert "haluton" in family("halu").lacking  # three
    assert "ilmaton" in family("ilma").lacking
    assert "haluton" not in family("halu").derived
