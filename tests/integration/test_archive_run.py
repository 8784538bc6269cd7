"""Archives as users run them: killed and resumed, shared out, changed later, hit by deaths."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from luksia_nlp import (
    Article,
    EngineError,
    OutputError,
    Settings,
    SettingsError,
    SourceError,
    TableError,
    analyze,
    open_archive,
)
from luksia_nlp.archive.locks import locked
from luksia_nlp.archive.running import run_archive
from luksia_nlp.archive.shards import shards_of
from luksia_nlp.archive.shares import Share
from tests.conftest import ROOT
from tests.quoted import scripted_quotes

# Quick to load, and the same in every process: it finds the names that its file has.
NAMES = str(ROOT / "tests" / "data" / "scripted_names.toml")
QUICK = Settings(engine="scripted", model=NAMES, similarity="none", shard_characters=1_500)
_SETTINGS = f'engine = "scripted"\nmodel = "{NAMES}"\nsimilarity = "none"\nshard_characters = 1500\n'
_PEOPLE = ("rehtori Aino Virtanen", "Luksian rehtori Timo Virtanen", "Sivistyslautakunta")
_NAMES = ("Lohjalla", "Turussa", "Oulussa", "Vihdissä", "Salossa", "Hangossa")


def articles_of_schools(number: int) -> list[Article]:
    return [
        Article(
            f"Koulu {place} sai {place_in_town} uuden pihan. Alan vetovoima kasvoi {number}. kerran. "
            f"Pihalle istutettiin {place + 3} puuta, ja {_PEOPLE[place % 3]} kiitti oppilaita. "
            "Virtanen lupasi jatkaa Lohjan koulujen pihojen kunnostamista.",
            f"a/{place}",
            title=f"Uusi piha, osa {place}",
            metadata={"osasto": "koulut", "numero": place} if place % 2 else {},
        )
        for place in range(number)
        for place_in_town in [_NAMES[place % len(_NAMES)]]
    ]


def tables_in(archive: Path) -> Mapping[str, bytes]:
    folder = archive / "tables"
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def read_table(archive: Path, name: str) -> pd.DataFrame:
    parts = sorted((archive / "tables" / name).glob("*.parquet"))
    return pd.concat([pd.read_parquet(part) for part in parts], ignore_index=True)


def _source(folder: Path, number: int) -> Path:
    source = folder / "uutiset"
    source.mkdir()
    for article in articles_of_schools(number):
        name = str(article.article_id).replace("a/", "uutinen-")
        (source / f"{name}.txt").write_text(f"{article.title}\n\n{article.text}\n", encoding="utf-8")
    (source / "rikki.jsonl").write_text('{"text": "Koulu avattiin Lohjalla."}\n{"text"\n', encoding="utf-8")
    return source


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("whole") / "arkisto"
    run_archive(articles_of_schools(40), archive, QUICK, workers=1)
    return archive


def test_an_archive_has_the_tables_of_an_analysis(whole: Path) -> None:
    analysis = analyze(articles_of_schools(40), QUICK)
    for name, table in analysis.tables.items():
        found = read_table(whole, name)
        pd.testing.assert_frame_equal(found, table, check_exact=True)
    assert len(shards_of(whole)) > 3


def test_a_run_without_anything_new_changes_nothing(whole: Path) -> None:
    before = tables_in(whole)
    report = run_archive(articles_of_schools(40), whole, QUICK, workers=1)
    assert (report.n_read, report.n_new, report.n_analysed) == (40, 0, 0)
    assert tables_in(whole) == before


@pytest.mark.parametrize("number", [2, 3])
def test_shares_make_the_same_tables(whole: Path, tmp_path: Path, number: int) -> None:
    for share in range(number, 0, -1):
        report = run_archive(articles_of_schools(40), tmp_path / "ark", QUICK, 1, f"{share}/{number}")
        assert not report.is_complete
    run_archive(articles_of_schools(40), tmp_path / "ark", QUICK, workers=1)
    assert tables_in(tmp_path / "ark") == tables_in(whole)


def _command(source: Path, out: Path, workers: int = 2) -> list[str]:
    settings = source.parent / "asetukset.toml"
    settings.write_text(_SETTINGS, encoding="utf-8")
    command = [sys.executable, "-m", "luksia_nlp", "archive", "run", str(source), "--out", str(out)]
    return [*command, "--settings", str(settings), "--workers", str(workers)]


def test_killed_runs_are_resumed_to_the_same_bytes(tmp_path: Path) -> None:
    source = _source(tmp_path, 120)
    undisturbed = subprocess.run(
        _command(source, tmp_path / "a"), capture_output=True, text=True, check=False
    )
    assert undisturbed.returncode == 1, undisturbed.stderr
    draw = random.Random(19)
    for _ in range(4):
        process = subprocess.Popen(
            _command(source, tmp_path / "b"),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(draw.uniform(1.0, 7.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    done = subprocess.run(_command(source, tmp_path / "b"), capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert tables_in(tmp_path / "a") == tables_in(tmp_path / "b")
    assert "rikki-2" in set(read_table(tmp_path / "b", "failures")["article_id"])


def test_added_and_changed_articles_are_analysed_alone(tmp_path: Path) -> None:
    archive = tmp_path / "arkisto"
    first = articles_of_schools(20)
    run_archive(first[2:], archive, QUICK, workers=1)
    changed = Article("Salo sai sillan.", "a/5", title="Silta")
    now = [*first[:5], changed, *first[6:18]]
    report = run_archive(now, archive, QUICK, workers=1)
    assert (report.n_new, report.n_changed, report.n_analysed) == (2, 1, 3)
    assert list(report.gone) == ["a/18", "a/19"]
    articles = read_table(archive, "articles").set_index("article_id")
    assert sorted(articles.index) == sorted(str(article.article_id) for article in first)
    assert articles.loc["a/5", "full_text"] == "Silta\n\nSalo sai sillan."
    assert "Silta" not in str(articles.loc["a/4", "full_text"])
    everything = analyze([*now, *first[18:]], QUICK)
    for name in ("people", "organisations", "places"):
        pd.testing.assert_frame_equal(read_table(archive, name), everything.tables[name])
    for name in ("sentences", "mentions", "themes", "article_themes"):
        assert len(read_table(archive, name)) == len(everything.tables[name]), name


def test_a_failure_that_was_mended_is_none_any_more(tmp_path: Path) -> None:
    archive, good = tmp_path / "arkisto", articles_of_schools(3)
    run_archive([*good, Article("", "tyhjä")], archive, QUICK, workers=1)
    assert list(read_table(archive, "failures")["article_id"]) == ["tyhjä"]
    run_archive([*good, Article("Lohjalla satoi.", "tyhjä")], archive, QUICK, workers=1)
    assert not len(read_table(archive, "failures"))
    assert "tyhjä" in set(read_table(archive, "articles")["article_id"])


def test_a_source_that_changes_while_a_run_is_stopped(tmp_path: Path, whole: Path) -> None:
    archive, articles = tmp_path / "arkisto", articles_of_schools(40)
    run_archive(articles, archive, QUICK, 1, "1/2")  # half of it, as if it had been stopped
    now = [Article("Hangossa tuuli.", "uusi"), *articles]
    with pytest.raises(SourceError, match="has changed since other processes of this array"):
        run_archive(now, archive, QUICK, 1, "1/2")
    report = run_archive(now, archive, QUICK, workers=1)
    assert report.n_analysed < 30
    found = read_table(archive, "articles")
    assert sorted(found["article_id"]) == sorted([*read_table(whole, "articles")["article_id"], "uusi"])


def test_a_source_that_shrinks_while_a_run_is_stopped(tmp_path: Path) -> None:
    articles = articles_of_schools(30)
    run_archive(articles[:10], tmp_path / "a", QUICK, workers=1)
    run_archive(articles, tmp_path / "a", QUICK, 1, "2/2")  # some of the new ones, as if it had been stopped
    report = run_archive(articles[:10], tmp_path / "a", QUICK, workers=1)
    assert report.is_complete
    assert report.n_analysed == 0
    assert len(report.gone) == report.n_articles - 10 > 0


def test_a_failure_is_one_as_long_as_the_source_has_it(tmp_path: Path) -> None:
    good, broken = Article("Lohjalla satoi.", "a"), Article("", "a")
    others = articles_of_schools(2)
    seen = []
    for now in (good, broken, broken, good):
        report = run_archive([*others, now], tmp_path / "a", QUICK, workers=1)
        seen.append((report.n_failures, report.n_articles))
    assert seen == [(0, 3), (1, 3), (1, 3), (0, 3)]


def test_what_is_finished_is_not_done_again(tmp_path: Path) -> None:
    source = _source(tmp_path, 150)
    process = subprocess.Popen(
        _command(source, tmp_path / "a"),
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    while sum(shard.is_done for shard in shards_of(tmp_path / "a")) < 5:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    done = [shard.folder / "shard.json" for shard in shards_of(tmp_path / "a") if shard.is_done]
    before = [path.stat().st_ino for path in done]
    report = run_archive(source, tmp_path / "a", QUICK, workers=2)
    assert report.n_analysed <= 152 - 5 * 3
    assert [path.stat().st_ino for path in done] == before


def test_a_damaged_shard_is_an_error_that_names_it(tmp_path: Path) -> None:
    run_archive(articles_of_schools(30), tmp_path / "a", QUICK, 1, "1/2")
    shard = shards_of(tmp_path / "a")[0]
    (shard.folder / "shard.json").unlink()
    (shard.folder / "input.parquet").write_bytes(b"rikki")
    with pytest.raises(EngineError, match="What was done is kept"):
        run_archive(articles_of_schools(30), tmp_path / "a", QUICK, 1, "1/2")


def test_other_settings_are_not_mixed(whole: Path, tmp_path: Path) -> None:
    other = replace(QUICK, theme_threshold=0.9)
    with pytest.raises(SettingsError, match=r"theme_threshold: 0\.5 then, 0\.9 now"):
        run_archive(articles_of_schools(2), whole, other)
    themes = tmp_path / "teemat.toml"
    themes.write_text('[themes.silta]\nterms = ["silta"]\nexamples = ["Silta avattiin."]\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"themes: luksia \(\w+\) then, .*teemat\.toml \(\w+\) now"):
        run_archive(articles_of_schools(2), whole, replace(QUICK, themes=themes))


@pytest.mark.parametrize(("shard", "workers"), [("0/2", 1), ("3/2", 1), ("a", 1), (None, 0)])
def test_wrong_shares_and_workers(tmp_path: Path, shard: str | None, workers: int) -> None:
    with pytest.raises(SettingsError, match="must be"):
        run_archive(articles_of_schools(1), tmp_path / "a", QUICK, workers, shard)
    assert not (tmp_path / "a").exists()


# Read by each Python that starts with its folder on the path: analysing an article that says so ends the
# process, as a want of memory or a fault in a library would.
_DEATH = """
import os, signal
from luksia_nlp.engines.scripted import ScriptedEngine
_document = ScriptedEngine._document
def deadly(self, article, text):
    if "kuolettava" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    return _document(self, article, text)
