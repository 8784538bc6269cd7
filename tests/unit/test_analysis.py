"""What a result says of itself, and what becomes of an article that breaks it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from luksia_nlp import Analysis, Article, EntityError
from luksia_nlp.analyzer import tables_of
from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.records import ArticleResult, Document

TEXT = "Lahti sai palkinnon."


def _result(article_id: str, label: str, **changes: Any) -> ArticleResult:
    """An article with one name, of a label, its mention changed."""
    [document] = ScriptedEngine(names={"Lahti": label}).documents([Article(TEXT, article_id)])
    assert isinstance(document, Document)
    mentions = (replace(mention, **changes) for mention in find_mentions(document))
    return ArticleResult(document, tuple(mentions), ())


def _analysis(*results: ArticleResult) -> Analysis:
    return Analysis(tables_of(results))


def test_a_name_of_several_is_explained_by_its_identifier() -> None:
    analysis = _analysis(_result("1", "PERSON"), _result("2", "GPE"))
    with pytest.raises(EntityError, match="several entities; give one of: person-lahti, place-lahti"):
        analysis.explain("Lahti")
    assert list(analysis.explain("place-lahti")["article_id"]) == ["2"]
    assert list(_analysis(_result("2", "GPE")).explain("lahti")["article_id"]) == ["2"]


@pytest.mark.parametrize("broken", [{"base_form": None}, {"score": "x"}, {"start": 2**64}])
def test_an_article_whose_names_break_the_tables_is_a_failure(broken: dict[str, Any]) -> None:
    """What no stage should ever make: it breaks resolution, or what comes after."""
    analysis = _analysis(_result("1", "GPE"), _result("2", "GPE", **broken), _result("3", "GPE"))
    assert list(analysis.articles["article_id"]) == ["1", "3"]
    assert list(analysis.places["n_articles"]) == [2]
    [(article_id, stage, message)] = analysis.failures[["article_id", "stage", "message"]].to_numpy().tolist()
    assert (article_id, stage) == ("2", "analysis")
    assert "No table can hold what was found in it" in message


def test_an_article_shows_itself_in_one_line() -> None:
    article = Article("Teksti.\nJatkuu." * 100, "a-1", title="Koulu\navattiin", published=None)
    assert repr(article) == "<Article a-1: 'Koulu avattiin', 1,500 characters>"
    assert "\n" not in repr(Article("Rivi.\n\nToinen."))
    assert len(repr(Article("sana " * 1000))) < 120
    assert repr(Article(5)) == "<Article '5', 1 characters>"  # type: ignore[arg-type]
