"""An archive from its sources to its tables: read, cut, analysed shard by shard, joined."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from luksia_nlp.archive.cutting import Reading, SourceChanged, cut, put_on_disk
from luksia_nlp.archive.joining import join
from luksia_nlp.archive.known import Known
from luksia_nlp.archive.locks import locked
from luksia_nlp.archive.manifest import Manifest
from luksia_nlp.archive.progress import RunProgress
from luksia_nlp.archive.records_on_disk import Item
from luksia_nlp.archive.report import RunReport, gone_of
from luksia_nlp.archive.shards import Shard, shards_of
from luksia_nlp.archive.storage import remove_unfinished
from luksia_nlp.archive.tasks import Task
from luksia_nlp.archive.workers import Tasks, usual_workers, work_off
from luksia_nlp.errors import SettingsError, SourceError
from luksia_nlp.reading.progress import say
from luksia_nlp.reading.sources import Source, articles_of
from luksia_nlp.settings import Settings, checked_settings
from luksia_nlp.tables.storage import check_folder

_SHARE = re.compile(r"(\d+)/(\d+)")


@dataclass(frozen=True)
class Share:
    """Which of an archive's shards a process takes: each `of`-th, from the `number`-th.

    Example:
        >>> [numero for numero in range(1, 7) if Share.parsed("2/3").has(numero)]
        [2, 5]
    """

    number: int = 1
    of: int = 1

    @classmethod
    def parsed(cls, text: str | None) -> Share:
        """A share as people write it, `2/3`; None is all.

        Raises:
            SettingsError: It is none.
        """
        if text is None:
            return cls()
        match = _SHARE.fullmatch(text.strip())
        number, of = (int(match[1]), int(match[2])) if match else (0, 0)
        if not 1 <= number <= of:
            raise SettingsError(f"shard = {text!r} must be I/N such as 2/8, with I from 1 to N.")
        return cls(number, of)

    def has(self, number: int) -> bool:
        """Whether a shard is of the share."""
        return number % self.of == self.number % self.of

    @property
    def is_all(self) -> bool:
        """Whether it is the whole archive."""
        return self.of == 1


def run_archive(
    source: Source,
    folder: str | Path,
    settings: Settings | None = None,
    workers: int | None = None,
    shard: str | None = None,
    dask: str | None = None,
    progress: bool = False,
) -> RunReport:
    """Analyse an archive, or what of it is left to do, and write its tables.

    A run that was stopped or killed goes on where it was when it is called again in the same way. Articles
    that were added to the source or changed since are analysed alone; then people, organisations and places
    are brought up to date over all articles.

    Args:
        source: What to analyse, as for `luksia_nlp.analyze`; it is read anew in each run.
        folder: Where the archive is kept. Nothing is written elsewhere.
        settings: The options; None for the defaults. Those that decide what is found must stay what they
            were in the first run.
        workers: How many processes analyse; None for as many as processors and memory allow.
        shard: `"I/N"` for the I-th of N processes, on one machine or several, that share the work, such as
            those of a Slurm array. They leave the tables to a last run without it.
        dask: The address of a Dask scheduler whose workers are to analyse (the extra `dask`).
        progress: Whether to show on standard error how far it is.

    Returns:
        What was done.

    Raises:
        SettingsError: The settings are not those of earlier runs, or `shard` or `workers` is none.
        SourceError: The source as a whole cannot be read.
        OutputError: The folder cannot be written to, the disk is full, or another run is at work there.
        EngineError: The engine or a model is missing or broken.

    Example:
        >>> import tempfile
        >>> kansio = Path(tempfile.mkdtemp()) / "arkisto"
        >>> raportti = run_archive(["Lohjalla satoi.", "Turussa paistoi."], kansio, workers=1)
        >>> raportti.n_analysed, raportti.n_articles
        (2, 2)
    """
    chosen, share = checked_settings(settings), Share.parsed(shard)
    if workers is not None and workers < 1:
        raise SettingsError(f"workers = {workers!r} must be at least 1.")
    folder = Path(folder)
    check_folder(folder)
    with locked(folder, f"shard-{share.number}-of-{share.of}"):
        run = _Run(source, folder, chosen, share, progress)
        run.analyse(workers or usual_workers(), dask)
        return run.completed()


class _Run:
    """One run over an archive."""

    def __init__(
        self, source: Source, folder: Path, settings: Settings, share: Share, is_shown: bool
    ) -> None:
        self._source, self._folder, self._settings, self._share = source, folder, settings, share
        self._tell = say if is_shown else _silent
        self._is_shown = is_shown
        self._started = time.monotonic()
        if share.is_all:
            remove_unfinished(folder)
        self._manifest = Manifest(folder)
        self._manifest.agree(settings)
        self._start_reading()

    def _start_reading(self) -> None:
        earlier = [shard for shard in shards_of(self._folder) if shard.number <= self._manifest.settled]
        self._known = Known(earlier)
        self._reading = Reading()
        self._progress = RunProgress(self._reading, self._is_shown)

    def analyse(self, n_workers: int, dask: str | None) -> None:
        """Read the source, and analyse what of it is not analysed yet."""
        try:
            self._work_off(n_workers, dask)
        except SourceChanged:
            self._take_up_change()
            self._work_off(n_workers, dask)

    def _work_off(self, n_workers: int, dask: str | None) -> None:
        tasks: Tasks = SimpleQueue()
        stop = threading.Event()
        reader = threading.Thread(target=self._read, args=(tasks, stop), daemon=True)
        reader.start()
        try:
            if dask is None:
                work_off(tasks, self._settings, n_workers, _Listener(self._manifest, self._progress))
            else:
                from luksia_nlp.archive.cluster import work_off_on_dask

                listener = _Listener(self._manifest, self._progress)
                work_off_on_dask(tasks, self._settings, dask, listener)
        finally:
            stop.set()
            reader.join()
            self._progress.finished()

    def _read(self, tasks: Tasks, stop: threading.Event) -> None:
        """Cut the source into shards and ask for the work on those of the own share."""
        try:
            left = 0
            for number in self._cut():
                if stop.is_set():
                    return
                shard = Shard(self._folder, number)
                if self._share.has(number) and not shard.is_done:
                    left += shard.keys().num_rows
                    tasks.put(Task(shard))
            self._progress.total = left
            self._tell_of_reading(left)
            tasks.put(None)
        except BaseException as error:  # raised where the work is waited for
            tasks.put(error)

    def _cut(self) -> Iterator[int]:
        def put(number: int, items: list[Item]) -> None:
            if self._share.has(number):
                put_on_disk(self._folder, number, items)

        return cut(
            articles_of(self._source, self._settings),
            self._known,
            self._reading,
            put,
            self._manifest.settled + 1,
            self._settings.shard_characters,
        )

    def _tell_of_reading(self, left: int) -> None:
        reading = self._reading
        done = reading.n_new + reading.n_changed - left if self._share.is_all else 0
        parts = [f"{reading.n_read:,} articles read"]
        for number, what in (
            (reading.n_read - reading.n_new - reading.n_changed, "unchanged since they were analysed"),
            (reading.n_changed, "changed"),
            (done, "analysed by a run that was stopped"),
        ):
            if number:
                parts.append(f"{number:,} {what}")
        self._tell(f"{', '.join(parts)}; {left:,} to analyse")

    def _take_up_change(self) -> None:
        """Settle what stopped runs have finished, since the source is not what it was for them."""
        if not self._share.is_all:
            raise SourceError(
                f"{self._folder}: the source has changed since other processes of this array, or an earlier "
                "run, began to read it. Run the archive once without a share (--shard) to take up the change."
            )
        self._tell("The source has changed since a run was stopped; what that run finished is kept")
        last = self._manifest.settled
        for shard in shards_of(self._folder):
            if shard.is_done:
                last = max(last, shard.number)
            else:
                shard.remove()
        self._manifest.settle(last)
        self._start_reading()

    def completed(self) -> RunReport:
        """Join what was found, unless other processes are still at work; what was done."""
        analysed = time.monotonic()
        gone: list[str] = []
        counts: Mapping[str, int] | None = None
        if self._share.is_all:
            last = max([self._manifest.settled, *self._reading.numbers])
            gone = gone_of(self._folder, self._known, self._reading)
            self._manifest.settle(last)
            unseen = self._known.unseen()
            counts = join(self._folder, self._settings, self._manifest, unseen, self._tell)
        return RunReport.of(
            self._folder, self._reading, self._progress, gone, counts, analysed - self._started
        )


class _Listener:
    """Tells the progress of a run what its workers tell, and checks that they are all made alike."""

    def __init__(self, manifest: Manifest, progress: RunProgress) -> None:
        self._manifest, self._progress = manifest, progress
        self.article, self.died = progress.article, progress.died
        self.done, self.waiting = progress.done, progress.waiting

    def loaded(self, made_with: Mapping[str, str]) -> None:
        self._manifest.agree_on(made_with)
        self._progress.loaded(made_with)


def _silent(text: str) -> None:
    del text
