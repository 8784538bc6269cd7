"""Two engines side by side: what is counted, and what a person sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from luksia_nlp import Article, EngineError, Failure, Settings, SettingsError, compare
from luksia_nlp.cli import main
from luksia_nlp.comparison import Comparison
from luksia_nlp.comparison.counting import TAGS
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.records import Document
from tests.conftest import ARTICLES

TEXT = "Rehtori Maija Virtanen puhui Lohjalla, ettei koulua suljeta. Lohjan kaupunki kiitti Luksiaa."


@pytest.fixture(scope="module")
def comparison(stanza_folder: Path) -> Comparison:
    return compare(ARTICLES, ["spacy", f"stanza={stanza_folder}"])


def _row(comparison: Comparison, what: str, label: str = "all") -> pd.Series[Any]:
    table = comparison.agreement
    [(_, row)] = table[(table["what"] == what) & (table["label"] == label)].iterrows()
    return row


def test_each_file_is_read_once_and_in_pieces(tmp_path: Path, reads: Counter[str]) -> None:
    """Both engines take their articles from one reading, which is never held as a whole."""
    names = [f"{number:02}.txt" for number in range(40)]
    for name in names:
        (tmp_path / name).write_text("Lohjalla satoi. " * 100, encoding="utf-8")
    reads.clear()
    waiting = []

    class Watched(ScriptedEngine):
        def documents(self, articles: Iterable[Article | Failure]) -> Iterator[Document | Failure]:
            for done, document in enumerate(super().documents(articles)):
                waiting.append(sum(reads.values()) - done)
                yield document

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("luksia_nlp.engines.scripted.ScriptedEngine", Watched)
        settings = Settings(batch_characters=3_000)
        comparison = compare(tmp_path, ["scripted", "scripted"], settings)
    assert reads == dict.fromkeys(names, 1)
    assert max(waiting) <= 5  # two batches of two articles, and the one that fits in no more
    assert comparison.failures.empty


def test_an_engine_agrees_with_itself() -> None:
    comparison = compare(TEXT, ["spacy", "spacy"])
    assert (comparison.agreement["agreement"] == 1).all()
    assert comparison.disagreements.empty
    assert "DISAGREEMENTS: 0" in str(comparison)


def test_agreement(comparison: Comparison) -> None:
    """The figures are what counting by hand gives, and none is nonsense."""
    table = comparison.agreement
    assert {"token", "sentence", *TAGS, "name", "base_form"} == set(table["what"])
    computed = 2 * table["n_same"] / (table["n_first"] + table["n_second"])
    assert (computed - table["agreement"]).abs().max() < 0.001
    assert (table["n_same"] <= table[["n_first", "n_second"]].min(axis=1)).all()
    assert _row(comparison, "token")["agreement"] > 0.95
    assert _row(comparison, "upos")["n_first"] == _row(comparison, "token")["n_same"]
    kinds = table[(table["what"] == "name") & (table["label"] != "all")]
    assert list(kinds["label"]) == ["person", "organisation", "place", "other"]
    assert kinds["n_first"].sum() == _row(comparison, "name")["n_first"]
    assert _row(comparison, "name")["agreement"] > 0.9  # our recognizer finds both
    tags = table[(table["what"] == "upos") & (table["label"] != "all")]
    assert tags["n_same"].sum() == _row(comparison, "upos")["n_same"]


def test_disagreements(comparison: Comparison) -> None:
    table = comparison.disagreements
    for what in TAGS:
        row = _row(comparison, what)
        assert (table["what"] == what).sum() == row["n_first"] - row["n_same"]
    assert (table["first"] != table["second"]).all()
    tags = table[table["what"].isin(TAGS)].head(200)
    assert all(map(str.__contains__, tags["sentence"], tags["text"]))
    multi_word = table[(table["what"] == "token") & (table["text"] == "ettei")]
    assert set(multi_word["first"]) <= {"ett | ei"}
    assert set(multi_word["second"]) <= {"ettei"}


def test_own_names_of_both(stanza_folder: Path) -> None:
    comparison = compare(TEXT, ["spacy", f"stanza={stanza_folder}"], Settings(recognizer="engine"))
    assert all(engine.endswith("names by the pipeline") for engine in comparison.engines)


def test_settings_for_each(stanza_folder: Path) -> None:
    own = Settings(engine="stanza", model=str(stanza_folder), recognizer="engine")
    first, second = compare([Article(TEXT, "a")], [own, Settings()]).engines
    assert first.startswith("stanza")
    assert second.startswith("spacy")


def test_failures_are_told() -> None:
    comparison = compare(["", TEXT], ["spacy", "scripted"])
    assert list(comparison.failures["stage"]) == ["check", "check"]
    assert set(comparison.failures["engine"]) == set(comparison.engines)
    assert "NOT COMPARED: 2" in str(comparison)


@pytest.mark.parametrize("engines", ["spacy", ["spacy"], ["spacy", "stanza", "scripted"]])
def test_two_engines_are_wanted(engines: list[str]) -> None:
    with pytest.raises(SettingsError, match="must be two"):
        compare(TEXT, engines)


def test_unknown_engine() -> None:
    with pytest.raises(SettingsError, match="Did you mean 'stanza'"):
        compare(TEXT, ["spacy", "stansa"])


def test_notebook_view() -> None:
    comparison = compare([Article(f"<bx>{TEXT}", "a")], ["spacy", "scripted"])
    page = comparison._repr_html_()
    assert "&lt;bx&gt;" in page
    assert "<bx" not in page
    assert "overflow: auto" in page


def test_command(stanza_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    engines, out = f"spacy,stanza={stanza_folder}", tmp_path / "ulos" / "erot.csv"
    assert main(["compare", str(tmp_path / "a.txt"), "--engines", engines, "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert f"second: stanza/{stanza_folder}" in printed
    assert "DISAGREEMENTS: " in printed
    assert f"Disagreements written to {out}" in printed
    table = pd.read_csv(out)
    assert list(table.columns[:5]) == ["article_id", "start", "end", "text", "what"]
    assert len(table) > 0


def test_command_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for arguments, message in (
        (["--engines", "spacy"], "must be two"),
        (["--engines", "spacy,stansa"], "Did you mean 'stanza'?"),
        (["--engines", "spacy,scripted", "--out", str(tmp_path)], "is a folder; name a file in it"),
    ):
        assert main(["compare", str(tmp_path / "a.txt"), *arguments]) == 2
        assert message in capsys.readouterr().err


def test_missing_model() -> None:
    with pytest.raises(EngineError):
        compare(TEXT, ["spacy", "spacy=fi_core_news_xx"])
