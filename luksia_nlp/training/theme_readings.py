"""Keep what the packaged model reads of the packaged themes' sentences.

    python -m luksia_nlp.training.theme_readings --out luksia_nlp/resources/theme_readings.npz

To be run again when the model or a packaged theme's sentences change; till then they are read at every start.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from luksia_nlp.recognizer import Recognizer
from luksia_nlp.resources import packaged
from luksia_nlp.similarity.sentence_reader import SentenceReader
from luksia_nlp.similarity.theme_readings import read_by
from luksia_nlp.training.commands import finished
from luksia_nlp.training.theme_lessons import definitions

# The packaged files of themes.
_FILES = ("themes.toml", "news_topics.toml")


def theme_texts() -> list[str]:
    """The descriptions, examples and counterexamples of the packaged themes, each once.

    Example:
        >>> len(theme_texts()) > 100
        True
    """
    themes = [theme for file in _FILES for theme in definitions(packaged.path(file)).values()]
    return list(dict.fromkeys(text for theme in themes for text in theme.sentences))


def write(path: Path) -> None:
    """Read the sentences, one by one as ever, and write what was read.

    Args:
        path: The file to write.
    """
    recognizer, texts = Recognizer(), theme_texts()  # a recognizer of its own: nothing packaged is looked up
    rows = np.hstack(SentenceReader(recognizer).read(texts))
    with path.open("wb") as file:
        np.savez_compressed(file, read_by=read_by(recognizer.manifest), texts=np.array(texts), rows=rows)


def main(argv: Sequence[str] | None = None) -> int:
    """Write the file; 0 where it went well."""
    parser = argparse.ArgumentParser(
        prog="python -m luksia_nlp.training.theme_readings",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    options = parser.parse_args(argv)
    return finished(lambda: write(options.out))


if __name__ == "__main__":
    raise SystemExit(main())
