"""How fast our recognizer is beside the spaCy pipeline's own `ner`: both on one thread, in one run.

    python -m tests.benchmarks.name_speed FILE.tsv [--recognizer luksia|FOLDER]

Two columns, token and tag. The same texts, of some 15 sentences each, are read by both, turn by turn; the
best turn of each counts, since whatever else the machine does can only slow one down. Of the pipeline, `ner`
alone is run, which has its own reading of the words and uses one thread by nature; of ours, everything from
tokens to spans, its memory of words emptied before each turn.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc

from luksia_nlp.engines.spacy import DEFAULT_MODEL
from luksia_nlp.recognizer import Recognizer
from tests.benchmarks.names_found import read_tagged
from tests.benchmarks.scoring import arguments, report

_SENTENCES_A_TEXT, _MOST_SENTENCES, _TURNS = 15, 900, 3


def measure(path: Path, model: str | None = None) -> tuple[dict[str, Any], list[str]]:
    """The figures of a file; there are no errors to list."""
    sentences = [tokens for tokens, _ in read_tagged(path)][:_MOST_SENTENCES]
    places = range(0, len(sentences), _SENTENCES_A_TEXT)
    texts = [list(chain(*sentences[place : place + _SENTENCES_A_TEXT])) for place in places]
    words = sum(map(len, texts))
    nlp = spacy.load(DEFAULT_MODEL, exclude=["lemmatizer"])
    ner, recognizer = nlp.get_pipe("ner"), Recognizer(model, threads=1)

    def peer() -> None:
        for _ in ner.pipe([Doc(nlp.vocab, words=text) for text in texts]):
            pass

    def ours() -> None:
        recognizer.forget()
        for text in texts:
            recognizer.names(text)

    best = {"words_per_second": 0.0, "peer_words_per_second": 0.0}
    for _ in range(_TURNS):
        best["peer_words_per_second"] = max(best["peer_words_per_second"], words / _seconds(peer))
        best["words_per_second"] = max(best["words_per_second"], words / _seconds(ours))
    ratio = best["words_per_second"] / best["peer_words_per_second"]
    return {"ratio": round(ratio, 3), **{name: round(value) for name, value in best.items()}}, []


def _seconds(action: Callable[[], None]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures as one line of JSON, last."""
    options = arguments(argv, __doc__, "FILE.tsv", recognizer=True)
    model = None if options.recognizer == "luksia" else options.recognizer
    report(*measure(options.path, model), show_errors=options.errors)


if __name__ == "__main__":
    main()
