"""Working on a theme file with real models: check, suggest, and their commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from luksia_nlp.cli import main
from luksia_nlp.similarity import background
from luksia_nlp.theme_work import check_themes, suggest_themes
from tests.conftest import ROOT

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


@pytest.fixture(scope="module")
def theme_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("teemat") / "tiet.toml"
    file.write_text(THEMES, encoding="utf-8")
    return file


def test_check_shows_hits_and_unused_terms(theme_file: Path) -> None:
    check = check_themes(theme_file, TEXTS)
    by_word = check.hits[check.hits["evidence"] == "term"]
    assert by_word["text"].tolist() == ["silta", "silta", "Sillalla", "sillan"]
    reasons = by_word["not_counted"].fillna("").tolist()
    assert reasons == ["", "excluded: henkinen silta", "", ""]
    by_meaning = check.hits[check.hits["evidence"] == "similarity"]
    assert any(text.startswith("Liikenne kulkee") for text in by_meaning["text"])
    assert check.unused[["key", "term"]].values.tolist() == [["terms", "tietyö"], ["terms", "vesibussi"]]
    shown = str(check)
    assert "NOT COUNTED: excluded: henkinen silta" in shown
    assert "[silta]" in shown
    assert "tie terms: tietyö, vesibussi" in shown


def test_near_misses_lie_below_the_threshold(theme_file: Path) -> None:
    misses = check_themes(theme_file, ROOT / "data" / "articles").near_misses
    assert (misses["score"] < misses["threshold"]).all()
    assert (misses["score"] >= misses["threshold"] - 0.15).all()


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


def test_command_names_the_mistakes_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "väärä.toml"
    file.write_text('[themes.tie]\ntermit = ["silta"]\n', encoding="utf-8")
    assert main(["themes", "check", str(file), str(tmp_path)]) == 2
    assert "line 2: [themes.tie] has no key 'termit'. Did you mean 'terms'?" in capsys.readouterr().err
