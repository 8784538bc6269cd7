"""Ordinary news, to compare with: what a theme's sentences must be more like the theme than.

The sentences were written for this project.
"""

from __future__ import annotations

from luksia_nlp.resources import packaged

BACKGROUND = "background.txt"


def background() -> list[str]:
    """Sentences of ordinary news, with which themes are compared.

    Example:
        >>> len(background()) > 400
        True
    """
    return packaged.path(BACKGROUND).read_text(encoding="utf-8").splitlines()
