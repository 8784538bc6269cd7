"""The component `luksia_ner` in spaCy pipelines, and as the engine's recognizer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from luksia_nlp import Analyzer, Article, Settings
from luksia_nlp.engines import load_engine
from luksia_nlp.errors import RecognizerError
from luksia_nlp.records import Document

TEXT = "Rehtori Maija Virtanen puhui Lohjalla koulun juhlassa. Mukaan SAK:n päätös oli hyvä."


def test_anyone_can_add_it_to_their_pipeline(model: Path) -> None:
    """The entry point alone makes it known: luksia_nlp is not imported."""
    code = (
        "import spacy; nlp = spacy.blank('fi');"
        f"nlp.add_pipe('luksia_ner', config={{'model': {str(model)!r}}});"
        f"print([(e.text, e.label_) for e in nlp({TEXT!r}).ents])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "('Maija Virtanen', 'PERSON')" in done.stdout
    assert "('Lohjalla', 'GPE')" in done.stdout


def test_without_a_model_it_takes_the_packaged_one() -> None:
    nlp = spacy.blank("fi")
    nlp.add_pipe("luksia_ner")
    names = [(name.text, name.label_) for name in nlp(TEXT).ents]
    assert names == [("Maija Virtanen", "PERSON"), ("Lohjalla", "GPE"), ("SAK:n", "ORG")]


def test_scores_stand_beside_the_names(model: Path) -> None:
    nlp = spacy.blank("fi")
    nlp.add_pipe("luksia_ner", config={"model": str(model)})
    doc = nlp(TEXT)
    group = doc.spans["luksia_ner"]
    assert [(span.start, span.end) for span in group] == [(name.start, name.end) for name in doc.ents]
    assert len(group.attrs["scores"]) == len(doc.ents) > 0


def test_it_is_saved_with_its_pipeline(model: Path, tmp_path: Path) -> None:
    nlp = spacy.blank("fi")
    nlp.add_pipe("luksia_ner", config={"model": str(model), "threads": 1})
    nlp.to_disk(tmp_path / "putki")
    again = spacy.load(tmp_path / "putki")
    names = [str(name) for name in nlp(TEXT).ents]
    assert [str(name) for name in again(TEXT).ents] == names
    assert "Maija Virtanen" in names


def test_names_do_not_depend_on_the_batch(model: Path) -> None:
    texts = [TEXT, "Lohjan kaupunki kertoi asiasta.\n\nVirtanen kiitti.", "Sataa.", "Vihdissä juhlittiin."]
    articles = [Article(text, article_id=str(number)) for number, text in enumerate(texts)]

    def names(batch_characters: int) -> list[object]:
        engine = load_engine(Settings(recognizer=str(model), batch_characters=batch_characters))
        documents = list(engine.documents(articles))
        assert all(isinstance(document, Document) for document in documents)
        return [document.names for document in documents if isinstance(document, Document)]

    assert names(1) == names(60) == names(200_000)


def test_the_analysis_says_what_found_the_names(analyzer: Analyzer, model: Path) -> None:
    assert analyzer.analyze(TEXT).made_with["engine"].endswith("names by luksia_ner luksia-fi")
    by_pipeline = Analyzer(Settings(recognizer="engine")).analyze(TEXT)
    assert by_pipeline.made_with["engine"].endswith("names by the pipeline")
    assert by_pipeline.mentions["score"].isna().all()
    analysis = Analyzer(Settings(recognizer=str(model))).analyze(TEXT)
    assert analysis.made_with["engine"].endswith("names by luksia_ner luksia-fi")
    assert list(analysis.mentions["base_form"]) == ["Maija Virtanen", "Lohja", "SAK"]
    assert analysis.mentions["score"].between(0, 1).all()


def test_recognizer_of_a_wrong_folder(tmp_path: Path) -> None:
    with pytest.raises(RecognizerError, match=r"recognizer\.json: there is no recognizer's model here"):
        load_engine(Settings(recognizer=str(tmp_path)))
