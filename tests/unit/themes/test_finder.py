"""Themes on scripted tokens with real base forms."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from luksia_nlp import Article
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.records import Document, ThemeHit
from luksia_nlp.similarity.embedders import load_embedder
from luksia_nlp.similarity.sentence_reader import SentenceReader
from luksia_nlp.themes.definitions import Theme, load_themes
from luksia_nlp.themes.finder import ThemeFinder
from luksia_nlp.themes.judges import judge_of
from luksia_nlp.themes.scores import Features, article_score, features

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
        ("Työllisyysvaikuttavuutta mitataan.", "vaikuttavuus", "Työllisyysvaikuttavuutta", "term"),
        ("Vaikuttavuusarviointi alkoi.", "vaikuttavuus", "Vaikuttavuusarviointi", "term"),
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
        "Ratkaisua odotetaan.",
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
    def reason(text: str) -> str | None:
        [hit] = finder.find(_document(text))
        assert (hit.score > 0) == (hit.not_counted is None)
        return hit.not_counted

    assert reason("Hiukkasten vetovoima pienenee.") is None
    assert reason("Hiukkasten välinen vetovoima pienenee etäisyyden kasvaessa.") == "other sense"
    # What is told before the sentence is judged stays.
    assert reason("Kuun vetovoima nostaa merien vettä.") == "excluded"
    assert reason("Hiukkasten välinen vetovoimattomuus heikkenee etäisyyden kasvaessa.") == "negated"


def test_what_speaks_against_a_theme_is_found_and_does_not_count(finder: ThemeFinder) -> None:
    [hit] = finder.find(_document("Alan suosio on laskenut, eikä hakijoita ole."))
    assert (hit.theme, hit.not_counted, hit.direction, hit.score) == ("vetovoima", "against", "against", 0.0)
    for text, direction in (
        ("Kunnan vetovoimattomuus huolettaa.", "against"),
        ("Kuun vetovoima nostaa merien vettä.", None),
        ("Kaupungin vetovoima kasvaa lapsiperheiden silmissä.", "for"),
    ):
        [hit] = finder.find(_document(text))
        assert hit.direction == direction


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
    # Other sentences beside it, so that the article is not about the theme.
    document = _document("Tehdas etsii kesäksi uusia työntekijöitä." + " Eilen satoi vettä koko päivän." * 9)
    similarity = finder.similarities(document)[0]["vetovoima"]
    assert 0.01 < similarity.score < 0.99

    def found(threshold: float) -> list[tuple[float, str]]:
        themes = [
            replace(theme, threshold=threshold if theme.id == "vetovoima" else 1.0) for theme in load_themes()
        ]
        hits = ThemeFinder(themes, load_embedder()).find(document)
        return [(hit.score, hit.matched) for hit in hits]

    assert found(similarity.score) == [similarity[:2]]
    assert found(similarity.score + 0.0001) == []


def test_words_add_to_a_sentences_odds(finder: ThemeFinder) -> None:
    """Each of the first two words of a theme adds 3 to its log odds."""
    judge = judge_of(load_themes(), SentenceReader())
    for text, counted in (
        ("Tehdas etsii kesäksi uusia työntekijöitä.", 0),
        ("Tehdas etsii vetovoimaa ja uusia työntekijöitä.", 1),
        ("Vetovoimaa, vetovoimaa etsii tehdas nyt.", 2),
        ("Vetovoimaa, vetovoimaa, vetovoimaa etsii tehdas nyt.", 2),
        ("Kuun vetovoima nostaa merien vettä.", 0),
        ("Museo avaa ovensa kesäksi.", 0),  # as far from the theme as can be
    ):
        document = _document(text)
        [scores] = finder.sentence_scores(document)
        [strengths] = judge.strengths([text])
        assert scores.sentence_id == 0
        share = min(max(strengths["vetovoima"], 0.0001), 0.9999)
        odds = share / (1 - share) * math.exp(3 * counted)
        assert scores.scores["vetovoima"] == pytest.approx(odds / (1 + odds))
    [[short], [none]] = (
        finder.sentence_scores(_document(text)) for text in ("Vetovoimaa etsitään.", "Sataa.")
    )
    assert short.scores == {"vetovoima": 0.8, "vaikuttavuus": 0.0, "ratkaisukeskeisyys": 0.0}
    assert set(none.scores.values()) == {0.0}


def _features(text: str, scores: Sequence[float], title: str | None = None) -> Features:
    return features(_document(text, title), [], scores)


def test_features_of_an_article() -> None:
    found = _features("Otsikko.\n\nAlku on tässä. Toinen.\n\nLoppu.", [0.2, 0.5, 0.9, 0.1], "Otsikko.")
    assert found.surest == pytest.approx(math.log(9))
    assert found.further == pytest.approx(math.log1p(0.2 + 0.5 + 0.1))
    assert found.share == pytest.approx(1.7 / 4)
    assert (found.title, found.lead) == (0.2, 0.9)
    assert found.length == pytest.approx(math.log(4))
    # A text that begins with an empty line does not begin with its title: its first paragraph is its lead.
    assert _features("\n\nVetovoima kasvaa.\n\nSataa.", [0.7, 0.1], "Vetovoima kasvaa.")[3:5] == (0.0, 0.7)


def test_sentences_against_a_theme_are_counted_once() -> None:
    document = _document("Alku on tässä. Loppu on tässä.")
    hits = [
        ThemeHit("1", number, "a", start, start + 4, "sana", "sana", "term", "", 0.0, reason, direction)
        for number, start, reason, direction in (
            (0, 0, "negated", "against"),
            (0, 5, "against", "against"),
            (1, 15, "excluded", None),
        )
    ]
    assert features(document, hits, [0.0, 0.0]).against == pytest.approx(math.log(2))


def test_an_article_has_a_theme_the_surer_it_is_said() -> None:
    once = _features("Alku on tässä.\n\nLoppu on tässä.", [0.0, 0.8])
    assert article_score(once) > 0.5
    assert article_score(once._replace(surest=0.1)) < article_score(once)
    assert article_score(once._replace(further=1.0)) > article_score(once)


def test_an_article_without_a_hit_that_counts_has_no_theme() -> None:
    finder = ThemeFinder(load_themes())
    document = _document("Kuun vetovoima nostaa merien vettä.")
    scores = finder.article_scores(document, finder.find(document), 0.5)
    assert all((score.score, score.present, score.n_hits) == (0.0, False, 0) for score in scores)
