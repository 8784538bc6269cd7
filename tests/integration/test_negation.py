"""What is denied, read from the parser's structure."""

from __future__ import annotations

from pathlib import Path

import pytest

from luksia_nlp import Analyzer, Settings


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer(Settings(similarity="none"))


@pytest.mark.parametrize(
    "text",
    [
        "Koulutus ei ole vetovoimaista.",
        "Kunnalla ei ole vetovoimaa.",
        "Hanke jäi ilman vaikuttavuutta.",
        "Toiminta ei ollut ratkaisukeskeistä.",
        "Johtamistapa on kaikkea muuta kuin ratkaisukeskeinen.",
        "Emme saavuttaneet vaikuttavuutta.",
        "Meillä ei ole rahaa vaikuttavuuteen.",
        "Meillä ei ole rahaa, aikaa eikä vetovoimaa.",
    ],
)
def test_denied(analyzer: Analyzer, text: str) -> None:
    [hit] = analyzer.analyze(text).themes.to_dict("records")
    assert hit["not_counted"] == "negated"


@pytest.mark.parametrize(
    "text",
    [
        "Vetovoima ei synny itsestään.",
        "Vetovoimalla ei ole rajaa.",
        "Koulutuksen vetovoimalla ei ole rajaa.",
        "Eikö koulutus ole vetovoimaista?",
        "Se ei ole vain vetovoimaista vaan myös edullista.",
        "Ei vetovoimaa julisteilla synny vaan teoilla.",
        "Koulutus on vetovoimaista, mutta rahaa ei ole.",
    ],
)
def test_affirmed(analyzer: Analyzer, text: str) -> None:
    themes = analyzer.analyze(text).themes
    assert themes["not_counted"].isna().all()
    assert len(themes) == 1


def test_without_an_embedder_the_table_says_so(analyzer: Analyzer) -> None:
    analysis = analyzer.analyze("Jokaiselle hakijalle löytyy sopiva tapa opiskella.")
    assert analysis.article_themes["embedder"].isna().all()
    assert analysis.themes.empty


def test_split_terms(analyzer: Analyzer) -> None:
    [hit] = analyzer.analyze("Kylä vetää nuoria perheitä puoleensa.").themes.to_dict("records")
    assert (hit["text"], hit["matched"]) == ("vetää nuoria perheitä puoleensa", "vetää puoleensa")


def test_a_particle_that_leans_on_another_word(tmp_path: Path) -> None:
    file = tmp_path / "teemat.toml"
    file.write_text('[themes.a]\nterms = ["ottaa mukaan"]\n', encoding="utf-8")
    own = Analyzer(Settings(themes=file, similarity="none"))
    themes = own.analyze("Perheet otetaan heti mukaan suunnitteluun. Muu mukaan lukien.").themes
    assert themes["text"].tolist() == ["otetaan heti mukaan"]
