"""What is found on pages of Finnish newspapers: their marks are real, their words are our own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from luksia_nlp import Article
from luksia_nlp.reading.pages import page_article
from tests.skeletons import filled

# Shares of all paragraphs and of all captions that are found, and of what is found that is no menu. They may
# rise and never fall.
PARAGRAPHS, CAPTIONS, PRECISION = 0.99, 1.0, 0.96


@pytest.fixture(scope="module")
def skeletons(corpora: Path) -> list[Path]:
    """Pages whose words are replaced, which are not part of the project."""
    folder = corpora.parent / "pages"
    if not (pages := sorted(folder.glob("*.html"))):
        reason = f"no pages at {folder}; LUKSIA_CORPORA names the folder beside it"
        pytest.skip(reason)
    return pages


def test_articles_of_newspapers_are_found(skeletons: list[Path]) -> None:
    paragraphs = captions = found_paragraphs = found_captions = found_menu = 0
    for path in skeletons:
        page = filled(path)
        article = page_article(page.html, None, path.stem, path.name)
        assert isinstance(article, Article), article
        parts = {" ".join(part.split()) for part in re.split(r"\n\n|^[-#]+ ", article.full_text, flags=re.M)}
        paragraphs += len(page.paragraphs)
        captions += len(page.captions)
        found_paragraphs += sum(text in parts for text in page.paragraphs)
        found_captions += sum(f"![{text}]()" in parts for text in page.captions)
        found_menu += sum(text in parts for text in page.menu)
        assert article.title, path.name
    assert paragraphs > 500
    assert captions > 10
    assert found_paragraphs / paragraphs >= PARAGRAPHS
    assert found_captions / captions >= CAPTIONS
    assert found_paragraphs / (found_paragraphs + found_menu) >= PRECISION