ScriptedEngine._document = deadly
"""


def deadly_articles_kill(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the processes that are started from now on die over articles that call themselves deadly."""
    (folder / "sitecustomize.py").write_text(_DEATH, encoding="utf-8")
    path = os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])
    monkeypatch.setenv("PYTHONPATH", path)


def test_a_deadly_article_is_isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deadly_articles_kill(tmp_path, monkeypatch)
    articles = articles_of_schools(12)
    articles.insert(4, Article("Tämä on kuolettava artikkeli Lohjalta.", "paha"))
    report = run_archive(articles, tmp_path / "arkisto", QUICK, workers=2)
    assert report.n_deaths == 3  # the shard, its retry, and the article alone
    assert (report.n_analysed, report.n_failed) == (13, 1)
    failures = read_table(tmp_path / "arkisto", "failures")
    assert list(failures["article_id"]) == ["paha"]
    assert "SIGKILL" in failures["message"][0]
    assert len(read_table(tmp_path / "arkisto", "articles")) == 12


_SCRIPTED = """
import luksia_nlp.quotes.finding
from tests.quoted import scripted_quotes
luksia_nlp.quotes.finding.find_quotes = scripted_quotes
"""


def test_what_is_said_is_joined_to_who_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text(_SCRIPTED, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(ROOT)]))
    monkeypatch.setattr("luksia_nlp.quotes.finding.find_quotes", scripted_quotes)
    said = ("”Sataa”, sanoo Virtanen. ”Paljon”.", "”Ei”, sanoo kuka tahansa.")
    schools = articles_of_schools(20)
    articles = [replace(one, text=f"{one.text} {said[n % 2]}") for n, one in enumerate(schools)]
    articles.append(Article("”Ei täällä ketään ole”, sanoo tuuli.", "b"))  # without any name
    archive = tmp_path / "arkisto"
    run_archive(articles, archive, QUICK, workers=1)
    analysis = analyze(articles, QUICK)
    for name, table in analysis.tables.items():
        pd.testing.assert_frame_equal(read_table(archive, name), table, check_exact=True)
    assert set(analysis.quotes["speaker"].dropna()) == {"Aino Virtanen", "Timo Virtanen", "Virtanen"}
    assert list(analysis.quotes["article_id"])[-1] == "b"

    now = [articles[1], replace(articles[0], text="Koulu suljettiin.")]
    aliases = tmp_path / "nimet.toml"
    aliases.write_text('[[entity]]\nname = "Aino Korpi"\naliases = ["Aino Virtanen"]\n', encoding="utf-8")
    report = run_archive(now, archive, replace(QUICK, aliases=aliases), workers=1)
    assert report.n_analysed == 1
    quotes = open_archive(archive).analysis().quotes
    assert "a/0" not in set(quotes["article_id"])
    assert set(quotes["speaker"].dropna()) == {"Aino Korpi", "Timo Virtanen", "Virtanen"}
    assert len(quotes) == len(analysis.quotes) - 2


