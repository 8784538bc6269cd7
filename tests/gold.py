"""Gold files: one article or name a line, as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from luksia_nlp import Article


def gold_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def gold_articles(path: Path) -> list[Article]:
    """The articles of a gold file (`id`, `text`), without what is known of them."""
    return [Article(row["text"], article_id=row["id"]) for row in gold_rows(path)]
