"""The way from any kind of source to the tables, with the real pipeline."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from luksia_nlp import Analysis, Analyzer, Article, Failure, Settings, read_articles
from luksia_nlp.engines.blocks import blocks
from luksia_nlp.records import ArticleResult, Document
from luksia_nlp.schemas import SCHEMAS
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
        _same(analyzer.analyze(source), analysis, "article_id", "source")


def test_progress_goes_to_standard_error(analyzer: Analyzer, capsys: pytest.CaptureFixture[str]) -> None:
    analyzer.analyze([TEXT], progress=True)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "1/1" in captured.err


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
    assert list(articles["osasto"].fillna("")) == ["kunta", ""]


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
    """Tokens, sentences and names lie in the text, in order, and nothing but white space lies between."""
    for result in analyzer.stream(ARTICLES):
        assert isinstance(result, ArticleResult)
        document = result.document
        text = document.text
        assert text == document.article.full_text
        end = 0
        for token in document.tokens:
            assert text[token.start : token.end] == token.text
            assert not text[end : token.start].strip()
            assert 0 <= token.head < len(document.tokens)
            assert token.lemma
            end = token.end
        assert not text[end:].strip()
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
