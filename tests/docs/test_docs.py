"""What the documentation says is run: code blocks, docstrings, reference pages, the site, the notebook."""

from __future__ import annotations

import contextlib
import doctest
import importlib
import inspect
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

import luksia_nlp
from luksia_nlp.cli import build_parser
from tests.conftest import ROOT
from tests.extras import need
from tests.processors import is_as_stored, is_kind_stored

_BLOCKS = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_IN_DOCS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("**/*.md"))
_PAGES = ["README.md", "README.fi.md", *_IN_DOCS]


def _modules() -> list[str]:
    """The names of all modules; nothing is imported, since some need extras."""
    folder = Path(luksia_nlp.__file__).parent
    parts = (path.relative_to(folder.parent).with_suffix("").parts for path in sorted(folder.rglob("*.py")))
    names = [".".join(part for part in found if part != "__init__") for found in parts]
    return [name for name in names if not name.endswith("__main__")]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample archive, where examples may write."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "tests" / "data" / "stanza", tmp_path / "stanza-models")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", _PAGES)
@pytest.mark.usefixtures("workplace")
def test_code_blocks(page: str, request: pytest.FixtureRequest) -> None:
    """Python blocks run one after another; a text block right after one is what it prints."""
    if page == "docs/engines.md":
        request.getfixturevalue("stanza_folder")  # skips where Stanza is not installed
    blocks = _BLOCKS.findall((ROOT / page).read_text(encoding="utf-8"))
    namespace: dict[str, object] = {}
    for index, (language, code) in enumerate(blocks):
        if language != "python":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, f"{page}, block {index}", "exec"), namespace)
        following = blocks[index + 1] if index + 1 < len(blocks) else ("", "")
        expected = following[1] if following[0] == "text" else ""
        assert is_as_stored(printed.getvalue(), expected), f"{page}, block {index}:\n{printed.getvalue()}"


def _commands() -> list[str]:
    """The commands of the library in the shell blocks of the pages."""
    found = []
    for page in _PAGES:
        for language, code in _BLOCKS.findall((ROOT / page).read_text(encoding="utf-8")):
            if language in ("sh", "bash", "console"):
                lines = re.split(r"\n|&&|\||;", code.replace("\\\n", " "))
                found += [line.strip() for line in lines if line.strip().startswith("luksia-nlp ")]
    return sorted(set(found))


@pytest.mark.parametrize("command", _commands())
def test_commands_are_ones_that_the_library_knows(command: str) -> None:
    arguments = shlex.split(command, comments=True)[1:]
    build_parser().parse_args(arguments)  # exits, and so fails, where it knows no such option


def test_commands_are_found() -> None:
    assert len(_commands()) >= 15


def test_readme_runs_an_example() -> None:
    assert "```python" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_all_modules_are_found() -> None:
    assert {"luksia_nlp", "luksia_nlp.reading.dates", "luksia_nlp.training.trainer"} <= set(_modules())


@pytest.mark.parametrize("module", _modules())
@pytest.mark.usefixtures("workplace")
def test_docstrings(module: str) -> None:
    if module.startswith("luksia_nlp.training"):
        need("training")
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
    assert doctest.testmod(importlib.import_module(module), optionflags=flags).failed == 0


def test_every_public_function_has_an_example() -> None:
    public = [getattr(luksia_nlp, name) for name in luksia_nlp.__all__]
    for thing in public:
        if inspect.isclass(thing) and (issubclass(thing, Exception) or thing is luksia_nlp.Failure):
            continue
        assert ">>>" in (thing.__doc__ or ""), thing
        if inspect.isclass(thing):
            for name, member in vars(thing).items():
                function = getattr(member, "__func__", member)
                if inspect.isfunction(function) and not name.startswith("_"):
                    assert ">>>" in (function.__doc__ or ""), f"{thing.__name__}.{name}"


def test_generated_pages_are_fresh() -> None:
    subprocess.run([sys.executable, str(ROOT / "docs" / "generate.py"), "--check"], check=True)


def test_site_builds_strictly(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(tmp_path / "site"),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "Hakkaraisen" in page
    assert "fonts.googleapis" not in page


def _shown(notebook: Any) -> list[str]:
    """What the cells of a notebook show as text; nothing where it is stored without its results."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs]


@pytest.mark.filterwarnings(
    "default"
)  # the kernel is a process of its own; its client's warnings are not ours
@pytest.mark.parametrize("notebook", sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb")))
def test_notebooks(notebook: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    import nbformat
    from nbclient import NotebookClient

    if notebook == "05_engines_compared.ipynb":
        request.getfixturevalue("stanza_folder")  # skips where Stanza is not installed
    path = ROOT / "notebooks" / notebook
    content = nbformat.read(path, as_version=4)
    stored = _shown(content)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(content, timeout=300, kernel_name="python3", resources=resources).execute()
    outputs = [output for cell in content.cells for output in cell.get("outputs", [])]
    assert any("image/svg+xml" in output.get("data", {}) for output in outputs)
    assert not any(output.get("name") == "stderr" for output in outputs)
    if is_kind_stored():
        assert stored in ([], _shown(content))  # a notebook that shows results shows today's


def test_version_is_the_same_everywhere() -> None:
    assert metadata.version("luksia-nlp") == luksia_nlp.__version__  # of what is installed
    assert f"## {luksia_nlp.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_readme_says_what_the_training_data_ask() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "CC BY-ND-NC 1.0, which forbids commercial use" in readme


def test_no_page_names_a_package_that_is_on_no_registry() -> None:
    for page in _PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        assert not re.search(r"pip install ['\"]?luksia", text), page


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    extras = [name for group in project["optional-dependencies"].values() for name in group]
    for requirement in [*project["dependencies"], *extras]:
        name = re.split(r"[<>=\[]", requirement)[0]
        assert f"`{name}`" in page or name == "luksia-nlp", name
