"""Working on a theme file with real models: check, suggest, and their commands."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from luksia_nlp import Analyzer, Article, LuksiaWarning, Settings
from luksia_nlp.cli import main
from luksia_nlp.engines import load_engine
from luksia_nlp.records import ArticleResult, Document
from luksia_nlp.similarity.background import background
from luksia_nlp.similarity.embedders import load_embedder
from luksia_nlp.themes.checking import check_themes
from luksia_nlp.themes.definitions import load_themes
from luksia_nlp.themes.finder import ThemeFinder
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


def test_check_shows_where_the_file_is_weak(tmp_path: Path) -> None:
    file = tmp_path / "teemat.toml"
    odd = "Kissanpentu nukkui koko iltapäivän nojatuolissa."
    same = "Siltaa korjataan, ja liikenne ohjataan kiertotielle."
    ending = f'    "{odd}",\n]\ncounterexamples = ["{same}", "Kissa nukkui nojatuolissa koko aamupäivän."]\n'
    meri = f'\n[themes.meri]\nexamples = ["{same}"]\n'
    file.write_text(THEMES.rpartition("]\n")[0] + ending + meri, encoding="utf-8")
    check = check_themes(file, TEXTS)
    assert odd in set(check.weak_examples["sentence"])
    assert set(check.contradictions["sentence"]) == {same, odd}
    assert set(check.contradictions["reason"]) == {
        "is a counterexample, too",
        "is an example of both themes",
        "is nearer to a counterexample than to any other example",
    }
    lines = str(check).splitlines()
    assert (
        f"WEAK EXAMPLES: {len(check.weak_examples)} (score without themselves, by similarity alone)" in lines
    )
    assert any(line.startswith("  tie  0.0") and line.endswith(odd) for line in lines)
    assert "CONTRADICTIONS: 3" in lines
    assert f"      is a counterexample, too: {same}" in lines
    assert "      is an example of both themes: tie, meri" in lines
    assert lines[-1].startswith("PRECISION: not known; luksia-nlp themes teach FILE PATH")
    by_words = check_themes(file, TEXTS, Settings(similarity="none"))
    assert by_words.weak_examples.empty
    assert by_words.contradictions.empty


NEAR = """\
[themes.tie]
description = "Teitä ja siltoja korjataan, ja liikenne joutuu kiertämään."
threshold = 0.55
terms = ["silta"]
exclude = ["henkinen silta"]
examples = [
    "Siltaa korjataan, ja liikenne ohjataan kiertotielle.",
    "Tie on poikki kolme viikkoa, ja autoilijat kiertävät kylän kautta.",
    "Uusi asfaltti saadaan tielle ennen talvea.",
]

