"""The linter, the formatter and the type checker pass on the whole project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import luksia_nlp
from tests.conftest import ROOT


def test_public_names_have_types(tmp_path: Path) -> None:
    """What type checkers see of each public name is the thing itself, not `Any`."""
    file = tmp_path / "names.py"
    names = [f"reveal_type(luksia_nlp.{name})" for name in luksia_nlp.__all__]
    file.write_text("\n".join(["import luksia_nlp", *names]) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    revealed = [line.partition("Revealed type is ")[2] for line in done.stdout.splitlines() if "note" in line]
    assert len(revealed) == len(luksia_nlp.__all__), done.stdout
    assert [line for line in revealed if line.strip('"') in ("Any", "") or "Any" in line[:5]] == []


@pytest.mark.parametrize("tool", ["ruff check", "ruff format --check", "mypy"])
def test_tool(tool: str) -> None:
    name, *arguments = tool.split()
    command = [sys.executable, "-m", name, *arguments, *(["."] if name == "ruff" else [])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
