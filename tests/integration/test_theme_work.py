"""Working on a theme file with real models: check, suggest, and their commands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from luksia_nlp import Analyzer, LuksiaWarning, Settings
from luksia_nlp.cli import main
from luksia_nlp.records import ArticleResult, Document
from luksia_nlp.similarity.background import background
from luksia_nlp.similarity.embedders import load_embedder
from luksia_nlp.themes.checking import check_themes
from luksia_nlp.themes.definitions import load_themes
from luksia_nlp.themes.finder import ThemeFinder
from luksia_nlp.themes.scores import EVIDENCE_SCORES
from luksia_nlp.themes.similarity import ThemeSimilarity
from luksia_nlp.themes.suggesting import suggest_themes

THEMES = """\
[themes.tie]
description = "Teitä ja siltoja korjataan, ja liikenne joutuu kiertämään."
terms = ["tietyö", "silta", "vesibussi"]
exclude = ["henkinen silta"]
examples = [
    "Siltaa korjataan, ja liikenne ohjataan kiertotielle.",
    "Tie on poikki kolme viikkoa, ja autoilijat kiertävät kylän kautta.",
    "Uusi asfaltti saadaan tielle ennen talvea.",
]
"""
TEXTS = [
    "Karjalohjantien silta uusitaan. Liikenne kulkee kesän ajan kiertotietä pitkin, ja matka pitenee.",
    "Näyttely on henkinen silta Viroon. Kokoelmaan kuuluu neljäkymmentä maalausta.",
    "Sillalla odotetaan ruuhkia. Kuorma-autot odottavat ruuhkissa sillan kupeessa.",
]


_Work = Callable[[Path, Path, Settings], Any]


@pytest.fixture(scope="module")
def theme_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("teemat") / "tiet.toml"
    file.write_text(THEMES, encoding="utf-8")
    return file


@pytest.mark.parametrize("work", [check_themes, suggest_themes])
def test_files_are_read_once_and_no_names_are_looked_for(
    theme_file: Path, tmp_path: Path, reads: Counter[str], monkeypatch: pytest.MonkeyPatch, work: _Work
) -> None:
    (tmp_path / "jutut.csv").write_text("id,text\n1,Silta uusitaan.\n", encoding="utf-8")
    reads.clear()

    def fail(_: Document) -> None:
        raise AssertionError("names are looked for")

    monkeypatch.setattr("luksia_nlp.names.mentions.name_spans", fail)
    work(theme_file, tmp_path, Settings(similarity="none"))
    assert reads == {"tiet.toml": 1, "jutut.csv": 1}


def test_check_shows_hits_and_unused_terms(theme_file: Path) -> None:
    check = check_themes(theme_file, TEXTS)
    by_word = check.hits[check.hits["evidence"] == "term"]
    assert by_word["text"].tolist() == ["silta", "silta", "Sillalla", "sillan"]
    reasons = by_word[["not_counted", "excluded_by"]].fillna("").values.tolist()
    assert reasons == [["", ""], ["excluded", "henkinen silta"], ["", ""], ["", ""]]
    by_similarity = check.hits[check.hits["evidence"] == "similarity"]
    assert any(text.startswith("Liikenne kulkee") for text in by_similarity["text"])
    assert check.unused[["key", "term"]].values.tolist() == [["terms", "tietyö"], ["terms", "vesibussi"]]
    shown = str(check)
    assert "NOT COUNTED: excluded by henkinen silta" in shown
    assert "[silta]" in shown
    assert "tie terms: tietyö, vesibussi" in shown


NEAR = """\
[themes.tie]
description = "Teitä ja siltoja korjataan, ja liikenne joutuu kiertämään."
threshold = 0.99
terms = ["silta"]
exclude = ["henkinen silta"]
examples = [
    "Siltaa korjataan, ja liikenne ohjataan kiertotielle.",
    "Tie on poikki kolme viikkoa, ja autoilijat kiertävät kylän kautta.",
    "Uusi asfaltti saadaan tielle ennen talvea.",
]

