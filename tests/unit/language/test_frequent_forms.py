"""What is packaged of frequent word forms is what the analyser says, and is used with its version only."""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib import metadata

import pytest

from luksia_nlp.language import morphology
from luksia_nlp.language.frequent_forms import analyses_of_frequent_forms
from luksia_nlp.language.morphology import asked_analyses, readings
from luksia_nlp.training.frequent_forms import forms_at_start


@pytest.fixture
def anew() -> Iterator[None]:
    """What was remembered is forgotten before and after."""
    caches = (analyses_of_frequent_forms, readings)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def test_the_packaged_analyses_are_the_analysers_own() -> None:
    packaged = analyses_of_frequent_forms()
    assert len(packaged) > 40_000
    for form in random.Random(5).sample(sorted(packaged), 400):
        assert asked_analyses(form) == packaged[form], form


def test_what_every_first_article_asks_for_is_packaged() -> None:
    assert forms_at_start() - analyses_of_frequent_forms().keys() == set()


@pytest.mark.usefixtures("anew")
def test_a_frequent_form_is_not_asked_and_another_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(form: str) -> str:
        asked.append(form)
        return ""

    monkeypatch.setattr(morphology, "asked_analyses", ask)
    readings("kaupungin")
    readings("hyttysverkkokauppiaalle")
    assert asked == ["hyttysverkkokauppiaalle"]


@pytest.mark.usefixtures("anew")
def test_another_version_of_the_analyser_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    known = readings("kaupungin")
    readings.cache_clear()
    analyses_of_frequent_forms.cache_clear()
    monkeypatch.setattr(metadata, "version", lambda _: "0.3.99")
    assert analyses_of_frequent_forms() == {}
    assert readings("kaupungin") == known
