"""What ships with the library beside its code, opened here and nowhere else."""

from __future__ import annotations

import lzma
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


def path(name: str) -> Path:
    """Where a packaged file or folder lies.

    Args:
        name: Its name in this folder: `places.tsv`, `recognizer`, `pages/article.html`.

    Example:
        >>> path("recognizer").is_dir()
        True
    """
    return Path(__file__).parent / name


def text(name: str) -> str:
    """The whole of a packaged text.

    Args:
        name: The file's name in this folder.

    Example:
        >>> text("places.tsv").startswith("#")
        True
    """
    return path(name).read_text(encoding="utf-8")


def unpacked(name: str) -> str:
    """The whole of a packaged text that lies there packed, by LZMA.

    Args:
        name: The file's name in this folder.

    Example:
        >>> len(unpacked("word_forms.xz").splitlines()) > 1000
        True
    """
    return lzma.decompress(path(name).read_bytes()).decode("utf-8")


@cache
def toml(name: str) -> Mapping[str, Any]:
    """The values of a packaged TOML file; the same object whenever it is asked for.

    Args:
        name: The file's name in this folder.

    Example:
        >>> toml("labels.toml")["organisation"]
        ['ORG']
    """
    return tomllib.loads(text(name))
