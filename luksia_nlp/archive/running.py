"""The door of an archive's runs."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

from luksia_nlp.archive.locks import locked
from luksia_nlp.archive.machine import usual_workers
from luksia_nlp.archive.report import RunReport
from luksia_nlp.archive.shares import UNGUARDED, Share
from luksia_nlp.errors import EngineError, OutputError, SettingsError
from luksia_nlp.reading.sources import Source, is_path
from luksia_nlp.settings import Settings, checked_settings
from luksia_nlp.tables.storage import check_folder


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
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        raise EngineError(UNGUARDED)  # a worker process imports the script that started it
    chosen, share = checked_settings(settings), Share.parsed(shard)
    if workers is not None and workers < 1:
        raise SettingsError(f"workers = {workers!r} must be at least 1.")
    folder = Path(folder).absolute()  # workers of a cluster have other working folders
    check_folder(folder, is_archive=True)
    _refuse_source(source, folder)
    from luksia_nlp.archive.runs import Run  # the whole room, which nothing but a run needs

    with locked(folder, share):
        run = Run(source, folder, chosen, share, progress)
        run.analyse(workers or usual_workers(), dask)
        return run.completed()


def _refuse_source(source: Source, folder: Path) -> None:
    """Check that an archive is not to lie where its articles do."""
    given = source if isinstance(source, list | tuple) else [source]
    for one in given:
        path = Path(one).expanduser() if isinstance(one, str) and is_path(one) else one
        if isinstance(path, Path) and path.resolve() == folder.resolve():
            raise OutputError(f"{folder}: is where the articles are read from; keep the archive elsewhere.")
