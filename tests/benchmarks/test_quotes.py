"""What the benchmarks of quotes print, on pieces made by hand."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from luksia_nlp.records import Document
from tests.benchmarks import quote_cost, quotes
from tests.benchmarks.end_to_end import count_quotes
from tests.benchmarks.quote_errors import errors_of
from tests.benchmarks.quote_samples import DIRECT, TEXT, article, at, found_row, row, span, table
from tests.benchmarks.quote_scoring import Judged, Piece, judged


def test_the_command_shows_errors_of_the_read_half_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    gold, predictions = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    spans = [span(DIRECT, speaker="Maija Virtanen")]
    rows = [row(spans, quotes=[]), {**row(spans, quotes=[]), "id": "b"}]
    gold.write_text("\n".join(json.dumps(each) for each in rows), encoding="utf-8")
    found = table(found_row(DIRECT, 0, speaker="Äijä"), found_row(DIRECT, 0, article_id="b"))
    failures = pd.DataFrame({"article_id": [], "message": []})
    monkeypatch.setattr(quotes, "analyze", lambda *_: SimpleNamespace(quotes=found, failures=failures))
    quotes.main([str(gold), "--errors", "--predictions", str(predictions)])
    *errors, last = capsys.readouterr().out.splitlines()
    told = json.loads(last)
    assert told["direct"]["speaker_accuracy"] == 0.0
    assert set(told["halves"]) == {"read", "scored"}
    assert any(line.startswith("a 2-26") for line in errors)
    assert not any(line.startswith("b ") for line in errors)
    lines = predictions.read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0]) == {
        "article_id": "a",
        "start": 2,
        "end": 26,
        "kind": "direct",
        "speaker": "Äijä",
    }
    assert json.loads(lines[1])["speaker"] is None
    quotes.main([str(gold), "--errors", "--half", "scored"])
    shown = capsys.readouterr().out.splitlines()
    assert any(line.startswith("b ") for line in shown)
    assert not any(line.startswith("a 2-26") for line in shown)
    quotes.main([str(gold)])
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_an_article_that_fails_is_no_missed_quote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(row([])), encoding="utf-8")
    failures = pd.DataFrame({"article_id": ["a"], "message": ["IndexError: out of range"]})
    monkeypatch.setattr(quotes, "analyze", lambda *_: SimpleNamespace(quotes=table(), failures=failures))
    with pytest.raises(RuntimeError, match="a: IndexError"):
        quotes.measure(gold)


def errors(gold: Sequence[Piece], found: Sequence[Piece], optional: Sequence[Piece] = ()) -> str:
    return "\n".join(errors_of([judged(article(gold, optional), found)]))


def test_errors_are_told_with_their_text() -> None:
    told = errors(
        [at(DIRECT, "direct", "Maija Virtanen", cue="sanoo", speaker_text="Maija Virtanen")],
        [at("Sade jatkuu", "direct", "Pekka Lahti", cue="mukaan", rule="next to it", score=0.3)],
    )
    assert "– ⟦⟪Sade jatkuu⟫ vielä viikon⟧, Maija Virtanen sanoo." in told
    assert "0.46 in common" in told
    assert "cue sanoo | Maija Virtanen (Maija Virtanen)" in told
    assert "cue mukaan | Pekka Lahti (–) | next to it, 0.3" in told


@pytest.mark.parametrize(
    ("gold", "found", "said"),
    [
        ([], [at(DIRECT)], "DIRECT, wrong"),
        ([at(DIRECT)], [], "DIRECT, missed"),
        ([at(DIRECT)], [at(DIRECT, "indirect")], "DIRECT, told in the other manner"),
        ([at(DIRECT, "direct", "A")], [at(DIRECT, "direct", "B")], "DIRECT, another speaker"),
        ([at(DIRECT, "direct", "A")], [at(DIRECT)], "DIRECT, no speaker"),
        ([at(DIRECT)], [at(DIRECT, "direct", "B")], "DIRECT, a speaker, where gold has none"),
        ([at(DIRECT, cue_start=3)], [at(DIRECT, cue_start=9)], "DIRECT, right, but by another cue"),
    ],
)
def test_each_error_has_its_group(gold: list[Piece], found: list[Piece], said: str) -> None:
    told = errors(gold, found)
    assert f"{said}" in told
    assert "(1 of 1)" in told
    assert told.count("(1 of") == 1


def test_what_is_right_is_no_error() -> None:
    assert "(1 of" not in errors([at(DIRECT, "direct", "A")], [at(DIRECT, "direct", "A")])
    assert "(1 of" not in errors([], [at(DIRECT)], [at(DIRECT)])
    assert errors_of([Judged(article([]), [])]) == []


@pytest.mark.parametrize(
    ("found", "counts"),
    [
        ([at(DIRECT, "direct", "maija virtanen")], [1, 1, 1]),
        ([at("Sade jatkuu", "direct", "Maija Virtanen")], [1, 1, 1]),
        ([at("jatkuu vielä viikon", "direct", "Maija Virtanen")], [0, 1, 1]),
        ([at(DIRECT, "direct", "Pekka Lahti")], [0, 1, 1]),
        ([at(DIRECT, "direct", "Nimetön")], [0, 1, 1]),
        ([at(DIRECT)], [0, 0, 1]),
        ([at(DIRECT, "direct", "Maija Virtanen", first=False)], [0, 0, 1]),
        ([at(DIRECT, "indirect", "Maija Virtanen")], [0, 0, 1]),
        ([at(DIRECT, "direct", "Maija Virtanen")] * 2, [1, 2, 1]),
        ([at("pian lisää", "direct", "Nimetön")], [0, 0, 1]),
        ([at("pian lisää", "direct", "Pekka Lahti")], [0, 1, 1]),
        ([at("lunta tulee", "direct", "Pekka Lahti")], [0, 0, 1]),
    ],
)
def test_quotes_end_to_end(found: list[Piece], counts: list[int]) -> None:
    told = row(
        [],
        [span("lunta tulee", "indirect")],
        quotes=[["Maija Virtanen", "Sade, jatkuu"]],
        optional=["Nimetön"],
    )
    total, said = [0, 0, 0], list[str]()
    count_quotes(total, told, found, said)
    assert total == counts
    assert sum("missed" in line for line in said) == counts[2] - counts[0]
    assert sum("wrong" in line for line in said) == counts[1] - counts[0]


def test_the_cost_of_quotes_is_that_of_finding_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A finder that does nothing but wait costs what it waits."""
    file = tmp_path / "articles.txt"
    file.write_text(TEXT, encoding="utf-8")

    def slow(document: Document, mentions: Sequence[Any]) -> list[Any]:
        del document, mentions
        time.sleep(0.5)
        return []

    monkeypatch.setattr("luksia_nlp.quotes.finding.find_quotes", slow)
    told, _ = quote_cost.measure(file)
    seconds = told["seconds"]
    assert seconds["quotes"] >= 0.5
    assert seconds["other"] >= 0
    assert told["share"] == pytest.approx(seconds["quotes"] / sum(seconds.values()), abs=0.01)
    monkeypatch.setitem(quote_cost._STAGES, "quotes", ["luksia_nlp.names.mentions.other"])
    with pytest.raises(AttributeError):
        quote_cost.measure(file)
