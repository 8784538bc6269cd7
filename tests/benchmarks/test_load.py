"""Loads that take a minute: they must come through whole."""

from __future__ import annotations

from luksia_nlp import Analyzer, Article

_LINE = "Rehtori Maija Virtanen puhui Lohjalla uudesta koulusta. "


def test_half_a_megabyte_in_one_line(analyzer: Analyzer) -> None:
    text = (_LINE * (500_000 // len(_LINE) + 1))[:500_000]
    good = "Rehtori Maija Virtanen puhui eilen Lohjalla."
    analysis = analyzer.analyze([Article(good, "first"), Article(text, "long"), Article(good, "last")])
    assert list(analysis.articles["n_characters"]) == [len(good), 500_000, len(good)]
    of_long = analysis.mentions[analysis.mentions["article_id"] == "long"]
    assert len(of_long) > 2 * 0.9 * text.count("Lohjalla")
    assert set(of_long["name"]) >= {"Maija Virtanen", "Lohja"}
