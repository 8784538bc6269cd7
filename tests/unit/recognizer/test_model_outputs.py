"""What both models give for fixed texts: a version of onnxruntime that computes them otherwise is noticed.

`python -m tests.unit.recognizer.test_model_outputs` stores the outputs again, after a change of a model.
"""

from __future__ import annotations

import json
from typing import Any

from luksia_nlp.recognizer import Recognizer
from luksia_nlp.similarity.sentence_reader import SentenceReader
from tests.conftest import ARTICLES, ROOT
from tests.processors import is_kind_stored

STORED = ROOT / "tests" / "data" / "model_outputs.json"
TEXTS = (
    "2024-04-18-sak-tyoaikakysely.txt",
    "2024-06-27-konepaja-teraniemi.md",
    "2026-01-22-korsaarit-whitfield.txt",
)
SENTENCES = ["Hakijoita oli ennätysmäärä.", "Kouluun haki todella moni.", "Jokeen nousi taas kaloja."]


def outputs() -> dict[str, Any]:
    """The names of some articles, with tokens parted at spaces, and how alike some sentences are."""
    recognizer = Recognizer(threads=1)
    texts = {name: (ARTICLES / name).read_text("utf-8").split() for name in TEXTS}
    vectors = SentenceReader(recognizer).vectors(SENTENCES)
    return {
        "names": {
            name: [list(found) for found in recognizer.names(tokens)] for name, tokens in texts.items()
        },
        "similarity": [round(float(vectors[a] @ vectors[b]), 4) for a, b in ((0, 1), (0, 2), (1, 2))],
    }


def test_outputs_are_those_stored() -> None:
    stored, found = json.loads(STORED.read_text("utf-8")), outputs()
    if is_kind_stored():
        assert found["names"] == stored["names"]
    names, expected = (
        {(text, *name[:3]) for text, rows in some["names"].items() for name in rows}
        for some in (found, stored)
    )
    assert len(names & expected) > 0.9 * len(names | expected)
    pairs = zip(found["similarity"], stored["similarity"], strict=True)
    assert all(abs(one - other) < 0.1 for one, other in pairs)


if __name__ == "__main__":
    STORED.write_text(json.dumps(outputs(), ensure_ascii=False, indent=1) + "\n", "utf-8")
