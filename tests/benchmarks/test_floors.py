"""The quality gate: each benchmark on its file, against floors that may rise and never fall."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from luksia_nlp import Settings
from tests.benchmarks import (
    archive_names,
    base_forms,
    end_to_end,
    entity_merges,
    name_base_forms,
    name_speed,
    names_found,
    quotes,
    theme_bench,
    theme_sentences,
    theme_speed,
    themes_by_words,
)
from tests.conftest import GOLD, ROOT

FLOORS: Mapping[str, Any] = json.loads(Path(__file__).with_name("floors.json").read_text("utf-8"))["floors"]
# The small models that come with the tests: what they reach, published ones should reach too.
_STANZA = str(ROOT / "tests" / "data" / "stanza")
MEASURES: Mapping[str, Callable[[Path], tuple[dict[str, Any], list[str]]]] = {
    "archive_names": archive_names.measure,
    "articles_dev": end_to_end.measure,
    "base_forms": base_forms.measure,
    "end_to_end": end_to_end.measure,
    "end_to_end_stanza": lambda path: end_to_end.measure(path, Settings(engine="stanza", model=_STANZA)),
    "entity_merges": entity_merges.measure,
    "name_base_forms": name_base_forms.measure,
    "name_speed": name_speed.measure,
    "names_found": names_found.measure,
    "quotes": quotes.measure,
    "theme_bench": lambda path: theme_bench.measure(path.parent),
    "theme_sentences": theme_sentences.measure,
    "theme_speed": theme_speed.measure,
    "themes_by_words": lambda path: themes_by_words.measure([path]),
    "themes_with_examples": lambda path: themes_by_words.measure([path], examples=10),
}
OWN = {"gold": GOLD, "data": ROOT / "tests" / "data"}


def test_every_benchmark_has_floors() -> None:
    assert set(FLOORS) == set(MEASURES)
    assert all(floor["figures"] for floor in FLOORS.values())


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_floor(name: str, request: pytest.FixtureRequest) -> None:
    if name.endswith("_stanza"):
        request.getfixturevalue("stanza_folder")  # skips where Stanza is not installed
    floor = FLOORS[name]
    folder, _, file = floor["file"].partition("/")
    path = (OWN.get(folder) or request.getfixturevalue("corpora") / folder) / file
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest == floor["sha256"], f"{path} is not the file that the floors were measured on"
    figures, errors = MEASURES[name](path)
    for key, least in floor["figures"].items():
        figure: Any = figures
        for part in key.split("."):
            figure = figure[part]
        assert figure >= least, f"{name}: {key} is {figure}, below {least}; the first errors: {errors[:20]}"


def test_base_forms_reach_what_was_promised() -> None:
    """The peers: 0.668 and 0.609; the least promised: 0.93."""
    assert FLOORS["base_forms"]["figures"]["inflected_propn"] >= 0.93


def test_themes_reach_what_was_promised() -> None:
    assert FLOORS["themes_by_words"]["figures"]["accuracy"] >= 0.76
    assert FLOORS["themes_with_examples"]["figures"]["accuracy"] >= 0.80
    assert FLOORS["end_to_end"]["figures"]["themes.f1"] >= 0.88


def test_merges_reach_what_was_promised() -> None:
    assert FLOORS["entity_merges"]["figures"]["precision"] >= 0.98


def test_quotes_reach_what_was_promised() -> None:
    """The peer's rules on the same texts: direct 0.74, joint 0.48; indirect 0.70, joint 0.62."""
    figures = FLOORS["quotes"]["figures"]
    assert figures["halves.scored.direct.f1"] >= 0.92
    assert figures["halves.scored.direct.joint_f1"] >= 0.85
    assert figures["halves.scored.indirect.f1"] >= 0.80
    assert figures["halves.scored.indirect.joint_f1"] >= 0.72