[themes.meri]
description = "Merellä purjehditaan ja kalastetaan."
threshold = 0.55
terms = ["vene"]
examples = ["Purjehtijat lähtivät aamulla avomerelle.", "Kalastaja nosti verkot merestä."]
"""
# Some of these are just below the threshold of either theme, none of them reaches it.
ROADS = [
    "Bussit ajavat kesällä toista reittiä.",
    "Taksit ajavat kesällä toista reittiä.",
    "Bussi ajaa kesällä toista reittiä.",
    "Postiautot ajavat kesällä toista reittiä.",
]
SEA = ["Turistit ottivat kuvia kalliolla."]
# What has a word of the theme is no near miss, nor what is a hit, or far from it.
OTHERS = [
    "Vene keinui lahdella koko yön.",
    "Autot kiertävät kylän kautta kolme viikkoa.",
    "Valtuusto kokoontuu maanantaina kello 18.",
]


def test_near_misses(tmp_path: Path) -> None:
    file = tmp_path / "teemat.toml"
    file.write_text(NEAR, encoding="utf-8")
    # Each road in several articles, so that there are more than are shown.
    sentences = [*ROADS * 6, *SEA, *OTHERS]
    check = check_themes(file, sentences)
    misses, hits = check.near_misses, check.hits
    # What the sentences' own scores say, each an article.
    finder, articles = ThemeFinder(load_themes(file), load_embedder()), map(Article, sentences)
    documents = [each for each in load_engine(Settings()).documents(articles) if isinstance(each, Document)]
    similarities = [found for document in documents for found in finder.similarities(document) if found]
    near = {
        theme: sorted(
            (each[theme].score for each in similarities if 0.4 <= each[theme].score < 0.55), reverse=True
        )
        for theme in ("tie", "meri")
    }
    assert len(near["tie"]) > 10
    assert near["meri"]
    shown = {theme: misses.loc[misses["theme"] == theme, "score"].tolist() for theme in near}
    assert shown == {theme: scores[:10] for theme, scores in near.items()}
    assert set(misses["threshold"]) == {0.55}
    assert {"Vene", OTHERS[1]} <= set(hits["text"])
    found = set(zip(misses["theme"], misses["sentence"], strict=True))
    assert found.isdisjoint(zip(hits["theme"], hits["sentence"], strict=True))
    assert {sentence for _, sentence in found} <= {*ROADS, *SEA}
    lines = str(check).splitlines()
    assert f"NEAR MISSES: {len(misses)}" in lines
    assert f"  tie  {near['tie'][0]:.2f} of 0.55" in lines


@pytest.mark.parametrize(
    ("theme", "text"),
    [
        ("vetovoima", "Neutronitähden vetovoima puristaa aineen kokoon."),
        ("vetovoima", "Fyysikko laski kahden pallon välisen vetovoiman."),
        ("vetovoima", "Raskaan junan vetovoima loppui jyrkässä mäessä."),
        ("vaikuttavuus", "Tuomiokirkko on vaikuttava näkymä joelta katsottuna."),
        ("vaikuttavuus", "Oopperan loppukohtaus oli vaikuttava elämys yleisölle."),
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
        ("vetovoima", "Yliopiston vetovoima tuo maahan ulkomaisia opiskelijoita."),
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
    assert hit["score"] >= 0.5
    assert hit["direction"] == "for"
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


@pytest.fixture
def bridges(tmp_path: Path) -> list[str]:
    """The arguments of a lesson by words alone, on three articles."""
    (tmp_path / "jutut").mkdir()
    for number, text in enumerate(["Silta uusitaan.", "Silta on runo.", "Silta avattiin."]):
        (tmp_path / "jutut" / f"{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "teemat.toml").write_text('[themes.tie]\nterms = ["silta"]  # sillat\n', encoding="utf-8")
    (tmp_path / "asetukset.toml").write_text('similarity = "none"\n', encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("teemat.toml", "jutut", "asetukset.toml")]
    return ["themes", "teach", *paths[:2], "--settings", paths[2]]


def _answered(
    arguments: Sequence[str], answers: str, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
) -> tuple[int, str, Sequence[str]]:
    """What a lesson does with answers from a file: its code, what it prints, and what it asked."""
    patch.setattr("sys.stdin", io.StringIO(answers))
    code = main(arguments)
    shown = capsys.readouterr().out
    return code, shown, [line.strip() for line in shown.splitlines() if line.startswith("    Silta")]


def test_teach_takes_answers_and_writes_them(
    bridges: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, shown, asked = _answered(bridges, "Kyllä\nehkä\nn\ns\n", capsys, monkeypatch)
    assert code == 0
    assert sorted(asked) == ["Silta avattiin.", "Silta on runo.", "Silta uusitaan."]
    assert "1 of 3  tie  hit  term  0.80" in shown
    assert "'ehkä' is no answer; k or y: yes, e or n: no" in shown
    assert "  tie  0.50 (0.09 to 0.91), 1 of 2 right" in shown
    assert "1 example, 1 counterexample\n" in shown
    assert "  tie  precision 0.50 -> 0.50" in shown
    text = Path(bridges[2]).read_text(encoding="utf-8")
    assert text.startswith('[themes.tie]\nterms = ["silta"]  # sillat\n')
    [tie] = load_themes(bridges[2])
    assert (tie.examples, tie.counterexamples) == ((asked[0],), (asked[1],))
    # The next lesson asks about what was skipped only.
    code, _, again = _answered(bridges, "", capsys, monkeypatch)
    assert (code, again) == (0, [asked[2]])


@pytest.mark.parametrize("end", ["q\n", ""])
def test_teach_keeps_what_was_answered_until_the_end(
    bridges: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    before = Path(bridges[2]).read_bytes()
    code, shown, _ = _answered(bridges, end, capsys, monkeypatch)
    assert code == 0
    assert "No sentence was marked; nothing was written." in shown
    assert Path(bridges[2]).read_bytes() == before
    code, _, asked = _answered(
        [*bridges, "--theme", "tie", "--number", "2"], f"y\n{end}", capsys, monkeypatch
    )
    assert (code, len(asked)) == (0, 2)
    assert load_themes(bridges[2])[0].examples == (asked[0],)


def test_teach_that_is_interrupted_writes_nothing(
    bridges: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Interrupted:
        answers = iter(["k\n"])

        def readline(self) -> str:
            for answer in self.answers:
                return answer
            raise KeyboardInterrupt

    before = Path(bridges[2]).read_bytes()
    monkeypatch.setattr("sys.stdin", Interrupted())
    assert main(bridges) == 130
    assert "interrupted; nothing was written." in capsys.readouterr().err
    assert Path(bridges[2]).read_bytes() == before


def test_teach_refuses_packaged_themes_before_it_asks(
    bridges: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["themes", "teach", "luksia", bridges[3]]) == 2
    said = capsys.readouterr()
    assert "'luksia' comes with the library and cannot be written to; copy its file" in said.err
    assert said.out == ""


def test_articles_that_fail_are_told(theme_file: Path) -> None:
    for work in (check_themes, suggest_themes):
        with pytest.warns(LuksiaWarning, match="2 articles could not be analysed; the first, 'article-2'"):
            work(theme_file, [TEXTS[0], "", " "])


def test_command_names_the_mistakes_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "väärä.toml"
    file.write_text('[themes.tie]\ntermit = ["silta"]\n', encoding="utf-8")
    assert main(["themes", "check", str(file), str(tmp_path)]) == 2
    assert "line 2: [themes.tie] has no key 'termit'. Did you mean 'terms'?" in capsys.readouterr().err
