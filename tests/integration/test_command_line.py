"""The main job from the command line, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from luksia_nlp import Analysis, __version__
from luksia_nlp.cli import main
from luksia_nlp.schemas import SCHEMAS
from luksia_nlp.summary import summary
from tests.conftest import ARTICLES


def test_main_job(tmp_path: Path, archive: Analysis) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-W", "error", "-m", "luksia_nlp", "analyze", str(ARTICLES), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "articles" in done.stderr  # the progress bar
    assert done.stdout == f"{summary(archive)}\nTables written to {out}\n"
    back = Analysis.read(out)
    for name in SCHEMAS:
        pd.testing.assert_frame_equal(back.tables[name], archive.tables[name])


def test_csv_and_settings_and_failures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Lohjan vetovoima kasvoi.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    (tmp_path / "s.toml").write_text("theme_threshold = 0.9", encoding="utf-8")
    arguments = ["analyze", str(tmp_path), "--out", str(tmp_path / "o"), "--format", "csv"]
    assert main([*arguments, "--settings", str(tmp_path / "s.toml")]) == 1
    shown = capsys.readouterr().out
    assert "Not analysed:      1\n  b (check): The article has no text" in shown
    analysis = Analysis.read(tmp_path / "o")
    assert not analysis.article_themes["present"].any()
    assert (tmp_path / "o" / "mentions.csv").read_text(encoding="utf-8").count("Lohjan") == 1


def test_several_paths_keep_their_articles_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("Lohjalla satoi.", encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("x", "y")]
    assert main(["analyze", *paths, "--out", str(tmp_path / "o")]) == 0
    assert "2 articles" in capsys.readouterr().out
    assert list(Analysis.read(tmp_path / "o").articles["article_id"]) == [f"{path}/a" for path in paths]


@pytest.mark.parametrize("arguments", [["--help"], ["analyze", "--help"], ["--version"]])
def test_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 0
    assert ("exit codes" if "--help" in arguments else __version__) in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [[], ["analyse"], ["analyze"], ["analyze", "x", "--out", "o", "--format", "xml"]]
)
def test_wrong_command_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "Traceback" not in capsys.readouterr().err
