"""Themes on scripted tokens with real base forms."""

from __future__ import annotations

import pytest

from luksia_nlp import Article
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.records import Document, ThemeHit
from luksia_nlp.terms import compound_ends
from luksia_nlp.theme_files import Theme, load_themes
from luksia_nlp.themes import ThemeFinder, article_score

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
    assert [hit for hit in _hits(text) if hit.not_counted is None] == []


def test_excluded_words_are_marked_with_what_excluded_them() -> None:
    [hit] = _hits("Kuun vetovoima siirtää vettä.")
    assert (hit.text, hit.not_counted, hit.score) == ("vetovoima", "excluded: kuu vetovoima", 0.0)


def test_lacking_is_marked() -> None:
    [hit] = _hits("Kunnan vetovoimattomuus huolettaa.")
    assert (hit.evidence, hit.matched, hit.not_counted) == ("derivation", "vetovoima", "negated")


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("oma polku", "Oma polku löytyi.", "Oma polku"),
        ("ratkais*/VERB", "Asia ratkaistiin.", "ratkaistiin"),
        ("*/ADJ paikka", "Löytyi hyvä paikka.", "hyvä paikka"),
        ("ottaa puoleensa", "Se ottaa puoleensa.", "ottaa puoleensa"),
    ],
)
def test_patterns_and_fixed_forms(term: str, text: str, found: str) -> None:
    tags = {"ratkaistiin": ("VERB", {}), "hyvä": ("ADJ", {"Case": "Nom"}), "puoleensa": ("ADV", {})}
    [document] = ScriptedEngine(tags=tags).documents([Article(text, "1")])
    assert isinstance(document, Document)
    [hit] = ThemeFinder([Theme("x", "X", terms=(term,))]).find(document)
    assert (hit.text, hit.matched) == (found, term)
    assert hit.evidence == ("pattern" if "/" in term else "term")


@pytest.mark.parametrize(
    "text", ["veto- ja pitovoima kasvoi", "Veto- sekä pitovoimaa lisää", "VETO- JA PITOVOIMA"]
)
def test_half_a_compound(text: str) -> None:
    [hit] = _hits(text)
    assert hit.theme == "vetovoima"
    assert hit.text.casefold().startswith("veto-")
    assert "pitovoima" in hit.text.casefold()


def test_a_half_needs_its_other_half() -> None:
    assert _hits("Veto- ja kauppa kasvoi.") == []


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


def test_compound_ends() -> None:
    assert {"vetovoima", "tekijä", "veto"} <= set(compound_ends("vetovoimatekijä"))
    assert compound_ends("talo") == ()


def _article(text: str, title: str | None = None) -> float:
    [document] = ScriptedEngine().documents([Article(text, "1", title=title)])
    assert isinstance(document, Document)
    hits = [hit for hit in ThemeFinder(load_themes()).find(document) if hit.theme == "vetovoima"]
    return article_score(hits, document)


def test_article_score_follows_its_formula() -> None:
    assert _article("Sataa lunta.") == 0.0
    lead = 0.8 * 1.1
    assert _article("Vetovoima kasvaa.") == pytest.approx(lead)
    assert _article("Alku.\n\nVetovoima kasvaa.") == pytest.approx(0.8)
    assert _article("Alku.\n\nLoppu.", "Vetovoima kasvaa") == pytest.approx(0.95)
    assert _article("Alku.\n\nVetovoima ja vetovoima.") == pytest.approx(1 - 0.2 * 0.6)
    assert _article("Alku.\n\nVetovoima ja vetovoimatekijä.") == pytest.approx(1 - 0.2 * 0.4)
    long = "Alku.\n\nVetovoima kasvaa." + " Sataa lunta." * 58
    assert _article(long) == pytest.approx(1 - 0.2 ** (30 / 60) ** 0.25)


def test_what_does_not_count_adds_nothing() -> None:
    assert _article("Kuun vetovoima.") == 0.0
