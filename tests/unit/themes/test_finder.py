"""Themes on scripted tokens with real base forms."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from luksia_nlp import Article
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.records import Document, ThemeHit
from luksia_nlp.similarity.embedders import load_embedder
from luksia_nlp.similarity.sentence_encoder import SentenceEncoder
from luksia_nlp.themes.definitions import Theme, load_themes
from luksia_nlp.themes.finder import ThemeFinder
from luksia_nlp.themes.scores import EVIDENCE_SCORES, article_score
from luksia_nlp.themes.similarity import ThemeSimilarity

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
    assert (hit.text, hit.not_counted, hit.excluded_by) == ("vetovoima", "excluded", "kuu vetovoima")
    assert hit.score == 0.0


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


@pytest.fixture(scope="module")
def finder() -> ThemeFinder:
    """Finds the packaged themes by words and by the packaged embedder."""
    return ThemeFinder(load_themes(), load_embedder())


def _document(text: str, title: str | None = None) -> Document:
    [document] = ScriptedEngine().documents([Article(text, "1", title=title)])
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("Hakijoita oli nyt ennätysmäärä.", True),
        ("Hakijoita oli ennätysmäärä!", False),
        ("– Hakijoita oli, (ennätysmäärä)!", False),
        ("Kuva: Aino Salo.", False),
    ],
)
def test_a_sentence_of_fewer_than_four_words_is_not_compared(
    finder: ThemeFinder, text: str, compared: bool
) -> None:
    [similarities] = finder.similarities(_document(text))
    assert set(similarities) == ({theme.id for theme in load_themes()} if compared else set())


def test_a_word_is_in_another_sense_only_where_the_sentence_says_enough(finder: ThemeFinder) -> None:
    compared = ThemeSimilarity(load_themes(), SentenceEncoder())

    def reason(text: str) -> str | None:
        assert compared.leans_away(text, "vetovoima") > 1.5
        [hit] = finder.find(_document(text))
        assert hit.score == (0.0 if hit.not_counted else EVIDENCE_SCORES[hit.evidence])
        return hit.not_counted

    assert reason("Hiukkasten vetovoima pienenee.") is None
    assert reason("Hiukkasten välinen vetovoima pienenee.") == "other sense"
    # What is told before the sentence is compared stays.
    assert reason("Kuun vetovoima nostaa merien vettä.") == "excluded"
    assert reason("Hiukkasten välinen vetovoimattomuus heikkenee etäisyyden kasvaessa.") == "negated"


def test_a_sentence_with_a_themes_word_is_no_hit_by_its_similarity(finder: ThemeFinder) -> None:
    [hit] = finder.find(_document("Kouluun haki ennätysmäärä nuoria."))
    assert (hit.theme, hit.evidence, hit.text) == (
        "vetovoima",
        "similarity",
        "Kouluun haki ennätysmäärä nuoria.",
    )
    [hit] = finder.find(_document("Vetovoimaa: kouluun haki ennätysmäärä nuoria."))
    assert (hit.theme, hit.evidence, hit.text) == ("vetovoima", "term", "Vetovoimaa")
    # Another theme's word does not keep it from being one; hits stand in the order of the text.
    first, second = finder.find(_document("Kouluun haki ennätysmäärä nuoria: vaikuttavuutta."))
    assert (first.theme, first.evidence) == ("vetovoima", "similarity")
    assert (second.theme, second.evidence) == ("vaikuttavuus", "term")


def test_a_sentence_is_a_hit_from_its_themes_threshold_on(finder: ThemeFinder) -> None:
    document = _document("Tehdas etsii kesäksi uusia työntekijöitä.")
    [similarities] = finder.similarities(document)
    similarity = similarities["vetovoima"]
    assert 0.01 < similarity.score < 0.99

    def found(threshold: float) -> list[tuple[float, str]]:
        themes = [
            replace(theme, threshold=threshold if theme.id == "vetovoima" else 1.0) for theme in load_themes()
        ]
        hits = ThemeFinder(themes, load_embedder()).find(document)
        return [(hit.score, hit.matched) for hit in hits]

    assert found(similarity.score) == [similarity]
    assert found(similarity.score + 0.0001) == []


def test_words_add_to_a_sentences_odds(finder: ThemeFinder) -> None:
    """Each of the first two words of a theme that count adds 2 to its log odds."""
    for text, counted in (
        ("Tehdas etsii kesäksi uusia työntekijöitä.", 0),
        ("Tehdas etsii vetovoimaa ja uusia työntekijöitä.", 1),
        ("Vetovoimaa, vetovoimaa etsii tehdas nyt.", 2),
        ("Vetovoimaa, vetovoimaa, vetovoimaa etsii tehdas nyt.", 2),
        ("Kuun vetovoima nostaa merien vettä.", 0),
        ("Museo avaa ovensa kesäksi.", 0),  # as far from the theme as can be
    ):
        document = _document(text)
        [similarities], [scores] = finder.similarities(document), finder.sentence_scores(document)
        assert scores.sentence_id == 0
        share = min(max(similarities["vetovoima"].score, 0.0001), 0.9999)
        odds = share / (1 - share) * math.exp(2 * counted)
        assert scores.scores["vetovoima"] == pytest.approx(odds / (1 + odds))
    [[short], [none]] = (
        finder.sentence_scores(_document(text)) for text in ("Vetovoimaa etsitään.", "Sataa.")
    )
    assert short.scores == {"vetovoima": 0.8, "vaikuttavuus": 0.0, "ratkaisukeskeisyys": 0.0}
    assert set(none.scores.values()) == {0.0}


def _hit(start: int, evidence: str, score: float, reason: str | None = None) -> ThemeHit:
    return ThemeHit("1", 0, "a", start, start + 5, "sana", f"sana{start}", evidence, "", score, reason)


def test_a_hit_by_similarity_says_less_of_an_article() -> None:
    document = _document("Alku.\n\nLoppu on tässä.")
    assert article_score([_hit(10, "similarity", 0.8)], document) == pytest.approx(0.35 * 0.8)
    assert article_score([_hit(0, "similarity", 0.9)], document) == pytest.approx(0.35 * 0.95)
    assert article_score([_hit(10, "term", 0.8, "negated")], document) == 0.0


def test_a_long_articles_mentions_weigh_seven_tenths_at_least() -> None:
    document = _document("Alku.\n\n" + "Sataa. " * 500)
    assert article_score([_hit(10, "term", 0.8)], document) == pytest.approx(1 - 0.2**0.7)


def test_the_title_is_what_the_text_begins_with() -> None:
    """A text that begins with its title, but after an empty line, has a first paragraph only."""
    document = _document("\n\nVetovoima kasvaa\n\nSataa.", "Vetovoima kasvaa")
    assert document.text.startswith("\n")
    assert article_score([_hit(2, "term", 0.8)], document) == pytest.approx(0.8 * 1.1)
    document = _document("Sataa.\n\nVetovoima kasvaa.", "Sää")
    assert article_score([_hit(0, "compound", 0.6)], document) == pytest.approx(0.6 * 1.2)
    assert article_score([_hit(5, "compound", 0.6)], document) == pytest.approx(0.6 * 1.1)
    assert article_score([_hit(15, "compound", 0.6)], document) == pytest.approx(0.6)
