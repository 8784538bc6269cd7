"""Fixtures that the whole suite shares: the real analyzer, loaded once, and the corpora."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from luksia_nlp import Analysis, Analyzer, Settings
from luksia_nlp.analyzer import kept_analyzer
from luksia_nlp.recognizer.manifest import packaged_model
from tests.extras import need
from tests.small_model import FAST, write_corpus

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "data" / "articles"
GOLD = ROOT / "data" / "gold"


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return kept_analyzer(Settings())  # the one that `analyze` and the command line use


@pytest.fixture
def reads(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each file of the tests' own folders is opened, by its name."""
    counts: Counter[str] = Counter()
    opened, own = Path.open, tmp_path_factory.getbasetemp()

    def counting(path: Path, *arguments: Any, **options: Any) -> Any:
        file = opened(path, *arguments, **options)
        if path.is_relative_to(own):
            counts[path.name] += 1
        return file

    monkeypatch.setattr(Path, "open", counting)
    return counts


@pytest.fixture(scope="session")
def archive(analyzer: Analyzer) -> Analysis:
    """The sample archive, analysed once."""
    return analyzer.analyze(ARTICLES)


@pytest.fixture(scope="session")
def stanza_folder() -> Path:
    """The folder of the small Stanza models that `tests.stanza_training` made."""
    need("stanza")
    return ROOT / "tests" / "data" / "stanza"


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of the corpora, which are not part of the project."""
    folder = Path(os.environ.get("LUKSIA_CORPORA", ROOT.parent / "shared" / "corpora"))
    if not folder.is_dir():
        reason = f"no corpora at {folder}; set LUKSIA_CORPORA to their folder"
        if os.environ.get("CI"):
            pytest.fail(f"In CI the corpora must be there: {reason}")
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small training run that was never interrupted: `corpus.tsv`, `run` and `model`."""
    need("training")
    from luksia_nlp.training.__main__ import main

    folder = tmp_path_factory.mktemp("trained")
    corpus = str(write_corpus(folder / "corpus.tsv"))
    assert main([corpus, "--dev", corpus, "--out", str(folder), *FAST]) == 0
    return folder


@pytest.fixture(scope="session")
def model() -> Path:
    """The folder of the recognizer's model that comes with the library."""
    return packaged_model()


@pytest.fixture(scope="session")
def seed_article(corpora: Path) -> Path:
    return corpora.parent / "seed" / "luksia-hakijapalvelut.txt"
