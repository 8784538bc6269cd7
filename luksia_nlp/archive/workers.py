"""Worker processes on this machine: each loads the models once and analyses shard after shard."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from luksia_nlp import errors
from luksia_nlp.analyzer import Analyzer
from luksia_nlp.archive.analysing import Tell, analyse_shard
from luksia_nlp.archive.shares import UNGUARDED
from luksia_nlp.archive.tasks import Task
from luksia_nlp.errors import EngineError, LuksiaError
from luksia_nlp.settings import Settings

# Seconds between two looks at whether more shards were cut.
_PAUSE = 0.2
# Numeric libraries that would each take all processors for every worker.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
# Times that a worker may end before its models are loaded, until that is an error.
_FAILED_STARTS = 3


@dataclass
class Counts:
    """Articles of a shard that were told of so far, and not yet written."""

    articles: int = 0
    failures: int = 0
    words: int = 0


class Listener(Protocol):
    """What is told how a run goes on."""

    @property
    def expected(self) -> Mapping[str, str]:
        """What made the results of other shards; empty where nobody knows yet."""
        ...

    def loaded(self, made_with: Mapping[str, str]) -> None:
        """Models are loaded."""

    def article(self, words: int, failed: bool) -> None:
        """An article is analysed."""

    def articles(self, counts: Counts) -> None:
        """Several articles are analysed."""

    def died(self, how: str, lost: Counts) -> None:
        """A worker process died; what it had told of its shard is done again."""

    def waiting(self) -> None:
        """Time goes by."""


Tasks = SimpleQueue[Task | BaseException | None]


def work_off(tasks: Tasks, settings: Settings, n_workers: int, listener: Listener) -> None:
    """Have worker processes do tasks until None comes.

    Args:
        tasks: The tasks as they come; an exception among them is raised.
        settings: The settings of the analysis.
        n_workers: How many processes.
        listener: Is told how it goes on.

    Raises:
        EngineError: No worker could start.
        LuksiaError: What a worker raised: a full disk, a missing model.
    """
    pool = _Pool(settings, n_workers, listener)
    try:
        pool.run(tasks)
    finally:
        pool.stop()


class _Worker:
    """A process, and what it is doing."""

    def __init__(self, settings: Settings) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        with _one_thread(), _deaf_to_interrupts():
            self.process: BaseProcess = context.Process(target=_serve, args=(theirs, settings), daemon=True)
            self.process.start()
        theirs.close()
        self.is_loaded = False
        self.task: Task | None = None
        self.counts = Counts()

    def give(self, task: Task) -> None:
        self.task, self.counts = task, Counts()
        with suppress(OSError):  # it has died, which is noticed when it is listened to
            self.connection.send(task)

    def end(self) -> str:
        """End it; how it had ended, if it had."""
        self.connection.close()
        self.process.join(timeout=1)
        code = self.process.exitcode
        if code is None:
            self.process.kill()
            self.process.join()
        if code is not None and code < 0:
            with suppress(ValueError):
                return f"by signal {signal.Signals(-code).name}"
        return f"with exit code {code}"


# How a process ends that an error stops before it serves.
_BY_ITSELF = "with exit code 1"


class _Pool:
    def __init__(self, settings: Settings, n_workers: int, listener: Listener) -> None:
        self._settings, self._most, self._listener = settings, n_workers, listener
        self._workers: dict[Any, _Worker] = {}
        self._waiting: deque[Task] = deque()
        self._failed_starts = 0
        self._more_come = True

    def run(self, tasks: Tasks) -> None:
        while self._more_come or self._waiting or self._busy():
            self._take_in(tasks)
            self._employ()
            if not self._workers:  # Windows would not wait for nothing
                time.sleep(_PAUSE)
            for connection in wait(list(self._workers), timeout=_PAUSE):
                self._listen(self._workers[connection])
            self._listener.waiting()

    def stop(self) -> None:
        for worker in self._workers.values():  # all that they have to lose is on the disk
            worker.process.kill()
        for worker in self._workers.values():
            worker.end()
        self._workers = {}

    def _busy(self) -> bool:
        return any(worker.task for worker in self._workers.values())

    def _take_in(self, tasks: Tasks) -> None:
        with suppress(Empty):
            while self._more_come:
                task = tasks.get_nowait()
                if isinstance(task, BaseException):
                    raise task
                if task is None:
                    self._more_come = False
                else:
                    self._waiting.append(task)

    def _employ(self) -> None:
        """Start workers while there is work for more, and give work to those that have none."""
        free = [worker for worker in self._workers.values() if not worker.task]
        while len(self._workers) < self._most and len(free) < len(self._waiting):
            worker = _Worker(self._settings)
            self._workers[worker.connection] = worker
            free.append(worker)
        for worker in free:
            if worker.is_loaded and self._waiting:
                worker.give(self._waiting.popleft())

    def _listen(self, worker: _Worker) -> None:
        try:
            kind, *values = worker.connection.recv()
        except (EOFError, OSError):
            kind = "dead"
        if kind == "dead":
            self._bury(worker)
        elif kind == "loaded":
            worker.is_loaded = True
            self._failed_starts = 0
            self._listener.loaded(*values)
        elif kind == "article":
            words, failed = values
            counts = worker.counts
            counts.articles, counts.words = counts.articles + 1, counts.words + words
            counts.failures += failed
            self._listener.article(words, failed)
        elif kind == "done":
            worker.task = None
        else:
            name, message = values
            raise getattr(errors, name, EngineError)(message)

    def _bury(self, worker: _Worker) -> None:
        del self._workers[worker.connection]
        how = worker.end()
        if worker.task:
            self._listener.died(how, worker.counts)
            self._waiting.appendleft(worker.task.after_death(how))
            return
        self._failed_starts += not worker.is_loaded
        if self._failed_starts == _FAILED_STARTS or how == _BY_ITSELF:
            raise EngineError(
                f"A worker process ended {how} before its models were loaded. {UNGUARDED}"
            ) from None


@contextmanager
def _one_thread() -> Iterator[None]:
    """While a process is started, have its numeric libraries take one thread."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """While a process is started, have it not hear Ctrl-C: the parent does, and ends its workers."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(connection: Connection, settings: Settings) -> None:
    """What a worker does: it loads the models, and analyses what it is sent until nobody sends any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and ends its workers
    try:
        analyzer = Analyzer(settings)
        connection.send(("loaded", analyzer.made_with))
        while True:
            task = connection.recv()
            done = analyse_shard(task.shard, analyzer, _teller(connection), task.one_by_one, task.deadly)
            connection.send(("done", done))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except LuksiaError as error:
        with suppress(OSError):
            connection.send(("error", type(error).__name__, str(error)))
    except Exception as error:  # a fault in the library itself, or a damaged file of the archive
        traceback.print_exc()
        told = f"A worker process failed: {type(error).__name__}: {error}. What was done is kept."
        with suppress(OSError):
            connection.send(("error", EngineError.__name__, told))


def _teller(connection: Connection) -> Tell:
    return lambda words, failed: connection.send(("article", words, failed))
