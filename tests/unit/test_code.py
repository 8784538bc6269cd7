"""The linter, the formatter and the type checker pass on the whole project."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize("tool", ["ruff check", "ruff format --check", "mypy"])
def test_tool(tool: str) -> None:
    name, *arguments = tool.split()
    command = [sys.executable, "-m", name, *arguments, *(["."] if name == "ruff" else [])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