def test_an_archive_of_an_older_format_is_not_gone_on_with(tmp_path: Path) -> None:
    run_archive(articles_of_schools(1), tmp_path / "a", QUICK, workers=1)
    manifest = tmp_path / "a" / "archive.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"format": 2', '"format": 1'), encoding="utf-8")
    with pytest.raises(TableError, match="the archive is of format 1; this version reads 2"):
        run_archive(articles_of_schools(1), tmp_path / "a", QUICK, workers=1)


def test_a_script_without_a_guard_is_told(tmp_path: Path) -> None:
    script = tmp_path / "ajo.py"
    script.write_text(
        "from luksia_nlp import Settings\nfrom luksia_nlp.archive.running import run_archive\n"
        "quick = Settings(engine='scripted', similarity='none')\n"
        f"run_archive(['Lohjalla satoi.'], {str(tmp_path / 'ark')!r}, quick, workers=1)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert "if __name__ == '__main__'" in done.stderr.splitlines()[-1]


def test_a_folder_is_worked_on_by_one_run_at_a_time(tmp_path: Path) -> None:
    for share, wanted in ((Share(), None), (Share(), "1/2"), (Share(1, 2), None), (Share(1, 2), "1/2")):
        with locked(tmp_path / "a", share), pytest.raises(OutputError, match="another process"):
            run_archive(articles_of_schools(1), tmp_path / "a", QUICK, 1, wanted)
    with locked(tmp_path / "a", Share(1, 2)):
        run_archive(articles_of_schools(1), tmp_path / "a", QUICK, 1, "2/2")


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    inside = tmp_path / "x" / "arkisto"
    articles: Sequence[Article] = [Article("Lohjalla satoi.", "../../ulkona"), Article("Turku.", "/tmp/a")]
    run_archive(articles, inside, QUICK, workers=1)
    outside = [path for path in tmp_path.rglob("*") if inside not in path.parents and path != inside]
    assert outside == [tmp_path / "x"]
    assert set(read_table(inside, "articles")["article_id"]) == {"../../ulkona", "/tmp/a"}


def _little_room() -> None:
    """Let no file of this process grow over some kilobytes, as a full disk would."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))


def test_a_full_disk_stops_a_run_that_goes_on_later(tmp_path: Path) -> None:
    source = _source(tmp_path, 30)
    command = _command(source, tmp_path / "a", workers=1)
    full = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=_little_room)
    assert full.returncode == 2, full.stderr
    assert "cannot be written: " in full.stderr.splitlines()[-1]
    assert "run the same command again" in full.stderr.splitlines()[-1]
    later = subprocess.run(command, capture_output=True, text=True, check=False)
    assert later.returncode == 1, later.stderr
    undisturbed = _command(source, tmp_path / "b", workers=1)
    subprocess.run(undisturbed, capture_output=True, check=False)
    assert tables_in(tmp_path / "a") == tables_in(tmp_path / "b")


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    file = tmp_path / "tiedosto"
    file.write_text("ei kansio", encoding="utf-8")
    folders = [file / "arkisto", Path("/proc/arkisto")]
    closed = tmp_path / "kiinni"
    closed.mkdir(mode=0o555)
    if os.geteuid() != 0:  # root may write everywhere
        folders.append(closed / "arkisto")
    for folder in folders:
        with pytest.raises(OutputError, match="cannot be written"):
            run_archive(articles_of_schools(1), folder, QUICK, workers=1)


def test_an_interrupted_run_says_how_to_go_on(tmp_path: Path) -> None:
    source = _source(tmp_path, 200)
    process = subprocess.Popen(
        _command(source, tmp_path / "a"), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("Models loaded"):
            break
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert told.splitlines()[-1].endswith("Give the same command to go on.")


def test_a_log_has_lines_and_no_carriage_returns(tmp_path: Path) -> None:
    source = _source(tmp_path, 10)
    done = subprocess.run(_command(source, tmp_path / "a"), capture_output=True, check=False)
    told = done.stderr.decode("utf-8")
    assert "\r" not in told
    assert "12 articles read; 12 to analyse" in told
    assert "Analysed 12 of 12 articles" in told
    report = done.stdout.decode("utf-8")
    assert "12 articles read: 12 new, 0 changed" in report
    assert "11 articles analysed in " in report
    assert "1 could not be" in report
    assert "The archive has 11 articles" in report
    assert "rikki-2 (read): " in report


def test_identifiers_do_not_depend_on_how_many_sources_there_are(tmp_path: Path) -> None:
    for name, text in (("a", "Lohjalla satoi."), ("b", "Turussa paistoi.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(text, encoding="utf-8")
    one, both = tmp_path / "a", [tmp_path / "a", tmp_path / "b"]
    run_archive(one, tmp_path / "ark", QUICK, workers=1)
    report = run_archive(both, tmp_path / "ark", QUICK, workers=1)
    assert (report.n_new, report.n_changed, list(report.gone)) == (1, 0, [])
    assert list(read_table(tmp_path / "ark", "articles")["article_id"]) == ["a", "b"]
    (tmp_path / "b" / "a.txt").write_text("Oulussa tuuli.", encoding="utf-8")
    taken = run_archive(tmp_path / "b", tmp_path / "ark", QUICK, workers=1)
    assert list(taken.taken_over) == ["a"]
    assert "are these two articles? a" in str(taken)


def test_a_run_that_fails_at_once_leaves_nothing_that_binds(tmp_path: Path) -> None:
    archive = tmp_path / "ark"
    other = replace(QUICK, theme_threshold=0.9)
    for source in (tmp_path / "ei-ole", tmp_path):
        with pytest.raises(SourceError):
            run_archive(source, archive, other, workers=1)
    assert not (archive / "archive.json").exists()
    report = run_archive(articles_of_schools(1), archive, QUICK, workers=1)
    assert report.n_articles == 1


def test_an_archive_within_its_source_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Lohjalla satoi.", encoding="utf-8")
    for _ in range(2):
        report = run_archive(tmp_path, tmp_path / "arkisto", QUICK, workers=1)
        assert (report.n_read, report.n_failures) == (1, 0)
    with pytest.raises(OutputError, match="is where the articles are read from"):
        run_archive(tmp_path, tmp_path, QUICK, workers=1)
