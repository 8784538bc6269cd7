"""Other spaCy pipelines than the default one: those that work, and those that cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from luksia_nlp import Analyzer, EngineError, Settings, analyze
from luksia_nlp.engines import load_engine
from luksia_nlp.engines.spacy import DEFAULT_MODEL, SpacyEngine
from tests.conftest import ARTICLES

_MODEL = DEFAULT_MODEL
TEXT = "Rehtori Maija Virtanen puhui Lohjalla. Virtasen mukaan Luksian vetovoima kasvaa."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default pipeline, saved as a user would save one of their own."""
    path = tmp_path_factory.mktemp("models") / "oma-malli"
    spacy.load(_MODEL, exclude=["lemmatizer"]).to_disk(path)
    return path


def test_pipeline_in_a_folder(analyzer: Analyzer, folder: Path) -> None:
    analysis = analyze(TEXT, Settings(model=str(folder)))
    assert analysis.mentions.equals(analyzer.analyze(TEXT).mentions)
    assert analysis.made_with["engine"] == f"spacy/{folder} 0.15.0, names by luksia_ner luksia-fi"


def test_what_the_default_pipeline_leaves_out_changes_nothing() -> None:
    """Its table of words' probabilities is not loaded; none of its components may ask for it."""
    whole = spacy.load(_MODEL, exclude=["lemmatizer", "ner"])
    assert sorted(whole.vocab.lookups.tables) == ["lexeme_prob", "lexeme_settings"]
    engine = SpacyEngine(Settings())
    assert not engine._nlp.vocab.lookups.tables
    for path in sorted(ARTICLES.glob("*.md"))[:4]:
        text = path.read_text(encoding="utf-8")
        for one, other in zip(whole(text), engine._nlp(text), strict=True):
            for name in ("norm_", "pos_", "dep_", "is_sent_start", "morph"):
                assert str(getattr(one, name)) == str(getattr(other, name))
            assert one.head.i == other.head.i


def test_pipeline_of_another_language(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "en")
    with pytest.raises(EngineError, match="is for the language 'en', not Finnish"):
        load_engine(Settings(model=str(tmp_path / "en")))


def test_pipeline_without_names(model: Path, tmp_path: Path) -> None:
    nlp = spacy.load(_MODEL, exclude=["lemmatizer", "ner"])
    nlp.to_disk(tmp_path / "fi")
    with pytest.raises(EngineError, match="lacks: ner"):
        load_engine(Settings(model=str(tmp_path / "fi"), recognizer="engine"))
    assert load_engine(Settings(model=str(tmp_path / "fi"), recognizer=str(model)))  # needs none of its own


@pytest.mark.parametrize("file", ["config.cfg", "meta.json", "ner/model", "vocab/strings.json"])
def test_damaged_pipeline(folder: Path, file: str) -> None:
    damaged = folder / file
    content = damaged.read_bytes()
    try:
        damaged.write_bytes(content[: len(content) // 2])
        with pytest.raises(EngineError, match="oma-malli"):
            load_engine(Settings(model=str(folder), recognizer="engine"))
    finally:
        damaged.write_bytes(content)


def test_the_pipelines_names_are_found_before_sentences() -> None:
    """A sentence border that the parser sets within a name does not cut it."""
    engine = load_engine(Settings(recognizer="engine"))
    assert engine._nlp.disabled == ["ner"]  # type: ignore[attr-defined]
    [document] = engine.documents_from_tokens([TEXT.replace(".", " .").split()])
    assert [name.label for name in document.names][:1] == ["PERSON"]