[themes.meri]
description = "Merellä purjehditaan ja kalastetaan."
threshold = 0.99
terms = ["vene"]
examples = ["Purjehtijat lähtivät aamulla avomerelle.", "Kalastaja nosti verkot merestä."]
"""
ROADS = [
    "Kadulla kulkee paljon rekkoja.",
    "Pyöräilijät ajavat kesällä toista reittiä.",
    "Kadulla kulkee paljon autoja.",
    "Bussit ajavat kesällä toista reittiä.",
]
SEA = [
    "Kalastajat myyvät saaliinsa torilla.",
    "Laiva ankkuroi lahdelle yöksi.",
    "Sukeltajat löysivät vanhan hylyn.",
]
# What has a word of the theme is no near miss, though its meaning is as near: the first is in the band.
WITH_WORDS = ["Vene keinui lahdella koko yön.", "Veneet palasivat satamaan ennen iltaa."]
# Nor is what lies above the threshold, or below the band.
OTHERS = [
    "Autot kiertävät kylän kautta kolme viikkoa.",
    "Valtuusto kokoontuu maanantaina kello 18.",
    "Turistit kuvasivat auringonlaskua rannalla.",
    "Rannikolla varoitetaan kovasta tuulesta.",
]


def test_near_misses(tmp_path: Path) -> None:
    file = tmp_path / "teemat.toml"
    file.write_text(NEAR, encoding="utf-8")
    # Each road in several articles, so that there are more than are shown.
    check = check_themes(file, [*ROADS, *SEA, *WITH_WORDS, *OTHERS, *ROADS * 3])
    misses = check.near_misses
    # What the sentences' own scores say.
    embedder = load_embedder()
    assert embedder is not None
    sentences = [*ROADS, *SEA, *OTHERS, *ROADS * 3]
    similarities = ThemeSimilarity(load_themes(file), embedder).similarities([*sentences, *WITH_WORDS])
    near = {
        theme: sorted(
            (
                each[theme].score
                for each in similarities[: len(sentences)]
                if 0.84 <= each[theme].score < 0.99
            ),
            reverse=True,
        )
        for theme in ("tie", "meri")
    }
    assert len(near["tie"]) > 10
    assert len(near["meri"]) >= 2
    # What lies just outside the band is there too.
    assert any(0.69 <= each["meri"].score < 0.84 for each in similarities)
    assert any(each["tie"].score >= 0.99 for each in similarities)
    shown = {theme: misses.loc[misses["theme"] == theme, "score"].tolist() for theme in near}
    assert shown == {"tie": near["tie"][:10], "meri": near["meri"]}
    assert misses["theme"].tolist() == ["tie"] * 10 + ["meri"] * len(near["meri"])
    assert set(misses["threshold"]) == {0.99}
    # None of them has a hit, though a sentence with one would be in the band.
    assert any(0.84 <= each["meri"].score < 0.99 for each in similarities[len(sentences) :])
    hits = check.hits
    assert {"Vene", "Veneet"} <= set(hits["text"])
    found = set(zip(misses["theme"], misses["sentence"], strict=True))
    assert found.isdisjoint(zip(hits["theme"], hits["sentence"], strict=True))
    assert {sentence for _, sentence in found} <= {*ROADS, *SEA}
    lines = str(check).splitlines()
    assert f"NEAR MISSES: {len(misses)}" in lines
    assert f"  tie  {near['tie'][0]:.2f} of 0.99" in lines


@pytest.mark.parametrize(
    ("theme", "text"),
    [
        ("vetovoima", "Neutronitähden vetovoima puristaa aineen kokoon."),
        ("vetovoima", "Fyysikko laski kahden pallon välisen vetovoiman."),
        ("vetovoima", "Raskaan junan vetovoima loppui jyrkässä mäessä."),
        ("vetovoima", "Painottomuudessa vetovoima ei tunnu lainkaan."),
        ("vaikuttavuus", "Tuomiokirkko on vaikuttava näkymä joelta katsottuna."),
        ("vaikuttavuus", "Oopperan loppukohtaus oli vaikuttava elämys yleisölle."),
        ("vaikuttavuus", "Konsertin päätös oli vaikuttava hetki."),
        ("vaikuttavuus", "Kitaristin soolo oli vaikuttava kokemus hämärässä salissa."),
    ],
)
def test_a_word_in_another_sense_is_told_by_its_sentence(analyzer: Analyzer, theme: str, text: str) -> None:
    analysis = analyzer.analyze(text)
    [hit] = analysis.themes.to_dict("records")
    assert (hit["theme"], hit["not_counted"], hit["score"]) == (theme, "other sense", 0.0)
    [row] = [row for row in analysis.article_themes.to_dict("records") if row["theme"] == theme]
    assert (row["n_hits"], row["score"], row["present"]) == (0, 0.0, False)
    # By its words alone it would count.
    [by_words] = [
        hit for hit in ThemeFinder(load_themes()).find(_document(analyzer, text)) if hit.theme == theme
    ]
    assert by_words.not_counted is None


@pytest.mark.parametrize(
    ("theme", "text"),
    [
        ("vetovoima", "Kaupungin vetovoima kasvoi uuden lukion ansiosta."),
        ("vetovoima", "Hoitoalan vetovoimaa parannetaan paremmalla palkalla."),
        ("vetovoima", "Linjan vetovoima näkyy hakijoiden määrässä."),
        ("vetovoima", "Yliopiston vetovoima houkuttelee ulkomaisia opiskelijoita."),
        ("vaikuttavuus", "Ohjelman vaikuttavuus mitattiin vertaamalla tuloksia."),
        ("vaikuttavuus", "Kuntoutuksen vaikuttavuutta seurataan vuoden ajan."),
        ("vaikuttavuus", "Nuorten tuki on vaikuttavaa, ja moni työllistyi."),
        ("ratkaisukeskeisyys", "Työyhteisö toimii ratkaisukeskeisesti arjen pulmissa."),
    ],
)
def test_a_word_in_its_themes_sense_counts(analyzer: Analyzer, theme: str, text: str) -> None:
    analysis = analyzer.analyze(text)
    [hit] = [hit for hit in analysis.themes.to_dict("records") if hit["theme"] == theme]
    assert pd.isna(hit["not_counted"])
    assert hit["score"] == EVIDENCE_SCORES[hit["evidence"]]
    present = analysis.article_themes.set_index("theme")["present"]
    assert present[theme]


def _document(analyzer: Analyzer, text: str) -> Document:
    [result] = analyzer.stream(text)
    assert isinstance(result, ArticleResult)
    return result.document


def test_suggest_proposes_distinctive_words(theme_file: Path) -> None:
    days = ("Maanantaina", "Tiistaina", "Keskiviikkona", "Torstaina", "Perjantaina")
    jams = [f"{day} sillalla oli pitkä ruuhka." for day in days]
    suggestions = suggest_themes(theme_file, [*TEXTS, *jams, " ".join(background()[:80])])
    assert "ruuhka" in set(suggestions.words["word"])
    assert "silta" not in set(suggestions.words["word"])
    assert any("kiertotietä" in sentence for sentence in suggestions.sentences["sentence"])
    assert "ruuhka" in str(suggestions)


def test_commands(theme_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "juttu.txt").write_text(TEXTS[0], encoding="utf-8")
    assert main(["themes", "check", str(theme_file), str(tmp_path)]) == 0
    assert "HITS: 2 that count, 0 that do not" in capsys.readouterr().out
    assert main(["themes", "suggest", str(theme_file), str(tmp_path)]) == 0
    assert "SENTENCES: 1" in capsys.readouterr().out


def test_articles_that_fail_are_told(theme_file: Path) -> None:
    for work in (check_themes, suggest_themes):
        with pytest.warns(LuksiaWarning, match="2 articles could not be analysed; the first, 'article-2'"):
            work(theme_file, [TEXTS[0], "", " "])


def test_command_names_the_mistakes_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "väärä.toml"
    file.write_text('[themes.tie]\ntermit = ["silta"]\n', encoding="utf-8")
    assert main(["themes", "check", str(file), str(tmp_path)]) == 2
    assert "line 2: [themes.tie] has no key 'termit'. Did you mean 'terms'?" in capsys.readouterr().err
