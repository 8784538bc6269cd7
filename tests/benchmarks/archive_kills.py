"""Kill a run over an archive at random points, resume it, and compare its tables with an undisturbed run's.

    python -m tests.benchmarks.archive_kills data/articles --articles 150 --kills 10 --shares 3

The articles are made of those in the folder, as `archive_run` makes them; the command line runs them. The
last line is JSON: `kills`, how many of them came before the run was done (`before_the_end`), whether all
files of the tables are the same bytes (`same_bytes`), and whether those of a run in
so many shares are (`same_bytes_shared`).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.archive_run import varied


def _command(source: Path, out: Path, *more: str) -> list[str]:
    command = [sys.executable, "-m", "luksia_nlp", "archive", "run", str(source), "--out", str(out)]
    return [*command, "--workers", "2", *more]


def _run(command: Sequence[str]) -> float:
    started = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


def _tables(archive: Path) -> Mapping[str, bytes]:
    folder = archive / "tables"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*")}


def main() -> None:
    """Kill, resume, compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--shares", type=int, default=3)
    parser.add_argument("--seed", type=int, default=19)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        source = place / "articles.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for article in varied(options.folder, options.articles):
                values = {"id": article.article_id, "title": article.title, "text": article.text}
                file.write(json.dumps({**values, "published": str(article.published)}) + "\n")
        seconds = _run(_command(source, place / "undisturbed"))
        before_the_end = 0
        for _ in range(options.kills):
            process = subprocess.Popen(
                _command(source, place / "killed"), stdout=subprocess.DEVNULL, start_new_session=True
            )
            # Loading takes some seconds each time: the kills fall into loading, work and joining.
            time.sleep(draw.uniform(0.5, 8 + 1.5 * seconds / options.kills))
            before_the_end += process.poll() is None
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        _run(_command(source, place / "killed"))
        for share in range(1, options.shares + 1):
            _run(_command(source, place / "shared", "--shard", f"{share}/{options.shares}"))
        _run(_command(source, place / "shared"))
        whole = _tables(place / "undisturbed")
        found = {
            "articles": options.articles,
            "kills": options.kills,
            "before_the_end": before_the_end,
            "same_bytes": _tables(place / "killed") == whole,
            "same_bytes_shared": _tables(place / "shared") == whole,
        }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
