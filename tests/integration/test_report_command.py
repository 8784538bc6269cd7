"""`luksia-nlp report` over what was analysed: tables in a folder, an archive, a part of either."""

from __future__ import annotations

from pathlib import Path

import pytest

from luksia_nlp import Analysis
from luksia_nlp.cli import main
from tests.unit.archive.sample import sample, write_archive


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return sample()


@pytest.fixture(params=["parquet", "csv", "archive"])
def folder(request: pytest.FixtureRequest, analysis: Analysis, tmp_path: Path) -> Path:
    path = tmp_path / "tulokset"
    if request.param == "archive":
        return write_archive(analysis, path)
    (analysis.to_parquet if request.param == "parquet" else analysis.to_csv)(path)
    return path


def test_a_report_of_what_was_analysed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "raportit" / "raportti.html"
    assert main(["report", str(folder), "--out", str(out), "--title", "Kiila & kumppanit"]) == 0
    page = out.read_text(encoding="utf-8")
    assert '<html lang="fi">' in page
    assert "<title>Kiila &amp; kumppanit</title>" in page
    assert page.count('class="article"') == 8
    assert capsys.readouterr().out == f"Report written to {out}\n"


def test_a_part_in_english_without_texts(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    options = ["--since", "2025", "--entity", "Kiilan koulu", "--language", "en", "--no-texts"]
    assert main(["report", str(folder), "--out", str(out), *options]) == 0
    page = out.read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert page.count('class="article"') == 1
    assert "on auki" not in page
    assert "Only these articles: since 2025-01-01, entity Kiilan koulu." in page


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--theme", "vetovoimaa"], "no theme 'vetovoimaa'. Did you mean 'vetovoima'?"),
        (["--entity", "Kiilan koulut"], "Did you mean 'Kiilan koulu'?"),
        (["--since", "eilen"], "since"),
    ],
)
def test_what_cannot_be_reported_is_told(
    options: list[str], message: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.html"
    assert main(["report", str(folder), "--out", str(out), *options]) == 2
    assert message in capsys.readouterr().err
    assert not out.exists()


def test_what_is_no_result_is_told_with_what_to_do(
    analysis: Analysis, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "uutiset").mkdir()
    (tmp_path / "uutiset" / "1.txt").write_text("Lohjalla satoi.", encoding="utf-8")
    for path in (tmp_path / "uutiset", tmp_path / "uutiset" / "1.txt"):
        assert main(["report", str(path), "--out", str(tmp_path / "r.html")]) == 2
        assert f"Analyse first, and give the folder that this writes: luksia-nlp analyze {path}" in (
            capsys.readouterr().err
        )
    analysis.to_parquet(tmp_path / "tulokset")
    command = ["report", str(tmp_path / "tulokset"), "--out", str(tmp_path / "r.html")]
    assert main([*command, "--since", "2099"]) == 2
    assert "no article meets the conditions: since 2099-01-01" in capsys.readouterr().err
    assert not (tmp_path / "r.html").exists()


def test_nothing_is_overwritten_unasked(
    analysis: Analysis, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    analysis.to_parquet(tmp_path / "tulokset")
    out = tmp_path / "report.html"
    out.write_text("oma", encoding="utf-8")
    command = ["report", str(tmp_path / "tulokset"), "--out", str(out)]
    assert main(command) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "oma"
    assert main([*command, "--overwrite"]) == 0
    assert main(["report", str(tmp_path / "eikansiota"), "--out", str(tmp_path / "x.html")]) == 2
    assert "there is no such folder" in capsys.readouterr().err
