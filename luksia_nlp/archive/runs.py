"""One run over an archive: its source is read and cut, its shards are analysed and joined."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from luksia_nlp.archive.cutting import Reading, SourceChanged, cut, put_on_disk
from luksia_nlp.archive.joining import join
from luksia_nlp.archive.known import Known, number_of
from luksia_nlp.archive.manifest import Manifest
from luksia_nlp.archive.progress import RunProgress
from luksia_nlp.archive.records_on_disk import Item
from luksia_nlp.archive.report import RunReport, articles_told, report_of
from luksia_nlp.archive.shards import Shard, shards_of
from luksia_nlp.archive.shares import Share
from luksia_nlp.archive.storage import remove_unfinished, restore_folder
from luksia_nlp.archive.tasks import Task
from luksia_nlp.archive.workers import Tasks, work_off
from luksia_nlp.entities import load_aliases
from luksia_nlp.errors import SourceError
from luksia_nlp.reading.files import read_articles
from luksia_nlp.reading.progress import say
from luksia_nlp.reading.sources import Source, articles_of, is_path
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

T = TypeVar("T")
# Seconds in which the reading of a source stops when it is told to; one that is stuck is left alone.
_PATIENCE = 5


class Run:
    """One run over an archive.

    Args:
        source: What to analyse.
        folder: The archive's folder.
        settings: The options.
        share: Which shards it takes.
        is_shown: Whether to show on standard error how far it is.

    Raises:
        SettingsError: The settings are not those of earlier runs.
        OutputError: The folder cannot be written to.
    """

    def __init__(
        self, source: Source, folder: Path, settings: Settings, share: Share, is_shown: bool
    ) -> None:
        self._source, self._folder, self._settings, self._share = source, folder, settings, share
        self._tell = say if is_shown else _silent
        self._started = time.monotonic()
        load_aliases(settings.aliases)  # its mistakes are told before hours of work
        if share.is_all:
            self._clean()
        self._manifest = Manifest(folder)
        self._manifest.agree(settings)
        # Opened once, here, where a path that is wrong is told before anything is written.
        self._opened: Iterator[Article | Failure] | None = self._articles()
        (folder / "shards").mkdir(exist_ok=True)  # by which readers know the folder of an archive
        self._progress = RunProgress(Reading(), is_shown)
        self._start_reading()

    def _clean(self) -> None:
        """Remove what killed runs had begun to write; put back the tables that one had taken away."""
        restore_folder(self._folder / "tables")
        for place in (self._folder, *(self._folder / "shards").glob("[0-9]*")):
            remove_unfinished(place)

    def _start_reading(self) -> None:
        earlier = [shard for shard in shards_of(self._folder) if shard.number <= self._manifest.settled]
        self._known = Known(earlier)
        self._reading = self._progress.reading = Reading()
        self._progress.total = None

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
            reader.join(timeout=_PATIENCE)
            self._progress.finished()

    def _read(self, tasks: Tasks, stop: threading.Event) -> None:
        """Cut the source into shards and ask for the work on those of the own share."""
        try:
            left, before = 0, self._progress.n_articles
            for number in self._cut(stop):
                shard = Shard(self._folder, number)
                if self._share.has(number) and not shard.is_done:
                    left += shard.keys().num_rows
                    tasks.put(Task(shard))
            self._refuse_leftovers()
            self._progress.total = before + left
            self._tell_of_reading(left)
            tasks.put(None)
        except _Stopped:
            return
        except BaseException as error:  # raised where the work is waited for
            tasks.put(error)

    def _articles(self) -> Iterator[Article | Failure]:
        """The articles of the source; their identifiers do not depend on how many paths there are."""
        source = self._source
        paths = list(source) if isinstance(source, list | tuple) else []
        if paths and all(isinstance(one, Path) or (isinstance(one, str) and is_path(one)) for one in paths):
            read = [read_articles(Path(path).expanduser(), self._settings) for path in paths]
            return articles_of(itertools.chain.from_iterable(read), self._settings)
        return articles_of(source, self._settings)

    def _cut(self, stop: threading.Event) -> Iterator[int]:
        def put(number: int, items: list[Item]) -> None:
            self._manifest.keep()
            if self._share.has(number):
                put_on_disk(self._folder, number, items)

        articles = self._opened or self._articles()
        self._opened = None
        return cut(
            _until(stop, articles),
            self._known,
            self._reading,
            put,
            self._manifest.settled + 1,
            self._settings.shard_characters,
        )

    def _refuse_leftovers(self) -> None:
        """Check that no shard is left of a stopped run that found more in the source than it has now.

        Raises:
            SourceChanged: There is one.
        """
        last = max([self._manifest.settled, *self._reading.numbers])
        if shards_of(self._folder, above=last):
            raise SourceChanged

    def _tell_of_reading(self, left: int) -> None:
        reading = self._reading
        done = reading.n_new + reading.n_changed - left if self._share.is_all else 0
        parts = [f"{articles_told(reading.n_read)} read"]
        for number, what in (
            (reading.n_read - reading.n_new - reading.n_changed, "unchanged since the last run"),
            (reading.n_changed, "changed"),
            (done, "analysed already by a run that was stopped, or by shares"),
        ):
            if number:
                parts.append(f"{number:,} {what}")
        self._tell(f"{', '.join(parts)}; {left:,} to analyse")

    def _take_up_change(self) -> None:
        """Settle what stopped runs have finished, since the source is not what it was for them.

        Raises:
            SourceError: Other processes are at work on the other source, or it can be read only once.
        """
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
        if isinstance(self._source, Iterator):
            raise SourceError(
                "The source has changed since a run was stopped, and can be read only once. Give it again; "
                "what that run finished is kept."
            )
        self._start_reading()

    def _gone(self, unseen: frozenset[int]) -> list[str]:
        """The identifiers of the archive's articles that the source did not give this time."""
        if not unseen:
            return []
        keys = (key for shard in shards_of(self._folder) for key in shard.keys()["key"].to_pylist())
        return list(dict.fromkeys(key[1:] for key in keys if key[0] == "a" and number_of(key) in unseen))

    def completed(self) -> RunReport:
        """Join what was found, unless other processes are still at work; what was done."""
        analysed = time.monotonic()
        gone: list[str] = []
        counts: Mapping[str, int] | None = None
        if self._share.is_all:
            last = max([self._manifest.settled, *self._reading.numbers])
            unseen = self._known.unseen()
            gone = self._gone(unseen)
            self._manifest.keep()
            self._manifest.settle(last)
            counts = join(self._folder, self._settings, self._manifest, unseen, self._tell)
        return report_of(self._folder, self._reading, self._progress, gone, counts, analysed - self._started)


class _Stopped(Exception):  # noqa: N818  # no error: nobody waits for what is read any more
    """The reading of a source was stopped."""


def _until(stop: threading.Event, articles: Iterable[T]) -> Iterator[T]:
    """The same articles until somebody says stop.

    Raises:
        _Stopped: Somebody did: what was read last is no end of the source.
    """
    for article in articles:
        if stop.is_set():
            raise _Stopped
        yield article


class _Listener:
    """Tells the progress of a run what its workers tell, and checks that they are all made alike."""

    def __init__(self, manifest: Manifest, progress: RunProgress) -> None:
        self._manifest, self._progress = manifest, progress
        self.article, self.articles = progress.article, progress.articles
        self.died, self.waiting = progress.died, progress.waiting

    @property
    def expected(self) -> Mapping[str, str]:
        """What made the results of other shards."""
        return self._manifest.made_with

    def loaded(self, made_with: Mapping[str, str]) -> None:
        self._manifest.agree_on(made_with)
        self._progress.loaded()


def _silent(text: str) -> None:
    del text
