"""The same work on the workers of a Dask cluster (the extra `dask`)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty
from threading import Lock
from typing import TYPE_CHECKING, Any

from luksia_nlp.archive.analysing import analyse_shard
from luksia_nlp.archive.manifest import refuse_difference
from luksia_nlp.archive.shards import Done
from luksia_nlp.archive.tasks import Task
from luksia_nlp.archive.workers import Counts, Listener, Tasks
from luksia_nlp.errors import EngineError, LuksiaError
from luksia_nlp.extras import install_line
from luksia_nlp.settings import PACKAGED_THEMES, Settings

if TYPE_CHECKING:
    from distributed import Client, Future

# Seconds between two looks at what is done; in which the scheduler must answer; and in which a cluster that
# has lost all its workers must get new ones, as one whose jobs wait in a queue may.
_PAUSE, _PATIENCE, _WITHOUT_WORKERS = 0.5, 30, 600
# Tasks that wait on the cluster for each of its threads, so that none is idle and none of them holds many.
_WAITING = 2
# An analyzer serves one thread at a time.
_lock = Lock()


def work_off_on_dask(tasks: Tasks, settings: Settings, address: str, listener: Listener) -> None:
    """Have the workers of a Dask cluster do tasks until None comes.

    The archive's folder must be at the same path on all workers, as on a cluster's shared disk.

    Args:
        tasks: The tasks as they come; an exception among them is raised.
        settings: The settings of the analysis.
        address: The scheduler's address: `tcp://host:8786`, or the path of its scheduler file.
        listener: Is told how it goes on.

    Raises:
        EngineError: The package `distributed` is not installed, or no scheduler answers.
        LuksiaError: What a worker raised.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise EngineError(f"Dask is not installed: {install_line('dask')}") from error
    is_file = "://" not in address and Path(address).exists()
    where: dict[str, Any] = {"scheduler_file": address} if is_file else {"address": address}
    try:
        client = Client(**where, timeout=_PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        raise EngineError(f"{address}: no Dask scheduler answers there: {error}.") from error
    with client:
        _Cluster(client, _for_all(settings), listener).run(tasks)


def _for_all(settings: Settings) -> Settings:
    """The settings for one article at a time, with paths that do not depend on the working folder."""
    named = {name: getattr(settings, name) for name in ("themes", "model", "recognizer", "similarity")}
    paths: dict[str, Any] = {
        name: str(Path(value).absolute())
        for name, value in named.items()
        if value is not None and str(value) not in PACKAGED_THEMES and Path(value).exists()
    }
    return replace(settings, **paths, aliases=None)


class _Cluster:
    def __init__(self, client: Client, settings: Settings, listener: Listener) -> None:
        self._client, self._settings, self._listener = client, settings, listener
        self._running: dict[Future, Task] = {}
        self._more_come = True
        self._had_workers = time.monotonic()

    def run(self, tasks: Tasks) -> None:
        """Keep the cluster busy until no more tasks come and all are done.

        Raises:
            EngineError: The cluster has had no workers for a while, or is lost.
        """
        from distributed.comm import CommClosedError

        try:
            while self._more_come or self._running:
                self._take_in(tasks)
                for future in [future for future in self._running if future.done()]:
                    self._finish(future, self._running.pop(future))
                self._listener.waiting()
                time.sleep(_PAUSE)
        except (CommClosedError, CancelledError) as error:
            told = "The Dask cluster is lost. What was done is kept; run the same command again."
            raise EngineError(told) from error
        finally:
            self._client.cancel(list(self._running))

    def _take_in(self, tasks: Tasks) -> None:
        threads = sum(self._client.nthreads().values())
        now = time.monotonic()
        if threads:
            self._had_workers = now
        elif now - self._had_workers > _WITHOUT_WORKERS:
            raise EngineError(
                f"The Dask cluster has had no workers for {_WITHOUT_WORKERS // 60} minutes. What was done is "
                "kept; start workers and run the same command again."
            )
        with suppress(Empty):
            while self._more_come and len(self._running) < max(1, _WAITING * threads):
                task = tasks.get_nowait()
                if isinstance(task, BaseException):
                    raise task
                if task is None:
                    self._more_come = False
                else:
                    self._submit(task)

    def _submit(self, task: Task) -> None:
        future = self._client.submit(
            analyse_on_cluster, task, self._settings, self._listener.expected, pure=False
        )
        self._running[future] = task

    def _finish(self, future: Future, task: Task) -> None:
        from distributed import KilledWorker

        try:
            done: Done = future.result()
        except KilledWorker:
            self._listener.died("on the cluster", Counts())
            # Dask has tried it on several workers before: now each article is marked before it is read.
            again = task.after_death("a worker of the cluster")
            while not again.one_by_one:
                again = again.after_death("a worker of the cluster")
            self._submit(again)
            return
        except (LuksiaError, CancelledError):
            raise
        except Exception as error:  # a fault in the library itself, or a damaged file of the archive
            told = f"{task.shard.folder}: a worker failed: {type(error).__name__}: {error}."
            raise EngineError(f"{told} What was done is kept.") from error
        self._listener.loaded(done.made_with)
        self._listener.articles(Counts(done.n_articles + done.n_failures, done.n_failures, done.n_words))


def analyse_on_cluster(task: Task, settings: Settings, expected: Mapping[str, str]) -> Done:
    """What a worker of the cluster does with a task; it loads the models once.

    Args:
        task: The task.
        settings: The settings of the analysis.
        expected: What made the results of other shards; empty where nobody knows yet.

    Raises:
        SettingsError: The models or versions of this worker are not those.

    Returns:
        What the shard says of itself.
    """
    from luksia_nlp.analyzer import kept_analyzer

    with _lock:
        analyzer = kept_analyzer(settings)
        if expected:
            refuse_difference(task.shard.archive, expected, analyzer.made_with)
        return analyse_shard(task.shard, analyzer, _silent, task.one_by_one, task.deadly)


def _silent(words: int, failed: bool) -> None:
    del words, failed  # the shard says how many there were
