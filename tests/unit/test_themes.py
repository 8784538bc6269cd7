"""Themes on scripted tokens with real base forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from luksia_nlp import Article, SettingsError
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.records import Document, ThemeHit
from luksia_nlp.themes import Theme, ThemeFinder, article_score, compound_ends, load_themes

_ADJ = ("ADJ", {"Case": "Nom", "Number": "Sing"})


def _hits(text: str, *themes: Theme) -> list[ThemeHit]:
    tags = {"vaikuttava": _ADJ, "vetovoimaisempaa": ("ADJ", {"Case": "Par", "Number": "Sing"})}
    [document] = ScriptedEngine(tags=tags).documents([Article(text, "1")])
    assert isinstance(document, Document)
    hits = ThemeFinder(themes or load_themes()).find(document)
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)
    return hits


@pytest.mark.parametrize(
    ("text", "theme", "found", "evidence"),
    [
        ("Alan vetovoima kasvoi.", "vetovoima", "vetovoima", "term"),
        ("VETOVOIMAA LOHJALLE", "vetovoima", "VETOVOIMAA", "term"),
        ("Entistä vetovoimaisempaa koulutusta.", "vetovoima", "vetovoimaisempaa", "derivation"),
        ("Työelämän vetovoimatekijät muuttuvat.", "vetovoima", "vetovoimatekijät", "compound"),
        ("Kaupungin vetovoima-ajattelu.", "vetovoima", "vetovoima-ajattelu", "compound"),
        ("Työllisyysvaikuttavuutta mitataan.", "vaikuttavuus", "Työllisyysvaikuttavuutta", "compound"),
        ("Vaikuttavuusarviointi alkoi.", "vaikuttavuus", "Vaikuttavuusarviointi", "compound"),
        ("Tulos on vaikuttava.", "vaikuttavuus", "vaikuttava", "derivation"),
        ("Toimimme ratkaisukeskeisesti.", "ratkaisukeskeisyys", "ratkaisukeskeisesti", "derivation"),
        ("Ratkaisukeskeisyydellä pärjää.", "ratkaisukeskeisyys", "Ratkaisukeskeisyydellä", "term"),
    ],
)
def test_hits(text: str, theme: str, found: str, evidence: str) -> None:
    [hit] = _hits(text)
    assert (hit.theme, hit.text, hit.evidence) == (theme, found, evidence)


@pytest.mark.parametrize(
    "text",
    [
        "Kuun vetovoima siirtää vettä.",
        "Maan vetovoima on voimakas.",
        "Painovoima vetää alas.",
        "Ratkaisumaali syntyi jatkoajalla.",
        "Ratkaisupeli pelataan Turussa.",
        "Syynä vaikuttaa olevan sää.",
        "Näky oli komea, vaikuttava näky.",
        "Ratkaisua etsitään.",
    ],
)
def test_traps(text: str) -> None:
    assert _hits(text) == []


def test_terms_of_several_words_and_the_longest_first() -> None:
    theme = Theme("polku", "Polku", terms=("oma polku", "polku"))
    [hit] = _hits("Jokaisella on oma polku.", theme)
    assert (hit.text, hit.lemma) == ("oma polku", "oma polku")
    [hit] = _hits("Palvelupolku löytyi.", theme)
    assert hit.evidence == "compound"


def test_terms_do_not_cross_sentences() -> None:
    assert _hits("Tämä on oma. Polku on tuolla.", Theme("polku", "Polku", terms=("oma polku",))) == []


def test_one_word_can_show_two_themes() -> None:
    themes = (Theme("a", "A", terms=("veto",)), Theme("b", "B", terms=("vetovoima",)))
    assert {hit.theme for hit in _hits("Vetovoima kasvoi.", *themes)} == {"a", "b"}


def test_article_score() -> None:
    assert article_score([]) == 0.0
    assert article_score([0.6]) == pytest.approx(0.6)
    assert article_score([0.5, 0.5]) == pytest.approx(0.75)


def test_compound_ends() -> None:
    assert {"vetovoima", "tekijä", "veto"} <= set(compound_ends("vetovoimatekijä"))
    assert compound_ends("talo") == ()


def test_file_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "teemat.toml"
    file.write_text('[themes.kiire]\nterms = ["kiire"]\n', encoding="utf-8")
    [theme] = load_themes(file)
    assert (theme.theme, theme.name, theme.terms) == ("kiire", "kiire", ("kiire",))


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    file = tmp_path / "teemat.toml"
    content = '[themes.a]\ntermit = ["x"]\nname = 3\n[themes.b]\nterms = "x"\n[teema]\n'
    file.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_themes(file)
    message = str(caught.value)
    for part in (
        "teemat.toml",
        "'teema'",
        "[themes.a] has no key 'termit'. Did you mean 'terms'?",
        "[themes.a] name must be a string",
        "[themes.a] needs terms",
        "[themes.b] terms must be a list",
    ):
        assert part in message


def test_file_without_themes(tmp_path: Path) -> None:
    file = tmp_path / "teemat.toml"
    file.write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="holds no theme"):
        load_themes(file)
