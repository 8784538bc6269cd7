"""The same work on a Dask cluster, of which a worker dies half-way."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from luksia_nlp import Article, EngineError
from luksia_nlp.archive.running import run_archive
from luksia_nlp.archive.shards import shards_of
from tests.integration.test_archive_run import (
    QUICK,
    articles_of_schools,
    deadly_articles_kill,
    read_table,
    tables_in,
)

distributed = pytest.importorskip("distributed", reason='distributed is missing: pip install ".[dask]"')
pytestmark = pytest.mark.filterwarnings("ignore")  # of the cluster's own closing, which is not ours


def _kill_when_some_are_done(cluster: object, archive: Path, killed: list[int]) -> None:
    """Kill one of the cluster's workers as soon as a few shards are finished."""
    while sum(shard.is_done for shard in shards_of(archive)) < 3:
        time.sleep(0.05)
    pid = next(iter(cluster.workers.values())).pid  # type: ignore[attr-defined]
    os.kill(pid, signal.SIGKILL)
    killed.append(pid)


def test_a_cluster_makes_the_same_tables_though_a_worker_dies(tmp_path: Path) -> None:
    articles = articles_of_schools(60)
    run_archive(articles, tmp_path / "a", QUICK, workers=2)
    killed: list[int] = []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        arguments = (cluster, tmp_path / "b", killed)
        killer = threading.Thread(target=_kill_when_some_are_done, args=arguments, daemon=True)
        killer.start()
        report = run_archive(articles, tmp_path / "b", QUICK, dask=cluster.scheduler_address)
        killer.join(timeout=10)
    assert killed
    assert report.n_analysed == 60
    assert tables_in(tmp_path / "a") == tables_in(tmp_path / "b")


def test_a_deadly_article_is_isolated_on_a_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dask

    deadly_articles_kill(tmp_path, monkeypatch)
    articles = [*articles_of_schools(6), Article("Tämä on kuolettava artikkeli Lohjalta.", "paha")]
    few = {"distributed.scheduler.allowed-failures": 1}
    options = {"threads_per_worker": 1, "dashboard_address": None, "silence_logs": 50}
    with dask.config.set(few), distributed.LocalCluster(n_workers=1, **options) as cluster:
        cluster.adapt(minimum=1, maximum=2, interval="1s")  # a worker that dies at its start is replaced, too
        run_archive(articles, tmp_path / "a", QUICK, dask=cluster.scheduler_address)
    failures = read_table(tmp_path / "a", "failures")
    assert list(failures["article_id"]) == ["paha"]
    assert len(read_table(tmp_path / "a", "articles")) == 6


def test_no_scheduler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luksia_nlp.archive.cluster._PATIENCE", 1)
    with pytest.raises(EngineError, match="no Dask scheduler answers there"):
        run_archive(articles_of_schools(1), tmp_path / "a", QUICK, dask="tcp://127.0.0.1:9")
