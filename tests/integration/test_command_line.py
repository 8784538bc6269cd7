"""The main job from the command line, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from luksia_nlp import Analysis, __version__
from luksia_nlp.cli import build_parser, main
from luksia_nlp.display.summary import summary
from luksia_nlp.tables.schemas import SCHEMAS
from tests.conftest import ARTICLES


def test_main_job(tmp_path: Path, archive: Analysis) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-W", "error", "-m", "luksia_nlp", "analyze", str(ARTICLES), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "articles" in done.stderr  # the progress bar
    assert done.stdout == f"{summary(archive.tables)}\nTables written to {out}\n"
    back = Analysis.read(out)
    for name in SCHEMAS:
        pd.testing.assert_frame_equal(back.tables[name], archive.tables[name])


def test_csv_and_settings_and_failures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Lohjan vetovoima kasvoi.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    (tmp_path / "s.toml").write_text("theme_threshold = 1.0", encoding="utf-8")
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


@pytest.mark.parametrize("command", [["analyze"], ["compare"], ["themes", "check", "luksia"]], ids=" ".join)
@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (
            "text=kuvaukset",
            "has no column 'kuvaukset' for columns = 'text=kuvaukset'. Did you mean 'kuvaus'?",
        ),
        ("teksi=kuvaus", "'teksi' is nothing that a column holds"),
        ("kuvaus", "must be such as 'text=leipäteksti,title=otsikko'"),
    ],
)
def test_wrong_columns_are_told_before_any_model_loads(
    tmp_path: Path, command: list[str], columns: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("nimi;kuvaus\nKoulu;Lohjalla satoi.\n", encoding="utf-8")
    out = [] if command[0] == "themes" else ["--out", str(tmp_path / "o")]
    assert main([*command, str(tmp_path / "a.csv"), *out, "--columns", columns]) == 2
    assert said in capsys.readouterr().err


def test_columns_that_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("nimi;kuvaus\nKoulu;Lohjalla satoi.\n", encoding="utf-8")
    arguments = ["analyze", str(tmp_path / "a.csv"), "--out", str(tmp_path / "o")]
    assert main([*arguments, "--columns", "text=kuvaus,title=nimi"]) == 0
    assert list(Analysis.read(tmp_path / "o").articles["full_text"]) == ["Koulu\n\nLohjalla satoi."]


COMMANDS = [[], ["analyze"], ["themes"], ["themes", "check"], ["themes", "suggest"], ["themes", "teach"],
            ["models"], ["models", "list"], ["models", "download"], ["models", "check"],
            ["compare"]]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_help_has_examples_that_are_understood(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*command, "--help"])
    assert stopped.value.code == 0
    shown = capsys.readouterr().out
    assert ("exit codes" in shown) == (command in ([], ["analyze"]))
    lines = shown.partition("\nexample")[2].partition(":\n")[2].partition("\n\n")[0].splitlines()
    examples = [line.split() for line in lines if line.strip()]
    assert examples
    for program, *arguments in examples:
        assert program == "luksia-nlp"
        assert arguments[: len(command)] == command
        build_parser().parse_args(arguments)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert __version__ in capsys.readouterr().out


def test_both_spellings() -> None:
    for command in ("analyze", "analyse"):
        for out in ("--out", "--output"):
            assert build_parser().parse_args([command, "a.txt", out, "x"]).out == Path("x")
    assert build_parser().parse_args(["compare", "a.txt", "--output", "x.csv"]).out == Path("x.csv")


def test_first_words_come_at_once(tmp_path: Path) -> None:
    """Within two seconds of Enter, long before the models are loaded."""
    (tmp_path / "a.txt").write_text("Lohjalla satoi.", encoding="utf-8")
    command = [sys.executable, "-m", "luksia_nlp", "analyze", str(tmp_path), "--out", str(tmp_path / "o")]
    started = time.monotonic()
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        seconds = time.monotonic() - started
        process.kill()
    assert first == f"luksia-nlp {__version__}: looking for articles in {tmp_path}\n"
    assert seconds < 2


def test_one_article_needs_less_than_a_gigabyte_and_a_half(tmp_path: Path) -> None:
    """With a plural name, which once loaded the analyser's generator, too."""
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("only Linux says how much memory a program used at most since it began")
    (tmp_path / "a.txt").write_text("Helsingin Sanomien mukaan Kärppien vetovoima kasvaa.", encoding="utf-8")
    arguments = ["analyze", str(tmp_path), "--out", str(tmp_path / "o")]
    # PyTorch, where it is installed, comes with spaCy whether it is used or not.
    code = f"""
import sys
sys.modules["torch"] = None
from luksia_nlp.cli import main
assert main({arguments!r}) == 0
print(next(line.split()[1] for line in open({str(status)!r}) if line.startswith("VmHWM")))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    kilobytes = int(done.stdout.splitlines()[-1])
    assert 300_000 < kilobytes < 1_500_000


def test_a_log_has_plain_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Lohjalla satoi.", encoding="utf-8")
    settings = tmp_path / "asetukset.toml"
    settings.write_text('engine = "scripted"\nsimilarity = "none"\n', encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("a.txt", "o", "asetukset.toml")]
    assert main(["analyze", paths[0], "--out", paths[1], "--settings", paths[2]]) == 0
    shown = capsys.readouterr().err
    assert "\r" not in shown
    assert [line.split()[0] for line in shown.splitlines()] == [
        "luksia-nlp", "1", "Loading", "Loading", "Loading", "Analysed",
    ]  # fmt: skip


def test_an_earlier_result_is_replaced_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Lohjalla satoi.", encoding="utf-8")
    out = tmp_path / "o"
    assert main(["analyze", str(tmp_path), "--out", str(out)]) == 0
    capsys.readouterr()
    assert main(["analyze", str(tmp_path / "a.txt"), "--out", str(out), "--format", "csv"]) == 2
    assert "earlier analysis" in capsys.readouterr().err.splitlines()[-1]
    assert main(["analyze", str(tmp_path), "--out", str(out), "--format", "csv", "--overwrite"]) == 0
    assert len(Analysis.read(out).articles) == 1  # its own tables were not read as articles
    assert not list(out.glob("*.parquet"))
    assert main(["analyze", str(tmp_path), "--out", str(tmp_path), "--overwrite"]) == 2
    assert "is where the articles are" in capsys.readouterr().err
    report = tmp_path / "erot.csv"
    report.write_text("oma", encoding="utf-8")
    assert main(["compare", str(tmp_path), "--out", str(report)]) == 2
    assert report.read_text(encoding="utf-8") == "oma"


def test_files_of_other_kinds_are_told_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "b.rtf", "c.rtf", "kuva.jpg"):
        (tmp_path / name).write_text("Lohjalla satoi.", encoding="utf-8")
    assert main(["analyze", str(tmp_path), "--out", str(tmp_path / "o")]) == 1
    captured = capsys.readouterr()
    assert "1 file of another kind is not read (1 .jpg)" in captured.err
    assert "Not analysed:      2" in captured.out
    assert list(Analysis.read(tmp_path / "o").failures["article_id"]) == ["b", "c"]


def test_where_every_article_fails_it_is_said_aloud(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(" ", encoding="utf-8")
    assert main(["analyze", str(tmp_path), "--out", str(tmp_path / "o")]) == 1
    assert (
        "luksia-nlp: The only article could not be analysed, 'a': The article has no text"
        in capsys.readouterr().err
    )


def test_a_fault_of_its_own_has_its_own_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaking(*_: object) -> None:
        raise ZeroDivisionError("boom")

    (tmp_path / "a.txt").write_text("Lohjalla satoi.", encoding="utf-8")
    monkeypatch.setattr("luksia_nlp.tables.builder.TableBuilder", breaking)
    assert main(["analyze", str(tmp_path), "--out", str(tmp_path / "o")]) == 3
    shown = capsys.readouterr().err
    assert "ZeroDivisionError: boom" in shown
    assert shown.splitlines()[-1].startswith("luksia-nlp: a fault in luksia-nlp itself")
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("target", ["closed", "full"])
def test_output_that_nobody_takes(target: str) -> None:
    """`| head -1` and a full disk: no traceback, and the exit code is that of the work."""
    if target == "full" and not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    command = f"{sys.executable} -m luksia_nlp models list"
    line = f"{command} | true; exit ${{PIPESTATUS[0]}}" if target == "closed" else f"{command} > /dev/full"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    if target == "full":
        assert "standard output cannot be written to: No space left on device" in done.stderr


@pytest.mark.parametrize(
    "arguments", [[], ["analyys"], ["analyze"], ["analyze", "x", "--out", "o", "--format", "xml"]]
)
def test_wrong_command_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "Traceback" not in capsys.readouterr().err
